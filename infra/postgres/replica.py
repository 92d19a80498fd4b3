"""A replica's data: copied from the primary, and copied again when the primary no longer keeps what it needs.

The slot is made together with the copy and by nobody else, so as long as it exists the primary has kept every change
since; a slot that is gone (lost, or its edge was away) means that the copy has to be made anew.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import time
from pathlib import Path

import psycopg

from infra.native import accounts, binaries
from infra.native.installation import Installation

ACCOUNT = accounts.account("postgres")
REPLICATION = "mockstagram_replication"
COPY_SECONDS = 300
ASK_SECONDS = 15


class SlotLostError(RuntimeError):
    """A copy without a slot: the primary does not keep what it lacks."""


def slot_name(region: str) -> str:
    """Replication slot of an edge."""
    return f"edge_{region.replace('-', '_')}"


def mark(installation: Installation, region: str) -> Path:
    """There once the data were found or made fit in this start of the system."""
    return installation.directory(region, "postgres") / "fit"


def primary_conninfo(installation: Installation, region: str) -> str:
    """How the replica of `region` reaches the primary."""
    host, port = installation.primary(region, "postgres")
    password = installation.secrets.password(f"postgres/{REPLICATION}")
    return (
        f"host={host} port={port} user={REPLICATION} password={password} application_name={slot_name(region)} "
        "connect_timeout=5 keepalives_idle=10 keepalives_interval=5 keepalives_count=3"
    )


def create(installation: Installation, region: str) -> None:
    """Make the data fit to follow the primary. With data at hand an unreachable primary is no reason to wait for long."""
    directory = installation.directory(region, "postgres")
    data = directory / "data"
    if (data / "PG_VERSION").exists() and _slot_was_lost(installation, region):
        print(f"the primary no longer keeps what the replica of {region} lacks: copying it again", flush=True)
        shutil.rmtree(data)
    if not (data / "PG_VERSION").exists():
        _copy_primary(installation, region).rename(data)
    mark(installation, region).touch()


def _slot_was_lost(installation: Installation, region: str) -> bool:
    """As the primary says, which may be starting at this moment as well; not known to be when it stays silent."""
    deadline = time.monotonic() + ASK_SECONDS
    while (good := _slot_is_good(installation, region)) is None and time.monotonic() < deadline:
        time.sleep(0.3)
    return good is False


def _slot_is_good(installation: Installation, region: str) -> bool | None:
    """Whether the slot is there and keeps changes: a lost one keeps none. None when the primary does not answer."""
    try:
        with _replication(installation, region) as connection:
            row = connection.execute(f"READ_REPLICATION_SLOT {slot_name(region)}").fetchone()
    except psycopg.OperationalError:
        return None
    return row is not None and row[1] is not None


def _replication(installation: Installation, region: str) -> psycopg.Connection:
    """A connection for replication commands, which know only the simple protocol."""
    return psycopg.connect(
        f"{primary_conninfo(installation, region)} replication=true",
        autocommit=True,
        cursor_factory=psycopg.ClientCursor,
    )


def _copy_primary(installation: Installation, region: str) -> Path:
    """Base backup through the link, tried until the primary lets us: it may still be starting."""
    deadline = time.monotonic() + COPY_SECONDS
    while True:
        try:
            return _copy_once(installation, region)
        except (subprocess.CalledProcessError, psycopg.OperationalError, SlotLostError) as error:
            if time.monotonic() > deadline:
                reason = getattr(error, "stderr", None) or error
                raise RuntimeError(f"the replica of {region} cannot copy the primary: {reason}") from None
            time.sleep(0.3)


def _copy_once(installation: Installation, region: str) -> Path:
    draft = new_draft(installation.directory(region, "postgres"))
    with _replication(installation, region) as connection, contextlib.suppress(psycopg.errors.UndefinedObject):
        connection.execute(f"DROP_REPLICATION_SLOT {slot_name(region)}")
    run(
        [
            binaries.postgres("pg_basebackup"), f"--pgdata={draft}", f"--dbname={primary_conninfo(installation, region)}",
            "--create-slot", f"--slot={slot_name(region)}", "--wal-method=stream", "--checkpoint=fast", "--no-password",
            *(["--no-sync"] if installation.fast else []),
        ],
        timeout=COPY_SECONDS,
    )  # fmt: skip
    if not _slot_is_good(installation, region):
        raise SlotLostError("the primary lost the slot while it was copied")
    standby = draft / "standby.signal"
    standby.touch()
    if accounts.is_root():
        shutil.chown(standby, ACCOUNT, ACCOUNT)
    return draft


def new_draft(directory: Path) -> Path:
    """An empty folder that data are made in; it gets its name when they are complete."""
    draft = directory / "draft"
    shutil.rmtree(draft, ignore_errors=True)
    accounts.make_directory(draft, ACCOUNT, writable=True)
    return draft


def run(command: list[str], timeout: float) -> None:
    """Run a Postgres tool under its account. Raises CalledProcessError with its messages."""
    subprocess.run(
        accounts.as_user(ACCOUNT, command),
        check=True,
        capture_output=True,
        text=True,
        timeout=timeout,
        cwd="/",
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
