"""Send what is queued, at least once: a mail whose sender dies is sent again with the same Message-ID."""

from __future__ import annotations

import asyncio

from kit import clock
from kit.jobs import Job, JobContext
from kit.mail import MailNotSentError, MailRefusedError, send_mail
from kit.observability import log
from user.domain import limits
from user.domain.queries.mails import compose
from user.domain.repository import mail
from user.domain.repository.mail import QueuedMail

CHUNK = 10


async def run(context: JobContext) -> None:
    """Send everything that is due."""
    while await _send_chunk(context) == CHUNK:
        pass


async def _send_chunk(context: JobContext) -> int:
    async with context.writer() as writer:
        due = await mail.claim(writer, clock.now(), CHUNK)
    async with asyncio.TaskGroup() as group:
        for queued in due:
            group.create_task(_send(context, queued))
    return len(due)


async def _send(context: JobContext, queued: QueuedMail) -> None:
    state = await _handed_over(context, queued)
    if state is None:
        return
    async with context.writer() as writer:
        await mail.finish(writer, queued.id, state)
    log("user").info("mail_finished", mail=queued.id, kind=queued.kind, state=state, tries=queued.tries)


async def _handed_over(context: JobContext, queued: QueuedMail) -> str | None:
    """What became of the mail; None when it is to be tried again."""
    settings = context.runtime.settings
    composed = await compose(context.reader, context.runtime.own.issuer_key, settings.public_url, queued)
    if composed is None:
        return "dropped"
    try:
        await send_mail(settings.smtp_url, composed)
    except MailRefusedError:
        return "dropped"
    except MailNotSentError as error:
        log("user").warning("mail_not_sent", mail=queued.id, kind=queued.kind, reason=str(error), tries=queued.tries)
        return None
    return "sent"


SEND_MAIL = Job("send_mail", run, every=limits.MAIL_EVERY)
