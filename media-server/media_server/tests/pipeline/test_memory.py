"""What the largest and the nastiest pictures cost, as the kernel counts it. README.md has the figures."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from media_server.domain.settings import SERVICE
from media_server.pipeline import sandbox
from media_server.tests import pictures
from media_server.tests.conftest import EDGE, MediaWorld
from media_server.tests.hostile import CORPUS
from media_server.tests.large import LARGE

MIB = 1024 * 1024
IMPORT_ROOTS = [str(Path(__file__).resolve().parents[above]) for above in (3, 4)]
# Of the process with the picture; the sandbox ends one that asks for `sandbox.MEMORY`.
WORKER = 820 * MIB
# Of the process that answers requests: original and renditions on their way to the store.
CALLER = 96 * MIB


async def cost(media_world: MediaWorld, folder: Path, *files: bytes) -> dict[str, Any]:
    paths = [folder / f"{number}" for number, _ in enumerate(files)]
    for path, data in zip(paths, files, strict=True):
        path.write_bytes(data)
    environment = media_world.environment(EDGE, SERVICE) | {"MEDIA_SERVER_SPOOL": str(folder / "spool")}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "media_server.tests.peak",
        *map(str, paths),
        stdout=asyncio.subprocess.PIPE,
        env=os.environ | environment | {"PYTHONPATH": os.pathsep.join(IMPORT_ROOTS)},
    )
    output, _ = await process.communicate()
    assert process.returncode == 0
    found: dict[str, Any] = json.loads(output.splitlines()[-1])
    return found


@pytest.mark.parametrize("name", LARGE)
async def test_fifty_megapixels_are_taken_within_bounds(media_world: MediaWorld, tmp_path: Path, name: str) -> None:
    """Seen to fail for WebP when the library writes large pictures to a file, which the sandbox refuses."""
    found = await cost(media_world, tmp_path, LARGE[name]())

    assert found["codes"] == [None]
    assert found["worker"] <= WORKER < sandbox.MEMORY
    assert found["caller"] <= CALLER


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (pictures.png_header(30_000, 30_000), "too_many_pixels"),
        (pictures.png_header(50_000, 1_000), "framing"),
        (pictures.png_header(7_000, 7_000), "damaged"),
    ],
    ids=["pixels", "shape", "rows"],
)
async def test_claims_of_size_cost_nothing(media_world: MediaWorld, tmp_path: Path, data: bytes, code: str) -> None:
    found = await cost(media_world, tmp_path, data)

    assert found["codes"] == [code]
    assert found["worker"] <= 300 * MIB
    assert found["caller"] <= CALLER


async def test_the_hostile_corpus_costs_no_more_than_honest_pictures(media_world: MediaWorld, tmp_path: Path) -> None:
    found = await cost(media_world, tmp_path, *CORPUS.values())

    assert len(found["codes"]) == len(CORPUS) >= 60
    assert found["seconds"] <= 60
    assert found["worker"] <= 300 * MIB
    assert found["caller"] <= CALLER
