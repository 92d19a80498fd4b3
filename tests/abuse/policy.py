"""Who may do what at the public API: a row for each route of the BFF, as in the services' tests/policy.py.

Reads come before what changes how people stand to each other, log-out comes last.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kit.testing.policy import UNAUTHENTICATED, Answers, answers
from tests.abuse.cast import Subject, said
from tests.support.person import PASSWORD, Answer


@dataclass(frozen=True)
class Row:
    """What a route answers to whom: `cells` by subject; a 2xx is what `shows` makes of it. `prefix` is what of it is typed."""

    cells: Mapping[str, Answers]
    body: Callable[[Subject], Any] | None = None
    prefix: str | None = None
    shows: Callable[[Answer, Subject], str] = lambda answer, _: str(answer.status)


OUT = {"anonymous": UNAUTHENTICATED, "revoked": UNAUTHENTICATED}
# Who has deactivated the account is nobody.
GONE = OUT | {"owner": UNAUTHENTICATED}
NO_ACCOUNT, NO_POST, NO_REQUEST = "404 account_not_found", "404 post_not_found", "404 request_not_found"
PRIVATE = "403 account_private"
INSIDE = ("follower", "suspended", "owner")


def once(everybody: str, **others: str) -> dict[str, Answers]:
    """For routes that name nothing."""
    return {"public": answers(everybody, **others)}


def members(everybody: str, **others: str) -> dict[str, Answers]:
    """The same for those who are logged in only."""
    return once(everybody, **OUT, **others)


def accounts(seen: str, hidden: str, **others: str) -> dict[str, Answers]:
    """What is answered where one may see an account's things, and where not."""
    return {
        "public": answers(seen, blocked=NO_ACCOUNT, blocker=hidden, **others),
        "private": answers(hidden, blocked=NO_ACCOUNT, **(dict.fromkeys(INSIDE, seen) | others)),
        "absent": answers(NO_ACCOUNT, **others),
    }


def _profile(answer: Answer, _: Subject) -> str:
    return "full" if answer.json()["may_see"] else "card"


def _shown(answer: Answer, subject: Subject) -> str:
    return "shown" if subject.canary in answer.body.decode() else "hidden"


def _in_grid(answer: Answer, subject: Subject) -> str:
    return "shown" if subject.values["code"] in {item["code"] for item in answer.json()["items"]} else "hidden"


def _named(answer: Answer, subject: Subject) -> str:
    return "shown" if subject.values["username"] in {item["username"] for item in answer.json()["items"]} else "hidden"


def _tagged(answer: Answer, subject: Subject) -> str:
    return "shown" if subject.values["tag"] in {item["name"] for item in answer.json()["items"]} else "hidden"


def _viewer(answer: Answer, _: Subject) -> str:
    return "somebody" if answer.json()["viewer"] else "nobody"


def _somebody(answer: Answer, _: Subject) -> str:
    return "somebody" if answer.json()["items"] else "nobody"


def _count(answer: Answer, _: Subject) -> str:
    return str(answer.json()["count"])


def _blocking(answer: Answer, _: Subject) -> str:
    return "blocked" if answer.json()["blocking"] else "unblocked"


def _muting(answer: Answer, _: Subject) -> str:
    return "muted" if answer.json()["muting"] else "unmuted"


def _following(answer: Answer, _: Subject) -> str:
    return str(answer.json()["following"])


def _sign_up(_: Subject) -> Any:
    name = f"n{secrets.token_hex(6)}"
    body = {"email": f"{name}@example.org", "username": name, "name": name, "password": PASSWORD}
    return body | {"birthday": "1990-01-02", "language": "en"}


def _log_in(subject: Subject) -> Any:
    return {"identifier": subject.owner.username, "password": PASSWORD}


POSTS = {
    "public": answers("shown", blocked=NO_POST, blocker=NO_POST),
    "private": answers(NO_POST, **dict.fromkeys(INSIDE, "shown")),
    "archived": answers(NO_POST, owner="shown"),
    "deleted": answers(NO_POST),
    "absent": answers(NO_POST),
}
PROOF = {"password": PASSWORD, "code": "000000"}
TAGS = answers("shown", blocked="hidden", blocker="hidden", **OUT)
NOT_VERIFIED = "403 not_verified"
SUSPENDED = "403 account_suspended"
FOLLOW = {"owner": "400 follow_self", "suspended": SUSPENDED, "blocked": NO_ACCOUNT, **OUT}
FOLLOW |= {"blocker": "409 account_blocked"}
EXISTING = ("public", "private", "archived")

