"""What an account has published."""

from __future__ import annotations

from litestar import get

from content.api import schemas
from content.api.parameters import Cursor, Ids, Limit, PathId
from content.api.views import account_counts, post_view
from content.domain import queries
from kit.app import OPTIONAL, Caller, Reader, operation
from kit.errors import NotFound
from kit.ids import MAX_ID
from kit.paging import decode_cursor, page, parse_ids
from kit.schema import Page


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


ROUTES = [list_account_posts, read_account_counts, read_counts]
