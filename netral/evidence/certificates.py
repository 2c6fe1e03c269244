"""Certificates: whose they are, and whether the ones that are trusted from outside a seal vouch for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import ExtendedKeyUsageOID

from netral.errors import NetralError, Sentence

LONGEST_CHAIN = 8
UNREADABLE = (
    ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError, RecursionError, UnsupportedAlgorithm,
    x509.InvalidVersion, x509.DuplicateExtension, x509.UnsupportedGeneralNameType,
)  # fmt: skip


class BadSeal(NetralError):
    """Why a signature, a timestamp or its certificates do not hold."""


@dataclass(frozen=True)
class Signer:
    """Who signed, by whose word, and how to know the certificate again."""

    name: str
    issuer: str
    serial: str
    sha256: str


@contextmanager
def reading(what: Sentence) -> Iterator[None]:
    """Whatever hand-made bytes provoke in a parser is a reason, never a traceback."""
    try:
        yield
    except InvalidSignature as error:
        raise BadSeal("the signature is not that of its certificate") from error
    except UNREADABLE as error:
        raise BadSeal(
            "the {what} cannot be read: {error}", what=what, error=" ".join(str(error).split())[:200]
        ) from error


def read_anchors(pem: bytes) -> list[x509.Certificate]:
    """A PEM file to its certificates."""
    with reading(Sentence("list of certificates")):
        return x509.load_pem_x509_certificates(pem)


def describe_signer(certificate: x509.Certificate) -> Signer:
    """A certificate to what is printed of it."""
    return Signer(
        name=_common_name(certificate.subject),
        issuer=_common_name(certificate.issuer),
        serial=f"{certificate.serial_number:x}",
        sha256=certificate.fingerprint(hashes.SHA256()).hex(),
    )


def check_chain(
    certificate: x509.Certificate,
    others: Sequence[x509.Certificate],
    anchors: Sequence[x509.Certificate],
    at: datetime,
) -> None:
    """Whether the anchors vouch for a certificate at an instant, through others that may vouch for one another.

    Raises
    ------
    BadSeal
        When no chain leads to an anchor, or one of its certificates was not valid then.
    """
    current = certificate
    for _ in range(LONGEST_CHAIN):
        if not current.not_valid_before_utc <= at <= current.not_valid_after_utc:
            name = _common_name(current.subject)
            raise BadSeal("the certificate of {name} was not valid at {at:%Y-%m-%d %H:%M} UTC", name=name, at=at)
        if current in anchors:
            return
        found = next((each for each in [*anchors, *others] if issues(each, current)), None)
        if found is None:
            break
        current = found
    raise BadSeal(
        "nobody who is trusted here vouches for the certificate of {subject}", subject=_common_name(certificate.subject)
    )


def issues(issuer: x509.Certificate, certificate: x509.Certificate) -> bool:
    """Whether one certificate, of an authority, signed another one."""
    try:
        constraints = issuer.extensions.get_extension_for_class(x509.BasicConstraints).value
        if not constraints.ca or issuer == certificate:
            return False
        certificate.verify_directly_issued_by(issuer)
    except (x509.ExtensionNotFound, ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def check_purpose(certificate: x509.Certificate) -> None:
    """Whether a certificate is one of a time-stamping authority, and of nothing else.

    Raises
    ------
    BadSeal
        When it is not.
    """
    try:
        usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except (x509.ExtensionNotFound, ValueError) as error:
        raise BadSeal("the certificate is not one of a time-stamping authority") from error
    if list(usage) != [ExtendedKeyUsageOID.TIME_STAMPING]:
        raise BadSeal("the certificate is not one of a time-stamping authority")


def _common_name(name: x509.Name) -> str:
    found = name.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return str(found[0].value) if found else name.rfc4514_string()
