"""Muting, and the list of whom one mutes."""

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

MUTE_ERRORS = [errors.MuteSelf, errors.AccountNotFound, errors.MuteLimit]


@put("/mutes/{account_id:int}", status_code=200, **operation(errors=MUTE_ERRORS))
async def mute(account_id: PathId, writer: Writer, caller: Caller) -> schemas.Mute:
    """Leave the posts of an account out of the home feed, which nobody is told of; repeating it changes nothing."""
    return views.mute_view(await commands.mute(writer, caller.required_viewer, account_id))


@delete("/mutes/{account_id:int}", status_code=200, **operation(errors=[NotFound]))
async def unmute(account_id: PathId, writer: Writer, caller: Caller) -> schemas.Mute:
    """Show the posts of an account in the home feed again; repeating it changes nothing."""
    return views.mute_view(await commands.unmute(writer, caller.required_viewer, account_id))


@get("/mutes", **operation())
async def list_muted(reader: Reader, caller: Caller, cursor: Cursor = None, limit: Limit = 20) -> Page[schemas.Card]:
    """Whom the viewer mutes, latest first."""
    found = await queries.list_muted(reader, caller.required_viewer, before=place_of(cursor), limit=limit + 1)
    return page(found, limit, key_of, lambda one: views.card_view(one.card))


ROUTES = [mute, unmute, list_muted]
