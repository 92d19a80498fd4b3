"""What posts said before."""

from __future__ import annotations

from content.domain import rules
from content.domain.errors import PostNotFound
from content.domain.model import Revision, State
from content.domain.repository import posts, revisions
from kit.db import Reader


async def list_revisions(reader: Reader, viewer: int | None, post_id: int, before: int, limit: int) -> list[Revision]:
    """What a post that this viewer may see by its state said below the version `before`, newest first.

    Raises PostNotFound.
    """
    rows = await posts.get_rows(reader, [post_id])
    if not any(rules.is_visible(State(row["state"]), row["author_id"], viewer) for row in rows):
        raise PostNotFound
    return await revisions.list_revisions(reader, post_id, before, limit)
