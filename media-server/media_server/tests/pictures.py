"""Pictures made for tests: every oddity that phones and programs produce, and what attackers add."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

import pillow_heif
import pyvips
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

RED, GREEN, BLUE, YELLOW = (220, 30, 30), (30, 200, 30), (30, 30, 220), (230, 220, 30)
SECRET = b"SECRET-PLACE"
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="37,33.5N SECRET-PLACE"/>'
    b"</rdf:RDF></x:xmpmeta>"
)
_ORIENTATION, _MAKE, _GPS, _TIME = 0x0112, 0x010F, 0x8825, 0x0132
_MORE, _SERIAL, _MAKER = 0x8769, 0xA431, 0x927C


def quarters(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Red and green above, blue and yellow below: whatever turns or cuts it can be seen."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(GREEN, (width // 2, 0, width, height // 2))
    image.paste(BLUE, (0, height // 2, width // 2, height))
    image.paste(YELLOW, (width // 2, height // 2, width, height))
    return image.convert(mode)


def exif(orientation: int = 1) -> bytes:
    """Metadata with a place, a device and an orientation."""
    data = Image.Exif()
    data[_ORIENTATION] = orientation
    data[_MAKE] = SECRET.decode()
    data.get_ifd(_GPS).update({1: "N", 2: (37.0, 33.0, 59.0), 3: "E", 4: (126.0, 58.0, 41.0)})
    return data.tobytes()


def jpeg(image: Image.Image, **options: Any) -> bytes:
    return _saved(image, "JPEG", quality=95, **options)


def png(image: Image.Image, **options: Any) -> bytes:
    return _saved(image, "PNG", **options)


def webp(image: Image.Image, **options: Any) -> bytes:
    return _saved(image, "WEBP", quality=95, **options)


def heic(image: Image.Image, orientation: int = 1, *, bare: bool = False, **options: Any) -> bytes:
    """As a phone writes it: the turn is a property of the file, the place is in its EXIF (unless it is `bare`)."""
    pillow_heif.register_heif_opener()
    return _saved(image, "HEIF", quality=90, **options, **({} if bare else {"exif": exif(orientation)}))


def ten_bits(compression: str, colour: tuple[int, int, int], size: tuple[int, int]) -> bytes:
    """One colour with 10 bits per channel, as AVIF (`av1`) or HEIC (`hevc`)."""
    if compression == "hevc":
        sample = struct.pack("<HHH", *(value << 8 for value in colour))
        file = pillow_heif.from_bytes("RGB;16", size, sample * (size[0] * size[1]))
        out = BytesIO()
        file.save(out, quality=90)
        return out.getvalue()
    image = (pyvips.Image.black(*size, bands=3) + [value << 8 for value in colour]).cast("ushort")
    return bytes(image.copy(interpretation="rgb16").heifsave_buffer(compression="av1", bitdepth=10, Q=90, effort=1))


def avif(image: Image.Image, **options: Any) -> bytes:
    return _saved(image, "AVIF", quality=90, speed=9, **options)


def gif(image: Image.Image, **options: Any) -> bytes:
    return _saved(image, "GIF", **options)


def animated(kind: str, *frames: Image.Image, **options: Any) -> bytes:
    """A GIF, WEBP, AVIF or PNG of several frames."""
    return _saved(frames[0], kind, save_all=True, append_images=list(frames[1:]), duration=40, **options)


def upside(image: Image.Image, orientation: int) -> Image.Image:
    """The stored pixels of a camera that would show `image` under `orientation`."""
    turns = {
        2: [Image.Transpose.FLIP_LEFT_RIGHT],
        3: [Image.Transpose.ROTATE_180],
        4: [Image.Transpose.FLIP_TOP_BOTTOM],
        5: [Image.Transpose.TRANSPOSE],
        6: [Image.Transpose.ROTATE_90],
        7: [Image.Transpose.TRANSVERSE],
        8: [Image.Transpose.ROTATE_270],
    }
    for turn in turns.get(orientation, []):
        image = image.transpose(turn)
    return image


def with_text_chunks(image: Image.Image) -> bytes:
    """A PNG with the place in text chunks and in XMP."""
    info = PngInfo()
    info.add_text("Location", SECRET.decode())
    info.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return png(image, pnginfo=info)


def with_everything(image: Image.Image) -> bytes:
    """A JPEG with a place in EXIF, XMP, IPTC and a comment, a device, a time, and a thumbnail that has all of it again."""
    small = jpeg(image.resize((16, 16)), exif=exif(), comment=SECRET)
    data = Image.Exif()
    data[_MAKE] = SECRET.decode()
    data[_TIME] = "2026:01:01 12:00:00"
    data.get_ifd(_GPS).update({1: "N", 2: (37.0, 33.0, 59.0), 3: "E", 4: (126.0, 58.0, 41.0)})
    data.get_ifd(_MORE).update({_SERIAL: SECRET.decode(), _MAKER: SECRET})
    whole = jpeg(image, exif=data.tobytes() + small, xmp=XMP, comment=SECRET)
    city = b"\x1c\x02\x5a" + struct.pack(">H", len(SECRET)) + SECRET
    block = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(city)) + city + b"\0" * (len(city) % 2)
    return whole[:2] + b"\xff\xed" + struct.pack(">H", len(block) + 2) + block + whole[2:]


def profile() -> bytes:
    """A colour profile other than none."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def png_header(width: int, height: int) -> bytes:
    """A PNG that claims a size and has one row of zeros."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * (1 + 3 * width))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*c) for c in ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b"")))


def png_16_bit(width: int, height: int) -> bytes:
    """Red, with 16 bits per channel, which Pillow cannot write."""
    header = struct.pack(">IIBBBBB", width, height, 16, 2, 0, 0, 0)
    row = b"\0" + struct.pack(">HHH", 0xDC00, 0x1E00, 0x1E00) * width
    body = zlib.compress(row * height)
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*c) for c in ((b"IHDR", header), (b"IDAT", body), (b"IEND", b"")))


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def corners(image: Image.Image) -> list[tuple[int, int, int]]:
    """Colours near the corners: left above, right above, left below, right below."""
    width, height = image.size
    rgb = image.convert("RGB")
    places = [(x, y) for y in (height // 8, height - 1 - height // 8) for x in (width // 8, width - 1 - width // 8)]
    return [rgb.getpixel(place) for place in places]  # type: ignore[misc]


def near(one: tuple[int, int, int], other: tuple[int, int, int], within: int = 24) -> bool:
    return all(abs(a - b) <= within for a, b in zip(one, other, strict=True))


def _saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
