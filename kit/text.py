"""Text as people count and write it."""

from __future__ import annotations

import unicodedata

import regex

_GRAPHEME = regex.compile(r"\X")
_CONTROLS = regex.compile(r"[\p{Cc}--[\n\t]]|[\u202a-\u202e\u2066-\u2069]", regex.VERSION1)


def graphemes(text: str) -> int:
    """Number of characters as a reader counts them (extended grapheme clusters)."""
    return len(text) if text.isascii() and "\r\n" not in text else len(_GRAPHEME.findall(text))


def truncate(text: str, limit: int) -> str:
    """The first `limit` graphemes of `text`."""
    if text.isascii():
        return text[:limit]
    return "".join(_GRAPHEME.findall(text)[:limit])


def clean(text: str) -> str:
    """`text` in NFC with one kind of line end, without control and direction-override characters, stripped."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _CONTROLS.sub("", unified)).strip()


def clean_line(text: str) -> str:
    """`clean`, on one line."""
    return " ".join(clean(text).split())


def is_number(text: str) -> bool:
    """Whether `text` is a decimal number that a 64-bit column takes; other scripts' digits are none."""
    return text.isascii() and text.isdigit() and len(text) <= 19 and int(text) < 1 << 63
