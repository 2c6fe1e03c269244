"""A reviewed case or a region's situation to a pack: its payload, the bag around it, the handover record beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from netral.errors import BadParameter, BrokenEvidence, CaseNotReady
from netral.evidence.case_report import describe_case
from netral.evidence.custody import find_break, withhold_lines
from netral.evidence.exhibits import MOST_EXHIBITS, write_exhibit
from netral.evidence.masking import mask_captures
from netral.evidence.payload import write_common, write_tables
from netral.evidence.placing import place_pack
from netral.evidence.redaction import redact_case
from netral.evidence.report import Frame, list_inputs
from netral.evidence.seal_key import check_valid
from netral.evidence.situation_report import describe_situation, name_situation, unit_table
from netral.evidence.tables import case_tables, situation_tables
from netral.evidence.units import count_by_unit
from netral.evidence.wording import make_wording
from netral.identity import hash_bytes
from netral.locale import use_language
from netral.model import CaseState, EvidencePack, ReviewedCase, Seal, Situation

if TYPE_CHECKING:
    from netral.evidence.seal import Sealer


def write_case_pack(
    reviewed: ReviewedCase,
    folder: Path,
    lang: str = "id",
    redacted: bool = False,
    seal: Seal | None = None,
    made_at: datetime | None = None,
    copy_no: int = 1,
) -> EvidencePack:
    """A case that two people have signed to a pack in ``folder``, and its handover record beside it.

    Parameters
    ----------
    folder : Path
        ``<...>/packs/<case_id>``. An earlier pack of ours there is replaced once the new one is whole.
    redacted : bool
        Leave out what points to the subject: see `redact_case`. The pack then bears a number of its own.
    seal : Seal, optional
        With what to seal; without it the pack says that it bears no seal.
    made_at : datetime, optional
        With a zone; now by default. The same inputs and the same instant give the same bytes.

    Raises
    ------
    CaseNotReady
        When the case is not forwarded and signed by two people.
    BrokenEvidence
        When a record or the case log is not what its hash says.
    BadParameter
        When the folder is there and no pack of ours, ``made_at`` has no zone, the seal's certificate has expired, or
        the case has more than `MOST_EXHIBITS` acts.
    NetralError
        When a timestamp was asked for and not given.
    """
    case = reviewed.case
    if case.state is not CaseState.FORWARDED or not case.is_signed:
        raise CaseNotReady(
            "case {case_id}: no pack without state diteruskan and two different people's signatures",
            case_id=case.case_id,
        )
    if len(reviewed.exhibits) > MOST_EXHIBITS:
        raise BadParameter(
            "case {case_id}: {count} acts; a pack holds at most {most} exhibits, and nothing was written",
            case_id=case.case_id,
            count=len(reviewed.exhibits),
            most=MOST_EXHIBITS,
        )
    _ = use_language(lang)
    shown = redact_case(reviewed, _("withheld")) if redacted else reviewed
    frame = replace(_make_frame(shown, lang, seal, made_at, copy_no), redacted=redacted)
    sealer = _open_sealer(frame)
    data = describe_case(shown, frame)
    named = frozenset() if redacted else frozenset({reviewed.lead.subject.account_id})

    def fill(payload: Path) -> None:
        for exhibit in shown.exhibits:
            write_exhibit(exhibit, payload / "bukti", reviewed.investigation.region.timezone, redacted)
        write_tables(payload, case_tables(shown))
        custody = withhold_lines(reviewed.log_lines, None if redacted else case.case_id)
        write_common(payload, shown, frame, data, custody, named, sealer)

    info = {
        "External-Identifier": shown.case.case_id,
        "Netral-Pack-Kind": "case",
        "Netral-Redacted": "yes" if redacted else "no",
    }
    return place_pack(folder, frame, info, data, fill, case.signatures, sealer)


def write_situation_pack(
    situation: Situation,
    folder: Path,
    lang: str = "id",
    seal: Seal | None = None,
    made_at: datetime | None = None,
    copy_no: int = 1,
) -> EvidencePack:
    """A region's situation, nil or not, to a pack in ``folder``, and its handover record beside it.

    Nobody under review is named in it, so it needs no signature. Parameters and errors as `write_case_pack`.
    """
    situation = replace(situation, captures=mask_captures(situation.captures, situation.registry))
    frame = _make_frame(situation, lang, seal, made_at, copy_no)
    sealer = _open_sealer(frame)
    data = describe_situation(situation, frame)

    def fill(payload: Path) -> None:
        units = unit_table(count_by_unit(situation, frame.words), situation)
        write_tables(payload, situation_tables(situation, units))
        custody = withhold_lines(situation.log_lines, None)
        write_common(payload, situation, frame, data, custody, frozenset(), sealer)

    info = {"External-Identifier": folder.name, "Netral-Pack-Kind": "situation", "Netral-Redacted": "no"}
    return place_pack(folder, frame, info, data, fill, (), sealer)


def _make_frame(
    source: ReviewedCase | Situation, lang: str, seal: Seal | None, made_at: datetime | None, copy_no: int
) -> Frame:
    if made_at is not None and made_at.tzinfo is None:
        raise BadParameter("made_at: {made_at} has no zone; give a time with one", made_at=made_at.isoformat())
    log = b"".join(line.rstrip(b"\r\n") + b"\n" for line in source.log_lines)
    if problem := find_break(log):
        raise BrokenEvidence("case log, {problem}", problem=problem)
    words = make_wording(lang, source.investigation.region.timezone)
    _ = words.translate
    if isinstance(source, ReviewedCase):
        subject = _("Case {case_id}").format(case_id=source.case.case_id)
        place = source.investigation.region.name
    else:
        subject = name_situation(source, words)
        place = source.unit.name if source.unit else source.investigation.region.name
    return Frame(
        investigation=source.investigation,
        words=words,
        name=f"{subject} · {place}",
        made_at=(made_at or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0),
        copy_no=copy_no,
        inputs_sha256=hash_bytes(list_inputs(source.captures, source.log_lines)),
        is_demo=source.is_demo,
        seal=seal,
    )


def _open_sealer(frame: Frame) -> Sealer | None:
    """The key at work, refused before anything is written when it is not valid; its libraries load only where asked."""
    if frame.seal is None:
        return None
    check_valid(frame.seal, frame.made_at)
    from netral.evidence.seal import Sealer

    return Sealer(frame.seal, frame.made_at)
