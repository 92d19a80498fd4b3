"""Reads never cross an ocean; a write crosses it exactly once: counted at the relay for every action of the BFF."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from typing import NamedTuple

import pytest

from infra.wan.client import WanClient
from kit.testing.until import until
from tests.conftest import PersonFactory
from tests.support.person import PASSWORD, Answer, Person
from tests.support.pictures import jpeg


class Scene(NamedTuple):
    """What an action may need: two people, a post of each, a receipt, a session to end."""

    viewer: Person
    other: Person
    own_post: str
    other_post: str
    receipt: str


Act = Callable[[Scene], Awaitable[Answer]]

# "METHOD /route" of the BFF → (WAN round trips, how to do it). A route without a row fails `test_every_route_has_a_row`.
ACTIONS: dict[str, tuple[int, Act]] = {
    "GET /session": (0, lambda s: s.viewer.get("/session")),
    "GET /sessions": (0, lambda s: s.viewer.get("/sessions")),
    "GET /me/second-factor": (0, lambda s: s.viewer.get("/me/second-factor")),
    "GET /usernames/{username}": (0, lambda s: s.viewer.get("/usernames/somebody.new")),
    "GET /accounts/{username}": (0, lambda s: s.viewer.get(f"/accounts/{s.other.username}")),
    "GET /accounts/{username}/posts": (0, lambda s: s.viewer.get(f"/accounts/{s.other.username}/posts")),
    "GET /accounts/{username}/followers": (0, lambda s: s.viewer.get(f"/accounts/{s.other.username}/followers")),
    "GET /accounts/{username}/following": (0, lambda s: s.viewer.get(f"/accounts/{s.other.username}/following")),
    "GET /accounts/{username}/mutuals": (0, lambda s: s.viewer.get(f"/accounts/{s.other.username}/mutuals")),
    "GET /suggestions": (0, lambda s: s.viewer.get("/suggestions")),
    "GET /follow-requests": (0, lambda s: s.viewer.get("/follow-requests")),
    "GET /follow-requests/count": (0, lambda s: s.viewer.get("/follow-requests/count")),
    "GET /mutes": (0, lambda s: s.viewer.get("/mutes")),
    "GET /blocks": (0, lambda s: s.viewer.get("/blocks")),
    "GET /posts/{code}": (0, lambda s: s.viewer.get(f"/posts/{s.other_post}")),
    "GET /feed/following": (0, lambda s: s.viewer.home()),
    "GET /replication": (0, lambda s: s.viewer.get("/replication")),
    "GET /health": (0, lambda s: s.viewer.get("/health")),
    "POST /uploads": (0, lambda s: s.viewer.send("POST", "/uploads", {"size": 5, "kind": "post"})),
    "POST /region": (0, lambda s: s.viewer.send("POST", "/region", {"region": s.viewer.region})),
    "POST /auth/sign-up": (1, lambda s: _sign_up(s.viewer)),
    "POST /auth/verification": (1, lambda s: s.other.send("POST", "/auth/verification")),
    "POST /auth/verify-email": (1, lambda s: s.other.send("POST", "/auth/verify-email", {"code": "000000"})),
    "PUT /accounts/{id}/follow": (1, lambda s: s.viewer.follow(s.other)),
    "DELETE /accounts/{id}/follow": (1, lambda s: s.viewer.unfollow(s.other)),
    "PUT /accounts/{id}/block": (1, lambda s: s.viewer.send("PUT", f"/accounts/{s.other.id}/block")),
    "DELETE /accounts/{id}/block": (1, lambda s: s.viewer.send("DELETE", f"/accounts/{s.other.id}/block")),
    "PUT /accounts/{id}/mute": (1, lambda s: s.viewer.send("PUT", f"/accounts/{s.other.id}/mute")),
    "DELETE /accounts/{id}/mute": (1, lambda s: s.viewer.send("DELETE", f"/accounts/{s.other.id}/mute")),
    "PUT /follow-requests/{id}": (1, lambda s: s.viewer.send("PUT", f"/follow-requests/{s.other.id}")),
    "DELETE /follow-requests/{id}": (1, lambda s: s.viewer.send("DELETE", f"/follow-requests/{s.other.id}")),
    "DELETE /followers/{id}": (1, lambda s: s.viewer.send("DELETE", f"/followers/{s.other.id}")),
    "PATCH /me/profile": (1, lambda s: s.viewer.send("PATCH", "/me/profile", {"bio": secrets.token_hex(4)})),
    "PATCH /me/preferences": (1, lambda s: s.viewer.send("PATCH", "/me/preferences", {"theme": "dark"})),
    "POST /auth/password-reset": (
        1,
        lambda s: s.viewer.send("POST", "/auth/password-reset", {"identifier": s.viewer.username}),
    ),
    "POST /auth/password-reset/confirm": (1, lambda s: _reset_password(s.viewer)),
    "POST /me/email": (1, lambda s: _ask_email(s.viewer)),
    "POST /me/email/confirm": (1, lambda s: s.viewer.send("POST", "/me/email/confirm", {"code": "000000"})),
    "POST /me/second-factor": (1, lambda s: s.viewer.send("POST", "/me/second-factor", {"password": PASSWORD})),
    "POST /me/second-factor/confirm": (
        1,
        lambda s: s.viewer.send("POST", "/me/second-factor/confirm", {"code": "000000"}),
    ),
    "POST /me/second-factor/disable": (1, lambda s: _prove(s.viewer, "disable")),
    "POST /me/second-factor/recovery-codes": (1, lambda s: _prove(s.viewer, "recovery-codes")),
    "PUT /me/password": (1, lambda s: _change_password(s.viewer)),
    "POST /posts": (1, lambda s: s.viewer.publish_receipts([s.receipt], "counted")),
    "PATCH /posts/{code}": (
        1,
        lambda s: s.viewer.send("PATCH", f"/posts/{s.own_post}", {"version": 1, "caption": "b"}),
    ),
    "GET /posts/{code}/revisions": (0, lambda s: s.viewer.get(f"/posts/{s.own_post}/revisions")),
    "PUT /posts/{code}/archive": (1, lambda s: s.viewer.send("PUT", f"/posts/{s.own_post}/archive")),
    "DELETE /posts/{code}/archive": (1, lambda s: s.viewer.send("DELETE", f"/posts/{s.own_post}/archive")),
    "PUT /posts/{code}/pin": (1, lambda s: s.viewer.send("PUT", f"/posts/{s.own_post}/pin")),
    "DELETE /posts/{code}/pin": (1, lambda s: s.viewer.send("DELETE", f"/posts/{s.own_post}/pin")),
    "GET /accounts": (0, lambda s: s.viewer.get(f"/accounts?prefix={s.other.username}")),
    "GET /hashtags": (0, lambda s: s.viewer.get("/hashtags?prefix=sea")),
    "GET /hashtags/{tag}": (0, lambda s: s.viewer.get("/hashtags/sea")),
    "GET /hashtags/{tag}/posts": (0, lambda s: s.viewer.get("/hashtags/sea/posts")),
    "GET /me/archive": (0, lambda s: s.viewer.get("/me/archive")),
    "DELETE /posts/{code}": (1, lambda s: s.viewer.send("DELETE", f"/posts/{s.own_post}")),
    "DELETE /sessions": (1, lambda s: s.viewer.send("DELETE", "/sessions")),
    "DELETE /sessions/{id}": (1, lambda s: s.viewer.send("DELETE", "/sessions/1")),
    "POST /auth/log-out": (1, lambda s: s.viewer.send("POST", "/auth/log-out")),
    "POST /auth/log-in": (1, lambda s: _log_in(s.viewer)),
    "POST /me/deactivation": (1, lambda s: s.other.send("POST", "/me/deactivation", {"password": PASSWORD})),
    "POST /me/deletion": (1, lambda s: s.viewer.send("POST", "/me/deletion", {"password": PASSWORD})),
}
# The socket is counted in the journey that opens it.
UNCOUNTED = {"GET /socket", "GET /openapi.json"}


async def _sign_up(person: Person) -> Answer:
    name = f"n{secrets.token_hex(6)}"
    body = {"email": f"{name}@example.org", "username": name, "name": name, "password": PASSWORD}
    stranger = Person(person.place, person.region)
    async with stranger:
        return await stranger.send("POST", "/auth/sign-up", {**body, "birthday": "1990-01-02", "language": "ko"})


async def _change_password(person: Person) -> Answer:
    return await person.send("PUT", "/me/password", {"current_password": PASSWORD, "new_password": PASSWORD})


async def _ask_email(person: Person) -> Answer:
    body = {"password": PASSWORD, "email": f"{secrets.token_hex(6)}@example.org"}
    return await person.send("POST", "/me/email", body)


async def _prove(person: Person, act: str) -> Answer:
    return await person.send("POST", f"/me/second-factor/{act}", {"password": PASSWORD, "code": "000000"})


async def _reset_password(person: Person) -> Answer:
    body = {"identifier": person.username, "code": "00000000", "new_password": PASSWORD}
    return await person.send("POST", "/auth/password-reset/confirm", body)


async def _log_in(person: Person) -> Answer:
    return await person.send("POST", "/auth/log-in", {"identifier": person.username, "password": PASSWORD})


@pytest.mark.parametrize(("region", "one_way_ms"), [("ap-northeast", 40), ("ap-northeast", 90), ("eu-central", 150)])
async def test_round_trips(person: PersonFactory, wan: WanClient, region: str, one_way_ms: float) -> None:
    """Fails when the BFF asks `us-east` for a read: seen with SERVICE_URLS of an edge pointing at the gateway."""
    await wan.set_link(region, "us-east", rtt_ms=2 * one_way_ms)
    scene = await _scene(person, region)
    counted = {}
    for name, (_, act) in ACTIONS.items():
        counted[name] = await _count(wan, region, act, scene)
    assert counted == {name: expected for name, (expected, _) in ACTIONS.items()}


async def test_every_route_has_a_row(person: PersonFactory) -> None:
    anybody = await person("ap-northeast", verified=False)
    paths = (await anybody.get("/openapi.json")).ok()["paths"]
    routes = {f"{method.upper()} {path.removeprefix('/api/v1')}" for path, item in paths.items() for method in item}
    assert routes - UNCOUNTED == set(ACTIONS) - UNCOUNTED


async def _scene(person: PersonFactory, region: str) -> Scene:
    viewer, other = await person(region), await person(region, verified=False)
    friend = await person(region)
    own, theirs = await viewer.publish([jpeg()]), await friend.publish([jpeg()])
    await viewer.follow(friend)
    return Scene(viewer, other, own["code"], theirs["code"], await viewer.upload(jpeg()))


async def _has_caught_up(wan: WanClient, region: str, viewer: Person) -> bool:
    """A replica that is behind by more than a read waits is rightly asked past: that is not what is counted here."""
    await wan.reset_counters()
    await viewer.get("/session")
    return await wan.turnarounds("http", origin=region) == 0


async def _count(wan: WanClient, region: str, act: Act, scene: Scene) -> int:
    await until(
        lambda: _has_caught_up(wan, region, scene.viewer), within=5, what=f"{region} with what was written last"
    )
    await wan.reset_counters()
    answer = await act(scene)
    assert answer.status < 500, answer
    # What an action sends on after its answer would count as well.
    await asyncio.sleep(0)
    return await wan.turnarounds("http", origin=region)
