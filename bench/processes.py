"""What every process of a running system has used: CPU time and memory, by program."""

from __future__ import annotations

import os
from pathlib import Path

from bench.target import Target
from infra.native import supervisor
from infra.native.memory import measure
from infra.native.system import System

DECODER = b"media_server.pipeline.decoder"
PICTURES = "pictures"
TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")


def cpu_ms(target: Target) -> dict[str, float]:
    """Program → CPU milliseconds since its start, ended children included; work on pictures apart, as `pictures`."""
    system = System.open(target.state)
    children = _children()
    used: dict[str, float] = {PICTURES: 0.0}
    for name, info in supervisor.states(system).items():
        for pid in _family(int(info["pid"]), children) if info["pid"] else []:
            owner = PICTURES if _decodes(pid) else name
            used[owner] = used.get(owner, 0.0) + _used(pid)
    return used


def memory_mib(target: Target) -> dict[str, float]:
    """Program → proportional set size."""
    return {name: kib / 1024 for name, (kib, _) in measure(System.open(target.state)).items()}


def difference(before: dict[str, float], after: dict[str, float]) -> dict[str, float]:
    """What was used between two looks. A program that was started anew counts from its new start."""
    return {
        name: value - before.get(name, 0.0) if value >= before.get(name, 0.0) else value
        for name, value in after.items()
    }


def grouped(used: dict[str, float]) -> dict[str, float]:
    """Program names with their region taken off, summed: `bff`, `api`, `worker`, `postgres`, `nginx` …"""
    found: dict[str, float] = {}
    for name, value in used.items():
        kind = name.partition("-")[0]
        found[kind] = found.get(kind, 0.0) + value
    return found


def _children() -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        fields = _stat(int(path.parent.name))
        if fields:
            found.setdefault(int(fields[1]), []).append(int(path.parent.name))
    return found


def _family(pid: int, children: dict[int, list[int]]) -> list[int]:
    return [pid] + [member for child in children.get(pid, []) for member in _family(child, children)]


def _decodes(pid: int) -> bool:
    try:
        return DECODER in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def _used(pid: int) -> float:
    """Own time and that of children which have ended and were waited for."""
    fields = _stat(pid)
    return sum(int(fields[position]) for position in (11, 12, 13, 14)) * TICK_MS if fields else 0.0


def _stat(pid: int) -> list[str]:
    """Fields of /proc/<pid>/stat after the name, which may contain anything."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
