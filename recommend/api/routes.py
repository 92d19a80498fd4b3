"""Operations on feeds and suggestions."""

from __future__ import annotations

from typing import Annotated

from litestar import get, post
from litestar.params import Parameter

from kit.app import NOBODY, Caller, Reader, operation
from kit.ids import MAX_ID
from kit.paging import MAX_LIMIT, decode_cursor, page
from kit.schema import Page
from recommend.api import schemas
from recommend.api.views import feed_item, suggestion_view
from recommend.domain import limits, queries

Cursor = Annotated[str | None, Parameter(max_length=200, description="`next` of the page before.")]
Limit = Annotated[int, Parameter(ge=1, le=MAX_LIMIT)]
Since = Annotated[int, Parameter(ge=1, le=MAX_ID, description="Id of the newest post that the viewer has.")]
SuggestionLimit = Annotated[int, Parameter(ge=1, le=limits.SUGGESTIONS)]


@get("/home/following", **operation())
async def list_following_feed(
    reader: Reader, caller: Caller, cursor: Cursor = None, limit: Limit = 20
) -> Page[schemas.FeedItem]:
    """Own posts and those of followed accounts, newest first."""
    (before,) = decode_cursor(cursor, int) if cursor else (MAX_ID,)
    items = await queries.list_following_feed(reader, caller.required_viewer, before, limit + 1)
    return page(items, limit, lambda item: (item.post_id,), feed_item)


@get("/home/following/new", **operation())
async def read_new_posts(since: Since, reader: Reader, caller: Caller) -> schemas.NewPosts:
    """Whether followed accounts published above `since`."""
    new = await queries.get_new_posts(reader, caller.required_viewer, since)
    newest = None if new.newest is None else str(new.newest)
    return schemas.NewPosts(count=new.count, capped_at=limits.NEW_POSTS, newest=newest)


@post("/followers-among", status_code=200, **operation(viewer=NOBODY, route="local-read"))
async def list_followers_among(data: schemas.FollowersAmong, reader: Reader) -> schemas.Followers:
    """Which of these viewers follow the author and do not mute him."""
    viewers = [int(viewer) for viewer in data.viewers]
    found = await queries.list_followers_among(reader, int(data.author_id), viewers)
    return schemas.Followers(viewers=[str(viewer) for viewer in found])


@get("/accounts/suggestions", **operation())
async def list_suggestions(
    reader: Reader, caller: Caller, limit: SuggestionLimit = limits.SUGGESTIONS
) -> schemas.Suggestions:
    """Accounts to follow, best first, each with the reason."""
    found = await queries.list_suggestions(reader, caller.required_viewer, limit)
    return schemas.Suggestions(items=[suggestion_view(suggestion) for suggestion in found])


ROUTES = [list_following_feed, read_new_posts, list_followers_among, list_suggestions]
