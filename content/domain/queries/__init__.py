"""What is read, each for a viewer who may see it."""

from content.domain.queries.posts import get_counts, get_posts, list_archived, list_posts_by_author, list_records
from content.domain.queries.revisions import list_revisions

__all__ = ["get_counts", "get_posts", "list_archived", "list_posts_by_author", "list_records", "list_revisions"]
