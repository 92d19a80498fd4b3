"""Accounts found by what they are called."""

from __future__ import annotations

from typing import Annotated

from litestar import get
from litestar.params import Parameter

from kit.app import NOBODY, SERVICES, Caller, Reader, operation
from kit.ids import MAX_ID
from user.api import schemas, views
from user.domain import queries

Prefix = Annotated[str, Parameter(min_length=1, max_length=30, description="What usernames begin with, in any case.")]
Author = Annotated[int, Parameter(ge=1, le=MAX_ID, description="Who mentions them.")]
Usernames = Annotated[
    str,
    Parameter(
        min_length=1,
        max_length=620,
        pattern="^[A-Za-z0-9._]{1,30}(,[A-Za-z0-9._]{1,30}){0,19}$",
        description="At most 20 names, separated by commas.",
    ),
]


@get("/accounts/matching", **operation())
async def list_matching_accounts(prefix: Prefix, reader: Reader, caller: Caller) -> schemas.Cards:
    """At most 8 accounts whose names begin so: whom the viewer follows first, then by followers; none across a block."""
    return views.cards_view(await queries.list_matching(reader, caller.required_viewer, prefix), {})


@get("/internal/mentioned", **operation(viewer=NOBODY, issuers=(SERVICES,)))
async def list_mentioned_accounts(author_id: Author, usernames: Usernames, reader: Reader) -> schemas.MentionedAccounts:
    """Whom somebody mentions: names of nobody, of hidden accounts, of himself and across a block are left out."""
    found = await queries.list_mentioned(reader, author_id, usernames.split(","))
    return schemas.MentionedAccounts(items=[views.mentioned_view(one) for one in found])


ROUTES = [list_matching_accounts, list_mentioned_accounts]
