"""Fetches the packages that the pictures are in, and unpacks them; nothing is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

TIMEOUT = 600.0


class PicturesMissing(Exception):
    """The packages cannot be had on this machine."""


def fetch_packages(names: list[str], folder: Path, tell: Callable[[str], None]) -> Path:
    """Unpack the packages below `folder/<name>`, downloading what is not there yet. Raises PicturesMissing."""
    if any(shutil.which(tool) is None for tool in ("apt-get", "dpkg-deb")):
        raise PicturesMissing("apt-get and dpkg-deb are needed to fetch the pictures")
    folder.mkdir(parents=True, exist_ok=True)
    for position, name in enumerate(names):
        if not (folder / name).exists():
            tell(f"fetching pictures, package {position + 1} of {len(names)}")
            _fetch(name, folder)
    return folder


def _fetch(name: str, folder: Path) -> None:
    downloads = folder / "download"
    shutil.rmtree(downloads, ignore_errors=True)
    downloads.mkdir()
    if not _download(name, downloads, _own_lists(folder)):
        raise PicturesMissing(f"the package {name} cannot be downloaded")
    unpacked = folder / f"{name}.new"
    shutil.rmtree(unpacked, ignore_errors=True)
    archive = next(downloads.glob("*.deb"))
    if not _run(["dpkg-deb", "-x", str(archive), str(unpacked)], downloads):
        raise PicturesMissing(f"the package {name} cannot be unpacked")
    unpacked.rename(folder / name)
    shutil.rmtree(downloads)


def _own_lists(folder: Path) -> list[str]:
    """Package lists of our own: anybody may write them, and an image may have come without any."""
    apt = folder / "apt"
    (apt / "lists" / "partial").mkdir(parents=True, exist_ok=True)
    return ["-o", f"Dir::State::lists={apt}/lists", "-o", f"Dir::Cache={apt}/cache"]


def _download(name: str, downloads: Path, own_lists: list[str]) -> bool:
    if _run(["apt-get", "-qq", *_sandbox(), "download", name], downloads):
        return True
    if not _run(["apt-get", "-qq", *_sandbox(), *own_lists, "update"], downloads):
        return False
    return _run(["apt-get", "-qq", *_sandbox(), *own_lists, "download", name], downloads)


def _sandbox() -> list[str]:
    """Downloads land in a folder of ours, which apt's own account may not enter."""
    return ["-o", "APT::Sandbox::User=root"] if os.geteuid() == 0 else []


def _run(command: list[str], folder: Path) -> bool:
    quiet = subprocess.DEVNULL
    try:
        done = subprocess.run(
            command, cwd=folder, stdin=quiet, stdout=quiet, stderr=quiet, timeout=TIMEOUT, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0
