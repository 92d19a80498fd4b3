"""nginx as supervised programs: what the native runner and the containers start."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from infra.native import accounts, binaries
from infra.native.program import Program
from infra.nginx.render import ENTRY, Settings, folders, render

ACCOUNT = accounts.account("nginx")
TOMBSTONES_KEPT = 24 * 3600  # far longer than any signed address lives
INDEX_KEPT = 45 * 24 * 3600  # longer than an unused file stays in the cache


def programs(settings: Settings) -> list[Program]:
    """The nginx of every region and the entry."""
    return [program(settings, name) for name in settings.names()]


def program(settings: Settings, name: str) -> Program:
    """One nginx process; `name` is a region or `entry`."""
    directory = settings.directory(name)
    return Program(
        name=f"nginx-{name}",
        command=(
            binaries.find("nginx", "/usr/sbin/nginx"),
            "-e",
            "stderr",
            "-p",
            f"{directory}/",
            "-c",
            f"{directory}/nginx.conf",
        ),
        account=ACCOUNT,
        directory=directory,
        prepare=lambda: prepare(settings, name),
        ready=_ready(settings, name),
        patience=3,
        low_ports=name == ENTRY,
    )


def prepare(settings: Settings, name: str) -> None:
    """Write the configuration, make the folders, and forget what can no longer matter."""
    directory = settings.directory(name)
    accounts.ensure_account(ACCOUNT)
    accounts.make_directory(directory, ACCOUNT, writable=False)
    for folder in folders(settings, name):
        accounts.make_directory(folder, ACCOUNT, writable=True)
    for file, text in render(settings, name).items():
        accounts.write_private(directory / file, text, ACCOUNT)
    if name == ENTRY and settings.certificates:
        for file in ("site.crt", "site.key"):
            accounts.write_private(directory / file, (settings.certificates / file).read_text(), ACCOUNT)
    shutil.rmtree(directory / "state" / "temp", ignore_errors=True)
    accounts.make_directory(directory / "state" / "temp", ACCOUNT, writable=True)
    sweep(directory / "state" / "gone", TOMBSTONES_KEPT)
    sweep(directory / "state" / "index", INDEX_KEPT)


def sweep(folder: Path, seconds: float) -> None:
    """Delete files that nobody has written to for so long."""
    limit = time.time() - seconds
    for path in folder.iterdir():
        if path.stat().st_mtime < limit:
            path.unlink(missing_ok=True)


def _ready(settings: Settings, name: str) -> tuple[tuple[str, int], ...]:
    topology = settings.topology
    if name == ENTRY:
        return ((settings.public[0], settings.http_port),)
    if name == topology.primary:
        return (topology.endpoint(name, "gateway"),)
    return topology.endpoint(name, "site"), topology.endpoint(name, "cdn")
