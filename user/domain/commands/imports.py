"""Accounts and follows with a given time: for the demo world, and for archives of other services."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from kit import clock
from kit.auth import Verifier
from kit.db import Writer
from user.domain import rules
from user.domain.commands.accounts import ProfileUpdate, change_preferences, change_profile, create_account
from user.domain.commands.follows import follow
from user.domain.errors import AccountNotFound, EmailTaken
from user.domain.model import Edge, Language, NewAccount
from user.domain.passwords import hash_password
from user.domain.receipts import read_receipt
from user.domain.repository import accounts, credentials


class ImportedAccount(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="account"):
    """An account as it shall be; importing the same username again changes nothing."""

    username: str
    email: str
    password: str
    birthday: date
    created_at: datetime
    name: str = ""
    bio: str = ""
    pronouns: str = ""
    links: list[tuple[str, str]] = []
    language: Language = "en"
    private: bool = False
    verified: bool = True


class ImportedAvatar(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="avatar"):
    """A picture for an imported account, by its receipt."""

    username: str
    receipt: str
    at: datetime


class ImportedFollow(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="follow"):
    """An edge between two usernames."""

    follower: str
    followee: str
    at: datetime


Imported = ImportedAccount | ImportedAvatar | ImportedFollow


async def import_account(writer: Writer, entry: ImportedAccount) -> int:
    """The id of the account, new or there before. Raises what is wrong with it, EmailTaken."""
    if (existing := await credentials.get_credentials(writer, rules.normal_username(entry.username))) is not None:
        return existing.account_id
    wanted = rules.require_new_account(
        NewAccount(
            email=entry.email,
            username=entry.username,
            name=entry.name,
            password=entry.password,
            birthday=entry.birthday,
            language=entry.language,
        ),
        clock.now().date(),
    )
    password_hash = await hash_password(wanted.password)
    with clock.at(entry.created_at):
        account = await create_account(writer, wanted, password_hash)
        if account is None:
            raise EmailTaken
        if entry.verified:
            await accounts.set_email_verified(writer, account.id, account.email, clock.now())
        if entry.private:
            await change_preferences(writer, account.id, private=True)
        details = ProfileUpdate(bio=entry.bio, pronouns=entry.pronouns, links=entry.links)
        await change_profile(writer, account.id, details)
    return account.id


async def import_avatar(writer: Writer, verifier: Verifier, entry: ImportedAvatar) -> int:
    """The id of the account, which has the picture now. Raises AccountNotFound, ReceiptInvalid."""
    account_id = await _require_id(writer, entry.username)
    with clock.at(entry.at):
        update = ProfileUpdate(avatar=read_receipt(verifier, entry.receipt, account_id))
        await change_profile(writer, account_id, update)
    return account_id


async def import_follow(writer: Writer, entry: ImportedFollow) -> Edge:
    """The edge, by the rules of any follow. Raises what `follow` raises."""
    follower = await _require_id(writer, entry.follower)
    followee = await _require_id(writer, entry.followee)
    with clock.at(entry.at):
        return await follow(writer, follower, followee)


async def _require_id(writer: Writer, username: str) -> int:
    found = await credentials.get_credentials(writer, rules.normal_username(username))
    if found is None:
        raise AccountNotFound(f"There is no account {username}.")
    return found.account_id
