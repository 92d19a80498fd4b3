"""The system in containers that the tests start for themselves, and what an operator may do to it."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import struct
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

from infra.topology import Topology
from tests.support.place import Place

ROOT = Path(__file__).resolve().parents[2]
LISTEN, ESTABLISHED = "0A", "01"
HTTP_PORT, HTTPS_PORT = 8580, 8581


class Socket(NamedTuple):
    """A row of a container's table of TCP sockets."""

    local: tuple[str, int]
    remote: tuple[str, int]
    state: str


class Containers:
    """One system in containers; its folder below `.local` tells it from others of this checkout."""

    def __init__(self, folder: str = "compose-test") -> None:
        self.settings = ROOT / ".local" / folder / "settings"
        self._environment = {**os.environ, "MOCKSTAGRAM_CONTAINERS": folder, "LIMITS_MULTIPLIER": "1000"}

    def script(self, name: str, *arguments: str) -> str:
        """Run a script of infra/docker and answer what it said. Raises AssertionError when it fails."""
        command = [str(ROOT / "infra" / "docker" / name), *arguments]
        done = subprocess.run(
            command, env=self._environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, timeout=1800, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout[-5000:]
        return done.stdout

    def up(self) -> str:
        """Build and start; quick when it runs as it is."""
        return self.script("up.sh", "--no-demo", "--http-port", str(HTTP_PORT), "--https-port", str(HTTPS_PORT))

    def _chosen(self) -> dict[str, str]:
        """What was chosen at the start; empty before the first."""
        lines = self.settings.read_text().splitlines() if self.settings.exists() else []
        return dict(line.split("=", 1) for line in lines)

    @property
    def place(self) -> Place:
        """Where it is reached; it may have had to give way to other programs' ports."""
        chosen = self._chosen()
        operator = [("127.0.0.1", int(chosen[name])) for name in ("MAILBOX_PORT", "CONTROL_PORT")]
        return Place(int(chosen["HTTP_PORT"]), int(chosen["HTTPS_PORT"]), *operator)

    def _ids(self, *filters: str) -> list[str]:
        project = f"label=com.docker.compose.project={self._chosen().get('MOCKSTAGRAM_NAME')}"
        words = [word for each in (project, *filters) for word in ("--filter", each)]
        return _docker("ps", "-aq", *words).split()

    def inspect(self) -> dict[str, dict[str, Any]]:
        """Service → what the engine tells of its container."""
        ids = self._ids()
        found = json.loads(_docker("inspect", *ids)) if ids else []
        return {each["Config"]["Labels"]["com.docker.compose.service"]: each for each in found}

    def _id(self, service: str) -> str:
        [found] = self._ids(f"label=com.docker.compose.service={service}")
        return found

    def run(self, service: str, *command: str) -> str:
        """What a command says inside a container."""
        return _docker("exec", self._id(service), *command)

    def kill(self, service: str) -> None:
        """SIGKILL to all its processes; `docker kill` would count as a wish that it be stopped."""
        for pid in _docker("top", self._id(service), "-eo", "pid").split()[1:]:
            # Some end by themselves as soon as their parent is gone.
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)


def _docker(*arguments: str) -> str:
    done = subprocess.run(["docker", *arguments], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def sockets(table: str) -> list[Socket]:
    """Rows of /proc/net/tcp and /proc/net/tcp6."""
    rows = [line.split() for line in table.splitlines() if ":" in line]
    return [Socket(_end(row[1]), _end(row[2]), row[3]) for row in rows]


def _end(text: str) -> tuple[str, int]:
    """`0100007F:1F90` → ("127.0.0.1", 8080); of an address of IPv6 only the last four bytes."""
    address, _, port = text.partition(":")
    return socket.inet_ntoa(struct.pack("<I", int(address[-8:], 16))), int(port, 16)


def region_of(each: dict[str, Any], topology: Topology) -> str | None:
    """The region that a container belongs to; None for the relay, which belongs to all, and for those in none."""
    joined = [region.name for region in topology.regions if addresses(each).get(region.name)]
    return joined[0] if len(joined) == 1 else None


def addresses(each: dict[str, Any]) -> dict[str, str]:
    """Network → the container's address there."""
    networks: dict[str, dict[str, Any]] = each["NetworkSettings"]["Networks"]
    return {name.partition("_")[2]: network["IPAddress"] for name, network in networks.items()}
