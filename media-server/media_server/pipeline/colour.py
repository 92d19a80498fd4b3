"""Any colour space to eight bits of RGB, keeping a wide-gamut profile where there is one."""

from __future__ import annotations

import pyvips

WHITE = (255, 255, 255)

_LARGEST_PROFILE = 64 * 1024
_PROFILE = "icc-profile-data"


def flatten(image: pyvips.Image) -> pyvips.Image:
    """Eight bits per channel, without transparency: alpha is laid on white."""
    if image.interpretation in ("rgb16", "grey16"):
        image = image.colourspace("srgb")
    if image.hasalpha():
        image = image.flatten(background=WHITE[: image.bands - 1])
    return image if image.format == "uchar" else image.cast("uchar")


def to_rgb(image: pyvips.Image) -> pyvips.Image:
    """Three channels: an RGB picture keeps its profile, everything else becomes sRGB."""
    space = _profile_space(image)
    if image.interpretation != "cmyk" and image.bands == 3 and space == b"RGB ":
        return image
    if image.interpretation == "cmyk" or (image.bands == 1 and space == b"GRAY"):
        image = _through_profile(image)
    elif image.bands != 3 or image.interpretation != "srgb":
        image = image.colourspace("srgb")
    return _without_profile(image)


def _through_profile(image: pyvips.Image) -> pyvips.Image:
    source = "cmyk" if image.interpretation == "cmyk" else "srgb"
    try:
        return image.icc_transform("srgb", embedded=True, input_profile=source).copy_memory()
    except pyvips.Error:
        return image.colourspace("srgb")


def _profile_space(image: pyvips.Image) -> bytes | None:
    """Colour space that the embedded profile describes; None without a usable one."""
    if not image.get_typeof(_PROFILE):
        return None
    profile: bytes = image.get(_PROFILE)
    usable = 128 < len(profile) <= _LARGEST_PROFILE and profile[36:40] == b"acsp"
    return profile[16:20] if usable else None


def _without_profile(image: pyvips.Image) -> pyvips.Image:
    if not image.get_typeof(_PROFILE):
        return image
    image = image.copy()
    image.remove(_PROFILE)
    return image
