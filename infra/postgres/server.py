"""Postgres of one region: the primary in one, a streaming replica in every other."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from infra.native import accounts, binaries
from infra.native.installation import Installation
from infra.native.program import Program
from infra.native.templates import fill

ADMIN = "mockstagram_admin"
REPLICATION = "mockstagram_replication"
ACCOUNT = accounts.account("postgres")


def slot_name(region: str) -> str:
    """Replication slot of an edge."""
    return f"edge_{region.replace('-', '_')}"


def render(installation: Installation, region: str) -> dict[str, str]:
    """File name → text of everything Postgres of `region` reads."""
    topology = installation.topology
    directory = installation.directory(region, "postgres")
    replica = region != topology.primary
    settings = fill(
        "postgres/postgresql.conf.template",
        {
            "data": directory / "data",
            "directory": directory,
            "listen": installation.listen(region),
            "port": topology.port(region, "postgres"),
            "shared_buffers": "32MB" if installation.fast else "128MB",
            "durable": "off" if installation.fast else "on",
            "primary_conninfo": primary_conninfo(installation, region) if replica else "",
            "primary_slot": slot_name(region) if replica else "",
        },
    )
    return {"postgresql.conf": settings, "pg_hba.conf": _host_rules(installation), "pg_ident.conf": ""}


def _host_rules(installation: Installation) -> str:
    """Who may try a password where; whatever is not listed is refused before any password."""
    source = "samenet" if installation.topology.mode == "compose" else "127.0.0.0/8"
    rules = [f"host all {ADMIN} {source} scram-sha-256", f"host replication {REPLICATION} {source} scram-sha-256"]
    for service in installation.topology.services:
        name = service.database
        rules.append(f"host {name} {name}_rw,{name}_ro {source} scram-sha-256")
    return "\n".join(rules) + "\n"


def primary_conninfo(installation: Installation, region: str) -> str:
    """How the replica of `region` reaches the primary."""
    host, port = installation.primary(region, "postgres")
    password = installation.secrets.password(f"postgres/{REPLICATION}")
    return (
        f"host={host} port={port} user={REPLICATION} password={password} application_name={slot_name(region)} "
        "connect_timeout=5 keepalives_idle=10 keepalives_interval=5 keepalives_count=3"
    )


def program(installation: Installation, region: str) -> Program:
    """The server as a supervised program; it makes or copies its data when there is none."""
    directory = installation.directory(region, "postgres")
    return Program(
        name=f"postgres-{region}",
        command=(binaries.postgres("postgres", directory / "data"), "-c", f"config_file={directory}/postgresql.conf"),
        account=ACCOUNT,
        directory=directory,
        environment={"LC_ALL": "C.UTF-8"},
        prepare=lambda: prepare(installation, region),
        create=lambda: create(installation, region),
        data=directory / "data" / "PG_VERSION",
        ready=(installation.topology.endpoint(region, "postgres"),),
        stop_signal=signal.SIGINT,
    )


def prepare(installation: Installation, region: str) -> None:
    """Write the configuration."""
    directory = installation.directory(region, "postgres")
    accounts.ensure_account(ACCOUNT)
    accounts.make_directory(directory, ACCOUNT, writable=False)
    for name, text in render(installation, region).items():
        accounts.write_private(directory / name, text, ACCOUNT)


def create(installation: Installation, region: str) -> None:
    """Make the data folder: a new cluster in the primary region, a copy of it elsewhere."""
    make = _initialise if region == installation.topology.primary else _copy_primary
    directory = installation.directory(region, "postgres")
    draft = directory / "draft"
    shutil.rmtree(draft, ignore_errors=True)
    accounts.make_directory(draft, ACCOUNT, writable=True)
    make(installation, region, draft)
    draft.rename(directory / "data")


def _initialise(installation: Installation, region: str, data: Path) -> None:
    password_file = installation.directory(region, "postgres") / "admin-password"
    accounts.write_private(password_file, installation.secrets.password(f"postgres/{ADMIN}"), ACCOUNT)
    try:
        _run(
            [
                binaries.postgres("initdb"), f"--pgdata={data}", f"--username={ADMIN}", f"--pwfile={password_file}",
                "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums",
                *(["--no-sync"] if installation.fast else []),
            ],
            timeout=120,
        )  # fmt: skip
    finally:
        password_file.unlink(missing_ok=True)


def _copy_primary(installation: Installation, region: str, data: Path) -> None:
    """Base backup through the link, tried until the primary lets us: it may still be starting."""
    command = [
        binaries.postgres("pg_basebackup"), f"--pgdata={data}", f"--dbname={primary_conninfo(installation, region)}",
        f"--slot={slot_name(region)}", "--wal-method=stream", "--checkpoint=fast", "--no-password",
        *(["--no-sync"] if installation.fast else []),
    ]  # fmt: skip
    deadline = time.monotonic() + 300
    while True:
        try:
            _run(command, timeout=300)
            break
        except subprocess.CalledProcessError as error:
            if time.monotonic() > deadline:
                raise RuntimeError(f"the replica of {region} cannot copy the primary: {error.stderr}") from None
            time.sleep(0.3)
    signal_file = data / "standby.signal"
    signal_file.touch()
    if accounts.is_root():
        shutil.chown(signal_file, ACCOUNT, ACCOUNT)


def _run(command: list[str], timeout: float) -> None:
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    subprocess.run(
        accounts.as_user(ACCOUNT, command), check=True, capture_output=True, text=True, timeout=timeout, cwd="/",
        env=environment,
    )  # fmt: skip
