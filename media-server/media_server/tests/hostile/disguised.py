"""Other kinds of files, some with the beginning of a picture."""

from __future__ import annotations

import gzip
import struct

from media_server.tests.hostile.seeds import JPEG, MARK, zipped

_SVG = b"<svg xmlns='http://www.w3.org/2000/svg' width='99999' height='99999'>" + MARK + b"</svg>"
_ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&c;&x;</svg>'
)
_TIFF = b"II*\0\x08\0\0\0" + struct.pack("<H", 2) + struct.pack("<HHII", 256, 4, 1, 1 << 31) * 2 + b"\0" * 4


FILES = {
    "nothing": b"",
    "one byte": b"\xff",
    "a megabyte of zeros": b"\0" * 1_000_000,
    "svg": _SVG,
    "svg with entities": _ENTITIES,
    "svg, packed": gzip.compress(_SVG, mtime=0),
    "svg before a jpeg": _SVG + JPEG,
    "html": b"<!doctype html><body>" + MARK,
    "pdf": b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj",
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd)(r)file",
    "mvg": b"push graphic-context\nviewbox 0 0 640 480\nfill 'url(https://localhost/\"|touch /tmp/hostile\")'",
    "msl": b"<?xml version='1.0'?><image><read filename='/etc/passwd'/></image>",
    "a list of names": b"@/etc/passwd",
    "an address": b"https://169.254.169.254/latest/meta-data/",
    "a path": b"../../../../etc/passwd",
    "tiff": _TIFF,
    "tiff, other order": b"MM\0*\0\0\0\x08" + b"\xff" * 64,
    "bmp": b"BM" + struct.pack("<IIIIiiHH", 1 << 30, 0, 54, 40, 1 << 30, 1 << 30, 1, 24),
    "icon": b"\0\0\1\0\1\0" + b"\xff" * 64,
    "photoshop": b"8BPS\0\1" + b"\0" * 6 + b"\0\x03" + b"\xff" * 8,
    "openexr": b"\x76\x2f\x31\x01" + b"\xff" * 64,
    "jpeg 2000": b"\0\0\0\x0cjP  \r\n\x87\n" + b"\xff" * 64,
    "jpeg xl": b"\0\0\0\x0cJXL \r\n\x87\n" + b"\xff" * 64,
    "library's own format": b"\x08\xf2\xa6\xb6" + b"\xff" * 64,
    "netpbm": b"P6\n999999 999999\n255\n",
    "radiance": b"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 99999 +X 99999\n",
    "archive": zipped(),
    "program": b"\x7fELF\x02\x01\x01" + b"\0" * 64,
    "script": b"#!/bin/sh\ntouch /tmp/hostile\n",
    "video": b"\0\0\0\x18ftypisom\0\0\2\0isomiso2\0\0\0\x08moov",
    "playlist": b"#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:10.0,\nfile:///etc/passwd\n",
    "sound in riff": b"RIFF\x24\0\0\0WAVEfmt " + b"\0" * 28,
    "jpeg's magic and nothing": b"\xff\xd8\xff",
    "jpeg's magic and text": b"\xff\xd8\xff" + MARK * 20,
    "png's magic and text": b"\x89PNG\r\n\x1a\n" + MARK * 20,
    "gif's magic and text": b"GIF89a" + MARK * 20,
    "webp's magic and text": b"RIFF\x00\x02\0\0WEBP" + MARK * 20,
    "heic's magic and text": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + MARK * 20,
    "avif's magic and text": b"\0\0\0\x18ftypavif\0\0\0\0mif1avif" + MARK * 20,
}
