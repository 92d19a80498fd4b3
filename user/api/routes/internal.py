"""What other services and the region console ask."""

from __future__ import annotations

from typing import Annotated

from litestar import get
from litestar.params import Parameter

from kit.app import BFF, NOBODY, SERVICES, Reader, Runtime, operation
from kit.paging import decode_cursor, page
from kit.schema import Page
from user.api import record_schemas, schemas, views
from user.api.dependencies import Cursor, PathId
from user.domain import errors, queries

MAX_RECORDS = 1_000
RecordLimit = Annotated[int, Parameter(ge=1, le=MAX_RECORDS)]


@get(
    "/accounts/{account_id:int}/standing",
    **operation(viewer=NOBODY, issuers=(SERVICES,), errors=[errors.AccountNotFound]),
)
async def read_standing(account_id: PathId, reader: Reader) -> schemas.Standing:
    """What an account may do; asked in the primary region before something is taken from it."""
    return views.standing_view(await queries.require_standing(reader, account_id))


@get("/internal/accounts", **operation(viewer=NOBODY, issuers=(SERVICES,)))
async def list_account_records(
    reader: Reader, cursor: Cursor = None, limit: RecordLimit = MAX_RECORDS
) -> Page[record_schemas.AccountRecord]:
    """Every account in every state, by ascending id, for rebuilding projections."""
    (after,) = decode_cursor(cursor, int) if cursor else (0,)
    records = await queries.list_accounts(reader, after, limit + 1)
    return page(records, limit, lambda one: (one.id,), views.account_record)


@get("/internal/follows", **operation(viewer=NOBODY, issuers=(SERVICES,)))
async def list_follow_records(
    reader: Reader, cursor: Cursor = None, limit: RecordLimit = MAX_RECORDS
) -> Page[record_schemas.FollowRecord]:
    """Every follow edge in every state, by ascending (follower, followee), for rebuilding projections."""
    after = decode_cursor(cursor, int, int) if cursor else (0, 0)
    records = await queries.list_edges(reader, after, limit + 1)
    return page(records, limit, lambda one: (one.follower_id, one.followee_id), views.follow_record)


@get("/internal/blocks", **operation(viewer=NOBODY, issuers=(SERVICES,)))
async def list_block_records(
    reader: Reader, cursor: Cursor = None, limit: RecordLimit = MAX_RECORDS
) -> Page[record_schemas.BlockRecord]:
    """Every block edge in every state, by ascending (blocker, blocked), for rebuilding projections."""
    after = decode_cursor(cursor, int, int) if cursor else (0, 0)
    records = await queries.list_block_edges(reader, after, limit + 1)
    return page(records, limit, lambda one: (one.blocker_id, one.blocked_id), views.block_record)


@get("/internal/mutes", **operation(viewer=NOBODY, issuers=(SERVICES,)))
async def list_mute_records(
    reader: Reader, cursor: Cursor = None, limit: RecordLimit = MAX_RECORDS
) -> Page[record_schemas.MuteRecord]:
    """Every mute edge in every state, by ascending (muter, muted), for rebuilding projections."""
    after = decode_cursor(cursor, int, int) if cursor else (0, 0)
    records = await queries.list_mute_edges(reader, after, limit + 1)
    return page(records, limit, lambda one: (one.muter_id, one.muted_id), views.mute_record)


@get("/replication", **operation(viewer=NOBODY, issuers=(BFF, "admin")))
async def read_replication(runtime: Runtime) -> schemas.Replication:
    """How far this region's copy of the data is."""
    database = runtime.database
    if not database.replica:
        position = await database.position()
        return schemas.Replication(epoch=position.epoch, lsn=position.lsn, lag_ms=None)
    position, lag = await database.watcher.replayed()
    return schemas.Replication(epoch=position.epoch, lsn=position.lsn, lag_ms=round(lag * 1000))


ROUTES = [
    read_standing,
    list_account_records,
    list_follow_records,
    list_block_records,
    list_mute_records,
    read_replication,
]
