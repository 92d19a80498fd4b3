"""How a picture is cut: `[ratio] [zoom] [x,y]`, such as `4:5 0.8 0.3,0.5`."""

from __future__ import annotations

import msgspec

# The pipeline allows 1.91; whole pixels need some room.
WIDEST = 1.9
TALLEST = 3 / 4

Box = tuple[float, float, float, float]


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """The largest rectangle of `ratio` (width to height; None: as the picture is), made smaller by `zoom`.

    Its middle is at `focus` (fractions of the picture) as far as it stays inside.
    """

    ratio: float | None = None
    zoom: float = 1.0
    focus: tuple[float, float] = (0.5, 0.5)

    def box(self, width: int, height: int, trim: Box) -> Box:
        """Left, top, width and height as fractions of a picture of that size, inside `trim`."""
        left, top, across, down = trim
        ratio = self.ratio or min(max(across * width / (down * height), TALLEST), WIDEST)
        wide = min(across, down * height * ratio / width) * self.zoom
        high = min(wide * width / ratio / height, 1.0)  # rounding must not take it beyond the edge
        return (
            _inside(self.focus[0] - wide / 2, left, left + across - wide),
            _inside(self.focus[1] - high / 2, top, top + down - high),
            wide,
            high,
        )


def read_frame(text: str) -> Frame:
    """Raises ValueError when the text is not a frame."""
    ratio: float | None = None
    zoom, focus = 1.0, (0.5, 0.5)
    for word in text.split():
        if ":" in word:
            across, down = map(float, word.split(":"))
            ratio = across / down
        elif "," in word:
            x, y = map(float, word.split(","))
            focus = (x, y)
        else:
            zoom = float(word)
    if not 0 < zoom <= 1:
        raise ValueError(f"zoom must be between 0 and 1: {text}")
    return Frame(ratio=ratio, zoom=zoom, focus=focus)


def _inside(value: float, lowest: float, highest: float) -> float:
    return max(lowest, min(value, highest))
