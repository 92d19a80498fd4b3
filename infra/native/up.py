"""What start.sh runs once Python is there: build, start, wait, and say where everything is."""

from __future__ import annotations

import argparse
import io
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import cast

from infra.environment import LOCAL_HOST, PUBLIC_HOST
from infra.native import accounts, front, hosts, status, supervisor, web
from infra.native.engine_programs import shared_state
from infra.native.memory import measure
from infra.native.services import CHECKOUT
from infra.native.system import Settings, System
from infra.native.wait import accepts
from infra.nginx import ca
from infra.topology import Topology

CODE = ("infra", "kit", "contracts", *(service.name for service in Topology.load().services))
FALLBACK_PORTS = {80: 8080, 443: 8443}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="start.sh", description="Start Mockstagram on this machine.")
    parser.add_argument("--yes", action="store_true", help="ask nothing")
    parser.add_argument("--edges", help="edges to run, separated by commas; all by default")
    parser.add_argument("--port-base", type=int, help="first of the 2300 ports used inside")
    parser.add_argument("--http-port", type=int, help="port of the site, 80 by default")
    parser.add_argument("--https-port", type=int, help="port of the site over https, 443 by default")
    parser.add_argument("--no-demo", action="store_true", help="do not load the demo world")
    parser.add_argument("--trust-ca", action="store_true", help="let this machine trust the site's certificate")
    return parser.parse_args()


def _choose(state: Path, options: argparse.Namespace) -> Settings:
    """The saved settings with what was asked for this time."""
    asked = {
        name: value
        for name, value in vars(options).items()
        if value is not None and name in ("port_base", "http_port", "https_port")
    }
    if options.edges:
        asked["edges"] = tuple(options.edges.split(","))
    return replace(Settings.load(state), **asked)


def _free_port(port: int, running: bool) -> int:
    """The port, or its fallback when another program has it or we may not bind it."""
    if port not in FALLBACK_PORTS or running:
        return port
    lowest = int(Path("/proc/sys/net/ipv4/ip_unprivileged_port_start").read_text())
    if accepts(("127.0.0.1", port)):
        reason = "is taken by another program"
    elif not accounts.is_root() and port < lowest:
        reason = "needs more rights"
    else:
        return port
    print(f"  port {port} {reason}: using {FALLBACK_PORTS[port]}")
    return FALLBACK_PORTS[port]


def _fingerprint(system: System) -> str:
    """Changes when code, build or configuration do, so that a running system is started anew only then."""
    files = [*web.sources(CODE, {"tests", "__pycache__"}), *web.BUILT]
    newest = max(path.stat().st_mtime_ns for path in files)
    return f"{len(files)} {newest}\n{supervisor.configuration(system)}"


def _start(system: System) -> bool:
    """Start, or start anew when something changed; False when it already runs as it is."""
    mark = system.state / "fingerprint"
    fingerprint = _fingerprint(system)
    if supervisor.is_running(system):
        if mark.exists() and mark.read_text() == fingerprint:
            return False
        print("  something changed: stopping the running system …")
    supervisor.stop(system)
    supervisor.start(system)
    mark.write_text(fingerprint)
    return True


def _link_state(state: Path) -> None:
    """`.local/system` is the state, also where that is outside of the checkout."""
    link = CHECKOUT / ".local"
    if state.parent != link and not link.exists():
        link.unlink(missing_ok=True)
        link.symlink_to(state.parent)
    below = link / state.name
    if not below.exists():
        below.unlink(missing_ok=True)
        below.symlink_to(state)


def _say_addresses(system: System, names: bool) -> None:
    settings, topology = system.settings, system.installation.topology
    port = "" if settings.http_port == 80 else f":{settings.http_port}"
    print("\nMockstagram runs:")
    if names:
        print(f"  http://{PUBLIC_HOST}{port}")
    print(f"  http://{LOCAL_HOST}{port}")
    if settings.https_port:
        secure = "" if settings.https_port == 443 else f":{settings.https_port}"
        print(f"  https://{PUBLIC_HOST if names else LOCAL_HOST}{secure}   (./start.sh --trust-ca)")
    print("  mailbox            http://{}:{}".format(*topology.endpoint(topology.primary, "mailbox")))
    print("  links between regions  http://{}:{}".format(*topology.endpoint(topology.primary, "relay_control")))
    total = sum(kib for kib, _ in measure(system).values())
    print(f"  memory {total / 1024:.0f} MiB · logs in {system.state}/log · stop with ./stop.sh\n")


def _load_demo(state: Path) -> None:
    """In a process of its own: it is as well to go on without a demo world."""
    subprocess.run([sys.executable, "-m", "demo.load", "--state", str(state)], cwd=CHECKOUT, check=False)


def _settled(state: Path, options: argparse.Namespace) -> System:
    """The system as it is to run; the old one is stopped when it differs."""
    before = System.open(state)
    running = supervisor.is_running(before)
    settings = _choose(state, options)
    settings = replace(settings, http_port=_free_port(settings.http_port, running))
    if settings.https_port:
        settings = replace(settings, https_port=_free_port(settings.https_port, running))
    if running and settings != before.settings:
        supervisor.stop(before)
    return System.open(state, settings)


def run(options: argparse.Namespace, began: float) -> int:
    state = shared_state("system")
    accounts.require_reachable(CHECKOUT)
    state.mkdir(parents=True, exist_ok=True)
    _link_state(state)
    web.install_and_build()
    system = _settled(state, options)
    ca.ensure_certificates(front.certificates(state))
    for line in ca.trust(front.certificates(state)) if options.trust_ca else []:
        print(f"  trusted: {line}")
    names = hosts.ensure_names(ask=not options.yes)
    print("  starting …" if _start(system) else "  already running")
    if not status.wait(system):
        print(f"The system did not come up in time. Look at the logs in {state}/log.", file=sys.stderr)
        return 1
    print(f"  up after {time.time() - began:.1f} s")
    _say_addresses(system, names)
    if not options.no_demo:
        _load_demo(state)
    return 0


def main() -> int:
    options = _options()
    # Also into a pipe or a file every line is said when it is true.
    cast("io.TextIOWrapper", sys.stdout).reconfigure(line_buffering=True)
    began = float(os.environ.get("MOCKSTAGRAM_BEGAN", time.time()))
    try:
        return run(options, began)
    except (RuntimeError, PermissionError, ValueError, TimeoutError) as error:
        print(f"Mockstagram could not start: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
