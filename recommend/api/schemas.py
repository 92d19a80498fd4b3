"""Requests and answers of recommend: this is the contract. Answers hold ids; who asks hydrates and applies the rules."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from kit.schema import Id, Request, Response


class FeedItem(Response):
    """One place in a feed, newest first. The author is named so that posts and accounts can be fetched side by side.

    Following `next` never skips or repeats a post, whatever arrives meanwhile.
    """

    post_id: Id
    author_id: Id


class NewPosts(Response):
    """Posts by followed accounts above `since`; `count` stops at `capped_at`."""

    count: int
    capped_at: int
    newest: Id | None


class FollowersAmong(Request):
    """Which of these viewers have the author's posts in their feed?"""

    author_id: Id
    viewers: Annotated[list[Id], Meta(max_length=1_000)]


class Followers(Response):
    """Those of the asked who follow and do not mute; pending is not following."""

    viewers: list[Id]


class SuggestionReason(Response):
    """Why an account is suggested.

    `followed_by`: by `count` of the accounts that the viewer follows, of which `accounts` names up to three.
    `popular`: by `count` accounts altogether.
    """

    kind: Literal["followed_by", "popular"]
    count: int
    accounts: list[Id]


class Suggestion(Response):
    """One account to follow, with the reason."""

    account_id: Id
    reason: SuggestionReason


class Suggestions(Response):
    """Best first: accounts followed by those the viewer follows, then the most followed."""

    items: list[Suggestion]
