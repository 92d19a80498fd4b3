"""The archive of the viewer."""

from __future__ import annotations

from litestar import delete, get, put

from content.api import schemas
from content.api.parameters import Cursor, Limit, PathId
from content.api.views import post_view
from content.domain import commands, errors, queries
from kit.app import Caller, Reader, Runtime, Writer, operation
from kit.ids import MAX_ID
from kit.paging import decode_cursor, page
from kit.schema import Page

UNARCHIVE_ERRORS = [errors.PostNotFound, errors.NotVerified, errors.MayNotPublish]


@put("/posts/{post_id:int}/archive", status_code=200, **operation(errors=[errors.PostNotFound]))
async def archive_post(post_id: PathId, writer: Writer, caller: Caller) -> schemas.Post:
    """Take one's own post off the profile and every other page; repeating it changes nothing."""
    viewer = caller.required_viewer
    return post_view(await commands.archive_post(writer, viewer, post_id), viewer)


@delete("/posts/{post_id:int}/archive", status_code=200, **operation(errors=UNARCHIVE_ERRORS))
async def unarchive_post(post_id: PathId, writer: Writer, caller: Caller, runtime: Runtime) -> schemas.Post:
    """Put it back to where it was; repeating it changes nothing."""
    viewer = caller.required_viewer
    return post_view(await commands.unarchive_post(writer, viewer, post_id, rpc=runtime.rpc), viewer)


@get("/archive", **operation())
async def list_archive(reader: Reader, caller: Caller, cursor: Cursor = None, limit: Limit = 20) -> Page[schemas.Post]:
    """The viewer's archived posts, newest first."""
    viewer = caller.required_viewer
    (before,) = decode_cursor(cursor, int) if cursor else (MAX_ID,)
    found = await queries.list_archived(reader, viewer, before, limit + 1)
    return page(found, limit, lambda one: (one.id,), lambda one: post_view(one, viewer))


ROUTES = [archive_post, unarchive_post, list_archive]
