"""A cut link: reads go on, writes end quickly with an honest answer, and succeed once after healing."""

from __future__ import annotations

import asyncio
import secrets
import statistics

from infra.wan.client import WanClient
from kit.testing.until import until
from tests.conftest import PersonFactory
from tests.support.person import Person
from tests.support.pictures import jpeg

REGION = "ap-northeast"


async def _writes_again(person: Person) -> bool:
    return (await person.send("PATCH", "/me/profile", {"bio": secrets.token_hex(4)})).status < 400


async def test_reads_go_on_and_writes_fail_fast(person: PersonFactory, wan: WanClient) -> None:
    alice, bob = await person(REGION), await person(REGION)
    await bob.publish([jpeg()])
    (await alice.follow(bob)).ok()
    await until(lambda: _fresh(alice), within=5)
    normal = [(await alice.home()).seconds for _ in range(20)]
    async with wan.cut(REGION, "us-east"):
        first = await alice.send("PATCH", "/me/profile", {"bio": "during"}, key="cut-key-0001")
        assert (first.status, first.code) in {(503, "primary_unreachable"), (504, "deadline_exceeded")}
        assert first.status == 503 or first.json()["outcome"] == "unknown"
        assert first.seconds <= 1.5
        later = [await alice.send("PATCH", "/me/profile", {"bio": "during"}, key="cut-key-0001") for _ in range(10)]
        assert {(answer.status, answer.code) for answer in later} == {(503, "primary_unreachable")}
        assert all("retry-after" in answer.headers for answer in later)
        assert max(answer.seconds for answer in later) <= 0.05
        reads = [await alice.home() for _ in range(20)]
        assert {answer.status for answer in reads} == {200}
        assert statistics.median(read.seconds for read in reads) <= 2 * statistics.median(normal) + 0.2
    await until(lambda: _writes_again(alice), within=10)
    done = await alice.send("PATCH", "/me/profile", {"bio": "during"}, key="cut-key-0001")
    assert done.status == 200


async def test_an_unknown_outcome_happens_once(person: PersonFactory, wan: WanClient) -> None:
    """Cut the way back only: the write arrives, its answer does not. The same key later tells what became of it."""
    alice = await person(REGION)
    receipt = await alice.upload(jpeg())
    async with wan.cut(REGION, "us-east", "backward"):
        lost = await alice.publish_receipts([receipt], "once", key="unknown-0001")
        assert lost.status in (503, 504)

    async def published() -> bool:
        return (await alice.publish_receipts([receipt], "once", key="unknown-0001")).status == 201

    await until(published, within=15)
    grid = (await alice.get(f"/accounts/{alice.username}/posts")).ok()["items"]
    assert len(grid) == 1


async def test_a_session_the_edge_does_not_know_yet_is_no_logout(person: PersonFactory, wan: WanClient) -> None:
    """503 and the cookie stays, never 401, when replica and primary cannot be asked."""
    alice = await person(REGION)
    async with wan.cut(REGION, "us-east"):
        answers = await asyncio.gather(*(alice.get("/session") for _ in range(5)))
        assert {answer.status for answer in answers} <= {200, 503}
    assert (await alice.get("/session")).ok()["viewer"]["username"] == alice.username


async def _fresh(person: Person) -> bool:
    return bool((await person.home()).ok()["items"])
