"""Codes that are mailed. They are derived from a key of the service and stored nowhere."""

from __future__ import annotations

import hashlib
import hmac

from user.domain.model import MailedCode, Purpose

# What nobody has to be logged in for takes longer to guess.
DIGITS = {Purpose.VERIFY_EMAIL: 6, Purpose.CHANGE_EMAIL: 6, Purpose.RESET_PASSWORD: 8}


def code_of(key: str, mailed: MailedCode) -> str:
    """The digits, which only this service can know."""
    text = f"{mailed.purpose}:{mailed.id}:{mailed.email}".encode()
    digest = hmac.new(key.encode(), text + mailed.nonce, hashlib.sha256).digest()
    digits = DIGITS[mailed.purpose]
    return f"{int.from_bytes(digest) % 10**digits:0{digits}d}"


def is_code(key: str, mailed: MailedCode, code: str) -> bool:
    """Whether `code` is the one that was mailed, compared in constant time."""
    return hmac.compare_digest(code_of(key, mailed).encode(), code.encode())
