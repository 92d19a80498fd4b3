"""Requests and answers about the second factor: part of the contract, like schemas.py."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from kit.schema import Request, Response
from user.api.schemas import Password, SecondCode


class PasswordEntry(Request):
    """The password is asked for once more."""

    password: Password


class TotpEntry(Request):
    """The code that the authenticator app shows for the secret that it was given."""

    code: Annotated[str, Meta(pattern="^[0-9]{6}$")]


class SecondFactorProof(Request):
    """Both factors are asked for once more."""

    password: Password
    code: SecondCode


class SecondFactor(Response):
    """Whether log-ins ask for a code, since when, and how many recovery codes are left."""

    on: bool
    since: datetime | None
    recovery_codes_left: int


class Enrolment(Response):
    """What the authenticator app is given, said once: the secret in groups of letters, and the same as an address.

    `qr` is that address as a QR code without its quiet zone: for each line of modules a row of `1` (dark) and `0`.
    """

    secret: str
    uri: str
    qr: list[str]


class RecoveryCodes(Response):
    """Each is good once in the place of a code of the app. Said once; earlier ones are void."""

    codes: list[str]
