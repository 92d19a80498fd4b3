"""What an account has published."""

from __future__ import annotations

from collections.abc import Callable

from litestar import get

from content.api import schemas
from content.api.parameters import Cursor, Ids, Limit, PathId
from content.api.views import account_counts, post_view
from content.domain import limits, queries
from content.domain.model import GridPlace, Post
from kit.app import OPTIONAL, Caller, Reader, operation
from kit.errors import NotFound
from kit.paging import InvalidCursor, decode_cursor, page, parse_ids
from kit.schema import Page
from kit.text import is_number


@get("/accounts/{account_id:int}/posts", **operation(viewer=OPTIONAL, errors=[NotFound]))
async def list_account_posts(
    account_id: PathId, reader: Reader, caller: Caller, cursor: Cursor = None, limit: Limit = 20
) -> Page[schemas.Post]:
    """An account's published posts: pinned ones first, latest pinned at the top, the others newest first."""
    place = _place(cursor) if cursor else await queries.get_grid_place(reader, account_id)
    found = await queries.list_grid(reader, account_id, place, limit + 1)
    return page(found, limit, _keys_from(place), lambda one: post_view(one, caller.viewer))


def _place(cursor: str) -> GridPlace:
    before, shown, pins = decode_cursor(cursor, int, int, str)
    names = pins.split(",") if pins else []
    if shown > len(names) or len(names) > limits.PINS or not all(map(is_number, names)):
        raise InvalidCursor
    ids = [int(name) for name in names]
    return GridPlace(pins=ids, shown=shown, before=before)


def _keys_from(place: GridPlace) -> Callable[[Post], tuple[int | str, ...]]:
    """What a cursor says after a post: the pins of the beginning go with it."""
    pins = ",".join(str(pin) for pin in place.pins)

    def keys(post: Post) -> tuple[int | str, ...]:
        if post.id in place.pins:
            return place.before, place.pins.index(post.id) + 1, pins
        return post.id, len(place.pins), pins

    return keys


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


ROUTES = [list_account_posts, read_account_counts, read_counts]
