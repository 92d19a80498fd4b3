"""Host processes: which services run together, and where (infra/services.toml).

`python -m kit.host api|worker --environments DIR` reads one `<host>.json` (variables of that host's process) for
each host, imports what all services need once, and forks a process per host from there: a service then costs only what is
its own. A process that ends is started again after a second; all end with their parent.
"""

from __future__ import annotations

import argparse
import asyncio
import ctypes
import gc
import importlib
import os
import signal
import sys
import time
import tomllib
from collections.abc import Awaitable, Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import uvicorn
import uvloop

from kit.observability import configure_logging
from kit.settings import load_service_settings, load_settings

ROOT = Path(__file__).resolve().parents[1]
IMPORT_ROOTS = (ROOT, ROOT / "media-server", ROOT / "admin")
RESTART_S = 1.0
STOP_S = 10
PR_SET_PDEATHSIG = 1
SHARED = {"api": ["kit.app"], "worker": ["kit.worker"]}


class HostedService(msgspec.Struct, frozen=True):
    """A row of infra/services.toml."""

    name: str
    package: str
    host: str
    built: bool


def hosts() -> dict[str, list[HostedService]]:
    """Host name → the services that it carries."""
    table = tomllib.loads((ROOT / "infra" / "services.toml").read_text())["service"]
    found: dict[str, list[HostedService]] = {}
    for row in msgspec.convert(table, list[HostedService]):
        if row.built:
            found.setdefault(row.host, []).append(row)
    return found


class _Server(uvicorn.Server):
    """A server that leaves signals to the host."""

    @contextmanager
    def capture_signals(self) -> Any:
        yield


async def serve_apis(services: list[HostedService]) -> None:
    """Serve the APIs of some services in this process until SIGTERM, each on its own port."""
    servers = []
    for service in services:
        api = importlib.import_module(f"{service.package}.api.main").app
        host, _, port = load_service_settings(service.name).api_listen.rpartition(":")
        config = uvicorn.Config(
            api.build(),
            host=host,
            port=int(port),
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            timeout_keep_alive=75,
            timeout_graceful_shutdown=5,
            backlog=1024,
        )
        servers.append(_Server(config))

    def stop() -> None:
        for server in servers:
            server.should_exit = True

    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop)
    await asyncio.gather(*(server.serve() for server in servers))


async def run_workers(services: list[HostedService]) -> None:
    """Run the workers of some services in this process until SIGTERM."""
    workers = [importlib.import_module(f"{service.package}.consumer.main").WORKER for service in services]
    work = asyncio.gather(*(worker.run() for worker in workers))
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, work.cancel)
    try:
        await work
    except asyncio.CancelledError:
        return


RUN: dict[str, Callable[[list[HostedService]], Awaitable[None]]] = {"api": serve_apis, "worker": run_workers}


def run_host(kind: str, name: str, environment: dict[str, str]) -> None:
    """Become the process of one host: only its own variables, its own log lines."""
    for variable in list(os.environ):
        if variable not in ("PATH", "LANG", "LC_ALL", "TZ", "HOME", "PYTHONUNBUFFERED", "COVERAGE_PROCESS_START"):
            del os.environ[variable]
    os.environ.update(environment)
    settings = load_settings()
    configure_logging(settings.log_level, region=settings.region, process=f"{name}-{kind}")
    services = hosts()[name]
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_run(kind, services))


async def _run(kind: str, services: list[HostedService]) -> None:
    await RUN[kind](services)


class Parent:
    """Forks a process per host and keeps them running."""

    def __init__(self, kind: str, environments: Path, names: list[str]) -> None:
        self.kind = kind
        self.environments = environments
        self.names = names
        self.children: dict[int, str] = {}
        self.stopping = False

    def run(self) -> None:
        """Until SIGTERM."""
        for module in SHARED[self.kind]:
            importlib.import_module(module)
        gc.collect()
        gc.freeze()
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        for name in self.names:
            self._start(name)
        while self.children:
            pid, status = os.wait()
            name = self.children.pop(pid)
            if not self.stopping:
                print(f"{name}-{self.kind} ended with {os.waitstatus_to_exitcode(status)}", flush=True)  # noqa: T201
                time.sleep(RESTART_S)
                self._start(name)

    def _start(self, name: str) -> None:
        if self.stopping:
            return
        environment = msgspec.json.decode((self.environments / f"{name}.json").read_bytes(), type=dict[str, str])
        parent = os.getpid()
        pid = os.fork()
        if pid:
            self.children[pid] = name
            return
        _end_with(parent)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        code = 1
        try:
            run_host(self.kind, name, environment)
            code = 0
        except BaseException:
            import traceback

            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(code)

    def _stop(self, *_: object) -> None:
        self.stopping = True
        for pid in self.children:
            os.kill(pid, signal.SIGTERM)
        signal.signal(signal.SIGALRM, self._kill)
        signal.alarm(STOP_S)

    def _kill(self, *_: object) -> None:
        for pid in self.children:
            os.kill(pid, signal.SIGKILL)


def _end_with(parent: int) -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(1)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m kit.host")
    parser.add_argument("kind", choices=sorted(RUN))
    parser.add_argument("--environments", type=Path, required=True)
    parser.add_argument("--only", help="host names, comma-separated")
    arguments = parser.parse_args()
    names = arguments.only.split(",") if arguments.only else list(hosts())
    Parent(arguments.kind, arguments.environments, names).run()


sys.path[:0] = [str(root) for root in IMPORT_ROOTS if str(root) not in sys.path]

if __name__ == "__main__":
    main()
