"""Who may do what at the recommend service: a row for each operation of the contract (kit/testing/policy.py)."""

from __future__ import annotations

from typing import Any

from kit.app import BFF
from kit.testing.client import Answer
from kit.testing.policy import UNAUTHENTICATED, Row, Values, answers
from kit.testing.service import ServiceUnderTest
from recommend.domain.model import Following
from recommend.tests.factories import ALICE, blocked, follow, open_accounts, publish

STRANGER, PENDING, FOLLOWER, EX_FOLLOWER, FOLLOWED, BLOCKED, BLOCKER = range(1005, 1012)


class Readers:
    """Alice has published; the others stand to her as their names say."""

    actors = ("anonymous", "stranger", "pending", "follower", "ex_follower", "followed", "blocked", "blocker", "owner")

    def __init__(self, recommend: ServiceUnderTest) -> None:
        self._recommend = recommend

    async def arrive(self) -> None:
        await open_accounts(self._recommend, ALICE, *range(STRANGER, BLOCKER + 1))
        await publish(self._recommend, ALICE)
        await follow(self._recommend, PENDING, ALICE, state=Following.PENDING)
        await follow(self._recommend, FOLLOWER, ALICE)
        await follow(self._recommend, EX_FOLLOWER, ALICE, state=Following.NONE)
        await follow(self._recommend, ALICE, FOLLOWED)
        await self._recommend.deliver(
            blocked(self._recommend, ALICE, BLOCKED, 1), blocked(self._recommend, BLOCKER, ALICE, 1)
        )

    async def arrange(self) -> None:
        """Nothing can be written here."""

    def caller(self, subject: str, actor: str) -> dict[str, Any]:
        ids = {"stranger": STRANGER, "pending": PENDING, "follower": FOLLOWER, "ex_follower": EX_FOLLOWER}
        ids |= {"followed": FOLLOWED, "blocked": BLOCKED, "blocker": BLOCKER, "owner": ALICE}
        return {} if actor == "anonymous" else {"viewer": ids[actor]}

    def values(self, subject: str) -> Values:
        author = ALICE if subject == "author" else 17
        viewers = [STRANGER, PENDING, FOLLOWER, EX_FOLLOWER, FOLLOWED, ALICE]
        return {"author_id": str(author), "viewers": [str(viewer) for viewer in viewers], "since": 1}


def _authors(answer: Answer) -> str:
    return "shown" if str(ALICE) in {item["author_id"] for item in answer.json()["items"]} else "hidden"


def _suggested(answer: Answer) -> str:
    return "shown" if str(ALICE) in {item["account_id"] for item in answer.json()["items"]} else "hidden"


def _new(answer: Answer) -> str:
    return "shown" if answer.json()["count"] else "hidden"


def _followers(answer: Answer) -> str:
    return ",".join(answer.json()["viewers"])


HIDDEN = dict.fromkeys(("pending", "follower", "owner", "blocked", "blocker"), "hidden")
MEMBERS = {"anonymous": UNAUTHENTICATED}
ROWS = {
    "GET /recommend/home/following": Row(
        (BFF,), {"author": answers("hidden", follower="shown", owner="shown", **MEMBERS)}, shows=_authors
    ),
    # One's own posts are no news.
    "GET /recommend/home/following/new": Row(
        (BFF,), {"author": answers("hidden", follower="shown", **MEMBERS)}, shows=_new
    ),
    "POST /recommend/followers-among": Row(
        (BFF,),
        {"author": answers(str(FOLLOWER)), "nobody": answers("")},
        body=lambda values: {name: values[name] for name in ("author_id", "viewers")},
        shows=_followers,
    ),
    "GET /recommend/accounts/suggestions": Row(
        (BFF,),
        {"author": answers("shown", **HIDDEN, **MEMBERS)},
        shows=_suggested,
    ),
}
