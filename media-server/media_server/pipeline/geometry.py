"""Where every pixel goes: orientation, crop, framing and rendition sizes. Numbers only, no pixels."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from media_server.pipeline.refusals import MAX_PIXELS, PictureRefused

Kind = Literal["post", "avatar"]

WIDTHS: dict[Kind, tuple[int, ...]] = {"post": (320, 640, 1080, 1440), "avatar": (160, 320, 640)}
WIDEST = 1.91
TALLEST = 3 / 4

# A step this close below the largest rendition would cost bytes and save nobody anything.
_NEAR = 1.1
# A crop drawn in a browser is rounded to its screen's pixels.
_SLACK = 1e-4
# (quarter turns clockwise, mirrored left to right before turning) of EXIF orientations 1 to 8.
_EXIF = {
    1: (0, False),
    2: (0, True),
    3: (2, False),
    4: (2, True),
    5: (3, True),
    6: (1, False),
    7: (1, True),
    8: (3, False),
}


@dataclass(frozen=True)
class Crop:
    """A rectangle in fractions of the picture as it is seen: upright, and turned by `Edit.rotate`."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Edit:
    """What the author asks for; `rotate` is clockwise."""

    crop: Crop | None = None
    rotate: Literal[0, 90, 180, 270] = 0
    fit: Literal["letterbox"] | None = None


@dataclass(frozen=True)
class Area:
    """A rectangle of whole pixels."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True)
class Plan:
    """How stored pixels become renditions: cut `area` out, mirror, turn, lay on `canvas`, scale to `widths` (rising)."""

    area: Area
    mirror: bool
    turns: int
    canvas: tuple[int, int]
    widths: tuple[int, ...]

    @property
    def content(self) -> tuple[int, int]:
        """Size of what was cut out, as it is seen."""
        size = (self.area.width, self.area.height)
        return size[::-1] if self.turns % 2 else size

    def size(self, width: int) -> tuple[int, int]:
        """Size of the rendition `width` wide."""
        return width, max(1, round(width * self.canvas[1] / self.canvas[0]))


def plan(width: int, height: int, orientation: int, kind: Kind, edit: Edit) -> Plan:
    """Lay out one picture whose stored size and EXIF orientation are given. Raises PictureRefused."""
    if width * height > MAX_PIXELS:
        raise PictureRefused("too_many_pixels")
    turns, mirror = _EXIF.get(orientation, (0, False))
    turns = (turns + edit.rotate // 90) % 4
    seen = (height, width) if turns % 2 else (width, height)
    area = _pixels(edit.crop or Crop(0, 0, 1, 1), seen)
    if kind == "avatar":
        area = _square(area)
    canvas = (area.width, area.height) if kind == "avatar" else _frame(area.width, area.height, edit)
    return Plan(_stored(area, seen, turns, mirror), mirror, turns, canvas, _widths(canvas[0], kind))


def upright(width: int, height: int, orientation: int) -> tuple[int, int]:
    """Size of a picture as it is seen."""
    turns, _ = _EXIF.get(orientation, (0, False))
    return (height, width) if turns % 2 else (width, height)


def _pixels(crop: Crop, seen: tuple[int, int]) -> Area:
    values = (crop.x, crop.y, crop.width, crop.height)
    if not all(map(math.isfinite, values)) or min(crop.x, crop.y) < -_SLACK or min(crop.width, crop.height) <= 0:
        raise PictureRefused("crop_outside")
    if crop.x + crop.width > 1 + _SLACK or crop.y + crop.height > 1 + _SLACK:
        raise PictureRefused("crop_outside")
    left, width = _span(crop.x, crop.width, seen[0])
    top, height = _span(crop.y, crop.height, seen[1])
    return Area(left, top, width, height)


def _span(start: float, length: float, total: int) -> tuple[int, int]:
    first = min(max(round(start * total), 0), total - 1)
    last = min(max(round((start + length) * total), first + 1), total)
    return first, last - first


def _square(area: Area) -> Area:
    side = min(area.width, area.height)
    return Area(area.left + (area.width - side) // 2, area.top + (area.height - side) // 2, side, side)


def _frame(width: int, height: int, edit: Edit) -> tuple[int, int]:
    """Canvas of a post's picture; one pixel of rounding is forgiven."""
    too_wide = width - 1 > WIDEST * height
    too_tall = width + 1 < TALLEST * height
    if not too_wide and not too_tall:
        return width, height
    if edit.fit != "letterbox":
        raise PictureRefused("framing")
    return (width, round(width / WIDEST)) if too_wide else (round(height * TALLEST), height)


def _stored(area: Area, seen: tuple[int, int], turns: int, mirror: bool) -> Area:
    """The same rectangle in the coordinates of the stored pixels."""
    left, top, width, height = area.left, area.top, area.width, area.height
    across, down = seen
    for _ in range(turns):
        left, top, width, height = top, across - left - width, height, width
        across, down = down, across
    if mirror:
        left = across - left - width
    return Area(left, top, width, height)


def _widths(width: int, kind: Kind) -> tuple[int, ...]:
    steps = WIDTHS[kind]
    largest = min(width, steps[-1])
    return (*(step for step in steps if step * _NEAR <= largest), largest)
