"""Who may do what at the user service: a row for each operation of the contract (kit/testing/policy.py)."""

from __future__ import annotations

import hashlib
from itertools import count
from typing import Any

import msgspec

from kit.app import BFF, SERVICES
from kit.ids import new_id
from kit.testing.client import Answer
from kit.testing.policy import UNAUTHENTICATED, Answers, Row, Values, answers
from kit.testing.service import ServiceUnderTest
from user.domain.model import Following
from user.tests.factories import PASSWORD, SIGNED_UP, person, session_request, sign_up_request

_numbers = count(1)

CLOSED = ("deactivated", "deleted", "absent")
SUBJECTS = ("public", "private", "suspended", "deactivated", "deleted", "absent")
# How each actor stands to every subject. The suspended and the deleted one follow, as far as that goes.
FOLLOWS = {
    "stranger": None,
    "pending": Following.PENDING,
    "follower": Following.FOLLOWING,
    "ex_follower": Following.NONE,
    "followed": None,
    "asked": None,
    "blocked": None,
    "blocker": None,
    "suspended": Following.FOLLOWING,
    "deleted": Following.FOLLOWING,
}

CLEAR = """
DELETE FROM session; DELETE FROM block_edge; DELETE FROM mute_edge; DELETE FROM follow_edge; DELETE FROM follow_delta; DELETE FROM follow_count; DELETE FROM attempt;
DELETE FROM mailed_code; DELETE FROM second_factor; DELETE FROM mail; DELETE FROM outbox
"""
SET_STATE = "UPDATE account SET state = $2, deletes_at = NULL, name = username, language = 'en' WHERE id = $1"
INSERT_SESSION = """
INSERT INTO session (id, account_id, token_hash, device, address_hash, user_agent, region, created_at, last_seen_at)
VALUES ($1, $2, $3, 'd', 'a', 'Firefox', 'ap-northeast', now(), now())
"""
INSERT_EDGE = """
INSERT INTO follow_edge (follower_id, followee_id, state, version, created_at, changed_at) VALUES ($1, $2, $3, 1, $4, $4)
"""
INSERT_BLOCK = """
INSERT INTO block_edge (blocker_id, blocked_id, state, version, created_at, changed_at) VALUES ($1, $2, 'blocked', 1, $3, $3)
"""


class Person(msgspec.Struct):
    """An account with a session. The absent one is nowhere but here."""

    username: str
    state: str
    id: int
    session: int

    @property
    def token_hash(self) -> str:
        return hashlib.sha256(self.username.encode()).hexdigest()


def _person(name: str, prefix: str) -> Person:
    state = name if name in ("suspended", "deactivated", "deleted") else "active"
    return Person(prefix + name.replace("_", "."), state, new_id(), new_id())


class People:
    """The accounts that ids name, and those who ask."""

    actors = ("anonymous", *FOLLOWS, "owner")

    def __init__(self, user: ServiceUnderTest) -> None:
        self._user = user
        self._subjects = {name: _person(name, "the.") for name in SUBJECTS}
        self._others = {name: _person(name, "a.") for name in FOLLOWS}

    async def arrive(self) -> None:
        """Make the accounts, once: passwords take time."""
        for one in self._existing():
            private = one is self._subjects["private"]
            one.id = await person(self._user, one.username, password=PASSWORD, private=private)

    async def arrange(self) -> None:
        existing = self._existing()
        edges = [
            (self._others[name].id, one.id, state.value, SIGNED_UP)
            for name, state in FOLLOWS.items()
            for one in existing[: len(SUBJECTS) - 1]
            if state is not None
        ]
        edges += [
            (one.id, self._others[name].id, state, SIGNED_UP)
            for name, state in (("followed", "following"), ("asked", "pending"))
            for one in existing[: len(SUBJECTS) - 1]
        ]
        blocks = [
            (blocker, blocked, SIGNED_UP)
            for one in existing[: len(SUBJECTS) - 1]
            for blocker, blocked in ((one.id, self._others["blocked"].id), (self._others["blocker"].id, one.id))
        ]
        async with self._user.writing() as writer:
            await writer.execute(CLEAR)
            await writer.executemany(SET_STATE, [(one.id, one.state) for one in existing])
            sessions = [(one.session, one.id, bytes.fromhex(one.token_hash)) for one in existing]
            await writer.executemany(INSERT_SESSION, sessions)
            await writer.executemany(INSERT_EDGE, edges)
            await writer.executemany(INSERT_BLOCK, blocks)

    def caller(self, subject: str, actor: str) -> dict[str, Any]:
        if actor == "anonymous":
            return {}
        who = self._subjects[subject] if actor == "owner" else self._others[actor]
        return {"viewer": who.id, "session": who.session}

    def values(self, subject: str) -> Values:
        one = self._subjects[subject]
        return {
            "account_id": one.id,
            "username": one.username,
            "ids": str(one.id),
            "prefix": one.username,
            "usernames": one.username,
            "author_id": self._others["stranger"].id,
            "session_id": one.session,
            "token_hash": one.token_hash,
        }

    def _existing(self) -> list[Person]:
        return [one for name, one in self._subjects.items() if name != "absent"] + list(self._others.values())


