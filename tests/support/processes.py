"""Processes of the running system, to pause or to kill."""

from __future__ import annotations

import psutil

from infra.native import supervisor
from infra.native.system import System


def program_process(system: System, name: str) -> psutil.Process:
    """The process of a program that supervisord runs."""
    return psutil.Process(int(supervisor.states(system)[name]["pid"]))


def host_process(system: System, parent: str, host: str) -> psutil.Process:
    """The process of one host below its pre-importing parent (`worker-us-east`, `recommend`)."""
    topology = system.installation.topology
    kind, _, region = parent.partition("-")
    for child in program_process(system, parent).children(recursive=True):
        listening = {c.laddr.port for c in child.net_connections(kind="tcp") if c.status == psutil.CONN_LISTEN}
        wanted = topology.worker(host) if kind == "worker" else topology.api(region, host)
        if wanted[1] in listening:
            return child
    raise LookupError(f"no process of {host} below {parent}")
