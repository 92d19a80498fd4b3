"""The picture pipeline against bare libvips: the same files, widths and settings, in one run.

`python bench/media.py` prints CPU seconds and the ratio (aim ≤ 1.3). Ours includes the decoder process, its fork per
picture, the sandbox, and the way of the renditions back; bare libvips is a loop in one process.
"""

from __future__ import annotations

import asyncio
import os
import resource
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ["VIPS_CONCURRENCY"] = "1"
sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "media-server"), str(Path(__file__).resolve().parents[1])]

import pyvips  # noqa: E402

from media_server.pipeline.client import Decoder  # noqa: E402
from media_server.pipeline.geometry import WIDTHS, Edit  # noqa: E402

ROUNDS = 3
PICTURES_PER_ROUND = 2
AIM = 1.3


def _photo(width: int, height: int) -> pyvips.Image:
    """Structure at every scale, so that encoders have as much to do as with a photograph."""
    bands = []
    for seed in range(3):
        layers = [
            pyvips.Image.gaussnoise(width // step + 1, height // step + 1, seed=10 * seed + step, mean=0, sigma=60)
            .resize(step, kernel="cubic")
            .crop(0, 0, width, height)
            for step in (1, 8, 64, 512)
        ]
        weights = (0.06, 0.4, 0.7, 1.0)
        total = sum((layer * weight for layer, weight in zip(layers, weights, strict=True)), start=layers[0] * 0)
        bands.append((total + 128).cast("uchar"))
    return bands[0].bandjoin(bands[1:]).copy(interpretation="srgb").copy_memory()


def _files(directory: Path) -> dict[str, Path]:
    photo = _photo(4032, 3024)
    paths = {name: directory / name for name in ("12mp.jpg", "3mp.png", "2mp.webp")}
    photo.jpegsave(str(paths["12mp.jpg"]), Q=90)
    photo.resize(0.5).pngsave(str(paths["3mp.png"]))
    photo.resize(0.4).webpsave(str(paths["2mp.webp"]), Q=90)
    return paths


def bare(path: Path) -> int:
    """What a short script with libvips does: one decode, four widths, two formats. Answers the bytes made."""
    widths = WIDTHS["post"]
    data = path.read_bytes()
    largest = pyvips.Image.thumbnail_buffer(data, widths[-1]).copy_memory()
    made = 0
    for width in reversed(widths):
        image = largest if width >= largest.width else largest.resize(width / largest.width)
        made += len(image.heifsave_buffer(compression="av1", Q=55, effort=1, bitdepth=8, keep="icc"))
        made += len(image.jpegsave_buffer(Q=82, interlace=True, optimize_coding=True, keep="icc"))
    return made


async def _ours(path: Path) -> None:
    decoder = Decoder()
    for _ in range(PICTURES_PER_ROUND):
        await decoder.render(path, "post", Edit())
    await decoder.close()


def _cpu(work: Callable[[], object]) -> float:
    """CPU seconds of this process and of the children that ended meanwhile."""
    before = sum(_used())
    work()
    return sum(_used()) - before


def _used() -> list[float]:
    found = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return [one.ru_utime + one.ru_stime for one in found]


def _bare_round(path: Path) -> None:
    for _ in range(PICTURES_PER_ROUND):
        bare(path)


def main() -> None:
    with tempfile.TemporaryDirectory() as directory:
        for name, path in _files(Path(directory)).items():
            bare(path)
            ours, theirs = [], []
            for _ in range(ROUNDS):
                theirs.append(_cpu(lambda path=path: _bare_round(path)) / PICTURES_PER_ROUND)  # type: ignore[misc]
                ours.append(_cpu(lambda path=path: asyncio.run(_ours(path))) / PICTURES_PER_ROUND)  # type: ignore[misc]
            ratio = statistics.median(ours) / statistics.median(theirs)
            print(
                f"{name:10} ours {statistics.median(ours):.2f} s  bare libvips {statistics.median(theirs):.2f} s  "
                f"ratio {ratio:.2f} (aim ≤ {AIM})"
            )


if __name__ == "__main__":
    main()
