"""What operations of this service may ask for besides kit's own."""

from __future__ import annotations

from typing import Annotated

from litestar.params import Parameter

from kit.app import Caller, Runtime
from kit.ids import MAX_ID
from kit.paging import MAX_LIMIT
from user.api import schemas
from user.domain.attempts import Attempts
from user.domain.model import Origin

PathId = Annotated[int, Parameter(ge=1, le=MAX_ID)]
Ids = Annotated[str, Parameter(max_length=2_000, description="At most 40 ids; `id:version` names the version held.")]
Cursor = Annotated[str | None, Parameter(max_length=200, description="`next` of the page before.")]
SearchText = Annotated[str, Parameter(max_length=64, description="A part of a username or of a name.")]
Limit = Annotated[int, Parameter(ge=1, le=MAX_LIMIT)]


async def provide_attempts(runtime: Runtime) -> Attempts:
    return Attempts(runtime.database.writing, runtime.settings.limits_multiplier)


def origin(session: schemas.SessionRequest, caller: Caller) -> Origin:
    """Where a session is opened from. The device is what the caller token says, not the body."""
    return Origin(
        token_hash=bytes.fromhex(session.token_hash),
        device=caller.device,
        address_hash=session.address_hash,
        user_agent=session.user_agent,
        region=session.region,
    )
