from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.domain import errors, limits, rules
from content.domain.model import Draft, Standing, State, Upload

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
AUTHOR, STRANGER = 1, 2


def draft(caption: str = "", *alts: str) -> Draft:
    return Draft(caption=caption, media=[Upload(receipt="r", alt=alt) for alt in alts or ("",)])


@pytest.mark.parametrize(
    ("state", "viewer", "visible"),
    [
        (State.PUBLISHED, AUTHOR, True),
        (State.PUBLISHED, STRANGER, True),
        (State.PUBLISHED, None, True),
        (State.ARCHIVED, AUTHOR, True),
        (State.ARCHIVED, STRANGER, False),
        (State.ARCHIVED, None, False),
        (State.DELETED, AUTHOR, False),
        (State.DELETED, STRANGER, False),
    ],
)
def test_state_decides_who_sees_a_post(state: State, viewer: int | None, visible: bool) -> None:
    assert rules.is_visible(state, AUTHOR, viewer) is visible


def test_only_verified_accounts_in_good_standing_publish() -> None:
    rules.check_standing(Standing(verified=True, may_publish=True))
    with pytest.raises(errors.NotVerified):
        rules.check_standing(Standing(verified=False, may_publish=False))
    with pytest.raises(errors.MayNotPublish):
        rules.check_standing(Standing(verified=True, may_publish=False))


def test_text_is_counted_in_characters_as_people_see_them() -> None:
    family = "👩‍👩‍👧‍👦"
    assert rules.tidy(draft(family * limits.CAPTION)).caption == family * limits.CAPTION
    assert rules.tidy(draft("", "é" * limits.ALT)).media[0].alt == "é" * limits.ALT
    with pytest.raises(errors.CaptionTooLong) as refused:
        rules.tidy(draft(family * (limits.CAPTION + 1)))
    assert refused.value.members == {"limit": limits.CAPTION}
    with pytest.raises(errors.AltTooLong) as alt:
        rules.tidy(draft("", "ok", "e" * (limits.ALT + 1)))
    assert alt.value.members == {"limit": limits.ALT, "position": 1}


def test_a_post_has_between_one_and_twenty_pictures() -> None:
    rules.tidy(draft("", *[""] * limits.PICTURES))
    with pytest.raises(errors.PicturesMissing):
        rules.tidy(Draft(caption="", media=[]))
    with pytest.raises(errors.TooManyPictures):
        rules.tidy(draft("", *[""] * (limits.PICTURES + 1)))


@given(st.text(max_size=200))
def test_tidying_twice_changes_nothing_more(caption: str) -> None:
    once = rules.tidy(draft(caption))
    assert rules.tidy(once) == once


@given(st.lists(st.integers(0, 86_399), max_size=8), st.integers(1, 8))
def test_the_daily_limit_says_when_there_is_room_again(ages: list[int], limit: int) -> None:
    recent = sorted((NOW - timedelta(seconds=age) for age in ages), reverse=True)
    if len(recent) < limit:
        rules.check_daily_limit(recent, NOW, limit)
        return
    with pytest.raises(errors.DailyLimit) as refused:
        rules.check_daily_limit(recent, NOW, limit)
    later = NOW + timedelta(seconds=refused.value.members["retry_after"] + 1)
    rules.check_daily_limit([at for at in recent if later - at < timedelta(days=1)], later, limit)
