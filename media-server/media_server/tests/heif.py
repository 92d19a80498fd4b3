"""HEIF files put together box by box: grids of one tile, and what no honest program would write."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Item:
    """An item of a file; `refers` is reference type → ids, `place` overrides where its bytes are said to be."""

    kind: bytes
    data: bytes
    properties: Sequence[bytes] = ()
    refers: dict[bytes, list[int]] = field(default_factory=dict)
    place: tuple[int, int] | None = None


def box(name: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I", len(body) + 8) + name + body


def full(name: bytes, version: int, flags: int, *parts: bytes) -> bytes:
    return box(name, struct.pack(">I", version << 24 | flags), *parts)


def ispe(width: int, height: int) -> bytes:
    """The size that an item claims."""
    return full(b"ispe", 0, 0, struct.pack(">II", width, height))


def found(data: bytes, name: bytes) -> bytes:
    """The first box of that name, wherever it is."""
    at = data.index(name) - 4
    return data[at : at + struct.unpack_from(">I", data, at)[0]]


def tile(encoded: bytes) -> Item:
    """The coded picture of a file that an encoder wrote, as an item."""
    kind, config = (b"av01", b"av1C") if b"av1C" in encoded else (b"hvc1", b"hvcC")
    return Item(kind, found(encoded, b"mdat")[8:], (found(encoded, config), found(encoded, b"ispe")))


def grid(encoded: bytes, columns: int, rows: int, width: int, height: int) -> bytes:
    """A picture `width` × `height` of tiles that are all the same coded bytes."""
    body = struct.pack(">BBBBII", 0, 1, rows - 1, columns - 1, width, height)
    whole = Item(b"grid", body, (ispe(width, height),), {b"dimg": list(range(2, 2 + columns * rows))})
    brand = b"avif" if b"av1C" in encoded else b"heic"
    one = tile(encoded)
    tiles = [one, *(Item(one.kind, b"", one.properties, place=(2, 0)) for _ in range(columns * rows - 1))]
    return heif([whole, *tiles], brand)


def heif(items: Sequence[Item], brand: bytes = b"heic", *, primary: int = 1, extra: bytes = b"") -> bytes:
    """A file of items numbered from 1; a `place` of (id, 0) means the bytes of that item."""
    head = box(b"ftyp", brand, b"\0\0\0\0", b"mif1", brand)
    start = len(head) + len(_meta(items, primary, [(0, 0)] * len(items))) + len(extra) + 8
    spans, at = [], start
    for item in items:
        spans.append((at, len(item.data)))
        at += len(item.data)
    places = [
        span if item.place is None else _placed(item.place, spans) for item, span in zip(items, spans, strict=True)
    ]
    data = b"".join(item.data for item in items)
    return head + _meta(items, primary, places) + extra + box(b"mdat", data)


def _placed(place: tuple[int, int], spans: list[tuple[int, int]]) -> tuple[int, int]:
    return spans[place[0] - 1] if place[1] == 0 and place[0] <= len(spans) else place


def _meta(items: Sequence[Item], primary: int, places: list[tuple[int, int]]) -> bytes:
    handler = full(b"hdlr", 0, 0, b"\0\0\0\0pict", b"\0" * 13)
    return full(
        b"meta",
        0,
        0,
        handler,
        full(b"pitm", 0, 0, struct.pack(">H", primary)),
        _iloc(places),
        _iinf(items),
        _iref(items),
        _iprp(items),
    )


def _iloc(places: list[tuple[int, int]]) -> bytes:
    rows = [struct.pack(">HHHII", number, 0, 1, *place) for number, place in enumerate(places, 1)]
    return full(b"iloc", 0, 0, b"\x44\x00", struct.pack(">H", len(rows)), *rows)


def _iinf(items: Sequence[Item]) -> bytes:
    rows = [
        full(b"infe", 2, int(number > 1), struct.pack(">HH", number, 0), item.kind, b"\0")
        for number, item in enumerate(items, 1)
    ]
    return full(b"iinf", 0, 0, struct.pack(">H", len(rows)), *rows)


def _iref(items: Sequence[Item]) -> bytes:
    rows = [
        box(kind, struct.pack(f">HH{len(ids)}H", number, len(ids), *ids))
        for number, item in enumerate(items, 1)
        for kind, ids in item.refers.items()
    ]
    return full(b"iref", 0, 0, *rows) if rows else b""


def _iprp(items: Sequence[Item]) -> bytes:
    known = list(dict.fromkeys(one for item in items for one in item.properties))
    rows = []
    for number, item in enumerate(items, 1):
        marks = bytes(0x80 | known.index(one) + 1 for one in item.properties)
        rows.append(struct.pack(">HB", number, len(marks)) + marks)
    table = full(b"ipma", 0, 0, struct.pack(">I", len(rows)), *rows)
    return box(b"iprp", box(b"ipco", *known), table)
