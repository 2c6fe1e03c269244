"""The handover record (berita acara) that goes beside a pack: its root hash, on paper, apart from it."""

from __future__ import annotations

from typing import Any

from netral.evidence.blocks import facts, mono, paragraph, statement
from netral.evidence.report import Frame
from netral.evidence.seal_parts import signer_rows
from netral.evidence.shared_parts import cover_notes
from netral.model import Signature


def describe_handover(
    frame: Frame, pack_name: str, root_sha256: str, files: int, signatures: tuple[Signature, ...]
) -> dict[str, Any]:
    """A finished pack to the data of templates/handover.typ."""
    _, words = frame.words.translate, frame.words
    title = _("Handover record")
    rows = [
        (_("Pack"), pack_name),
        (_("Region"), frame.investigation.region.name),
        (_("Investigation"), frame.investigation.title),
        (_("Copy"), str(frame.copy_no)),
        (_("Made"), words.both(frame.made_at)),
        (_("Number of files"), words.count(files)),
        (_("Root hash (SHA-256)"), mono(root_sha256)),
        *(signer_rows(frame, frame.seal) if frame.seal else [(_("Signed by"), _("nobody: the pack is not sealed"))]),
    ]
    roles = [_("First custodian"), _("Second custodian")]
    people = [
        {"role": role, "name": signature.person, "under": signature.office}
        for role, signature in zip(roles, signatures, strict=False)
    ]
    blank = {"name": "…" * 12, "under": _("name and office")}
    people += [{"role": role, **blank} for role in roles[len(people) :]]
    people += [{"role": role, **blank} for role in (_("Handed over by"), _("Received by"))]
    return {
        **frame.head(),
        "bare": 0,
        "title": f"{title} {pack_name}",
        "description": title,
        "agency": frame.investigation.lawful_basis.controller,
        "heading": title,
        "parts": [
            paragraph(
                _(
                    "The pack named here was handed over with the content that its root hash stands for. The root "
                    "hash is the SHA-256 of the lines “sha256  path” of all its files, sorted by path; verify.sh "
                    "prints it."
                )
            ),
            facts(rows),
            *[statement(note) for note in cover_notes(frame)],
            paragraph(
                _(
                    "Keep this sheet apart from the pack. It bears no electronic signature itself; the custodians sign "
                    "it by hand."
                ),
                "quiet",
            ),
            {"kind": "signatures", "people": people},
        ],
    }
