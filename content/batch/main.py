"""The jobs of content."""

from __future__ import annotations

from content.batch.index_hashtags import INDEX_HASHTAGS
from content.batch.recount_posts import RECOUNT_POSTS

JOBS = [RECOUNT_POSTS, INDEX_HASHTAGS]
