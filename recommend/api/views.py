"""From the domain's types to the contract's."""

from __future__ import annotations

from recommend.api import schemas
from recommend.domain.model import FeedItem, Suggestion


def feed_item(item: FeedItem) -> schemas.FeedItem:
    """A place in a feed with ids as text."""
    return schemas.FeedItem(post_id=str(item.post_id), author_id=str(item.author_id))


def suggestion_view(suggestion: Suggestion) -> schemas.Suggestion:
    """A suggestion with its reason."""
    reason = schemas.SuggestionReason(
        kind=suggestion.reason, count=suggestion.count, accounts=[str(account) for account in suggestion.via]
    )
    return schemas.Suggestion(account_id=str(suggestion.account_id), reason=reason)
