"""Some of the lock: `python3 requirements.py GROUP …` prints what those groups of requirements.in need, with its hashes.

Only the standard library: it runs before anything is installed. The lock says below each package who needs it (`# via`).
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ASKED = "-r requirements.in"


def group_members(text: str) -> dict[str, set[str]]:
    """Group → packages, from requirements.in, where a comment begins a group."""
    groups: dict[str, set[str]] = {}
    for line in text.splitlines():
        if line.startswith("#"):
            members = groups.setdefault(line.removeprefix("#").strip(), set())
        elif line.strip():
            members.add(_name(line))
    return groups


def locked(text: str) -> list[tuple[str, str, set[str]]]:
    """Package, its lines and who needs it, for every entry of the lock."""
    entries = re.findall(r"^\S.*\n(?:[ \t]+.*\n)*", text, re.MULTILINE)
    return [(_name(entry), entry, _needed_by(entry)) for entry in entries]


def _name(line: str) -> str:
    """`PyJWT` of `PyJWT[crypto]==2.15.1 \\`, as the lock writes it: `pyjwt`."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[=<>~;\s\\]", line, maxsplit=1)[0]).lower()


def _needed_by(entry: str) -> set[str]:
    _, _, below = entry.partition("# via")
    words = [line.strip(" #") for line in below.splitlines()]
    return {_name(word) for word in words if word and word != ASKED}


def select(lock: str, wanted: set[str]) -> str:
    """The entries of the wanted packages and of all that they need."""
    entries = locked(lock)
    needed: set[str] = set()
    more = set(wanted)
    while more:
        needed |= more
        more = {name for name, _, users in entries if users & needed} - needed
    return "".join(entry for name, entry, _ in entries if name in needed)


def main() -> None:
    folder = Path.cwd()
    groups = group_members((folder / "requirements.in").read_text())
    wanted = set().union(*(groups[name] for name in sys.argv[1:]))
    sys.stdout.write(select((folder / "requirements.lock").read_text(), wanted))


if __name__ == "__main__":
    main()
