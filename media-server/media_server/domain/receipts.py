"""Receipts: signed statements that a picture is there (docs/protocols.md, section 6)."""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64decode, urlsafe_b64encode
from datetime import timedelta

import jwt
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kit import clock
from media_server.domain.model import Receipt

LIFE = timedelta(hours=24)


class ReceiptBook:
    """Signs the receipts of one region's media-server."""

    def __init__(self, region: str, key: str) -> None:
        self._issuer = f"media-{region}"
        self._secret = b64decode(key)
        self._key = Ed25519PrivateKey.from_private_bytes(self._secret)

    def object_key(self, media_id: str, edit: str, digest: str) -> str:
        """The key under which one edit of one upload is stored: always the same, and nobody can guess it."""
        mark = hmac.new(self._secret, f"object|{media_id}|{edit}|{digest}".encode(), hashlib.sha256)
        return urlsafe_b64encode(mark.digest()[:16]).rstrip(b"=").decode()

    def sign(self, receipt: Receipt) -> str:
        now = clock.now()
        claims = msgspec.to_builtins(receipt) | {
            "iss": self._issuer,
            "typ": "receipt",
            "iat": int(now.timestamp()),
            "exp": int((now + LIFE).timestamp()),
        }
        return jwt.encode(claims, self._key, algorithm="EdDSA", headers={"kid": self._issuer})


def read_claims(receipt: str) -> Receipt:
    """What a receipt says, whoever signed it and whenever.

    NOTE: for receipts in events of `content`, which has checked signature, time and owner before it published them; an
    event may come long after the receipt's time is over. Raises msgspec.ValidationError and jwt.DecodeError.
    """
    return msgspec.convert(jwt.decode(receipt, options={"verify_signature": False}), Receipt)
