"""The jobs of content: `JOBS` run by the clock, the others when somebody asks (`python -m content.batch NAME`)."""

from __future__ import annotations

from content.batch.count_hashtags import COUNT_HASHTAGS
from content.batch.index_hashtags import INDEX_HASHTAGS
from content.batch.rebuild_accounts import REBUILD_ACCOUNTS
from content.batch.recount_posts import RECOUNT_POSTS

JOBS = [RECOUNT_POSTS, INDEX_HASHTAGS, COUNT_HASHTAGS]
ALL = [*JOBS, REBUILD_ACCOUNTS]
