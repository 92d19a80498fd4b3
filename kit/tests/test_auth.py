"""Caller tokens: forged, expired, of other issuers."""

from __future__ import annotations

import time
from base64 import b64decode, urlsafe_b64decode, urlsafe_b64encode

import jwt
import pytest

from infra.secrets import Secrets
from kit.auth import Caller, Signer, Verifier
from kit.errors import Unauthenticated

SECRETS = Secrets(b"k" * 32)
OTHER = Secrets(b"x" * 32)


def verifier() -> Verifier:
    return Verifier({name: SECRETS.public_key(name) for name in ("bff-ap", "svc:content")})


def signer(name: str = "bff-ap", secrets: Secrets = SECRETS) -> Signer:
    return Signer(name, secrets.private_key(name))


def test_a_good_token_names_issuer_viewer_session_and_device() -> None:
    token = signer().token(7, 8, "phone")
    assert verifier().caller(token) == Caller("bff-ap", 7, 8, "phone")
    assert verifier().caller(signer().token()) == Caller("bff-ap")


def test_tokens_are_reused_and_remembered() -> None:
    made, checks = signer(), verifier()
    assert made.token(7) is made.token(7)
    assert checks.caller(made.token(7)) is checks.caller(made.token(7))


def altered(token: str) -> str:
    head, body, signature = token.split(".")
    claims = urlsafe_b64decode(body + "==").replace(b'"7"', b'"8"')
    return f"{head}.{urlsafe_b64encode(claims).rstrip(b'=').decode()}.{signature}"


@pytest.mark.parametrize(
    "token",
    [
        "",
        "a.b.c",
        signer(secrets=OTHER).token(7),
        signer("bff-eu").token(7),
        altered(signer().token(7)),
        signer().sign({"exp": int(time.time()) - 10}),
        signer().sign({"iat": int(time.time()), "exp": int(time.time()) + 3600}),
        signer().sign({"iat": int(time.time())}),
        signer().sign({"iat": int(time.time()), "exp": int(time.time()) + 60, "sub": "alice"}),
        jwt.encode({"iss": "bff-ap", "exp": 9e9}, "", algorithm="none", headers={"kid": "bff-ap"}),
        jwt.encode(
            {"iss": "bff-ap", "exp": 9e9},
            b64decode(SECRETS.public_key("bff-ap")),
            algorithm="HS256",
            headers={"kid": "bff-ap"},
        ),
        jwt.encode(
            {"iss": "svc:content", "exp": int(time.time()) + 60},
            signer()._key,
            algorithm="EdDSA",
            headers={"kid": "bff-ap"},
        ),
    ],
)
def test_anything_else_is_refused(token: str) -> None:
    with pytest.raises(Unauthenticated):
        verifier().caller(token)


def test_issuers_can_be_narrowed() -> None:
    claims = verifier().claims(signer("svc:content").token(), issuers=("svc:*",))
    assert claims["iss"] == "svc:content"
    with pytest.raises(Unauthenticated):
        verifier().claims(signer().token(), issuers=("svc:*",))
    assert Caller("svc:content").matches(("bff-*", "svc:content"))
    assert not Caller("svc:content").matches(("bff-*",))
    with pytest.raises(Unauthenticated):
        _ = Caller("x").required_viewer
