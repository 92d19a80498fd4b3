"""What a container is given: who it is and the few secrets it needs, in a folder of its own that it can only read."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from infra.secrets import Secrets
from infra.topology import Topology


class RecordingSecrets(Secrets):
    """Secrets that remember which of them were asked for."""

    def __init__(self, master: bytes) -> None:
        super().__init__(master)
        self.given: dict[str, str] = {}

    def derive(self, name: str) -> bytes:
        value = super().derive(name)
        self.given[name] = value.hex()
        return value


class GivenSecrets(Secrets):
    """Some secrets without the master key; KeyError for any other."""

    def __init__(self, given: dict[str, str]) -> None:
        self._given = given

    def derive(self, name: str) -> bytes:
        return bytes.fromhex(self._given[name])


@dataclass(frozen=True)
class System:
    """What all containers of one system share."""

    port_base: int
    edges: tuple[str, ...]

    def topology(self) -> Topology:
        return Topology.load(port_base=self.port_base, edges=list(self.edges), mode="compose")


@dataclass(frozen=True)
class Bundle:
    """The folder of one container, as it is written outside and read inside."""

    path: Path

    def write(self, system: System, secrets: dict[str, str]) -> None:
        """Begin the folder; a private parent keeps other accounts of the machine out of it."""
        self.path.mkdir(parents=True, exist_ok=True)
        self.write_json("system.json", asdict(system))
        self.write_json("secrets.json", secrets)

    def write_json(self, name: str, value: Any) -> None:
        self.write_text(name, json.dumps(value, indent=1))

    def write_text(self, name: str, text: str) -> None:
        """Replace a file, readable by the container's account, whichever number that has here."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.draft")
        draft.write_text(text)
        draft.chmod(0o644)
        draft.replace(path)

    def system(self) -> System:
        read = json.loads((self.path / "system.json").read_text())
        return System(read["port_base"], tuple(read["edges"]))

    def secrets(self) -> Secrets:
        return GivenSecrets(json.loads((self.path / "secrets.json").read_text()))

    def environment(self) -> dict[str, str]:
        return dict(json.loads((self.path / "environment.json").read_text()))
