"""What is read, each for a viewer who may see it."""

from user.domain.queries.accounts import list_cards, require_card, require_profile, require_standing, username_problem
from user.domain.queries.follows import (
    count_requests,
    list_blocked,
    list_follows,
    list_muted,
    list_mutuals,
    list_requests,
    search_follows,
)
from user.domain.queries.names import list_matching, list_mentioned
from user.domain.queries.sessions import get_opened, list_sessions, require_opened
from user.domain.repository.records import list_accounts, list_block_edges, list_edges, list_mute_edges
from user.domain.repository.second_factors import get_protection

__all__ = [
    "count_requests",
    "get_opened",
    "get_protection",
    "list_accounts",
    "list_block_edges",
    "list_blocked",
    "list_cards",
    "list_edges",
    "list_follows",
    "list_matching",
    "list_mentioned",
    "list_mute_edges",
    "list_muted",
    "list_mutuals",
    "list_requests",
    "list_sessions",
    "require_card",
    "require_opened",
    "require_profile",
    "require_standing",
    "search_follows",
    "username_problem",
]
