"""S12: what somebody has deleted is gone from serving within a second, and from every store within a day."""

from __future__ import annotations

import asyncio
import secrets
import time
from itertools import chain
from typing import Any, NamedTuple

import psycopg
import pytest

from infra.native.system import System
from infra.provision import admin_dsn
from kit.testing.counts import count
from kit.testing.until import until
from tests.abuse import remains
from tests.abuse.remains import Picture
from tests.abuse.test_forgery import FRANKFURT, SEOUL
from tests.conftest import PersonFactory
from tests.support.person import PASSWORD, Person
from tests.support.pictures import jpeg

# How often the worker looks for accounts that are due, and some seconds more.
ERASED_WITHIN_S = 60.0
DUE = "UPDATE account SET deletes_at = now() WHERE id = %s AND deletes_at > now() + interval '29 days'"


class Deleted(NamedTuple):
    """What is to vanish: pages, words and pictures."""

    pages: list[str]
    canaries: dict[str, str]
    pictures: list[Picture]
    said: list[str]


def _words(*names: str) -> dict[str, str]:
    return {name: f"canary-{name}-{secrets.token_hex(8)}" for name in names}


async def _publish(alice: Person) -> Deleted:
    """A post that was edited once, so that it has a past."""
    said = _words("caption", "edit", "alt")
    receipt = await alice.upload(jpeg(400, 400))
    body = {"caption": said["caption"], "media": [{"receipt": receipt, "alt": said["alt"]}]}
    post = (await alice.send("POST", "/posts", body)).ok()
    edit = {"version": 1, "caption": said["edit"]}
    (await alice.send("PATCH", f"/posts/{post['code']}", edit)).ok()
    media = post["media"][0]
    # The placeholder is a small picture of the picture; a receipt has it inside.
    canaries = said | {"placeholder": media["blur"][-64:], "receipt": receipt.split(".")[1][-64:]}
    return Deleted([f"/posts/{post['code']}"], canaries, [Picture.of(media)], list(said.values()))


async def _portray(alice: Person) -> Deleted:
    """Everything that somebody may tell of himself."""
    said = _words("bio", "pronouns", "name")
    receipt = await alice.upload(jpeg(300, 300), kind="avatar", process={"fit": None})
    links = [{"url": f"https://example.org/{secrets.token_hex(8)}", "title": "Mine"}]
    profile: dict[str, Any] = {"name": said["name"], "bio": said["bio"], "pronouns": said["pronouns"][:30]}
    (await alice.send("PATCH", "/me/profile", profile | {"links": links, "avatar_receipt": receipt})).ok()
    avatar = (await alice.get("/session")).ok()["viewer"]["avatar"]
    canaries = {name: text[:30] for name, text in said.items()} | {"link": links[0]["url"]}
    canaries |= {"username": alice.username, "address": alice.email, "avatar": avatar["blur"][-64:]}
    return Deleted([f"/accounts/{alice.username}"], canaries, [Picture.of(avatar)], [said["bio"], alice.email])


def _all_of(*parts: Deleted) -> Deleted:
    pages, canaries, pictures, said = zip(*parts, strict=True)
    names = {f"{number} {what}": text for number, one in enumerate(canaries) for what, text in one.items()}
    return Deleted([*chain(*pages)], names, [*chain(*pictures)], [*chain(*said)])


async def _served(alice: Person, readers: list[Person], deleted: Deleted) -> list[str]:
    """Where something of it can still be had."""
    found = []
    for who in (alice, *readers):
        for page in deleted.pages:
            if (await who.get(page)).status == 200:
                found.append(f"{page} to {who.region}")
        for url in (url for picture in deleted.pictures for url in picture.urls):
            own = url.replace(f"/{alice.region}/", f"/{who.region}/", 1)
            if (await who.picture(own)).status == 200:
                found.append(f"picture in {who.region}")
    return found


async def _everywhere(alice: Person, readers: list[Person], deleted: Deleted) -> bool:
    places = len(deleted.pages) + sum(len(picture.urls) for picture in deleted.pictures)
    return len(await _served(alice, readers, deleted)) == (1 + len(readers)) * places


async def _nowhere(alice: Person, readers: list[Person], deleted: Deleted) -> bool:
    return not await _served(alice, readers, deleted)


