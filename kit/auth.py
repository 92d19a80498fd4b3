"""Caller tokens: who calls, and for which viewer (docs/protocols.md, section 2)."""

from __future__ import annotations

import time
from base64 import b64decode
from fnmatch import fnmatchcase
from typing import Any

import jwt
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kit.errors import Unauthenticated

LIFETIME_S = 60
REUSE_S = 30
CACHED_TOKENS = 20_000


class Caller(msgspec.Struct, frozen=True):
    """A verified caller. `viewer` is the logged-in account, None when nobody is."""

    issuer: str
    viewer: int | None = None
    session: int | None = None
    device: str | None = None

    def matches(self, patterns: tuple[str, ...]) -> bool:
        """Whether the issuer is one of `patterns` (`bff-*`, `svc:content`)."""
        return any(fnmatchcase(self.issuer, pattern) for pattern in patterns)

    @property
    def required_viewer(self) -> int:
        """The viewer's id. Raises Unauthenticated when there is none."""
        if self.viewer is None:
            raise Unauthenticated
        return self.viewer


class Verifier:
    """Checks caller tokens and statements signed by known issuers."""

    def __init__(self, public_keys: dict[str, str]) -> None:
        self._keys = {name: Ed25519PublicKey.from_public_bytes(b64decode(key)) for name, key in public_keys.items()}
        self._seen: dict[str, tuple[Caller, float]] = {}

    def caller(self, token: str) -> Caller:
        """The caller that `token` stands for. Raises Unauthenticated."""
        now = time.time()
        known = self._seen.get(token)
        if known is not None and known[1] > now:
            return known[0]
        claims = self.claims(token)
        if claims["exp"] - claims.get("iat", 0) > LIFETIME_S:
            raise Unauthenticated("The caller token lives too long.")
        try:
            caller = Caller(
                issuer=claims["iss"],
                viewer=int(claims["sub"]) if "sub" in claims else None,
                session=int(claims["sid"]) if "sid" in claims else None,
                device=claims.get("device"),
            )
        except (ValueError, TypeError) as error:
            raise Unauthenticated("The caller token is malformed.") from error
        if len(self._seen) >= CACHED_TOKENS:
            self._seen.clear()
        self._seen[token] = (caller, claims["exp"])
        return caller

    def claims(self, token: str, *, issuers: tuple[str, ...] = ("*",)) -> dict[str, Any]:
        """Verified claims of a JWT whose `kid` names one of `issuers`. Raises Unauthenticated."""
        try:
            issuer = jwt.get_unverified_header(token).get("kid", "")
            key = self._keys.get(issuer)
            if key is None or not any(fnmatchcase(issuer, pattern) for pattern in issuers):
                raise Unauthenticated("The token's issuer is unknown.")
            return jwt.decode(
                token, key, algorithms=["EdDSA"], issuer=issuer, options={"require": ["iss", "exp"]}, leeway=2
            )
        except jwt.InvalidTokenError as error:
            raise Unauthenticated("The token is not valid.") from error


class Signer:
    """Makes tokens of one issuer and reuses them for half their life."""

    def __init__(self, issuer: str, private_key: str) -> None:
        self.issuer = issuer
        self._key = Ed25519PrivateKey.from_private_bytes(b64decode(private_key))
        self._made: dict[tuple[int | None, int | None, str | None], tuple[str, float]] = {}

    def token(self, viewer: int | None = None, session: int | None = None, device: str | None = None) -> str:
        """A caller token for `viewer`."""
        now = time.time()
        made = self._made.get((viewer, session, device))
        if made is not None and made[1] > now:
            return made[0]
        claims: dict[str, Any] = {"iat": int(now), "exp": int(now) + LIFETIME_S}
        for name, value in (("sub", viewer), ("sid", session), ("device", device)):
            if value is not None:
                claims[name] = str(value)
        token = self.sign(claims)
        if len(self._made) >= CACHED_TOKENS:
            self._made.clear()
        self._made[(viewer, session, device)] = (token, now + REUSE_S)
        return token

    def sign(self, claims: dict[str, Any]) -> str:
        """A JWT over `claims` with this issuer's name in it."""
        return jwt.encode({**claims, "iss": self.issuer}, self._key, algorithm="EdDSA", headers={"kid": self.issuer})
