"""Accounts, and accounts as a viewer sees them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from asyncpg import UniqueViolationError

from kit.db import Reader, Writer
from user.domain.model import (
    Account,
    Avatar,
    Card,
    Counts,
    Following,
    Link,
    Mutuals,
    NewAccount,
    Profile,
    Relation,
    State,
)

NOBODY = 0

ACCOUNT_COLUMNS = """
a.id, a.version, a.username, a.name, a.bio, a.pronouns, a.links, a.avatar, a.email, a.email_verified_at, a.birthday,
a.language, a.theme, a.private, a.state, a.deletes_at
"""

CARD_COLUMNS = """
a.id, a.version, a.username, a.name, a.private, a.avatar, a.state,
mine.state AS following, mine.version AS edge_version, theirs.state AS followed_by,
blocking.yes AS blocking, blocked_by.yes AS blocked_by, muting.yes AS muting
"""

# $1 is the viewer, NOBODY when nobody is logged in. LIMIT keeps the planner at one look-up for each account:
# a join would read all that a viewer follows.
EDGES = """
LEFT JOIN LATERAL (
    SELECT state, version FROM follow_edge WHERE follower_id = $1 AND followee_id = a.id LIMIT 1
) mine ON true
LEFT JOIN LATERAL (
    SELECT state FROM follow_edge WHERE follower_id = a.id AND followee_id = $1 LIMIT 1
) theirs ON true
LEFT JOIN LATERAL (
    SELECT true AS yes FROM block_edge WHERE blocker_id = $1 AND blocked_id = a.id AND state = 'blocked' LIMIT 1
) blocking ON true
LEFT JOIN LATERAL (
    SELECT true AS yes FROM block_edge WHERE blocker_id = a.id AND blocked_id = $1 AND state = 'blocked' LIMIT 1
) blocked_by ON true
LEFT JOIN LATERAL (
    SELECT true AS yes FROM mute_edge WHERE muter_id = $1 AND muted_id = a.id AND state = 'muted' LIMIT 1
) muting ON true
"""

SELECT_ACCOUNT = f"SELECT {ACCOUNT_COLUMNS}"
SELECT_CARD = f"SELECT {CARD_COLUMNS}"
RETURNING_ACCOUNT = f" RETURNING {ACCOUNT_COLUMNS}"

GET_ACCOUNT = f"{SELECT_ACCOUNT} FROM account a WHERE a.id = $1"

LOCK_ACCOUNTS = "SELECT id, state FROM account WHERE id = ANY($1::bigint[]) ORDER BY id FOR NO KEY UPDATE"

LOCK_ACCOUNT = f"{GET_ACCOUNT} FOR NO KEY UPDATE"

INSERT_ACCOUNT = """
INSERT INTO account AS a (id, username, name, email, password_hash, birthday, language, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT DO NOTHING
"""

UPDATE_PROFILE = """
UPDATE account AS a SET name = $2, bio = $3, pronouns = $4, links = $5, avatar = $6, version = version + 1
WHERE id = $1
"""

# Privacy is part of the card that others hold by version; language and theme are not.
UPDATE_PREFERENCES = """
UPDATE account AS a
SET language = $2, theme = $3, private = $4, version = version + CASE WHEN private = $4 THEN 0 ELSE 1 END
WHERE id = $1
"""

SET_STATE = "UPDATE account AS a SET state = $2, deletes_at = $3, version = version + 1 WHERE id = $1"

CHANGE_EMAIL = "UPDATE account AS a SET email = $2, email_verified_at = $3 WHERE id = $1"

SET_EMAIL_VERIFIED = "UPDATE account AS a SET email_verified_at = $3 WHERE id = $1 AND email = $2"

# Shared by requests to the account, exclusive for changing its privacy. Its row cannot serve: two who follow each other
# would wait for one another.
HOLD_PRIVACY = "SELECT pg_advisory_xact_lock_shared(hashtextextended('privacy', $1))"
LOCK_PRIVACY = "SELECT pg_advisory_xact_lock(hashtextextended('privacy', $1))"

TAKEN = """
SELECT EXISTS (SELECT FROM account WHERE username = $1) AS username,
       EXISTS (SELECT FROM account WHERE email = $2) AS email
"""

LIST_CARDS = f"{SELECT_CARD} FROM account a {EDGES} WHERE a.id = ANY($2::bigint[])"

COUNTS = """
coalesce(c.followers, 0) + coalesce(d.followers, 0) AS followers,
coalesce(c.following, 0) + coalesce(d.following, 0) AS follows
"""

COUNT_TABLES = """
LEFT JOIN follow_count c ON c.account_id = a.id
LEFT JOIN LATERAL (
    SELECT sum(followers)::bigint AS followers, sum(following)::bigint AS following
    FROM follow_delta WHERE account_id = a.id
) d ON true
"""

GET_PROFILE = f"""
{SELECT_CARD}, a.bio, a.pronouns, a.links, {COUNTS} FROM account a {EDGES} {COUNT_TABLES}
WHERE a.username = $2
"""

GET_CARD = f"{SELECT_CARD} FROM account a {EDGES} WHERE a.id = $2"

_avatar = msgspec.json.Decoder(Avatar)
_links = msgspec.json.Decoder(list[Link])


def account_of(row: Any) -> Account:
    """An Account out of ACCOUNT_COLUMNS."""
    return Account(
        id=row["id"],
        version=row["version"],
        username=row["username"],
        name=row["name"],
        bio=row["bio"],
        pronouns=row["pronouns"],
        links=_links.decode(row["links"]),
        avatar=avatar_of(row),
        email=row["email"],
        email_verified_at=row["email_verified_at"],
        birthday=row["birthday"],
        language=row["language"],
        theme=row["theme"],
        private=row["private"],
        state=State(row["state"]),
        deletes_at=row["deletes_at"],
    )


def card_of(row: Any, viewer: int | None) -> Card:
    """A Card out of CARD_COLUMNS."""
    return Card(
        id=row["id"],
        version=row["version"],
        username=row["username"],
        name=row["name"],
        private=row["private"],
        avatar=avatar_of(row),
        state=State(row["state"]),
        relation=Relation(
            own=row["id"] == viewer,
            following=Following(row["following"] or Following.NONE),
            followed_by=row["followed_by"] == Following.FOLLOWING,
            requested_by=row["followed_by"] == Following.PENDING,
            version=row["edge_version"] or 0,
            blocking=row["blocking"] is True,
            blocked_by=row["blocked_by"] is True,
            muting=row["muting"] is True,
        ),
    )


def avatar_of(row: Any) -> Avatar | None:
    return _avatar.decode(row["avatar"]) if row["avatar"] else None


async def get_account(reader: Reader, account_id: int) -> Account | None:
    row = await reader.fetchrow(GET_ACCOUNT, account_id)
    return account_of(row) if row else None


async def lock_account(writer: Writer, account_id: int) -> Account | None:
    """The account, with its changes and those of its follow edges serialised until the commit."""
    row = await writer.fetchrow(LOCK_ACCOUNT, account_id)
    return account_of(row) if row else None


async def lock_accounts(writer: Writer, account_ids: Sequence[int]) -> dict[int, State]:
    """The states of those accounts that exist, their changes and those of their edges serialised until the commit."""
    return {row["id"]: State(row["state"]) for row in await writer.fetch(LOCK_ACCOUNTS, account_ids)}


async def insert_account(
    writer: Writer, account_id: int, wanted: NewAccount, password_hash: str, created_at: datetime
) -> Account | None:
    """The new account; None when username or address is taken."""
    row = await writer.fetchrow(
        INSERT_ACCOUNT + RETURNING_ACCOUNT,
        account_id,
        wanted.username,
        wanted.name,
        wanted.email,
        password_hash,
        wanted.birthday,
        wanted.language,
        created_at,
    )
    return account_of(row) if row else None


async def taken(reader: Reader, username: str, email: str) -> tuple[bool, bool]:
    """Whether somebody has the username, and the address."""
    row = await reader.fetchrow(TAKEN, username, email)
    assert row is not None
    return row["username"], row["email"]


async def update_profile(writer: Writer, account: Account) -> Account:
    """Store the profile of `account` and raise its version."""
    row = await writer.fetchrow(
        UPDATE_PROFILE + RETURNING_ACCOUNT,
        account.id,
        account.name,
        account.bio,
        account.pronouns,
        msgspec.json.encode(account.links).decode(),
        msgspec.json.encode(account.avatar).decode() if account.avatar else None,
    )
    return account_of(row)


async def update_preferences(writer: Writer, account: Account) -> Account:
    """Store the preferences of `account`; its version rises with a change of privacy."""
    values = (account.id, account.language, account.theme, account.private)
    return account_of(await writer.fetchrow(UPDATE_PREFERENCES + RETURNING_ACCOUNT, *values))


async def set_state(writer: Writer, account_id: int, state: State, *, deletes_at: datetime | None = None) -> Account:
    """The account in another state, its version raised."""
    return account_of(await writer.fetchrow(SET_STATE + RETURNING_ACCOUNT, account_id, state.value, deletes_at))


async def hold_privacy(writer: Writer, account_id: int) -> None:
    """Keep the account from going public or private until the commit; waits for who is changing it."""
    await writer.fetchval(HOLD_PRIVACY, account_id)


async def lock_privacy(writer: Writer, account_id: int) -> None:
    """Keep everybody from asking to follow the account until the commit; waits for who is asking."""
    await writer.fetchval(LOCK_PRIVACY, account_id)


async def set_email_verified(writer: Writer, account_id: int, email: str, at: datetime) -> Account | None:
    """The account, now verified; None when it has another address by now."""
    row = await writer.fetchrow(SET_EMAIL_VERIFIED + RETURNING_ACCOUNT, account_id, email, at)
    return account_of(row) if row else None


async def change_email(writer: Writer, account_id: int, email: str, at: datetime) -> Account | None:
    """The account with its new, proven address; None when somebody has it."""
    try:
        row = await writer.fetchrow(CHANGE_EMAIL + RETURNING_ACCOUNT, account_id, email, at)
    except UniqueViolationError:
        return None
    return account_of(row)


async def list_cards(reader: Reader, viewer: int | None, account_ids: Sequence[int]) -> list[Card]:
    """In any order; unknown ids are left out."""
    rows = await reader.fetch(LIST_CARDS, viewer or NOBODY, account_ids)
    return [card_of(row, viewer) for row in rows]


async def get_card(reader: Reader, viewer: int | None, account_id: int) -> Card | None:
    row = await reader.fetchrow(GET_CARD, viewer or NOBODY, account_id)
    return card_of(row, viewer) if row else None


async def get_profile(reader: Reader, viewer: int | None, username: str) -> Profile | None:
    row = await reader.fetchrow(GET_PROFILE, viewer or NOBODY, username)
    if row is None:
        return None
    return Profile(
        card=card_of(row, viewer),
        bio=row["bio"],
        pronouns=row["pronouns"],
        links=_links.decode(row["links"]),
        counts=Counts(followers=row["followers"], following=row["follows"]),
        mutuals=Mutuals(),
    )
