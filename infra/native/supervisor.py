"""supervisord: its configuration out of the table of programs, and starting and stopping it."""

from __future__ import annotations

import contextlib
import hashlib
import os
import signal
import subprocess
import sys
import tempfile
import xmlrpc.client
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from supervisor.xmlrpc import SupervisorTransport, UnixStreamHTTPConnection

from infra.limits import require_own_limits
from infra.native.front import certificates
from infra.native.plan import plan_file, prepare_all
from infra.native.process import Life, end_left_over
from infra.native.program import Program
from infra.native.services import CHECKOUT, provisioned
from infra.native.system import System
from infra.native.wait import until
from infra.nginx.ca import ensure_certificates

NAME = "supervisord"
SOCKET_PATH_LIMIT = 100
ANSWER_S = 5.0


def socket_path(state: Path) -> Path:
    """The control socket; a deep folder would not fit into a socket's address."""
    path = state / "run" / "supervisor.sock"
    if len(str(path)) <= SOCKET_PATH_LIMIT:
        return path
    digest = hashlib.sha256(str(path).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"mockstagram-{digest}.sock"


def configuration(system: System) -> str:
    """Text of supervisord.conf."""
    state = system.state
    sections = [
        f"[supervisord]\nnodaemon=false\npidfile={state}/run/{NAME}.pid\nlogfile={state}/log/{NAME}.log\n"
        "logfile_maxbytes=2MB\nlogfile_backups=1\nminfds=4096\numask=022\n",
        f"[unix_http_server]\nfile={socket_path(state)}\nchmod=0700\n",
        "[rpcinterface:supervisor]\nsupervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface\n",
    ]
    for priority, (group, programs) in enumerate(system.groups().items(), start=1):
        names = ",".join(program.name for program in programs)
        sections.append(f"[group:{group}]\nprograms={names}\npriority={priority}\n")
        sections += [_section(system, program) for program in programs]
    return "\n".join(sections)


def _section(system: System, program: Program) -> str:
    """Restarts without limit; `launch` keeps them a second apart, which supervisord itself would stretch."""
    command = f"{sys.executable} -S -m infra.native.launch {plan_file(system.state, program.name)}"
    return (
        f"[program:{program.name}]\ncommand={command}\ndirectory={CHECKOUT}\n"
        "autostart=true\nautorestart=true\nstartsecs=0\n"
        f"stopsignal={program.stop_signal.name.removeprefix('SIG')}\nstopwaitsecs={program.patience:.0f}\n"
        "killasgroup=true\nredirect_stderr=true\n"
        f"stdout_logfile={system.state}/log/{program.name}.log\nstdout_logfile_maxbytes=5MB\nstdout_logfile_backups=1\n"
    )


def running_pid(system: System) -> int | None:
    """Process number of this system's supervisord, or None."""
    state = system.state
    path = state / "run" / f"{NAME}.pid"
    try:
        pid = int(path.read_text())
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (OSError, ValueError):
        return None
    return pid if str(state).encode() in command else None


def is_running(system: System) -> bool:
    return running_pid(system) is not None


def start(system: System) -> None:
    """Write every configuration and start supervisord.

    Raises RuntimeError with what it says when it refuses, ValueError for limits that are not for the public.
    """
    require_own_limits((system.settings.http_port, system.settings.https_port))
    for folder in ("run", "log"):
        (system.state / folder).mkdir(parents=True, exist_ok=True)
    system.settings.save(system.state)
    ensure_certificates(certificates(system.state))
    provisioned(system.installation).unlink(missing_ok=True)
    prepare_all(system)
    path = system.state / "supervisord.conf"
    path.write_text(configuration(system))
    command = [str(Path(sys.executable).parent / NAME), "-c", str(path)]
    done = subprocess.run(
        command, cwd=CHECKOUT, env=_environment(), capture_output=True, text=True, timeout=30, check=False
    )
    if done.returncode != 0:
        raise RuntimeError(f"supervisord did not start: {done.stdout}{done.stderr}")


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(CHECKOUT), "PYTHONUNBUFFERED": "1"}


def stop(system: System) -> None:
    """Stop supervisord and with it every program, then whatever an earlier supervisord left behind."""
    pid = running_pid(system)
    life = Life.of(pid) if pid else None
    if life:
        with contextlib.suppress(ProcessLookupError):
            os.kill(life.pid, signal.SIGTERM)
        until(lambda: Life.of(life.pid) != life, 90, "supervisord stops")
    for programs in reversed(system.groups().values()):
        with ThreadPoolExecutor(max_workers=len(programs)) as pool:
            list(pool.map(partial(_end, system.state), programs))


def _end(state: Path, program: Program) -> None:
    end_left_over(state, program.name, program.stop_signal, program.patience)


def states(system: System) -> dict[str, dict[str, Any]]:
    """Program → what supervisord knows of it (`statename`, `pid`, `start`, …); empty when it does not run or answer."""
    if not is_running(system):
        return {}
    with xmlrpc.client.ServerProxy("http://127.0.0.1", transport=_Transport(socket_path(system.state))) as server:
        try:
            found: Any = server.supervisor.getAllProcessInfo()
        except OSError:
            return {}
    return {info["name"]: info for info in found}


class _Connection(UnixStreamHTTPConnection):  # type: ignore[misc]
    """supervisor's own waits for ever for an answer."""

    def connect(self) -> None:
        super().connect()
        self.sock.settimeout(ANSWER_S)


class _Transport(SupervisorTransport):  # type: ignore[misc]
    def __init__(self, path: Path) -> None:
        super().__init__(None, None, f"unix://{path}")
        self._get_connection = self._over_socket
        self._path = path

    def _over_socket(self) -> _Connection:
        connection = _Connection("localhost", timeout=ANSWER_S)
        connection.socketfile = str(self._path)
        return connection
