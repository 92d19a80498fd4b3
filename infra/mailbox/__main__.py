"""`python -m infra.mailbox`: take every mail, keep the newest, deliver none."""

from __future__ import annotations

import argparse
import asyncio
import signal
from pathlib import Path

from aiohttp import web
from aiosmtpd.smtp import SMTP, Envelope, Session

from infra.mailbox.pages import create_pages
from infra.mailbox.store import Mailbox

MAX_BYTES = 1_000_000


class Sink:
    """aiosmtpd's handler."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        if isinstance(content, str):
            content = content.encode()
        self._mailbox.add(envelope.mail_from or "", list(envelope.rcpt_tos), content or b"")
        return "250 OK"


def _address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    return host, int(port)


async def serve(folder: Path, smtp: tuple[str, int], page: tuple[str, int]) -> None:
    """Serve SMTP and the page until SIGTERM."""
    mailbox = Mailbox(folder)
    loop, stopped = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)

    def protocol() -> SMTP:
        return SMTP(Sink(mailbox), hostname="mailbox", data_size_limit=MAX_BYTES, enable_SMTPUTF8=True, ident="mailbox")

    server = await loop.create_server(protocol, *smtp, reuse_address=True)
    runner = web.AppRunner(create_pages(mailbox), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, *page, reuse_address=True).start()
    await stopped.wait()
    server.close()
    await runner.cleanup()


def main() -> None:
    parser = argparse.ArgumentParser(description="Local mail sink with a page.")
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--smtp", type=_address, required=True, metavar="HOST:PORT")
    parser.add_argument("--page", type=_address, required=True, metavar="HOST:PORT")
    options = parser.parse_args()
    asyncio.run(serve(options.store, options.smtp, options.page))


if __name__ == "__main__":
    main()
