"""Every password and key of one installation, derived from one random master key.

One file to keep and to back up; the same name always gives the same secret, so configuration can be
written again at any time without rotating anything.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets as random
from base64 import b64encode
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


class Secrets:
    """Secrets derived from a master key of 32 bytes."""

    def __init__(self, master: bytes) -> None:
        if len(master) != 32:
            raise ValueError("the master key must have 32 bytes")
        self._master = master

    @classmethod
    def open(cls, path: Path) -> Secrets:
        """Read the master key from `path`, made with mode 0600 when it does not exist yet."""
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(random.token_hex(32))
        return cls(bytes.fromhex(path.read_text().strip()))

    def derive(self, name: str) -> bytes:
        """32 bytes that belong to `name`."""
        return hmac.new(self._master, name.encode(), hashlib.sha256).digest()

    def password(self, name: str) -> str:
        """64 hexadecimal digits, safe in URLs and configuration files."""
        return self.derive(name).hex()

    def private_key(self, name: str) -> str:
        """Raw Ed25519 private key of an issuer, base64."""
        return b64encode(self.derive(f"issuer/{name}")).decode()

    def public_key(self, name: str) -> str:
        """Raw Ed25519 public key that belongs to `private_key(name)`, base64."""
        key = Ed25519PrivateKey.from_private_bytes(self.derive(f"issuer/{name}"))
        return b64encode(key.public_key().public_bytes_raw()).decode()
