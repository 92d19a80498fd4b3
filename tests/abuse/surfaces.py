"""Everything through which a post may reach somebody: a row for each route that reads, and for each page.

`test_leaks.py` fails for a route or a page without a row here.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from infra.native.system import System
from tests.support.person import Answer, Person


class Scene(NamedTuple):
    """An author and a post, with words in it that stand nowhere else."""

    system: System
    author: Person
    post: Any
    canaries: tuple[bytes, ...]

    @property
    def tag(self) -> str:
        """A tag that no other post has."""
        return str(self.post["caption"].rpartition("#")[2])

    def found_in(self, answer: Answer) -> bool:
        """Whether something of the post is in an answer, be it in a header."""
        everything = answer.body + b"\n".join(f"{name}: {value}".encode() for name, value in answer.headers.items())
        return any(canary in everything for canary in self.canaries)


Surface = Callable[[Person, Scene], Awaitable[Answer]]

# What shows posts.
ROUTES: dict[str, Surface] = {
    "GET /accounts/{username}": lambda who, s: who.get(f"/accounts/{s.author.username}"),
    "GET /accounts/{username}/posts": lambda who, s: who.get(f"/accounts/{s.author.username}/posts?limit=40"),
    "GET /accounts/{username}/followers": lambda who, s: who.get(f"/accounts/{s.author.username}/followers"),
    "GET /accounts/{username}/following": lambda who, s: who.get(f"/accounts/{s.author.username}/following"),
    "GET /accounts/{username}/mutuals": lambda who, s: who.get(f"/accounts/{s.author.username}/mutuals"),
    "GET /posts/{code}/revisions": lambda who, s: who.get(f"/posts/{s.post['code']}/revisions"),
    "GET /me/archive": lambda who, _: who.get("/me/archive"),
    "GET /accounts": lambda who, s: who.get(f"/accounts?prefix={s.author.username[:8]}"),
    "GET /hashtags": lambda who, s: who.get(f"/hashtags?prefix={s.tag[:8]}"),
    "GET /hashtags/{tag}": lambda who, s: who.get(f"/hashtags/{s.tag}"),
    "GET /hashtags/{tag}/posts": lambda who, s: who.get(f"/hashtags/{s.tag}/posts"),
    "GET /blocks": lambda who, _: who.get("/blocks"),
    "GET /mutes": lambda who, _: who.get("/mutes"),
    "GET /posts/{code}": lambda who, s: who.get(f"/posts/{s.post['code']}"),
    "GET /feed/following": lambda who, _: who.get("/feed/following?limit=40"),
    "GET /suggestions": lambda who, _: who.get("/suggestions"),
    "GET /follow-requests": lambda who, _: who.get("/follow-requests"),
}

# What tells about the asker or about nobody, whoever else there is.
OF_NOBODY_ELSE = {
    "GET /session",
    "GET /sessions",
    "GET /me/second-factor",
    "GET /usernames/{username}",
    "GET /follow-requests/count",
    "GET /replication",
    "GET /health",
    "GET /openapi.json",
    # Looked at by itself, for messages that nobody asks for.
    "GET /socket",
}

PAGES: dict[str, Surface] = {
    "home": lambda who, _: who.call("GET", "/"),
    "post": lambda who, s: who.call("GET", f"/p/{s.post['code']}"),
    "profile": lambda who, s: who.call("GET", f"/{s.author.username}"),
    "followers": lambda who, s: who.call("GET", f"/{s.author.username}/followers"),
    "following": lambda who, s: who.call("GET", f"/{s.author.username}/following"),
    "mutuals": lambda who, s: who.call("GET", f"/{s.author.username}/mutuals"),
    "requests": lambda who, _: who.call("GET", "/follow-requests"),
    "hashtag": lambda who, s: who.call("GET", f"/explore/tags/{s.tag}"),
    "archive": lambda who, _: who.call("GET", "/archive"),
    "settings_blocked": lambda who, _: who.call("GET", "/settings/blocked"),
    "settings_muted": lambda who, _: who.call("GET", "/settings/muted"),
}

# Pages that bring no data of others.
BARE_PAGES = {
    "login",
    "signup",
    "reset",
    "verify",
    "settings_profile",
    "settings_privacy",
    "settings_security",
    "settings_account",
    "settings_sessions",
    "settings_language",
    "settings_appearance",
    "create",
}

# What knows nobody: whoever asks is answered like somebody who is not logged in.
FOR_ANYBODY: dict[str, Surface] = {
    "link preview's picture": lambda who, s: who.call("GET", f"/og/p/{s.post['code']}.jpg", allow_redirects=False),
}

SURFACES: dict[str, Surface] = {**ROUTES, **{f"page {name}": surface for name, surface in PAGES.items()}, **FOR_ANYBODY}
