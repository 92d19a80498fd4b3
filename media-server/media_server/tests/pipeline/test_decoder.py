from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest
import pytest_asyncio

from kit.testing.until import until
from media_server.pipeline.client import Decoder, Rendered
from media_server.pipeline.geometry import Edit
from media_server.pipeline.refusals import PictureRefused
from media_server.tests import pictures
from media_server.tests.pictures import quarters

IMPORT_ROOT = Path(__file__).resolve().parents[3]


@pytest_asyncio.fixture(loop_scope="session")
async def decoder() -> AsyncIterator[Decoder]:
    made = Decoder()
    yield made
    await made.close()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo"
    path.write_bytes(pictures.jpeg(quarters(1600, 1200), exif=pictures.exif(1)))
    return path


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _decoders() -> list[int]:
    """Decoder processes of this test run that are alive."""
    found = []
    for pid in _children(os.getpid()):
        with suppress(FileNotFoundError):
            if b"media_server.pipeline.decoder" in Path(f"/proc/{pid}/cmdline").read_bytes():
                found.append(pid)
    return found


def _environment(pid: int) -> bytes:
    return Path(f"/proc/{pid}/environ").read_bytes()


async def test_several_pictures_are_rendered_at_once(decoder: Decoder, photo: Path) -> None:
    many = await asyncio.gather(*(decoder.render(photo, "post", Edit()) for _ in range(3)))

    assert all(len(one.files) == 8 for one in many)
    assert len({one.result.digest for one in many}) == 1


async def test_a_refusal_comes_back_with_its_code(decoder: Decoder, tmp_path: Path) -> None:
    path = tmp_path / "bomb"
    path.write_bytes(pictures.png_header(30_000, 30_000))

    with pytest.raises(PictureRefused) as refused:
        await decoder.render(path, "post", Edit())
    assert refused.value.code == "too_many_pixels"


async def test_a_decoder_that_was_killed_is_started_again(decoder: Decoder, photo: Path) -> None:
    await decoder.render(photo, "avatar", Edit())
    for pid in _decoders():
        os.kill(pid, signal.SIGKILL)

    assert (await decoder.render(photo, "avatar", Edit())).files


async def test_the_decoder_knows_no_secret(decoder: Decoder, photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDIA_SERVER_S3_SECRET_KEY", "secret")
    await decoder.render(photo, "avatar", Edit())

    assert all(b"SECRET" not in _environment(pid) for pid in _decoders())


async def test_nothing_outlives_the_parent(photo: Path) -> None:
    """Without PR_SET_PDEATHSIG the decoder stays behind."""
    decoder = Decoder()
    await decoder.render(photo, "avatar", Edit())
    pid = _decoders()[-1]
    await decoder.close()

    assert pid not in _decoders()


CONFINED = """
import os, socket, sys
from media_server.pipeline import sandbox
keep = os.open("/dev/null", os.O_RDONLY)
parent = os.getpid()
child = os.fork()
if child:
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    sys.exit()
sandbox.enter(parent)
code = 0
def refused(number, act):
    global code
    try:
        act()
    except (OSError, MemoryError):
        return
    code = code or number
refused(10, lambda: open("/etc/passwd"))
refused(11, lambda: socket.socket())
refused(12, lambda: os.fork() or os._exit(0))
refused(14, lambda: os.mkdir("/tmp/made"))
refused(15, lambda: bytearray(2 << 30))
refused(16, lambda: os.kill(parent, 0))
refused(17, lambda: os.setuid(0))
os.read(keep, 1)
if not code:
    refused(18, lambda: os.execv("/bin/false", ["false"]))
os._exit(code)
"""


async def test_a_confined_process_can_reach_nothing() -> None:
    """Seen to fail (exit code 10) without `_install_filter`, and (15) without the limit of memory."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", CONFINED, stdout=asyncio.subprocess.PIPE, env={"PYTHONPATH": str(IMPORT_ROOT)}
    )
    output, _ = await process.communicate()

    assert output.strip() == b"0"


async def test_a_child_that_dies_is_no_catastrophe(decoder: Decoder, tmp_path: Path) -> None:
    """A decoder bug on one picture must not touch the next one."""
    large = tmp_path / "large"
    large.write_bytes(pictures.jpeg(quarters(7000, 7000)))
    small = tmp_path / "small"
    small.write_bytes(pictures.jpeg(quarters(400, 400)))
    await decoder.render(small, "avatar", Edit())
    # The child that made it may take a moment to leave, and would be killed in the other's stead.
    await until(lambda: not _working())
    work = asyncio.create_task(decoder.render(large, "post", Edit()))
    await _kill_worker(work)

    with pytest.raises(PictureRefused) as refused:
        await work
    assert refused.value.code == "too_complex"
    assert (await decoder.render(small, "avatar", Edit())).files


def _working() -> list[int]:
    return [child for decoder in _decoders() for child in _children(decoder) if _alive(child)]


def _alive(pid: int) -> bool:
    with suppress(FileNotFoundError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


async def _kill_worker(work: asyncio.Task[Rendered]) -> None:
    """Kill the child of the decoder as soon as there is one."""
    async with asyncio.timeout(10):
        while not work.done():
            for child in _working():
                os.kill(child, signal.SIGKILL)
                return
            await asyncio.wait([work], timeout=0.005)
