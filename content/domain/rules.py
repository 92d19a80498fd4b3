"""Decisions about posts, without any I/O."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from content.domain import limits
from content.domain.entities import hashtags, mentions
from content.domain.errors import (
    AltTooLong,
    CaptionTooLong,
    DailyLimit,
    EditLimit,
    MayNotPublish,
    MediaDiffers,
    MediaRepeated,
    NotVerified,
    PicturesMissing,
    PinLimit,
    PostArchived,
    PostChanged,
    TooManyHashtags,
    TooManyMentions,
    TooManyPictures,
)
from content.domain.model import Described, Draft, Edit, Picture, Post, Standing, State, Upload
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
    media = [
        Upload(receipt=upload.receipt, alt=_tidy_alt(upload.alt, place)) for place, upload in enumerate(draft.media)
    ]
    return replace(draft, caption=_tidy_caption(draft.caption), media=media)


def _tidy_caption(text: str) -> str:
    caption = clean(text)
    if graphemes(caption) > limits.CAPTION:
        raise CaptionTooLong(limit=limits.CAPTION)
    if len(hashtags(caption)) > limits.HASHTAGS:
        raise TooManyHashtags(limit=limits.HASHTAGS)
    if len(mentions(caption)) > limits.MENTIONS:
        raise TooManyMentions(limit=limits.MENTIONS)
    return caption


def _tidy_alt(text: str, place: int) -> str:
    alt = clean(text)
    if graphemes(alt) > limits.ALT:
        raise AltTooLong(limit=limits.ALT, position=place)
    return alt


def edited(post: Post, edit: Edit, now: datetime) -> Post:
    """The post after an edit; the very same post when nothing changes. Raises what is wrong with the edit."""
    if edit.version != post.version:
        raise PostChanged(version=post.version)
    caption = post.caption if edit.caption is None else _tidy_caption(edit.caption)
    media = post.media if edit.media is None else _rearranged(post.media, edit.media)
    if caption == post.caption and media == post.media:
        return post
    mentioned = post.mentioned if caption == post.caption else edit.mentioned
    return replace(post, caption=caption, mentioned=mentioned, media=media, version=post.version + 1, edited_at=now)


def _rearranged(pictures: Sequence[Picture], wanted: Sequence[Described]) -> list[Picture]:
    known = {picture.media_id: picture for picture in pictures}
    if sorted(one.media_id for one in wanted) != sorted(known):
        raise MediaDiffers
    return [replace(known[one.media_id], alt=_tidy_alt(one.alt, place)) for place, one in enumerate(wanted)]


def shown_hashtags(post: Post) -> list[str]:
    """The tags under which a post is to be found."""
    return hashtags(post.caption) if post.state is State.PUBLISHED else []


def check_edits(edits: int) -> None:
    """Raises EditLimit for a post that was edited so often."""
    if edits >= limits.EDITS:
        raise EditLimit(limit=limits.EDITS)


def check_pin(post: Post, pins: Sequence[int]) -> None:
    """Whether a post can be pinned beside `pins`. Raises PostArchived or PinLimit."""
    if post.state is not State.PUBLISHED:
        raise PostArchived
    if len(pins) >= limits.PINS:
        raise PinLimit(limit=limits.PINS)


def check_distinct(pictures: Sequence[Picture]) -> None:
    """Raises MediaRepeated."""
    if len({picture.media_id for picture in pictures}) < len(pictures):
        raise MediaRepeated
