"""The mail sink, over real SMTP and HTTP."""

from __future__ import annotations

import json
import smtplib
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from infra.mailbox.store import KEEP, Mailbox
from infra.native.wait import all_accept, until


class Running:
    def __init__(self, smtp: int, page: int) -> None:
        self._smtp = smtp
        self._page = f"http://127.0.0.1:{page}"

    def send(self, to: str, subject: str, text: str) -> None:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = "no-reply@mockstagram.com", to, subject
        message.set_content(text)
        with smtplib.SMTP("127.0.0.1", self._smtp, timeout=5) as client:
            client.send_message(message)

    def get(self, path: str) -> str:
        with urllib.request.urlopen(self._page + path, timeout=5) as answer:
            return str(answer.read().decode())

    def messages(self, to: str) -> list[dict[str, Any]]:
        return list(json.loads(self.get(f"/messages?to={to}"))["items"])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def mailbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    smtp, page = _free_port(), _free_port()
    store = tmp_path_factory.mktemp("mailbox")
    command = [sys.executable, "-m", "infra.mailbox", "--store", str(store), "--smtp", f"127.0.0.1:{smtp}"]
    with subprocess.Popen([*command, "--page", f"127.0.0.1:{page}"]) as process:
        until(lambda: all_accept([("127.0.0.1", smtp), ("127.0.0.1", page)]), 10, "the mailbox listens")
        yield Running(smtp, page)
        process.terminate()


def test_mail_is_found_by_recipient(mailbox: Running) -> None:
    mailbox.send("alice@example.com", "Your code", "Your code is 123456. 한글도.")
    mailbox.send("bob@example.com", "Other", "Not for alice.")
    (mail,) = mailbox.messages("Alice@example.com")
    assert mail["subject"] == "Your code"
    assert mail["text"].strip() == "Your code is 123456. 한글도."
    assert mail["recipients"] == ["alice@example.com"]
    assert json.loads(mailbox.get(f"/messages/{mail['id']}")) == mail


def test_pages_escape_what_was_sent(mailbox: Running) -> None:
    mailbox.send("carol@example.com", "<script>1</script>", "<img src=x> https://mockstagram.com/verify?code=1")
    (mail,) = mailbox.messages("carol@example.com")
    for page in (mailbox.get("/"), mailbox.get(f"/mail/{mail['id']}")):
        assert "<script>1" not in page
        assert "<img" not in page
    assert '<a href="https://mockstagram.com/verify?code=1"' in mailbox.get(f"/mail/{mail['id']}")


@pytest.mark.parametrize("path", ["/messages/none", "/mail/..%2f..%2fsecret"])
def test_what_is_not_there_is_404(mailbox: Running, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as raised:
        mailbox.get(path)
    assert raised.value.code == 404
    raised.value.close()


def test_only_the_newest_are_kept(tmp_path: Path) -> None:
    mailbox = Mailbox(tmp_path)
    for number in range(KEEP + 5):
        mailbox.add("a@example.com", ["b@example.com"], f"Subject: {number}\r\n\r\nText".encode())
    assert len(list(tmp_path.iterdir())) == KEEP
    assert mailbox.list_newest(limit=1)[0].subject == str(KEEP + 4)


def test_the_same_message_sent_again_is_kept_once(tmp_path: Path) -> None:
    mailbox = Mailbox(tmp_path)
    for _ in range(3):
        mailbox.add("a@example.com", ["b@example.com"], b"Message-ID: <1@mockstagram.com>\r\n\r\nText")
    assert len(mailbox.list_newest()) == 1
