"""A CMS signature to who made it: strict, in one form only, against certificates that are trusted from outside it.

openssl reads many forms of a CMS signature and passes over bytes that mean nothing to it. In a seal each byte is either
signed, part of a certificate that is verified, or the only one that may stand there; see `check_form`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from asn1crypto import cms, core, tsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from netral.errors import Sentence
from netral.evidence.certificates import BadSeal, check_chain, check_purpose, reading

HASHES: dict[str, type[hashes.HashAlgorithm]] = {
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}
NULL, SET_TAG = b"\x05\x00", b"\x31"
LISTS, CONSTRUCTED, CONTEXT = (0x30, 0x31), 0x20, 0xA0  # the tags of SEQUENCE and SET, and bits of a tag
SHORT_LENGTH, INDEFINITE = 0x7F, 0x80
SIGNED = cms.ContentType("signed_data").dump()
CONTENTS = tuple(cms.ContentType(name).dump() for name in ("data", "tst_info"))
WAYS = ("rsassa_pkcs1v15", "{}_rsa", "{}_ecdsa")


def check_cms(der: bytes, data: bytes, anchors: Sequence[x509.Certificate], at: datetime) -> x509.Certificate:
    """A detached CMS signature over ``data`` to the signer's certificate, which the anchors vouch for at ``at``.

    Raises
    ------
    BadSeal
        When it does not hold.
    """
    with reading(Sentence("signature")):
        outer = cms.ContentInfo.load(der, strict=True)
        _require(outer["content_type"].dump() == SIGNED, "it is no signature")
        signed = outer["content"]
        inner = signed["encap_content_info"]
        _require(
            inner["content_type"].native == "data" and inner["content"].native is None,
            "it is no detached signature over plain data",
        )
        return _check_signed(signed, data, "data", anchors, at)


def check_form(der: bytes) -> None:
    """Whether a seal is written as this house writes it, down to the parts that nothing signs.

    Raises
    ------
    BadSeal
        When a byte that has no meaning is another one.
    """
    with reading(Sentence("signature")):
        signed = cms.ContentInfo.load(der, strict=True)["content"]
        _check_written(signed, "v1", ("sha256",))
        _check_lengths(der)
        certificates = [each.dump() for each in signed["certificates"]]
        uncovered = signed["crls"].native, signed["signer_infos"][0]["unsigned_attrs"].native
        _require(
            certificates == sorted(certificates) and not any(uncovered), "it is not written as seals are written here"
        )


def _check_lengths(der: bytes, start: int = 0, stop: int | None = None) -> None:
    """Whether every part is written as DER writes it: the shortest length, and whole unless it is a list of parts.

    asn1crypto can write a value again to compare, but takes twice as long for each level that a part lies deeper.
    """
    end = len(der) if stop is None else stop
    while start < end:
        tag, first, content = der[start], der[start + 1], start + 2
        length = first
        if first > SHORT_LENGTH:
            content += first - SHORT_LENGTH - 1
            length = int.from_bytes(der[start + 2 : content], "big")
        shortest = 2 + (0 if length <= SHORT_LENGTH else (length.bit_length() + 7) // 8)
        is_list = tag in LISTS or tag & CONTEXT == CONTEXT
        whole = (is_list or not tag & CONSTRUCTED) and first != INDEFINITE
        _require(whole and content - start == shortest, "it is not written as DER")
        start = content + length
        if is_list:
            _check_lengths(der, content, start)
    _require(start == end, "it is not written as DER")


def _check_written(signed: cms.SignedData, version: str, hash_names: Sequence[str]) -> None:
    """Versions and algorithms stand unsigned in a CMS signature: each must be the one that may stand there."""
    (info,), (listed,) = signed["signer_infos"], signed["digest_algorithms"]
    name = listed["algorithm"].native
    hash_oid = listed["algorithm"].dump()
    ways = [each.format(name) for each in WAYS]
    algorithm = info["signature_algorithm"]
    written = (
        signed["version"].dump() == cms.CMSVersion(version).dump()
        and info["version"].dump() == cms.CMSVersion("v1").dump()
        and signed["encap_content_info"]["content_type"].dump() in CONTENTS
        and info["sid"].chosen["serial_number"].dump()
        == core.Integer(info["sid"].chosen["serial_number"].native).dump()
        and name in hash_names
        and listed.dump() in (_sequence(hash_oid), _sequence(hash_oid + NULL))
        and info["digest_algorithm"].dump() == listed.dump()
        and algorithm["algorithm"].native in ways
        and algorithm.dump()
        == _sequence(algorithm["algorithm"].dump() + (b"" if "ecdsa" in algorithm["algorithm"].native else NULL))
    )
    _require(written, "it is not written as such signatures are")


def _sequence(content: bytes) -> bytes:
    return bytes((0x30, len(content))) + content


def check_stamp(
    der: bytes, data: bytes, anchors: Sequence[x509.Certificate], at: datetime
) -> tuple[datetime, x509.Certificate]:
    """A timestamp answer about ``data`` to its instant, UTC, and the authority's certificate, valid at ``at``.

    Raises
    ------
    BadSeal
        When it does not hold.
    """
    with reading(Sentence("timestamp")):
        answer = tsp.TimeStampResp.load(der, strict=True)
        status, token = answer["status"]["status"].native, answer["time_stamp_token"]
        _require(
            status == "granted" and answer["status"].dump(force=True) == answer["status"].dump(),
            f"the authority answered {status}",
        )
        _require(token["content_type"].dump() == SIGNED, "it is no signature")
        inner = token["content"]["encap_content_info"]
        _require(inner["content_type"].native == "tst_info", "it is no timestamp")
        _check_written(token["content"], "v3", tuple(HASHES))
        _check_lengths(der)
        told = inner["content"].parsed
        imprint = told["message_imprint"]
        hashed = _hash(imprint["hash_algorithm"]["algorithm"].native, data)
        _require(imprint["hashed_message"].native == hashed, "it is about something else")
        moment = told["gen_time"].native.astimezone(UTC)
        content = bytes(inner["content"])
        certificate = _check_signed(token["content"], content, "tst_info", anchors, at)
        check_purpose(certificate)
        return moment, certificate


def _require(holds: bool, reason: str) -> None:
    if not holds:
        raise BadSeal(reason)


def _check_signed(
    signed: cms.SignedData, data: bytes, kind: str, anchors: Sequence[x509.Certificate], at: datetime
) -> x509.Certificate:
    (info,) = signed["signer_infos"]
    attributes = {each["type"].native: each["values"] for each in info["signed_attrs"]}
    hash_name = info["digest_algorithm"]["algorithm"].native
    certificates = [x509.load_der_x509_certificate(each.chosen.dump()) for each in signed["certificates"]]
    _require(attributes["content_type"].native == [kind], "it is about another kind of content")
    _require(attributes["message_digest"].native == [_hash(hash_name, data)], "the signed bytes have changed")
    certificate = _find_signer(info["sid"], certificates)
    message = SET_TAG + info["signed_attrs"].dump()[1:]  # RFC 5652, 5.4: signed under the tag of a SET
    _check_signature(certificate, info["signature"].native, message, hash_name)
    for each in certificates:  # also of those that only accompany the signer's: no byte is left to chance
        check_chain(each, certificates, anchors, at)
    return certificate


def _find_signer(sid: cms.SignerIdentifier, certificates: Sequence[x509.Certificate]) -> x509.Certificate:
    wanted = sid.chosen
    for each in certificates:
        if sid.name == "issuer_and_serial_number" and (
            each.serial_number == wanted["serial_number"].native
            and each.issuer.public_bytes() == wanted["issuer"].dump()
        ):
            return each
    raise BadSeal("the certificate of who signed is missing")


def _check_signature(certificate: x509.Certificate, signature: bytes, message: bytes, hash_name: str) -> None:
    key, algorithm = certificate.public_key(), HASHES[hash_name]()
    if isinstance(key, rsa.RSAPublicKey):
        key.verify(signature, message, padding.PKCS1v15(), algorithm)
    elif isinstance(key, ec.EllipticCurvePublicKey):
        key.verify(signature, message, ec.ECDSA(algorithm))
    else:
        raise BadSeal("signed with a kind of key that is not allowed; allowed are RSA and elliptic curves")


def _hash(name: str, data: bytes) -> bytes:
    digest = hashes.Hash(HASHES[name]())
    digest.update(data)
    return digest.finalize()
