"""`netral purge`: destroys by retention or by request, and leaves a destruction record."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from netral.cli.words import print_json, say, speak, write_count
from netral.errors import BadParameter
from netral.pipeline import open_investigation, purge_investigation, purge_subject
from netral.store import Destruction, name_operator


def purge_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the investigation.")],
    subject: Annotated[
        str | None, typer.Option(metavar="ACCOUNT", help="Only this account: x:@handle or x:<id>.")
    ] = None,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why; needed before the retention date.")] = "",
    person: Annotated[str | None, typer.Option("--by", help="Who destroys; your user name by default.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout.")] = False,
) -> None:
    """Destroy an investigation after its retention date, or one account on request; it cannot be undone.

    Example: netral purge data/kota-contoh-2024 --subject x:@akun_contoh --reason "permintaan subjek 12/2025"
    """
    investigation = open_investigation(folder)
    _ = speak()
    if not yes:
        _ask(_("{what}: destroy it for good?").format(what=subject or folder))
    by = " ".join((person or name_operator()).split())
    if subject is None:
        record = purge_investigation(investigation, by, " ".join(reason.split()))
    else:
        record = purge_subject(investigation, subject, by, " ".join(reason.split()))
    if as_json:
        print_json(_to_json(record, folder))
    else:
        _print_record(record, folder)


def _ask(question: str) -> None:
    if not sys.stdin.isatty():
        raise BadParameter("nobody can be asked on this terminal; give --yes to destroy without a question")
    typer.confirm(question, abort=True, err=True)


def _to_json(record: Destruction | None, folder: Path) -> dict[str, object]:
    if record is None:
        return {"record": None, "path": None, "counts": {}, "to_be_recalled": []}
    return {
        "record": record.record_id,
        "path": _find_record(record, folder).as_posix(),
        "counts": record.counts,
        "to_be_recalled": [{"pack": each.path, "root": each.root_sha256} for each in record.to_be_recalled],
    }


def _print_record(record: Destruction | None, folder: Path) -> None:
    _ = speak()
    if record is None:
        print(_("nothing of it is held here"))
        return
    for name, count in sorted(record.counts.items()):
        print(f"  {name:<20}{write_count(count):>10}")
    for each in record.to_be_recalled:
        say(_("to be recalled: {path}, root hash {root}").format(path=each.path, root=each.root_sha256))
    print(_("destruction record: {path}").format(path=_find_record(record, folder)))


def _find_record(record: Destruction, folder: Path) -> Path:
    return folder / "destruction" / f"{record.record_id}.md"
