"""`python -m demo.load`: load the demo world into a running system; what was loaded before stays as it is.

Accounts, follows and posts go through the importers of their services, pictures through the edges' media-servers.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import zlib
from collections.abc import Awaitable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any, TypeVar

import aiohttp
import msgspec

from bench.target import Drain, Target, add_target_options, target_of
from demo.catalogue import Person, Post, Shot, World, load_pictures, load_world, media_id
from demo.graph import follows
from demo.ledger import Ledger
from demo.packages import PicturesMissing, fetch_packages
from demo.progress import Progress
from demo.uploads import Uploader, UploadFailed

T = TypeVar("T")

AT_ONCE = 3  # pictures under way in each edge
ASKED = 40  # accounts, as many as `user` takes at once
POSTS_PER_IMPORT = 40
BIRTHDAY = "1993-05-17"


class Loader:
    """One run."""

    def __init__(self, target: Target, progress: Progress) -> None:
        self.target = target
        self.world: World = load_world()
        self.ledger = Ledger(target.state / "demo" / "loaded.json")
        self.progress = progress
        self.now = datetime.now(UTC)
        self._places = {edge.name: asyncio.Semaphore(AT_ONCE) for edge in target.topology.edges}
        self._pictures = 0

    async def run(self) -> bool:
        """Load what is missing; False when nothing was. Raises what its parts raise."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=240)) as session:
            if self.ledger.accounts and not await self._same_database(session):
                self.ledger.forget()
            await self._load_people()
            posts = [post for post in self.world.posts if not self.ledger.knows(post.key)]
            faces = [p for p in self.world.people.values() if p.avatar and not self.ledger.knows(_face(p))]
            if posts or faces:
                await self._load_pictures(session, faces, posts)
        if not self._pictures:
            return False
        self.progress.say("waiting until everybody can see it")
        async with Drain(self.target) as drain:
            await drain.wait(120)
        return True

    async def _same_database(self, session: aiohttp.ClientSession) -> bool:
        """Whether there are still some of the accounts that were loaded; people may have closed others meanwhile."""
        ids = ",".join(list(self.ledger.accounts.values())[:ASKED])
        url = f"{self.target.api(self.target.primary, 'user')}/user/accounts?ids={ids}"
        token = self.target.signer(self.target.topology.default_edge).token()
        async with session.get(url, headers={"authorization": f"Bearer {token}"}) as answer:
            found = await answer.json() if answer.status == 200 else {}
        return bool(found.get("items"))

    async def _load_people(self) -> None:
        accounts = [p for p in self.world.people.values() if not self.ledger.knows(_account(p))]
        edges = [edge for edge in follows(self.world) if not self.ledger.knows(_edge(edge))]
        if not accounts and not edges:
            return
        self.progress.say(f"{len(accounts)} accounts and {len(edges)} follows")
        lines = [self._account_line(person) for person in accounts] + [self._follow_line(*edge) for edge in edges]
        printed = await self._import("user", lines)
        ids = {row["username"]: row["id"] for row in map(msgspec.json.decode, printed) if "username" in row}
        self.ledger.add([*map(_account, accounts), *map(_edge, edges)], ids)

    def _account_line(self, person: Person) -> dict[str, Any]:
        return {
            "kind": "account",
            "username": person.username,
            "email": f"{person.username}@example.com",
            "password": self.world.password,
            "birthday": BIRTHDAY,
            "created_at": self.now - timedelta(days=person.since),
            "name": person.name,
            "bio": person.bio,
            "pronouns": person.pronouns,
            "links": person.links,
            "language": person.language,
            "private": person.private,
        }

    def _follow_line(self, follower: str, followee: str) -> dict[str, Any]:
        """They met some time since the younger account exists."""
        since = min(self.world.people[follower].since, self.world.people[followee].since)
        at = self.now - timedelta(days=since) * (1 - _fraction(f"{follower}>{followee}"))
        return {"kind": "follow", "follower": follower, "followee": followee, "at": at}

    async def _load_pictures(self, session: aiohttp.ClientSession, faces: list[Person], posts: list[Post]) -> None:
        names = list(dict.fromkeys(picture.package for picture in load_pictures().values()))
        packages = self.target.state / "demo" / "packages"
        folder = await asyncio.to_thread(fetch_packages, names, packages, self.progress.say)
        uploader = Uploader(self.target, session, folder)
        self._total = len(faces) + sum(len(post.shots) for post in posts)
        # The newest posts and the faces beside them come first: they are what a person sees first.
        chunks = list(_chunks(posts, POSTS_PER_IMPORT))
        for chunk in chunks[:1]:
            await self._load_posts(uploader, chunk)
        await self._load_faces(uploader, faces)
        for chunk in chunks[1:]:
            await self._load_posts(uploader, chunk)

    async def _load_faces(self, uploader: Uploader, people: list[Person]) -> None:
        receipts = await _gather(self._upload(uploader, p.avatar, "avatar", _face(p), p) for p in people if p.avatar)
        lines = [
            {"kind": "avatar", "username": person.username, "receipt": receipt, "at": self._dressed(person)}
            for person, receipt in zip(people, receipts, strict=True)
        ]
        await self._import("user", lines)
        self.ledger.add(map(_face, people))

    def _dressed(self, person: Person) -> datetime:
        return self.now - timedelta(days=person.since) + timedelta(hours=1 + 23 * _fraction(person.username))

    async def _load_posts(self, uploader: Uploader, posts: list[Post]) -> None:
        receipts = await _gather(
            self._upload(uploader, shot, "post", post.key, post.author, position)
            for post in posts
            for position, shot in enumerate(post.shots)
        )
        left = iter(receipts)
        await self._import("content", [self._post_line(post, list(islice(left, len(post.shots)))) for post in posts])
        self.ledger.add(post.key for post in posts)

    def _post_line(self, post: Post, receipts: list[str]) -> dict[str, Any]:
        alts = [shot.picture.alt[post.author.language] for shot in post.shots]
        return {
            "author_id": self.ledger.accounts[post.author.username],
            "created_at": self.now - timedelta(days=post.ago) - timedelta(hours=1) * _fraction(post.key),
            "caption": post.caption,
            "media": [{"receipt": receipt, "alt": alt} for receipt, alt in zip(receipts, alts, strict=True)],
        }

    async def _upload(
        self, uploader: Uploader, shot: Shot, kind: str, key: str, owner: Person, position: int = 0
    ) -> str:
        async with self._places[self.target.edge(owner.home)]:
            receipt = await uploader.receipt(
                shot,
                kind=kind,
                media_id=media_id(key, position),
                owner=self.ledger.accounts[owner.username],
                edge=owner.home,
            )
        self._pictures += 1
        self.progress.say(f"{self._pictures} of {self._total} pictures")
        return receipt

    async def _import(self, service: str, lines: list[dict[str, Any]]) -> list[bytes]:
        """Feed an importer. Answers the objects that it prints; log lines may stand between them."""
        body = b"\n".join(msgspec.json.encode(line) for line in lines)
        printed = await self.target.command(service, f"{service}.batch", "import", stdin=body)
        return [line for line in printed.splitlines() if line.startswith(b"{")]


