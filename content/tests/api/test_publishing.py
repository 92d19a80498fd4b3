from __future__ import annotations

import asyncio
from typing import Any, LiteralString

import psycopg
import pytest

from content.domain import limits
from content.domain.commands import create_post
from content.domain.model import Draft, Upload
from content.tests.factories import ALICE, BOB, CAROL, body, published, receipt
from infra.native.engines import Engines
from infra.secrets import Secrets
from kit.auth import Signer
from kit.errors import Unavailable
from kit.rpc import Client
from kit.testing.service import ServiceUnderTest
from kit.testing.until import until

KEY = "publish-0001"


async def rows(content: ServiceUnderTest) -> tuple[int, int, int]:
    counted = [await content.reader.fetchval(f"SELECT count(*) FROM {table}") for table in ("post", "post_media")]
    return (*counted, len(await content.outbox()))


@pytest.mark.usefixtures("people")
async def test_publishing_answers_the_post_and_tells_everybody(content: ServiceUnderTest) -> None:
    request = body(content.world.secrets, ALICE, pictures=3, caption="  Sea \r\n air ")
    answer = await content.api.post("/content/posts", viewer=ALICE, json=request)
    assert answer.status == 201, answer
    post = answer.json()
    assert (post["author_id"], post["caption"], post["version"], post["own"]) == (str(ALICE), "Sea \n air", 1, True)
    assert [media["alt"] for media in post["media"]] == ["Picture 0", "Picture 1", "Picture 2"]
    assert post["media"][0]["renditions"][0] == {"width": 320, "height": 240}

    (event,) = await content.outbox()
    assert event.type == "content.post_created"
    assert (event.actor, event.aggregate.id, event.aggregate.version) == (str(ALICE), post["id"], 1)
    assert event.payload == {
        "post_id": post["id"],
        "author_id": str(ALICE),
        "created_at": post["created_at"],
        "media": [media["receipt"] for media in request["media"]],
        "mentioned": [],
    }
    read = await content.edge.get("/content/posts", params={"ids": post["id"]}, viewer=BOB, causal=answer.causal)
    assert read.json()["items"] == [post | {"own": False}]


@pytest.mark.usefixtures("people")
async def test_a_repeated_request_publishes_once(content: ServiceUnderTest) -> None:
    request = body(content.world.secrets, ALICE)
    first = await content.api.post("/content/posts", viewer=ALICE, json=request, key=KEY)
    again = await content.api.post("/content/posts", viewer=ALICE, json=request, key=KEY)
    assert (first.status, again.status) == (201, 201)
    assert again.json() == first.json()
    assert again.headers["idempotent-replay"] == "1"
    other = await content.api.post(
        "/content/posts", viewer=ALICE, json=body(content.world.secrets, ALICE, caption="Other"), key=KEY
    )
    assert (other.status, other.code) == (422, "idempotency_mismatch")
    assert await rows(content) == (1, 1, 1)


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("viewer", "status", "code"),
    [
        (None, 401, "unauthenticated"),
        (BOB, 403, "not_verified"),
        (CAROL, 403, "may_not_publish"),
        (404, 403, "may_not_publish"),
    ],
    ids=["anonymous", "unverified", "suspended", "unknown"],
)
async def test_who_may_not_publish(content: ServiceUnderTest, viewer: int | None, status: int, code: str) -> None:
    answer = await content.api.post("/content/posts", viewer=viewer, json=body(content.world.secrets, viewer or ALICE))
    assert (answer.status, answer.code) == (status, code)
    assert await rows(content) == (0, 0, 0)


async def test_nobody_publishes_while_user_does_not_answer(content: ServiceUnderTest) -> None:
    """Without an answer about the account the door stays closed."""
    await refuse_to_publish(content, Client({"user": "http://127.0.0.1:1"}, content.runtime.signer))


@pytest.mark.usefixtures("people")
async def test_nobody_publishes_while_user_does_not_trust_us(content: ServiceUnderTest) -> None:
    stranger = Signer("svc:content", Secrets(b"o" * 32).private_key("svc:content"))
    await refuse_to_publish(content, Client(content.runtime.settings.service_urls, stranger))


