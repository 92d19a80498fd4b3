"""Tokens that look like an issuer's and are not: nobody may take one of them."""

from __future__ import annotations

import hashlib
import hmac
import time
from base64 import b64decode, urlsafe_b64encode
from typing import Any

import jwt
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from infra.secrets import Secrets
from kit.auth import Signer

OTHER = "media-us-east"


def forged(claims: dict[str, Any], issuer: str, secrets: Secrets, *, other: str = OTHER) -> dict[str, str]:
    """JWTs over good `claims` of `issuer`, each with something wrong, by what that is. `other` is another issuer."""
    good = Signer(issuer, secrets.private_key(issuer)).sign(claims)
    head, body, signature = good.split(".")
    return (
        _unsigned(issuer, body, head)
        | _signed_otherwise(claims, issuer, secrets, other)
        | _out_of_time(claims, issuer, secrets)
        | {
            "other claims": f"{head}.{_encode(claims | {'iss': issuer, 'sub': '99', 'owner_id': '99'})}.{signature}",
            "another token's signature": f"{head}.{body}.{_signature(issuer, secrets, claims | {'jti': 'other'})}",
            "half a signature": f"{head}.{body}.{signature[:43]}",
            "a fourth part": f"{good}.{signature}",
            "no token at all": "Bearer",
            "not of this world": "\xe9.\xe9.\xe9",
            "very long": f"{head}.{body}{'A' * 20_000}.{signature}",
        }
    )


def _unsigned(issuer: str, body: str, head: str) -> dict[str, str]:
    none = {name: f"{_encode({'alg': name, 'typ': 'JWT', 'kid': issuer})}.{body}." for name in ("none", "None", "")}
    return {f"alg {name!r}": token for name, token in none.items()} | {"no signature": f"{head}.{body}."}


def _signed_otherwise(claims: dict[str, Any], issuer: str, secrets: Secrets, other: str) -> dict[str, str]:
    body = _encode(claims | {"iss": issuer})
    own, strange = (_key(secrets, name) for name in (issuer, other))
    public = secrets.public_key(issuer)
    pem = b"-----BEGIN PUBLIC KEY-----\n" + public.encode() + b"\n-----END PUBLIC KEY-----\n"
    made = {
        "HS256 with the public key": _hmac({"alg": "HS256", "kid": issuer}, body, b64decode(public)),
        "HS256 with the public key as text": _hmac({"alg": "HS256", "kid": issuer}, body, public.encode()),
        "HS256 with the public key as PEM": _hmac({"alg": "HS256", "kid": issuer}, body, pem),
        "HS256 with an empty key": _hmac({"alg": "HS256", "kid": issuer}, body, b""),
    }
    headers: dict[str, tuple[dict[str, Any], Ed25519PrivateKey]] = {
        "another's key": ({"kid": issuer}, strange),
        "another's name and key": ({"kid": other}, strange),
        "another's name": ({"kid": other}, own),
        "no name": ({}, own),
        "nobody's name": ({"kid": "stranger"}, own),
        "a name that is a pattern": ({"kid": "*"}, own),
        "a name that is a path": ({"kid": "../../dev/null"}, own),
        "a name that is a list": ({"kid": [issuer]}, own),
        "a key that it brings along": ({"kid": issuer, "jwk": {"kty": "OKP", "crv": "Ed25519", "x": public}}, strange),
        "a condition that nobody knows": ({"kid": issuer, "crit": ["x"], "x": 1}, strange),
    }
    return made | {name: _eddsa(header, body, key) for name, (header, key) in headers.items()}


def _out_of_time(claims: dict[str, Any], issuer: str, secrets: Secrets) -> dict[str, str]:
    sign, now = Signer(issuer, secrets.private_key(issuer)).sign, int(time.time())
    endless = {name: value for name, value in claims.items() if name != "exp"}
    return {
        "expired": sign(claims | {"iat": now - 90, "exp": now - 30}),
        "not made yet": sign(claims | {"iat": now + 600, "exp": now + 660}),
        "not good yet": sign(claims | {"nbf": now + 600}),
        "without an end": sign(endless),
        "an end that is no time": sign(claims | {"exp": "never"}),
        "for somebody else": sign(claims | {"aud": "another.example"}),
    }


def _key(secrets: Secrets, name: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(b64decode(secrets.private_key(name)))


def _signature(issuer: str, secrets: Secrets, claims: dict[str, Any]) -> str:
    return jwt.encode(claims | {"iss": issuer}, _key(secrets, issuer), algorithm="EdDSA").rpartition(".")[2]


def _eddsa(header: dict[str, Any], body: str, key: Ed25519PrivateKey) -> str:
    text = f"{_encode({'alg': 'EdDSA', 'typ': 'JWT', **header})}.{body}"
    return f"{text}.{_base64(key.sign(text.encode()))}"


def _hmac(header: dict[str, Any], body: str, key: bytes) -> str:
    text = f"{_encode(header)}.{body}"
    return f"{text}.{_base64(hmac.digest(key, text.encode(), hashlib.sha256))}"


def _encode(value: dict[str, Any]) -> str:
    return _base64(msgspec.json.encode(value))


def _base64(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
