"""Every limit of the content service."""

from __future__ import annotations

CAPTION = 2_200
ALT = 1_500
PICTURES = 20
POSTS_A_DAY = 100
EDITS = 100
PINS = 3
ERASE_CHUNK = 50
