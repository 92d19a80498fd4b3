from __future__ import annotations

import asyncio
import json
import os
import sys

import pytest

from kit.testing.service import ServiceUnderTest
from user.tests.batch.test_importing import ACCOUNT, FOLLOW, encoded
from user.tests.factories import sign_up_request


async def run(user: ServiceUnderTest, *arguments: str, stdin: bytes = b"") -> tuple[int | None, str, str]:
    environment = {**os.environ, **user.world.environment(user.world.topology.primary, "user")}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "user.batch", *arguments,
        env=environment, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, error = await asyncio.wait_for(process.communicate(stdin), 60)
    return process.returncode, out.decode(), error.decode()


async def test_a_world_comes_through_standard_input_and_a_job_runs_once(user: ServiceUnderTest) -> None:
    world = encoded(ACCOUNT | {"username": "alice"}, ACCOUNT | {"username": "bob", "email": "b@example.org"}, FOLLOW)
    status, output, complaint = await run(user, "import", stdin=world)
    assert status == 0, complaint
    assert [set(json.loads(line)) for line in output.splitlines()] == [{"username", "id"}] * 2
    assert (await run(user, "fold_follow_counts"))[0] == 0
    assert await user.reader.fetchval("SELECT sum(followers) FROM follow_count") == 1


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["import", "more"]])
async def test_wrong_usage_says_what_is_right(user: ServiceUnderTest, arguments: list[str]) -> None:
    status, output, complaint = await run(user, *arguments)
    assert (status, output) == (1, "")
    assert "usage: python -m user.batch import|send_mail" in complaint


async def test_log_lines_do_not_stand_among_what_is_printed(user: ServiceUnderTest) -> None:
    """Seen to fail while nothing said where the log goes: a job that logs wrote into its output."""
    await user.api.post("/user/accounts", json=sign_up_request("alice"))
    status, output, complaint = await run(user, "send_mail")
    assert (status, output) == (0, "")
    assert json.loads(complaint.splitlines()[-1])["service"] == "user"
