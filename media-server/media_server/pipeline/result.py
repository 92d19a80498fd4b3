"""What comes out of the pipeline."""

from __future__ import annotations

import msgspec

from media_server.pipeline.sniff import Format


class Rendition(msgspec.Struct, frozen=True):
    """A size that exists as `<width>.avif` and `<width>.jpg`."""

    width: int
    height: int


class Source(msgspec.Struct, frozen=True):
    """What came in: its size as it is seen, whether it has more frames than the first, which is taken, and whether it said
    where it was taken and with what (no rendition does).
    """

    format: Format
    width: int
    height: int
    animated: bool
    location: bool
    device: bool


class Result(msgspec.Struct, frozen=True):
    """What is known of a rendered picture; `width` and `height` are the largest rendition's, `digest` the original's."""

    width: int
    height: int
    renditions: list[Rendition]
    blur: str
    digest: str
    source: Source


class File(msgspec.Struct, frozen=True):
    """One encoded rendition."""

    name: str
    data: bytes
