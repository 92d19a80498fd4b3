"""Import a world: JSON lines of accounts, avatars and follows in, lines `{"username", "id"}` of accounts out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable

import msgspec

from kit.runtime import Runtime
from user.domain.commands.imports import (
    Imported,
    ImportedAccount,
    ImportedAvatar,
    import_account,
    import_avatar,
    import_follow,
)

_decoder: msgspec.json.Decoder[Imported] = msgspec.json.Decoder(Imported)


async def import_stdin(runtime: Runtime) -> None:
    """Import what comes in; only what was imported goes out."""
    await import_lines(runtime, sys.stdin.buffer, sys.stdout.write)


async def import_lines(runtime: Runtime, lines: Iterable[bytes], write: Callable[[str], object]) -> None:
    """Import line by line, each in a transaction of its own; what was imported before stays as it is."""
    for line in lines:
        if line.strip():
            await _import(runtime, _decoder.decode(line), write)
    await runtime.poke()


async def _import(runtime: Runtime, entry: Imported, write: Callable[[str], object]) -> None:
    async with runtime.database.writing() as writer:
        if isinstance(entry, ImportedAccount):
            account_id = await import_account(writer, entry)
            write(msgspec.json.encode({"username": entry.username, "id": str(account_id)}).decode() + "\n")
        elif isinstance(entry, ImportedAvatar):
            await import_avatar(writer, runtime.verifier, entry)
        else:
            await import_follow(writer, entry)
