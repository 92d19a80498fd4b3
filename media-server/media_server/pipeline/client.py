"""Rendering a picture in the decoder, from an asyncio process."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from media_server.pipeline.geometry import Edit, Kind
from media_server.pipeline.refusals import REASONS, PictureRefused
from media_server.pipeline.result import Result
from media_server.pipeline.wire import LARGEST_FILE, LINE, WALL_SECONDS, Done, Made, Order, Refused

_IMPORT_ROOT = Path(__file__).resolve().parents[2]
_DEADLINE = WALL_SECONDS + 5
_ENDING = 0.5


@dataclass(frozen=True)
class Rendered:
    """A picture's encoded files by name, and what is known of it."""

    files: dict[str, bytes]
    result: Result


class Decoder:
    """Starts the decoder process when it is needed and talks to it; several renders may run at once."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None
        self._control: socket.socket | None = None
        self._starting = asyncio.Lock()

    async def render(self, source: Path, kind: Kind, edit: Edit) -> Rendered:
        """Render the file `source`. Raises PictureRefused; a child that died or overran is `too_complex`."""
        message = msgspec.json.encode(Order(kind, edit))
        try:
            return await self._attempt(source, message)
        except asyncio.IncompleteReadError as error:
            if not await self._ended():
                raise PictureRefused("too_complex") from error
        try:  # it was the decoder itself that died, for which the picture may not be to blame
            return await self._attempt(source, message)
        except asyncio.IncompleteReadError as error:
            raise PictureRefused("too_complex") from error

    async def _attempt(self, source: Path, message: bytes) -> Rendered:
        ours, theirs = socket.socketpair()
        try:
            await self._order(source, theirs, message)
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()
        reader, writer = await asyncio.open_connection(sock=ours)
        try:
            async with asyncio.timeout(_DEADLINE):
                return await _receive(reader)
        except (TimeoutError, asyncio.LimitOverrunError, msgspec.MsgspecError) as error:
            raise PictureRefused("too_complex") from error
        finally:
            writer.close()

    async def _ended(self) -> bool:
        """Whether the decoder process is gone, which takes a moment to be known."""
        if self._process is not None:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._process.wait(), _ENDING)
        return self._process is None or self._process.returncode is not None

    async def close(self) -> None:
        """End the decoder and all that it is doing."""
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            await self._process.wait()
            self._process = None

    async def _order(self, source: Path, answer: socket.socket, message: bytes) -> None:
        with source.open("rb") as file:
            files = [file.fileno(), answer.fileno()]
            control = await self._running()
            try:
                socket.send_fds(control, [message], files)
            except OSError:  # it left because nothing had come for long
                await self.close()
                socket.send_fds(await self._running(), [message], files)

    async def _running(self) -> socket.socket:
        async with self._starting:
            if self._control is None or self._process is None or self._process.returncode is not None:
                await self.close()
                self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
                with theirs:
                    self._process = await _start(theirs)
            return self._control


async def _start(control: socket.socket) -> asyncio.subprocess.Process:
    """The environment is made anew: the decoder must not know what its parent knows."""
    environment = {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(_IMPORT_ROOT),
        "VIPS_CONCURRENCY": "1",
        "MALLOC_ARENA_MAX": "1",
        # Large pictures stay in memory: the child may write no file.
        "VIPS_DISC_THRESHOLD": "4g",
    }
    command = [sys.executable, "-m", "media_server.pipeline.decoder", str(os.getpid())]
    return await asyncio.create_subprocess_exec(*command, stdin=control.fileno(), env=environment, cwd="/")


async def _receive(reader: asyncio.StreamReader) -> Rendered:
    files: dict[str, bytes] = {}
    while True:
        line = LINE.decode(await reader.readuntil(b"\n"))
        match line:
            case Made(name, size) if size <= LARGEST_FILE:
                files[name] = await reader.readexactly(size)
            case Done(result):
                return Rendered(files, result)
            case Refused(code):
                raise PictureRefused(code if code in REASONS else "damaged")
            case _:
                raise PictureRefused("too_complex")
