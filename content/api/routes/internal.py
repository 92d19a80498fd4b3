"""What other services ask."""

from __future__ import annotations

from typing import Annotated

from litestar import get
from litestar.params import Parameter

from content.api import schemas
from content.api.parameters import Cursor
from content.api.views import post_record
from content.domain import queries
from kit.app import NOBODY, SERVICES, Reader, operation
from kit.paging import decode_cursor, page
from kit.schema import Page

MAX_RECORDS = 1_000
RecordLimit = Annotated[int, Parameter(ge=1, le=MAX_RECORDS)]


@get("/internal/posts", **operation(viewer=NOBODY, issuers=(SERVICES,)))
async def list_post_records(
    reader: Reader, cursor: Cursor = None, limit: RecordLimit = MAX_RECORDS
) -> Page[schemas.PostRecord]:
    """Every post in every state, by ascending id, for rebuilding projections."""
    (after,) = decode_cursor(cursor, int) if cursor else (0,)
    records = await queries.list_records(reader, after, limit + 1)
    return page(records, limit, lambda one: (one.id,), post_record)


ROUTES = [list_post_records]
