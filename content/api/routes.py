"""Operations on posts."""

from __future__ import annotations

from typing import Annotated

from litestar import delete, get, post
from litestar.params import Parameter

from content.api import schemas
from content.api.views import account_counts, post_record, post_view
from content.domain import commands, errors, queries
from content.domain.model import Draft, Upload
from kit.app import NOBODY, OPTIONAL, SERVICES, Caller, Reader, Runtime, Writer, operation
from kit.errors import NotFound
from kit.ids import MAX_ID
from kit.paging import MAX_LIMIT, decode_cursor, page, parse_ids
from kit.schema import Page

MAX_BATCH = 200
MAX_RECORDS = 1_000

PathId = Annotated[int, Parameter(ge=1, le=MAX_ID)]
ID = "[1-9][0-9]{0,18}(:[0-9]{1,18})?"
Ids = Annotated[
    str,
    Parameter(
        max_length=2_000,
        pattern=f"^({ID}(,{ID})*)?$",
        description="At most 40 ids; `id:version` names the version held.",
    ),
]
Cursor = Annotated[str | None, Parameter(max_length=200, description="`next` of the page before.")]
Limit = Annotated[int, Parameter(ge=1, le=MAX_LIMIT)]
RecordLimit = Annotated[int, Parameter(ge=1, le=MAX_RECORDS)]

CREATE_ERRORS = [
    errors.PicturesMissing,
    errors.TooManyPictures,
    errors.CaptionTooLong,
    errors.AltTooLong,
    errors.ReceiptInvalid,
    errors.MediaRepeated,
    errors.MediaUsed,
    errors.NotVerified,
    errors.MayNotPublish,
    errors.DailyLimit,
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


@get("/accounts/{account_id:int}/posts", **operation(viewer=OPTIONAL, errors=[NotFound]))
async def list_account_posts(
    account_id: PathId, reader: Reader, caller: Caller, cursor: Cursor = None, limit: Limit = 20
) -> Page[schemas.Post]:
    """An account's published posts, newest first."""
    (before,) = decode_cursor(cursor, int) if cursor else (MAX_ID,)
    posts = await queries.list_posts_by_author(reader, account_id, before, limit + 1)
    return page(posts, limit, lambda one: (one.id,), lambda one: post_view(one, caller.viewer))


@get("/accounts/{account_id:int}/counts", **operation(viewer=OPTIONAL, errors=[NotFound]))
async def read_account_counts(account_id: PathId, reader: Reader) -> schemas.Counts:
    """How much an account shows; zeros for one that never published."""
    (counts,) = await queries.get_counts(reader, [account_id])
    return account_counts(counts)


@get("/counts", **operation(viewer=OPTIONAL))
async def read_counts(ids: Ids, reader: Reader) -> schemas.CountsList:
    """The same for up to 40 accounts, in the order asked."""
    counts = await queries.get_counts(reader, list(parse_ids(ids)))
    return schemas.CountsList(items=[account_counts(one) for one in counts])


@get("/internal/posts", **operation(viewer=NOBODY, issuers=(SERVICES,)))
async def list_post_records(
    reader: Reader, cursor: Cursor = None, limit: RecordLimit = MAX_RECORDS
) -> Page[schemas.PostRecord]:
    """Every post in every state, by ascending id, for rebuilding projections."""
    (after,) = decode_cursor(cursor, int) if cursor else (0,)
    records = await queries.list_records(reader, after, limit + 1)
    return page(records, limit, lambda one: (one.id,), post_record)


ROUTES = [
    create_post,
    delete_post,
    read_posts,
    read_post_batch,
    list_account_posts,
    read_account_counts,
    read_counts,
    list_post_records,
]
