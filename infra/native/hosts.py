"""The names of the site on this machine: /etc/hosts, touched only with consent."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

from infra.environment import CDN_HOST, LOCAL_HOST, PUBLIC_HOST

FILE = Path("/etc/hosts")
NAMES = (PUBLIC_HOST, CDN_HOST)
LINE = f"127.0.0.1 {' '.join(NAMES)} # Mockstagram\n"


def names_resolve() -> bool:
    """Whether both names mean this machine."""
    try:
        return all(socket.gethostbyname(name).startswith("127.") for name in NAMES)
    except OSError:
        return False


def ensure_names(*, ask: bool) -> bool:
    """Make the names mean this machine, after asking; whether they do now."""
    if names_resolve():
        return True
    if not os.access(FILE, os.W_OK):
        print(f"  {FILE} cannot be written; to use {PUBLIC_HOST}, add this line to it:\n    {LINE}", end="")
        return False
    if ask and not _agreed():
        print(f"  {FILE} stays as it is; http://{LOCAL_HOST} needs no entry in it.")
        return False
    text = FILE.read_text()
    FILE.write_text(text + ("" if text.endswith("\n") or not text else "\n") + LINE)
    return names_resolve()


def _agreed() -> bool:
    if not sys.stdin.isatty():
        return False
    answer = input(f"  May {FILE} get the line “{LINE.strip()}”? [y/N] ")
    return answer.strip().lower() in ("y", "yes")


def forget_names() -> None:
    """Take our line out again."""
    if not os.access(FILE, os.W_OK):
        return
    text = FILE.read_text()
    if LINE in text:
        FILE.write_text(text.replace(LINE, ""))
