"""`python -m bench dummies DIR`: a copy of this checkout in which a stand-in runs for every service that is not built yet.

The stand-in is a copy of `recommend` under the missing service's name: its own API, worker, pools, database and streams. What
the whole system will need in memory is then measured with `./start.sh` and `python -m infra.native.memory` in DIR.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATTERN = "recommend"


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("directory", type=Path, metavar="DIR", help="made; must not exist")


def run(options: argparse.Namespace) -> int:
    target: Path = options.directory
    target.mkdir(parents=True)
    archive = subprocess.run(["git", "-C", ROOT, "archive", "HEAD"], check=True, capture_output=True).stdout
    subprocess.run(["tar", "-x", "-C", target], input=archive, check=True)
    table = target / "infra" / "services.toml"
    missing = [row for row in tomllib.loads(table.read_text())["service"] if not row["built"]]
    for row in missing:
        _copy(target, row["name"], row["package"])
    table.write_text(table.read_text().replace("built = false", "built = true"))
    print(f"{len(missing)} services stand in: {', '.join(row['name'] for row in missing)}")
    return 0


def _copy(target: Path, name: str, package: str) -> None:
    """Package and service have one name in the pattern; in the copy they may differ."""
    made = target / package
    shutil.copytree(target / PATTERN, made, ignore=shutil.ignore_patterns("tests"))
    for path in made.rglob("*.py"):
        text = path.read_text()
        for quote in (f'"{PATTERN}"', f"/{PATTERN}/", f'"{PATTERN}/'):
            text = text.replace(quote, quote.replace(PATTERN, name))
        path.write_text(text.replace(PATTERN, package))
