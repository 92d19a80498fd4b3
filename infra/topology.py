"""Where everything is: the tables of regions and services, turned into addresses and ports.

The native runner, compose, the relay, the tests and the tools ask here; nobody else computes an address.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

INFRA = Path(__file__).resolve().parent
DEFAULT_PORT_BASE = 17000

Mode = Literal["native", "compose"]


@dataclass(frozen=True)
class Region:
    """One region; `node` numbers it, `address` is its loopback address in a native run."""

    name: str
    title: str
    edge: bool
    node: int
    address: str
    port_offset: int


@dataclass(frozen=True)
class Service:
    """One service of infra/services.toml."""

    name: str
    package: str
    code: str
    index: int
    host: str
    built: bool

    @property
    def database(self) -> str:
        """Name of its logical database, its Valkey key prefix and the stem of its two roles."""
        return self.name.replace("-", "_")

    @property
    def env_prefix(self) -> str:
        return self.database.upper() + "_"


@dataclass(frozen=True)
class Listener:
    """One relay listener on the caller's side: everything from `origin` to `target` for `purpose`."""

    origin: str
    target: str
    purpose: str
    listen: tuple[str, int]
    upstream: tuple[str, int]
    one_way_ms: float


@dataclass(frozen=True)
class Topology:
    """Addresses of one running system.

    `edges` limits which edges exist, `port_base` separates systems on one machine, `mode` chooses between
    loopback addresses (native) and container names (compose); ports are the same in both.
    """

    regions: tuple[Region, ...]
    services: tuple[Service, ...]
    primary: str
    default_edge: str
    ports: dict[str, int]
    purposes: dict[str, str]
    everywhere: frozenset[str]
    rtt_ms: dict[frozenset[str], float]
    port_base: int
    mode: Mode

    @classmethod
    def load(
        cls, *, port_base: int = DEFAULT_PORT_BASE, edges: list[str] | None = None, mode: Mode = "native"
    ) -> Topology:
        """Read the tables. Raises ValueError when `edges` names a region that is not an edge."""
        table = _read("regions.toml")
        regions = [Region(**row) for row in table["region"]]
        known = {region.name for region in regions if region.edge}
        chosen = known if edges is None else set(edges)
        if not chosen or chosen - known:
            raise ValueError(f"edges must be some of {sorted(known)}, not {sorted(chosen)}")
        kept = tuple(region for region in regions if not region.edge or region.name in chosen)
        default_edge = table["default_edge"]
        if default_edge not in chosen:
            default_edge = next(region.name for region in kept if region.edge)
        return cls(
            regions=kept,
            services=tuple(Service(**row) for row in _read("services.toml")["service"]),
            primary=table["primary"],
            default_edge=default_edge,
            ports=table["ports"],
            purposes={row["name"]: row["target"] for row in table["purpose"]},
            everywhere=frozenset(row["name"] for row in table["purpose"] if row.get("everywhere")),
            rtt_ms={frozenset(row["between"]): float(row["rtt_ms"]) for row in table["link"]},
            port_base=port_base,
            mode=mode,
        )

    @cached_property
    def edges(self) -> tuple[Region, ...]:
        return tuple(region for region in self.regions if region.edge)

    @cached_property
    def built(self) -> tuple[Service, ...]:
        """The services whose code exists."""
        return tuple(service for service in self.services if service.built)

    def region(self, name: str) -> Region:
        """The region called `name`; KeyError when it does not exist here."""
        for region in self.regions:
            if region.name == name:
                return region
        raise KeyError(name)

    def service(self, name: str) -> Service:
        """The service called `name`; KeyError when there is none."""
        for service in self.services:
            if service.name == name:
                return service
        raise KeyError(name)

    def address(self, region: str, part: str) -> str:
        """Host under which `part` of a region is reached from inside that region."""
        if self.mode == "compose":
            return f"{region}-{part.replace('_', '-')}"
        return self.region(region).address

    def port(self, region: str, part: str) -> int:
        return self.port_base + self.region(region).port_offset + self.ports[part]

    def endpoint(self, region: str, part: str) -> tuple[str, int]:
        """(host, port) of a part such as `postgres` or `bff`."""
        owner = "objects" if part.startswith(("objects", "s3")) else part
        return self.address(region, owner), self.port(region, part)

    def api(self, region: str, service: str) -> tuple[str, int]:
        """(host, port) of a service's API in a region."""
        found = self.service(service)
        return self.address(region, f"{found.host}-api"), self.port(region, "api") + found.index

    def worker(self, service: str) -> tuple[str, int]:
        """(host, port) of a service's worker, for health and metrics; workers live in the primary region."""
        found = self.service(service)
        return self.address(self.primary, f"{found.host}-worker"), self.port(self.primary, "worker") + found.index

    def relay(self, origin: str, target: str, purpose: str) -> tuple[str, int]:
        """(host, port) that a process of `origin` connects to in order to reach `target`."""
        offset = 10 * self.region(target).node + list(self.purposes).index(purpose)
        return self.address(origin, "relay"), self.port(origin, "relay") + offset

    def listeners(self) -> list[Listener]:
        """Every relay listener of this system; none leads where nothing is."""
        return [
            Listener(
                origin=origin.name,
                target=target.name,
                purpose=purpose,
                listen=self.relay(origin.name, target.name, purpose),
                upstream=self.endpoint(target.name, part),
                one_way_ms=self.rtt_ms[frozenset((origin.name, target.name))] / 2,
            )
            for origin in self.regions
            for target in self.regions
            if origin is not target
            for purpose, part in self.purposes.items()
            if target.name == self.primary or purpose in self.everywhere
        ]


def _read(name: str) -> dict[str, Any]:
    with (INFRA / name).open("rb") as file:
        return tomllib.load(file)
