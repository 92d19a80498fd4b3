"""What a file really is, from its first bytes; names and declared types are never asked."""

from __future__ import annotations

from typing import Literal

from media_server.pipeline.refusals import PictureRefused

Format = Literal["jpeg", "png", "webp", "heic", "avif", "gif"]

HEAD = 512
_ANIMATION_HEAD = 200_000
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_SEQUENCE_BRANDS = frozenset({b"avis", b"msf1", b"hevc", b"hevx", b"hevm", b"hevs"})
_STILL_BRANDS = frozenset({b"mif1", b"msf1", b"miaf"})
_MAGIC: tuple[tuple[bytes, Format], ...] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
)
_KNOWN_BUT_REFUSED = (b"BM", b"II*\x00", b"MM\x00*", b"%PDF", b"\x00\x00\x01\x00", b"8BPS")


def sniff(head: bytes) -> Format:
    """Format of a file that begins with `head` (`HEAD` bytes are enough).

    Raises PictureRefused: `empty`, `unsupported_format` for a picture that is not taken, `not_a_picture` otherwise.
    """
    if not head:
        raise PictureRefused("empty")
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return name
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        return _sniff_ftyp(head)
    if head.startswith(_KNOWN_BUT_REFUSED) or _is_svg(head):
        raise PictureRefused("unsupported_format")
    raise PictureRefused("not_a_picture")


def is_animated(data: bytes) -> bool:
    """Whether a PNG, AVIF or HEIC says that it has several frames."""
    if data.startswith(b"\x89PNG"):
        return 0 <= data.find(b"acTL", 0, _ANIMATION_HEAD) < data.find(b"IDAT")
    return bool(_brands(data[:HEAD]) & _SEQUENCE_BRANDS)


def _sniff_ftyp(head: bytes) -> Format:
    """ISO base media files name their kind in brands; a video says neither."""
    major, brands = head[8:12], _brands(head)
    if major in _AVIF_BRANDS or (major in _STILL_BRANDS and brands & _AVIF_BRANDS):
        return "avif"
    if major in _HEIC_BRANDS or (major in _STILL_BRANDS and brands & _HEIC_BRANDS):
        return "heic"
    if major in _STILL_BRANDS or brands & _AVIF_BRANDS:
        raise PictureRefused("unsupported_format")
    raise PictureRefused("not_a_picture")


def _brands(head: bytes) -> set[bytes]:
    if head[4:8] != b"ftyp":
        return set()
    end = min(int.from_bytes(head[:4], "big"), len(head))
    return {head[8:12]} | {head[at : at + 4] for at in range(16, end - 3, 4)}


def _is_svg(head: bytes) -> bool:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return text.startswith((b"<svg", b"<?xml", b"<!doctype svg"))
