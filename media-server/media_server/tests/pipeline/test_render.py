from __future__ import annotations

from collections.abc import Callable

import pytest
import pyvips
from PIL import Image

from media_server.pipeline.geometry import Crop, Edit, Kind
from media_server.pipeline.refusals import MAX_BYTES, PictureRefused
from media_server.pipeline.render import render
from media_server.pipeline.result import File, Result, Source
from media_server.tests import pictures
from media_server.tests.pictures import BLUE, GREEN, RED, SECRET, YELLOW, corners, near, opened, quarters

UPRIGHT = [RED, GREEN, BLUE, YELLOW]
WHITE = (255, 255, 255)
AS_IT_IS = Edit()


def rendered(data: bytes, kind: Kind = "post", edit: Edit = AS_IT_IS) -> tuple[dict[str, bytes], Result]:
    *files, result = render(data, kind, edit)
    assert isinstance(result, Result)
    return {file.name: file.data for file in files if isinstance(file, File)}, result


def refused(data: bytes, edit: Edit = AS_IT_IS) -> str:
    with pytest.raises(PictureRefused) as refusal:
        list(render(data, "post", edit))
    return refusal.value.code


def shows(data: bytes, expected: list[tuple[int, int, int]]) -> bool:
    return all(near(one, other) for one, other in zip(corners(opened(data)), expected, strict=True))


def test_a_photo_becomes_four_widths_in_two_formats() -> None:
    files, result = rendered(pictures.jpeg(quarters(2000, 1500)))

    assert sorted(files) == sorted(f"{w}.{s}" for w in (320, 640, 1080, 1440) for s in ("avif", "jpg"))
    assert [(r.width, r.height) for r in result.renditions] == [(320, 240), (640, 480), (1080, 810), (1440, 1080)]
    assert (result.width, result.height) == (1440, 1080)
    for name, data in files.items():
        image = opened(data)
        assert image.width == int(name.partition(".")[0])
        assert image.mode == "RGB"
        assert image.format == ("AVIF" if name.endswith("avif") else "JPEG")
        assert shows(data, UPRIGHT)
    assert opened(files["640.jpg"]).info["progressive"]


def test_the_blur_is_a_tiny_data_url() -> None:
    _, result = rendered(pictures.jpeg(quarters(640, 480)))

    assert result.blur.startswith("data:image/webp;base64,")
    assert len(result.blur) <= 400
    assert len(result.digest) == 64


def test_the_blur_of_the_busiest_picture_fits_too() -> None:
    noise = Image.effect_noise((400, 400), 200).convert("RGB")

    assert len(rendered(pictures.png(noise))[1].blur) <= 400


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_exif_orientation_comes_out_upright(orientation: int) -> None:
    stored = pictures.upside(quarters(800, 600), orientation)
    files, result = rendered(pictures.jpeg(stored, exif=pictures.exif(orientation)))

    assert (result.width, result.height) == (800, 600)
    assert shows(files["800.jpg"], UPRIGHT)
    assert shows(files["320.avif"], UPRIGHT)


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_turned_heic_is_not_turned_twice(orientation: int) -> None:
    stored = pictures.upside(quarters(800, 600), orientation)
    files, result = rendered(pictures.heic(stored, orientation))

    assert (result.width, result.height) == (800, 600)
    assert shows(files["800.jpg"], UPRIGHT)
    assert all(_no_trace(data) for data in files.values())


def test_rotate_turns_clockwise() -> None:
    files, result = rendered(pictures.jpeg(quarters(600, 600)), edit=Edit(rotate=90))

    assert (result.width, result.height) == (600, 600)
    assert shows(files["600.jpg"], [BLUE, RED, YELLOW, GREEN])


def test_a_crop_is_cut_from_what_is_seen() -> None:
    stored = pictures.upside(quarters(800, 600), 6)
    data = pictures.jpeg(stored, exif=pictures.exif(6))
    files, result = rendered(data, edit=Edit(Crop(0.5, 0, 0.5, 0.5)))

    assert (result.width, result.height) == (400, 300)
    assert shows(files["400.jpg"], [GREEN] * 4)


