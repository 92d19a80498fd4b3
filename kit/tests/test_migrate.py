"""Migrations run as the tables' owner, and once."""

from __future__ import annotations

import psycopg

from infra.provision import provision
from kit.db.migrate import migrate
from kit.testing.world import World

NAME = "recommend"


def test_tables_belong_to_an_account_that_nobody_logs_in_to(world: World) -> None:
    world.migrated(NAME)
    dsn = world.engines.admin_dsn(NAME)
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(f"DROP OWNED BY {NAME}_owner CASCADE")
        provision(world.topology, world.secrets)
        for _ in range(2):
            migrate(NAME, dsn)
            owners = connection.execute(
                "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'"
            ).fetchall()
            assert owners == [(f"{NAME}_owner",)]
        assert connection.execute("SELECT count(*) FROM outbox").fetchone() == (0,)
