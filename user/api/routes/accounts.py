"""Sign-up, and accounts as others see them."""

from __future__ import annotations

from typing import Annotated

from litestar import get, post
from litestar.params import Parameter

from kit.app import BFF, NOBODY, OPTIONAL, SERVICES, Caller, Reader, Writer, operation
from kit.errors import NotFound, RateLimited
from kit.paging import parse_ids
from user.api import schemas, views
from user.api.dependencies import Ids, origin
from user.domain import commands, errors, queries, rules
from user.domain.attempts import Attempts
from user.domain.model import NewAccount

MAX_BATCH = 200
READERS = (BFF, SERVICES)
Username = Annotated[str, Parameter(min_length=1, max_length=64)]

SIGN_UP_ERRORS = [
    errors.UsernameInvalid,
    errors.UsernameTaken,
    errors.EmailInvalid,
    errors.EmailTaken,
    errors.PasswordWeak,
    errors.TooYoung,
    errors.BirthdayInvalid,
    errors.NameTooLong,
    RateLimited,
]


@post("/accounts", status_code=201, **operation(viewer=NOBODY, idempotency="exempt", errors=SIGN_UP_ERRORS))
async def create_account(
    data: schemas.SignUp, writer: Writer, caller: Caller, attempts: Attempts
) -> schemas.OpenedSession:
    """Sign up. The same `session.token_hash` again gives the same answer again."""
    wanted = NewAccount(
        email=data.email,
        username=data.username,
        name=data.name,
        password=data.password,
        birthday=data.birthday,
        language=data.language,
    )
    return views.opened_view(await commands.sign_up(writer, attempts, wanted, origin(data.session, caller)))


@get("/usernames/{username:str}", **operation(viewer=OPTIONAL, errors=[NotFound]))
async def read_username(username: Username, reader: Reader) -> schemas.UsernameAvailability:
    """Whether a username is free, as far as this region knows."""
    normal = rules.normal_username(username)
    reason = await queries.username_problem(reader, normal)
    return schemas.UsernameAvailability(username=normal, available=reason is None, reason=reason)


@get("/accounts", **operation(viewer=OPTIONAL, issuers=READERS))
async def read_accounts(ids: Ids, reader: Reader, caller: Caller) -> schemas.Cards:
    """Cards by id, in the order asked; accounts that this viewer may not know of are absent."""
    known = parse_ids(ids)
    return views.cards_view(await queries.list_cards(reader, caller.viewer, known), known)


@post("/accounts/batch", status_code=200, **operation(viewer=OPTIONAL, issuers=READERS, route="local-read"))
async def read_account_batch(data: schemas.AccountBatch, reader: Reader, caller: Caller) -> schemas.Cards:
    """The same for up to 200 ids."""
    known = parse_ids(",".join(data.ids), MAX_BATCH)
    return views.cards_view(await queries.list_cards(reader, caller.viewer, known), known)


@get("/accounts/by-username/{username:str}", **operation(viewer=OPTIONAL, errors=[errors.AccountNotFound]))
async def read_profile(username: Username, reader: Reader, caller: Caller) -> schemas.Profile:
    """A profile's head."""
    return views.profile_view(await queries.require_profile(reader, caller.viewer, username))


ROUTES = [create_account, read_username, read_accounts, read_account_batch, read_profile]
