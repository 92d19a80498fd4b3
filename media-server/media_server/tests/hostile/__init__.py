"""Files that no honest program writes. Every one is refused in words, or comes out as nothing but pixels."""

from __future__ import annotations

from media_server.tests.hostile import disguised, heifs, jpegs, others, pngs

# Must be refused; of all others a clean rendition is as good.
REFUSED: dict[str, bytes] = disguised.FILES | pngs.REFUSED | jpegs.REFUSED | heifs.REFUSED | others.REFUSED
EITHER: dict[str, bytes] = jpegs.EITHER | pngs.EITHER | heifs.EITHER | others.EITHER
CORPUS: dict[str, bytes] = REFUSED | EITHER
