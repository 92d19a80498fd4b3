"""What the viewer keeps at the top of the profile."""

from __future__ import annotations

from litestar import delete, put

from content.api import schemas
from content.api.parameters import PathId
from content.api.views import post_view
from content.domain import commands, errors
from kit.app import Caller, Writer, operation

PIN_ERRORS = [errors.PostNotFound, errors.PostArchived, errors.PinLimit]


@put("/posts/{post_id:int}/pin", status_code=200, **operation(errors=PIN_ERRORS))
async def pin_post(post_id: PathId, writer: Writer, caller: Caller) -> schemas.Post:
    """Pin one's own post to the top of the profile; repeating it changes nothing."""
    viewer = caller.required_viewer
    return post_view(await commands.pin_post(writer, viewer, post_id), viewer)


@delete("/posts/{post_id:int}/pin", status_code=200, **operation(errors=[errors.PostNotFound]))
async def unpin_post(post_id: PathId, writer: Writer, caller: Caller) -> schemas.Post:
    """Let it stand where its age puts it; repeating it changes nothing."""
    viewer = caller.required_viewer
    return post_view(await commands.unpin_post(writer, viewer, post_id), viewer)


ROUTES = [pin_post, unpin_post]
