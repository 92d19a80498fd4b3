from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from infra.secrets import Secrets
from kit.auth import Signer, Verifier
from user.domain.attempts import log_in_buckets
from user.domain.codes import code_of, is_code
from user.domain.errors import ReceiptInvalid
from user.domain.mail_texts import TEXTS
from user.domain.mails import render
from user.domain.model import Language, MailedCode, MailKind, Purpose
from user.domain.passwords import hash_password, password_matches
from user.domain.receipts import read_receipt
from user.domain.repository.mail import QueuedMail
from user.tests.factories import receipt_claims

NOW = datetime(2026, 11, 22, tzinfo=UTC)
SECRETS = Secrets(b"s" * 32)
ISSUERS = ["media-ap-northeast", "media-eu-central", "bff-ap-northeast"]


async def test_passwords_are_hashed_with_argon2id_and_a_salt() -> None:
    one, two = await hash_password("correct horse"), await hash_password("correct horse")
    assert one != two
    assert one.startswith("$argon2id$")
    assert await password_matches(one, "correct horse")
    assert not await password_matches(one, "correct horsf")


async def test_a_password_is_the_same_however_it_is_encoded() -> None:
    composed, decomposed = "caf\u00e9 au lait", "cafe\u0301 au lait"
    assert await password_matches(await hash_password(composed), decomposed)


async def test_nobody_has_a_password() -> None:
    assert not await password_matches(None, "nobody has this password")


def mailed(**changes: object) -> MailedCode:
    values = {"id": 7, "account_id": 1, "purpose": Purpose.VERIFY_EMAIL, "device": "", "email": "a@b.co"}
    values |= {"nonce": b"n" * 16, "tries": 0, "expires_at": NOW}
    return MailedCode(**{**values, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("purpose", "digits"), [(Purpose.VERIFY_EMAIL, 6), (Purpose.CHANGE_EMAIL, 6), (Purpose.RESET_PASSWORD, 8)]
)
def test_codes_belong_to_one_mail_and_key(purpose: Purpose, digits: int) -> None:
    one = mailed(purpose=purpose)
    code = code_of("key", one)
    assert len(code) == digits
    assert code.isdigit()
    assert is_code("key", one, code)
    others = [mailed(purpose=purpose, **change) for change in ({"id": 8}, {"email": "c@d.ef"}, {"nonce": b"m" * 16})]
    assert code not in {code_of("key", other) for other in others}
    assert not is_code("other", one, code)


def test_a_code_is_open_for_its_time_and_tries() -> None:
    assert mailed(tries=9).is_open(NOW - timedelta(seconds=1))
    assert not mailed(tries=9).is_open(NOW)
    assert not mailed(tries=10).is_open(NOW - timedelta(seconds=1))


def test_a_known_device_is_counted_apart_from_strangers() -> None:
    def names(*, device: bool, address: bool) -> set[str]:
        buckets = log_in_buckets("7", device="d", address_hash="a", known_device=device, known_address=address)
        return {bucket.name for bucket in buckets}

    stranger, neighbour, owner = (
        names(device=False, address=False),
        names(device=False, address=True),
        names(device=True, address=False),
    )
    assert not owner & stranger
    assert not owner & neighbour
    assert stranger - neighbour == {"log-in:account:7"}


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("kind", MailKind)
def test_the_mails(kind: MailKind, language: Language) -> None:
    queued = QueuedMail(
        id=9, account_id=1, kind=kind, subject_id=1, recipient="a@b.co", language=language, tries=0, created_at=NOW
    )
    mail = render(queued, username="alice", code="012345", public_url="http://mockstagram.com")
    assert mail.message_id == "<mail.9@mockstagram.com>"
    assert "@alice" in mail.text
    assert "http://mockstagram.com/" in mail.text
    assert ("012345" in mail.text) == ("{code}" in TEXTS[kind][language][1])
    assert bytes(mail.message())


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    return Verifier({issuer: SECRETS.public_key(issuer) for issuer in ISSUERS})


def signed(issuer: str = "media-ap-northeast", **changes: object) -> str:
    return Signer(issuer, SECRETS.private_key(issuer)).sign({**receipt_claims(owner=1), **changes})


def test_a_receipt_is_taken_from_its_owner(verifier: Verifier) -> None:
    avatar = read_receipt(verifier, signed(), 1)
    assert avatar.home == "ap-northeast"
    assert avatar.renditions[0].width == 320


@pytest.mark.parametrize(
    "receipt",
    [
        signed(owner_id="2"),
        signed(kind="post"),
        signed(typ="caller"),
        signed(key="../../../etc/passwd/xx"),
        signed(home="eu-central"),
        signed(renditions=[]),
        signed(exp=int(time.time()) - 60),
        signed("bff-ap-northeast"),
        signed()[:-4] + "AAAA",
        "nonsense",
        "",
    ],
)
def test_other_receipts_are_refused(verifier: Verifier, receipt: str) -> None:
    with pytest.raises(ReceiptInvalid):
        read_receipt(verifier, receipt, 1)
