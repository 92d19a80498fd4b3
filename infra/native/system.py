"""The whole native system of one machine: its settings, and every program it consists of."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from infra.native import front, services
from infra.native.engine_programs import programs as engine_programs
from infra.native.installation import Installation
from infra.native.program import Program
from infra.secrets import Secrets
from infra.topology import DEFAULT_PORT_BASE, Topology


@dataclass(frozen=True)
class Settings:
    """What a person chose at the last start; kept in the state folder."""

    port_base: int = DEFAULT_PORT_BASE
    edges: tuple[str, ...] = ("ap-northeast", "eu-central")
    http_port: int = 80
    https_port: int | None = 443

    def save(self, state: Path) -> None:
        state.mkdir(parents=True, exist_ok=True)
        (state / "settings.json").write_text(json.dumps(asdict(self), indent=2) + "\n")

    @classmethod
    def load(cls, state: Path) -> Settings:
        """The saved settings, or the defaults before the first start."""
        path = state / "settings.json"
        saved = json.loads(path.read_text()) if path.exists() else {}
        return cls(**(saved | {"edges": tuple(saved["edges"])} if saved else {}))


@dataclass(frozen=True)
class System:
    """One system: settings and installation."""

    settings: Settings
    installation: Installation

    @classmethod
    def open(cls, state: Path, settings: Settings | None = None) -> System:
        """The system of a state folder, with the settings it was last started with unless others are given."""
        chosen = settings or Settings.load(state)
        topology = Topology.load(port_base=chosen.port_base, edges=list(chosen.edges))
        return cls(chosen, Installation(topology, Secrets.open(state / "secret"), state))

    @property
    def state(self) -> Path:
        return self.installation.state

    def groups(self) -> dict[str, list[Program]]:
        """Programs in the order in which the groups start; they stop the other way round."""
        primary = self.installation.topology.primary
        engines = engine_programs(self.installation)
        ports = front.PublicPorts(self.settings.http_port, self.settings.https_port)
        return {
            "primary": [program for program in engines if program.name.endswith(f"-{primary}")],
            "edges": [program for program in engines if not program.name.endswith(f"-{primary}")],
            "services": services.programs(self.installation),
            "front": front.programs(self.installation, ports),
        }

    def program(self, name: str) -> Program:
        """One program by name; KeyError when there is none."""
        for programs in self.groups().values():
            for program in programs:
                if program.name == name:
                    return program
        raise KeyError(name)
