"""JPEG: segments that lie, loop, repeat or hide something."""

from __future__ import annotations

import struct

from media_server.tests import pictures
from media_server.tests.hostile.seeds import IMAGE, JPEG, MARK, replaced, truncated, zipped

_SOI = JPEG[:2]
_FRAME = JPEG.index(b"\xff\xc0")


def segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def _with(*segments: bytes) -> bytes:
    return _SOI + b"".join(segments) + JPEG[2:]


def _sized(width: int, height: int) -> bytes:
    """The same pixels under a frame header that claims another size."""
    return replaced(JPEG, _FRAME + 5, struct.pack(">HH", height, width))


def _exif(tiff: bytes) -> bytes:
    return segment(0xE1, b"Exif\0\0" + tiff)


def _profile(parts: int, claimed: int, body: bytes) -> list[bytes]:
    return [segment(0xE2, b"ICC_PROFILE\0" + bytes([part + 1, claimed]) + body) for part in range(parts)]


def _scans(times: int) -> bytes:
    """A progressive picture whose last scan comes again and again."""
    data = pictures.jpeg(IMAGE, progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:-2] + data[last:-2] * times + data[-2:]


_LOOP = b"II*\0\x08\0\0\0" + struct.pack("<HHHIII", 1, 0x8769, 4, 1, 8, 8)
_THUMBNAIL = pictures.jpeg(IMAGE, exif=pictures.exif())
_LAUGHS = b"<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]><x:xmpmeta>&b;" + MARK + b"</x:xmpmeta>"

REFUSED = {
    "jpeg of 4 gigapixels": _sized(65_500, 65_500),
    "jpeg without height": _sized(64, 0),
    "jpeg without width": _sized(0, 48),
    "jpeg without a scan": JPEG[: JPEG.index(b"\xff\xda")] + b"\xff\xd9",
    "jpeg with two frames": JPEG[:_FRAME] + JPEG[_FRAME : _FRAME + 19] * 2 + JPEG[_FRAME + 19 :],
    "jpeg with 5,000 scans": _scans(5_000),
    "jpeg whose segment is longer than the file": _SOI + b"\xff\xe1\xff\xff" + MARK,
    "jpeg without tables": _SOI + JPEG[_FRAME:],
    **truncated("jpeg", JPEG, 0.02, 0.2, 0.5, 0.8),
}
EITHER = {
    "jpeg of 49 megapixels in a kilobyte": _sized(7_000, 7_000),
    "jpeg and html": JPEG + MARK,
    "jpeg and an archive": JPEG + zipped(),
    "jpeg and 2 megabytes more": JPEG + b"\0" * 2_000_000,
    "jpeg with a script as comment": _with(segment(0xFE, MARK)),
    "jpeg with 20,000 comments": _with(*[segment(0xFE, b"x")] * 20_000),
    "jpeg whose exif goes round in circles": _with(_exif(_LOOP)),
    "jpeg whose exif points outside": _with(_exif(b"MM\0*\xff\xff\xff\xf0" + MARK)),
    "jpeg whose exif has 65,535 entries": _with(_exif(b"II*\0\x08\0\0\0\xff\xff" + b"\x12\x01" * 400)),
    "jpeg whose exif says orientation 99": pictures.jpeg(IMAGE, exif=pictures.exif(99)),
    "jpeg with a picture in its exif": _with(_exif(b"II*\0\x08\0\0\0\0\0" + _THUMBNAIL)),
    "jpeg with entities in xmp": _with(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + _LAUGHS)),
    "jpeg with a profile of nothing": _with(*_profile(1, 1, MARK)),
    "jpeg with a profile in 255 parts": _with(*_profile(255, 255, b"acsp" * 8_000)),
    "jpeg with a profile that lacks parts": _with(*_profile(2, 200, b"\0" * 128)),
    "jpeg with photoshop blocks": _with(segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\xff\xff\xff\xff" + MARK)),
    "jpeg inside a jpeg": _with(segment(0xE2, b"MPF\0" + JPEG)),
    "jpeg named by a path": _with(segment(0xFE, b"../../../../tmp/hostile.php\0.jpg")),
}
