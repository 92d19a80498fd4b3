from __future__ import annotations

import asyncio
import os
import sys

import pytest

from kit.testing.service import ServiceUnderTest
from user.tests.batch.test_importing import ACCOUNT, FOLLOW, encoded


async def run(user: ServiceUnderTest, *arguments: str, stdin: bytes = b"") -> tuple[int | None, str]:
    environment = {**os.environ, **user.world.environment(user.world.topology.primary, "user")}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "user.batch", *arguments,
        env=environment, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, error = await asyncio.wait_for(process.communicate(stdin), 60)
    return process.returncode, (out + error).decode()


async def test_a_world_comes_through_standard_input_and_a_job_runs_once(user: ServiceUnderTest) -> None:
    world = encoded(ACCOUNT | {"username": "alice"}, ACCOUNT | {"username": "bob", "email": "b@example.org"}, FOLLOW)
    status, output = await run(user, "import", stdin=world)
    assert status == 0, output
    assert '"username":"alice"' in output
    assert (await run(user, "fold_follow_counts"))[0] == 0
    assert await user.reader.fetchval("SELECT sum(followers) FROM follow_count") == 1


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["import", "more"]])
async def test_wrong_usage_says_what_is_right(user: ServiceUnderTest, arguments: list[str]) -> None:
    status, output = await run(user, *arguments)
    assert status == 1
    assert "usage: python -m user.batch import|send_mail" in output
