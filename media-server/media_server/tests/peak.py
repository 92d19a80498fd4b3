"""Takes files as an edge does after their last byte, and says what that cost: `python -m media_server.tests.peak FILE …`.

With the environment of an edge's process. Prints `{"codes", "seconds", "worker", "caller"}`: why each was refused (or
null) and, in bytes, the most memory that a process with a picture had and what this one grew by.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

from media_server.api.background import Desk
from media_server.domain.model import UploadState
from media_server.domain.settings import load_media_settings
from media_server.pipeline.geometry import Edit
from media_server.tests.conftest import EDGE
from media_server.tests.factories import a_ticket


async def main(files: list[bytes]) -> dict[str, Any]:
    desk = Desk(load_media_settings(), EDGE)
    before = _peak(resource.RUSAGE_SELF)
    began = time.monotonic()
    codes = await asyncio.gather(*(_take(desk, data) for data in files))
    seconds = time.monotonic() - began
    await desk.processing.close()
    return {
        "codes": codes,
        "seconds": round(seconds, 1),
        "worker": _peak(resource.RUSAGE_CHILDREN),
        "caller": _peak(resource.RUSAGE_SELF) - before,
    }


async def _take(desk: Desk, data: bytes) -> str | None:
    upload = desk.spool.create(a_ticket(len(data)))
    upload.data.write_bytes(data)
    await desk.processing.start(upload, Edit())
    await desk.processing.wait(upload.ticket.media_id, 200)
    outcome = upload.outcome()
    assert outcome is not None
    assert outcome.state is not UploadState.PROCESSING
    return outcome.reason.code if outcome.reason else None


def _peak(whose: int) -> int:
    """The largest resident set so far; of children, the largest of any that has ended, and of theirs."""
    return resource.getrusage(whose).ru_maxrss * 1024


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(main([Path(name).read_bytes() for name in sys.argv[1:]]))))
