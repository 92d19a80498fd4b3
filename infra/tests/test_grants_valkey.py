"""Each Valkey account reaches its own prefix and learns nothing of others.

Seen to fail with `~*` in place of the prefix, and without `-scan` in infra/valkey/server.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from infra.native.installation import Installation
from infra.topology import Topology
from infra.valkey.server import users

ACCOUNTS = [*(service.database for service in Topology.load().services), "bff"]
REGIONS = [region.name for region in Topology.load().regions]
REVEALING: list[tuple[str, ...]] = [
    ("SCAN", "0"), ("KEYS", "*"), ("RANDOMKEY",), ("MONITOR",), ("DBSIZE",), ("INFO",), ("CLIENT", "LIST"),
    ("PUBSUB", "CHANNELS"), ("CONFIG", "GET", "*"), ("ACL", "LIST"), ("FLUSHALL",), ("SLOWLOG", "GET"),
    ("FUNCTION", "LIST"), ("SCRIPT", "FLUSH"), ("SHUTDOWN", "NOSAVE"),
]  # fmt: skip


@pytest.fixture
def connect(installation: Installation) -> Iterator[Callable[[str, str], redis.Redis]]:
    opened: list[redis.Redis] = []

    def open_as(region: str, account: str) -> redis.Redis:
        host, port = installation.topology.endpoint(region, "valkey")
        password = installation.secrets.password(f"valkey/{account}")
        opened.append(redis.Redis(host, port, username=account, password=password, socket_timeout=5))
        return opened[-1]

    yield open_as
    for client in opened:
        client.close()


def test_every_account_exists(installation: Installation) -> None:
    assert users(installation) == ACCOUNTS


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("account", ACCOUNTS)
def test_prefixes(connect: Callable[[str, str], redis.Redis], region: str, account: str) -> None:
    client = connect(region, account)
    client.set(f"{account}:grants", "1", ex=60)
    assert client.get(f"{account}:grants") == b"1"
    assert client.eval("return redis.call('GET', KEYS[1])", 1, f"{account}:grants") == b"1"
    for other in [*ACCOUNTS, "infra", ""]:
        if other != account:
            for refused in (client.get, client.delete, client.exists):
                with pytest.raises(redis.exceptions.NoPermissionError):
                    refused(f"{other}:grants")
            with pytest.raises(redis.exceptions.NoPermissionError):
                client.publish(f"{other}:channel", "x")


@pytest.mark.parametrize("command", REVEALING, ids=" ".join)
def test_commands_that_show_or_harm_others(
    connect: Callable[[str, str], redis.Redis], command: tuple[str, ...]
) -> None:
    with pytest.raises(redis.exceptions.NoPermissionError):
        connect(REGIONS[0], "user").execute_command(*command)  # type: ignore[no-untyped-call]


def test_nobody_enters_without_a_password(installation: Installation) -> None:
    host, port = installation.topology.endpoint(REGIONS[0], "valkey")
    with (
        redis.Redis(host, port, retry=Retry(NoBackoff(), 0)) as client,
        pytest.raises(redis.exceptions.AuthenticationError),
    ):
        client.ping()
