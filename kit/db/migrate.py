"""Run a service's migrations: `python -m kit.db.migrate <service> [revision]`.

Connects with ADMIN_DSN and works as `<service>_owner`, so that the tables belong to an account nobody can log in to.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = {"media-server": "media-server/media_server", "admin": "admin/backend"}
LOCK_TIMEOUT = "5s"


def config(service: str) -> Config:
    """Alembic's configuration for one service."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent / "alembic"))
    made.set_main_option("version_locations", str(ROOT / FOLDERS.get(service, service) / "migrations" / "versions"))
    made.set_main_option("path_separator", "os")
    return made


def migrate(service: str, admin_dsn: str, revision: str = "head") -> None:
    """Bring the database of `service` to `revision`; ends quietly when it is there already."""
    made = config(service)
    engine = create_engine(admin_dsn.replace("postgresql://", "postgresql+psycopg://"))
    try:
        with engine.connect() as connection:
            if revision == "head" and _current(connection) == set(ScriptDirectory.from_config(made).get_heads()):
                return
            connection.execute(text(f"SET ROLE {service.replace('-', '_')}_owner"))
            connection.execute(text(f"SET lock_timeout = '{LOCK_TIMEOUT}'"))
            connection.commit()
            made.attributes["connection"] = connection
            command.upgrade(made, revision)
    finally:
        engine.dispose()


def _current(connection: Connection) -> set[str]:
    exists = connection.execute(text("SELECT to_regclass('public.alembic_version')")).scalar()
    found: set[str] = set()
    if exists:
        found = set(connection.execute(text("SELECT version_num FROM alembic_version")).scalars())
    connection.rollback()
    return found


if __name__ == "__main__":
    migrate(sys.argv[1], os.environ["ADMIN_DSN"], *sys.argv[2:3])
