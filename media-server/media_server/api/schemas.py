"""What media-server's API takes and answers: the contract."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, field

from kit.schema import Request, Response
from media_server.domain.model import Reason
from media_server.pipeline.geometry import Crop, Edit
from media_server.pipeline.result import Rendition, Source

Fraction = Annotated[float, Meta(ge=0, le=1)]
Share = Annotated[float, Meta(gt=0, le=1)]


class CropRequest(Request):
    """A rectangle in fractions of the picture as it is seen: upright, and turned by `rotate`."""

    x: Fraction
    y: Fraction
    width: Share
    height: Share


class EditRequest(Request):
    """How the picture shall look.

    `rotate` is clockwise; `fit: letterbox` adds a white border where the picture is wider than 1.91:1 or taller than
    3:4, which is refused (`framing`) otherwise. An avatar is cut to a square from the middle.
    """

    crop: CropRequest | None = None
    rotate: Literal[0, 90, 180, 270] = 0
    fit: Literal["letterbox"] | None = None

    def edit(self) -> Edit:
        crop = self.crop
        area = None if crop is None else Crop(crop.x, crop.y, crop.width, crop.height)
        return Edit(area, self.rotate, self.fit)


class UploadView(Response):
    """How an upload stands; `receipt`, `source` and `renditions` are there when `state` is `ready`, `reason` when it is `failed`."""

    state: Literal["receiving", "processing", "ready", "failed"]
    offset: int
    size: int
    expires_at: datetime
    receipt: str | None = None
    source: Source | None = None
    renditions: list[Rendition] = field(default_factory=list)
    reason: Reason | None = None
