"""`python -m infra.native.memory`: proportional set size of every process of the system, by program."""

from __future__ import annotations

import argparse
from pathlib import Path

from infra.native import supervisor
from infra.native.engine_programs import shared_state
from infra.native.system import System


def _children() -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        found.setdefault(parent, []).append(int(path.parent.name))
    return found


def _pss_kib(pid: int) -> int:
    """Memory of a process in KiB, shared pages divided among those who share them; 0 when it is gone."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def measure(system: System) -> dict[str, tuple[int, int]]:
    """Program → (KiB, number of processes), supervisord included."""
    children = _children()

    def family(pid: int) -> list[int]:
        return [pid] + [member for child in children.get(pid, []) for member in family(child)]

    found = {}
    for name, info in supervisor.states(system).items():
        members = family(int(info["pid"])) if info["pid"] else []
        found[name] = (sum(_pss_kib(pid) for pid in members), len(members))
    pid = supervisor.running_pid(system)
    if pid:
        found[supervisor.NAME] = (_pss_kib(pid), 1)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description="Memory (PSS) of every program.")
    parser.add_argument("--state", type=Path, default=shared_state("system"))
    system = System.open(parser.parse_args().state)
    measured = measure(system)
    for name, (kib, processes) in sorted(measured.items(), key=lambda item: -item[1][0]):
        print(f"{name:28} {kib / 1024:8.1f} MiB  {processes:3d} processes")
    total = sum(kib for kib, _ in measured.values())
    print(f"{'total':28} {total / 1024:8.1f} MiB  {sum(count for _, count in measured.values()):3d} processes")


if __name__ == "__main__":
    main()
