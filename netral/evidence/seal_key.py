"""A PKCS#12 file to the key that seals packs; and such a key of one's own, where no authority issued one."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
    pkcs12,
)
from cryptography.x509.oid import NameOID

from netral.errors import BadParameter
from netral.evidence.certificates import issues
from netral.model import Seal

KEY_BITS = 3072
SMALLEST_RSA_BITS = 2048
SMALLEST_CURVE_BITS = 256
LARGEST_FILE_BYTES = 1 << 20
VALID_DAYS = 3 * 365
LONGEST_NAME = 64  # X.520: the most a common name may have


def read_key(path: Path, passphrase: str | None, timestamp_url: str | None = None) -> Seal:
    """A PKCS#12 file to what seals a pack.

    Parameters
    ----------
    passphrase : str or None
        None for a file that has none.
    timestamp_url : str, optional
        Where to ask for an RFC 3161 timestamp; nobody is asked without it.

    Raises
    ------
    BadParameter
        When the file is none, the passphrase is wrong, or key and certificate are of no use for a seal.
    """
    if path.stat().st_size > LARGEST_FILE_BYTES:
        raise BadParameter("{path}: no PKCS#12 file; allowed are .p12 and .pfx files of at most 1 MiB", path=path)
    secret = passphrase.encode() if passphrase else None
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(path.read_bytes(), secret)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        if "assword" in str(error) or "MAC" in str(error):
            raise BadParameter(
                "{path}: the passphrase is wrong or missing; allowed is the one of this file", path=path
            ) from error
        raise BadParameter(
            "{path}: no PKCS#12 file that can be read ({error}); allowed are .p12 and .pfx files",
            path=path,
            error=error,
        ) from error
    if key is None or certificate is None:
        raise BadParameter("{path}: holds no private key with its certificate; allowed is a file with both", path=path)
    _check_kind(path, key)
    if _public_bytes(key.public_key()) != _public_bytes(certificate.public_key()):
        raise BadParameter("{path}: the certificate belongs to another key; allowed is a file with both", path=path)
    _check_usage(path, certificate)
    return Seal(
        key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
        certificate.public_bytes(Encoding.DER),
        _list_above(certificate, others),
        timestamp_url,
    )


def make_key(name: str, at: datetime) -> Seal:
    """A name to a new RSA key with a certificate that nobody but itself vouches for, valid for three years.

    Raises
    ------
    BadParameter
        When the name is empty or longer than a certificate can hold.
    """
    if not name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        raise BadParameter(
            "name {name!r}: a certificate's name has 1 to {most} printable characters", name=name, most=LONGEST_NAME
        )
    key = rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name.strip())])
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(minutes=5))
        .not_valid_after(at + timedelta(days=VALID_DAYS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, SHA256())
    )
    return Seal(
        key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()), certificate.public_bytes(Encoding.DER)
    )


def write_key(seal: Seal, path: Path, passphrase: str) -> None:
    """A key to a PKCS#12 file that only its owner may read, locked with a passphrase.

    Raises
    ------
    BadParameter
        When a file lies there already, or the passphrase is empty.
    """
    if not passphrase:
        raise BadParameter(
            "{path}: a key on disk needs a passphrase; give --passphrase-file or NETRAL_PASSPHRASE", path=path
        )
    if path.exists():
        raise BadParameter(
            "{path}: a key lies there already and is left as it is; move it away to make another", path=path
        )
    certificate = x509.load_der_x509_certificate(seal.certificate)
    key = load_der_private_key(seal.key, None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise BadParameter("{path}: only keys made here are written here", path=path)
    data = pkcs12.serialize_key_and_certificates(
        b"netral", key, certificate, None, BestAvailableEncryption(passphrase.encode())
    )
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def check_valid(seal: Seal, at: datetime) -> None:
    """Whether the certificate holds on the day of sealing.

    Raises
    ------
    BadParameter
        When it has expired or is not yet valid.
    """
    certificate = x509.load_der_x509_certificate(seal.certificate)
    first, last = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if not first <= at <= last:
        raise BadParameter(
            "the certificate of {subject} is valid from {first:%Y-%m-%d %H:%M} to {last:%Y-%m-%d %H:%M} UTC, not at "
            "{at:%Y-%m-%d %H:%M} UTC; allowed is a valid one",
            subject=certificate.subject.rfc4514_string(),
            first=first,
            last=last,
            at=at.astimezone(UTC),
        )


def _list_above(certificate: x509.Certificate, others: list[x509.Certificate]) -> tuple[bytes, ...]:
    """Of the other certificates in a file those on which this one rests, from the next to the last."""
    above: list[x509.Certificate] = []
    while found := next(
        (each for each in others if each not in above and issues(each, (above or [certificate])[-1])), None
    ):
        above.append(found)
    return tuple(each.public_bytes(Encoding.DER) for each in above)


def _check_kind(path: Path, key: object) -> None:
    strong = (isinstance(key, rsa.RSAPrivateKey) and key.key_size >= SMALLEST_RSA_BITS) or (
        isinstance(key, ec.EllipticCurvePrivateKey) and key.curve.key_size >= SMALLEST_CURVE_BITS
    )
    if not strong:
        raise BadParameter(
            "{path}: no key for a seal; allowed are RSA from {smallest_rsa_bits} bits and elliptic curves from "
            "{smallest_curve_bits}",
            path=path,
            smallest_rsa_bits=SMALLEST_RSA_BITS,
            smallest_curve_bits=SMALLEST_CURVE_BITS,
        )


def _check_usage(path: Path, certificate: x509.Certificate) -> None:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return
    if not (usage.digital_signature or usage.content_commitment):
        raise BadParameter(
            "{path}: its certificate is not for signing; allowed is one with digitalSignature", path=path
        )


def _public_bytes(key: object) -> bytes:
    if not isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
        return b""
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
