"""Habits of CONTRIBUTING that no linter knows: commits, publishing and sleeping happen only where they may."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import NamedTuple

from tests.checks.sizes import ROOT, tracked


class Habit(NamedTuple):
    """A pattern that may appear only in files whose path starts with one of `allowed`."""

    name: str
    pattern: re.Pattern[str]
    allowed: tuple[str, ...]
    only: tuple[str, ...] = ("",)


SERVICES = ("user/", "content/", "recommend/", "media-server/")
HABITS = (
    Habit("transactions end in kit/db only", re.compile(r"\.(commit|rollback)\("), ("kit/", "infra/", "bench/", "demo/"), SERVICES),
    Habit("services publish through the outbox", re.compile(r"\.publish\("), ("kit/events/", "kit/runtime.py"), (*SERVICES, "kit/")),
    Habit("tests wait for conditions", re.compile(r"(asyncio|time)\.sleep\((?!0\))"), ("kit/testing/until.py", "tests/support/", "infra/tests/edge_world.py"), ("tests/", *SERVICES, "kit/tests/", "infra/tests/")),
    Habit("no markers but NOTE and TODO", re.compile(r"#\s*(FIXME|XXX|HACK)\b"), ()),
)  # fmt: skip
OF_TESTS = {"tests wait for conditions"}
OF_PRODUCT = {"services publish through the outbox", "transactions end in kit/db only"}


def broken(path: Path) -> list[str]:
    """What a file does that it may not."""
    name = str(path.relative_to(ROOT))
    found = []
    for habit in HABITS:
        if name.startswith(habit.allowed or ("\0",)) or not name.startswith(habit.only):
            continue
        if habit.name in (OF_PRODUCT if "tests/" in name else OF_TESTS):
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if habit.pattern.search(line) and "re.compile" not in line:
                found.append(f"{name}:{number}: {habit.name}")
    return found


def main() -> int:
    """Check every file."""
    found = [line for path in tracked() for line in broken(path)]
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
