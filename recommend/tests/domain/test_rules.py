from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from recommend.domain.model import Following, Suggestion
from recommend.domain.rules import follower_differences, merge_suggestions

STATES = st.sampled_from(list(Following))


@given(st.lists(st.tuples(st.integers(1, 5), STATES), max_size=40))
def test_differences_add_up_to_the_number_of_followers(history: list[tuple[int, Following]]) -> None:
    """Edges of one follower each, changed one after another."""
    now: dict[int, Following] = {}
    changes = []
    for followee, state in history:
        changes.append((followee, now.get(followee, Following.NONE), state))
        now[followee] = state
    assert follower_differences(changes) == {
        followee: 1 for followee, state in sorted(now.items()) if state is Following.FOLLOWING
    }


def suggestion(account_id: int, reason: str) -> Suggestion:
    return Suggestion(account_id=account_id, reason=reason, count=1, via=[])  # type: ignore[arg-type]


@given(st.lists(st.integers(1, 9), max_size=9), st.lists(st.integers(1, 9), max_size=9), st.integers(1, 12))
def test_merging_keeps_the_better_reason_and_the_order(near: list[int], popular: list[int], limit: int) -> None:
    merged = merge_suggestions(
        [suggestion(account, "followed_by") for account in near],
        [suggestion(account, "popular") for account in popular],
        limit,
    )
    assert [one.account_id for one in merged] == list(dict.fromkeys([*near, *popular]))[:limit]
    assert all(one.reason == ("followed_by" if one.account_id in near else "popular") for one in merged)
