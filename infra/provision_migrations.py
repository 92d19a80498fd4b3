"""Runs the migrations of several services in one process: `{"user": "postgresql://…", …}` on standard input."""

from __future__ import annotations

import json
import sys

from kit.db.migrate import migrate


def main() -> None:
    for service, dsn in json.load(sys.stdin).items():
        migrate(service, dsn)
        print(f"{service}: database is up to date", flush=True)


if __name__ == "__main__":
    main()
