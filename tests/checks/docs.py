"""Docs are checked: every path, make target and script that a document names exists."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

from tests.checks.sizes import ROOT

CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
PATH = re.compile(r"^\.?/?[\w.-]+(/[\w.@-]+)+/?$|^[\w-]+\.(sh|md|toml|yaml|py|ts|json)$")
# Names of things outside the checkout, or that a build makes.
IGNORED = re.compile(r"^(/|\.local|([\w.-]+/)?dist/|web/.*/dist|application/|text/|image/)|[<>*{}$…]|^\./?$")


def documents() -> list[Path]:
    """Markdown files under version control."""
    listed = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.splitlines()]


def named(text: str) -> set[str]:
    """Paths and commands that a text names."""
    words = {word for code in CODE.findall(text) for word in code.split()[:1]}
    return {word for word in words if PATH.match(word) and not IGNORED.search(word)} | set(LINK.findall(text))


def missing(document: Path) -> list[str]:
    """What a document names and nobody finds: from the root, from its own folder, or a service's usual place."""
    roots = (ROOT, document.parent, *(ROOT / name for name in ("web", "media-server", "media-server/media_server")))
    return sorted(
        word
        for word in named(document.read_text())
        if not any((root / word).exists() for root in roots) and not _below(document.parent, word)
    )


def _below(folder: Path, word: str) -> bool:
    """Whether a tracked file below `folder` ends with the named path, as in `clients/link.ts` in a README two folders up."""
    return any(name.endswith(f"/{word}") or f"/{word.rstrip('/')}/" in name for name in _tracked(folder))


@cache
def _tracked(folder: Path) -> tuple[str, ...]:
    listed = subprocess.run(["git", "ls-files"], cwd=folder, capture_output=True, text=True, check=True).stdout
    return tuple(f"/{name}" for name in listed.splitlines())


def targets() -> set[str]:
    """Targets of the Makefile."""
    return set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def main() -> int:
    """Check every document."""
    found = [f"{path.relative_to(ROOT)}: there is no {word}" for path in documents() for word in missing(path)]
    for path in documents():
        commands = re.findall(r"`make ([\w-]+)", path.read_text())
        found += [f"{path.relative_to(ROOT)}: no make {name}" for name in commands if name not in targets()]
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