def test_a_crop_of_a_large_photo_keeps_its_own_pixels() -> None:
    """The upper left ninth of 3600 × 3600 still has 1200 real pixels."""
    _, result = rendered(pictures.jpeg(quarters(3600, 3600)), edit=Edit(Crop(0, 0, 1 / 3, 1 / 3)))

    assert result.width == 1200


def test_decoding_smaller_does_not_move_a_crop() -> None:
    files, _ = rendered(pictures.jpeg(quarters(7200, 4800)), edit=Edit(Crop(0.25, 0.25, 0.5, 0.5)))

    assert shows(files["1440.jpg"], UPRIGHT)


def test_a_letterbox_is_white() -> None:
    files, result = rendered(pictures.jpeg(quarters(1200, 400)), edit=Edit(fit="letterbox"))

    image = opened(files["640.jpg"]).convert("RGB")
    assert result.width / result.height == pytest.approx(1.91, abs=0.01)
    assert near(image.getpixel((320, 3)), WHITE, 4)  # type: ignore[arg-type]
    assert near(image.getpixel((100, 130)), RED)  # type: ignore[arg-type]


def test_an_avatar_is_square() -> None:
    files, result = rendered(pictures.jpeg(quarters(1200, 400)), "avatar")

    assert {name for name in files if name.endswith("jpg")} == {"160.jpg", "320.jpg", "400.jpg"}
    assert shows(files["160.jpg"], UPRIGHT)
    assert result.width == result.height


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_avif_is_not_turned_twice(orientation: int) -> None:
    stored = pictures.upside(quarters(800, 600), orientation)
    files, result = rendered(pictures.avif(stored, exif=pictures.exif(orientation)))

    assert (result.width, result.height) == (800, 600)
    assert (result.source.width, result.source.height) == (800, 600)
    assert shows(files["800.jpg"], UPRIGHT)
    assert all(_no_trace(data) for data in files.values())


def test_a_gif_becomes_all_its_renditions() -> None:
    files, result = rendered(pictures.gif(quarters(800, 600)))

    assert (result.source.format, result.source.animated) == ("gif", False)
    assert all(shows(data, UPRIGHT) for data in files.values())


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "AVIF", "PNG"])
def test_of_an_animation_the_first_frame_is_taken(kind: str) -> None:
    black = Image.new("RGB", (800, 600))
    files, result = rendered(pictures.animated(kind, quarters(800, 600), black, quarters(800, 600)))

    assert result.source.animated
    assert all(shows(data, UPRIGHT) for data in files.values())


def test_the_source_says_what_it_told() -> None:
    bare, told = pictures.jpeg(quarters(400, 300)), pictures.jpeg(quarters(400, 300), exif=pictures.exif(6))

    assert rendered(bare)[1].source == Source("jpeg", 400, 300, animated=False, location=False, device=False)
    assert rendered(told)[1].source == Source("jpeg", 300, 400, animated=False, location=True, device=True)


