"""One picture in, all its renditions out: one decode, the largest first, the others from it."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterator

import pyvips

from media_server.pipeline import colour
from media_server.pipeline.decode import DECODER_ERRORS, Picture, open_picture, refusal
from media_server.pipeline.geometry import Area, Edit, Kind, Plan, plan, upright
from media_server.pipeline.result import File, Rendition, Result, Source

_BLUR_LIMIT = 400
_BLUR_PREFIX = "data:image/webp;base64,"
# The last step of shrinking is left to a good filter: decoding small goes down to twice the target at most.
_MARGIN = 2


def render(data: bytes, kind: Kind, edit: Edit) -> Iterator[File | Result]:
    """Yield each rendition as it is made, then the `Result`. Raises PictureRefused."""
    picture = open_picture(data)
    layout = plan(picture.width, picture.height, picture.orientation, kind, edit)
    try:
        largest = _largest(picture, layout)
    except DECODER_ERRORS as error:
        raise refusal(error, data) from error
    renditions = []
    for width in reversed(layout.widths):
        size = layout.size(width)
        image = _resize(largest, size)
        yield File(f"{width}.avif", _avif(image))
        yield File(f"{width}.jpg", _jpeg(image))
        renditions.append(Rendition(*size))
    digest = hashlib.sha256(data).hexdigest()
    yield Result(largest.width, largest.height, renditions[::-1], _blur(largest), digest, _source(picture))


def _source(picture: Picture) -> Source:
    size, told = upright(picture.width, picture.height, picture.orientation), picture.metadata
    return Source(picture.format, *size, picture.animated, told.location, told.device)


def _largest(picture: Picture, layout: Plan) -> pyvips.Image:
    """Decode once, straight to the largest rendition, in memory."""
    size = layout.size(layout.widths[-1])
    scale = size[0] / layout.canvas[0]
    content = _fit(layout.content, scale, size)
    image = colour.flatten(picture.load(_shrink(scale)))
    area = _scaled(layout.area, image.width / picture.width, image.height / picture.height, image)
    cut = image.crop(area.left, area.top, area.width, area.height)
    image = _resize(cut, content[::-1] if layout.turns % 2 else content).copy_memory()
    image = _turn(image, layout)
    image = colour.to_rgb(image)
    if content != size:
        image = image.gravity("centre", *size, extend="background", background=colour.WHITE)
    return image.copy_memory()


def _shrink(scale: float) -> int:
    return max(step for step in (1, 2, 4, 8) if step == 1 or step * _MARGIN * scale <= 1)


def _fit(content: tuple[int, int], scale: float, size: tuple[int, int]) -> tuple[int, int]:
    width, height = (max(1, round(side * scale)) for side in content)
    return min(width, size[0]), min(height, size[1])


def _scaled(area: Area, across: float, down: float, image: pyvips.Image) -> Area:
    """`area` of the full picture in one that was decoded smaller."""
    left = min(round(area.left * across), image.width - 1)
    top = min(round(area.top * down), image.height - 1)
    width = min(max(round(area.width * across), 1), image.width - left)
    height = min(max(round(area.height * down), 1), image.height - top)
    return Area(left, top, width, height)


def _resize(image: pyvips.Image, size: tuple[int, int]) -> pyvips.Image:
    if (image.width, image.height) == size:
        return image
    return image.resize(size[0] / image.width, vscale=size[1] / image.height)


def _turn(image: pyvips.Image, layout: Plan) -> pyvips.Image:
    if layout.mirror:
        image = image.fliphor()
    return image.rot(f"d{layout.turns * 90}") if layout.turns else image


def _avif(image: pyvips.Image) -> bytes:
    data: bytes = image.heifsave_buffer(compression="av1", Q=55, effort=1, bitdepth=8, keep="icc")
    return data


def _jpeg(image: pyvips.Image) -> bytes:
    data: bytes = image.jpegsave_buffer(Q=82, interlace=True, optimize_coding=True, keep="icc")
    return data


def _blur(image: pyvips.Image) -> str:
    """A tiny WebP as a data URL: a browser shows it without a line of decoding code."""
    for side in (24, 16, 8, 4):
        tiny = image.thumbnail_image(side, height=side).webpsave_buffer(Q=30, effort=4, keep="none")
        text = _BLUR_PREFIX + b64encode(tiny).decode()
        if len(text) <= _BLUR_LIMIT:
            return text
    raise AssertionError("sixteen pixels fit into the limit")
