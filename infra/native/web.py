"""The web client and the BFF: install and build them when their sources changed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
WEB = CHECKOUT / "web"
SOURCES = ("web/shared", "web/bff", "web/frontend", "contracts/generated/ts", "contracts/events")
NOT_SOURCES = {"node_modules", "dist", "tests", "testing", ".vite"}
BUILT = (WEB / "bff" / "dist" / "main.js", WEB / "frontend" / "dist" / "shell.html")


def digest(paths: Iterable[Path]) -> str:
    """Hash over names and contents."""
    total = hashlib.sha256()
    for path in paths:
        total.update(str(path.relative_to(CHECKOUT)).encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def sources(roots: Iterable[str], skipped: set[str]) -> Iterator[Path]:
    """Files below the roots, in a stable order, without folders named in `skipped`."""
    for root in roots:
        for folder, folders, files in os.walk(CHECKOUT / root):
            folders[:] = sorted(set(folders) - skipped)
            yield from (Path(folder) / name for name in sorted(files))


def install_and_build() -> None:
    """Bring node_modules and the built files up to date; quick when nothing changed."""
    lock = [WEB / "package-lock.json", *sorted(WEB.glob("*/package.json"))]
    _once(
        "node_modules/.installed", digest(lock), "installing the web packages", ["npm", "ci", "--no-audit", "--no-fund"]
    )
    built = digest([*lock, *sources(SOURCES, NOT_SOURCES)])
    missing = not all(path.exists() for path in BUILT)
    _once("node_modules/.built", built, "building the web client", ["npm", "run", "build"], anew=missing)


def _once(marker: str, state: str, what: str, command: list[str], *, anew: bool = False) -> None:
    path = WEB / marker
    if not anew and path.exists() and path.read_text() == state:
        return
    print(f"  {what} …", flush=True)
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    done = subprocess.run(command, cwd=WEB, env=environment, capture_output=True, text=True, timeout=900, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} failed:\n{(done.stdout[-1500:] + done.stderr[:1500]).strip()}")
    path.write_text(state)


if __name__ == "__main__":
    install_and_build()
