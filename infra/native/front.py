"""What a browser reaches: nginx (entry, and one per region) and the BFF of each edge."""

from __future__ import annotations

from pathlib import Path

from infra.environment import bff_environment
from infra.native import accounts, binaries
from infra.native.installation import Installation
from infra.native.program import Program
from infra.native.services import CHECKOUT, provisioned

NGINX = accounts.account("nginx")
BFF = accounts.account("bff")
STATIC = CHECKOUT / "web" / "frontend" / "dist"
SERVER = CHECKOUT / "web" / "bff" / "dist" / "main.js"


def programs(installation: Installation) -> list[Program]:
    """BFFs and nginx processes."""
    return [_bff(installation, edge.name) for edge in installation.topology.edges] + _nginx(installation)


def _bff(installation: Installation, edge: str) -> Program:
    environment = bff_environment(installation.topology, installation.secrets, edge, STATIC)
    return Program(
        name=f"bff-{edge}",
        command=(binaries.find("node"), "--max-old-space-size=256", str(SERVER)),
        account=BFF,
        directory=CHECKOUT,
        environment=environment,
        prepare=lambda: accounts.ensure_account(BFF),
        after=(provisioned(installation),),
        ready=(installation.topology.endpoint(edge, "bff"),),
    )


def nginx_folder(installation: Installation) -> Path:
    """Where `configure_nginx` writes one folder per nginx process."""
    return installation.state / "nginx"


def configure_nginx(installation: Installation, http_port: int, https_port: int) -> None:
    """Write the configuration of every nginx process."""
    from infra.nginx.render import render

    folder = nginx_folder(installation)
    accounts.ensure_account(NGINX)
    folder.mkdir(parents=True, exist_ok=True)
    render(installation.topology, installation.secrets, folder, http_port, https_port)
    accounts.hand_over(folder, NGINX)


def _nginx(installation: Installation) -> list[Program]:
    prefixes = sorted(path.parent for path in nginx_folder(installation).glob("*/nginx.conf"))
    return [
        Program(
            name=f"nginx-{prefix.name}",
            command=(
                binaries.find("nginx"), "-p", f"{prefix}/", "-c", f"{prefix}/nginx.conf", "-g", "daemon off;"
            ),
            account=NGINX,
            directory=prefix,
            low_ports=True,
            patience=5,
        )
        for prefix in prefixes
    ]  # fmt: skip
