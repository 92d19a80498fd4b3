from __future__ import annotations

from contextlib import suppress
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.text import graphemes
from user.domain import limits, rules
from user.domain.errors import (
    BioTooLong,
    BirthdayInvalid,
    EmailInvalid,
    LinkInvalid,
    NameTooLong,
    PasswordWeak,
    PronounsTooLong,
    TooYoung,
    UsernameInvalid,
)
from user.domain.model import Access, Following, Relation, State
from user.domain.words import RESERVED_USERNAMES

FAMILY = "👨‍👩‍👧‍👦"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("al", "too_short"),
        ("a" * 31, "too_long"),
        ("álice", "characters"),
        ("al ice", "characters"),
        ("al-ice", "characters"),
        ("al\nice", "characters"),
        ("alice\n\n", None),
        (".alice", "dots"),
        ("alice.", "dots"),
        ("al..ice", "dots"),
        ("settings", "reserved"),
        ("Settings", "reserved"),
        ("alİce", "characters"),
        ("Alice", None),
        ("a.b_c", None),
        ("a" * 30, None),
        ("123", None),
    ],
)
def test_username_rules(typed: str, reason: str | None) -> None:
    assert rules.username_problem(rules.normal_username(typed)) == reason


@given(st.text(max_size=40))
def test_every_username_is_taken_as_the_database_takes_it_or_refused(text: str) -> None:
    try:
        username = rules.require_username(text)
    except UsernameInvalid:
        assert rules.username_problem(rules.normal_username(text)) is not None
        return
    assert username == username.lower()
    assert username.isascii()
    assert limits.USERNAME_MIN <= len(username) <= limits.USERNAME_MAX
    assert rules.require_username(username) == username
    assert username not in RESERVED_USERNAMES


@given(st.from_regex(r"[A-Za-z0-9_]{3,30}", fullmatch=True).filter(lambda t: t.lower() not in RESERVED_USERNAMES))
def test_plain_usernames_are_taken(text: str) -> None:
    assert rules.require_username(text) == text.lower()


@pytest.mark.parametrize(
    "email", ["a@b.co", "Alice.Smith+tag@Example.COM", "이름@예시.한국", "o'neil@mail.example.org", " a@b.co "]
)
def test_addresses_are_taken(email: str) -> None:
    assert rules.require_email(email) == email.strip().lower()


@pytest.mark.parametrize(
    "email",
    [
        "",
        "alice",
        "@b.co",
        "a@b",
        "a@@b.co",
        "a@b..co",
        "a@.co",
        "a b@c.de",
        "a@b.co\nBcc: x@y.z",
        "a@b.co,c@d.ef",
        "<a@b.co>",
        "a\u202e@b.co",
        "a@b.co\x00",
        "a" * 65 + "@b.co",
        "a@" + "b" * 250 + ".co",
    ],
)
def test_what_is_no_address_is_refused(email: str) -> None:
    with pytest.raises(EmailInvalid):
        rules.require_email(email)


@given(st.text(max_size=300))
def test_no_address_can_smuggle_a_header(text: str) -> None:
    try:
        email = rules.require_email(text)
    except EmailInvalid:
        return
    assert email.isprintable()
    assert not set(email) & set(' ,;<>"\r\n')
    assert email.count("@") == 1


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("short", "too_short"),
        (FAMILY * 9, "too_short"),
        ("correct horse" * 20, "too_long"),
        ("1234567890", "common"),
        ("Password123", "common"),
        ("aaaaaaaaaaaa", "common"),
        ("alice.smith.1", "personal"),
        ("Alice@Example.org", "personal"),
        ("alice-at-home", "personal"),
    ],
)
def test_weak_passwords(password: str, reason: str) -> None:
    email = "alice-at-home@example.org" if password == "alice-at-home" else "alice@example.org"
    with pytest.raises(PasswordWeak) as refused:
        rules.require_password(password, username="alice.smith.1", email=email)
    assert refused.value.members["reason"] == reason


@pytest.mark.parametrize("password", ["correct horse", "열 글자가 넘는 비밀번호", "x7Kp!a9Qw2"])
def test_good_passwords(password: str) -> None:
    rules.require_password(password, username="alice", email="alice@example.org")