async def _tables(system: System, deleted: Deleted) -> set[str]:
    return {hit.table for hit in await asyncio.to_thread(lambda: list(remains.search(system, deleted.canaries)))}


async def _forgotten(system: System, deleted: Deleted) -> None:
    """No table, no cache, no stream and no store has it any more."""

    async def forgotten() -> bool:
        return not await _tables(system, deleted)

    try:
        await until(forgotten, within=15, what="no table has it")
    except AssertionError:
        pytest.fail(f"still there: {list(remains.search(system, deleted.canaries))}")
    for picture in deleted.pictures:
        await until(lambda one=picture: remains.no_object(system, one), within=60, what="no store has it")  # type: ignore[misc]
    remains.no_file(system, deleted.pictures, deleted.said)
    await remains.no_key(system, deleted.canaries)


async def test_a_deleted_post_is_gone_everywhere(system: System, person: PersonFactory) -> None:
    """What it guards: what erases a post and its revisions (content/domain/repository), and PURGES in kit/jobs.py."""
    alice, near, far = await person(SEOUL), await person(SEOUL, verified=False), await person(FRANKFURT, verified=False)
    post = await _publish(alice)
    await until(lambda: _everywhere(alice, [near, far], post), within=20, what="everybody has it, and every cache")
    assert {"post", "post_media", "post_revision", "idempotency"} <= await _tables(system, post), "the search finds it"
    assert await remains.originals(system, post.pictures[0]) == [SEOUL], "the search finds what was uploaded"

    (await alice.send("DELETE", post.pages[0])).ok()
    began = time.monotonic()
    await until(lambda: _nowhere(alice, [near, far], post), within=10, what="nobody has it")
    assert time.monotonic() - began < 2.0, "a look at everything takes a moment, too"
    await remains.grow_old(system, "content")
    await _forgotten(system, post)
    count("kinds of content looked for in every table", len(post.canaries))


async def test_a_deleted_account_is_gone_everywhere(system: System, person: PersonFactory) -> None:
    """With its posts, the archived one too. What it guards: ERASE and STEPS in user, `erase_posts` in content."""
    alice, near, far = await person(SEOUL), await person(SEOUL, verified=False), await person(FRANKFURT, verified=False)
    portrait, shown, archived = await _portray(alice), await _publish(alice), await _publish(alice)
    for reader in (near, far):
        (await reader.follow(alice)).ok()
    whole = _all_of(portrait, shown, archived)
    await until(lambda: _everywhere(alice, [near, far], whole), within=20, what="everybody has it, and every cache")
    (await alice.send("PUT", f"{archived.pages[0]}/archive")).ok()
    assert {"account", "mail", "mailed_code", "post", "outbox", "idempotency"} <= await _tables(system, whole)
    for picture in whole.pictures:
        assert await remains.originals(system, picture) == [SEOUL], "the search finds what was uploaded"

    (await alice.send("POST", "/me/deletion", {"password": PASSWORD})).ok()
    pages = whole._replace(pictures=[])
    await until(lambda: _nowhere(alice, [near, far], pages), within=2, what="nobody is shown it during the grace")
    with psycopg.connect(_users(system), autocommit=True) as connection:
        assert connection.execute(DUE, [alice.id]).rowcount == 1
        await until(lambda: _erased(connection, alice), within=ERASED_WITHIN_S, what="the account is erased")
    began = time.monotonic()
    await until(lambda: _nowhere(alice, [near, far], whole), within=10, what="nobody has it")
    assert time.monotonic() - began < 2.0, "a look at everything takes a moment, too"
    await remains.grow_old(system, "user", "content", "media-server")
    await _forgotten(system, whole)
    for reader in (near, far):
        assert (await reader.get(f"/accounts/{reader.username}")).ok()["counts"]["following"] == 0
    count("kinds of content of an account looked for in every table", len(whole.canaries))


def _users(system: System) -> str:
    return admin_dsn(system.installation.topology, system.installation.secrets, "user")


def _erased(connection: psycopg.Connection[Any], alice: Person) -> bool:
    row = connection.execute("SELECT state FROM account WHERE id = %s", [alice.id]).fetchone()
    return row is not None and row[0] == "deleted"
