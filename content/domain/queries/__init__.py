"""What is read, each for a viewer who may see it."""

from content.domain.queries.hashtags import get_hashtag_count, list_posts_by_hashtag, list_suggested_hashtags
from content.domain.queries.posts import get_counts, get_grid_place, get_posts, list_archived, list_grid, list_records
from content.domain.queries.revisions import list_revisions

__all__ = [
    "get_counts",
    "get_grid_place",
    "get_hashtag_count",
    "get_posts",
    "list_archived",
    "list_grid",
    "list_posts_by_hashtag",
    "list_records",
    "list_revisions",
    "list_suggested_hashtags",
]
