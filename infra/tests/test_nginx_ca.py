"""The local authority: made once, private, and unable to speak for other names."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from infra.nginx import ca


def test_certificates_are_made_once_and_are_private(tmp_path: Path) -> None:
    ca.ensure_certificates(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    ca.ensure_certificates(tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert set(before) == {"ca.crt", "ca.key", "site.crt", "site.key"}
    assert {(tmp_path / name).stat().st_mode & 0o777 for name in ("ca.key", "site.key")} == {0o600}


def test_the_site_certificate_is_renewed_before_it_expires(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ca, "SITE_LIFE", timedelta(days=20))
    ca.ensure_certificates(tmp_path)
    authority = (tmp_path / "ca.crt").read_bytes()
    monkeypatch.undo()
    ca.ensure_certificates(tmp_path)
    site = x509.load_pem_x509_certificate((tmp_path / "site.crt").read_bytes())
    assert site.not_valid_after_utc > datetime.now(UTC) + timedelta(days=300)
    assert (tmp_path / "ca.crt").read_bytes() == authority


@pytest.mark.parametrize(("name", "accepted"), [("mockstagram.com", True), ("bank.example", False)])
def test_the_authority_is_good_for_its_own_names_only(tmp_path: Path, name: str, accepted: bool) -> None:
    """Fails without the name constraints: whoever stole ca.key could then speak for any site."""
    ca.ensure_certificates(tmp_path)
    signer = serialization.load_pem_private_key((tmp_path / "ca.key").read_bytes(), password=None)
    assert isinstance(signer, ec.EllipticCurvePrivateKey)
    authority = x509.load_pem_x509_certificate((tmp_path / "ca.crt").read_bytes())
    key = ec.generate_private_key(ec.SECP256R1())
    leaf = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([]))
        .issuer_name(authority.subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.now(UTC) - timedelta(hours=1))
        .not_valid_after(datetime.now(UTC) + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=True)
        .sign(signer, hashes.SHA256())
    )
    (tmp_path / "leaf.crt").write_bytes(leaf.public_bytes(serialization.Encoding.PEM))
    verified = subprocess.run(
        ["openssl", "verify", "-CAfile", "ca.crt", "leaf.crt"], cwd=tmp_path, capture_output=True, check=False
    )
    assert (verified.returncode == 0) == accepted
