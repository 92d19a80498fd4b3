"""What is counted per author."""

from __future__ import annotations

from content.domain.repository import authors
from kit.db import Writer


async def recount_posts(writer: Writer, author_ids: list[int]) -> None:
    """Bring the numbers of posts of these authors in line with their posts."""
    await authors.lock_authors(writer, author_ids)
    await authors.recount(writer, author_ids)
