"""Whatever people write is text: put into everything that they can write, and looked at in a real browser.

What a page may run is counted in the browser (web/journeys/texts.abuse.ts): no script of ours that is not the page's, no
report of its Content-Security-Policy, every text shown as it was written.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from infra.native.system import System
from kit.testing.counts import count
from kit.text import clean, clean_line, graphemes
from tests.abuse.cast import REGION
from tests.abuse.corpus import ADDRESSES, GOOD_ADDRESSES, TEXTS
from tests.conftest import PersonFactory
from tests.support.person import PASSWORD, Answer, Person
from tests.support.pictures import jpeg
from tests.support.place import Place

WEB = Path(__file__).resolve().parents[2] / "web"
# Followers whose names are looked for.
NEWEST = 8
CAPTION, ALT, BIO, NAME, TITLE, PRONOUNS = 2_200, 1_500, 150, 64, 30, 32


def chunks(limit: int, between: str) -> Iterator[list[str]]:
    """The texts, as many at once as go into a field."""
    taken: list[str] = []
    for text in TEXTS:
        if graphemes(between.join([*taken, text])) > limit:
            yield taken
            taken = []
        taken.append(text)
    yield taken


def short(limit: int) -> list[str]:
    return [text for text in TEXTS if graphemes(text) <= limit]


async def _write_profiles(people: list[Person]) -> list[dict[str, Any]]:
    """Every text into somebody's name, and those that are short enough into the rest; answers what each page shows."""
    bios, titles, pronouns, names = list(chunks(BIO, "\n")), short(TITLE), short(PRONOUNS), short(NAME)

    async def write(number: int, who: Person) -> dict[str, Any]:
        name, bio, pronoun = (some[number % len(some)] for some in (names, ["\n".join(one) for one in bios], pronouns))
        links = [titles[(5 * number + place) % len(titles)] for place in range(5)]
        entries = [{"url": url, "title": title} for url, title in zip(GOOD_ADDRESSES, links, strict=True)]
        (await who.send("PATCH", "/me/profile", {"name": name, "bio": bio, "pronouns": pronoun, "links": entries})).ok()
        return {"path": f"/{who.username}", "texts": [*map(clean_line, (name, pronoun, *links)), clean(bio)]}

    return list(await asyncio.gather(*(write(number, who) for number, who in enumerate(people))))


async def _publish(alice: Person) -> list[dict[str, Any]]:
    """Every text into a caption and into a description."""
    captions, alts = list(chunks(CAPTION, "\n")), list(chunks(ALT, "\n"))
    pages = []
    for number in range(max(len(captions), len(alts))):
        caption, alt = captions[number % len(captions)], alts[number % len(alts)]
        media = [{"receipt": await alice.upload(jpeg(64, 64)), "alt": "\n".join(alt)}]
        post = (await alice.send("POST", "/posts", {"caption": "\n".join(caption), "media": media})).ok()
        assert post["caption"] == clean("\n".join(caption))
        pages.append({"path": f"/p/{post['code']}", "texts": list(map(clean, caption)), "alts": list(map(clean, alt))})
    return pages


async def test_every_text_is_only_a_text(system: System, person: PersonFactory, tmp_path: Path) -> None:
    """Seen to fail with `<` left in `inertJson`, and with `escapeHtml` doing nothing."""
    alice = await person(REGION)
    people = list(await asyncio.gather(*(person(REGION, verified=False) for _ in range(len(short(NAME))))))
    profiles, posts = await _write_profiles(people), await _publish(alice)
    await asyncio.gather(*(who.follow(alice) for who in people[:-NEWEST]))
    # Who follows last stands on the first page of the list; those who follow at once come in any order.
    await asyncio.gather(*(who.follow(alice) for who in people[-NEWEST:]))
    looked_at = profiles[:: max(1, len(profiles) // 12)]
    names = [clean_line(name) for name in short(NAME)]
    world = {
        "origin": alice.origin,
        "cookie": alice.headers()["cookie"],
        "html": [page["path"] for page in profiles],
        "pages": [
            {"path": "/", "texts": posts[-1]["texts"], "alts": posts[-1]["alts"]},
            {"path": f"/{alice.username}", "texts": []},
            {"path": f"/{alice.username}/followers", "texts": names[-NEWEST:]},
            *posts,
            *looked_at,
        ],
        "public": [*posts, *looked_at],
        "plain": [
            "/settings/profile",
            "/settings/blocked",
            "/follow-requests",
            "/archive",
            "/create",
            "/__proto__",
            "/constructor",
        ],
    }
    (tmp_path / "world.json").write_text(json.dumps(world))
    seen = await asyncio.to_thread(_look, Place.of(system), tmp_path / "world.json")
    count("texts written into every field", len(TEXTS))
    count("pages looked at in the browser", seen["pages"])
    count("texts found on them as they were written", seen["texts"])


def _look(place: Place, world: Path) -> dict[str, int]:
    """Run the browser; answers what it has counted."""
    environment = os.environ | {
        "ABUSE_WORLD": str(world),
        "JOURNEY_HTTP_PORT": str(place.http_port),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }
    command = ["npx", "playwright", "test", "-c", "journeys/abuse.config.ts"]
    done = subprocess.run(command, cwd=WEB, env=environment, capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 0, done.stdout[-6_000:] + done.stderr[-2_000:]
    counted: dict[str, int] = json.loads(world.with_suffix(".counted.json").read_text())
    return counted


async def test_no_link_leads_anywhere_else(person: PersonFactory) -> None:
    alice = await person(REGION, verified=False)
    for address in ADDRESSES:
        answer = await alice.send("PATCH", "/me/profile", {"links": [{"url": address, "title": "x"}]})
        assert (answer.status, answer.code) in ((400, "link_invalid"), (422, "malformed")), (address, answer)
    assert (await alice.get(f"/accounts/{alice.username}")).ok()["links"] == []
    count("addresses refused", len(ADDRESSES))


async def test_no_username_is_a_text_like_that(system: System, person: PersonFactory) -> None:
    async with Person(Place.of(system), REGION) as stranger:

        async def sign_up(number: int, text: str) -> Answer:
            body = {"email": f"{stranger.username}{number}@example.org", "username": text, "name": "", "language": "en"}
            return await stranger.send("POST", "/auth/sign-up", body | {"password": PASSWORD, "birthday": "1990-01-02"})

        wanted = [text for text in TEXTS if not re.fullmatch("[a-z_]+", text)]
        answers = await asyncio.gather(*(sign_up(number, text) for number, text in enumerate(wanted)))
    assert {answer.code for answer in answers} <= {"username_invalid", "malformed"}
