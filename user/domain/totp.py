"""Codes of an authenticator app (RFC 6238: SHA-1, 30 s, six digits), recovery codes, and how both are kept."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from base64 import b32encode
from datetime import datetime
from functools import cache

import pyotp
import segno
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kit.observability import log
from user.domain.model import SealedSecret

ISSUER = "Mockstagram"
STEP_S = 30
# The clocks of telephones go wrong, and typing takes time: the step before and the one after are good as well.
WINDOW = 1
SECRET_BYTES = 20
NONCE_BYTES = 12
RECOVERY_CODES = 10
# 50 bits each: nobody guesses one, however often he may try.
RECOVERY_LENGTH = 10
RECOVERY_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"

DIGITS = re.compile(r"[0-9]{6}")


def new_secret() -> bytes:
    return secrets.token_bytes(SECRET_BYTES)


def code_at(secret: bytes, step: int) -> str:
    """The six digits of a step since 1970."""
    return str(pyotp.HOTP(_base32(secret)).at(step))


def sealed_step(key: str, account_id: int, sealed: SealedSecret, code: str, now: datetime) -> int | None:
    """`matching_step` of the secret inside. A secret that does not open, because its row was swapped, has no code."""
    try:
        secret = unseal(key, account_id, sealed)
    except InvalidTag:
        log("user").error("second_factor_unreadable", account=account_id)
        return None
    return matching_step(secret, code, now)


def matching_step(secret: bytes, code: str, now: datetime) -> int | None:
    """The step that the code is of, the latest one first; None when it is of none that is good now."""
    current = int(now.timestamp()) // STEP_S
    steps = range(current + WINDOW, current - WINDOW - 1, -1)
    # All are compared, so that the time it takes says nothing.
    same = [step for step in steps if hmac.compare_digest(code_at(secret, step).encode(), code.encode())]
    return same[0] if same else None


def otpauth_uri(secret: bytes, username: str) -> str:
    """What authenticator apps take in."""
    return str(pyotp.TOTP(_base32(secret)).provisioning_uri(name=username, issuer_name=ISSUER))


def secret_text(secret: bytes) -> str:
    """The secret as one types it into an app that cannot see: groups of four letters."""
    return " ".join(re.findall(".{1,4}", _base32(secret)))


def qr_rows(text: str) -> list[str]:
    """A QR code without its quiet zone: a row of `1` (dark) and `0` for each line of modules."""
    return ["".join("1" if module else "0" for module in row) for row in segno.make(text, micro=False).matrix]


def seal(key: str, account_id: int, secret: bytes) -> SealedSecret:
    """The secret as it lies in the table. It opens for this account only, and with a key that is in no database."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return SealedSecret(ciphertext=_cipher(key).encrypt(nonce, secret, _owner(account_id)), nonce=nonce)


def unseal(key: str, account_id: int, sealed: SealedSecret) -> bytes:
    """Raises InvalidTag for another account's row, or another key."""
    return _cipher(key).decrypt(sealed.nonce, sealed.ciphertext, _owner(account_id))


def normal_code(code: str) -> str:
    """A code without the spaces and dashes that people type or copy."""
    return re.sub(r"[\s-]", "", code).lower()


def is_recovery_code(code: str) -> bool:
    """Whether it looks like one, rather than like one of an app."""
    return DIGITS.fullmatch(normal_code(code)) is None


def new_recovery_codes() -> list[str]:
    """As they are shown: two groups of five letters."""
    made = [_letters() for _ in range(RECOVERY_CODES)]
    half = RECOVERY_LENGTH // 2
    return [f"{letters[:half]}-{letters[half:]}" for letters in made]


def recovery_hash(key: str, account_id: int, code: str) -> bytes:
    """What is kept of a recovery code."""
    return hmac.digest(_derived(key, "recovery codes"), _owner(account_id) + normal_code(code).encode(), hashlib.sha256)


def _letters() -> str:
    return "".join(secrets.choice(RECOVERY_LETTERS) for _ in range(RECOVERY_LENGTH))


def _base32(secret: bytes) -> str:
    return b32encode(secret).decode()


def _owner(account_id: int) -> bytes:
    return f"account {account_id}: ".encode()


def _cipher(key: str) -> AESGCM:
    return AESGCM(_derived(key, "second factor"))


@cache
def _derived(key: str, purpose: str) -> bytes:
    """A key for one purpose, so that the service's own key is good for nothing of it by itself."""
    return HKDF(SHA256(), 32, salt=None, info=f"mockstagram user: {purpose}".encode()).derive(key.encode())
