"""Parameters that several operations take."""

from __future__ import annotations

from typing import Annotated

from litestar.params import Parameter

from kit.ids import MAX_ID
from kit.paging import MAX_LIMIT

PathId = Annotated[int, Parameter(ge=1, le=MAX_ID)]
ID = "[1-9][0-9]{0,18}(:[0-9]{1,18})?"
Ids = Annotated[
    str,
    Parameter(
        max_length=2_000,
        pattern=f"^({ID}(,{ID})*)?$",
        description="At most 40 ids; `id:version` names the version held.",
    ),
]
Cursor = Annotated[str | None, Parameter(max_length=200, description="`next` of the page before.")]
Limit = Annotated[int, Parameter(ge=1, le=MAX_LIMIT)]
