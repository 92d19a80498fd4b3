"""Writes a world into a running system: COPY into the owners' tables, then the rebuild of what others made of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from itertools import islice

import asyncpg
from argon2 import PasswordHasher

from bench.target import Drain, Target
from bench.world.rows import Picture, Row, Rows
from bench.world.shape import Shape
from infra.postgres.replication import admin_dsn

PASSWORD = "bench-mockstagram"  # noqa: S105 (accounts that exist only where somebody runs this)
CHUNK = 5_000
SESSION = {"statement_timeout": "60000", "application_name": "bench"}

ACCOUNT = (
    "id", "version", "username", "name", "bio", "email", "email_verified_at", "password_hash", "birthday", "language",
    "created_at",
)  # fmt: skip
EDGE = ("follower_id", "followee_id", "state", "version", "created_at", "changed_at")
POST = ("id", "author_id", "caption", "state", "version", "created_at")
MEDIA = (
    "post_id", "position", "media_id", "home", "key", "width", "height", "blur", "renditions", "alt",
)  # fmt: skip
# Pictures that real posts show; a generated post shows one of them again.
PICTURES = """
SELECT DISTINCT ON (key) home, key, width, height, blur, renditions
FROM post_media JOIN post ON post.id = post_id WHERE state = 'published' AND key <> repeat('A', 22)
ORDER BY key LIMIT 200
"""


async def exists(target: Target, shape: Shape) -> bool:
    """Whether the world was written before."""
    connection = await asyncpg.connect(target.dsn("user", "ro"))
    try:
        wanted = shape.username(shape.accounts - 1)
        return bool(await connection.fetchval("SELECT EXISTS (SELECT FROM account WHERE username = $1)", wanted))
    finally:
        connection.terminate()


async def write(target: Target, shape: Shape, tell: Callable[[str], None]) -> None:
    """Write a world that does not exist yet, and return when every region has it."""
    password_hash = await asyncio.to_thread(
        PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1).hash, PASSWORD
    )
    rows = Rows(shape, password_hash, await _pictures(target))
    tell(f"writing {shape.accounts:,} accounts and {len(shape.edges):,} follows, {shape.posts:,} posts")
    await asyncio.gather(_write_user(target, rows), _write_content(target, rows))
    await _analyze(target, "user", "content")
    tell("rebuilding the projections")
    await target.command("recommend", "recommend.batch", "rebuild", timeout=1_800)
    await target.command("recommend", "recommend.batch", "recount_followers", timeout=600)
    await target.command("content", "content.batch", "rebuild_accounts", timeout=600)
    await _analyze(target, "recommend")
    tell("waiting for the replicas")
    async with Drain(target) as drain:
        await drain.wait(300)


async def _write_user(target: Target, rows: Rows) -> None:
    """In one transaction: a world that was broken off can be written again."""
    connection = await asyncpg.connect(target.dsn("user", "rw"), server_settings=SESSION)
    async with connection.transaction():
        await _copy(connection, "account", ACCOUNT, rows.accounts())
        await _copy(connection, "follow_edge", EDGE, rows.edges())
        await _copy(connection, "follow_count", ("account_id", "followers", "following"), rows.follow_counts())
    await connection.close()


async def _write_content(target: Target, rows: Rows) -> None:
    connection = await asyncpg.connect(target.dsn("content", "rw"), server_settings=SESSION)
    async with connection.transaction():
        await _copy(connection, "post", POST, rows.posts())
        await _copy(connection, "post_media", MEDIA, rows.media())
        await _copy(connection, "author", ("id", "posts"), rows.author_counts())
    await connection.close()


async def _copy(connection: asyncpg.Connection, table: str, columns: tuple[str, ...], rows: Iterator[Row]) -> None:
    while chunk := list(islice(rows, CHUNK)):
        await connection.copy_records_to_table(table, records=chunk, columns=columns)


async def _pictures(target: Target) -> list[Picture]:
    connection = await asyncpg.connect(target.dsn("content", "ro"))
    try:
        return [Picture(**dict(row)) for row in await connection.fetch(PICTURES)]
    finally:
        connection.terminate()


async def _analyze(target: Target, *services: str) -> None:
    """Tables that grew at once have no statistics yet; only their owner may gather them."""
    for service in services:
        database = target.topology.service(service).database
        connection = await asyncpg.connect(admin_dsn(target.topology, target.secrets, database))
        await connection.execute("ANALYZE")
        await connection.close()
