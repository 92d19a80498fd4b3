from __future__ import annotations

from datetime import UTC, datetime
from itertools import combinations

import pytest
from cryptography.exceptions import InvalidTag

from user.domain import totp

SECRET = b"12345678901234567890"
KEY = "the key of the service"
NOW = datetime(2026, 11, 28, 12, 0, 10, tzinfo=UTC)
STEP = int(NOW.timestamp()) // 30


@pytest.mark.parametrize(
    ("seconds", "eight_digits"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_codes_are_those_of_rfc_6238(seconds: int, eight_digits: str) -> None:
    """Appendix B, SHA-1; six digits are the last six of its eight."""
    code = eight_digits[-6:]
    assert totp.code_at(SECRET, seconds // 30) == code
    assert totp.matching_step(SECRET, code, datetime.fromtimestamp(seconds, UTC)) == seconds // 30


@pytest.mark.parametrize(("away", "good"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_is_good_a_step_before_and_after(away: int, good: bool) -> None:
    """Seen to fail with a WINDOW of 2 and of 0."""
    assert totp.matching_step(SECRET, totp.code_at(SECRET, STEP + away), NOW) == (STEP + away if good else None)


def test_other_digits_are_of_no_step() -> None:
    good = {totp.code_at(SECRET, STEP + away) for away in (-1, 0, 1)}
    other = next(code for code in ("000000", "111111", "222222", "333333") if code not in good)
    assert totp.matching_step(SECRET, other, NOW) is None
    assert totp.matching_step(SECRET, "", NOW) is None


def test_a_secret_opens_for_its_account_and_key_only() -> None:
    """Seen to fail without the account in the associated data."""
    sealed = totp.seal(KEY, 7, SECRET)
    assert totp.unseal(KEY, 7, sealed) == SECRET
    assert SECRET not in sealed.ciphertext
    assert totp.seal(KEY, 7, SECRET).ciphertext != sealed.ciphertext
    for key, account in ((KEY, 8), ("another key", 7)):
        with pytest.raises(InvalidTag):
            totp.unseal(key, account, sealed)


def test_what_an_app_is_given() -> None:
    uri = totp.otpauth_uri(SECRET, "alice")
    assert uri == "otpauth://totp/Mockstagram:alice?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Mockstagram"
    assert totp.secret_text(SECRET) == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"
    rows = totp.qr_rows(uri)
    assert {len(row) for row in rows} == {len(rows)}
    assert {row[:9] for row in rows[2:5]} == {"101110100", "101110101"} or rows[2].startswith("1011101")
    assert set("".join(rows)) == {"0", "1"}


def test_secrets_and_recovery_codes_are_new_each_time() -> None:
    assert len({totp.new_secret() for _ in range(20)}) == 20
    assert {len(totp.new_secret())} == {20}
    codes = totp.new_recovery_codes()
    assert len(set(codes)) == 10
    assert all(totp.is_recovery_code(code) for code in codes)


def test_codes_are_the_same_however_they_are_typed() -> None:
    one = totp.recovery_hash(KEY, 7, "abcde-fghij")
    assert {totp.recovery_hash(KEY, 7, text) for text in ("ABCDE FGHIJ", "abcdefghij", " abcde-fghij ")} == {one}
    others = [
        totp.recovery_hash(*args)
        for args in ((KEY, 8, "abcdefghij"), ("another key", 7, "abcdefghij"), (KEY, 7, "abcdefghik"))
    ]
    assert all(a != b for a, b in combinations([one, *others], 2))
    assert not totp.is_recovery_code("123 456")
    assert totp.is_recovery_code("12345")
