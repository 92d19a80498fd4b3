"""What a file tells beside its pixels, read only to say to its author what is dropped."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass

_PREFIX = b"Exif\0\0"
_MAKE, _MODEL, _GPS = 0x010F, 0x0110, 0x8825
_XMP_PLACE = re.compile(rb"GPSLatitude|GPSLongitude|photoshop:City|Iptc4xmpCore:Location|LocationShown|LocationCreated")
_XMP_DEVICE = re.compile(rb"tiff:(Make|Model)|aux:(SerialNumber|Lens)")
# Data sets 2:90 to 2:101 of IPTC: city, place, province, country.
_IPTC_PLACE = re.compile(rb"\x1c\x02[\x5a\x5c\x5f\x64\x65]")
_ENTRIES = 200


@dataclass(frozen=True)
class Metadata:
    """Blocks as the file carries them, empty where it has none."""

    exif: bytes = b""
    xmp: bytes = b""
    iptc: bytes = b""

    @property
    def location(self) -> bool:
        """Whether the file says where it was taken."""
        return _GPS in self._tags or bool(_XMP_PLACE.search(self.xmp) or _IPTC_PLACE.search(self.iptc))

    @property
    def device(self) -> bool:
        """Whether the file says what it was taken with."""
        return bool({_MAKE, _MODEL} & self._tags or _XMP_DEVICE.search(self.xmp))

    @property
    def _tags(self) -> set[int]:
        """Tags of EXIF's first directory, as many as can be read."""
        tiff = self.exif.removeprefix(_PREFIX)
        order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
        if order is None:
            return set()
        try:
            (at,) = struct.unpack_from(order + "I", tiff, 4)
            (count,) = struct.unpack_from(order + "H", tiff, at)
        except struct.error:
            return set()
        places = range(at + 2, min(at + 2 + 12 * min(count, _ENTRIES), len(tiff) - 1), 12)
        return {struct.unpack_from(order + "H", tiff, place)[0] for place in places}
