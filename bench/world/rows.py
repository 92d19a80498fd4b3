"""Rows of the services' tables for a shape. Ids carry the time at which a thing came into being."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any

from bench.world.shape import Shape
from kit.ids import id_at

Row = tuple[Any, ...]

ACCOUNTS_SPAN = timedelta(days=300)
POSTS_SPAN = timedelta(days=60)
MOST_A_MILLISECOND = 1 << 22
BLUR = "data:image/webp;base64,UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA"
PHRASES = (
    "morning light over the river",
    "first snow",
    "the long way home with friends",
    "a good book",
    "small things that matter",
    "blue hour",
    "market day",
    "bread from the oven",
    "again and again",
    "quiet streets",
)


@dataclass(frozen=True)
class Picture:
    """What a post shows: renditions that exist somewhere, or a key that nothing has."""

    home: str
    key: str
    width: int
    height: int
    blur: str
    renditions: str


NO_PICTURE = Picture(
    home="us-east",
    key="A" * 22,
    width=1080,
    height=1080,
    blur=BLUR,
    renditions=json.dumps([{"width": width, "height": width} for width in (320, 640, 1080)]),
)


class Rows:
    """Every row of one world, made when it is asked for; the same seed gives the same world."""

    def __init__(self, shape: Shape, password_hash: str, pictures: list[Picture], now: datetime | None = None) -> None:
        self.shape = shape
        self.now = now or datetime.now(UTC)
        self._password_hash = password_hash
        self._pictures = pictures or [NO_PICTURE]

    @cached_property
    def account_ids(self) -> list[int]:
        return list(_ids(self.now - ACCOUNTS_SPAN, ACCOUNTS_SPAN - POSTS_SPAN, self.shape.accounts))

    @cached_property
    def post_ids(self) -> list[int]:
        return list(_ids(self.now - POSTS_SPAN, POSTS_SPAN - timedelta(minutes=5), self.shape.posts))

    @cached_property
    def authors(self) -> list[int]:
        """The author of each post; everybody has about as many, spread over the whole time."""
        draw = random.Random(f"authors {self.shape.name}")
        numbers = [position % self.shape.accounts for position in range(self.shape.posts)]
        draw.shuffle(numbers)
        return numbers

    def accounts(self) -> Iterator[Row]:
        for number, account_id in enumerate(self.account_ids):
            username = self.shape.username(number)
            made = self.now - ACCOUNTS_SPAN
            yield (
                account_id, 1, username, f"Bench {number}", "Made for measuring.", f"{username}@bench.example",
                made, self._password_hash, date(1990, 1, 1), "en" if number % 3 else "ko", made,
            )  # fmt: skip

    def edges(self) -> Iterator[Row]:
        made = self.now - POSTS_SPAN
        for position, (follower, followee) in enumerate(self.shape.edges):
            at = made + timedelta(seconds=position)
            yield self.account_ids[follower], self.account_ids[followee], "following", 1, at, at

    def follow_counts(self) -> Iterator[Row]:
        following = Counter(follower for follower, _ in self.shape.edges)
        followers = Counter(followee for _, followee in self.shape.edges)
        for number, account_id in enumerate(self.account_ids):
            yield account_id, followers[number], following[number]

    def posts(self) -> Iterator[Row]:
        draw = random.Random(f"captions {self.shape.name}")
        step = (POSTS_SPAN - timedelta(minutes=5)) / max(1, self.shape.posts)
        for position, (post_id, author) in enumerate(zip(self.post_ids, self.authors, strict=True)):
            caption = ", ".join(draw.choices(PHRASES, k=4)) + " #bench"
            at = self.now - POSTS_SPAN + step * position
            yield post_id, self.account_ids[author], caption, "published", 1, at

    def media(self) -> Iterator[Row]:
        """One picture each; its id is the post's, which is as unique."""
        for position, post_id in enumerate(self.post_ids):
            shown = self._pictures[position % len(self._pictures)]
            yield (
                post_id, 0, post_id, shown.home, shown.key, shown.width, shown.height, shown.blur, shown.renditions,
                "A picture made for measuring",
            )  # fmt: skip

    def author_counts(self) -> Iterator[Row]:
        counts = Counter(self.authors)
        for number, account_id in enumerate(self.account_ids):
            yield account_id, counts[number]


def _ids(since: datetime, span: timedelta, count: int) -> Iterator[int]:
    """Rising ids, evenly over a span. The low bits are drawn, so that worlds do not meet in one id."""
    draw = random.Random(f"ids {since.timestamp()} {count}")
    step = span / max(1, count)
    last = 0
    for position in range(count):
        last = max(last + 1, id_at(since + step * position) + draw.randrange(MOST_A_MILLISECOND // 2))
        yield last