# The policy: how much of an account each may have.
ACCESS = {
    "public": answers("full", blocked="hidden", blocker="card"),
    "private": answers("card", follower="full", suspended="full", deleted="full", owner="full", blocked="hidden"),
    "suspended": answers("hidden", owner="full"),
    "deactivated": answers("hidden"),
    "deleted": answers("hidden"),
    "absent": answers("hidden"),
}
NOT_FOUND = "404 account_not_found"
# A suspended account may look around, and a deleted one has 60 s until its caller token ends.
SUSPENDED = "403 account_suspended"
MEMBERS = {"anonymous": UNAUTHENTICATED, "deleted": UNAUTHENTICATED}


def by_access(full: str, card: str, hidden: str, **others: str) -> dict[str, Answers]:
    """What is answered at each access; `others` as in `answers`, for every subject."""
    words = {"full": full, "card": card, "hidden": hidden}
    return {
        subject: answers(words[cell.everybody], **{name: words[word] for name, word in cell.others.items()} | others)
        for subject, cell in ACCESS.items()
    }


def once(everybody: str, **others: str) -> dict[str, Answers]:
    """For operations that name nobody: the owner is just another account."""
    return {"public": answers(everybody, **others)}


def each(**cells: Answers) -> dict[str, Answers]:
    """All subjects, the absent one like the deleted one unless it is told apart."""
    assert set(cells) >= set(SUBJECTS) - {"absent"}
    return {"absent": cells["deleted"], **cells}


def decided(nobody: str, owners: dict[str, str] | None = None, **others: str) -> dict[str, Answers]:
    """What who decides about followers is answered: each subject follows one of `others` and asks to follow another.

    `nobody` is for whom the subject is nothing; `owners` is what the owner of each subject is answered, of whom it is the same.
    """
    gone = dict.fromkeys(CLOSED, UNAUTHENTICATED)
    cells = {}
    for name in SUBJECTS:
        known = {actor: word for actor, word in others.items() if name != "absent" or actor == "suspended"}
        owner = (gone | (owners or {})).get(name, nobody)
        cells[name] = answers(nobody, owner=owner, **known, **MEMBERS)
    return cells


def _card(answer: Answer) -> str:
    items = answer.json()["items"]
    return ("full" if items[0]["may_see"] else "card") if items else "hidden"


def _profile(answer: Answer) -> str:
    return "full" if answer.json()["may_see"] else "card"


def _free(answer: Answer) -> str:
    return "free" if answer.json()["available"] else str(answer.json()["reason"])


def _following(answer: Answer) -> str:
    return str(answer.json()["following"])


def _blocking(answer: Answer) -> str:
    return "blocked" if answer.json()["blocking"] else "unblocked"


def _muting(answer: Answer) -> str:
    return "muted" if answer.json()["muting"] else "unmuted"


def _log_in(values: Values) -> dict[str, Any]:
    return {"identifier": values["username"], "password": PASSWORD, "session": session_request()}


def _asked(values: Values) -> dict[str, Any]:
    return {"identifier": values["username"], "address_hash": f"address-of-{next(_numbers):012}"}


NOT_OFFERED = {"owner": "hidden", "blocked": "hidden", "blocker": "hidden", "anonymous": UNAUTHENTICATED}
UNOFFERED = answers("hidden", anonymous=UNAUTHENTICATED)
MATCHING = each(
    public=answers("full", **NOT_OFFERED),
    private=answers("card", follower="full", suspended="full", deleted="full", **NOT_OFFERED),
    suspended=UNOFFERED,
    deactivated=UNOFFERED,
    deleted=UNOFFERED,
)

