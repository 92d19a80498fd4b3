"""Publishing, reading, editing and deleting posts."""

from __future__ import annotations

from litestar import delete, get, patch, post
from msgspec import UNSET

from content.api import schemas
from content.api.parameters import Cursor, Ids, Limit, PathId
from content.api.views import post_view, revision_view
from content.domain import commands, errors, queries
from content.domain.model import Described, Draft, Edit, Upload
from kit.app import OPTIONAL, Caller, Reader, Runtime, Writer, operation
from kit.ids import MAX_ID
from kit.paging import decode_cursor, page, parse_ids
from kit.schema import Page

MAX_BATCH = 200

CREATE_ERRORS = [
    errors.PicturesMissing,
    errors.TooManyPictures,
    errors.CaptionTooLong,
    errors.TooManyHashtags,
    errors.TooManyMentions,
    errors.AltTooLong,
    errors.ReceiptInvalid,
    errors.MediaRepeated,
    errors.MediaUsed,
    errors.NotVerified,
    errors.MayNotPublish,
    errors.DailyLimit,
]

EDIT_ERRORS = [
    errors.PostNotFound,
    errors.PostChanged,
    errors.MediaDiffers,
    errors.CaptionTooLong,
    errors.TooManyHashtags,
    errors.TooManyMentions,
    errors.AltTooLong,
    errors.NotVerified,
    errors.MayNotPublish,
    errors.EditLimit,
]


@post("/posts", status_code=201, **operation(errors=CREATE_ERRORS))
async def create_post(data: schemas.NewPost, writer: Writer, caller: Caller, runtime: Runtime) -> schemas.Post:
    """Publish a post of finished uploads."""
    draft = Draft(caption=data.caption, media=[Upload(receipt=media.receipt, alt=media.alt) for media in data.media])
    viewer = caller.required_viewer
    created = await commands.create_post(
        writer,
        viewer,
        draft,
        rpc=runtime.rpc,
        verifier=runtime.verifier,
        multiplier=runtime.settings.limits_multiplier,
    )
    return post_view(created, viewer)


@patch("/posts/{post_id:int}", **operation(errors=EDIT_ERRORS))
async def edit_post(
    post_id: PathId, data: schemas.PostEdit, writer: Writer, caller: Caller, runtime: Runtime
) -> schemas.Post:
    """Change what is given of one's own post; what it said before stays to be read."""
    viewer = caller.required_viewer
    edit = Edit(
        version=data.version,
        caption=None if data.caption is UNSET else data.caption,
        media=None
        if data.media is UNSET
        else [Described(media_id=int(one.media_id), alt=one.alt) for one in data.media],
    )
    return post_view(await commands.edit_post(writer, viewer, post_id, edit, rpc=runtime.rpc), viewer)


@delete("/posts/{post_id:int}", status_code=204, **operation(errors=[errors.PostNotFound]))
async def delete_post(post_id: PathId, writer: Writer, caller: Caller) -> None:
    """Delete one's own post for good; deleting it once more is no error."""
    await commands.delete_post(writer, caller.required_viewer, post_id)


@get("/posts", **operation(viewer=OPTIONAL))
async def read_posts(ids: Ids, reader: Reader, caller: Caller) -> schemas.Posts:
    """Posts by id, in the order asked; those that this viewer may not see are absent."""
    found = await queries.get_posts(reader, caller.viewer, parse_ids(ids))
    return schemas.Posts(items=[post_view(one, caller.viewer) for one in found])


@post("/posts/batch", status_code=200, **operation(viewer=OPTIONAL, route="local-read"))
async def read_post_batch(data: schemas.PostBatch, reader: Reader, caller: Caller) -> schemas.Posts:
    """The same for up to 200 ids."""
    wanted = parse_ids(",".join(data.ids), MAX_BATCH)
    found = await queries.get_posts(reader, caller.viewer, wanted)
    return schemas.Posts(items=[post_view(one, caller.viewer) for one in found])


@get("/posts/{post_id:int}/revisions", **operation(viewer=OPTIONAL, errors=[errors.PostNotFound]))
async def list_post_revisions(
    post_id: PathId, reader: Reader, caller: Caller, cursor: Cursor = None, limit: Limit = 20
) -> Page[schemas.Revision]:
    """What a post said before it was edited, latest first; what it says now is in the post."""
    (before,) = decode_cursor(cursor, int) if cursor else (MAX_ID,)
    found = await queries.list_revisions(reader, caller.viewer, post_id, before, limit + 1)
    return page(found, limit, lambda one: (one.version,), revision_view)


ROUTES = [create_post, edit_post, delete_post, read_posts, read_post_batch, list_post_revisions]
