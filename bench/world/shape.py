"""What a generated world consists of, before anybody has an id."""

from __future__ import annotations

from dataclasses import dataclass

from bench import graph

POSTS_EACH = 10
FOLLOWS_EACH = 20


@dataclass(frozen=True)
class Shape:
    """`name` keeps worlds apart: the accounts are called `bench_<name>_<number>`."""

    name: str
    accounts: int
    posts: int
    edges: list[graph.Edge]

    def username(self, number: int) -> str:
        return f"bench_{self.name}_{number}"

    def followers(self, number: int) -> list[int]:
        """Who follows an account."""
        return [follower for follower, followee in self.edges if followee == number]


def quick() -> Shape:
    """200 accounts × 20 follows × 10 posts."""
    return Shape("quick", 200, 200 * POSTS_EACH, graph.regular(200, FOLLOWS_EACH))


def full() -> Shape:
    """The 962-person graph, ~39 follows and ~10 posts each."""
    people, edges = graph.friendships()
    return Shape("full", people, people * POSTS_EACH, edges)


def sized(accounts: int, posts: int, follows: int) -> Shape:
    """As many accounts and posts as asked; who is popular is followed by many."""
    return Shape(f"w{accounts}", accounts, posts, graph.preferential(accounts, follows))