PROFILE = {"name": "New", "links": [{"url": "https://example.org", "title": "Mine"}]}
WRONG = answers("401 wrong_credentials")
NO_FOLLOW = {"owner": "400 follow_self", "suspended": SUSPENDED, "blocked": NOT_FOUND, "blocker": "409 account_blocked"}
ASKED = answers("pending", follower="following", **NO_FOLLOW, **MEMBERS)
HIDDEN = answers(NOT_FOUND, owner="400 follow_self", suspended=SUSPENDED, **MEMBERS)
BLOCKED = answers("blocked", owner="400 block_self", blocked=NOT_FOUND, **MEMBERS)
UNSEEN = answers(NOT_FOUND, owner="400 block_self", **MEMBERS)
UNBLOCKED = answers("unblocked", **MEMBERS)
MUTED = answers("muted", owner="400 mute_self", blocked=NOT_FOUND, **MEMBERS)
UNHEARD = answers(NOT_FOUND, owner="400 mute_self", **MEMBERS)
UNMUTED = answers("unmuted", **MEMBERS)
PROOF = {"password": PASSWORD, "code": "000000"}
NEW_PASSWORD = {"current_password": PASSWORD, "new_password": PASSWORD}
OWN_SESSION = answers("404 session_not_found", owner="204", anonymous=UNAUTHENTICATED)

