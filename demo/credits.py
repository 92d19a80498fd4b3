"""`python -m demo.credits`: write CREDITS.md and credits.json, which say whose pictures the demo world shows."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

import msgspec

from demo.catalogue import Picture, load_pictures

FOLDER = Path(__file__).resolve().parent
LICENCES = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-3.0": "https://creativecommons.org/licenses/by-sa/3.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "GFDL-1.2-or-later": "https://www.gnu.org/licenses/old-licenses/fdl-1.2.html",
    "GPL-2.0-or-later": "https://www.gnu.org/licenses/old-licenses/gpl-2.0.html",
    "LGPL-2.1-or-later": "https://www.gnu.org/licenses/old-licenses/lgpl-2.1.html",
}
HEAD = """# Whose pictures the demo world shows

The pictures come out of packages of Debian, unpacked on the machine that loads the demo world; none is part of this
project. Posts and profile pictures show them whole or cropped, scaled down. Thank you to everyone who made them.
"""


class Credit(msgspec.Struct, frozen=True):
    """One picture, for the page of credits."""

    title: str
    author: str
    licence: str
    licence_url: str | None
    package: str
    file: str


def credit(picture: Picture) -> Credit:
    return Credit(
        title=picture.alt["en"],
        author=picture.author,
        licence=picture.licence,
        licence_url=LICENCES.get(picture.licence),
        package=picture.package,
        file=picture.file,
    )


def page() -> str:
    """Text of CREDITS.md."""
    parts = [HEAD]
    for package, pictures in groupby(load_pictures().values(), key=lambda picture: picture.package):
        parts.append(f"\n## {package}\n\n| Picture | File | Author | Licence |\n|---|---|---|---|\n")
        parts += [_row(credit(picture)) for picture in pictures]
    return "".join(parts)


def data() -> bytes:
    """Content of credits.json."""
    return msgspec.json.format(msgspec.json.encode([credit(p) for p in load_pictures().values()]), indent=2) + b"\n"


def _row(entry: Credit) -> str:
    licence = f"[{entry.licence}]({entry.licence_url})" if entry.licence_url else entry.licence
    return f"| {entry.title} | {entry.file.rpartition('/')[2]} | {entry.author} | {licence} |\n"


def main() -> int:
    (FOLDER / "CREDITS.md").write_text(page())
    (FOLDER / "credits.json").write_bytes(data())
    return 0


if __name__ == "__main__":
    sys.exit(main())
