"""`netral subject`: what the person behind an account may ask for, each step kept in a register."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated, Any

import typer

from netral.cli.options import AsJson, Person, make_folder_app
from netral.cli.words import print_json, say, speak
from netral.errors import BadParameter
from netral.pipeline import (
    destroy_subject,
    export_subject,
    freeze_subject,
    list_subject_requests,
    open_investigation,
    request_as_subject,
)
from netral.times import format_utc

subject_app = make_folder_app(
    """Requests of the person behind an account: on record, frozen, handed over, destroyed. The register stays.

    Example: netral subject data/kota-contoh-2024 list
    """
)
Account = Annotated[str, typer.Argument(metavar="ACCOUNT", help="x:@handle or x:<id>.")]
Reason = Annotated[str, typer.Option(help="Why, in words that do not name the account.")]


@subject_app.command("request")
def request_command(
    context: typer.Context,
    account: Account,
    person: Person,
    kind: Annotated[str, typer.Option(help="access, correction, restriction, objection or erasure.")],
    note: Annotated[str, typer.Option(help="How it came, and how the account's holder was made out.")],
) -> None:
    """Take a request into the register, under the account's pseudonym.

    Example: netral subject data/x request x:@akun --by "Siti" --kind access --note "surat, KTP diperlihatkan"
    """
    entry = request_as_subject(open_investigation(context.obj), account, person, kind, note)
    print(speak()("request {number} about {scope} is on record").format(number=entry.seq, scope=entry.case_id))


@subject_app.command("freeze")
def freeze_command(context: typer.Context, account: Account, person: Person, reason: Reason) -> None:
    """Freeze every lead about an account: its rows in the registry are flagged disputed.

    Example: netral subject data/x freeze x:@akun --by "Siti" --reason "akun diretas, laporan polisi"
    """
    _freeze(context.obj, account, person, reason, is_frozen=True)


@subject_app.command("release")
def release_command(context: typer.Context, account: Account, person: Person, reason: Reason) -> None:
    """Lift what `freeze` did.

    Example: netral subject data/x release x:@akun --by "Siti" --reason "akun dipulihkan"
    """
    _freeze(context.obj, account, person, reason, is_frozen=False)


@subject_app.command("export")
def export_command(
    context: typer.Context,
    account: Account,
    person: Person,
    reason: Reason,
    out: Annotated[Path, typer.Option(help="File that is written, as JSON; readable by you only.")],
) -> None:
    """Write down everything that is held about an account.

    Example: netral subject data/x export x:@akun --by "Siti" --reason "permintaan 3" --out akun.json
    """
    if out.exists():
        raise BadParameter("{out}: there is such a file already; name another", out=out)
    held = export_subject(open_investigation(context.obj), account, person, reason)
    beside = out.with_name(f".{out.name}.part")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as stream:
        json.dump(held, stream, ensure_ascii=False, indent=1)
    os.replace(beside, out)
    counts = ", ".join(f"{name} {len(rows)}" for name, rows in held["tables"].items())
    print(f"{out}: {counts}")


@subject_app.command("purge")
def purge_command(context: typer.Context, account: Account, person: Person, reason: Reason) -> None:
    """Destroy everything about an account; the register and a destruction record stay, which name nobody.

    Example: netral subject data/x purge x:@akun --by "Siti" --reason "permintaan 3"
    """
    _, record = speak(), destroy_subject(open_investigation(context.obj), account, person, reason)
    if record is None:
        print(_("nothing of it is held here"))
        return
    for each in record.to_be_recalled:
        say(_("to be recalled: {path}, root hash {root}").format(path=each.path, root=each.root_sha256))
    print(_("destruction record: {path}").format(path=Path(context.obj) / "destruction" / f"{record.record_id}.md"))


@subject_app.command("list")
def list_command(
    context: typer.Context,
    as_json: AsJson = False,
) -> None:
    """The register: every request, until when it is to be answered, and what was done since.

    Example: netral subject data/kota-contoh-2024 list
    """
    rows = [_to_json(each) for each in list_subject_requests(open_investigation(context.obj))]
    if as_json:
        print_json({"requests": rows})
        return
    _ = speak()
    for row in rows:
        steps = ", ".join(step["action"] for step in row["steps"]) or _("nothing done yet")
        until = _("answer until {until}").format(until=row["answer_until"])
        print(f"{row['number']:>4}  {row['received_at']}  {row['asked']:<12}{row['scope']}  {until}  {steps}")


def _freeze(folder: Path, account: str, person: str, reason: str, is_frozen: bool) -> None:
    rows = freeze_subject(open_investigation(folder), account, person, reason, is_frozen)
    print(speak()("{rows} rows of the registry were changed").format(rows=rows))


def _to_json(request: Any) -> dict[str, Any]:
    return {
        "number": request.number,
        "scope": request.scope,
        "asked": request.asked.value,
        "received_at": format_utc(request.received_at),
        "answer_until": format_utc(request.answer_until),
        "steps": [{"action": each.action, "at": format_utc(each.at), "person": each.person} for each in request.steps],
    }
