"""Every limit of the content service."""

from __future__ import annotations

CAPTION = 2_200
ALT = 1_500
PICTURES = 20
POSTS_A_DAY = 100
EDITS = 100
PINS = 3
ERASE_CHUNK = 50
HASHTAGS = 30
MENTIONS = 20
# How far the posts of a tag are counted.
COUNTED = 10_000
# A tag is public by the posts of so many authors, looked for among so many of its newest public posts.
WITNESSES = 3
NEWEST = 30
# Tags suggested at once: all their witnesses together are one batch for `user`.
SUGGESTED = 12
