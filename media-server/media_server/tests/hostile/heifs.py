"""HEIC and AVIF: boxes that lie about sizes, places and each other."""

from __future__ import annotations

import struct
from dataclasses import replace

from media_server.tests import pictures
from media_server.tests.heif import Item, box, full, grid, heif, ispe, tile
from media_server.tests.hostile.seeds import AVIF, HEIC, MARK, replaced, truncated


def _grid_item(columns: int, rows: int, width: int, height: int, tiles: list[int]) -> Item:
    body = struct.pack(">BBBBII", 0, 1, rows - 1, columns - 1, width, height)
    return Item(b"grid", body, (ispe(width, height),), {b"dimg": tiles})


def _nested(depth: int) -> bytes:
    """A grid of 16 × 16 grids of 16 × 16 grids …"""
    grids = [_grid_item(16, 16, 64, 48, [number + 1] * 256) for number in range(1, depth + 1)]
    return heif([*grids, tile(HEIC)])


def _overlay() -> bytes:
    body = struct.pack(">BBHHHHII", 0, 1, 0, 0, 0, 0, 60_000, 60_000) + struct.pack(">ii", -30_000, -30_000)
    return heif([Item(b"iovl", body, (ispe(60_000, 60_000),), {b"dimg": [2]}), tile(HEIC)])


def _claimed(encoded: bytes, width: int, height: int) -> bytes:
    one = tile(encoded)
    return heif([replace(one, properties=(one.properties[0], ispe(width, height)))], _brand(encoded))


def _placed(encoded: bytes, at: int, length: int) -> bytes:
    return heif([replace(tile(encoded), place=(at, length))], _brand(encoded))


def _property(encoded: bytes, *properties: bytes) -> bytes:
    one = tile(encoded)
    return heif([replace(one, properties=(*one.properties, *properties))], _brand(encoded))


def _brand(encoded: bytes) -> bytes:
    return b"avif" if encoded is AVIF else b"heic"


_CLAP = box(b"clap", struct.pack(">8I", 1 << 31, 1, 1, 0, 0xFFFFFFFF, 1, 0, 0))


def _of(name: str, data: bytes) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The same tricks in either coding: what must be refused, and what may be."""
    refused = {
        f"{name} grid of 4 gigapixels": grid(data, 2, 2, 65_535, 65_535),
        f"{name} grid with a tile that is not there": heif([_grid_item(2, 2, 128, 96, [2, 3, 4, 5]), tile(data)]),
        f"{name} grid of itself": heif([_grid_item(1, 1, 64, 48, [1]), tile(data)], _brand(data)),
        f"{name} that claims 10 gigapixels": _claimed(data, 100_000, 100_000),
        f"{name} outside of the file": _placed(data, 1 << 30, 5_000),
        f"{name} of 4 gigabytes": _placed(data, 0, 0xFFFFFFFF),
        f"{name} of no bytes": _placed(data, 40, 0),
        f"{name} whose main picture is missing": heif([tile(data)], _brand(data), primary=77),
        f"{name} with a broken configuration": data.replace(b"hvcC", b"hvcX").replace(b"av1C", b"av1X"),
        **truncated(name, data, 0.2, 0.5, 0.9),
    }
    either = {
        f"{name} of 16 × 16 tiles": grid(data, 16, 16, 64 * 16, 48 * 16),
        f"{name} that claims less than it is": _claimed(data, 8, 6),
        f"{name} with a cut outside of itself": _property(data, _CLAP),
        f"{name} turned 60 times": _property(data, *[box(b"irot", bytes([1]))] * 60),
        f"{name} with pixels of no depth": _property(data, full(b"pixi", 0, 0, b"\xff" * 4)),
        f"{name} and html": data + MARK,
        f"{name} with a box of its own": heif([tile(data)], _brand(data), extra=box(b"uuid", MARK * 100)),
    }
    return refused, either


_HEIC_REFUSED, _HEIC_EITHER = _of("heic", HEIC)
_AVIF_REFUSED, _AVIF_EITHER = _of("avif", AVIF)

REFUSED = {
    **_HEIC_REFUSED,
    **_AVIF_REFUSED,
    "heic laid over 3.6 gigapixels": _overlay(),
    "heic whose first box is as long as it likes": replaced(HEIC, 0, b"\x7f\xff\xff\xff"),
}
EITHER = {
    "heic of grids in grids": _nested(12),
    "heic whose boxes end nowhere": replaced(HEIC, HEIC.index(b"meta") - 4, b"\0\0\0\0"),
    **_HEIC_EITHER,
    **_AVIF_EITHER,
    "avif inside, heic outside": replaced(AVIF, 8, b"heic"),
    "heic inside, avif outside": replaced(HEIC, 8, b"avif"),
    "heic whose exif is a lie": pictures.heic(pictures.quarters(64, 48), 99),
}
