"""Real engines for one test run, with the databases of the services at their newest migrations."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import psycopg

from infra.environment import service_environment
from infra.native.engines import Engines, shared_state
from infra.provision import migrate, provision
from infra.secrets import Secrets
from infra.topology import Topology
from kit.db.migrate import FOLDERS, ROOT

DEFAULT_PORT_BASE = 27500
LOCK_TIMEOUT = "20s"
TRUNCATE = """
SELECT 'TRUNCATE ' || string_agg(quote_ident(tablename), ', ') || ' RESTART IDENTITY CASCADE'
FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'
"""
AT_WORK = """
SELECT pid, application_name, state, wait_event, left(query, 200) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


class World:
    """Engines of a topology. State is kept between runs, so only the first start is slow."""

    def __init__(self, *, edges: list[str], parts: set[str], port_base: int, direct: bool = True) -> None:
        self.topology = Topology.load(port_base=port_base, edges=edges)
        self.state = shared_state(f"tests-{port_base}")
        self.secrets = Secrets.open(self.state / "secret")
        self.engines = Engines(self.topology, self.secrets, self.state, parts=parts, direct=direct)
        self._migrated: set[str] = set()

    def start(self) -> None:
        self.engines.start()

    def stop(self) -> None:
        self.engines.stop()

    def migrated(self, service: str) -> None:
        """Bring a service's database to its newest migrations; changed files mean a new database."""
        if service in self._migrated:
            return
        found = self.topology.service(service)
        mark = _digest(ROOT / FOLDERS.get(service, service) / "migrations" / "versions")
        with psycopg.connect(self.engines.admin_dsn(found.database), autocommit=True) as connection:
            row = connection.execute(
                "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [found.database]
            ).fetchone()
            if row is None or row[0] != mark:
                connection.execute(f"DROP OWNED BY {found.database}_owner CASCADE")
                provision(self.topology, self.secrets)
                migrate(self.topology, self.secrets, found)
                connection.execute(f"COMMENT ON DATABASE \"{found.database}\" IS '{mark}'")
        self._migrated.add(service)

    def empty(self, service: str) -> None:
        """Delete every row of a service. Raises AssertionError, with who is at work, when a table stays locked."""
        dsn = self.engines.admin_dsn(self.topology.service(service).database)
        options = f"-c lock_timeout={LOCK_TIMEOUT}"
        with psycopg.connect(dsn, autocommit=True, connect_timeout=10, options=options) as connection:
            row = connection.execute(TRUNCATE).fetchone()
            try:
                if row and row[0]:
                    connection.execute(row[0])
            except psycopg.errors.LockNotAvailable as error:
                at_work = connection.execute(AT_WORK).fetchall()
                raise AssertionError(f"{service} cannot be emptied: {at_work}") from error

    def environment(self, region: str, service: str) -> dict[str, str]:
        """The environment of a service's process."""
        return service_environment(self.topology, self.secrets, region, self.topology.service(service))


def _digest(folder: Path) -> str:
    content = hashlib.sha256((Path(__file__).parents[1] / "db" / "machinery.py").read_bytes())
    for path in sorted(folder.glob("*.py")):
        content.update(path.read_bytes())
    return content.hexdigest()[:32]


def port_base() -> int:
    """Where this run's engines listen: MOCKSTAGRAM_TEST_PORT_BASE keeps runs on one machine apart."""
    return int(os.environ.get("MOCKSTAGRAM_TEST_PORT_BASE", DEFAULT_PORT_BASE))


def service_world(**options: Any) -> World:
    """Primary and one edge, as the tests of a single service need them."""
    return World(edges=["ap-northeast"], parts={"postgres", "nats", "valkey"}, port_base=port_base(), **options)
