from __future__ import annotations

import json
from datetime import UTC, datetime
from io import BytesIO, TextIOWrapper

import pytest

from content.batch.importing import import_lines, import_stdin
from content.batch.recount_posts import RECOUNT_POSTS
from content.domain.errors import ReceiptInvalid
from content.tests.factories import ALICE, BOB, published, receipt
from kit.ids import id_time
from kit.testing.service import ServiceUnderTest

THEN = datetime(2026, 10, 1, 12, tzinfo=UTC)


async def counts(content: ServiceUnderTest) -> dict[int, int]:
    return {row["id"]: row["posts"] for row in await content.reader.fetch("SELECT id, posts FROM author")}


async def test_counting_afresh_mends_what_was_wrong(content: ServiceUnderTest) -> None:
    for _ in range(3):
        await published(content, ALICE)
    gone = await published(content, BOB)
    await content.api.delete(f"/content/posts/{gone.id}", viewer=BOB)
    right = await counts(content)
    assert right == {ALICE: 3, BOB: 0}
    async with content.writing() as writer:
        await writer.execute("UPDATE author SET posts = 99 WHERE id = $1", BOB)
        await writer.execute("DELETE FROM author WHERE id = $1", ALICE)
    for _ in range(2):
        await content.run_job(RECOUNT_POSTS)
        assert await counts(content) == right


async def test_imported_posts_have_their_own_time_and_come_once(content: ServiceUnderTest) -> None:
    entry = {
        "author_id": str(ALICE),
        "caption": "Long ago",
        "created_at": THEN.isoformat(),
        "media": [{"receipt": receipt(content.world.secrets, ALICE), "alt": "A harbour"}],
    }
    line, answers = json.dumps(entry).encode(), list[str]()
    await import_lines(content.runtime, [line, b"\n", line], answers.append)
    post_id, again = (json.loads(answer)["post_id"] for answer in answers)
    assert again is None
    assert id_time(int(post_id)) == THEN
    row = await content.reader.fetchrow("SELECT caption, created_at FROM post")
    assert row is not None
    assert tuple(row) == ("Long ago", THEN)
    (event,) = await content.outbox()
    assert event.occurred_at == THEN
    assert await counts(content) == {ALICE: 1}


async def test_an_import_needs_receipts_too(content: ServiceUnderTest) -> None:
    entry = {
        "author_id": str(ALICE),
        "created_at": THEN.isoformat(),
        "media": [{"receipt": receipt(content.world.secrets, BOB)}],
    }
    with pytest.raises(ReceiptInvalid):
        await import_lines(content.runtime, [json.dumps(entry).encode()], lambda _: None)
    assert await content.reader.fetchval("SELECT count(*) FROM post") == 0


async def test_imports_come_through_standard_input(
    content: ServiceUnderTest, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = {
        "author_id": str(ALICE),
        "created_at": THEN.isoformat(),
        "media": [{"receipt": receipt(content.world.secrets, ALICE)}],
    }
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(json.dumps(entry).encode())))
    await import_stdin(content.runtime)
    assert id_time(int(json.loads(capsys.readouterr().out)["post_id"])) == THEN
