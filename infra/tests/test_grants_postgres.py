"""Each role × each database × CONNECT/SELECT/INSERT/CREATE, on the primary and on every replica.

Seen to fail with CONNECT granted to PUBLIC, with INSERT in the default privileges of `_ro`, and with CREATE on the schema
granted to `_rw`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import psycopg
import pytest
from psycopg import errors, sql

from infra import provision
from infra.native.engines import Engines
from infra.native.installation import Installation
from infra.native.wait import until
from infra.topology import Service, Topology

SERVICES = Topology.load().services
REGIONS = [region.name for region in Topology.load().regions]
DATABASES = [service.database for service in SERVICES] + ["postgres", "template1", provision.ADMIN_DATABASE]

STATEMENTS = {
    "select": "SELECT * FROM grants_probe",
    "insert": "INSERT INTO grants_probe DEFAULT VALUES",
    "create": "CREATE TABLE grants_made (id bigint)",
    "create in another schema": "CREATE SCHEMA grants_made",
    "temporary": "CREATE TEMPORARY TABLE grants_temporary (id bigint)",
    "become the owner": "SET ROLE {owner}",
    "become the superuser": "SET ROLE mockstagram_admin",
    "read files": "SELECT pg_read_file('PG_VERSION')",
    "read another's statements": "SELECT query FROM pg_stat_activity WHERE query LIKE '%%secret%%' AND usename <> user",
}


class Account(NamedTuple):
    name: str
    service: Service
    mode: str


ACCOUNTS = [Account(f"{s.database}_{mode}", s, mode) for s in SERVICES for mode in ("rw", "ro")]


@pytest.fixture(scope="module", autouse=True)
def probes(engines: Engines) -> Iterator[None]:
    """A table per database, made the way migrations make theirs."""
    for service in SERVICES:
        with psycopg.connect(engines.admin_dsn(service.database)) as connection:
            connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(f"{service.database}_owner")))
            connection.execute("CREATE TABLE IF NOT EXISTS grants_probe (id bigint GENERATED ALWAYS AS IDENTITY)")
    for region in REGIONS:
        until(lambda r=region: _has_probe(engines, r), 10, f"the probes are in {region}")  # type: ignore[misc]
    yield
    for service in SERVICES:
        with psycopg.connect(engines.admin_dsn(service.database)) as connection:
            connection.execute("DROP TABLE grants_probe")


def _has_probe(engines: Engines, region: str) -> bool:
    with psycopg.connect(engines.admin_dsn(SERVICES[-1].database, region=region)) as connection:
        row = connection.execute("SELECT to_regclass('grants_probe') IS NOT NULL").fetchone()
    return bool(row and row[0])


def _connect(installation: Installation, account: Account, region: str, database: str) -> psycopg.Connection:
    host, port = installation.topology.endpoint(region, "postgres")
    password = installation.secrets.password(f"postgres/{account.name}")
    return psycopg.connect(
        host=host, port=port, user=account.name, password=password, dbname=database, connect_timeout=5
    )


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account.name)
def test_connects_to_its_own_database_only(installation: Installation, account: Account, region: str) -> None:
    entered = []
    for database in DATABASES:
        try:
            _connect(installation, account, region, database).close()
        except psycopg.OperationalError:
            continue
        entered.append(database)
    assert entered == [account.service.database]


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account.name)
def test_grants_alone_keep_others_out(engines: Engines, account: Account) -> None:
    """Without the host rules too: CONNECT is revoked from everybody and given to two roles."""
    query = "SELECT datname FROM pg_database WHERE datallowconn AND has_database_privilege(%s, datname, 'CONNECT')"
    with psycopg.connect(engines.admin_dsn()) as connection:
        rows = connection.execute(query, [account.name]).fetchall()
    assert [row[0] for row in rows] == [account.service.database]


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account.name)
def test_verbs(installation: Installation, account: Account, region: str) -> None:
    on_primary = region == installation.topology.primary
    allowed = {
        name
        for name, statement in STATEMENTS.items()
        if _allowed(installation, account, region, statement.format(owner=f"{account.service.database}_owner"))
    }
    expected = {"select"} | ({"insert"} if account.mode == "rw" and on_primary else set())
    assert allowed - {"read another's statements"} == expected


def _allowed(installation: Installation, account: Account, region: str, statement: str) -> bool:
    with _connect(installation, account, region, account.service.database) as connection:
        # What an account can switch off itself must not be what protects us.
        connection.execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE") if region == (
            installation.topology.primary
        ) else None
        connection.commit()
        try:
            connection.execute(statement.encode())
        except (errors.InsufficientPrivilege, errors.ReadOnlySqlTransaction):
            return False
        finally:
            connection.rollback()
    return True


def test_limits_are_set_per_role(engines: Engines) -> None:
    with psycopg.connect(engines.admin_dsn()) as connection:
        rows = connection.execute(
            "SELECT rolname, setconfig FROM pg_db_role_setting JOIN pg_roles ON setrole = pg_roles.oid"
        ).fetchall()
    settings = {name: {entry.partition("=")[0] for entry in config} for name, config in rows}
    wanted = {"statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"}
    assert all(settings[account.name] >= wanted for account in ACCOUNTS)


def test_provisioning_again_changes_nothing(engines: Engines) -> None:
    query = "SELECT rolname, rolsuper, rolcanlogin, rolpassword FROM pg_authid ORDER BY 1"
    with psycopg.connect(engines.admin_dsn(), autocommit=True) as connection:
        before = connection.execute(query).fetchall()
        provision.provision(engines.installation.topology, engines.installation.secrets)
        assert connection.execute(query).fetchall() == before
