"""Uploads, drafts and posts for tests."""

from __future__ import annotations

import time
from itertools import count
from typing import Any

import msgspec

from content.domain.commands import import_post
from content.domain.model import Draft, Post, Upload
from infra.secrets import Secrets
from kit import clock
from kit.auth import Signer
from kit.events import Aggregate, Envelope
from kit.testing.service import ServiceUnderTest

ALICE, BOB, CAROL = 1001, 1002, 1003

_media_ids = count(50_001)
_HOME = "ap-northeast"


def receipt(secrets: Secrets, owner: int, *, issuer: str = f"media-{_HOME}", **changes: Any) -> str:
    """A receipt as media-server signs it; `changes` replace claims, None takes one out."""
    media_id = next(_media_ids)
    claims = {
        "typ": "receipt",
        "kind": "post",
        "media_id": str(media_id),
        "owner_id": str(owner),
        "home": _HOME,
        "key": f"{media_id:022d}",
        "width": 1440,
        "height": 1080,
        "blur": "data:image/webp;base64,AAAA",
        "renditions": [{"width": 320, "height": 240}, {"width": 1440, "height": 1080}],
        "digest": "0" * 64,
        "iat": int(time.time()),
        "exp": int(time.time()) + 3_600,
    } | changes
    return Signer(issuer, secrets.private_key(issuer)).sign({k: v for k, v in claims.items() if v is not None})


def body(secrets: Secrets, owner: int, *, pictures: int = 1, caption: str = "A day at the sea") -> dict[str, Any]:
    """A request to publish fresh uploads."""
    media = [{"receipt": receipt(secrets, owner), "alt": f"Picture {place}"} for place in range(pictures)]
    return {"caption": caption, "media": media}


async def published(
    service: ServiceUnderTest, author: int, *, pictures: int = 1, caption: str = "A day at the sea"
) -> Post:
    """A post of `author`, stored without asking anybody."""
    uploads = [
        Upload(receipt=receipt(service.world.secrets, author), alt=f"Picture {place}") for place in range(pictures)
    ]
    async with service.writing() as writer:
        post = await import_post(
            writer,
            author,
            Draft(caption=caption, media=uploads),
            created_at=clock.now(),
            verifier=service.runtime.verifier,
        )
    assert post is not None
    return post


def account_news(
    service: ServiceUnderTest,
    account: int,
    version: int,
    *,
    private: bool = False,
    deleted: bool = False,
    state: str | None = None,
) -> Envelope[Any]:
    """What `user` tells of an account: that it is new (version 1), has changed or is gone; without `state` as of old."""
    payload: dict[str, Any] = {"account_id": str(account)}
    if deleted:
        made = service.event("user.account_deleted", payload)
    elif version == 1:
        made = service.event("user.account_created", payload | {"username": f"person{account}"})
    else:
        changed = payload | {"username": f"person{account}", "name": "", "version": version, "private": private}
        changed |= {"state": state} if state else {}
        made = service.event("user.account_changed", changed)
    return msgspec.structs.replace(made, aggregate=Aggregate("account", str(account), version))


async def archive(service: ServiceUnderTest, post_id: int) -> None:
    """Put a post into its author's archive without asking anybody."""
    async with service.writing() as writer:
        await writer.execute(
            "UPDATE post SET state = 'archived', pinned_at = NULL, version = version + 1 WHERE id = $1", post_id
        )
