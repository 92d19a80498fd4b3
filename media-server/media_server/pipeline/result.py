"""What comes out of the pipeline."""

from __future__ import annotations

import msgspec


class Rendition(msgspec.Struct, frozen=True):
    """A size that exists as `<width>.avif` and `<width>.jpg`."""

    width: int
    height: int


class Result(msgspec.Struct, frozen=True):
    """What is known of a rendered picture; `width` and `height` are the largest rendition's, `digest` the original's."""

    width: int
    height: int
    renditions: list[Rendition]
    blur: str
    digest: str


class File(msgspec.Struct, frozen=True):
    """One encoded rendition."""

    name: str
    data: bytes
