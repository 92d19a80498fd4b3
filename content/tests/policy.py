"""Who may do what at the content service: a row for each operation of the contract (kit/testing/policy.py).

Whether one may see an author is `user`'s to say, so nobody is a follower here: what counts is the state of a post and whose it is.
"""

from __future__ import annotations

from typing import Any

from content.domain.model import Post
from content.tests.factories import ALICE, BOB, CAROL, body, published
from kit.app import BFF, SERVICES
from kit.testing.client import Answer
from kit.testing.policy import UNAUTHENTICATED, Answers, Row, Values, answers
from kit.testing.service import ServiceUnderTest

STATES = ("published", "archived", "deleted")
POSTS = (*STATES, "absent")
STRANGER, GONE = 1004, 1005

CLEAR = (
    "DELETE FROM outbox; DELETE FROM post_revision; DELETE FROM post_hashtag; DELETE FROM hashtag_change"
    "; DELETE FROM post_media WHERE post_id <> ALL($1)"
    "; DELETE FROM post WHERE id <> ALL($1)"
)
SET_STATE = "UPDATE post SET state = $2, pinned_at = NULL, caption = 'A day at the sea', version = 1 WHERE id = $1"


class Shelf:
    """A post of alice's in each state; bob is not verified, carol is suspended, one account is deleted."""

    actors = ("anonymous", "stranger", "unverified", "suspended", "deleted", "owner")

    def __init__(self, content: ServiceUnderTest) -> None:
        self._content = content
        self._posts: dict[str, Post] = {}

    async def arrive(self) -> None:
        for state in STATES:
            self._posts[state] = await published(self._content, ALICE)

    async def arrange(self) -> None:
        kept = [post.id for post in self._posts.values()]
        async with self._content.writing() as writer:
            for statement in CLEAR.split("; "):
                await writer.execute(statement, *([kept] if "$1" in statement else []))
            await writer.executemany(SET_STATE, [(post.id, state) for state, post in self._posts.items()])

    def caller(self, subject: str, actor: str) -> dict[str, Any]:
        ids = {"stranger": STRANGER, "unverified": BOB, "suspended": CAROL, "deleted": GONE, "owner": ALICE}
        return {} if actor == "anonymous" else {"viewer": ids[actor]}

    def values(self, subject: str) -> Values:
        post = self._posts.get(subject)
        author = 17 if subject == "absent" else ALICE
        return {
            "post_id": post.id if post else 17,
            "account_id": author,
            "ids": str(post.id if post else 17),
            "tag": "sea",
            "prefix": "se",
            "media_id": str(post.media[0].media_id if post else 17),
        }


def shown(answer: Answer) -> str:
    return "shown" if answer.json()["items"] else "hidden"


def _edit(values: Values) -> dict[str, Any]:
    return {"version": 1, "caption": "Another day", "media": [{"media_id": values["media_id"], "alt": "New"}]}


def _body(content: ServiceUnderTest) -> Any:
    return lambda _: body(content.world.secrets, ALICE)


VISIBLE = {
    "published": answers("shown"),
    "archived": answers("hidden", owner="shown"),
    "deleted": answers("hidden"),
    "absent": answers("hidden"),
}
NOT_FOUND = answers("404 post_not_found", anonymous=UNAUTHENTICATED)
OWN = answers("404 post_not_found", owner="204", anonymous=UNAUTHENTICATED)
OWN_ALIVE = answers("404 post_not_found", owner="200", anonymous=UNAUTHENTICATED)
PINNING = answers("404 post_not_found", owner="409 post_archived", anonymous=UNAUTHENTICATED)
# Who may not publish may not edit either, nor show again, whatever there is.
EDITORS = {
    "anonymous": UNAUTHENTICATED,
    "unverified": "403 not_verified",
    "suspended": "403 may_not_publish",
    "deleted": "403 may_not_publish",
}
EDITED = answers("404 post_not_found", owner="200", **EDITORS)
GONE_POST = answers("404 post_not_found", **EDITORS)
EDITING = {"published": EDITED, "archived": EDITED, "deleted": GONE_POST, "absent": GONE_POST}
REVISIONS = {
    "published": answers("200"),
    "archived": answers("404 post_not_found", owner="200"),
    "deleted": answers("404 post_not_found"),
    "absent": answers("404 post_not_found"),
}
AUTHORS = {"published": answers("200"), "absent": answers("200")}
# Everybody sends alice's receipts: to others they are worth nothing.
PUBLISHING = answers(
    "403 not_verified",
    anonymous=UNAUTHENTICATED,
    stranger="400 receipt_invalid",
    suspended="403 may_not_publish",
    deleted="403 may_not_publish",
    owner="201",
)


def rows(content: ServiceUnderTest) -> dict[str, Row]:
    """The rows; receipts are signed with the keys of the run."""
    own: dict[str, Answers] = {"published": OWN, "archived": OWN, "deleted": OWN, "absent": NOT_FOUND}
    archived = {"published": OWN_ALIVE, "archived": OWN_ALIVE, "deleted": NOT_FOUND, "absent": NOT_FOUND}
    return {
        "POST /content/posts": Row((BFF,), {"published": PUBLISHING}, body=_body(content)),
        "PATCH /content/posts/{post_id}": Row((BFF,), EDITING, body=_edit),
        "DELETE /content/posts/{post_id}": Row((BFF,), own),
        "GET /content/posts/{post_id}/revisions": Row((BFF,), REVISIONS),
        "PUT /content/posts/{post_id}/archive": Row((BFF,), archived),
        "DELETE /content/posts/{post_id}/archive": Row((BFF,), EDITING),
        "PUT /content/posts/{post_id}/pin": Row((BFF,), {**archived, "archived": PINNING}),
        "DELETE /content/posts/{post_id}/pin": Row((BFF,), archived),
        "GET /content/archive": Row(
            (BFF,), {"archived": answers("hidden", owner="shown", anonymous=UNAUTHENTICATED)}, shows=shown
        ),
        "GET /content/posts": Row((BFF,), VISIBLE, shows=shown),
        "POST /content/posts/batch": Row((BFF,), VISIBLE, body=lambda values: {"ids": [values["ids"]]}, shows=shown),
        "GET /content/accounts/{account_id}/posts": Row((BFF,), AUTHORS),
        "GET /content/accounts/{account_id}/counts": Row((BFF,), AUTHORS),
        "GET /content/hashtags": Row((BFF,), {"published": answers("200", anonymous=UNAUTHENTICATED)}),
        "GET /content/hashtags/{tag}/posts": Row((BFF,), {"published": answers("200")}),
        "GET /content/hashtags/{tag}": Row((BFF,), {"published": answers("200")}),
        "GET /content/counts": Row((BFF,), AUTHORS),
        "GET /content/internal/posts": Row((SERVICES,), {"published": answers("200")}),
    }
