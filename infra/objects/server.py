"""SeaweedFS of one region: master, volume, filer and S3 gateway in one process."""

from __future__ import annotations

import json
import socket
from pathlib import Path

from infra.native import accounts, binaries
from infra.native.installation import Installation
from infra.native.program import Program
from infra.native.templates import fill

ACCOUNT = accounts.account("objects")
PUBLIC_BUCKET = "media"
BUCKETS = (PUBLIC_BUCKET, "originals")
VERBS = ("Read", "Write", "List", "Tagging")
SOCKETS = Path("/tmp")  # noqa: S108


def render(installation: Installation, region: str) -> dict[str, str]:
    """File name → text of everything SeaweedFS of `region` reads.

    Without credentials one may read renditions, which nginx does after it has checked the signature of the URL;
    originals need media-server's key.
    """
    secrets = installation.secrets
    identities = fill(
        "objects/s3.json.template",
        {
            "infra_secret": secrets.password("s3/infra"),
            "media_secret": secrets.password("s3/media-server"),
            "actions": json.dumps([f"{verb}:{bucket}" for bucket in BUCKETS for verb in VERBS]),
            "readable": json.dumps([f"Read:{PUBLIC_BUCKET}"]),
        },
    )
    keys: dict[str, object] = {
        name: secrets.password(f"objects/{region}/{name}") for name in ("volume_key", "filer_key", "filer_read_key")
    }
    return {"s3.json": identities, "security.toml": fill("objects/security.toml.template", keys)}


def _arguments(installation: Installation, region: str) -> list[str]:
    directory, topology = installation.directory(region, "objects"), installation.topology
    port = {name: topology.port(region, name) for name in topology.ports}
    return [
        f"-dir={directory}/data", f"-ip={topology.endpoint(region, 'objects_master')[0]}",
        f"-ip.bind={installation.listen(region)}",
        f"-master.port={port['objects_master']}", f"-master.port.grpc={port['objects_master_grpc']}",
        "-master.volumeSizeLimitMB=64", "-master.telemetry=false", "-master.electionTimeout=1s",
        f"-volume.port={port['objects_volume']}", f"-volume.port.grpc={port['objects_volume_grpc']}",
        "-volume.max=0", "-volume.minFreeSpace=512MiB", "-volume.preStopSeconds=0",
        "-filer", f"-filer.port={port['objects_filer']}", f"-filer.port.grpc={port['objects_filer_grpc']}",
        "-filer.disableDirListing", "-filer.exposeDirectoryData=false",
        "-s3", f"-s3.port={port['s3']}", f"-s3.port.grpc={port['s3_grpc']}", f"-s3.config={directory}/s3.json",
        "-s3.port.iceberg=0", "-s3.port.lance=0", "-s3.iam=false",
    ]  # fmt: skip


def program(installation: Installation, region: str) -> Program:
    """The server as a supervised program."""
    directory = installation.directory(region, "objects")
    return Program(
        name=f"objects-{region}",
        command=(binaries.find("weed"), "-logtostderr=true", "server", *_arguments(installation, region)),
        account=ACCOUNT,
        directory=directory,
        # The configuration of keys is looked up in the working directory.
        # Well above what it holds at rest, below which it would collect garbage all the time, and well below what its
        # container may have: without, its garbage alone reached 384 MiB while many pictures came in.
        environment={"HOME": str(directory / "data"), "GOMEMLIMIT": "400MiB"},
        prepare=lambda: prepare(installation, region),
        ready=(installation.topology.endpoint(region, "s3"),),
        # It drains idle streams of its own for 15 s; everything it acknowledged is written before that.
        patience=2,
    )


def prepare(installation: Installation, region: str) -> None:
    """Write the configuration and clear away sockets that an earlier life, perhaps under another account, left."""
    _clear_sockets(installation, region)
    directory = installation.directory(region, "objects")
    accounts.ensure_account(ACCOUNT)
    accounts.make_directory(directory, ACCOUNT, writable=False)
    accounts.make_directory(directory / "data", ACCOUNT, writable=True)
    for name, text in render(installation, region).items():
        accounts.write_private(directory / name, text, ACCOUNT)


def _clear_sockets(installation: Installation, region: str) -> None:
    topology = installation.topology
    for name in topology.ports:
        if name.startswith(("objects", "s3")):
            for path in SOCKETS.glob(f"seaweedfs-*-{topology.port(region, name)}.sock"):
                if not _answers(path):
                    path.unlink()


def _answers(path: Path) -> bool:
    """Whether somebody listens: a running store that loses its sockets cannot write any more and does not say so."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        try:
            probe.connect(str(path))
        except OSError:
            return False
    return True
