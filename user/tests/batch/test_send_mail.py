from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import msgspec
import pytest
import pytest_asyncio
from aiosmtpd.smtp import SMTP

from kit import clock
from kit.testing.peer import smtp_peer
from kit.testing.service import ServiceUnderTest
from user.batch.send_mail import SEND_MAIL
from user.tests.factories import PASSWORD, person, session_request, sign_up_request


class Mailbox:
    """An SMTP server that keeps mails, after refusing as often as it was told to."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refusals: list[str] = []

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.refusals:
            return self.refusals.pop(0)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 OK"


@pytest_asyncio.fixture(loop_scope="session")
async def mailbox(user: ServiceUnderTest, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Mailbox]:
    made = Mailbox()
    async with smtp_peer(made) as port:
        settings = msgspec.structs.replace(user.runtime.settings, smtp_url=f"smtp://127.0.0.1:{port}")
        monkeypatch.setattr(user.runtime, "settings", settings)
        yield made


async def signed_up(user: ServiceUnderTest, **changes: Any) -> int:
    answer = await user.api.post("/user/accounts", json=sign_up_request(**changes))
    return int(answer.json()["viewer"]["id"])


async def states(user: ServiceUnderTest) -> list[str]:
    return [row["state"] for row in await user.reader.fetch("SELECT state FROM mail ORDER BY id")]


async def test_the_mailed_code_proves_the_address(user: ServiceUnderTest, mailbox: Mailbox) -> None:
    alice = await signed_up(user)
    for _ in range(2):
        await user.run_job(SEND_MAIL)
    (mail,) = mailbox.mails
    assert mail["To"] == "alice@example.org"
    code = mail["Subject"].split()[0]
    answer = await user.api.post("/user/email-verifications", viewer=alice, json={"code": code})
    assert answer.status == 200, answer
    assert await states(user) == ["sent"]


async def test_the_mail_is_in_the_readers_language(user: ServiceUnderTest, mailbox: Mailbox) -> None:
    await signed_up(user, language="ko")
    await user.run_job(SEND_MAIL)
    assert "인증 코드" in mailbox.mails[0]["Subject"]
    assert "인증 코드는" in mailbox.mails[0].get_content()


async def test_a_mail_is_sent_again_with_the_same_id(user: ServiceUnderTest, mailbox: Mailbox) -> None:
    """What a sender that dies between sending and noting it leaves behind."""
    await signed_up(user)
    await user.run_job(SEND_MAIL)
    async with user.writing() as writer:
        await writer.execute("UPDATE mail SET state = 'waiting', next_try_at = now()")
    await user.run_job(SEND_MAIL)
    first, second = mailbox.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert first.get_content() == second.get_content()


async def test_a_server_that_wants_it_later_gets_it_later(user: ServiceUnderTest, mailbox: Mailbox) -> None:
    await signed_up(user)
    mailbox.refusals = ["451 try later", "451 try later"]
    await user.run_job(SEND_MAIL)
    await user.run_job(SEND_MAIL)
    assert (mailbox.mails, await states(user), len(mailbox.refusals)) == ([], ["waiting"], 1)
    for seconds in (11, 32):
        with clock.at(datetime.now(UTC) + timedelta(seconds=seconds)):
            await user.run_job(SEND_MAIL)
    assert len(mailbox.mails) == 1
    assert await states(user) == ["sent"]


async def test_a_mail_that_is_refused_for_good_is_dropped(user: ServiceUnderTest, mailbox: Mailbox) -> None:
    await signed_up(user)
    mailbox.refusals = ["550 nobody here"]
    await user.run_job(SEND_MAIL)
    assert (mailbox.mails, await states(user)) == ([], ["dropped"])


async def test_only_the_newest_code_is_mailed(user: ServiceUnderTest, mailbox: Mailbox) -> None:
    alice = await signed_up(user)
    await user.api.post("/user/email-verifications/resend", viewer=alice)
    await user.run_job(SEND_MAIL)
    assert len(mailbox.mails) == 1
    assert await states(user) == ["dropped", "sent"]


async def test_an_expired_code_is_not_mailed(user: ServiceUnderTest, mailbox: Mailbox) -> None:
    await signed_up(user)
    with clock.at(datetime.now(UTC) + timedelta(hours=2)):
        await user.run_job(SEND_MAIL)
    assert (mailbox.mails, await states(user)) == ([], ["dropped"])


@pytest.mark.parametrize(("language", "date"), [("en", "2 December 2026"), ("ko", "2026년 12월 2일")])
async def test_the_mail_says_when_an_account_is_deleted(
    user: ServiceUnderTest, mailbox: Mailbox, language: str, date: str
) -> None:
    alice = await person(user, "alice", password=PASSWORD, language=language)
    with clock.at(datetime(2026, 11, 2, tzinfo=UTC)):
        await user.api.post("/user/deletion", viewer=alice, json={"password": PASSWORD})
    await user.run_job(SEND_MAIL)
    (mail,) = mailbox.mails
    assert date in mail["Subject"]
    assert mail.get_content().count(date) == 1


async def test_nobody_who_came_back_is_told_of_a_deletion(user: ServiceUnderTest, mailbox: Mailbox) -> None:
    """The mail of the deletion had not been sent yet."""
    alice = await person(user, "alice", password=PASSWORD)
    await user.api.post("/user/deletion", viewer=alice, json={"password": PASSWORD})
    request = {"identifier": "alice", "password": PASSWORD, "session": session_request(), "reopen": True}
    assert (await user.api.post("/user/sessions", json=request)).status == 201
    await user.run_job(SEND_MAIL)
    assert [mail["Subject"] for mail in mailbox.mails] == ["Your Mockstagram account is active again"]
    assert await states(user) == ["dropped", "sent"]


async def test_no_server_is_no_loss(user: ServiceUnderTest, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = msgspec.structs.replace(user.runtime.settings, smtp_url="smtp://127.0.0.1:1")
    monkeypatch.setattr(user.runtime, "settings", settings)
    await signed_up(user)
    await user.run_job(SEND_MAIL)
    assert await states(user) == ["waiting"]


async def test_many_mails_are_sent_in_one_run(user: ServiceUnderTest, mailbox: Mailbox) -> None:
    for number in range(12):
        await signed_up(user, username=f"person{number}")
    await user.run_job(SEND_MAIL)
    assert len({mail["To"] for mail in mailbox.mails}) == 12
