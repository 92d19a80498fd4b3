"""Password hashes (argon2id). Hashing takes tens of milliseconds and 19 MiB, so two threads do all of it."""

from __future__ import annotations

import asyncio
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_THREADS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="argon2")


async def hash_password(password: str) -> str:
    """A salted hash, with its parameters in it."""
    return await asyncio.get_running_loop().run_in_executor(_THREADS, _HASHER.hash, _normal(password))


async def password_matches(password_hash: str | None, password: str) -> bool:
    """Whether the password belongs to the hash; without a hash it takes as long and is never right."""
    return await asyncio.get_running_loop().run_in_executor(_THREADS, _matches, password_hash, _normal(password))


def _normal(password: str) -> str:
    """The same password typed on two systems may come in two encodings."""
    return unicodedata.normalize("NFKC", password)


def _matches(password_hash: str | None, password: str) -> bool:
    try:
        return _HASHER.verify(password_hash or _nobodys_hash(), password) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys_hash() -> str:
    return _HASHER.hash("nobody has this password")
