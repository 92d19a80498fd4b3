"""The demo world keeps to the limits of the services and to itself."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from content.domain import limits as content_limits
from demo import credits, people
from demo.catalogue import Post, load_pictures, load_world, media_id
from demo.framing import TALLEST, WIDEST, Frame, read_frame
from demo.graph import follows
from kit.text import graphemes
from user.domain import rules
from user.domain.model import NewAccount

WORLD = load_world()
MENTION = re.compile(r"(?<!\S)@([a-z0-9._]*[a-z0-9_])")


def test_everybody_may_sign_up() -> None:
    for person in WORLD.people.values():
        account = NewAccount(
            email=f"{person.username}@example.com",
            username=person.username,
            name=person.name,
            password=WORLD.password,
            birthday=date(1993, 5, 17),
            language=person.language,
        )
        rules.require_new_account(account, date(2026, 1, 1))
        rules.require_bio(person.bio)
        rules.require_pronouns(person.pronouns)
        rules.require_links(person.links)


def test_size() -> None:
    assert len(WORLD.people) == 60
    assert len(WORLD.posts) >= 150
    assert len({shot.picture.id for post in WORLD.posts for shot in post.shots}) >= 60
    assert {person.language for person in WORLD.people.values()} == {"en", "ko"}


@pytest.mark.parametrize("post", WORLD.posts, ids=lambda post: post.key)
def test_posts_can_be_published(post: Post) -> None:
    assert graphemes(post.caption) <= content_limits.CAPTION
    assert 1 <= len(post.shots) <= content_limits.PICTURES
    assert 0 < post.ago < 60
    assert post.ago < post.author.since
    assert set(MENTION.findall(post.caption)) <= set(WORLD.people)


def test_uploads_have_ids_of_their_own() -> None:
    ids = [media_id(post.key, position) for post in WORLD.posts for position in range(len(post.shots))]
    ids += [media_id(f"avatar:{username}") for username in WORLD.people]
    assert len(set(ids)) == len(ids)
    assert all(0 < int(value) < 1 << 54 for value in ids)


def test_the_named_know_each_other_as_written() -> None:
    among_named = {edge for edge in follows(WORLD) if set(edge) <= set(WORLD.named)}
    assert among_named == {("alice", "bob"), ("bob", "alice"), ("carol", "alice"), ("carol", "bob")}


def test_the_graph_is_the_same_every_time_and_has_popular_people() -> None:
    edges = follows(WORLD)
    assert edges == follows(WORLD)
    assert len(set(edges)) == len(edges)
    assert all(follower != followee for follower, followee in edges)
    followers = Counter(followee for _, followee in edges)
    assert {name for name, _ in followers.most_common(2)} == {"lena.berg", "minji.walks"}
    mutual = sum((followee, follower) in set(edges) for follower, followee in edges)
    assert 0.3 < mutual / len(edges) < 0.8


@pytest.mark.parametrize("size", [(4000, 2000), (640, 960), (1000, 1000), (960, 638), (1920, 1277)])
@pytest.mark.parametrize("text", ["", "1:1", "4:5 0.8 0.1,0.9", "1.9:1", "1:1 0.4 1,1"])
def test_frames_stay_inside_and_are_framed_as_the_pipeline_asks(size: tuple[int, int], text: str) -> None:
    width, height = size
    left, top, across, down = read_frame(text).box(width, height, (0.0, 0.0, 1.0, 1.0))
    assert min(left, top) >= 0
    assert left + across <= 1 + 1e-9
    assert top + down <= 1 + 1e-9
    assert max(across, down) <= 1
    assert TALLEST - 0.001 <= across * width / (down * height) <= WIDEST + 0.001


def test_trimmed_borders_are_never_shown() -> None:
    left, top, across, down = Frame(focus=(0.0, 0.0)).box(640, 480, (0.0, 0.06, 1.0, 0.88))
    assert top >= 0.06
    assert top + down <= 0.94 + 1e-9
    assert (left, across) == (0.0, 1.0)


def test_a_zoom_must_make_smaller() -> None:
    with pytest.raises(ValueError, match="zoom"):
        read_frame("1:1 1.5")


def test_every_picture_is_credited() -> None:
    """Run `python -m demo.credits` after a change of the pictures."""
    assert (credits.FOLDER / "CREDITS.md").read_text() == credits.page()
    assert (credits.FOLDER / "credits.json").read_bytes() == credits.data()
    known = {"public domain", *credits.LICENCES}
    assert {picture.licence for picture in load_pictures().values()} <= known


def test_people_are_listed_with_what_they_have() -> None:
    assert len(people.lines(everybody=True)) == len(WORLD.people)
    assert people.lines(everybody=False)[0].split()[0] == "alice"