ROWS = {
    "POST /user/accounts": Row((BFF,), once("201"), body=lambda _: sign_up_request(f"new{next(_numbers)}")),
    "POST /user/sessions": Row(
        (BFF,),
        each(
            public=answers("201"),
            private=answers("201"),
            suspended=answers(SUSPENDED),
            deactivated=answers("409 account_deactivated"),
            deleted=WRONG,
        ),
        body=_log_in,
    ),
    "GET /user/sessions/current": Row(
        (BFF,),
        {name: answers("404 session_not_found" if name in CLOSED else "200") for name in SUBJECTS},
    ),
    "POST /user/sessions/current/seen": Row((BFF,), once("204", anonymous=UNAUTHENTICATED)),
    "DELETE /user/sessions/current": Row((BFF,), once("204", anonymous=UNAUTHENTICATED)),
    "GET /user/sessions": Row((BFF,), once("200", anonymous=UNAUTHENTICATED)),
    "DELETE /user/sessions/{session_id}": Row(
        (BFF,),
        {name: OWN_SESSION for name in SUBJECTS if name != "absent"}
        | {"absent": answers("404 session_not_found", anonymous=UNAUTHENTICATED)},
    ),
    "DELETE /user/sessions": Row((BFF,), once("204", anonymous=UNAUTHENTICATED)),
    "POST /user/email-verifications": Row((BFF,), once("409 already_verified", **MEMBERS), body=lambda _: {"code": "000000"}),
    "POST /user/email-verifications/resend": Row((BFF,), once("409 already_verified", **MEMBERS)),
    "POST /user/email-changes": Row(
        (BFF,), once("204", **MEMBERS), body=lambda _: {"password": PASSWORD, "email": f"new{next(_numbers)}@example.com"}
    ),
    "POST /user/email-changes/confirm": Row((BFF,), once("400 code_expired", **MEMBERS), body=lambda _: {"code": "000000"}),
    "POST /user/password-resets": Row((BFF,), {name: answers("204") for name in SUBJECTS}, body=_asked),
    "POST /user/password-resets/confirm": Row(
        (BFF,),
        {name: answers("400 reset_code_wrong") for name in SUBJECTS},
        body=lambda values: {**_asked(values), "code": "00000000", "new_password": PASSWORD},
    ),
    "GET /user/second-factor": Row((BFF,), once("200", anonymous=UNAUTHENTICATED)),
    "POST /user/second-factor": Row((BFF,), once("200", **MEMBERS), body=lambda _: {"password": PASSWORD}),
    "POST /user/second-factor/confirm": Row((BFF,), once("409 totp_off", **MEMBERS), body=lambda _: {"code": "000000"}),
    "POST /user/second-factor/disable": Row((BFF,), once("409 totp_off", **MEMBERS), body=lambda _: PROOF),
    "POST /user/second-factor/recovery-codes": Row((BFF,), once("409 totp_off", **MEMBERS), body=lambda _: PROOF),
    "GET /user/usernames/{username}": Row(
        (BFF,), {name: answers("free" if name == "absent" else "taken") for name in SUBJECTS}, shows=_free
    ),
    "GET /user/accounts": Row((BFF, SERVICES), ACCESS, shows=_card),
    "POST /user/accounts/batch": Row(
        (BFF, SERVICES), ACCESS, body=lambda values: {"ids": [values["ids"]]}, shows=_card
    ),
    "GET /user/accounts/by-username/{username}": Row((BFF,), by_access("full", "card", NOT_FOUND), shows=_profile),
    "GET /user/accounts/matching": Row((BFF,), MATCHING, shows=_card),
    "GET /user/internal/mentioned": Row(
        (SERVICES,), {name: answers("1" if name in ("public", "private") else "0") for name in SUBJECTS},
        shows=lambda answer: str(len(answer.json()["items"])),
    ),
    "GET /user/accounts/{account_id}/followers": Row(
        (BFF,), by_access("200", "403 account_private", NOT_FOUND, anonymous=UNAUTHENTICATED)
    ),
    "GET /user/accounts/{account_id}/following": Row(
        (BFF,), by_access("200", "403 account_private", NOT_FOUND, anonymous=UNAUTHENTICATED)
    ),
    "GET /user/accounts/{account_id}/mutuals": Row(
        (BFF,), by_access("200", "200", NOT_FOUND, anonymous=UNAUTHENTICATED)
    ),
    "GET /user/accounts/{account_id}/standing": Row(
        (SERVICES,), {name: answers(NOT_FOUND if name in ("deleted", "absent") else "200") for name in SUBJECTS}
    ),
    "PUT /user/follows/{account_id}": Row(
        (BFF,),
        each(
            public=answers("following", **NO_FOLLOW, **MEMBERS),
            private=ASKED,
            suspended=HIDDEN,
            deactivated=HIDDEN,
            deleted=HIDDEN,
        ),
        shows=_following,
    ),
    "DELETE /user/follows/{account_id}": Row(
        (BFF,),
        each(
            public=answers("none", **MEMBERS),
            private=answers("none", **MEMBERS),
            suspended=answers("none", **MEMBERS),
            deactivated=answers("none", owner=UNAUTHENTICATED, **MEMBERS),
            deleted=answers("none", owner=UNAUTHENTICATED, **MEMBERS),
        ),
        shows=_following,
    ),
    "GET /user/follow-requests": Row((BFF,), once("200", anonymous=UNAUTHENTICATED)),
    "GET /user/follow-requests/count": Row((BFF,), once("200", anonymous=UNAUTHENTICATED)),
    "PUT /user/follow-requests/{account_id}": Row((BFF,), decided(
        "404 request_not_found", owners={"suspended": SUSPENDED},
        followed="following", asked="following", suspended=SUSPENDED,
    ), shows=_following),
    "DELETE /user/follow-requests/{account_id}": Row((BFF,), decided("none", followed="following"), shows=_following),
    "DELETE /user/followers/{account_id}": Row((BFF,), decided("none", asked="pending"), shows=_following),
    "PUT /user/blocks/{account_id}": Row((BFF,), each(
        public=BLOCKED, private=BLOCKED, suspended=UNSEEN, deactivated=UNSEEN, deleted=UNSEEN,
    ), shows=_blocking),
    "DELETE /user/blocks/{account_id}": Row((BFF,), each(
        public=UNBLOCKED, private=UNBLOCKED, suspended=UNBLOCKED,
        deactivated=answers("unblocked", owner=UNAUTHENTICATED, **MEMBERS),
        deleted=answers("unblocked", owner=UNAUTHENTICATED, **MEMBERS),
    ), shows=_blocking),
    "PUT /user/mutes/{account_id}": Row((BFF,), each(
        public=MUTED, private=MUTED, suspended=UNHEARD, deactivated=UNHEARD, deleted=UNHEARD,
    ), shows=_muting),
    "DELETE /user/mutes/{account_id}": Row((BFF,), each(
        public=UNMUTED, private=UNMUTED, suspended=UNMUTED,
        deactivated=answers("unmuted", owner=UNAUTHENTICATED, **MEMBERS),
        deleted=answers("unmuted", owner=UNAUTHENTICATED, **MEMBERS),
    ), shows=_muting),
    "GET /user/mutes": Row((BFF,), once("200", anonymous=UNAUTHENTICATED)),
    "GET /user/blocks": Row((BFF,), once("200", anonymous=UNAUTHENTICATED)),
    "POST /user/deactivation": Row((BFF,), once("204", suspended=SUSPENDED, **MEMBERS), body=lambda _: {"password": PASSWORD}),
    "POST /user/deletion": Row((BFF,), once("200", suspended=SUSPENDED, **MEMBERS), body=lambda _: {"password": PASSWORD}),
    "PUT /user/password": Row((BFF,), once("204", **MEMBERS), body=lambda _: NEW_PASSWORD),
    "PATCH /user/profile": Row((BFF,), once("200", suspended=SUSPENDED, **MEMBERS), body=lambda _: PROFILE),
    "PATCH /user/preferences": Row((BFF,), once("200", **MEMBERS), body=lambda _: {"language": "ko"}),
    "GET /user/internal/accounts": Row((SERVICES,), once("200")),
    "GET /user/internal/follows": Row((SERVICES,), once("200")),
    "GET /user/internal/blocks": Row((SERVICES,), once("200")),
    "GET /user/internal/mutes": Row((SERVICES,), once("200")),
    "GET /user/replication": Row((BFF, "admin"), once("200")),
}  # fmt: skip
