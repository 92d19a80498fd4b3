from __future__ import annotations

import pytest

from media_server.pipeline.refusals import PictureRefused
from media_server.pipeline.sniff import sniff


def _ftyp(major: bytes, *compatible: bytes) -> bytes:
    body = b"ftyp" + major + b"\0\0\0\0" + b"".join(compatible)
    return (len(body) + 4).to_bytes(4, "big") + body + b"\0\0\0\x08meta"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"\xff\xd8\xff\xe0rest", "jpeg"),
        (b"\x89PNG\r\n\x1a\nrest", "png"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "webp"),
        (_ftyp(b"heic", b"mif1", b"heic"), "heic"),
        (_ftyp(b"heix", b"mif1"), "heic"),
        (_ftyp(b"mif1", b"heic"), "heic"),
        (_ftyp(b"avif", b"mif1"), "avif"),
        (_ftyp(b"mif1", b"avif"), "avif"),
        (_ftyp(b"avis", b"avif", b"msf1"), "avif"),
        (b"GIF89a....", "gif"),
        (b"GIF87a....", "gif"),
    ],
)
def test_formats_are_known_by_their_bytes(head: bytes, expected: str) -> None:
    assert sniff(head) == expected


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (b"", "empty"),
        (b"hello", "not_a_picture"),
        (b"PK\x03\x04", "not_a_picture"),
        (b"RIFF\x10\0\0\0WAVEfmt ", "not_a_picture"),
        (_ftyp(b"isom", b"mp42"), "not_a_picture"),
        (_ftyp(b"isom", b"avif"), "unsupported_format"),
        (_ftyp(b"mif1"), "unsupported_format"),
        (b"%PDF-1.7", "unsupported_format"),
        (b"<svg xmlns=", "unsupported_format"),
        (b"\xef\xbb\xbf  \n<?xml version='1.0'?><svg>", "unsupported_format"),
        (b"\0\0\0\x04ftyp", "not_a_picture"),
    ],
)
def test_everything_else_is_refused_with_a_reason(head: bytes, code: str) -> None:
    with pytest.raises(PictureRefused) as refused:
        sniff(head)
    assert refused.value.code == code
    assert refused.value.detail.endswith(".")
