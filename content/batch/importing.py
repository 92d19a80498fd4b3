"""Import posts: JSON lines of posts with their time in, lines `{"post_id"}` out (null: imported before)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from datetime import datetime

import msgspec

from content.domain.commands import import_post
from content.domain.model import Draft, Upload
from kit.runtime import Runtime
from kit.schema import Id


class ImportedPost(msgspec.Struct, frozen=True, kw_only=True):
    """A post as it shall be; one whose first picture is in a post already stays as it is."""

    author_id: Id
    created_at: datetime
    media: list[Upload]
    caption: str = ""


_decoder = msgspec.json.Decoder(ImportedPost)


async def import_stdin(runtime: Runtime) -> None:
    """Import what comes in; only what was imported goes out."""
    await import_lines(runtime, sys.stdin.buffer, sys.stdout.write)


async def import_lines(runtime: Runtime, lines: Iterable[bytes], write: Callable[[str], object]) -> None:
    """Import line by line, each in a transaction of its own. Raises what is wrong with a line."""
    for line in lines:
        if line.strip():
            post_id = await _import(runtime, _decoder.decode(line))
            write(msgspec.json.encode({"post_id": post_id}).decode() + "\n")
    await runtime.poke()


async def _import(runtime: Runtime, entry: ImportedPost) -> str | None:
    draft = Draft(caption=entry.caption, media=entry.media)
    async with runtime.database.writing() as writer:
        post = await import_post(
            writer, int(entry.author_id), draft, created_at=entry.created_at, verifier=runtime.verifier
        )
    return None if post is None else str(post.id)