def _account(person: Person) -> str:
    return f"account:{person.username}"


def _edge(edge: tuple[str, str]) -> str:
    return f"follow:{edge[0]}>{edge[1]}"


def _face(person: Person) -> str:
    return f"avatar:{person.username}"


def _fraction(text: str) -> float:
    """Between 0 and 1, always the same for a text: nobody does everything on the hour."""
    return zlib.crc32(text.encode()) / (1 << 32)


def _chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    left = iter(items)
    while chunk := list(islice(left, size)):
        yield chunk


async def _gather(work: Iterable[Awaitable[str]]) -> list[str]:
    """All at once; the first failure ends the others."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(_run(item)) for item in work]
    return [task.result() for task in tasks]


async def _run(work: Awaitable[str]) -> str:
    return await work


def _complaint(error: BaseException) -> str:
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return str(error) or type(error).__name__


async def load(target: Target, progress: Progress) -> int:
    """Load the world and say how it went. Answers the exit status."""
    loader = Loader(target, progress)
    progress.head(f"Demo accounts: {', '.join(list(loader.world.people)[:4])} … password {loader.world.password}")
    problems: list[BaseException] = []
    changed = False
    try:
        changed = await loader.run()
    except* (PicturesMissing, UploadFailed, RuntimeError, OSError, TimeoutError, aiohttp.ClientError) as group:
        problems.append(group)
    if problems:
        progress.end(f"stopped: {_complaint(problems[0])}. Loading it again goes on from there")
        return 1
    found = f"{len(loader.world.people)} accounts and {len(loader.world.posts)} posts"
    progress.end(f"{found} are there" if changed else f"{found} were there already")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m demo.load", description="Load the demo world.")
    add_target_options(parser)
    try:
        target = target_of(parser.parse_args())
    except FileNotFoundError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return asyncio.run(load(target, Progress()))


if __name__ == "__main__":
    sys.exit(main())