ROWS: dict[str, Row] = {
    "GET /health": Row(once("200")),
    "GET /replication": Row(once("200")),
    "GET /session": Row(once("somebody", anonymous="nobody", revoked="nobody"), shows=_viewer),
    "GET /sessions": Row(members("200")),
    "GET /me/second-factor": Row(members("200")),
    "GET /usernames/{username}": Row({name: answers("200") for name in ("public", "private", "absent")}),
    "GET /accounts/{username}": Row(accounts("full", "card"), shows=_profile),
    "GET /accounts/{username}/posts": Row(accounts("shown", PRIVATE), shows=_in_grid),
    "GET /accounts/{username}/followers": Row(accounts("200", PRIVATE, **OUT)),
    "GET /accounts/{username}/following": Row(accounts("200", PRIVATE, **OUT)),
    "GET /accounts/{username}/mutuals": Row(accounts("200", "200", **OUT)),
    "GET /suggestions": Row(members("200")),
    "GET /follow-requests": Row(members("nobody", asked="somebody"), shows=_somebody),
    "GET /blocks": Row(members("nobody", blocker="somebody", owner="somebody"), shows=_somebody),
    "GET /mutes": Row(members("nobody"), shows=_somebody),
    "GET /follow-requests/count": Row(members("0", asked="2"), shows=_count),
    "GET /posts/{code}": Row(POSTS, shows=_shown),
    "GET /posts/{code}/revisions": Row(POSTS, shows=_shown),
    "GET /accounts": Row(
        {
            "public": answers("shown", blocked="hidden", blocker="hidden", owner="hidden", **OUT),
            "private": answers("shown", blocked="hidden", blocker="hidden", owner="hidden", **OUT),
            "absent": answers("hidden", **OUT),
        },
        prefix="username",
        shows=_named,
    ),
    "GET /hashtags": Row(
        {name: answers("hidden", **OUT) for name in POSTS} | {"public": TAGS}, prefix="tag", shows=_tagged
    ),
    "GET /hashtags/{tag}": Row({name: answers("200") for name in POSTS}),
    "GET /hashtags/{tag}/posts": Row(
        {
            "public": answers("shown", blocked="hidden", blocker="hidden"),
            "private": answers("hidden", **dict.fromkeys(INSIDE, "shown")),
            "archived": answers("hidden"),
            "deleted": answers("hidden"),
            "absent": answers("hidden"),
        },
        shows=_in_grid,
    ),
    "GET /feed/following": Row(
        {
            "public": answers("hidden", **dict.fromkeys(INSIDE, "shown"), **OUT),
            "private": answers("hidden", **dict.fromkeys(INSIDE, "shown"), **OUT),
            "archived": answers("hidden", **OUT),
            "deleted": answers("hidden", **OUT),
            "deactivated": answers("hidden", **GONE),
        },
        shows=_shown,
    ),
    "GET /me/archive": Row({"archived": answers("hidden", owner="shown", **OUT)}, shows=_in_grid),
    "POST /uploads": Row(members("201"), body=lambda _: {"size": 5, "kind": "post"}),
    "POST /region": Row(once("200"), body=lambda _: {"region": "eu-central"}),
    "POST /auth/sign-up": Row(once("201"), body=_sign_up),
    "POST /auth/log-in": Row(once("200") | {"deactivated": answers("409 account_deactivated")}, body=_log_in),
    "POST /auth/password-reset": Row(once("204"), body=lambda _: {"identifier": "nobody.has.this"}),
    "POST /auth/password-reset/confirm": Row(
        once("400 reset_code_wrong"),
        body=lambda _: {"identifier": "nobody.has.this", "code": "00000000", "new_password": PASSWORD},
    ),
    "POST /auth/verification": Row(members("204", owner="409 already_verified")),
    "POST /auth/verify-email": Row(
        members("400 code_wrong", owner="409 already_verified"), body=lambda _: {"code": "000000"}
    ),
    "PATCH /me/profile": Row(members("200", suspended=SUSPENDED), body=lambda _: {"bio": secrets.token_hex(4)}),
    "PATCH /me/preferences": Row(members("200"), body=lambda _: {"theme": "dark"}),
    # Nobody has sent a picture; who may not publish hears that first.
    "POST /posts": Row(
        members(NOT_VERIFIED, owner="400 receipt_invalid"),
        body=lambda _: {"caption": "", "media": [{"receipt": "none", "alt": ""}]},
    ),
    # An edit that changes nothing; the archived post has another version.
    "PATCH /posts/{code}": Row(
        {
            "public": answers(NOT_VERIFIED, owner="200", **OUT),
            "private": answers(NOT_VERIFIED, owner="200", **OUT),
            "archived": answers(NOT_VERIFIED, owner="409 post_changed", **OUT),
            "deleted": answers(NOT_VERIFIED, owner=NO_POST, **OUT),
            "absent": answers(NOT_VERIFIED, owner=NO_POST, **OUT),
        },
        body=lambda subject: {"version": 2, "caption": said(subject.canary)},
    ),
    "PUT /posts/{code}/pin": Row(
        {
            "public": answers(NO_POST, owner="200", **OUT),
            "private": answers(NO_POST, owner="200", **OUT),
            "archived": answers(NO_POST, owner="409 post_archived", **OUT),
            "deleted": answers(NO_POST, **OUT),
            "absent": answers(NO_POST, **OUT),
        }
    ),
    "DELETE /posts/{code}/pin": Row(
        {name: answers(NO_POST, owner="200" if name in EXISTING else NO_POST, **OUT) for name in POSTS}
    ),
    "PUT /posts/{code}/archive": Row(
        {name: answers(NO_POST, owner="200" if name in EXISTING else NO_POST, **OUT) for name in POSTS}
    ),
    "DELETE /posts/{code}/archive": Row(
        {name: answers(NOT_VERIFIED, owner="200" if name in EXISTING else NO_POST, **OUT) for name in POSTS}
    ),
    # Here the ids name who follows, or asks to, and the actor decides.
    "PUT /follow-requests/{id}": Row(
        {
            "public": answers(NO_REQUEST, asked="following", followed="following", suspended=SUSPENDED, **OUT),
            "private": answers(NO_REQUEST, asked="following", followed="following", suspended=SUSPENDED, **OUT),
            "deactivated": answers(NO_REQUEST, asked="following", followed="following", suspended=SUSPENDED, **GONE),
            "absent": answers(NO_REQUEST, suspended=SUSPENDED, **OUT),
        },
        shows=_following,
    ),
    "DELETE /follow-requests/{id}": Row(
        {
            "public": answers("none", asked="following", followed="following", **OUT),
            "private": answers("none", asked="following", followed="following", **OUT),
            "deactivated": answers("none", asked="following", followed="following", **GONE),
            "absent": answers("none", **OUT),
        },
        shows=_following,
    ),
    "DELETE /followers/{id}": Row(
        {name: answers("none", **OUT) for name in ("public", "private", "absent")}, shows=_following
    ),
    "PUT /accounts/{id}/follow": Row(
        {
            "public": answers("following", **FOLLOW),
            "private": answers("pending", follower="following", **FOLLOW),
            "absent": answers(NO_ACCOUNT, suspended=SUSPENDED, **OUT),
        },
        shows=_following,
    ),
    "DELETE /accounts/{id}/follow": Row(
        {name: answers("none", **OUT) for name in ("public", "private", "absent")}, shows=_following
    ),
    "DELETE /posts/{code}": Row(
        {name: answers(NO_POST, owner=NO_POST if name == "absent" else "204", **OUT) for name in POSTS}
    ),
    "PUT /accounts/{id}/block": Row(
        {
            "public": answers("blocked", owner="400 block_self", blocked=NO_ACCOUNT, **OUT),
            "private": answers("blocked", owner="400 block_self", blocked=NO_ACCOUNT, **OUT),
            "absent": answers(NO_ACCOUNT, **OUT),
        },
        shows=_blocking,
    ),
    "DELETE /accounts/{id}/block": Row(
        {name: answers("unblocked", **OUT) for name in ("public", "private", "absent")}, shows=_blocking
    ),
    "PUT /accounts/{id}/mute": Row(
        {
            "public": answers("muted", owner="400 mute_self", blocked=NO_ACCOUNT, **OUT),
            "private": answers("muted", owner="400 mute_self", blocked=NO_ACCOUNT, **OUT),
            "absent": answers(NO_ACCOUNT, **OUT),
        },
        shows=_muting,
    ),
    "DELETE /accounts/{id}/mute": Row(
        {name: answers("unmuted", **OUT) for name in ("public", "private", "absent")}, shows=_muting
    ),
    "DELETE /sessions/{id}": Row(
        {
            "absent": answers("404 session_not_found", **OUT),
            "public": answers("404 session_not_found", owner="204", **OUT),
            "private": answers("404 session_not_found", owner="204", **OUT),
        }
    ),
    "DELETE /sessions": Row(members("204")),
    "POST /me/email": Row(
        members("204"), body=lambda _: {"password": PASSWORD, "email": f"{secrets.token_hex(6)}@example.org"}
    ),
    "POST /me/email/confirm": Row(members("400 code_wrong"), body=lambda _: {"code": "000000"}),
    "POST /me/second-factor/disable": Row(members("409 totp_off"), body=lambda _: PROOF),
    "POST /me/second-factor/recovery-codes": Row(members("409 totp_off"), body=lambda _: PROOF),
    "POST /me/second-factor/confirm": Row(members("409 totp_off"), body=lambda _: {"code": "000000"}),
    "POST /me/second-factor": Row(members("200"), body=lambda _: {"password": PASSWORD}),
    # With a wrong one, for everybody is needed again: what the right one does is in test_revocation.py and test_leaks.py.
    "POST /me/deactivation": Row(members("400 password_wrong"), body=lambda _: {"password": "wrong horse"}),
    "POST /me/deletion": Row(members("400 password_wrong"), body=lambda _: {"password": "wrong horse"}),
    "PUT /me/password": Row(members("204"), body=lambda _: {"current_password": PASSWORD, "new_password": PASSWORD}),
    "POST /auth/log-out": Row(members("204")),
}


def _as_if_absent(row: Row) -> Row:
    """A deactivated account, and what it has published, is for everybody like one that does not exist."""
    absent = row.cells.get("absent")
    if absent is None or "deactivated" in row.cells:
        return row
    owner = absent.to("anonymous")
    return replace(
        row, cells={**row.cells, "deactivated": answers(absent.everybody, **{**absent.others, "owner": owner})}
    )


ROWS = {name: _as_if_absent(row) for name, row in ROWS.items()}
# The socket and its channels are in test_socket.py.
ELSEWHERE = {"GET /socket", "GET /openapi.json"}
