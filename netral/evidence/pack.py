"""A reviewed case or a region's situation to a pack: its payload, the bag around it, the handover record beside it."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netral import __version__
from netral.errors import BadParameter, BrokenEvidence, CaseNotReady
from netral.evidence.bag import hash_root, read_info, walk_files, write_bag
from netral.evidence.case_report import describe_case
from netral.evidence.crate import write_crate
from netral.evidence.custody import find_break, withhold_lines
from netral.evidence.exhibits import write_exhibit
from netral.evidence.handover import describe_handover
from netral.evidence.masking import mask_network, redact_case
from netral.evidence.report import Frame, compile_pdf, list_inputs
from netral.evidence.seal_key import check_valid
from netral.evidence.seal_parts import seal_limits
from netral.evidence.situation_report import describe_situation, name_situation, unit_table
from netral.evidence.tables import Table, case_tables, situation_tables, write_csv, write_network
from netral.evidence.units import count_by_unit
from netral.evidence.wording import Wording, make_wording
from netral.identity import hash_bytes
from netral.locale import use_language
from netral.model import CaseState, EvidencePack, Network, ReviewedCase, Seal, Signature, Situation

if TYPE_CHECKING:
    from netral.evidence.seal import Sealer

CHECKING = Path(__file__).with_name("checking")
AGENT = f"netral {__version__}"
MOST_CARDS = 1000  # what a report prints; a thousand cards take some 15 s and 1 GiB, and nobody reads more
FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,120}")


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
        When the folder is there and no pack of ours, ``made_at`` has no zone, or the seal's certificate has expired.
    NetralError
        When a timestamp was asked for and not given.
    """
    case = reviewed.case
    if case.state is not CaseState.FORWARDED or not case.is_signed:
        raise CaseNotReady(
            f"case {case.case_id}: no pack without state diteruskan and two different people's signatures"
        )
    _ = use_language(lang)
    shown = redact_case(reviewed, _("withheld")) if redacted else reviewed
    frame = _make_frame(shown, lang, seal, made_at, copy_no)
    sealer = _open_sealer(frame)
    data = describe_case(replace(shown, exhibits=shown.exhibits[:MOST_CARDS]), frame, redacted)
    if len(shown.exhibits) > MOST_CARDS:
        data["cover"]["notes"].append(_say_cards(frame.words, len(shown.exhibits)))
    named = frozenset() if redacted else frozenset({reviewed.lead.subject.account_id})

    def fill(payload: Path) -> None:
        for exhibit in shown.exhibits:
            write_exhibit(exhibit, payload / "bukti", reviewed.investigation.region.timezone, redacted)
        _write_tables(payload, case_tables(shown))
        custody = withhold_lines(reviewed.log_lines, None if redacted else case.case_id)
        _write_common(payload, shown, frame, data, custody, named, sealer)

    info = {
        "External-Identifier": shown.case.case_id,
        "Netral-Pack-Kind": "case",
        "Netral-Redacted": "yes" if redacted else "no",
    }
    return _write_pack(folder, frame, info, data, fill, case.signatures, sealer)


def _say_cards(words: Wording, count: int) -> str:
    _ = words.translate
    return _(
        "This report prints the first {shown} of {count} exhibits in order of time. The others lie in this pack beside "
        "them, under data/bukti, and every one stands in data/tabel/acts.csv."
    ).format(shown=words.count(MOST_CARDS), count=words.count(count))


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
    frame = _make_frame(situation, lang, seal, made_at, copy_no)
    sealer = _open_sealer(frame)
    data = describe_situation(situation, frame)

    def fill(payload: Path) -> None:
        units = unit_table(count_by_unit(situation, frame.words), situation)
        _write_tables(payload, situation_tables(situation, units))
        custody = withhold_lines(situation.log_lines, None)
        _write_common(payload, situation, frame, data, custody, frozenset(), sealer)

    info = {"External-Identifier": folder.name, "Netral-Pack-Kind": "situation", "Netral-Redacted": "no"}
    return _write_pack(folder, frame, info, data, fill, (), sealer)


def _make_frame(
    source: ReviewedCase | Situation, lang: str, seal: Seal | None, made_at: datetime | None, copy_no: int
) -> Frame:
    if made_at is not None and made_at.tzinfo is None:
        raise BadParameter(f"made_at: {made_at.isoformat()} has no zone; give a time with one")
    log = b"".join(line.rstrip(b"\r\n") + b"\n" for line in source.log_lines)
    if problem := find_break(log):
        raise BrokenEvidence(f"case log, {problem}")
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


def _write_tables(payload: Path, tables: dict[str, Table]) -> None:
    for name, (header, rows) in tables.items():
        write_csv(payload / "tabel" / name, header, rows)


