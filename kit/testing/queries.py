"""Counts SQL statements, so that a list costs the same for one row and for thirty."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kit.db import pools

_CONTROL = ("BEGIN", "COMMIT", "ROLLBACK")
# asyncpg asks for types once per connection, with the compiler of statements turned off meanwhile.
_DRIVER = ("typeinfo_tree", "set_config('jit'")
_log: list[str] = []


def _count(record: Any) -> None:
    if not record.query.startswith(_CONTROL) and not any(mark in record.query for mark in _DRIVER):
        _log.append(record.query)


def install() -> None:
    """Count on every connection opened from now on."""
    pools.on_connect.append(lambda connection: connection.add_query_logger(_count))


@contextmanager
def counted_queries() -> Iterator[list[str]]:
    """The statements of the block: `with counted_queries() as queries: …; assert len(queries) == 2`."""
    _log.clear()
    yield _log


@contextmanager
def max_queries(limit: int) -> Iterator[None]:
    """Fail when the block runs more than `limit` statements."""
    with counted_queries() as queries:
        yield
        assert len(queries) <= limit, f"{len(queries)} statements, {limit} allowed:\n" + "\n".join(queries)
