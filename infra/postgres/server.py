"""Postgres of one region: the primary in one, a streaming replica in every other."""

from __future__ import annotations

import signal

from infra.native import accounts, binaries
from infra.native.installation import Installation
from infra.native.program import Program
from infra.native.templates import fill
from infra.postgres import replica
from infra.postgres.replica import ACCOUNT, REPLICATION

ADMIN = "mockstagram_admin"


def render(installation: Installation, region: str) -> dict[str, str]:
    """File name → text of everything Postgres of `region` reads."""
    topology = installation.topology
    directory = installation.directory(region, "postgres")
    primary = region == topology.primary
    settings = fill(
        "postgres/postgresql.conf.template",
        {
            "data": directory / "data",
            "directory": directory,
            "listen": installation.listen(region),
            "port": topology.port(region, "postgres"),
            "shared_buffers": "32MB" if installation.fast else "128MB",
            "durable": "off" if installation.fast else "on",
            "primary_conninfo": "" if primary else replica.primary_conninfo(installation, region),
            "primary_slot": "" if primary else replica.slot_name(region),
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


def program(installation: Installation, region: str) -> Program:
    """The server as a supervised program."""
    directory = installation.directory(region, "postgres")
    primary = region == installation.topology.primary
    return Program(
        name=f"postgres-{region}",
        command=(binaries.postgres("postgres", directory / "data"), "-c", f"config_file={directory}/postgresql.conf"),
        account=ACCOUNT,
        directory=directory,
        environment={"LC_ALL": "C.UTF-8"},
        prepare=lambda: prepare(installation, region),
        create=lambda: initialise(installation, region) if primary else replica.create(installation, region),
        data=directory / "data" / "PG_VERSION" if primary else replica.mark(installation, region),
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
    if region != installation.topology.primary:
        replica.mark(installation, region).unlink(missing_ok=True)


def initialise(installation: Installation, region: str) -> None:
    """Make a new cluster."""
    directory = installation.directory(region, "postgres")
    password_file = directory / "admin-password"
    accounts.write_private(password_file, installation.secrets.password(f"postgres/{ADMIN}"), ACCOUNT)
    draft = replica.new_draft(directory)
    try:
        replica.run(
            [
                binaries.postgres("initdb"), f"--pgdata={draft}", f"--username={ADMIN}", f"--pwfile={password_file}",
                "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums",
                *(["--no-sync"] if installation.fast else []),
            ],
            timeout=120,
        )  # fmt: skip
    finally:
        password_file.unlink(missing_ok=True)
    draft.rename(directory / "data")
