"""Time-ordered 64-bit ids: 41 bits of milliseconds since 2024-01-01, 10 bits node, 12 bits sequence.

Every process draws its node number at random, again after a fork, and the start of its sequence in every
millisecond, so nothing has to be handed out; primary keys refuse what might still collide.
"""

from __future__ import annotations

import os
import secrets
import threading
from datetime import UTC, datetime, timedelta

from kit import clock

EPOCH = datetime(2024, 1, 1, tzinfo=UTC)
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
MAX_ID = (1 << 63) - 1
_DIGITS = {character: value for value, character in enumerate(ALPHABET)}


# An import writes the past and a test sets the clock: as many moments are counted side by side.
MOMENTS = 16


class _Generator:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.reseed()

    def reseed(self) -> None:
        """Forget the past: after a fork parent and child must not count on from the same place."""
        self.node = secrets.randbelow(1 << 10)
        self.sequences: dict[int, int] = {}

    def next(self) -> int:
        with self.lock:
            moment = (clock.now() - EPOCH) // timedelta(milliseconds=1)
            sequence = self._count(self.sequences.pop(moment, None))
            self.sequences[moment] = sequence
            if len(self.sequences) > MOMENTS:
                del self.sequences[next(iter(self.sequences))]
            return (moment << 22) | (self.node << 12) | sequence

    def _count(self, last: int | None) -> int:
        if last is None:
            return secrets.randbelow(1 << 11)
        if last == 0xFFF:
            self.node = (self.node + 1) & 0x3FF
        return (last + 1) & 0xFFF


_generator = _Generator()
os.register_at_fork(after_in_child=_generator.reseed)


def new_id() -> int:
    """A new id; later ids are greater, to the millisecond."""
    return _generator.next()


def id_time(value: int) -> datetime:
    """When `value` was made, to the millisecond."""
    return EPOCH + timedelta(milliseconds=value >> 22)


def id_at(moment: datetime) -> int:
    """The smallest id of a moment: a bound for range queries."""
    return max(0, (moment - EPOCH) // timedelta(milliseconds=1)) << 22


def to_code(value: int) -> str:
    """`value` in base 62, as in `/p/<code>`."""
    if value < 0:
        raise ValueError("ids are not negative")
    code = ""
    while True:
        value, digit = divmod(value, 62)
        code = ALPHABET[digit] + code
        if not value:
            return code


def from_code(code: str) -> int | None:
    """The id behind a code, None when it is not one that `to_code` writes."""
    value = 0
    if not 1 <= len(code) <= 11:
        return None
    for character in code:
        digit = _DIGITS.get(character)
        if digit is None:
            return None
        value = value * 62 + digit
    return value if value <= MAX_ID and to_code(value) == code else None