@pytest.mark.parametrize(
    ("birthday", "today", "years"),
    [
        (date(2010, 5, 5), date(2023, 5, 4), 12),
        (date(2010, 5, 5), date(2023, 5, 5), 13),
        (date(2008, 2, 29), date(2021, 2, 28), 12),
        (date(2008, 2, 29), date(2021, 3, 1), 13),
    ],
)
def test_age(birthday: date, today: date, years: int) -> None:
    assert rules.age(birthday, today) == years


def test_the_age_to_sign_up() -> None:
    today = date(2026, 11, 22)
    rules.require_age(date(2013, 11, 22), today)
    with pytest.raises(TooYoung) as refused:
        rules.require_age(date(2013, 11, 23), today)
    assert refused.value.members["minimum"] == 13
    for impossible in (date(2026, 11, 23), date(1800, 1, 1)):
        with pytest.raises(BirthdayInvalid):
            rules.require_age(impossible, today)


@given(st.text(max_size=200))
def test_texts_are_clean_and_within_their_limits(text: str) -> None:
    for require, limit in ((rules.require_name, limits.NAME), (rules.require_bio, limits.BIO)):
        try:
            kept = require(text)
        except (NameTooLong, BioTooLong):
            continue
        assert graphemes(kept) <= limit
        assert "\x00" not in kept
        assert require(kept) == kept


def test_texts_are_counted_as_people_count() -> None:
    assert rules.require_name(FAMILY * 64) == FAMILY * 64
    for require, text, error in (
        (rules.require_name, FAMILY * 65, NameTooLong),
        (rules.require_bio, "가" * 151, BioTooLong),
        (rules.require_pronouns, "x" * 33, PronounsTooLong),
    ):
        with pytest.raises(error) as refused:
            require(text)
        assert refused.value.members["limit"]


def test_links() -> None:
    kept = rules.require_links([(" https://example.org/a?b#c ", " my  page "), ("http://예시.한국:8080", "")])
    assert [(link.url, link.title) for link in kept] == [
        ("https://example.org/a?b#c", "my page"),
        ("http://예시.한국:8080", ""),
    ]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "data:text/html,x",
        "ftp://example.org",
        "//example.org",
        "example.org",
        "https://",
        "https://localhost",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[",
        "https://a.b:99999",
        "https://example.org@evil.org/",
        "https://example.org\\@evil.org",
        "https://exa mple.org",
        "https://example.org/\u202e",
    ],
)
def test_links_that_could_mislead_are_refused(url: str) -> None:
    with pytest.raises(LinkInvalid) as refused:
        rules.require_links([("https://example.org", ""), (url, "")])
    assert refused.value.members["index"] == 1


@given(st.text(max_size=60))
def test_any_link_is_decided(text: str) -> None:
    with suppress(LinkInvalid):
        (link,) = rules.require_links([(text, text)])
        assert link.url.lower().startswith(("http://", "https://"))


ALL_RELATIONS = [
    Relation(own=own, following=following, followed_by=followed_by, blocking=blocking, blocked_by=blocked_by)
    for own, following, followed_by, blocking, blocked_by in product(
        (False, True), Following, (False, True), (False, True), (False, True)
    )
]


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("private", [False, True])
def test_who_may_have_what_of_an_account(state: State, private: bool) -> None:
    """Every combination, by one sentence after another. Seen to fail with each clause taken out."""
    for relation in ALL_RELATIONS:
        found = rules.access(state, private=private, relation=relation)
        if state in (State.DELETED, State.DEACTIVATED):
            assert found is Access.HIDDEN
        elif relation.own:
            assert found is Access.FULL
        elif state is State.SUSPENDED or relation.blocked_by:
            assert found is Access.HIDDEN
        elif relation.blocking:
            assert found is Access.CARD
        elif not private:
            assert found is Access.FULL
        else:
            assert (found is Access.FULL) == (relation.following is Following.FOLLOWING)
            assert found is not Access.HIDDEN


def test_pending_is_not_following() -> None:
    pending = Relation(following=Following.PENDING, followed_by=True)
    assert rules.access(State.ACTIVE, private=True, relation=pending) is Access.CARD


@pytest.mark.parametrize(
    ("current", "private", "wanted"),
    [
        (Following.NONE, False, Following.FOLLOWING),
        (Following.NONE, True, Following.PENDING),
        (Following.PENDING, True, Following.PENDING),
        (Following.PENDING, False, Following.FOLLOWING),
        (Following.FOLLOWING, True, Following.FOLLOWING),
    ],
)
def test_what_following_leads_to(current: Following, private: bool, wanted: Following) -> None:
    assert rules.follow_state(current, private=private) is wanted
