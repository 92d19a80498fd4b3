from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from email import message_from_bytes, policy
from typing import Any

import pytest
import pytest_asyncio
from aiosmtpd.smtp import SMTP, AuthResult

from kit.mail import Mail, MailNotSentError, MailRefusedError, send_mail
from kit.testing.peer import peer, port_of, smtp_peer

MAIL = Mail(
    message_id="<mail.1@example.org>",
    sender="Example <no-reply@example.org>",
    recipient="이름@example.org",
    subject="인증 코드: 123456",
    text="Grüße\n",
)
PLAIN = Mail(message_id="<2@x.y>", sender="a@x.y", recipient="b@x.y", subject="s", text="t")


class Server:
    """An SMTP server that answers what a test wants."""

    def __init__(self) -> None:
        self.mails: list[Any] = []
        self.recipient = "250 OK"
        self.data = "250 OK"
        self.port = 0

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.recipient

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:  # noqa: N802
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return self.data


def _let_in(*_: object) -> AuthResult:
    return AuthResult(success=True)


@pytest_asyncio.fixture(loop_scope="session")
async def server() -> AsyncIterator[Server]:
    made = Server()
    async with smtp_peer(made, enable_SMTPUTF8=True, authenticator=_let_in) as made.port:
        yield made


async def test_a_mail_arrives_as_it_was_written(server: Server) -> None:
    await send_mail(server.url, MAIL)
    (mail,) = server.mails
    assert mail["Message-ID"] == MAIL.message_id
    assert mail["Subject"] == MAIL.subject
    assert mail["To"] == MAIL.recipient
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content().replace("\r\n", "\n") == MAIL.text


@pytest.mark.parametrize(
    ("recipient", "data", "error"),
    [
        ("550 nobody", "250 OK", MailRefusedError),
        ("450 later", "250 OK", MailNotSentError),
        ("250 OK", "554 no", MailRefusedError),
        ("250 OK", "451 later", MailNotSentError),
    ],
)
async def test_final_and_passing_refusals(server: Server, recipient: str, data: str, error: type[Exception]) -> None:
    server.recipient, server.data = recipient, data
    with pytest.raises(error):
        await send_mail(server.url, PLAIN)


async def test_no_server_is_a_passing_trouble() -> None:
    with pytest.raises(MailNotSentError):
        await send_mail("smtp://127.0.0.1:1", PLAIN)
    with pytest.raises(MailNotSentError):
        await send_mail("smtps://127.0.0.1:1", PLAIN)


async def test_a_silent_server_costs_no_more_than_the_deadline() -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()

    async with peer(silent) as server:
        with pytest.raises(MailNotSentError):
            await send_mail(f"smtp://127.0.0.1:{port_of(server)}", PLAIN, deadline=0.1)


async def test_a_password_never_goes_in_the_clear(server: Server) -> None:
    with pytest.raises(MailRefusedError):
        await send_mail(f"smtp://someone:secret@127.0.0.1:{server.port}", PLAIN)
    assert server.mails == []


@pytest.mark.parametrize("field", ["recipient", "subject", "sender"])
async def test_no_header_can_be_smuggled_in(server: Server, field: str) -> None:
    values = {name: getattr(PLAIN, name) for name in PLAIN.__struct_fields__} | {field: "a@x.y\r\nBcc: c@x.y"}
    with pytest.raises(MailRefusedError):
        await send_mail(server.url, Mail(**values))
    assert server.mails == []


async def test_an_unknown_scheme_is_refused() -> None:
    with pytest.raises(MailRefusedError):
        await send_mail("ftp://127.0.0.1:99999", PLAIN)