@pytest.mark.parametrize("make", [pictures.png, pictures.webp, pictures.avif])
def test_alpha_is_laid_on_white(make) -> None:  # type: ignore[no-untyped-def]
    image = quarters(400, 400, "RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 200, 200))
    files, _ = rendered(make(image))

    assert shows(files["400.jpg"], [WHITE, GREEN, BLUE, YELLOW])


def test_a_palette_with_transparency_is_laid_on_white() -> None:
    image = quarters(400, 400).quantize(8)
    transparent = image.getpixel((10, 10))
    files, _ = rendered(pictures.png(image, transparency=transparent))

    assert shows(files["400.jpg"], [WHITE, GREEN, BLUE, YELLOW])


def test_cmyk_becomes_rgb() -> None:
    files, _ = rendered(pictures.jpeg(quarters(400, 400, "CMYK")))

    image = opened(files["400.jpg"])
    red = image.getpixel((50, 50))
    assert image.mode == "RGB"
    assert red[0] > red[1] + 100  # type: ignore[index]


def test_sixteen_bits_become_eight() -> None:
    files, _ = rendered(pictures.png_16_bit(400, 400))

    assert shows(files["400.jpg"], [RED] * 4)


@pytest.mark.parametrize("compression", ["av1", "hevc"])
def test_ten_bits_become_eight(compression: str) -> None:
    files, _ = rendered(pictures.ten_bits(compression, RED, (400, 400)))

    assert all(shows(data, [RED] * 4) for data in files.values())
    assert all(opened(data).mode == "RGB" for data in files.values())


def test_sixteen_bits_of_grey_become_eight_of_rgb() -> None:
    grey = Image.new("I;16", (400, 400), 0x8000)
    files, _ = rendered(pictures.png(grey))

    assert shows(files["400.jpg"], [(128, 128, 128)] * 4)
    assert opened(files["400.avif"]).mode == "RGB"


@pytest.mark.parametrize("make", [pictures.jpeg, pictures.png, pictures.gif])
def test_grey_becomes_rgb(make: Callable[[Image.Image], bytes]) -> None:
    files, _ = rendered(make(Image.new("L", (400, 400), 200)))

    assert shows(files["400.jpg"], [(200, 200, 200)] * 4)
    assert opened(files["400.avif"]).mode == "RGB"


@pytest.mark.parametrize(
    "make", [pictures.jpeg, pictures.png, pictures.webp, pictures.avif, pictures.gif, pictures.heic]
)
def test_no_rendition_is_wider_than_the_source(make: Callable[[Image.Image], bytes]) -> None:
    files, result = rendered(make(quarters(500, 500)))

    assert [r.width for r in result.renditions] == [320, 500]
    assert {opened(data).width for data in files.values()} == {320, 500}


@pytest.mark.parametrize(
    ("make", "keeps"),
    [
        (lambda image, icc: pictures.jpeg(image, icc_profile=icc), True),
        (lambda image, icc: pictures.png(image, icc_profile=icc), True),
        (lambda image, icc: pictures.webp(image, icc_profile=icc), True),
        (lambda image, icc: pictures.avif(image, icc_profile=icc), True),
        (lambda image, icc: pictures.heic(image, icc_profile=icc), True),
        (lambda image, icc: pictures.jpeg(image.convert("L"), icc_profile=icc), False),
        (lambda image, icc: pictures.jpeg(image.convert("CMYK"), icc_profile=icc), False),
    ],
)
def test_the_profile_stays_where_it_still_holds(make, keeps: bool) -> None:  # type: ignore[no-untyped-def]
    icc = pictures.profile()
    files, _ = rendered(make(quarters(400, 400), icc))

    assert all((opened(data).info.get("icc_profile") == icc) is keeps for data in files.values())


def test_an_enormous_profile_is_dropped() -> None:
    padding = b"\0" * 100_000
    profile = pictures.profile()
    size = (len(profile) + len(padding)).to_bytes(4, "big")
    files, _ = rendered(pictures.jpeg(quarters(400, 400), icc_profile=size + profile[4:] + padding))

    assert "icc_profile" not in opened(files["400.jpg"]).info


def _no_trace(data: bytes) -> bool:
    """Nothing but pixels and, at most, a colour profile; looked for by two libraries and in the bytes."""
    image, fields = opened(data), pyvips.Image.new_from_buffer(data, "").get_fields()
    told = set(image.info) - {"icc_profile", "jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi"}
    told -= {"progressive", "progression"}
    beside = [name for name in fields if name.startswith(("exif", "xmp", "iptc", "comment", "png-comment"))]
    bytes_of = (SECRET, b"GPS", b"Exif", b"xmp", b"XMP", b"8BIM", b"2026:01:01")
    return not told and not image.getexif() and not beside and not any(one in data for one in bytes_of)


@pytest.mark.parametrize("kind", ["post", "avatar"])
@pytest.mark.parametrize(
    "data",
    [
        pictures.jpeg(quarters(400, 400), exif=pictures.exif(), xmp=pictures.XMP, comment=SECRET),
        pictures.with_everything(quarters(400, 400)),
        pictures.webp(quarters(400, 400), exif=pictures.exif(), xmp=pictures.XMP),
        pictures.png(quarters(400, 400), exif=pictures.exif()),
        pictures.with_text_chunks(quarters(400, 400)),
        pictures.heic(quarters(400, 400), xmp=pictures.XMP),
        pictures.avif(quarters(400, 400), exif=pictures.exif(), xmp=pictures.XMP),
        pictures.gif(quarters(400, 400), comment=SECRET),
    ],
    ids=["jpeg", "jpeg-iptc-thumbnail", "webp", "png", "png-text", "heic", "avif", "gif"],
)
def test_place_and_device_are_in_no_rendition(data: bytes, kind: Kind) -> None:
    assert SECRET in data
    files, _ = rendered(data, kind)

    assert [name for name, rendition in files.items() if not _no_trace(rendition)] == []


@pytest.mark.parametrize(
    ("data", "location", "device"),
    [
        (pictures.with_everything(quarters(400, 400)), True, True),
        (pictures.webp(quarters(400, 400), exif=pictures.exif()), True, True),
        (pictures.png(quarters(400, 400), exif=pictures.exif()), True, True),
        (pictures.heic(quarters(400, 400)), True, True),
        (pictures.avif(quarters(400, 400), exif=pictures.exif()), True, True),
        (pictures.avif(quarters(400, 400), xmp=pictures.XMP), True, False),
        (pictures.gif(quarters(400, 400)), False, False),
    ],
    ids=["jpeg", "webp", "png", "heic", "avif", "avif-xmp", "gif"],
)
def test_the_author_can_be_told_what_was_dropped(data: bytes, location: bool, device: bool) -> None:
    source = rendered(data)[1].source

    assert (source.location, source.device) == (location, device)


def test_what_hangs_on_a_picture_does_not_come_out() -> None:
    payload = b"<script>alert(1)</script>PK\x03\x04" + SECRET
    files, _ = rendered(pictures.jpeg(quarters(400, 400)) + payload)

    assert all(_no_trace(data) and b"<script>" not in data for data in files.values())


def test_a_claim_of_900_megapixels_is_refused_unread() -> None:
    assert refused(pictures.png_header(30_000, 30_000)) == "too_many_pixels"


@pytest.mark.parametrize(
    "make", [pictures.jpeg, pictures.png, pictures.webp, pictures.heic, pictures.avif, pictures.gif]
)
@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_truncated_picture_is_refused(make, share: float) -> None:  # type: ignore[no-untyped-def]
    data = make(Image.effect_noise((400, 400), 60).convert("RGB"))

    assert refused(data[: int(len(data) * share)]) == "truncated"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"not a picture at all", "not_a_picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "unsupported_format"),
        (b"<svg>" + pictures.jpeg(quarters(400, 400)), "unsupported_format"),
        (b"\xff\xd8\xff\xe0" + b"\0" * (MAX_BYTES + 1), "too_large"),
        (b"\x89PNG\r\n\x1a\n" + b"\xff" * 200 + b"IEND", "damaged"),
        (b"\xff\xd8\xff\xe0" + b"\x55" * 4000, "truncated"),
    ],
)
def test_files_that_are_no_pictures_are_refused_with_a_code(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_a_damaged_picture_is_refused() -> None:
    data = bytearray(pictures.png(Image.effect_noise((400, 400), 60).convert("RGB")))
    data[20_000:20_400] = b"\x55" * 400

    assert refused(bytes(data)) == "damaged"
