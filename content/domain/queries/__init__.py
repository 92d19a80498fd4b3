"""What is read, each for a viewer who may see it."""

from content.domain.queries.hashtags import count_posts_by_hashtag, list_posts_by_hashtag
from content.domain.queries.posts import get_counts, get_grid_place, get_posts, list_archived, list_grid, list_records
from content.domain.queries.revisions import list_revisions

__all__ = [
    "count_posts_by_hashtag",
    "get_counts",
    "get_grid_place",
    "get_posts",
    "list_archived",
    "list_grid",
    "list_posts_by_hashtag",
    "list_records",
    "list_revisions",
]
