from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from content.domain import mentions
from content.domain.commands import create_post
from content.domain.model import Draft, Standing, Upload
from content.tests.conftest import INSERT_ACCOUNT
from content.tests.factories import ALICE, BOB, body, published, receipt
from kit.errors import Unavailable
from kit.rpc import Client, RemoteProblem
from kit.testing.service import ServiceUnderTest

DAN, ERIN, FRANK = 1004, 1005, 1006
INSERT_BLOCK = """
INSERT INTO block_edge (blocker_id, blocked_id, state, version, created_at, changed_at)
VALUES ($1, $2, 'blocked', 1, now(), now())
"""

pytestmark = pytest.mark.usefixtures("people")


@pytest.fixture
async def more_people(people: None, services: dict[str, ServiceUnderTest]) -> None:
    """dan and frank are there too; erin is, and blocks alice."""
    user = services["user"]
    async with user.writing() as writer:
        for account_id, username in ((DAN, "dan.k"), (ERIN, "erin"), (FRANK, "frank")):
            await writer.execute(INSERT_ACCOUNT, account_id, username, True, "active")
        await writer.execute(INSERT_BLOCK, ERIN, ALICE)


async def publish(content: ServiceUnderTest, caption: str) -> str:
    request = body(content.world.secrets, ALICE, caption=caption)
    answer = await content.api.post("/content/posts", viewer=ALICE, json=request)
    assert answer.status == 201, answer
    return str(answer.json()["id"])


async def stored(content: ServiceUnderTest, post_id: str) -> list[int]:
    found: list[int] = await content.reader.fetchval("SELECT mentioned FROM post WHERE id = $1", int(post_id))
    return found


async def told(content: ServiceUnderTest) -> list[str]:
    payload: dict[str, Any] = (await content.outbox())[-1].payload
    return list(payload["mentioned"])


@pytest.mark.usefixtures("more_people")
async def test_whom_a_caption_mentions_goes_with_the_post(content: ServiceUnderTest) -> None:
    """Neither who blocks the author, who is suspended, who does not exist nor the author himself."""
    post_id = await publish(content, "With @Dan.K, @bob, @dan.k and @erin, @carol, @nobody, @alice. mail@frank")
    assert await stored(content, post_id) == [BOB, DAN]
    assert await told(content) == [str(BOB), str(DAN)]


@pytest.mark.usefixtures("more_people")
async def test_an_edit_says_whom_the_caption_mentions_now(content: ServiceUnderTest) -> None:
    post_id = await publish(content, "With @bob")
    path = f"/content/posts/{post_id}"
    await content.api.patch(path, viewer=ALICE, json={"version": 1, "caption": "With @bob and @frank"})
    assert (await stored(content, post_id), await told(content)) == ([BOB, FRANK], [str(BOB), str(FRANK)])
    media_id = (await content.api.get(f"/content/posts?ids={post_id}")).json()["items"][0]["media"][0]["media_id"]
    described = {"version": 2, "media": [{"media_id": media_id, "alt": "New"}]}
    assert (await content.api.patch(path, viewer=ALICE, json=described)).status == 200
    assert (await stored(content, post_id), await told(content)) == ([BOB, FRANK], [str(BOB), str(FRANK)])
    await content.api.patch(path, viewer=ALICE, json={"version": 3, "caption": ""})
    assert (await stored(content, post_id), await told(content)) == ([], [])


@pytest.mark.usefixtures("more_people")
async def test_a_deleted_post_mentions_nobody(content: ServiceUnderTest) -> None:
    post_id = await publish(content, "With @bob")
    await content.api.delete(f"/content/posts/{post_id}", viewer=ALICE)
    assert await stored(content, post_id) == []


class Deaf(Client):
    """Knows of standings, and of names says nothing."""

    def __init__(self, content: ServiceUnderTest, problem: Exception) -> None:
        super().__init__(content.runtime.settings.service_urls, content.runtime.signer)
        self.problem = problem
        self.asked = 0

    async def get(self, service: str, path: str, **options: Any) -> Any:
        if options["type"] is Standing:
            return await super().get(service, path, **options)
        self.asked += 1
        raise self.problem


@pytest.mark.parametrize(
    "problem", [Unavailable(), RemoteProblem(422, {"code": "malformed"})], ids=["silent", "refuses"]
)
async def test_a_post_is_published_though_nobody_says_whose_the_names_are(
    content: ServiceUnderTest, problem: Exception
) -> None:
    """Seen to fail without the `except` in `get_mentioned`."""
    rpc = Deaf(content, problem)
    draft = Draft(caption="With @bob", media=[Upload(receipt=receipt(content.world.secrets, ALICE))])
    async with content.writing() as writer:
        post = await create_post(writer, ALICE, draft, rpc=rpc, verifier=content.runtime.verifier)
        nobody = replace(draft, caption="With nobody", media=[Upload(receipt=receipt(content.world.secrets, ALICE))])
        await create_post(writer, ALICE, nobody, rpc=rpc, verifier=content.runtime.verifier)
    await rpc.close()
    assert (post.caption, post.mentioned, rpc.asked) == ("With @bob", [], 1)
    assert await told(content) == []


async def test_imported_posts_ask_nobody(content: ServiceUnderTest) -> None:
    assert (await published(content, ALICE, caption="With @bob")).mentioned == []


async def test_no_more_names_are_asked_for_than_a_caption_may_have(content: ServiceUnderTest) -> None:
    """Else the question would be refused before the caption is."""
    asked: list[str] = []

    class Listening(Deaf):
        async def get(self, service: str, path: str, **options: Any) -> Any:
            asked.append(options["params"]["usernames"])
            raise self.problem

    rpc = Listening(content, Unavailable())
    await mentions.get_mentioned(rpc, ALICE, " ".join(f"@name{number}" for number in range(30)))
    assert len(asked[0].split(",")) == 20
