"""Decisions about posts, without any I/O."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from content.domain import limits
from content.domain.errors import (
    AltTooLong,
    CaptionTooLong,
    DailyLimit,
    MayNotPublish,
    MediaRepeated,
    NotVerified,
    PicturesMissing,
    TooManyPictures,
)
from content.domain.model import Draft, Picture, Standing, State, Upload
from kit.text import clean, graphemes

DAY_S = 86_400


def is_visible(state: State, author_id: int, viewer: int | None) -> bool:
    """Whether the state of a post lets this viewer see it."""
    return state is State.PUBLISHED or (state is State.ARCHIVED and author_id == viewer)


def check_standing(standing: Standing) -> None:
    """Raises NotVerified or MayNotPublish."""
    if not standing.verified:
        raise NotVerified
    if not standing.may_publish:
        raise MayNotPublish


def check_daily_limit(recent: Sequence[datetime], now: datetime, limit: int) -> None:
    """`recent` are the times of the posts of the last 24 hours, newest first. Raises DailyLimit."""
    if len(recent) >= limit:
        wait = DAY_S - (now - recent[limit - 1]).total_seconds()
        raise DailyLimit(limit=limit, retry_after=max(1, int(wait)))


def tidy(draft: Draft) -> Draft:
    """The draft as it is kept: text cleaned, everything within its limits. Raises what is wrong with it."""
    if not draft.media:
        raise PicturesMissing
    if len(draft.media) > limits.PICTURES:
        raise TooManyPictures(limit=limits.PICTURES)
    caption = clean(draft.caption)
    if graphemes(caption) > limits.CAPTION:
        raise CaptionTooLong(limit=limits.CAPTION)
    return Draft(caption=caption, media=[_tidy_alt(upload, place) for place, upload in enumerate(draft.media)])


def _tidy_alt(upload: Upload, place: int) -> Upload:
    alt = clean(upload.alt)
    if graphemes(alt) > limits.ALT:
        raise AltTooLong(limit=limits.ALT, position=place)
    return Upload(receipt=upload.receipt, alt=alt)


def check_distinct(pictures: Sequence[Picture]) -> None:
    """Raises MediaRepeated."""
    if len({picture.media_id for picture in pictures}) < len(pictures):
        raise MediaRepeated
