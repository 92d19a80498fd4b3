"""Who follows whom: fixed among the named, otherwise drawn by circles and fame, always the same."""

from __future__ import annotations

import zlib
from itertools import permutations

from demo.catalogue import Person, World

NEAR = 34  # percent of chance for each circle that two people share
BACK = 45  # percent of chance to be followed back by somebody who knows one


def follows(world: World) -> list[tuple[str, str]]:
    """(follower, followee), without doubles."""
    edges = dict.fromkeys(world.follows)
    for follower, followee in permutations(world.people.values(), 2):
        both_named = {follower.username, followee.username} <= set(world.named)
        if not both_named and _draws(follower, followee):
            edges[follower.username, followee.username] = None
    return list(edges)


def _draws(follower: Person, followee: Person) -> bool:
    shared = len(follower.circles & followee.circles)
    chance = followee.fame + NEAR * shared
    if shared and _chance(followee, follower) < follower.fame + NEAR * shared:
        chance = max(chance, BACK + followee.fame)
    return _chance(follower, followee) < chance


def _chance(follower: Person, followee: Person) -> int:
    """A number below 100 that belongs to this pair."""
    return zlib.crc32(f"{follower.username}>{followee.username}".encode()) % 100
