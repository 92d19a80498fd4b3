"""What changes: load, decide, write, emit."""

from content.domain.commands.accounts import apply_accounts
from content.domain.commands.archiving import archive_post, unarchive_post
from content.domain.commands.authors import recount_posts
from content.domain.commands.editing import edit_post
from content.domain.commands.erasing import ERASE, ErasePosts, erase_posts
from content.domain.commands.hashtags import count_hashtags, index_hashtags, recount_hashtags
from content.domain.commands.pinning import pin_post, unpin_post
from content.domain.commands.posts import create_post, delete_post, import_post

__all__ = [
    "ERASE",
    "ErasePosts",
    "apply_accounts",
    "archive_post",
    "count_hashtags",
    "create_post",
    "delete_post",
    "edit_post",
    "erase_posts",
    "import_post",
    "index_hashtags",
    "pin_post",
    "recount_hashtags",
    "recount_posts",
    "unarchive_post",
    "unpin_post",
]
