"""The jobs of content."""

from __future__ import annotations

from content.batch.recount_posts import RECOUNT_POSTS

JOBS = [RECOUNT_POSTS]