async def refuse_to_publish(content: ServiceUnderTest, rpc: Client) -> None:
    draft = Draft(caption="", media=[Upload(receipt=receipt(content.world.secrets, ALICE))])
    with pytest.raises(Unavailable):
        async with content.writing() as writer:
            await create_post(writer, ALICE, draft, rpc=rpc, verifier=content.runtime.verifier)
    await rpc.close()
    assert await rows(content) == (0, 0, 0)


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"media": []}, 400, "pictures_missing"),
        ({"media": 21}, 400, "too_many_pictures"),
        ({"media": 101}, 422, "malformed"),
        ({"caption": "👍🏽" * (limits.CAPTION + 1)}, 400, "caption_too_long"),
        ({"alt": "a" * (limits.ALT + 1)}, 400, "alt_too_long"),
        ({"caption": "a\x00b"}, 422, "malformed"),
        ({"caption": None}, 422, "malformed"),
        ({"state": "archived"}, 422, "malformed"),
        ({"author_id": str(BOB)}, 422, "malformed"),
        ({"receipt": "x.y.z"}, 400, "receipt_invalid"),
        ({"receipt": "foreign"}, 400, "receipt_invalid"),
        ({"receipt": "twice"}, 400, "media_repeated"),
    ],
    ids=lambda value: str(value)[:30],
)
async def test_what_is_refused(content: ServiceUnderTest, change: dict[str, Any], status: int, code: str) -> None:
    secrets = content.world.secrets
    request = body(secrets, ALICE)
    match change:
        case {"media": int(pictures)}:
            request = body(secrets, ALICE, pictures=pictures)
        case {"alt": alt}:
            request["media"][0]["alt"] = alt
        case {"receipt": "foreign"}:
            request["media"][0]["receipt"] = receipt(secrets, BOB)
        case {"receipt": "twice"}:
            request["media"] *= 2
        case {"receipt": token}:
            request["media"][0]["receipt"] = token
        case _:
            request |= change
    answer = await content.api.post("/content/posts", viewer=ALICE, json=request)
    assert (answer.status, answer.code) == (status, code)
    assert await rows(content) == (0, 0, 0)


@pytest.mark.usefixtures("people")
async def test_an_upload_is_used_once_even_in_a_race_and_after_deletion(content: ServiceUnderTest) -> None:
    request = body(content.world.secrets, ALICE)
    answers = await asyncio.gather(*(content.api.post("/content/posts", viewer=ALICE, json=request) for _ in range(4)))
    assert sorted(answer.status for answer in answers) == [201, 409, 409, 409]
    assert {answer.code for answer in answers} == {"", "media_used"}
    (post_id,) = [answer.json()["id"] for answer in answers if answer.status == 201]
    assert (await content.api.delete(f"/content/posts/{post_id}", viewer=ALICE)).status == 204
    again = await content.api.post("/content/posts", viewer=ALICE, json=request)
    assert (again.status, again.code) == (409, "media_used")


@pytest.mark.usefixtures("people")
async def test_the_daily_limit_holds_in_a_race(content: ServiceUnderTest) -> None:
    for _ in range(limits.POSTS_A_DAY - 1):
        await published(content, ALICE)
    answers = await asyncio.gather(
        *(content.api.post("/content/posts", viewer=ALICE, json=body(content.world.secrets, ALICE)) for _ in range(4))
    )
    assert sorted(answer.status for answer in answers) == [201, 429, 429, 429]
    refused = next(answer for answer in answers if answer.status == 429)
    assert (refused.code, refused.json()["limit"]) == ("post_limit", limits.POSTS_A_DAY)
    assert int(refused.headers["retry-after"]) > 86_000


@pytest.mark.usefixtures("people")
async def test_no_transaction_is_open_while_user_is_asked(content: ServiceUnderTest) -> None:
    """`user` is held up by a lock on its table. Seen to fail while the author was locked before the question."""
    engines = content.world.engines
    async with await psycopg.AsyncConnection.connect(engines.admin_dsn("user")) as holder:
        await holder.execute("LOCK TABLE account IN ACCESS EXCLUSIVE MODE")
        request = body(content.world.secrets, ALICE)
        publishing = asyncio.create_task(content.api.post("/content/posts", viewer=ALICE, json=request, key=KEY))
        await until(lambda: sessions(engines, "user", "wait_event_type = 'Lock'"), within=2, what="user is asked")
        in_transaction = await sessions(engines, "content", "xact_start IS NOT NULL")
        await holder.rollback()
    assert in_transaction == 0
    assert (await publishing).status == 201


async def sessions(engines: Engines, database: str, condition: LiteralString) -> int:
    """How many connections to a database are in a state."""
    async with await psycopg.AsyncConnection.connect(engines.admin_dsn("postgres")) as connection:
        found = await connection.execute(
            f"SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND {condition}", [database]
        )
        row = await found.fetchone()
    return row[0] if row else 0
