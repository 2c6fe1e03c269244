"""`netral verify`: every check of a pack, in a second, without what draws and writes packs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from netral.cli.words import print_json, speak
from netral.pipeline import verify_pack


def verify_command(
    pack: Annotated[Path, typer.Argument(metavar="PACK", help="Folder of the pack.")],
    root: Annotated[str | None, typer.Option(metavar="HASH", help="Root hash, as the handover record has it.")] = None,
    trusted: Annotated[
        Path | None, typer.Option("--ca", metavar="FILE.pem", help="The seal must rest on these, known from elsewhere.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout.")] = False,
) -> None:
    """Every check of a pack by name; exit code 0 only if all hold.

    Example: netral verify reports/kota-contoh-2024/packs/situasi
    """
    verification = verify_pack(pack, root, trusted)
    if as_json:
        print_json(
            {
                "pack": str(pack),
                "root": verification.root_sha256,
                "ok": verification.ok,
                "checks": [{"name": each.name, "ok": each.ok, "detail": each.detail} for each in verification.checks],
            }
        )
    else:
        _ = speak()
        for each in verification.checks:
            verdict = _("ok") if each.ok else _("BROKEN")
            print(f"{verdict:<7} {each.name:<14} {each.sentence.translate(_)}")
        print(_("root hash: {root}").format(root=verification.root_sha256))
    if not verification.ok:
        raise typer.Exit(2)
