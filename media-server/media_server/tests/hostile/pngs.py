"""PNG: chunks that unpack to far more, lie about themselves, or come in a wrong order."""

from __future__ import annotations

import struct
import zlib

from media_server.tests.hostile.seeds import MARK, PNG, replaced, truncated, zipped

_MAGIC = PNG[:8]
_HEADER = PNG[8:33]
_REST = PNG[33:]
_ZEROS = zlib.compress(b"\0" * 60_000_000, 9)


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _png(header: bytes, *chunks: bytes) -> bytes:
    return _MAGIC + chunk(b"IHDR", header) + b"".join(chunks) + chunk(b"IEND", b"")


def _header(width: int, height: int, depth: int = 8, kind: int = 2, interlace: int = 0) -> bytes:
    return struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, interlace)


def _with(*chunks: bytes) -> bytes:
    """An honest PNG with more between its header and its pixels."""
    return _MAGIC + _HEADER + b"".join(chunks) + _REST


_ROW = chunk(b"IDAT", zlib.compress(b"\0" * 400))

REFUSED = {
    "png of 900 megapixels": _png(_header(30_000, 30_000), chunk(b"IDAT", _ZEROS)),
    "png of 2 gigapixels in a line": _png(_header(2_147_483_647, 1), _ROW),
    "png of 50 megapixels in a column": _png(_header(1, 50_000_000), _ROW),
    "png without width": _png(_header(0, 10), _ROW),
    "png with 3 bits": _png(_header(10, 10, depth=3), _ROW),
    "png of no kind": _png(_header(10, 10, kind=5), _ROW),
    "png with interlacing of its own": _png(_header(10, 10, interlace=7), _ROW),
    "png without pixels": _png(_header(10, 10)),
    "png without palette": _png(_header(10, 10, kind=3), _ROW),
    "png of 49 megapixels with one row": _png(_header(7_000, 7_000), _ROW),
    "png whose chunk is longer than the file": _MAGIC + _HEADER + b"\xff\xff\xff\xffIDAT" + _REST[8:],
    "png with an unknown critical chunk": _with(chunk(b"HACK", MARK)),
    **truncated("png", PNG, 0.1, 0.3, 0.6, 0.9),
}
EITHER = {
    "png with a wrong checksum": replaced(PNG, 29, b"\0\0\0\0"),
    "png and html": PNG + MARK,
    "png and an archive": PNG + zipped(),
    "png with two headers": _with(chunk(b"IHDR", _header(9_000, 9_000))),
    "png with a text that unpacks to 60 megabytes": _with(chunk(b"zTXt", b"Comment\0\0" + _ZEROS)),
    "png with a profile that unpacks to 60 megabytes": _with(chunk(b"iCCP", b"icc\0\0" + _ZEROS)),
    "png with 30,000 texts": _with(*[chunk(b"tEXt", b"k\0" + MARK)] * 30_000),
    "png with broken exif": _with(chunk(b"eXIf", b"II*\0\xff\xff\xff\xff" + MARK)),
    "png that claims 4 billion frames": _with(chunk(b"acTL", struct.pack(">II", 0xFFFFFFFF, 0))),
    "png that claims no frame": _with(chunk(b"acTL", struct.pack(">II", 0, 0))),
    "png with absurd density": _with(chunk(b"pHYs", struct.pack(">IIB", 0xFFFFFFFF, 1, 1))),
    "png with gamma of zero": _with(chunk(b"gAMA", struct.pack(">I", 0))),
    "png whose rows unpack to more": _png(_header(64, 48), chunk(b"IDAT", _ZEROS)),
}
