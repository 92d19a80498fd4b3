"""The viewer's own profile and preferences."""

from __future__ import annotations

from litestar import patch
from msgspec import UNSET, UnsetType

from kit.app import Caller, Runtime, Writer, operation
from user.api import schemas, views
from user.domain import commands, errors, queries
from user.domain.commands import ProfileUpdate
from user.domain.model import Avatar
from user.domain.receipts import read_receipt

PROFILE_ERRORS = [
    errors.NameTooLong,
    errors.BioTooLong,
    errors.PronounsTooLong,
    errors.LinkInvalid,
    errors.ReceiptInvalid,
    errors.AccountSuspended,
]


@patch("/profile", **operation(errors=PROFILE_ERRORS))
async def change_profile(
    data: schemas.ProfileChange, writer: Writer, caller: Caller, runtime: Runtime
) -> schemas.Profile:
    """Change what is given; a picture is taken by its receipt."""
    viewer = caller.required_viewer
    update = ProfileUpdate(
        name=data.name,
        bio=data.bio,
        pronouns=data.pronouns,
        links=UNSET if data.links is UNSET else [(link.url, link.title) for link in data.links],
        avatar=_avatar(data.avatar_receipt, viewer, runtime),
    )
    account = await commands.change_profile(writer, viewer, update)
    return views.profile_view(await queries.require_profile(writer, viewer, account.username))


def _avatar(receipt: str | UnsetType | None, viewer: int, runtime: Runtime) -> Avatar | UnsetType | None:
    return read_receipt(runtime.verifier, receipt, viewer) if isinstance(receipt, str) else receipt


@patch("/preferences", **operation())
async def change_preferences(data: schemas.PreferencesChange, writer: Writer, caller: Caller) -> schemas.Viewer:
    """Change what is given. An account that goes public accepts all requests to follow it."""
    account = await commands.change_preferences(
        writer,
        caller.required_viewer,
        language=None if data.language is UNSET else data.language,
        theme=None if data.theme is UNSET else data.theme,
        private=None if data.private is UNSET else data.private,
    )
    return views.viewer_view(account)


ROUTES = [change_profile, change_preferences]
