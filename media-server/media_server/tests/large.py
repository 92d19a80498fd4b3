"""Pictures of 50 megapixels, of the kinds that cost a decoder most memory."""

from __future__ import annotations

from collections.abc import Callable

import pyvips

from media_server.tests import heif, pictures

WIDTH, HEIGHT = 8164, 6123


def jpeg() -> bytes:
    return bytes(_flat(3).jpegsave_buffer(Q=75))


def jpeg_of_30_megabytes() -> bytes:
    return jpeg().ljust(30_000_000, b"\0")


def jpeg_progressive_cmyk() -> bytes:
    """Every coefficient of four full planes is held until the last scan."""
    image = _flat(4).copy(interpretation="cmyk")
    return bytes(image.jpegsave_buffer(Q=50, interlace=True, subsample_mode="off"))


def png() -> bytes:
    return bytes(_flat(3).pngsave_buffer(compression=1))


def png_16_bit_interlaced() -> bytes:
    image = _flat(4, "ushort").copy(interpretation="rgb16")
    return bytes(image.pngsave_buffer(compression=1, interlace=True, bitdepth=16))


def webp() -> bytes:
    return bytes(_flat(3).webpsave_buffer(Q=50, effort=0))


def webp_lossless() -> bytes:
    return bytes(_flat(4).webpsave_buffer(lossless=True, effort=0))


def heic() -> bytes:
    """As phones write it: a grid of tiles."""
    return heif.grid(pictures.heic(pictures.quarters(1024, 1024), bare=True), 8, 6, WIDTH, HEIGHT)


def avif() -> bytes:
    return bytes(_flat(3).heifsave_buffer(compression="av1", effort=0, Q=40))


def gif() -> bytes:
    """Its frame is RGBA once it is decoded."""
    return bytes(_flat(3).gifsave_buffer(effort=1, dither=0))


def _flat(bands: int, kind: str = "uchar") -> pyvips.Image:
    band = (pyvips.Image.black(WIDTH, HEIGHT) + 90).cast(kind)
    return band.bandjoin([band] * (bands - 1)).copy(interpretation="srgb")


_MAKERS = (
    jpeg,
    jpeg_of_30_megabytes, jpeg_progressive_cmyk, png, png_16_bit_interlaced, webp, webp_lossless, heic, avif, gif
)  # fmt: skip
LARGE: dict[str, Callable[[], bytes]] = {made.__name__: made for made in _MAKERS}
