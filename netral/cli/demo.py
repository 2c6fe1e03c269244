"""`netral demo`: the invented region Kota Contoh, from captures to a sealed, verified pack."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from netral.cli.pack import run_case_notebook
from netral.cli.words import say
from netral.errors import BadParameter, BrokenEvidence
from netral.locale import use_language
from netral.model import Addressee, CaseState, EvidencePack, Investigation, Lead, Leads, ReplyKind, Role
from netral.pipeline import (
    decide_case,
    find_leads,
    ingest_captures,
    is_invented,
    make_case_pack,
    make_seal,
    make_situation_pack,
    open_investigation,
    record_known,
    record_reply,
    sign_case,
    verify_pack,
)
from netral.runs import run_notebooks
from netral.simulate import write_region

DEMO_ID = "kota-contoh-2024"
DEMO_SEED = 0
THROW_AWAY_NAME = "Demo netral (rekaan, kunci sekali pakai)"
REVIEWERS = (
    ("Ratih Contoh (peninjau rekaan)", "Kepala Seksi IKP, Diskominfo Kota Contoh (rekaan)"),
    ("Bagus Contoh (peninjau rekaan)", "Kepala Bidang Disiplin, BKPSDM Kota Contoh (rekaan)"),
)
STEPS = (
    (CaseState.TRACING, "Tautan dibuka dan dibaca; tindakan masih tampak (rekaan)."),
    (CaseState.CLARIFICATION, "Admin akun dimintai penjelasan (rekaan)."),
    (CaseState.FORWARDED, "Diteruskan sebagai dugaan untuk dikaji lebih lanjut (rekaan)."),
)
KNOWN_ON, KNOWN_BY = date(2024, 11, 25), "Ditemukan saat tangkapan dibaca (rekaan)"
REPLY = "Admin menjawab: unggahan dibagikan sebagai info layanan dan akan dihapus (rekaan)."
IDENTIFIERS = (
    "Akun tercantum dalam direktori resmi kanal OPD (rekaan)",
    "Tautan ke akun ini ada di situs web resmi dinas (rekaan)",
)


def demo_command(
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where data/ and reports/ are made.")] = Path(),
    lang: Annotated[str, typer.Option(help="Language of the reports: id or en.")] = "id",
) -> None:
    """Build the invented region Kota Contoh and run everything to a sealed, verified pack.

    Example: netral demo --out coba
    """
    _ = use_language(lang)
    investigation = _build_region(out / "data" / DEMO_ID, _)
    leads = find_leads(investigation)
    say(_("{leads} leads, {bursts} coordinated bursts").format(leads=len(leads.leads), bursts=len(leads.coordinated)))
    say(_("Running the notebooks ..."))
    record = run_notebooks([investigation], (), {"lang": lang})
    if failed := [outcome for outcome in record.outcomes if outcome.status == "failed"]:
        raise BadParameter("notebook {notebook}: {error}", notebook=failed[0].notebook, error=failed[0].error)
    case = _review(investigation, leads)
    seal = make_seal(THROW_AWAY_NAME)  # kept nowhere: once this ends, nobody can seal with it again
    notebooks = run_case_notebook(investigation, case.lead_id, lang)
    packs = (
        make_situation_pack(investigation, lang=lang, seal=seal),
        make_case_pack(investigation, case.lead_id, lang=lang, notebooks=notebooks, seal=seal),
    )
    for pack in packs:
        _verify(pack)
    _print_places(packs, record.index, _)


def _build_region(folder: Path, _: Callable[[str], str]) -> Investigation:
    """The region anew; an earlier demo makes room for it, anything else stays untouched."""
    if folder.exists():
        if not is_invented(open_investigation(folder)):
            raise BadParameter(
                "{folder}: an investigation lies there that is no demo; give --out another folder", folder=folder
            )
        investigation = open_investigation(folder)
        for old in (folder, investigation.reports_folder):
            if old.exists():
                shutil.rmtree(old, onerror=_make_writable)
    say(_("Inventing Kota Contoh ..."))
    write_region(folder, DEMO_SEED)
    investigation = open_investigation(folder)
    captures = sorted(investigation.captures_folder.iterdir())
    say(_("Ingesting {files} captures ...").format(files=len(captures)))
    ingest_captures(investigation, captures)
    return investigation


def _make_writable(function: Callable[..., object], path: str, _error: object) -> None:
    """Captures are read-only, and some systems refuse to remove such files."""
    Path(path).chmod(stat.S_IWRITE)
    function(path)


def _review(investigation: Investigation, leads: Leads) -> Lead:
    """Two invented people take the agency's lead with most acts through every state and sign it."""
    agency = [lead for lead in leads.leads if lead.subject.role is Role.OPD]
    lead = max(agency, key=lambda each: (len(each.acts), each.lead_id))
    first, second = REVIEWERS
    record_known(investigation, lead.lead_id, first[0], KNOWN_ON, KNOWN_BY)
    for number, (state, reason) in enumerate(STEPS):
        person = (first, second, first)[number][0]
        to = Addressee.BAWASLU if state is CaseState.FORWARDED else None
        if to:
            record_reply(investigation, lead.lead_id, second[0], ReplyKind.GIVEN, REPLY)
        decide_case(investigation, lead.lead_id, person, state, reason, IDENTIFIERS if number == 0 else (), to)
    for person, office in REVIEWERS:
        sign_case(investigation, lead.lead_id, person, office)
    return lead


def _verify(pack: EvidencePack) -> None:
    verification = verify_pack(pack.folder, pack.root_sha256)
    if not verification.ok:
        broken = next(check for check in verification.checks if not check.ok)
        raise BrokenEvidence(
            "{folder}: check {broken} failed: {detail}", folder=pack.folder, broken=broken.name, detail=broken.sentence
        )


def _print_places(packs: tuple[EvidencePack, ...], index: Path, _: Callable[[str], str]) -> None:
    for pack, title in zip(packs, (_("Situation report"), _("Case pack")), strict=True):
        print(f"{title}: {pack.folder / 'data' / 'laporan.pdf'}")
        print(_("  sealed and verified; root hash {root}").format(root=pack.root_sha256))
    print(_("Notebooks: {path}").format(path=index))
