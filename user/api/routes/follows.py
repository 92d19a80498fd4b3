"""Following, and the lists of it."""

from __future__ import annotations

from typing import NamedTuple

from litestar import delete, get, put

from kit import db
from kit.app import Caller, Reader, Writer, operation
from kit.errors import NotFound
from kit.paging import page
from kit.schema import Page
from user.api import schemas, views
from user.api.dependencies import Cursor, Limit, PathId, SearchText
from user.api.paging import found_page, key_of, place_of
from user.domain import commands, errors, queries
from user.domain.model import Side

FOLLOW_ERRORS = [
    errors.FollowSelf,
    errors.AccountNotFound,
    errors.AccountBlocked,
    errors.AccountSuspended,
    errors.FollowLimit,
]
LIST_ERRORS = [errors.AccountNotFound, errors.AccountPrivate]


@put("/follows/{account_id:int}", status_code=200, **operation(errors=FOLLOW_ERRORS))
async def follow(account_id: PathId, writer: Writer, caller: Caller) -> schemas.Follow:
    """Follow an account, or ask to at a private one; repeating it changes nothing."""
    return views.follow_view(await commands.follow(writer, caller.required_viewer, account_id))


@delete("/follows/{account_id:int}", status_code=200, **operation(errors=[NotFound]))
async def unfollow(account_id: PathId, writer: Writer, caller: Caller) -> schemas.Follow:
    """Stop following, or take back a request; repeating it changes nothing."""
    return views.follow_view(await commands.unfollow(writer, caller.required_viewer, account_id))


@get("/accounts/{account_id:int}/followers", **operation(errors=LIST_ERRORS))
async def list_followers(
    account_id: PathId, reader: Reader, caller: Caller, q: SearchText = "", cursor: Cursor = None, limit: Limit = 20
) -> Page[schemas.Card]:
    """Who follows the account, latest first; with `q` those whose username or name holds it."""
    return await _list(reader, caller.required_viewer, account_id, Side.FOLLOWERS, Asked(q, cursor, limit))


@get("/accounts/{account_id:int}/following", **operation(errors=LIST_ERRORS))
async def list_following(
    account_id: PathId, reader: Reader, caller: Caller, q: SearchText = "", cursor: Cursor = None, limit: Limit = 20
) -> Page[schemas.Card]:
    """Whom the account follows, latest first; with `q` those whose username or name holds it."""
    return await _list(reader, caller.required_viewer, account_id, Side.FOLLOWING, Asked(q, cursor, limit))


@get("/accounts/{account_id:int}/mutuals", **operation(errors=[errors.AccountNotFound]))
async def list_mutuals(
    account_id: PathId, reader: Reader, caller: Caller, cursor: Cursor = None, limit: Limit = 20
) -> Page[schemas.Card]:
    """Those whom the viewer follows and who follow the account, latest first."""
    found = await queries.list_mutuals(
        reader, caller.required_viewer, account_id, before=place_of(cursor), limit=limit + 1
    )
    return page(found, limit, key_of, lambda one: views.card_view(one.card))


class Asked(NamedTuple):
    """Which part of a list is asked for."""

    text: str
    cursor: str | None
    limit: int


async def _list(reader: db.Reader, viewer: int, account_id: int, side: Side, asked: Asked) -> Page[schemas.Card]:
    before, limit = place_of(asked.cursor), asked.limit + 1
    if asked.text:
        found = await queries.search_follows(reader, viewer, account_id, side, asked.text, before=before, limit=limit)
        return found_page(found, asked.limit)
    listed = await queries.list_follows(reader, viewer, account_id, side, before=before, limit=limit)
    return page(listed, asked.limit, key_of, lambda one: views.card_view(one.card))


ROUTES = [follow, unfollow, list_followers, list_following, list_mutuals]
