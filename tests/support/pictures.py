"""Pictures made for tests: every call gives other bytes, so that nothing is the same by accident."""

from __future__ import annotations

import io
import secrets

import pillow_heif
import pyvips
from PIL import Image

SOFTWARE_TAG = 0x0131
ORIENTATION_TAG = 0x0112
GPS_IFD = 0x8825
CANARY = "CanaryCamera"


def _image(width: int, height: int) -> Image.Image:
    pixels = pyvips.Image.gaussnoise(width // 8, height // 8, sigma=60, mean=128, seed=secrets.randbelow(1 << 30))
    grown = pixels.resize(8).crop(0, 0, width // 8 * 8, height // 8 * 8).cast("uchar").bandjoin([128, 90])
    return Image.frombytes("RGB", (grown.width, grown.height), grown.write_to_memory())


def jpeg(width: int = 1080, height: int = 1080) -> bytes:
    """A plain JPEG."""
    out = io.BytesIO()
    _image(width, height).save(out, "JPEG", quality=90)
    return out.getvalue()


def phone_jpeg(width: int = 1200, height: int = 900) -> bytes:
    """A JPEG as a phone writes it: turned by EXIF, with GPS and a device name."""
    exif = Image.Exif()
    exif[ORIENTATION_TAG] = 6
    exif[SOFTWARE_TAG] = CANARY
    exif.get_ifd(GPS_IFD).update({1: "N", 2: (37.0, 33.0, 59.0), 3: "E", 4: (126.0, 58.0, 40.0)})
    out = io.BytesIO()
    _image(width, height).save(out, "JPEG", quality=90, exif=exif.tobytes())
    return out.getvalue()


def heic(width: int = 1024, height: int = 768) -> bytes:
    """A HEIC file."""
    out = io.BytesIO()
    pillow_heif.from_pillow(_image(width, height)).save(out, quality=60)
    return out.getvalue()
