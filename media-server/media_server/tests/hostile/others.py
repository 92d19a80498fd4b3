"""GIF and WebP: frames without end, sizes that lie, codes that lead nowhere."""

from __future__ import annotations

import struct

from media_server.tests import pictures
from media_server.tests.hostile.seeds import GIF, IMAGE, MARK, WEBP, replaced, truncated, zipped

_FRAME = GIF.index(b"\x2c")


def _block(*parts: bytes) -> bytes:
    return b"".join(bytes([len(part)]) + part for part in parts) + b"\0"


def _riff(*chunks: bytes, size: int | None = None) -> bytes:
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body) if size is None else size) + body


def _chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def _extended(width: int, height: int, flags: int = 0) -> bytes:
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return _chunk(b"VP8X", bytes([flags, 0, 0, 0]) + sides)


_PIXELS = WEBP[12:]
_FRAMES = [pictures.quarters(8, 8), IMAGE.resize((8, 8)).rotate(90)]

REFUSED = {
    "gif without a frame": GIF[:_FRAME] + b";",
    "gif of 4 gigapixels": replaced(GIF[:_FRAME], 6, b"\xff\xff\xff\xff")
    + replaced(GIF[_FRAME:], 5, b"\xff\xff\xff\xff"),
    "gif with impossible codes": replaced(GIF, GIF.index(b"\x2c") + 10, b"\x0e"),
    "webp of 268 megapixels": _riff(_extended(16_384, 16_384), _PIXELS),
    "webp without pixels": _riff(_extended(64, 48)),
    "webp animated without frames": _riff(_extended(64, 48, 2), _chunk(b"ANIM", b"\0" * 6)),
    "webp with pixels of noise": _riff(_chunk(b"VP8 ", b"\x55" * 300)),
    "webp without loss, of noise": _riff(_chunk(b"VP8L", b"\x2f\xff\xff\xff\xff" + b"\x55" * 300)),
    "webp longer than its file": _riff(_PIXELS[: len(_PIXELS) // 2], size=1 << 30),
    **truncated("gif", GIF, 0.05, 0.3, 0.7),
    **truncated("webp", WEBP, 0.1, 0.4, 0.8),
}
EITHER = {
    "gif with an empty frame": GIF[: _FRAME + 11] + b"\0;",
    "gif and html": GIF + MARK,
    "gif and an archive": GIF + zipped(),
    "gif with a script as comment": GIF[:_FRAME] + b"\x21\xfe" + _block(MARK) + GIF[_FRAME:],
    "gif with 50,000 comments": GIF[:_FRAME] + (b"\x21\xfe" + _block(b"x")) * 50_000 + GIF[_FRAME:],
    "gif with an unknown extension": GIF[:_FRAME] + b"\x21\x99" + _block(MARK, MARK) + GIF[_FRAME:],
    "gif with a frame beside its canvas": replaced(GIF, _FRAME + 1, b"\xff\xff\xff\xff"),
    "gif with 5,000 frames": GIF[:-1] + (GIF[_FRAME:-1]) * 5_000 + b";",
    "gif with a canvas of nothing": replaced(GIF, 6, b"\0\0\0\0"),
    "gif that loops for ever": pictures.animated("GIF", *_FRAMES, loop=0),
    "webp and html": WEBP + MARK,
    "webp with broken exif": _riff(_extended(64, 48, 8), _PIXELS, _chunk(b"EXIF", b"II*\0\xff\xff\xff\xff" + MARK)),
    "webp with a broken profile": _riff(_extended(64, 48, 32), _chunk(b"ICCP", MARK), _PIXELS),
    "webp with broken alpha": _riff(_extended(64, 48, 16), _chunk(b"ALPH", b"\xff" * 40), _PIXELS),
    "webp with an unknown chunk": _riff(_extended(64, 48), _chunk(b"HACK", MARK), _PIXELS),
    "webp on another canvas": _riff(_extended(4_000, 4_000), _PIXELS),
    "webp that loops for ever": pictures.animated("WEBP", *_FRAMES, loop=0),
}
