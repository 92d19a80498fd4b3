"""Posts under a tag."""

from __future__ import annotations

from typing import Annotated

from litestar import get
from litestar.params import Parameter

from content.api import schemas
from content.api.parameters import Cursor, Limit
from content.api.views import suggested_hashtag, tagged_post
from content.domain import limits, queries
from kit.app import OPTIONAL, Reader, operation
from kit.ids import MAX_ID
from kit.paging import decode_cursor, page
from kit.schema import Page

Tag = Annotated[
    str, Parameter(min_length=1, max_length=400, description="Without its sign; what can be no tag has no posts.")
]


Prefix = Annotated[
    str, Parameter(min_length=1, max_length=400, description="What tags begin with, without their sign.")
]


@get("/hashtags", **operation())
async def list_suggested_hashtags(prefix: Prefix, reader: Reader) -> schemas.SuggestedHashtags:
    """At most 12 tags of public posts, most used first; whether the viewer may see their authors, `user` decides."""
    found = await queries.list_suggested_hashtags(reader, prefix)
    return schemas.SuggestedHashtags(items=[suggested_hashtag(one) for one in found], capped_at=limits.COUNTED)


@get("/hashtags/{tag:str}/posts", **operation(viewer=OPTIONAL))
async def list_hashtag_posts(
    tag: Tag, reader: Reader, cursor: Cursor = None, limit: Limit = 20
) -> Page[schemas.TaggedPost]:
    """Published posts with a tag, newest first; whether the viewer may see their authors, `user` decides."""
    (before,) = decode_cursor(cursor, int) if cursor else (MAX_ID,)
    found = await queries.list_posts_by_hashtag(reader, tag, before, limit + 1)
    return page(found, limit, lambda one: (one.post_id,), tagged_post)


@get("/hashtags/{tag:str}", **operation(viewer=OPTIONAL))
async def read_hashtag_count(tag: Tag, reader: Reader) -> schemas.HashtagCount:
    """How many published posts of public accounts have a tag."""
    return schemas.HashtagCount(posts=await queries.get_hashtag_count(reader, tag), capped_at=limits.COUNTED)


ROUTES = [list_suggested_hashtags, list_hashtag_posts, read_hashtag_count]
