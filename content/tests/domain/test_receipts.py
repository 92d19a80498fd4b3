from __future__ import annotations

import time
from typing import Any

import pytest

from content.domain.errors import ReceiptInvalid
from content.domain.model import Upload
from content.domain.receipts import read_receipts
from content.tests.factories import ALICE, BOB, receipt
from infra.environment import issuers
from infra.secrets import Secrets
from infra.topology import Topology
from kit.auth import Verifier

SECRETS = Secrets(b"t" * 32)
VERIFIER = Verifier({name: SECRETS.public_key(name) for name in issuers(Topology.load())})


def read(token: str) -> Any:
    return read_receipts(VERIFIER, [Upload(receipt=token, alt="a lake")], ALICE)


def test_a_receipt_becomes_a_picture() -> None:
    (picture,) = read(receipt(SECRETS, ALICE, width=800, height=600))
    assert (picture.width, picture.height, picture.alt, picture.home) == (800, 600, "a lake", "ap-northeast")
    assert [(one.width, one.height) for one in picture.renditions] == [(320, 240), (1440, 1080)]


@pytest.mark.parametrize(
    "changes",
    [
        {"owner_id": str(BOB)},
        {"exp": int(time.time()) - 60},
        {"exp": None},
        {"kind": "avatar"},
        {"typ": None},
        {"home": "eu-central"},
        {"home": "../etc"},
        {"key": "short"},
        {"media_id": "7; DROP TABLE post"},
        {"renditions": []},
        {"width": 0},
        {"height": "1080"},
    ],
    ids=str,
)
def test_a_receipt_that_says_something_else_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ReceiptInvalid):
        read(receipt(SECRETS, ALICE, **changes))


@pytest.mark.parametrize("issuer", ["bff-ap-northeast", "svc:content", "admin"])
def test_only_a_media_server_can_sign_one(issuer: str) -> None:
    with pytest.raises(ReceiptInvalid):
        read(receipt(SECRETS, ALICE, issuer=issuer))


def test_an_altered_receipt_is_refused() -> None:
    head, claims, signature = receipt(SECRETS, ALICE).split(".")
    _, others, _ = receipt(SECRETS, ALICE).split(".")
    for token in (f"{head}.{others}.{signature}", f"{head}.{claims}.{signature[:-4]}AAAA", f"{head}.{claims}.", "x"):
        with pytest.raises(ReceiptInvalid) as refused:
            read(token)
        assert refused.value.members == {"position": 0}


def test_a_key_of_another_installation_signs_nothing_here() -> None:
    with pytest.raises(ReceiptInvalid):
        read(receipt(Secrets(b"o" * 32), ALICE))
