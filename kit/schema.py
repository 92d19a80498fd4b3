"""Base types of requests, answers and events."""

from __future__ import annotations

from typing import Annotated, Generic, TypeVar

import msgspec
from msgspec import Meta

T = TypeVar("T")

Id = Annotated[str, Meta(pattern="^[1-9][0-9]{0,18}$", description="A 64-bit id as a decimal string.")]
Digest = Annotated[str, Meta(pattern="^[0-9a-f]{64}$", description="A SHA-256 as hexadecimal digits.")]
Cursor = Annotated[str, Meta(max_length=200, description="Opaque position, taken from `next` of the page before.")]


class Request(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Base of every request body: unknown members are refused."""


class Response(msgspec.Struct, kw_only=True):
    """Base of every answer."""


class Page(msgspec.Struct, Generic[T], kw_only=True):
    """One page of a list; `next` is the cursor of the following page, null at the end."""

    items: list[T]
    next: str | None = None
