"""Blocking, and the list of whom one blocks."""

from __future__ import annotations

from litestar import delete, get, put

from kit.app import Caller, Reader, Writer, operation
from kit.errors import NotFound
from kit.paging import page
from kit.schema import Page
from user.api import schemas, views
from user.api.dependencies import Cursor, Limit, PathId
from user.api.paging import key_of, place_of
from user.domain import commands, errors, queries

BLOCK_ERRORS = [errors.BlockSelf, errors.AccountNotFound, errors.BlockLimit]


@put("/blocks/{account_id:int}", status_code=200, **operation(errors=BLOCK_ERRORS))
async def block(account_id: PathId, writer: Writer, caller: Caller) -> schemas.Block:
    """Block an account, which ends follows between the two; repeating it changes nothing."""
    return views.block_view(await commands.block(writer, caller.required_viewer, account_id))


@delete("/blocks/{account_id:int}", status_code=200, **operation(errors=[NotFound]))
async def unblock(account_id: PathId, writer: Writer, caller: Caller) -> schemas.Block:
    """Unblock an account; nobody follows again by that. Repeating it changes nothing."""
    return views.block_view(await commands.unblock(writer, caller.required_viewer, account_id))


@get("/blocks", **operation())
async def list_blocked(reader: Reader, caller: Caller, cursor: Cursor = None, limit: Limit = 20) -> Page[schemas.Card]:
    """Whom the viewer blocks, latest first."""
    found = await queries.list_blocked(reader, caller.required_viewer, before=place_of(cursor), limit=limit + 1)
    return page(found, limit, key_of, lambda one: views.card_view(one.card))


ROUTES = [block, unblock, list_blocked]
