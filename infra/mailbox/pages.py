"""What the mailbox shows: a list, a message, and the same as JSON for tests."""

from __future__ import annotations

import re
from dataclasses import asdict
from html import escape
from string import Template

from aiohttp import web

from infra.mailbox.store import Mail, Mailbox

MAILBOX = web.AppKey("mailbox", Mailbox)
LINK = re.compile(r"https?://[^\s<>\"']+")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; form-action 'self'; base-uri 'none'"
PAGE = Template("""<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>$title</title>
<style>
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
  body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
  ul { list-style: none; padding: 0; } li { padding: .6rem 0; border-bottom: 1px solid #8884; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; } small { opacity: .7; }
</style>
<h1>$title</h1>
$body
</html>
""")


def create_pages(mailbox: Mailbox) -> web.Application:
    """The application that shows `mailbox`."""
    app = web.Application()
    app[MAILBOX] = mailbox
    app.router.add_get("/", show_list)
    app.router.add_get("/mail/{id}", show_mail)
    app.router.add_get("/messages", list_messages)
    app.router.add_get("/messages/{id}", read_message)
    app.router.add_get("/health", answer_health)
    return app


async def answer_health(_: web.Request) -> web.Response:
    return web.json_response({"status": "ok"})


async def show_list(request: web.Request) -> web.Response:
    to = request.query.get("to", "")
    entries = [
        f'<li><a href="/mail/{mail.id}">{escape(mail.subject) or "(no subject)"}</a><br>'
        f"<small>{escape(', '.join(mail.recipients))} · {mail.received_at}</small></li>"
        for mail in request.app[MAILBOX].list_newest(to=to)
    ]
    body = f"<ul>{''.join(entries)}</ul>" if entries else "<p>No mail has arrived yet.</p>"
    form = f'<form><input type="search" name="to" placeholder="To" aria-label="To" value="{escape(to)}"></form>'
    return _html("Mailbox", form + body)


async def show_mail(request: web.Request) -> web.Response:
    mail = _require(request)
    text = LINK.sub(lambda found: f'<a href="{found[0]}" rel="noreferrer">{found[0]}</a>', escape(mail.text))
    facts = f"<small>From {escape(mail.sender)} to {escape(', '.join(mail.recipients))} · {mail.received_at}</small>"
    return _html(escape(mail.subject) or "(no subject)", f'{facts}<pre>{text}</pre><p><a href="/">All mail</a></p>')


async def list_messages(request: web.Request) -> web.Response:
    found = request.app[MAILBOX].list_newest(to=request.query.get("to", ""))
    return web.json_response({"items": [asdict(mail) for mail in found]})


async def read_message(request: web.Request) -> web.Response:
    return web.json_response(asdict(_require(request)))


def _require(request: web.Request) -> Mail:
    mail = request.app[MAILBOX].get(request.match_info["id"])
    if mail is None:
        raise web.HTTPNotFound(text="There is no such message.")
    return mail


def _html(title: str, body: str) -> web.Response:
    headers = {"content-security-policy": POLICY, "cache-control": "no-store"}
    return web.Response(text=PAGE.substitute(title=title, body=body), content_type="text/html", headers=headers)
