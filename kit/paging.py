"""Opaque keyset cursors."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import msgspec

from kit.errors import Malformed
from kit.schema import Page
from kit.text import is_number

T = TypeVar("T")
Row = TypeVar("Row")

DEFAULT_LIMIT = 20
MAX_LIMIT = 40
MAX_BATCH = 40


class InvalidCursor(Malformed):
    code = "invalid_cursor"
    detail = "This cursor was not made here."


def encode_cursor(*keys: int | str) -> str:
    """Pack the sort keys of the last row of a page."""
    return base64.urlsafe_b64encode(msgspec.json.encode(keys)).rstrip(b"=").decode()


def decode_cursor(text: str, *types: type) -> tuple[Any, ...]:
    """Unpack a cursor into keys of the given types. Raises InvalidCursor for anything else."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        keys = msgspec.json.decode(raw, type=list[int | str])
    except (binascii.Error, ValueError, msgspec.DecodeError) as error:
        raise InvalidCursor from error
    if len(keys) != len(types) or any(type(key) is not kind for key, kind in zip(keys, types, strict=True)):
        raise InvalidCursor
    if any((isinstance(key, int) and not 0 <= key < 1 << 63) or key == "\x00" for key in keys):
        raise InvalidCursor
    return tuple(keys)


def page(
    rows: Sequence[Row], limit: int, key: Callable[[Row], tuple[int | str, ...]], item: Callable[[Row], T]
) -> Page[T]:
    """A page of at most `limit` items out of `limit + 1` rows: the extra row only says that more follows."""
    kept = rows[:limit]
    following = encode_cursor(*key(kept[-1])) if len(rows) > limit else None
    return Page(items=[item(row) for row in kept], next=following)


def parse_ids(text: str, limit: int = MAX_BATCH) -> dict[int, int | None]:
    """Read `1,2:7` as {1: None, 2: 7}: ids with the version that the caller holds.

    Raises Malformed when it is not of that form or names more than `limit` ids.
    """
    known: dict[int, int | None] = {}
    for part in text.split(",") if text else []:
        name, _, version = part.partition(":")
        if not _is_id(name) or (version and not _is_id(version)):
            raise Malformed(errors=[{"path": "ids", "message": f"{part[:40]!r} is not an id"}])
        known[int(name)] = int(version) if version else None
    if len(known) > limit:
        raise Malformed(errors=[{"path": "ids", "message": f"at most {limit} ids"}], limit=limit)
    return known


def _is_id(text: str) -> bool:
    return is_number(text) and int(text) > 0
