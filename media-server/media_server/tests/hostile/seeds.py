"""Honest pictures that the others are bent from, and the mark that must not come out."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from media_server.tests import pictures

MARK = b"<script>alert('HOSTILE-MARK')</script>"
IMAGE = pictures.quarters(64, 48)
JPEG = pictures.jpeg(IMAGE)
PNG = pictures.png(IMAGE)
WEBP = pictures.webp(IMAGE)
GIF = pictures.gif(IMAGE)
AVIF = pictures.avif(IMAGE)
HEIC = pictures.heic(IMAGE, bare=True)


def truncated(name: str, data: bytes, *shares: float) -> dict[str, bytes]:
    """`data` cut off at several places."""
    return {f"{name} cut at {share:.0%}": data[: int(len(data) * share)] for share in shares}


def zipped() -> bytes:
    """An archive that holds the mark."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("../../etc/cron.d/hostile", MARK)
    return out.getvalue()


def replaced(data: bytes, at: int, new: bytes) -> bytes:
    return data[:at] + new + data[at + len(new) :]
