"""Places in lists of accounts that are ordered by when they changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from kit.paging import InvalidCursor, decode_cursor, encode_cursor, page
from kit.schema import Page
from user.api import schemas, views
from user.domain.queries.follows import Found
from user.domain.repository.follows import LATEST, Listed, Place

START = datetime(1970, 1, 1, tzinfo=UTC)


def key_of(listed: Listed) -> tuple[int, int]:
    """What a cursor says of a place: microseconds and id."""
    return _key(listed.changed_at, listed.card.id)


def found_page(found: Found, limit: int) -> Page[schemas.Card]:
    """A page of a search, which may be short or empty and still lead on."""
    first = page(found.items, limit, key_of, lambda one: views.card_view(one.card))
    if first.next is not None or found.looked_to is None:
        return first
    return Page(items=first.items, next=encode_cursor(*_key(*found.looked_to)))


def _key(changed_at: datetime, account_id: int) -> tuple[int, int]:
    return (changed_at - START) // timedelta(microseconds=1), account_id


def place_of(cursor: str | None) -> Place:
    """The place that a page ends before; the end of time for the first page. Raises InvalidCursor."""
    if cursor is None:
        return LATEST
    microseconds, account_id = decode_cursor(cursor, int, int)
    try:
        return START + timedelta(microseconds=microseconds), account_id
    except OverflowError as error:
        raise InvalidCursor from error
