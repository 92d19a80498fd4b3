"""Host processes as the supervisor starts them: a parent, a child per host, and their end."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import psutil
import pytest

from kit.host import ROOT, hosts
from kit.testing.until import until
from kit.testing.world import World

HOST = "recommend"


@asynccontextmanager
async def parent(world: World, kind: str, folder: Path) -> AsyncIterator[psutil.Process]:
    """`python -m kit.host KIND` with one host in the primary region."""
    world.migrated(HOST)
    assert HOST in hosts()
    (folder / f"{HOST}.json").write_text(json.dumps(world.environment(world.topology.primary, HOST)))
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "kit.host", kind, "--environments", str(folder), "--only", HOST,
        cwd=ROOT, env={**os.environ, "SECRET_OF_ANOTHER": "1"}, stdout=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    found = psutil.Process(process.pid)
    try:
        yield found
    finally:
        children = found.children()
        process.terminate()
        assert await asyncio.wait_for(process.wait(), 15) == 0
        assert not [child for child in children if child.is_running() and child.status() != psutil.STATUS_ZOMBIE]


def address(world: World, kind: str) -> str:
    topology = world.topology
    host, port = topology.worker(HOST) if kind == "worker" else topology.api(topology.primary, HOST)
    return f"http://{host}:{port}" + ("" if kind == "worker" else f"/{HOST}")


async def healthy(session: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with session.get(url + "/health") as answer:
            return answer.status == 200 and (await answer.json())["status"] == "ok"
    except aiohttp.ClientError:
        return False


@pytest.mark.parametrize("kind", ["api", "worker"])
async def test_a_host_runs_comes_back_and_ends_with_its_parent(world: World, tmp_path: Path, kind: str) -> None:
    url = address(world, kind)
    async with aiohttp.ClientSession() as session, parent(world, kind, tmp_path) as running:
        await until(lambda: healthy(session, url), within=40, what=f"{kind} answers")
        (child,) = running.children()
        assert "SECRET_OF_ANOTHER" in running.environ()
        async with session.get(url + "/metrics") as answer:
            assert "# TYPE" in await answer.text()
        child.send_signal(signal.SIGKILL)
        await until(lambda: running.children() not in ([], [child]), within=10, what="a new child")
        await until(lambda: healthy(session, url), within=40, what=f"{kind} answers again")
    async with aiohttp.ClientSession() as session:
        assert not await healthy(session, url)


async def test_a_child_does_not_outlive_its_parent(world: World, tmp_path: Path) -> None:
    """Also where the parent has no time to say so."""
    world.migrated(HOST)
    (tmp_path / f"{HOST}.json").write_text(json.dumps(world.environment(world.topology.primary, HOST)))
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "kit.host", "api", "--environments", str(tmp_path), "--only", HOST,
        cwd=ROOT, stdout=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    running = psutil.Process(process.pid)
    async with aiohttp.ClientSession() as session:
        await until(lambda: healthy(session, address(world, "api")), within=40)
    (child,) = running.children()
    process.kill()
    await process.wait()
    await until(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE, within=10)


async def test_wrong_kinds_are_refused() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "kit.host", "nothing", "--environments", "/", cwd=ROOT, stderr=asyncio.subprocess.PIPE
    )
    _, complaint = await process.communicate()
    assert process.returncode == 2
    assert b"invalid choice" in complaint
