"""Follow requests to the viewer, and the viewer's followers."""

from __future__ import annotations

from litestar import delete, get, put

from kit.app import Caller, Reader, Writer, operation
from kit.errors import NotFound
from kit.paging import page
from kit.schema import Page
from user.api import schemas, views
from user.api.dependencies import Cursor, Limit, PathId
from user.api.paging import key_of, place_of
from user.domain import commands, errors, limits, queries


@get("/follow-requests", **operation())
async def list_requests(reader: Reader, caller: Caller, cursor: Cursor = None, limit: Limit = 20) -> Page[schemas.Card]:
    """Who asks to follow the viewer, latest first."""
    found = await queries.list_requests(reader, caller.required_viewer, before=place_of(cursor), limit=limit + 1)
    return page(found, limit, key_of, lambda one: views.card_view(one.card))


@get("/follow-requests/count", **operation())
async def count_requests(reader: Reader, caller: Caller) -> schemas.RequestCount:
    """How many ask to follow the viewer."""
    count = await queries.count_requests(reader, caller.required_viewer)
    return schemas.RequestCount(count=count, capped_at=limits.REQUESTS_COUNTED)


@put(
    "/follow-requests/{account_id:int}",
    status_code=200,
    **operation(errors=[errors.RequestNotFound, errors.AccountSuspended]),
)
async def accept_request(account_id: PathId, writer: Writer, caller: Caller) -> schemas.Follower:
    """Let an account follow that asks to; repeating it changes nothing."""
    return views.follower_view(await commands.accept_request(writer, caller.required_viewer, account_id))


@delete("/follow-requests/{account_id:int}", status_code=200, **operation(errors=[NotFound]))
async def decline_request(account_id: PathId, writer: Writer, caller: Caller) -> schemas.Follower:
    """Take away a request, which its sender is not told of; repeating it changes nothing."""
    return views.follower_view(await commands.decline_request(writer, caller.required_viewer, account_id))


@delete("/followers/{account_id:int}", status_code=200, **operation(errors=[NotFound]))
async def remove_follower(account_id: PathId, writer: Writer, caller: Caller) -> schemas.Follower:
    """Have an account follow no more, which it is not told of; repeating it changes nothing."""
    return views.follower_view(await commands.remove_follower(writer, caller.required_viewer, account_id))


ROUTES = [list_requests, count_requests, accept_request, decline_request, remove_follower]
