"""The containers of a system, from the tables: what runs where, on which networks, with how much memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from infra.topology import Region, Topology

PUBLIC, EGRESS, OPERATOR, ENTRY = "public", "egress", "operator", "entry"
STATE = "/var/lib/mockstagram"
BUNDLE = "/run/mockstagram"
# Workers of these hosts send mail and push messages; nobody else reaches the world outside.
EGRESS_HOSTS = ("user", "push")


@dataclass(frozen=True)
class Container:
    """One service of compose.yaml.

    `part` and `region` tell infra/docker/run.py what to become. `networks` are network → further names there,
    `health` is a shell command. Who is `called` runs only when asked for, and ends.
    """

    name: str
    image: str
    part: str
    region: str
    networks: Mapping[str, tuple[str, ...]]
    memory: str
    ports: tuple[str, ...] = ()
    stateful: bool = False
    health: str = ""
    health_seconds: int = 30
    after_maintenance: bool = False
    stop_seconds: int = 10
    stop_signal: str = "SIGTERM"
    called: bool = False


def containers(topology: Topology) -> list[Container]:
    """Every container, primary region first."""
    primary = topology.region(topology.primary)
    found = [_relay(topology), *_engines(topology, primary), *_primary(topology)]
    for edge in topology.edges:
        found += [*_engines(topology, edge), *_edge(topology, edge)]
    return [*found, _entry(topology), _demo(topology)]


def networks(topology: Topology) -> list[str]:
    """Names of all networks: one per region, one between each edge and the entry, and those that lead outside."""
    regions = [region.name for region in topology.regions]
    return [*regions, *(front(edge.name) for edge in topology.edges), PUBLIC, EGRESS, OPERATOR]


def front(edge: str) -> str:
    """The network of an edge's nginx and the entry: on one for all, edges could speak to each other past the relay."""
    return f"{edge}-{PUBLIC}"


def _accepts(port: int, host: str = "127.0.0.1") -> str:
    return f"bash -c '</dev/tcp/{host}/{port}'"


def _all_accept(endpoints: Iterable[tuple[str, int]]) -> str:
    return " && ".join(_accepts(port, host) for host, port in endpoints)


def _engines(topology: Topology, region: Region) -> list[Container]:
    name = region.name
    return [
        Container(
            f"{name}-postgres", "infra", "postgres", name, {name: ()}, "768m", stateful=True,
            stop_signal="SIGINT", stop_seconds=30, health=_accepts(topology.port(name, "postgres")),
        ),
        Container(
            f"{name}-valkey", "infra", "valkey", name, {name: ()}, "128m", health=_accepts(topology.port(name, "valkey"))
        ),
        # It drains idle streams of its own for 15 s; everything it acknowledged is written before that.
        Container(
            f"{name}-objects", "infra", "objects", name, {name: ()}, "640m", stateful=True, stop_seconds=2,
            health=_accepts(topology.port(name, "s3")),
        ),
        Container(
            f"{name}-api", "services", "api", name,
            {name: tuple(topology.api(name, service.name)[0] for service in topology.built)},
            "1536m", stateful=True, after_maintenance=True, stop_seconds=15,
            health=_all_accept(topology.api(name, service.name) for service in topology.built),
        ),
    ]  # fmt: skip


def _primary(topology: Topology) -> list[Container]:
    name = topology.primary
    gateway = topology.address(name, "gateway")
    workers = {service.host: topology.worker(service.name)[0] for service in topology.built}
    inner = tuple(address for host, address in workers.items() if host not in EGRESS_HOSTS)
    outer = tuple(address for host, address in workers.items() if host in EGRESS_HOSTS)
    mailbox = topology.port(name, "mailbox")
    return [
        Container(
            f"{name}-nats", "infra", "nats", name, {name: ()}, "256m", stateful=True,
            health=_accepts(topology.port(name, "nats")),
        ),
        Container(
            f"{name}-mail", "infra", "mailbox", name,
            {name: (topology.address(name, "smtp"),), OPERATOR: (topology.address(name, "mailbox"),)},
            "128m", stateful=True, ports=(f"127.0.0.1:${{MAILBOX_PORT:-{mailbox}}}:{mailbox}",),
            health=_accepts(mailbox, topology.address(name, "mailbox")),
        ),
        Container(
            f"{name}-maintain", "services", "maintain", name, {name: ()}, "384m", health_seconds=5,
            health=f"test -e {STATE}/maintain/data/provisioned",
        ),
        Container(
            f"{name}-worker", "services", "worker", name, {name: inner}, "1g", after_maintenance=True, stop_seconds=15,
            health=_works(topology, outside=False),
        ),
        Container(
            f"{name}-sender", "services", "sender", name, {name: outer, EGRESS: ()}, "384m",
            after_maintenance=True, stop_seconds=15, health=_works(topology, outside=True),
        ),
        Container(
            f"{name}-nginx", "web", "nginx", name, {name: (gateway,)}, "64m",
            health=_accepts(topology.port(name, "gateway")),
        ),
    ]  # fmt: skip


def _works(topology: Topology, *, outside: bool) -> str:
    """All workers that may, or may not, reach the world outside accept connections."""
    services = [service for service in topology.built if (service.host in EGRESS_HOSTS) == outside]
    return _all_accept(topology.worker(service.name) for service in services)


def _edge(topology: Topology, edge: Region) -> list[Container]:
    name = edge.name
    site, cdn = topology.address(name, "site"), topology.address(name, "cdn")
    return [
        Container(
            f"{name}-bff", "web", "bff", name, {name: ()}, "512m", after_maintenance=True,
            health=_all_accept([topology.endpoint(name, "bff")]),
        ),
        Container(
            f"{name}-nginx", "web", "nginx", name, {name: (site, cdn), front(name): (site, cdn)}, "128m",
            stateful=True, health=_accepts(topology.port(name, "site")),
        ),
    ]  # fmt: skip


def _relay(topology: Topology) -> Container:
    control = topology.port(topology.primary, "relay_control")
    names: dict[str, tuple[str, ...]] = {
        region.name: (topology.address(region.name, "relay"),) for region in topology.regions
    }
    names[OPERATOR] = (topology.address(topology.primary, "relay_control"),)
    return Container(
        "relay", "infra", "relay", topology.primary, names, "512m",
        ports=(f"127.0.0.1:${{CONTROL_PORT:-{control}}}:{control}",),
        health=_accepts(control, topology.address(topology.primary, "relay_control")),
    )  # fmt: skip


def _entry(topology: Topology) -> Container:
    networks = (PUBLIC, *(front(edge.name) for edge in topology.edges))
    return Container(
        "entry", "web", "nginx", ENTRY, dict.fromkeys(networks, ()), "64m", health=_accepts(8080),
        ports=("127.0.0.1:${HTTP_PORT:-80}:8080", "127.0.0.1:${HTTPS_PORT:-443}:8443"),
    )  # fmt: skip


def _demo(topology: Topology) -> Container:
    """Loads the demo world: the operator's side of the primary region, uploads at the edges, pictures from outside."""
    networks = dict.fromkeys((topology.primary, EGRESS, *(front(edge.name) for edge in topology.edges)), ())
    return Container("demo", "services", "demo", topology.primary, networks, "512m", stateful=True, called=True)
