from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from bench import graph
from bench.world.rows import Picture, Rows
from bench.world.shape import quick, sized
from kit.ids import id_time

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def test_the_quick_world_has_its_fixed_size() -> None:
    shape = quick()
    assert (shape.accounts, shape.posts, len(shape.edges)) == (200, 2_000, 4_000)
    assert set(Counter(follower for follower, _ in shape.edges).values()) == {20}
    assert all(follower != followee for follower, followee in shape.edges)
    assert len(set(shape.edges)) == len(shape.edges)


def test_a_friendship_graph_goes_both_ways(tmp_path: Path) -> None:
    path = tmp_path / "graph.edges"
    path.write_text("% a comment\n1 0\n2 0 9\n0 1\n3 3\n")
    people, edges = graph.friendships(path)
    assert people == 4
    assert sorted(edges) == [(0, 1), (1, 0), (1, 2), (2, 1)]


def test_without_the_file_a_graph_of_that_size_is_made(tmp_path: Path) -> None:
    people, edges = graph.friendships(tmp_path / "absent")
    assert people == graph.REED_PEOPLE
    assert 0.8 < len(edges) / (people * graph.REED_FRIENDS) <= 1
    followers = Counter(followee for _, followee in edges)
    assert followers.most_common(1)[0][1] > 3 * len(edges) / people


def test_rows_fit_together() -> None:
    shape = sized(50, 300, 8)
    rows = Rows(shape, "hash", [], NOW)
    accounts = {row[0] for row in rows.accounts()}
    posts = list(rows.posts())
    assert len(accounts) == 50
    assert {row[1] for row in posts} <= accounts
    assert [row[0] for row in posts] == sorted({row[0] for row in posts})
    assert all(abs((id_time(row[0]) - row[5]).total_seconds()) < 1 for row in posts)
    assert [row[0] for row in rows.media()] == [row[0] for row in posts]
    assert sum(row[1] for row in rows.author_counts()) == 300
    assert (
        sum(row[1] for row in rows.follow_counts()) == sum(row[2] for row in rows.follow_counts()) == len(shape.edges)
    )


def test_posts_show_pictures_that_are_there() -> None:
    picture = Picture("eu-central", "k" * 22, 10, 10, "", "[]")
    rows = Rows(sized(5, 9, 2), "hash", [picture], NOW)
    assert {(row[3], row[4]) for row in rows.media()} == {("eu-central", "k" * 22)}
    assert len({row[2] for row in rows.media()}) == 9
