"""Databases, roles and grants of every service, from infra/services.toml; safe to run again at any time.

python -m infra.provision --state DIR --port-base N     (and the migrations of the services that exist)
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

import psycopg
from psycopg import sql

from infra.postgres.replication import admin_dsn, ensure_replication, ensure_role
from infra.secrets import Secrets
from infra.topology import Service, Topology

__all__ = ["ADMIN_DATABASE", "EPOCH_ROLE", "admin_dsn", "migrate", "provision"]

CHECKOUT = Path(__file__).resolve().parents[1]
ADMIN_DATABASE = "mockstagram"
EPOCH_ROLE = "mockstagram_epoch"
LIMITS = {
    "rw": {"statement_timeout": "5s", "lock_timeout": "2s", "idle_in_transaction_session_timeout": "10s"},
    "ro": {"statement_timeout": "3s", "lock_timeout": "1s", "idle_in_transaction_session_timeout": "5s"},
}


def provision(topology: Topology, secrets: Secrets) -> None:
    """Bring the cluster's roles, databases and grants to what the table says."""
    with psycopg.connect(admin_dsn(topology, secrets), autocommit=True, connect_timeout=10) as connection:
        ensure_replication(connection, topology, secrets)
        _ensure_epoch(connection)
        for service in topology.services:
            _ensure_service(connection, service, secrets)
        _ensure_database(connection, ADMIN_DATABASE, None)
        for database in ("postgres", "template1", ADMIN_DATABASE):
            _close_to_public(connection, database)
    for service in topology.services:
        with psycopg.connect(admin_dsn(topology, secrets, service.database), connect_timeout=10) as connection:
            _grant_schema(connection, service.database)
    with psycopg.connect(admin_dsn(topology, secrets, ADMIN_DATABASE), connect_timeout=10) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS pulse (id boolean PRIMARY KEY CHECK (id), at timestamptz)")
        connection.execute("INSERT INTO pulse VALUES (true, now()) ON CONFLICT DO NOTHING")


def _ensure_epoch(connection: psycopg.Connection) -> None:
    """The epoch is the comment of a role: shared by all databases, replicated, and there before any service."""
    ensure_role(connection, EPOCH_ROLE, "NOLOGIN")
    row = connection.execute(
        "SELECT shobj_description(oid, 'pg_authid') FROM pg_roles WHERE rolname = %s", [EPOCH_ROLE]
    ).fetchone()
    if row is None or row[0] is None:
        connection.execute(sql.SQL("COMMENT ON ROLE {} IS '1'").format(sql.Identifier(EPOCH_ROLE)))


def _ensure_service(connection: psycopg.Connection, service: Service, secrets: Secrets) -> None:
    name = service.database
    owner = f"{name}_owner"
    ensure_role(connection, owner, "NOLOGIN")
    for mode, limits in LIMITS.items():
        role = f"{name}_{mode}"
        ensure_role(connection, role, "LOGIN", secrets.password(f"postgres/{role}"))
        for setting, value in limits.items():
            connection.execute(
                sql.SQL("ALTER ROLE {} SET {} = {}").format(
                    sql.Identifier(role), sql.Identifier(setting), sql.Literal(value)
                )
            )
    _ensure_database(connection, name, owner)
    _close_to_public(connection, name)
    connection.execute(
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}, {}").format(
            sql.Identifier(name), sql.Identifier(f"{name}_rw"), sql.Identifier(f"{name}_ro")
        )
    )


def _ensure_database(connection: psycopg.Connection, name: str, owner: str | None) -> None:
    if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        return
    owned = sql.SQL(" OWNER {}").format(sql.Identifier(owner)) if owner else sql.SQL("")
    connection.execute(sql.SQL("CREATE DATABASE {}{}").format(sql.Identifier(name), owned))


def _close_to_public(connection: psycopg.Connection, database: str) -> None:
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(database)))


def _grant_schema(connection: psycopg.Connection, name: str) -> None:
    """What `_rw` and `_ro` may do with tables that `_owner` makes, now and later."""
    roles = {mode: sql.Identifier(f"{name}_{mode}") for mode in ("owner", "rw", "ro")}
    defaults = sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public ").format(**roles)
    connection.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    connection.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {rw}, {ro}").format(**roles))
    grants = (
        "GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {rw}",
        "GRANT USAGE, SELECT ON SEQUENCES TO {rw}",
        "GRANT SELECT ON TABLES TO {ro}",
    )
    for grant in grants:
        connection.execute(defaults + sql.SQL(grant).format(**roles))


def migrate(topology: Topology, secrets: Secrets, *services: Service) -> str:
    """Run the migrations of these services in a process of their own, whose imports we would keep for ever.

    Returns what it printed; raises RuntimeError with it when it fails.
    """
    connections = {service.name: admin_dsn(topology, secrets, service.database) for service in services}
    done = subprocess.run(
        [sys.executable, "-m", "infra.provision_migrations"],
        input=json.dumps(connections),
        check=False,
        capture_output=True,
        text=True,
        timeout=600,
        cwd=CHECKOUT,
    )
    if done.returncode != 0:
        raise RuntimeError(f"migrations failed: {done.stdout}{done.stderr}")
    return done.stdout


def main() -> None:
    parser = argparse.ArgumentParser(description="Bring databases, roles and grants up to date, then migrate.")
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--port-base", type=int, required=True)
    parser.add_argument("--edges", help="names separated by commas; all by default")
    options = parser.parse_args()
    topology = Topology.load(port_base=options.port_base, edges=options.edges.split(",") if options.edges else None)
    secrets = Secrets.open(options.state / "secret")
    provision(topology, secrets)
    print(migrate(topology, secrets, *topology.built), end="")


if __name__ == "__main__":
    main()
