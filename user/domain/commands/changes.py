"""Telling of a change of an account."""

from __future__ import annotations

from kit.db import Writer
from user.domain.events import AccountChanged, AvatarChanged
from user.domain.model import Account


async def tell_changed(writer: Writer, before: Account, after: Account) -> None:
    """Tell what others see of the account now, or who may see it; of its picture only when that is another one."""
    aggregate = ("account", after.id, after.version)
    changed = AccountChanged(
        account_id=str(after.id),
        username=after.username,
        name=after.name,
        version=after.version,
        private=after.private,
        state=after.state,
    )
    await writer.emit(changed, actor=after.id, aggregate=aggregate)
    if before.avatar == after.avatar:
        return
    avatar = AvatarChanged(
        account_id=str(after.id),
        receipt=after.avatar,
        previous_media_id=before.avatar.media_id if before.avatar else None,
    )
    await writer.emit(avatar, actor=after.id, aggregate=aggregate)
