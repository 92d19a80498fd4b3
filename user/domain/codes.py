"""Codes that are mailed. They are derived from a key of the service and stored nowhere."""

from __future__ import annotations

import hashlib
import hmac

from user.domain.model import Verification

DIGITS = 6


def verification_code(key: str, verification: Verification) -> str:
    """Six digits that only this service can know."""
    text = f"email-verification:{verification.id}:{verification.email}".encode()
    digest = hmac.new(key.encode(), text + verification.nonce, hashlib.sha256).digest()
    return f"{int.from_bytes(digest) % 10**DIGITS:0{DIGITS}d}"


def is_code(key: str, verification: Verification, code: str) -> bool:
    """Whether `code` is the one of `verification`, compared in constant time."""
    return hmac.compare_digest(verification_code(key, verification).encode(), code.encode())
