"""Sign-up, profile and preferences."""

from __future__ import annotations

import msgspec

from kit import clock
from kit.db import Writer
from kit.ids import new_id
from kit.observability import record
from user.domain import rules
from user.domain.attempts import Attempts, sign_up_buckets
from user.domain.commands.changes import tell_changed
from user.domain.commands.own import require_active, require_own
from user.domain.commands.requests import accept_all
from user.domain.commands.sessions import open_session
from user.domain.commands.verifications import start_verification
from user.domain.errors import EmailTaken, UsernameTaken
from user.domain.events import AccountCreated
from user.domain.model import Account, Avatar, Language, Link, NewAccount, Origin, Theme
from user.domain.passwords import hash_password
from user.domain.queries.sessions import Opened, get_opened
from user.domain.repository import accounts


async def sign_up(writer: Writer, attempts: Attempts, wanted: NewAccount, origin: Origin) -> Opened:
    """A new account with its first session; the same answer again for a repeated token.

    Raises UsernameTaken, EmailTaken, Conflict, RateLimited and what `rules.require_new_account` raises.
    """
    wanted = rules.require_new_account(wanted, clock.now().date())
    await attempts.take(sign_up_buckets(origin.address_hash))
    password_hash = await hash_password(wanted.password)
    account = await create_account(writer, wanted, password_hash)
    if account is None:
        return await _repeated(writer, wanted, origin)
    opened = await open_session(writer, account.id, origin)
    await start_verification(writer, account)
    record("user", "signed_up", account=account.id)
    return opened


async def create_account(writer: Writer, wanted: NewAccount, password_hash: str) -> Account | None:
    """The new account; None when username or address is taken."""
    account = await accounts.insert_account(writer, new_id(), wanted, password_hash, clock.now())
    if account is not None:
        created = AccountCreated(account_id=str(account.id), username=account.username)
        await writer.emit(created, actor=account.id, aggregate=("account", account.id, account.version))
    return account


async def _repeated(writer: Writer, wanted: NewAccount, origin: Origin) -> Opened:
    """The answer to a sign-up that was done before. Raises UsernameTaken or EmailTaken when it was somebody else's."""
    opened = await get_opened(writer, origin.token_hash)
    if opened and (opened.account.username, opened.account.email) == (wanted.username, wanted.email):
        return opened
    username_taken, _ = await accounts.taken(writer, wanted.username, wanted.email)
    raise UsernameTaken if username_taken else EmailTaken


class ProfileUpdate(msgspec.Struct, frozen=True, kw_only=True):
    """New values of a profile; UNSET leaves one as it is."""

    name: str | msgspec.UnsetType = msgspec.UNSET
    bio: str | msgspec.UnsetType = msgspec.UNSET
    pronouns: str | msgspec.UnsetType = msgspec.UNSET
    links: list[tuple[str, str]] | msgspec.UnsetType = msgspec.UNSET
    avatar: Avatar | msgspec.UnsetType | None = msgspec.UNSET

    def applied_to(self, account: Account) -> Account:
        """The account with the new values. Raises what is wrong with them."""
        return msgspec.structs.replace(
            account,
            name=account.name if self.name is msgspec.UNSET else rules.require_name(self.name),
            bio=account.bio if self.bio is msgspec.UNSET else rules.require_bio(self.bio),
            pronouns=account.pronouns if self.pronouns is msgspec.UNSET else rules.require_pronouns(self.pronouns),
            links=self._links(account.links),
            avatar=account.avatar if self.avatar is msgspec.UNSET else self.avatar,
        )

    def _links(self, current: list[Link]) -> list[Link]:
        return current if self.links is msgspec.UNSET else rules.require_links(self.links)


async def change_profile(writer: Writer, viewer: int, update: ProfileUpdate) -> Account:
    """The viewer's account with its new profile. Raises what is wrong with the values."""
    account = await require_active(writer, viewer)
    wanted = update.applied_to(account)
    if wanted == account:
        return account
    changed = await accounts.update_profile(writer, wanted)
    await tell_changed(writer, account, changed)
    return changed


async def change_preferences(
    writer: Writer,
    viewer: int,
    *,
    language: Language | None = None,
    theme: Theme | None = None,
    private: bool | None = None,
) -> Account:
    """The viewer's account with the preferences given; None leaves one as it is.

    An account that goes public accepts who has asked to follow it; one that goes private keeps its followers.
    """
    account = await require_own(writer, viewer)
    wanted = msgspec.structs.replace(
        account,
        language=language or account.language,
        theme=theme or account.theme,
        private=account.private if private is None else private,
    )
    if wanted == account:
        return account
    if wanted.private != account.private:
        await accounts.lock_privacy(writer, viewer)
    changed = await accounts.update_preferences(writer, wanted)
    if changed.private != account.private:
        await tell_changed(writer, account, changed)
        await accept_all(writer, viewer)
        record("user", "privacy_changed", account=viewer, private=changed.private)
    return changed
