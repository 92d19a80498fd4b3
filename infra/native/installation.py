"""One system on one machine: its tables, its secrets and the folder that holds everything it keeps."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from infra.secrets import Secrets
from infra.topology import Topology


@dataclass(frozen=True)
class Installation:
    """What an engine needs to know to write its configuration.

    `direct` connects replicas to the primary without the WAN relay; `fast` gives up durability and cache for
    speed. Both are for tests only.
    """

    topology: Topology
    secrets: Secrets
    state: Path
    direct: bool = False
    fast: bool = False

    def directory(self, region: str, part: str) -> Path:
        """Where a part keeps its configuration, with its data in `data` below."""
        return self.state / region / part

    def listen(self, region: str) -> str:
        """Address a part of this region binds to; a container owns its whole network namespace."""
        return "0.0.0.0" if self.topology.mode == "compose" else self.topology.region(region).address  # noqa: S104

    def primary(self, region: str, purpose: str) -> tuple[str, int]:
        """Where a process of `region` reaches the primary's `purpose`."""
        topology = self.topology
        if region == topology.primary or self.direct:
            return topology.endpoint(topology.primary, topology.purposes[purpose])
        return topology.relay(region, topology.primary, purpose)
