"""Opening a picture without decoding it: size, orientation, and a way to load pixels later."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

import pillow_heif
import pyvips

from media_server.pipeline.metadata import Metadata
from media_server.pipeline.refusals import MAX_BYTES, PictureRefused
from media_server.pipeline.sniff import HEAD, Format, is_animated, sniff

pyvips.block_untrusted_set(True)

# What the libraries raise on files that are not what they seem.
DECODER_ERRORS = (pyvips.Error, ValueError, SyntaxError, EOFError, LookupError, RuntimeError)


@dataclass(frozen=True)
class Picture:
    """A picture whose header was read. `load(n)` decodes it, at 1/n of its size where the format can (n = 1, 2, 4, 8)."""

    format: Format
    width: int
    height: int
    orientation: int
    load: Callable[[int], pyvips.Image]
    metadata: Metadata
    animated: bool = False


def open_picture(data: bytes) -> Picture:
    """Read the header of `data`. Raises PictureRefused."""
    if len(data) > MAX_BYTES:
        raise PictureRefused("too_large")
    picture_format = sniff(data[:HEAD])
    try:
        return _OPENERS[picture_format](data)
    except DECODER_ERRORS as error:
        raise refusal(error, data) from error


def refusal(error: Exception, data: bytes) -> PictureRefused:
    """What a decoder's failure on `data` means to the author."""
    text = f"{error} {getattr(error, 'detail', '')}".lower()
    if "premature end" in text or "end of file" in text or _cut_off(data):
        return PictureRefused("truncated")
    return PictureRefused("damaged")


def _cut_off(data: bytes) -> bool:
    if data.startswith(b"\x89PNG"):
        return b"IEND" not in data[-64:]
    if data.startswith(b"GIF"):
        return not data.endswith(b";")
    return data.startswith(b"RIFF") and int.from_bytes(data[4:8], "little") + 8 > len(data)


def _open_jpeg(data: bytes) -> Picture:
    header = pyvips.Image.jpegload_buffer(data, access="sequential")

    def load(shrink: int) -> pyvips.Image:
        return pyvips.Image.jpegload_buffer(data, access="sequential", fail_on="truncated", shrink=shrink)

    return Picture("jpeg", header.width, header.height, _orientation(header), load, _metadata(header))


def _open_with(name: Format, loader: Callable[..., pyvips.Image]) -> Callable[[bytes], Picture]:
    """The decoder of an animation reads its first frame when it is not asked for more."""

    def opener(data: bytes) -> Picture:
        image = loader(data, access="sequential", fail_on="truncated")
        animated = _pages(image) > 1 or is_animated(data)
        size, turn = (image.width, image.height), _orientation(image)
        return Picture(name, *size, turn, lambda _shrink: image, _metadata(image), animated)

    return opener


def _open_avif(data: bytes) -> Picture:
    """The decoder turns the picture upright by itself, whatever its EXIF still says."""
    return replace(_open_with("avif", pyvips.Image.heifload_buffer)(data), orientation=1)


def _open_heic(data: bytes) -> Picture:
    """As with AVIF, the picture comes upright."""
    file = pillow_heif.open_heif(BytesIO(data), convert_hdr_to_8bit=True)
    width, height = file.size
    found = Metadata(file.info.get("exif") or b"", file.info.get("xmp") or b"")
    return Picture("heic", width, height, 1, lambda _shrink: _heic_pixels(file), found, is_animated(data))


def _heic_pixels(file: pillow_heif.HeifFile) -> pyvips.Image:
    bands = len(file.mode)
    width, height = file.size
    row = math.ceil(file.stride / bands)
    image = pyvips.Image.new_from_memory(file.data, row, height, bands, "uchar").crop(0, 0, width, height)
    image = image.copy(interpretation="srgb" if bands >= 3 else "b-w")
    if profile := file.info.get("icc_profile"):
        image.set_type(pyvips.GValue.blob_type, "icc-profile-data", profile)
    return image


def _orientation(image: pyvips.Image) -> int:
    value: Any = image.get("orientation") if image.get_typeof("orientation") else 1
    return value if isinstance(value, int) else 1


def _pages(image: pyvips.Image) -> int:
    return int(image.get("n-pages")) if image.get_typeof("n-pages") else 1


def _metadata(image: pyvips.Image) -> Metadata:
    return Metadata(*(bytes(image.get(name)) if image.get_typeof(name) else b"" for name in _METADATA))


_METADATA = ("exif-data", "xmp-data", "iptc-data")

# A format that comes later is one entry here and one in sniff.py.
_OPENERS: dict[Format, Callable[[bytes], Picture]] = {
    "jpeg": _open_jpeg,
    "png": _open_with("png", pyvips.Image.pngload_buffer),
    "webp": _open_with("webp", pyvips.Image.webpload_buffer),
    "gif": _open_with("gif", pyvips.Image.gifload_buffer),
    "avif": _open_avif,
    "heic": _open_heic,
}
