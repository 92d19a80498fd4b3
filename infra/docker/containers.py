"""The containers of a system, from the tables: what runs where, on which networks, with how much memory."""

from __future__ import annotations

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
    `resolve` names that must be known before their containers run, `health` a shell command.
    """

    name: str
    image: str
    part: str
    region: str
    networks: dict[str, tuple[str, ...]]
    memory: str
    resolve: tuple[tuple[str, str], ...] = ()
    ports: tuple[str, ...] = ()
    stateful: bool = False
    health: str | None = None
    health_seconds: int = 30
    after_maintenance: bool = False
    stop_seconds: int = 10


def containers(topology: Topology) -> list[Container]:
    """Every container, primary region first."""
    primary = topology.region(topology.primary)
    found = [_relay(topology), *_engines(topology, primary), *_primary(topology)]
    for edge in topology.edges:
        found += [*_engines(topology, edge), *_edge(topology, edge)]
    return [*found, _entry(topology)]


def networks(topology: Topology) -> list[str]:
    """Names of all networks: one per region, and those that lead outside."""
    return [*(region.name for region in topology.regions), PUBLIC, EGRESS, OPERATOR]


def _accepts(port: int) -> str:
    return f"bash -c '</dev/tcp/127.0.0.1/{port}'"


def _engines(topology: Topology, region: Region) -> list[Container]:
    name = region.name
    postgres = topology.port(name, "postgres")
    return [
        Container(
            f"{name}-postgres", "infra", "postgres", name, {name: ()}, "768m", stateful=True, stop_seconds=30,
            health=_accepts(postgres),
        ),
        Container(f"{name}-valkey", "infra", "valkey", name, {name: ()}, "128m"),
        Container(f"{name}-objects", "infra", "objects", name, {name: ()}, "384m", stateful=True),
        Container(
            f"{name}-api", "services", "api", name,
            {name: tuple(topology.api(name, service.name)[0] for service in topology.built)},
            "1536m", stateful=True, after_maintenance=True, stop_seconds=15,
        ),
    ]  # fmt: skip


def _primary(topology: Topology) -> list[Container]:
    name = topology.primary
    gateway = topology.address(name, "gateway")
    upstreams = tuple((topology.api(name, service.name)[0], f"{name}-api") for service in topology.built)
    workers = {service.host: topology.worker(service.name)[0] for service in topology.built}
    inner = tuple(address for host, address in workers.items() if host not in EGRESS_HOSTS)
    outer = tuple(address for host, address in workers.items() if host in EGRESS_HOSTS)
    mailbox = topology.port(name, "mailbox")
    return [
        Container(f"{name}-nats", "infra", "nats", name, {name: ()}, "256m", stateful=True),
        Container(
            f"{name}-mail", "infra", "mailbox", name,
            {name: (topology.address(name, "smtp"),), OPERATOR: (topology.address(name, "mailbox"),)},
            "128m", stateful=True, ports=(f"127.0.0.1:{mailbox}:{mailbox}",),
        ),
        Container(
            f"{name}-maintain", "services", "maintain", name, {name: ()}, "384m", health_seconds=5,
            health=f"test -e {STATE}/maintain/data/provisioned",
        ),
        Container(
            f"{name}-worker", "services", "worker", name, {name: inner}, "1g", after_maintenance=True, stop_seconds=15
        ),
        Container(
            f"{name}-sender", "services", "sender", name, {name: outer, EGRESS: ()}, "384m",
            after_maintenance=True, stop_seconds=15,
        ),
        Container(f"{name}-nginx", "web", "nginx", name, {name: (gateway,)}, "64m", resolve=upstreams),
    ]  # fmt: skip


def _edge(topology: Topology, edge: Region) -> list[Container]:
    name = edge.name
    site, cdn = topology.address(name, "site"), topology.address(name, "cdn")
    upstreams = (
        (topology.address(name, "bff"), f"{name}-bff"),
        (topology.api(name, "media-server")[0], f"{name}-api"),
        (topology.address(name, "objects"), f"{name}-objects"),
        (topology.relay(name, topology.primary, "s3")[0], "relay"),
    )
    return [
        Container(f"{name}-bff", "web", "bff", name, {name: ()}, "512m", after_maintenance=True),
        Container(
            f"{name}-nginx", "web", "nginx", name, {name: (site, cdn), PUBLIC: (site, cdn)}, "128m",
            resolve=upstreams, stateful=True,
        ),
    ]  # fmt: skip


def _relay(topology: Topology) -> Container:
    control = topology.port(topology.primary, "relay_control")
    names: dict[str, tuple[str, ...]] = {
        region.name: (topology.relay(region.name, _other(topology, region.name), "http")[0],)
        for region in topology.regions
    }
    names[OPERATOR] = (topology.address(topology.primary, "relay_control"),)
    return Container(
        "relay", "infra", "relay", topology.primary, names, "512m", ports=(f"127.0.0.1:{control}:{control}",)
    )


def _other(topology: Topology, region: str) -> str:
    return next(other.name for other in topology.regions if other.name != region)


def _entry(topology: Topology) -> Container:
    upstreams = tuple(
        (topology.address(edge.name, part), f"{edge.name}-nginx") for edge in topology.edges for part in ("site", "cdn")
    )
    return Container(
        "entry", "web", "nginx", ENTRY, {PUBLIC: ()}, "64m", resolve=upstreams, health=_accepts(8080),
        ports=("127.0.0.1:${HTTP_PORT:-80}:8080", "127.0.0.1:${HTTPS_PORT:-443}:8443"),
    )  # fmt: skip
