"""Who sealed a pack, as its report and its handover record say it; and that nobody did, where nobody did."""

from __future__ import annotations

from cryptography import x509

from netral.evidence.blocks import Block, Cell, facts, mono, paragraph, subheading
from netral.evidence.certificates import describe_signer
from netral.evidence.report import Frame
from netral.model import Seal


def seal_parts(frame: Frame) -> list[Block]:
    """Who signed this document and the pack, with which certificate, and how a reader sees it."""
    _, words = frame.words.translate, frame.words
    if frame.seal is None:
        return []
    certificate = x509.load_der_x509_certificate(frame.seal.certificate)
    first, last = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    return [
        subheading(_("Electronic signature")),
        paragraph(
            _(
                "This document bears an invisible electronic signature (PAdES) over its every byte; a PDF reader shows "
                "it in its signature panel. The same key signed the list of all files of the pack."
            )
        ),
        facts(
            [
                *signer_rows(frame, frame.seal),
                (
                    _("Valid"),
                    _("{first} to {last}").format(
                        first=words.day(words.local_day(first)), last=words.day(words.local_day(last))
                    ),
                ),
                (_("Timestamp"), frame.seal.timestamp_url or _("none")),
            ]
        ),
    ]


def signer_rows(frame: Frame, seal: Seal) -> list[tuple[str, Cell]]:
    """Who holds the key, who vouches for that, and how to know the certificate again."""
    _ = frame.words.translate
    certificate = x509.load_der_x509_certificate(seal.certificate)
    signer = describe_signer(certificate)
    own = certificate.subject == certificate.issuer
    return [
        (_("Signed by"), signer.name),
        (_("Certified by"), _("nobody but its holder: a key of their own making") if own else signer.issuer),
        (_("Certificate SHA-256"), mono(signer.sha256)),
    ]


def seal_limits(frame: Frame) -> list[str]:
    """What a seal, or having none, leaves open."""
    _ = frame.words.translate
    if frame.seal is None:
        return [
            _("This pack bears no electronic signature and no outside timestamp; its times rest on its maker's clock.")
        ]
    holder = _(
        "A signature shows that the holder of a key sealed these bytes. Whose key it is, only its certificate's "
        "SHA-256 on the handover record, or an authority that you know, can say."
    )
    clock = _("This pack bears no timestamp by an outside party; when it was made rests on its maker's clock.")
    stamped = _("The timestamp shows that these bytes existed by then, not when the acts happened.")
    revoked = _(
        "Whether the certificate had been revoked by then was not looked up, neither when the pack was sealed nor by "
        "the checks in it: that needs the network. Ask the authority that issued it, or hold its serial number against "
        "the authority's list of revoked certificates."
    )
    return [holder, stamped if frame.seal.timestamp_url else clock, revoked]
