"""What a container becomes: the same programs as natively, with a container's addresses and folders."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from infra.docker.bundle import Bundle
from infra.docker.containers import BUNDLE, EGRESS_HOSTS, STATE
from infra.native import accounts, binaries
from infra.native.installation import Installation
from infra.native.program import Program
from infra.native.services import spool
from infra.nats import server as nats
from infra.nginx import server as nginx
from infra.nginx.render import Settings
from infra.objects import server as objects
from infra.postgres import server as postgres
from infra.topology import Topology
from infra.valkey import server as valkey

CHECKOUT = Path(__file__).resolve().parents[2]
STATIC = CHECKOUT / "web" / "frontend" / "dist"
ANYWHERE = "0.0.0.0"  # noqa: S104
HTTP_PORT, HTTPS_PORT = 8080, 8443


@dataclass(frozen=True)
class Place:
    """Where a part runs."""

    installation: Installation
    region: str
    bundle: Path = Path(BUNDLE)

    @property
    def state(self) -> Path:
        return self.installation.state

    def arguments(self) -> list[str]:
        """Options by which our programs know the system."""
        topology = self.installation.topology
        edges = ",".join(edge.name for edge in topology.edges)
        return ["--mode", "compose", "--port-base", str(topology.port_base), "--edges", edges]


def open_place(region: str) -> Place:
    """The place that the folder of this container describes."""
    bundle = Bundle(Path(BUNDLE))
    return Place(Installation(bundle.system().topology(), bundle.secrets(), Path(STATE)), region)


def nginx_settings(installation: Installation, bundle: Path = Path(BUNDLE)) -> Settings:
    """nginx in a container: all addresses are its own, and the ports of the entry need no rights."""
    return Settings(
        installation.topology,
        installation.secrets,
        root=installation.state / "nginx",
        static=STATIC,
        http_port=HTTP_PORT,
        https_port=HTTPS_PORT,
        certificates=bundle / "certificates",
        public=(ANYWHERE,),
        listen=ANYWHERE,
        brotli=True,
    )


def _python(name: str, *arguments: str) -> Program:
    return Program(name=name, command=(sys.executable, *arguments), account=accounts.SERVICES, directory=CHECKOUT)


def _relay(place: Place) -> Program:
    return _python("relay", "-m", "infra.wan", *place.arguments())


def _mailbox(place: Place) -> Program:
    topology = place.installation.topology
    smtp, page = (topology.endpoint(place.region, part) for part in ("smtp", "mailbox"))
    listen = ["--smtp", f"{smtp[0]}:{smtp[1]}", "--page", f"{page[0]}:{page[1]}"]
    return _python("mailbox", "-m", "infra.mailbox", "--store", str(place.state), *listen)


def _maintain(place: Place) -> Program:
    directory = place.state / "maintain"

    def prepare() -> None:
        (directory / "data").mkdir(parents=True, exist_ok=True)
        (directory / "secret").write_text((place.bundle / "master").read_text())

    program = _python("maintain", "-m", "infra.native.maintain", "--state", str(directory), *place.arguments())
    return replace(program, prepare=prepare)


def _demo(place: Place) -> Program:
    """The loader keeps what it has loaded, and acts as the operator, with the master key."""

    def prepare() -> None:
        key = place.state / "secret"
        key.unlink(missing_ok=True)
        key.symlink_to(place.bundle / "master")

    program = _python("demo", "-m", "demo.load", "--state", str(place.state), *place.arguments())
    return replace(program, prepare=prepare)


def hosts(topology: Topology, part: str) -> list[str]:
    """Hosts that a container of services runs: `api` and, of the workers, those that may reach outside or not."""
    built = list(dict.fromkeys(service.host for service in topology.built))
    if part == "api":
        return built
    return [name for name in built if (name in EGRESS_HOSTS) == (part == "sender")]


def _services(part: str) -> Callable[[Place], Program]:
    kind = "api" if part == "api" else "worker"

    def program(place: Place) -> Program:
        installation = place.installation
        names = ",".join(hosts(installation.topology, part))
        folder = place.bundle / "environments"
        made = _python(f"{part}-{place.region}", "-m", "kit.host", kind, "--environments", str(folder), "--only", names)
        return replace(made, prepare=lambda: spool(installation, place.region).mkdir(parents=True, exist_ok=True))

    return program


def _bff(place: Place) -> Program:
    return Program(
        name=f"bff-{place.region}",
        command=(binaries.find("node"), "--max-old-space-size=256", str(CHECKOUT / "web" / "bff" / "dist" / "main.js")),
        account=accounts.SERVICES,
        directory=CHECKOUT,
        environment=Bundle(place.bundle).environment(),
    )


PARTS: dict[str, Callable[[Place], Program]] = {
    "postgres": lambda place: postgres.program(place.installation, place.region),
    "valkey": lambda place: valkey.program(place.installation, place.region),
    "objects": lambda place: objects.program(place.installation, place.region),
    "nats": lambda place: nats.program(place.installation),
    "nginx": lambda place: nginx.program(nginx_settings(place.installation), place.region),
    "relay": _relay,
    "mailbox": _mailbox,
    "maintain": _maintain,
    "api": _services("api"),
    "worker": _services("worker"),
    "sender": _services("sender"),
    "bff": _bff,
    "demo": _demo,
}
