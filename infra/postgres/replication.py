"""What the primary keeps for its replicas: a role, and the slots that they made."""

from __future__ import annotations

from typing import LiteralString

import psycopg
from psycopg import sql

from infra.postgres.replica import REPLICATION, slot_name
from infra.postgres.server import ADMIN
from infra.secrets import Secrets
from infra.topology import Topology


def admin_dsn(topology: Topology, secrets: Secrets, database: str = "postgres", *, region: str | None = None) -> str:
    """Connection string of the superuser, at the primary unless a region is named."""
    host, port = topology.endpoint(region or topology.primary, "postgres")
    return f"postgresql://{ADMIN}:{secrets.password(f'postgres/{ADMIN}')}@{host}:{port}/{database}"


def ensure_role(connection: psycopg.Connection, name: str, options: LiteralString, password: str | None = None) -> None:
    """Create the role or bring its options up to date."""
    row = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone()
    verb = sql.SQL("ALTER") if row else sql.SQL("CREATE")
    secret = sql.SQL(" PASSWORD {}").format(sql.Literal(password)) if password and not row else sql.SQL("")
    connection.execute(sql.SQL("{} ROLE {} {}{}").format(verb, sql.Identifier(name), sql.SQL(options), secret))


def ensure_replication(connection: psycopg.Connection, topology: Topology, secrets: Secrets) -> None:
    """The replication role; slots that were lost or whose edge is gone are dropped, since they hold WAL back."""
    ensure_role(connection, REPLICATION, "LOGIN REPLICATION", secrets.password(f"postgres/{REPLICATION}"))
    wanted = [slot_name(edge.name) for edge in topology.edges]
    connection.execute(
        "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots"
        " WHERE NOT active AND NOT temporary AND (wal_status = 'lost' OR slot_name <> ALL (%s))",
        [wanted],
    )
