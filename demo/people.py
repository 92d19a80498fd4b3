"""`python -m demo.people`: the accounts of the demo world and their password."""

from __future__ import annotations

import sys

from demo.catalogue import Person, load_world
from demo.graph import follows


def lines(everybody: bool) -> list[str]:
    """One line for each of the named people, or of all."""
    world = load_world()
    shown = list(world.people.values()) if everybody else [world.people[name] for name in world.named]
    edges = follows(world)
    numbers = {
        person.username: (
            sum(followee == person.username for _, followee in edges),
            sum(post.author is person for post in world.posts),
        )
        for person in shown
    }
    return [_line(person, *numbers[person.username]) for person in shown]


def _line(person: Person, followers: int, posts: int) -> str:
    private = " · private" if person.private else ""
    return f"  {person.username:16} {person.home:13} {posts:2} posts · {followers:2} followers{private}"


def main() -> int:
    everybody = "--all" in sys.argv[1:]
    world = load_world()
    sys.stdout.write("\n".join(lines(everybody)) + "\n")
    rest = "" if everybody else f"  and {len(world.people) - len(world.named)} more: python -m demo.people --all\n"
    sys.stdout.write(f"{rest}  password of all: {world.password}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
