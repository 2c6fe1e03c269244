"""`netral pack`: the sealed pack of a case or a situation."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from netral.cli.sealing import read_seal
from netral.cli.words import print_json, speak
from netral.errors import BadParameter
from netral.model import Investigation
from netral.pipeline import (
    find_lead,
    find_leads,
    make_case_pack,
    make_situation_pack,
    open_investigation,
    require_signed,
)
from netral.runs import run_notebooks

CASE_NOTEBOOK = "07_evidence_report"


def pack_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the investigation.")],
    case_id: Annotated[str | None, typer.Argument(metavar="[CASE]", help="A case signed by two people.")] = None,
    unit: Annotated[
        str | None, typer.Option(help="Without CASE: only this unit and the units below it, for its head.")
    ] = None,
    redacted: Annotated[
        bool, typer.Option("--redacted", help="For wider circulation: without what points to the subject.")
    ] = False,
    key: Annotated[
        Path | None, typer.Option(metavar="FILE.p12", help="Key to seal with (PKCS#12); without it no seal.")
    ] = None,
    passphrase_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Its passphrase; else NETRAL_PASSPHRASE, else you are asked.")
    ] = None,
    timestamp: Annotated[
        str | None, typer.Option(metavar="URL", help="Ask this authority for a timestamp (RFC 3161); else nobody.")
    ] = None,
    copy_no: Annotated[int, typer.Option("--copy", min=1, help="Number of this copy; it stands on every page.")] = 1,
    out: Annotated[Path | None, typer.Option(help="Folder to put the pack in; reports/<id>/packs by default.")] = None,
    lang: Annotated[str, typer.Option(help="Language of the report: id or en.")] = "id",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout.")] = False,
) -> None:
    """The pack of a case that two people signed, or without CASE the situation report of the region or of one unit.

    Example: netral pack data/kota-contoh-2024 L-0123456789 --key dinas.p12 --out serah-terima
    """
    if case_id is not None and unit is not None:
        raise BadParameter("--unit and CASE: give one of them; a case has one account and no slice")
    seal = read_seal(key, passphrase_file, timestamp)
    investigation = open_investigation(folder)
    if case_id is None:
        pack = make_situation_pack(investigation, out, lang, seal, unit, copy_no)
    else:
        require_signed(investigation, find_lead(find_leads(investigation), case_id))
        notebooks = () if redacted else run_case_notebook(investigation, case_id, lang)
        pack = make_case_pack(investigation, case_id, out, lang, redacted, notebooks, seal, copy_no)
    if as_json:
        print_json(
            {
                "pack": str(pack.folder),
                "root": pack.root_sha256,
                "files": pack.files,
                "handover_record": str(pack.handover_record),
                "sealed": seal is not None,
            }
        )
        return
    _ = speak()
    print(_("pack: {path}").format(path=pack.folder))
    print(_("handover record: {path}").format(path=pack.handover_record))
    print(_("root hash: {root} ({files} files)").format(root=pack.root_sha256, files=pack.files))
    if seal is None:
        print(_("not sealed: no --key was given; the report says so"))


def run_case_notebook(investigation: Investigation, case_id: str, lang: str) -> tuple[Path, ...]:
    """The evidence notebook, executed for one case alone, to be enclosed in its pack.

    Raises
    ------
    BadParameter
        When it fails.
    """
    record = run_notebooks([investigation], [CASE_NOTEBOOK], {"case_id": case_id, "lang": lang})
    for outcome in record.outcomes:
        if outcome.status == "failed":
            raise BadParameter("notebook {notebook}: {error}", notebook=outcome.notebook, error=outcome.error)
    return tuple(outcome.output for outcome in record.outcomes)
