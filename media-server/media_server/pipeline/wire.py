"""What the decoder and its caller say to each other."""

from __future__ import annotations

import msgspec

from media_server.pipeline.geometry import Edit, Kind
from media_server.pipeline.result import Result

WALL_SECONDS = 60.0
# A rendition is far smaller; the limit is for a child that was taken over.
LARGEST_FILE = 20_000_000


class Order(msgspec.Struct, frozen=True):
    """One picture to render; the source and the socket for the answer travel beside it as open files."""

    kind: Kind
    edit: Edit


class Made(msgspec.Struct, tag="file", frozen=True):
    """Announces `size` bytes of the file `name`, which follow."""

    name: str
    size: int


class Refused(msgspec.Struct, tag="refused", frozen=True):
    """The picture cannot be used; `code` as in refusals.py."""

    code: str


class Done(msgspec.Struct, tag="done", frozen=True):
    """Every file was sent."""

    result: Result


Line = Made | Refused | Done
ORDER = msgspec.json.Decoder(Order)
LINE = msgspec.json.Decoder(Line)
