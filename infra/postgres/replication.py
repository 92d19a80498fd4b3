"""What the primary keeps for its replicas: one role and one slot per edge."""

from __future__ import annotations

from typing import LiteralString

import psycopg
from psycopg import sql

from infra.postgres.server import ADMIN, REPLICATION, slot_name
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
    """The replication role and a slot per edge; slots of edges that no longer exist would hold WAL back."""
    ensure_role(connection, REPLICATION, "LOGIN REPLICATION", secrets.password(f"postgres/{REPLICATION}"))
    wanted = {slot_name(edge.name) for edge in topology.edges}
    rows = connection.execute("SELECT slot_name, wal_status, active FROM pg_replication_slots").fetchall()
    for name, wal_status, active in rows:
        if not active and (name not in wanted or wal_status == "lost"):
            connection.execute("SELECT pg_drop_replication_slot(%s)", [name])
    kept = {name for name, wal_status, active in rows if active or wal_status != "lost"}
    for name in sorted(wanted - kept):
        connection.execute("SELECT pg_create_physical_replication_slot(%s, true)", [name])
