"""#hashtags and @mentions in what people write; `web/shared/src/entities.ts` finds the same (entities.json of the tests)."""

from __future__ import annotations

import unicodedata
from typing import Literal

import msgspec
import regex

# Letters of every script; as many characters as a tag may have, and not one of more. A user name as `user` takes it.
_ENTITY = regex.compile(
    r"[#\uff03](?P<hashtag>[\p{L}\p{M}\p{N}_]{1,100})(?![\p{L}\p{M}\p{N}_])"
    r"|(?<![A-Za-z0-9._@])@(?P<mention>[A-Za-z0-9_][A-Za-z0-9._]{1,28}[A-Za-z0-9_])(?![A-Za-z0-9_])"
)
# What makes of a hash sign before a word something else than a tag: `R#D`, `&#39;`, `example.org/#top`.
_BEFORE = regex.compile(r"[\p{L}\p{M}\p{N}_&/#\uff03]")
_LETTER = regex.compile(r"\p{L}")
_NAME = regex.compile(r"[\p{L}\p{M}\p{N}_]{1,100}")


class Entity(msgspec.Struct, frozen=True):
    """A piece of a text, from `start` up to `end`, and the name that it stands for."""

    kind: Literal["hashtag", "mention"]
    start: int
    end: int
    name: str


def parse_entities(text: str) -> list[Entity]:
    """All tags and mentions of a text, in their order. Tags may follow each other without a space."""
    found: list[Entity] = []
    for match in _ENTITY.finditer(text):
        entity = _entity(match)
        glued = bool(found) and found[-1].kind == "hashtag" and found[-1].end == entity.start
        if _is_meant(entity, text, glued):
            found.append(entity)
    return found


def normal_hashtag(text: str) -> str | None:
    """The name of a tag without its sign, as it is kept; None for what can be none."""
    name = unicodedata.normalize("NFC", text)
    return name.lower() if _NAME.fullmatch(name) and _LETTER.search(name) else None


def hashtag_prefix(text: str) -> str | None:
    """What the names of tags begin with, without their sign; None when none does."""
    prefix = unicodedata.normalize("NFC", text).lower()
    return prefix if _NAME.fullmatch(prefix) else None


def hashtags(text: str) -> list[str]:
    """Names of the tags of a text, each once."""
    return _names(text, "hashtag")


def mentions(text: str) -> list[str]:
    """User names that a text mentions, each once."""
    return _names(text, "mention")


def _names(text: str, kind: str) -> list[str]:
    return list(dict.fromkeys(entity.name for entity in parse_entities(text) if entity.kind == kind))


def _entity(match: regex.Match[str]) -> Entity:
    tag = match["hashtag"]
    kind: Literal["hashtag", "mention"] = "mention" if tag is None else "hashtag"
    return Entity(kind, match.start(), match.end(), (tag or match["mention"]).lower())


def _is_meant(entity: Entity, text: str, glued: bool) -> bool:
    if entity.kind == "mention":
        return ".." not in entity.name
    before = text[entity.start - 1 : entity.start]
    return bool(_LETTER.search(entity.name)) and (glued or not _BEFORE.match(before))
