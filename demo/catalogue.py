"""The demo world as it is written down in `demo/world`: packages and their pictures, people, posts."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec

from demo.framing import Frame, read_frame

WORLD = Path(__file__).resolve().parent / "world"
DEMO_IDS = 54  # bits: ids of the first seven weeks of 2024, when nobody could have uploaded anything

Language = Literal["en", "ko"]
Edge = Literal["ap-northeast", "eu-central"]
HOMES: dict[str, Edge] = {"k": "ap-northeast", "e": "eu-central"}


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """One file of a package; `trim` cuts away a border or a rounded corner (left, top, width, height as fractions)."""

    id: str
    package: str
    file: str
    author: str
    licence: str
    alt: dict[Language, str]
    trim: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)


class Shot(msgspec.Struct, frozen=True):
    """A picture as somebody shows it."""

    picture: Picture
    frame: Frame


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """An account. `since` in days, `fame` in percent of all others."""

    username: str
    name: str
    language: Language
    home: Edge
    since: int
    circles: frozenset[str]
    fame: int
    bio: str
    pronouns: str
    private: bool
    links: list[tuple[str, str]]
    avatar: Shot | None


class Post(msgspec.Struct, frozen=True, kw_only=True):
    """A post; `ago` in days."""

    author: Person
    ago: float
    caption: str
    shots: list[Shot]

    @property
    def key(self) -> str:
        """Names the post as long as its author, its time and its pictures stay the same."""
        shown = ",".join(shot.picture.id for shot in self.shots)
        return f"post:{self.author.username}:{self.ago}:{shown}"


class World(msgspec.Struct, frozen=True, kw_only=True):
    """Everything; `follows` are the fixed relations between the `named`."""

    password: str
    people: dict[str, Person]
    posts: list[Post]
    named: list[str]
    follows: list[tuple[str, str]]


def media_id(key: str, position: int = 0) -> str:
    """The upload's id for one picture of `key`: the same in every run, so that nothing is ever uploaded twice."""
    digest = hashlib.sha256(f"{key}/{position}".encode()).digest()
    return str(int.from_bytes(digest[:8]) >> (64 - DEMO_IDS))


@cache
def load_pictures() -> dict[str, Picture]:
    """Pictures by id."""
    found = {}
    for package in _read("pictures.toml")["package"]:
        for row in package["pictures"]:
            found[row["id"]] = Picture(
                id=row["id"],
                package=package["name"],
                file=f"{package['folder']}/{row['file']}",
                author=row.get("author") or package["author"],
                licence=row.get("licence") or package["licence"],
                alt={"en": row["en"], "ko": row["ko"]},
                trim=tuple(row.get("trim", (0.0, 0.0, 1.0, 1.0))),
            )
    return found


@cache
def load_world() -> World:
    """People and posts, newest post first."""
    table = _read("people.toml")
    people = {row["username"]: _person(row) for row in table["people"]}
    posts = [
        Post(
            author=people[row["by"]],
            ago=float(row["ago"]),
            caption=row["say"],
            shots=[_shot(reference) for reference in row["show"]],
        )
        for row in _read("posts.toml")["posts"]
    ]
    return World(
        password=table["password"],
        people=people,
        posts=sorted(posts, key=lambda post: post.ago),
        named=table["named"],
        follows=[(follower, followee) for follower, followee in table["follows"]],
    )


def _person(row: dict[str, Any]) -> Person:
    return Person(
        username=row["username"],
        name=row["name"],
        language=row["language"],
        home=HOMES[row["home"]],
        since=row["since"],
        circles=frozenset(row["circles"]),
        fame=row["fame"],
        bio=row["bio"],
        pronouns=row.get("pronouns", ""),
        private=row.get("private", False),
        links=[(url, title) for url, title in row.get("links", [])],
        avatar=_shot(row["avatar"]) if "avatar" in row else None,
    )


def _shot(reference: str) -> Shot:
    name, _, frame = reference.partition(" ")
    return Shot(load_pictures()[name], read_frame(frame))


def _read(name: str) -> dict[str, Any]:
    with (WORLD / name).open("rb") as file:
        return tomllib.load(file)
