"""Parts to a PDF: the templates beside this module, compiled by Typst with the fonts it carries."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

from netral.errors import NetralError
from netral.evidence.blocks import make_printable
from netral.evidence.page_check import check_pages
from netral.evidence.wording import Wording
from netral.identity import hash_bytes
from netral.model import Capture, Investigation, Seal

TEMPLATES = Path(__file__).with_name("templates")
STANDARDS: list[Any] = ["a-3a", "ua-1"]


@dataclass(frozen=True)
class Frame:
    """What stands around the parts of a report: who made it about what, which copy, from which inputs."""

    investigation: Investigation
    words: Wording
    name: str
    made_at: datetime
    copy_no: int
    inputs_sha256: str
    is_demo: bool
    seal: Seal | None = None
    redacted: bool = False

    def head(self) -> dict[str, Any]:
        """The running head and foot, and the file's metadata."""
        _ = self.words.translate
        made = self.made_at.astimezone(UTC)
        return {
            "lang": self.words.lang,
            "author": self.investigation.lawful_basis.controller,
            "date": {"year": made.year, "month": made.month, "day": made.day},
            "head": self.name,
            "copy": _("Copy {number}").format(number=self.copy_no),
            "page": _("Page {page} of {pages}"),
            "section": _("section"),
            "foot": _("Input manifest SHA-256"),
            "foot_hash": self.inputs_sha256,
            "bare": 1,
        }


def list_inputs(captures: tuple[Capture, ...], log_lines: tuple[bytes, ...]) -> bytes:
    """Everything a report was made from, as lines ``sha256  name``: each capture, and the case log."""
    lines = {f"{capture.sha256}  {capture.capture_id}\n" for capture in captures}
    log = b"".join(line.rstrip(b"\r\n") + b"\n" for line in log_lines)
    return ("".join(sorted(lines)) + f"{hash_bytes(log)}  cases/log.jsonl\n").encode("utf-8", "backslashreplace")


def compile_pdf(template: str, data: dict[str, Any], made_at: datetime) -> bytes:
    """A template and its data to a PDF that declares PDF/A-3a and PDF/UA-1; the same data gives the same bytes.

    Every text in the data is made printable first, and reaches Typst as data, never as markup. What comes out is looked
    at before it is handed back.

    Raises
    ------
    NetralError
        When Typst cannot set the document.
    BadPage
        When a page does not show what it must: see `check_pages`.
    """
    printable = make_printable(data)
    try:
        pdf = typst.compile(
            str(TEMPLATES / template),
            root=str(TEMPLATES),
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(printable)},
            pdf_standards=STANDARDS,
            timestamp=made_at.astimezone(UTC),
        )
    except typst.TypstError as error:
        raise NetralError(
            "{template}: the report cannot be set: {message}", template=template, message=error.message
        ) from error
    check_pages(pdf, printable)
    return pdf
