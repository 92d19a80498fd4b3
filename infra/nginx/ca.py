"""A certificate authority of this installation, good for the site's own names and nothing else.

python -m infra.nginx.ca --directory DIR [--trust-ca]
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from infra.environment import CDN_HOST, LOCAL_HOST, PUBLIC_HOST

NAMES = (PUBLIC_HOST, CDN_HOST, LOCAL_HOST, f"image.{LOCAL_HOST}")
SITE_LIFE = timedelta(days=397)
CA_LIFE = timedelta(days=3650)
RENEW_BEFORE = timedelta(days=30)
TRUST_FILE = Path("/usr/local/share/ca-certificates/mockstagram.crt")


def ensure_certificates(directory: Path) -> Path:
    """Make `ca.crt`, `ca.key`, `site.crt` and `site.key` in `directory` where absent or soon to expire; returns it."""
    directory.mkdir(parents=True, exist_ok=True)
    if _expires_soon(directory / "ca.crt"):
        _make_authority(directory)
        (directory / "site.crt").unlink(missing_ok=True)
    if _expires_soon(directory / "site.crt"):
        _make_site(directory)
    return directory


def trust(directory: Path) -> list[str]:
    """Let this machine's programs trust the authority; returns what was done, one line each."""
    TRUST_FILE.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(directory / "ca.crt", TRUST_FILE)
    subprocess.run(["update-ca-certificates"], check=True, capture_output=True, timeout=120)
    done = [f"system store: {TRUST_FILE}"]
    store = Path.home() / ".pki" / "nssdb"
    if shutil.which("certutil") and store.exists():
        command = ["certutil", "-d", f"sql:{store}", "-A", "-t", "C,,", "-n", "Mockstagram", "-i", str(TRUST_FILE)]
        subprocess.run(command, check=True, capture_output=True, timeout=60)
        done.append(f"browser store: {store}")
    return done


def _expires_soon(path: Path) -> bool:
    if not path.exists():
        return True
    certificate = x509.load_pem_x509_certificate(path.read_bytes())
    return certificate.not_valid_after_utc - RENEW_BEFORE < datetime.now(UTC)


def _make_authority(directory: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Mockstagram local authority")])
    constraint = x509.NameConstraints([x509.DNSName(host) for host in (PUBLIC_HOST, CDN_HOST, LOCAL_HOST)], None)
    certificate = (
        _builder(name, key.public_key(), CA_LIFE)
        .issuer_name(name)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(constraint, critical=True)
        .add_extension(_usage(sign=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    _write(directory, "ca", key, certificate)


def _make_site(directory: Path) -> None:
    authority = x509.load_pem_x509_certificate((directory / "ca.crt").read_bytes())
    signer = serialization.load_pem_private_key((directory / "ca.key").read_bytes(), password=None)
    if not isinstance(signer, ec.EllipticCurvePrivateKey):
        raise TypeError("ca.key is not an elliptic curve key")
    key = ec.generate_private_key(ec.SECP256R1())
    issuer_key = x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key())
    certificate = (
        _builder(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, PUBLIC_HOST)]), key.public_key(), SITE_LIFE)
        .issuer_name(authority.subject)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name) for name in NAMES]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(issuer_key, critical=False)
        .add_extension(_usage(sign=False), critical=True)
        .sign(signer, hashes.SHA256())
    )
    _write(directory, "site", key, certificate)


def _builder(subject: x509.Name, key: ec.EllipticCurvePublicKey, life: timedelta) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + life)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _usage(*, sign: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not sign, key_cert_sign=sign, crl_sign=sign, content_commitment=False,
        key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _write(directory: Path, name: str, key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate) -> None:
    path = directory / f"{name}.key"
    path.unlink(missing_ok=True)
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
    (directory / f"{name}.crt").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))


def main() -> None:
    """Make the certificates and, when asked, trust their authority."""
    parser = argparse.ArgumentParser(prog="python -m infra.nginx.ca", description="Certificates for https.")
    parser.add_argument("--directory", type=Path, required=True)
    parser.add_argument("--trust-ca", action="store_true", help="install the authority on this machine (as root)")
    options = parser.parse_args()
    directory = ensure_certificates(options.directory)
    print(f"certificates: {directory}")
    for line in trust(directory) if options.trust_ca else []:
        print(line)


if __name__ == "__main__":
    main()
