"""Decisions, without any I/O."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit

import msgspec

from kit.text import clean, clean_line, graphemes
from user.domain import limits
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
from user.domain.model import Access, Following, Link, NewAccount, Relation, State, UsernameProblem
from user.domain.words import COMMON_PASSWORDS, RESERVED_USERNAMES

USERNAME = re.compile(r"[a-z0-9._]+")
LABEL = r"[^@\s.,:;<>()\[\]\\\"]{1,63}"
EMAIL = re.compile(rf"[^@\s\"(),:;<>\[\\\]]{{1,64}}@(?:{LABEL}\.)+{LABEL}")
HOST = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{1,62}")


def access(state: State, *, private: bool, relation: Relation) -> Access:
    """How much of an account in `state` the viewer behind `relation` may have: the one rule of visibility.

    A hidden account is like an absent one; a card is name and picture; full is everything it publishes.
    """
    if not state.is_open:
        return Access.HIDDEN
    if relation.own:
        return Access.FULL
    if state is not State.ACTIVE or relation.blocked_by:
        return Access.HIDDEN
    if relation.blocking:
        return Access.CARD
    return Access.CARD if private and relation.following is not Following.FOLLOWING else Access.FULL


def follow_state(current: Following, *, private: bool) -> Following:
    """What asking to follow leads to. Whoever follows already needs no new consent."""
    return Following.PENDING if private and current is not Following.FOLLOWING else Following.FOLLOWING


def username_problem(username: str) -> UsernameProblem | None:
    """Why a normalised username cannot be had, whoever asks; None when it can."""
    if len(username) < limits.USERNAME_MIN:
        return "too_short"
    if len(username) > limits.USERNAME_MAX:
        return "too_long"
    if not USERNAME.fullmatch(username):
        return "characters"
    if username[0] == "." or username[-1] == "." or ".." in username:
        return "dots"
    return "reserved" if username in RESERVED_USERNAMES else None


def begins_username(prefix: str) -> bool:
    """Whether a normalised username can begin so."""
    return USERNAME.fullmatch(prefix) is not None and len(prefix) <= limits.USERNAME_MAX


def normal_username(text: str) -> str:
    """Usernames are kept in lower case. Only ASCII is folded: `İ` must not become a plain `i`."""
    return text.strip().lower() if text.isascii() else text


def search_text(text: str) -> str:
    """What to look for in usernames and names in lower case; empty when the text holds nothing to look for."""
    return clean_line(text).lower().removeprefix("@")


def require_username(text: str) -> str:
    """The normalised username. Raises UsernameInvalid with a reason."""
    username = normal_username(text)
    if reason := username_problem(username):
        raise UsernameInvalid(reason=reason, minimum=limits.USERNAME_MIN, limit=limits.USERNAME_MAX)
    return username


def normal_email(text: str) -> str:
    """Addresses are compared in lower case."""
    return text.strip().lower()


def require_email(text: str) -> str:
    """The normalised address. Raises EmailInvalid."""
    email = normal_email(text)
    if len(email) > 254 or not email.isprintable() or not EMAIL.fullmatch(email):
        raise EmailInvalid
    return email


def require_password(password: str, *, username: str, email: str) -> None:
    """Raises PasswordWeak with a reason."""
    length = graphemes(password)
    if length < limits.PASSWORD_MIN:
        raise PasswordWeak(reason="too_short", minimum=limits.PASSWORD_MIN)
    if length > limits.PASSWORD_MAX:
        raise PasswordWeak(reason="too_long", limit=limits.PASSWORD_MAX)
    folded = password.casefold()
    if folded in COMMON_PASSWORDS or len(set(folded)) < 4:
        raise PasswordWeak(reason="common")
    if folded in {username, email, email.partition("@")[0]}:
        raise PasswordWeak(reason="personal")


def require_new_account(wanted: NewAccount, today: date) -> NewAccount:
    """The same, normalised. Raises the first thing that is wrong with it."""
    username, email = require_username(wanted.username), require_email(wanted.email)
    require_password(wanted.password, username=username, email=email)
    require_age(wanted.birthday, today)
    return msgspec.structs.replace(wanted, username=username, email=email, name=require_name(wanted.name))


def age(birthday: date, today: date) -> int:
    """Full years. Born on 29 February, one grows older on 1 March of other years."""
    had_it = (today.month, today.day) >= (birthday.month, birthday.day)
    return today.year - birthday.year - (0 if had_it else 1)


def require_age(birthday: date, today: date) -> None:
    """Raises BirthdayInvalid or TooYoung."""
    years = age(birthday, today)
    if not 0 <= years <= limits.MAX_AGE:
        raise BirthdayInvalid
    if years < limits.MIN_AGE:
        raise TooYoung(minimum=limits.MIN_AGE)


def require_name(text: str) -> str:
    """The name on one line. Raises NameTooLong."""
    name = clean_line(text)
    if graphemes(name) > limits.NAME:
        raise NameTooLong(limit=limits.NAME)
    return name


def require_bio(text: str) -> str:
    """The bio, which may have several lines. Raises BioTooLong."""
    bio = clean(text)
    if graphemes(bio) > limits.BIO:
        raise BioTooLong(limit=limits.BIO)
    return bio


def require_pronouns(text: str) -> str:
    """Raises PronounsTooLong."""
    pronouns = clean_line(text)
    if graphemes(pronouns) > limits.PRONOUNS:
        raise PronounsTooLong(limit=limits.PRONOUNS)
    return pronouns


def require_links(entries: Iterable[tuple[str, str]]) -> list[Link]:
    """Links out of (url, title) pairs. Raises LinkInvalid with the index of the first bad one."""
    return [_link(index, url, title) for index, (url, title) in enumerate(entries)]


def _link(index: int, url: str, title: str) -> Link:
    url, title = url.strip(), clean_line(title)
    if not _is_web_address(url) or graphemes(title) > limits.LINK_TITLE:
        raise LinkInvalid(index=index, limit=limits.LINK_TITLE)
    return Link(url=url, title=title)


def _is_web_address(url: str) -> bool:
    """An http(s) address with a public-looking name, without user name or white space that could mislead."""
    if not url.isprintable() or " " in url or "\\" in url:
        return False
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and "@" not in parts.netloc and HOST.fullmatch(host) is not None
