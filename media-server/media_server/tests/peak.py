"""Takes a file as an edge does after its last byte, and says what that cost: `python -m media_server.tests.peak FILE`.

With the environment of an edge's process. Prints `{"code", "seconds", "worker", "caller"}`: why it was refused (or null)
and, in bytes, the most memory that the process with the picture had and what this one grew by.
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
from media_server.domain.settings import load_media_settings
from media_server.pipeline.geometry import Edit
from media_server.tests.conftest import EDGE
from media_server.tests.factories import a_ticket


async def main(source: bytes) -> dict[str, Any]:
    desk = Desk(load_media_settings(), EDGE)
    before = _peak(resource.RUSAGE_SELF)
    began = time.monotonic()
    upload = desk.spool.create(a_ticket(len(source)))
    upload.data.write_bytes(source)
    await desk.processing.start(upload, Edit())
    await desk.processing.wait(upload.ticket.media_id, 90)
    outcome = upload.outcome()
    assert outcome is not None
    seconds = time.monotonic() - began
    await desk.processing.close()
    return {
        "code": outcome.reason and outcome.reason.code,
        "seconds": round(seconds, 1),
        "worker": _peak(resource.RUSAGE_CHILDREN),
        "caller": _peak(resource.RUSAGE_SELF) - before,
    }


def _peak(whose: int) -> int:
    """The largest resident set so far; of children, the largest of any that has ended, and of theirs."""
    return resource.getrusage(whose).ru_maxrss * 1024


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(main(Path(sys.argv[1]).read_bytes()))))
