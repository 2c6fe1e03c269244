"""`netral document`: letters and worksheets that people fill in and sign themselves."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from netral.cli.options import Folder
from netral.cli.words import show_work
from netral.errors import BadParameter
from netral.pipeline import make_document, open_investigation


def document_command(
    folder: Folder,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="study, removal, notice, circular, nil or dpia.")],
    case_id: Annotated[
        str | None,
        typer.Argument(metavar="[CASE]", help="The case of a study, removal or notice; the others have none."),
    ] = None,
    out: Annotated[Path, typer.Option(help="The PDF that is written.")] = Path("dokumen.pdf"),
    lang: Annotated[str, typer.Option(help="Language of the document: id or en.")] = "id",
) -> None:
    """A draft to fill in and sign: initial study, request to remove, notice, circular, nil report, impact assessment.

    Example: netral document data/kota-contoh-2024 removal L-0123456789 --out surat.pdf
    """
    if out.exists():
        raise BadParameter("{out}: there is such a file already; name another with --out", out=out)
    if not out.parent.is_dir():
        raise BadParameter("{folder}: there is no such folder", folder=out.parent)
    with show_work():
        pdf = make_document(open_investigation(folder), kind, case_id, lang)
    beside = out.with_name(f".{out.name}.part")
    beside.write_bytes(pdf)
    os.replace(beside, out)
    print(out)
