"""People and things for the tests of this service."""

from __future__ import annotations

import hashlib
import secrets
import time
from datetime import UTC, date, datetime, timedelta
from typing import Any

from kit.testing.service import ServiceUnderTest
from user.domain import totp
from user.domain.codes import code_of
from user.domain.commands.imports import ImportedAccount, import_account
from user.domain.model import Following, Purpose
from user.domain.repository import codes, follows, second_factors

PASSWORD = "correct horse"
SIGNED_UP = datetime(2026, 9, 1, tzinfo=UTC)
# Hashing is slow on purpose; the tests of log-in and sign-up do it for real.
NO_PASSWORD = "nobody logs in with this"


def token_hash() -> str:
    return hashlib.sha256(secrets.token_bytes(32)).hexdigest()


def session_request(**changes: Any) -> dict[str, Any]:
    return {
        "token_hash": token_hash(),
        "region": "ap-northeast",
        "address_hash": "address-of-the-tests",
        "user_agent": "Firefox",
        **changes,
    }


def sign_up_request(username: str = "alice", **changes: Any) -> dict[str, Any]:
    return {
        "email": f"{username}@example.org",
        "username": username,
        "name": username.title(),
        "password": PASSWORD,
        "birthday": "1990-05-05",
        "session": session_request(),
        **changes,
    }


async def person(user: ServiceUnderTest, username: str, **changes: Any) -> int:
    """The id of a new account."""
    values = {
        "username": username,
        "email": f"{username}@example.org",
        "password": NO_PASSWORD,
        "birthday": date(1990, 5, 5),
        "created_at": SIGNED_UP,
        "name": username.title(),
    }
    async with user.writing() as writer:
        return await import_account(writer, ImportedAccount(**{**values, **changes}))


async def mailed_code(user: ServiceUnderTest, account_id: int, purpose: Purpose, device: str = "") -> str:
    """The newest code, as the mail says it."""
    mailed = await codes.get_latest(user.reader, account_id, purpose, device)
    assert mailed is not None
    return code_of(user.runtime.own.issuer_key, mailed)


async def set_state(user: ServiceUnderTest, account_id: int, state: str) -> None:
    async with user.writing() as writer:
        await writer.execute("UPDATE account SET state = $2 WHERE id = $1", account_id, state)


async def befriend(user: ServiceUnderTest, follower: int, followee: int) -> None:
    """An accepted follow, also of a private account."""
    async with user.writing() as writer:
        changed = await follows.set_edge(writer, follower, followee, Following.FOLLOWING, datetime.now(UTC))
        assert changed is not None
        await follows.add_to_counts(writer, [changed])


def receipt_claims(owner: int, **changes: Any) -> dict[str, Any]:
    return {
        "typ": "receipt",
        "kind": "avatar",
        "media_id": "7301",
        "owner_id": str(owner),
        "home": "ap-northeast",
        "key": "k" * 22,
        "width": 640,
        "height": 640,
        "blur": "data:image/webp;base64,UklGRg==",
        "renditions": [{"width": 320, "height": 320}, {"width": 640, "height": 640}],
        "digest": "d" * 64,
        "iat": int(time.time()),
        "exp": int(time.time()) + 3600,
        **changes,
    }


async def enrol(user: ServiceUnderTest, account_id: int, *, minutes_ago: int = 5) -> tuple[bytes, list[str]]:
    """Switch the second factor on: the secret, whose codes are all unused, and the recovery codes."""
    key, secret, codes = user.runtime.own.issuer_key, totp.new_secret(), totp.new_recovery_codes()
    at = datetime.now(UTC) - timedelta(minutes=minutes_ago)
    async with user.writing() as writer:
        assert await second_factors.begin(writer, account_id, totp.seal(key, account_id, secret), at)
        await second_factors.confirm(writer, account_id, 0, at)
        hashes = [totp.recovery_hash(key, account_id, code) for code in codes]
        await second_factors.replace_recovery_codes(writer, account_id, hashes)
    return secret, codes


def app_code(secret: bytes, steps: int = 0) -> str:
    """What the app shows now, or so many steps from now."""
    return totp.code_at(secret, int(time.time()) // totp.STEP_S + steps)
