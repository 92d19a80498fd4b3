"""Why an upload fails: one code and one plain sentence each."""

from __future__ import annotations

MAX_BYTES = 30_000_000
MAX_PIXELS = 50_000_000

REASONS = {
    "empty": "The file is empty.",
    "too_large": "The file is larger than 30 MB.",
    "not_a_picture": "This file is not a picture that can be read.",
    "unsupported_format": "This format is not supported. Use JPEG, PNG, WebP, AVIF, HEIC or GIF.",
    "too_many_pixels": "The picture has more than 50 megapixels.",
    "truncated": "The end of the file is missing.",
    "damaged": "The picture is damaged and cannot be read.",
    "framing": "The picture is wider than 1.91:1 or taller than 3:4. Crop it or add a border.",
    "crop_outside": "The crop lies outside the picture.",
    "too_complex": "The picture takes too much time or memory to read.",
    # The only one that is not the picture's fault, and worth another try.
    "store_unavailable": "The picture could not be stored. Try again soon.",
}


class PictureRefused(Exception):
    """The picture cannot be used; `code` is a key of `REASONS`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def detail(self) -> str:
        return REASONS[self.code]
