from __future__ import annotations

import math

import pytest

from media_server.pipeline.geometry import Area, Crop, Edit, plan
from media_server.pipeline.refusals import PictureRefused


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (4032, (320, 640, 1080, 1440)),
        (1440, (320, 640, 1080, 1440)),
        (1439, (320, 640, 1080, 1439)),
        (1080, (320, 640, 1080)),
        (1000, (320, 640, 1000)),
        (720, (320, 640, 720)),
        (700, (320, 700)),
        (650, (320, 650)),
        (320, (320,)),
        (200, (200,)),
        (1, (1,)),
    ],
)
def test_renditions_never_exceed_the_source(width: int, expected: tuple[int, ...]) -> None:
    assert plan(width, width, 1, "post", Edit()).widths == expected


def test_an_avatar_is_cut_square_from_the_middle() -> None:
    layout = plan(1000, 400, 1, "avatar", Edit())

    assert layout.area == Area(300, 0, 400, 400)
    assert layout.widths == (160, 320, 400)


def test_an_avatar_is_cut_square_inside_its_crop() -> None:
    assert plan(1000, 1000, 1, "avatar", Edit(Crop(0, 0, 0.5, 0.25))).area == Area(125, 0, 250, 250)


@pytest.mark.parametrize("size", [(1911, 1000), (1910, 1000), (750, 1000), (749, 1000), (1000, 1000), (1, 1)])
def test_framing_is_allowed_with_a_pixel_of_rounding(size: tuple[int, int]) -> None:
    assert plan(*size, 1, "post", Edit()).canvas == size


@pytest.mark.parametrize("size", [(1920, 1000), (740, 1000), (5000, 100), (9, 16)])
def test_other_framing_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(PictureRefused) as refused:
        plan(*size, 1, "post", Edit())
    assert refused.value.code == "framing"


def test_framing_counts_what_is_seen() -> None:
    with pytest.raises(PictureRefused):
        plan(1600, 1000, 6, "post", Edit())
    with pytest.raises(PictureRefused):
        plan(1600, 1000, 1, "post", Edit(rotate=90))
    assert plan(1600, 1000, 6, "post", Edit(rotate=90)).canvas == (1600, 1000)
    assert plan(3000, 1000, 1, "post", Edit(Crop(0, 0, 0.5, 1))).canvas == (1500, 1000)


def test_letterbox_widens_what_is_too_tall_and_heightens_what_is_too_wide() -> None:
    assert plan(500, 1000, 1, "post", Edit(fit="letterbox")).canvas == (750, 1000)
    assert plan(1910, 500, 1, "post", Edit(fit="letterbox")).canvas == (1910, 1000)
    assert plan(1000, 1000, 1, "post", Edit(fit="letterbox")).canvas == (1000, 1000)


@pytest.mark.parametrize(
    ("orientation", "expected"),
    [
        (1, Area(0, 0, 300, 100)),
        (2, Area(300, 0, 300, 100)),
        (3, Area(300, 300, 300, 100)),
        (4, Area(0, 300, 300, 100)),
    ],
)
def test_a_crop_is_found_in_stored_pixels(orientation: int, expected: Area) -> None:
    assert plan(600, 400, orientation, "post", Edit(Crop(0, 0, 0.5, 0.25), fit="letterbox")).area == expected


@pytest.mark.parametrize(
    ("orientation", "expected"),
    [
        (5, Area(0, 0, 150, 200)),
        (6, Area(0, 200, 150, 200)),
        (7, Area(450, 200, 150, 200)),
        (8, Area(450, 0, 150, 200)),
    ],
)
def test_a_crop_of_a_turned_picture_is_found_in_stored_pixels(orientation: int, expected: Area) -> None:
    """The seen picture is 400 × 600; the crop is its upper left 200 × 150."""
    layout = plan(600, 400, orientation, "post", Edit(Crop(0, 0, 0.5, 0.25)))

    assert layout.area == expected
    assert layout.content == (200, 150)


@pytest.mark.parametrize(
    "crop",
    [
        Crop(-0.1, 0, 0.5, 0.5),
        Crop(0, 0, 0, 0.5),
        Crop(0.6, 0, 0.5, 0.5),
        Crop(0, 0.6, 0.5, 0.5),
        Crop(math.nan, 0, 1, 1),
        Crop(0, 0, math.inf, 1),
    ],
)
def test_a_crop_outside_is_refused(crop: Crop) -> None:
    with pytest.raises(PictureRefused) as refused:
        plan(100, 100, 1, "post", Edit(crop))
    assert refused.value.code == "crop_outside"


def test_a_tiny_crop_keeps_a_pixel() -> None:
    assert plan(10, 10, 1, "post", Edit(Crop(0.999, 0.999, 0.001, 0.001))).area == Area(9, 9, 1, 1)


def test_too_many_pixels_are_refused() -> None:
    with pytest.raises(PictureRefused) as refused:
        plan(30_000, 30_000, 1, "post", Edit())
    assert refused.value.code == "too_many_pixels"
