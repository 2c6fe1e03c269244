"""The checks of a pack's seal, timestamp and signed report. A pack without them says so, and is whole without them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cryptography.x509 import Certificate

from netral.errors import Sentence
from netral.evidence.bag import ANCHORS, REPORT, SEAL, STAMP, STAMP_ANCHORS, TAG_MANIFEST
from netral.evidence.certificates import describe_signer, read_anchors
from netral.evidence.opened import Broken, OpenedPack
from netral.evidence.seal_check import check_cms, check_form, check_stamp
from netral.times import format_utc

# The signature is the last thing in a signed report; verify.sh looks no further either.
TAIL_BYTES = 1 << 17
NUMBER = rb"(0|[1-9][0-9]{0,9})"
BYTE_RANGE = re.compile(rb"/ByteRange \[" + rb" ".join([NUMBER] * 4) + rb" *\]")
UNSEALED = Sentence("this pack says that it bears none")
REVOCATION = Sentence("whether its certificate was revoked is not looked up")


def check_seal(pack: OpenedPack, trusted: Sequence[Certificate] | None) -> Sentence:
    """Who signed the tag manifest, and when by their own clock."""
    if not pack.is_sealed:
        odd = sorted({SEAL, STAMP, ANCHORS, STAMP_ANCHORS} & pack.hashes.keys())
        if odd:
            raise Broken("bag-info.txt says that the pack is not sealed, yet it holds {names}", names=", ".join(odd))
        if trusted is not None:
            raise Broken("not sealed; asked for was a seal by a certificate that is trusted")
        return UNSEALED
    der, anchors = pack.read(SEAL), _anchors(pack, trusted)
    check_form(der)
    signer = describe_signer(check_cms(der, pack.read(TAG_MANIFEST), anchors, pack.sealed_at))
    return Sentence(
        "{name}, certified by {issuer}, certificate SHA-256 {sha256}, {moment} by the maker's clock; {revocation}",
        name=signer.name,
        issuer=signer.issuer,
        sha256=signer.sha256,
        moment=format_utc(pack.sealed_at),
        revocation=REVOCATION,
    )


def check_timestamp(pack: OpenedPack) -> Sentence:
    """Who attested when the tag manifest existed; without that the time is its maker's word."""
    if not pack.is_stamped:
        return Sentence("none; the time rests on the maker's clock")
    if not pack.is_sealed:
        raise Broken("bag-info.txt speaks of a timestamp without a seal")
    anchors = read_anchors(pack.read(STAMP_ANCHORS))
    moment, authority = check_stamp(pack.read(STAMP), pack.read(TAG_MANIFEST), anchors, pack.sealed_at)
    return Sentence("{moment} by {authority}", moment=format_utc(moment), authority=describe_signer(authority).name)


def check_pdf_signature(pack: OpenedPack, trusted: Sequence[Certificate] | None) -> Sentence:
    """Who signed the report, from its first byte to its last."""
    pdf = pack.read(REPORT)
    start = max(0, len(pdf) - TAIL_BYTES)
    if not pack.is_sealed:
        if pdf.find(b"/ByteRange [", start) >= 0:
            raise Broken("{report}: signed, yet bag-info.txt says that the pack is not sealed", report=REPORT)
        return UNSEALED
    data, der = _split_signed(pdf, start)
    signer = describe_signer(check_cms(der, data, _anchors(pack, trusted), pack.sealed_at))
    return Sentence("{name}, whole document", name=signer.name)


def _split_signed(pdf: bytes, start: int) -> tuple[bytes, bytes]:
    """A signed PDF to the bytes that are signed, which must be all but the signature's own, and the signature."""
    found = BYTE_RANGE.search(pdf, max(0, pdf.rfind(b"/ByteRange [", start)))
    if found is None:
        raise Broken("{report}: not signed", report=REPORT)
    first, before, after, rest = map(int, found.groups())
    gap = pdf[before:after]
    if first != 0 or after + rest != len(pdf) or (gap[:1], gap[-1:]) != (b"<", b">"):
        raise Broken("{report}: the signature does not cover the whole document", report=REPORT)
    return pdf[:before] + pdf[after:], _cut_padding(bytes.fromhex(gap[1:-1].decode("ascii")))


def _anchors(pack: OpenedPack, trusted: Sequence[Certificate] | None) -> Sequence[Certificate]:
    own = read_anchors(pack.read(ANCHORS))
    return own if trusted is None else trusted


def _cut_padding(der: bytes) -> bytes:
    """The room that was kept for a signature to the signature: DER says how long it is."""
    if len(der) < 4 or der[0] != 0x30 or der[1] != 0x82:
        raise Broken("{report}: what stands for a signature is none", report=REPORT)
    return der[: 4 + int.from_bytes(der[2:4])]
