"""Places in lists of accounts that are ordered by when they changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from kit.ids import MAX_ID
from kit.paging import InvalidCursor, decode_cursor
from user.domain.repository.follows import Listed

START = datetime(1970, 1, 1, tzinfo=UTC)
END = datetime(9999, 1, 1, tzinfo=UTC)


def key_of(listed: Listed) -> tuple[int, int]:
    """What a cursor says of a place: microseconds and id."""
    return (listed.changed_at - START) // timedelta(microseconds=1), listed.card.id


def place_of(cursor: str | None) -> tuple[datetime, int]:
    """The place that a page ends before; the end of time for the first page. Raises InvalidCursor."""
    if cursor is None:
        return END, MAX_ID
    microseconds, account_id = decode_cursor(cursor, int, int)
    try:
        return START + timedelta(microseconds=microseconds), account_id
    except OverflowError as error:
        raise InvalidCursor from error
