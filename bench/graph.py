"""Who follows whom in the data sets: a friendship graph of 962 people, or one of the same shape; small regular ones."""

from __future__ import annotations

import random
from pathlib import Path

from infra.native.services import CHECKOUT

REED = CHECKOUT.parent / "shared" / "datasets" / "socfb-Reed98.edges"
REED_PEOPLE = 962
REED_FRIENDS = 39

Edge = tuple[int, int]


def friendships(path: Path = REED) -> tuple[int, list[Edge]]:
    """(people, follow edges both ways) of the Reed98 graph when the file is there, else of a generated one like it."""
    if not path.exists():
        return REED_PEOPLE, preferential(REED_PEOPLE, REED_FRIENDS)
    pairs: dict[Edge, None] = {}
    numbers: dict[str, int] = {}
    for line in path.read_text().splitlines():
        words = line.split()
        if len(words) < 2 or line.startswith("%"):
            continue
        one, other = (numbers.setdefault(word, len(numbers)) for word in words[:2])
        if one != other:
            pairs[one, other] = pairs[other, one] = None
    return len(numbers), list(pairs)


def regular(people: int, follows: int) -> list[Edge]:
    """Everybody follows as many others, drawn evenly."""
    draw = random.Random(f"regular {people} {follows}")
    edges = []
    for follower in range(people):
        others = draw.sample(range(people - 1), min(follows, people - 1))
        edges += [(follower, other + (other >= follower)) for other in others]
    return edges


def preferential(people: int, follows: int) -> list[Edge]:
    """Everybody follows about as many others; who is followed already is followed more, as people do."""
    draw = random.Random(f"preferential {people} {follows}")
    edges: dict[Edge, None] = {}
    popular = list(range(people))
    for follower in range(people):
        for _ in range(min(follows, people - 1)):
            followee = draw.choice(popular)
            if followee != follower:
                edges[follower, followee] = None
                popular.append(followee)
    return list(edges)
