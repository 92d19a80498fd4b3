"""Logged-in people of a generated world: session rows written through the user service's own account."""

from __future__ import annotations

import hashlib
import random
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import asyncpg

from bench.target import Drain, Target
from bench.world.shape import Shape
from infra.environment import LOCAL_HOST
from infra.native.system import Settings
from kit.ids import id_at

SESSION_ROWS = """
INSERT INTO session (id, account_id, token_hash, device, address_hash, user_agent, region, created_at, last_seen_at)
SELECT id, account_id, token_hash, NULL, 'bench', 'bench', $4, $5, $5
FROM unnest($1::bigint[], $2::bigint[], $3::bytea[]) AS made(id, account_id, token_hash)
ON CONFLICT (token_hash) DO UPDATE SET last_seen_at = excluded.last_seen_at, revoked_at = NULL
"""
ACCOUNTS = "SELECT id, username FROM account WHERE username = ANY($1::text[])"


@dataclass(frozen=True)
class Viewer:
    """Somebody who is logged in, at one edge."""

    number: int
    account_id: int
    username: str
    token: str
    edge: str

    def headers(self, host: str) -> dict[str, str]:
        """What a browser sends that is logged in."""
        return {"host": host, "cookie": f"session={self.token}; region={self.edge}"}


def site_host(target: Target) -> str:
    """Host header of the site on this machine."""
    port = Settings.load(target.state).http_port
    return LOCAL_HOST if port == 80 else f"{LOCAL_HOST}:{port}"


async def log_in(target: Target, shape: Shape) -> list[Viewer]:
    """Everybody of a world, in turn at each edge. Returns when every replica knows their sessions."""
    usernames = [shape.username(number) for number in range(shape.accounts)]
    connection = await asyncpg.connect(target.dsn("user", "rw"))
    try:
        ids = {row["username"]: row["id"] for row in await connection.fetch(ACCOUNTS, usernames)}
        viewers = [_viewer(target, number, username, ids[username]) for number, username in enumerate(usernames)]
        await connection.execute(SESSION_ROWS, *_rows(viewers), "bench", datetime.now(UTC))
    finally:
        connection.terminate()
    async with Drain(target) as drain:
        await drain.wait(120)
    return viewers


def _viewer(target: Target, number: int, username: str, account_id: int) -> Viewer:
    edges = [edge.name for edge in target.topology.edges]
    token = urlsafe_b64encode(target.secrets.derive(f"bench/session/{username}")).rstrip(b"=").decode()
    return Viewer(number, account_id, username, token, edges[number % len(edges)])


def _rows(viewers: list[Viewer]) -> tuple[list[int], list[int], list[bytes]]:
    start = id_at(datetime.now(UTC) - timedelta(seconds=1)) + random.randrange(1 << 20)
    return (
        [start + viewer.number for viewer in viewers],
        [viewer.account_id for viewer in viewers],
        [hashlib.sha256(viewer.token.encode()).digest() for viewer in viewers],
    )
