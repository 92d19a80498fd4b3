"""Every limit of the recommend service."""

from __future__ import annotations

SUGGESTIONS = 40
NEW_POSTS = 20
NAMED_FOLLOWERS = 3

# People to follow look at this many of the accounts one follows, and at this many that each of those follows.
SAMPLED_FOLLOWS = 40
