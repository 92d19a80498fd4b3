"""Unprivileged system accounts: as root every part runs under its own, otherwise everything runs as who we are."""

from __future__ import annotations

import fcntl
import grp
import os
import pwd
import subprocess
from collections.abc import Sequence
from pathlib import Path

SERVICES = "mockstagram"


def account(part: str) -> str:
    """System account of an infrastructure part."""
    return "postgres" if part == "postgres" else f"mockstagram-{part}"


def is_root() -> bool:
    return os.geteuid() == 0


def ensure_account(name: str) -> None:
    """Create the system account unless it is there or we are not root."""
    if not is_root() or _exists(name):
        return
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    with Path("/run/mockstagram-accounts.lock").open("w") as lock:
        # Two useradd at a time have been seen to give out the same number.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if _exists(name):
            return
        done = subprocess.run(
            [*command, "--shell", "/usr/sbin/nologin", name], check=False, capture_output=True, text=True, timeout=60
        )
    if done.returncode != 0:
        raise RuntimeError(f"cannot create the system account {name}: {done.stderr.strip()}")


def _exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def as_user(name: str, command: Sequence[str], *, low_ports: bool = False) -> list[str]:
    """`command` run under the account `name`, without a way back; unchanged when we are not root."""
    if not is_root():
        return list(command)
    capabilities = "-all,+net_bind_service" if low_ports else "-all"
    flags = [f"--inh-caps={capabilities}", f"--ambient-caps={capabilities}"] if low_ports else ["--inh-caps=-all"]
    return [
        "setpriv", f"--reuid={name}", f"--regid={name}", "--init-groups", "--no-new-privs", *flags, "--", *command
    ]  # fmt: skip


def make_directory(path: Path, owner: str, *, writable: bool) -> None:
    """A folder that only `owner` can enter; unless `writable`, it belongs to root and `owner` may only read."""
    path.mkdir(parents=True, exist_ok=True)
    if is_root():
        entry = pwd.getpwnam(owner)
        if writable and path.stat().st_uid != entry.pw_uid:
            # Data outlive the account numbers of one machine.
            _give(path, entry)
        os.chown(path, entry.pw_uid if writable else 0, entry.pw_gid)
        path.chmod(0o700 if writable else 0o750)
    else:
        path.chmod(0o700)


def _give(path: Path, entry: pwd.struct_passwd) -> None:
    for folder, folders, files in os.walk(path):
        for name in (*folders, *files):
            os.chown(Path(folder) / name, entry.pw_uid, entry.pw_gid, follow_symlinks=False)


def write_private(path: Path, text: str, owner: str) -> None:
    """Write a file that only root and `owner` can read, replacing it in one step."""
    draft = path.with_name(f".{path.name}.draft")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    if is_root():
        os.chown(draft, 0, grp.getgrnam(owner).gr_gid)
        draft.chmod(0o640)
    draft.replace(path)


def require_reachable(path: Path) -> None:
    """Raise PermissionError when a folder above `path` keeps other accounts out."""
    if not is_root():
        return
    for folder in [path, *path.parents]:
        if folder.exists() and not folder.stat().st_mode & 0o001:
            raise PermissionError(f"{folder} is closed to other accounts, so {path} cannot hold their data")
