"""The decoder: a process that has the libraries loaded and forks one confined child per picture.

`python -m media_server.pipeline.decoder` with its control socket as standard input. It knows no secret, ends with the
process that started it, and leaves by itself when nothing has come for a while.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import sys
import time

import msgspec
import pillow_heif
import pyvips

from media_server.pipeline import sandbox
from media_server.pipeline.refusals import MAX_BYTES, PictureRefused
from media_server.pipeline.render import render
from media_server.pipeline.result import File
from media_server.pipeline.wire import ORDER, WALL_SECONDS, Done, Line, Made, Order, Refused

IDLE_SECONDS = 300.0
_TICK = 0.25
_ORDER_BYTES = 4096


def main() -> None:
    sandbox.die_with_parent(int(sys.argv[1]))
    sandbox.leave_network()
    pillow_heif.options.DECODE_THREADS = 1
    pyvips.cache_set_max(0)
    control = socket.socket(fileno=0)
    serve(control)


def serve(control: socket.socket) -> None:
    """Fork a child per order until the caller closes `control` or goes quiet; kill those that take too long."""
    children: dict[int, float] = {}
    quiet_since = time.monotonic()
    while children or time.monotonic() - quiet_since < IDLE_SECONDS:
        ready, _, _ = select.select([control], [], [], _TICK if children else IDLE_SECONDS)
        if ready:
            message, files, _, _ = socket.recv_fds(control, _ORDER_BYTES, 2)
            if not message:
                break
            children[_fork(control, message, files)] = time.monotonic() + WALL_SECONDS
            quiet_since = time.monotonic()
        _reap(children)
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _fork(control: socket.socket, message: bytes, files: list[int]) -> int:
    parent = os.getpid()
    child = os.fork()
    if child:
        for file in files:
            os.close(file)
        return child
    code = 1
    try:
        control.close()
        _work(parent, message, *files)
        code = 0
    finally:
        os._exit(code)


def _work(parent: int, message: bytes, source: int, answer: int) -> None:
    _be_first_to_go()
    data = _read(source)
    sandbox.enter(parent)
    with socket.socket(fileno=answer) as connection:
        for line, body in _lines(ORDER.decode(message), data):
            connection.sendall(msgspec.json.encode(line) + b"\n" + body)


def _lines(order: Order, data: bytes) -> list[tuple[Line, bytes]]:
    lines: list[tuple[Line, bytes]] = []
    try:
        for item in render(data, order.kind, order.edit):
            if isinstance(item, File):
                lines.append((Made(item.name, len(item.data)), item.data))
            else:
                lines.append((Done(item), b""))
    except PictureRefused as refused:
        return [(Refused(refused.code), b"")]
    except (MemoryError, pyvips.Error):
        return [(Refused("too_complex"), b"")]
    return lines


def _read(source: int) -> bytes:
    size = min(os.fstat(source).st_size, MAX_BYTES + 1)
    with open(source, "rb") as file:
        return file.read(size)


def _be_first_to_go() -> None:
    """When the machine runs out of memory, the kernel takes this process and no other."""
    with open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")


def _reap(children: dict[int, float]) -> None:
    for child, deadline in list(children.items()):
        if os.waitpid(child, os.WNOHANG)[0]:
            del children[child]
        elif time.monotonic() > deadline:
            os.kill(child, signal.SIGKILL)


if __name__ == "__main__":
    main()
