"""What a browser reaches: nginx (entry, and one per region) and the BFF of each edge."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from infra.environment import bff_environment
from infra.native import accounts, binaries
from infra.native.installation import Installation
from infra.native.program import Program
from infra.native.services import CHECKOUT, provisioned
from infra.nginx import server as nginx
from infra.nginx.render import Settings

BFF = accounts.account("bff")
STATIC = CHECKOUT / "web" / "frontend" / "dist"
SERVER = CHECKOUT / "web" / "bff" / "dist" / "main.js"


@dataclass(frozen=True)
class PublicPorts:
    """Ports of the entry; no https when `https` is None."""

    http: int
    https: int | None


def programs(installation: Installation, ports: PublicPorts) -> list[Program]:
    """BFFs and nginx processes."""
    settings = Settings(
        installation.topology,
        installation.secrets,
        root=installation.state / "nginx",
        static=STATIC,
        http_port=ports.http,
        https_port=ports.https,
        certificates=certificates(installation.state) if ports.https else None,
    )
    return [_bff(installation, edge.name) for edge in installation.topology.edges] + nginx.programs(settings)


def certificates(state: Path) -> Path:
    """Folder of this installation's own certificate authority."""
    return state / "certificates"


def _bff(installation: Installation, edge: str) -> Program:
    environment = bff_environment(installation.topology, installation.secrets, edge, STATIC)
    return Program(
        name=f"bff-{edge}",
        command=(binaries.node(), "--max-old-space-size=256", str(SERVER)),
        account=BFF,
        directory=CHECKOUT,
        environment=environment,
        prepare=lambda: accounts.ensure_account(BFF),
        after=(provisioned(installation),),
        ready=(installation.topology.endpoint(edge, "bff"),),
    )