def _write_common(
    payload: Path,
    source: ReviewedCase | Situation,
    frame: Frame,
    data: dict[str, Any],
    custody: bytes,
    named: frozenset[str],
    sealer: Sealer | None,
) -> None:
    """What every pack holds: report, networks, notebooks, custody, how to check it, and a description of it all."""
    networks: dict[str, Network] = {"follow": source.follow_network, "interaction": source.interaction_network}
    for name, network in networks.items():
        write_network(mask_network(network, named), payload / "jaringan", name)
    _copy_notebooks(source.notebooks, payload / "notebook")
    (payload / "custody.jsonl").write_bytes(custody)
    _write_checking(payload / "verifikasi", frame, list_inputs(source.captures, source.log_lines))
    pdf = compile_pdf("report.typ", data, frame.made_at)
    (payload / "laporan.pdf").write_bytes(sealer.sign_pdf(pdf) if sealer else pdf)
    if sealer:
        sealer.write_anchors(payload.parent)
    publisher = frame.investigation.lawful_basis.controller
    notebooks = [f"notebook/{notebook.name}" for notebook in source.notebooks]
    write_crate(payload, data["title"], data["description"], publisher, frame.made_at, notebooks)


def _copy_notebooks(notebooks: tuple[Path, ...], folder: Path) -> None:
    for notebook in notebooks:
        if not FILE_NAME.fullmatch(notebook.name) or not notebook.is_file() or (folder / notebook.name).exists():
            raise BadParameter(
                f"{notebook}: no notebook to enclose; allowed are existing files with different plain names"
            )
        folder.mkdir(exist_ok=True)
        shutil.copyfile(notebook, folder / notebook.name)


def _write_checking(folder: Path, frame: Frame, inputs: bytes) -> None:
    folder.mkdir()
    shutil.copyfile(CHECKING / "verify.sh", folder / "verify.sh")
    (folder / "CARA-PERIKSA.md").write_text(_describe_checking(frame), encoding="utf-8", newline="\n")
    (folder / "masukan-sha256.txt").write_bytes(inputs)


def _describe_checking(frame: Frame) -> str:
    """How to check the pack, with what its seal and its timestamp add to that."""
    lang, seal = frame.words.lang, frame.seal
    added = ["tersegel"] * bool(seal) + ["berstempel"] * bool(seal and seal.timestamp_url)
    text = (CHECKING / f"CARA-PERIKSA.{lang}.md").read_text("utf-8")
    steps = "".join((CHECKING / f"{name}.{lang}.md").read_text("utf-8") + "\n" for name in added)
    limits = "\n".join(f"- {limit}" for limit in seal_limits(frame))
    return text.replace("{seal}", steps).replace("{seal_limits}", limits)


def _write_pack(
    folder: Path,
    frame: Frame,
    info: dict[str, str],
    data: dict[str, Any],
    fill: Callable[[Path], None],
    signatures: tuple[Signature, ...],
    sealer: Sealer | None,
) -> EvidencePack:
    _check_place(folder)
    info = {
        **info,
        "Source-Organization": frame.investigation.lawful_basis.controller,
        "External-Description": data["title"],
        "Bag-Software-Agent": AGENT,
        "Netral-Sealed": "yes" if sealer else "no",
        "Netral-Timestamped": "yes" if frame.seal and frame.seal.timestamp_url else "no",
    }
    if sealer:
        info["Netral-Sealed-Epoch"] = str(int(frame.made_at.timestamp()))
    record = folder.with_name(f"{folder.name}.berita-acara.pdf")
    with _beside(folder) as work:
        bag = work / folder.name
        (bag / "data").mkdir(parents=True)
        fill(bag / "data")
        write_bag(bag, info, frame.words.local_day(frame.made_at))
        if sealer:
            sealer.seal_bag(bag)
        root, files = hash_root(bag), sum(1 for _ in walk_files(bag))
        handover = describe_handover(frame, info["External-Identifier"], root, files, signatures)
        (work / record.name).write_bytes(compile_pdf("handover.typ", handover, frame.made_at))
        _put(bag, folder, work / "earlier")
        os.replace(work / record.name, record)
    return EvidencePack(folder, root, files, record)


def _check_place(folder: Path) -> None:
    """A place where nothing lies, or an earlier pack of ours."""
    if not FILE_NAME.fullmatch(folder.name):
        raise BadParameter(
            f"{folder.name!r}: no name for a pack; allowed are letters, digits, dot, dash and underscore"
        )
    if not folder.exists() and not folder.is_symlink():
        return
    ours = folder.is_dir() and not folder.is_symlink() and (folder / "bag-info.txt").is_file()
    if not ours or not read_info(folder).get("Bag-Software-Agent", "").startswith("netral "):
        raise BadParameter(f"{folder}: exists and is no pack of netral; nothing was written. Choose another place")


def _put(bag: Path, folder: Path, earlier: Path) -> None:
    """The new pack to its place; should that fail, the earlier one goes back to it."""
    if folder.exists():
        os.replace(folder, earlier)
    try:
        os.replace(bag, folder)
    except OSError:
        if earlier.exists():
            os.replace(earlier, folder)
        raise


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A working folder beside the pack, gone afterwards with whatever is left in it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", suffix=".partial", dir=folder.parent) as work:
        yield Path(work)
