"""A report of 30 exhibits by Typst, as we set it, beside WeasyPrint and Chromium: `python -m benchmarks.report`.

All three get the same parts: the peers as HTML with the same texts, tables, figures and codes, alternative texts
included. Every run is a process of its own, from the parts to the PDF. A peer that is not installed is left out.

A second table is of us alone: from a reviewed case to its PDF (figures and codes drawn, set, every page looked at), and
to its sealed and verified pack; the first of a fresh process, imports included, and the second of the same process.
"""

from __future__ import annotations

import html
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf

EXHIBITS, RUNS = 30, 3
ROOT = Path(__file__).resolve().parent.parent
STYLE = """@page { size: A4; margin: 30mm 25mm 28mm 27mm; @bottom-right { content: counter(page) "/" counter(pages) } }
body { font: 10.5pt serif } table { width: 100%; border-collapse: collapse; font-size: 9pt } td, th { padding: 4pt;
vertical-align: top; text-align: left; border-bottom: 0.3pt solid #b9bec6 } figure, .card { break-inside: avoid;
margin: 1em 0 } svg, img { max-width: 100% } .card img { width: 23mm; float: right } code { font-size: 7pt }"""
OURS = """
import json, sys
from datetime import UTC, datetime
from pathlib import Path
from netral.evidence import report
if sys.argv[3] == "unread":
    report.check_pages = lambda *_: None
data = json.loads(Path(sys.argv[1]).read_text("utf-8"))
Path(sys.argv[2]).write_bytes(report.compile_pdf("report.typ", data, datetime(2024, 10, 14, tzinfo=UTC)))
"""


CHAIN = """
import json, sys, time
from pathlib import Path
folder, way, key, certificate = Path(sys.argv[1]), sys.argv[2], *map(bytes.fromhex, sys.argv[3:])
from netral.evidence import verify_pack, write_case_pack
from netral.evidence.case_report import describe_case
from netral.evidence.pack import _make_frame
from netral.evidence.report import compile_pdf
from netral.model import Seal
from tests.evidence.invented import CASE_ID, MADE_AT, make_reviewed
marks = []
for number in (1, 2):
    reviewed, before = make_reviewed(folder, {exhibits}), time.process_time() if number > 1 else 0.0
    if way == "pdf":
        compile_pdf("report.typ", describe_case(reviewed, _make_frame(reviewed, "id", None, MADE_AT, 1)), MADE_AT)
    else:
        pack = write_case_pack(reviewed, folder / way / CASE_ID, seal=Seal(key, certificate), made_at=MADE_AT)
        assert verify_pack(pack.folder, pack.root_sha256).ok
    marks.append((time.time(), time.process_time() - before))
print(json.dumps(marks))
""".replace("{exhibits}", str(EXHIBITS))
WORK = {"pdf": "PDF, from the reviewed case", "pack": "PDF, signed, bagged, sealed, verified"}


def make_data() -> dict[str, Any]:
    """The data of a case report, as the tests' invented case gives it."""
    from netral.evidence.case_report import describe_case
    from netral.evidence.pack import _make_frame
    from tests.evidence.invented import MADE_AT, make_reviewed

    reviewed = make_reviewed(Path(tempfile.gettempdir()), EXHIBITS)
    return describe_case(reviewed, _make_frame(reviewed, "id", None, MADE_AT, 1))


def parts_to_html(data: dict[str, Any]) -> str:
    """A report's data to one page of HTML with the same texts, tables and pictures."""
    cover = data["cover"]
    body = "".join(_to_html(part) for part in [*data["checking"]["parts"], *data["parts"]])
    head = f"<h1>{_text(cover['title'])}</h1><p>{_text(cover['subtitle'])}</p>{_rows(cover['rows'])}"
    title = html.escape(data["title"])
    return (
        f'<!doctype html><html lang="{data["lang"]}"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{STYLE}</style></head><body>{head}{body}</body></html>"
    )


def _to_html(part: Any) -> str:
    """One part to HTML; what is no part is its text."""
    if not isinstance(part, dict):
        return _text(part)
    match part.get("kind"):
        case "heading":
            return f"<h2>{_text(part['text'])}</h2>"
        case "subheading":
            return f"<h3>{_text(part['text'])}</h3>"
        case "paragraph" | "statement":
            return f"<p>{_text(part['text'])}</p>"
        case "bullets":
            return f"<ul>{''.join(f'<li>{_text(item)}</li>' for item in part['items'])}</ul>"
        case "facts":
            return _rows(part["rows"])
        case "table":
            head = "".join(f"<th>{_text(title)}</th>" for title in part["header"])
            return f"<table><thead><tr>{head}</tr></thead>{_rows(part['rows'])}</table>"
        case "figure":
            caption = f"{_text(part['shows'])} {_text(part['shows_not'])}"
            return f"<figure>{_picture(part)}<figcaption>{caption}</figcaption></figure>"
        case "card":
            return f'<div class="card"><h3>{part["id"]}</h3>{_picture(part)}{_rest(part)}</div>'
    return _rest(part)


def _rest(part: dict[str, Any]) -> str:
    left_out = {"kind", "svg", "alt", "link", "to", "key", "colour", "widths", "limits", "style", "id"}
    return "".join(f"<div>{_values(value)}</div>" for key, value in part.items() if key not in left_out)


def _values(value: Any) -> str:
    return "".join(f"<p>{_to_html(item)}</p>" for item in value) if isinstance(value, list) else _to_html(value)


def _rows(rows: list[list[Any]]) -> str:
    cells = ("".join(f"<td>{_to_html(cell)}</td>" for cell in row) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def _picture(part: dict[str, Any]) -> str:
    """An SVG as an image with its alternative text, which all three can keep."""
    from base64 import b64encode

    if not part["svg"]:
        return ""
    packed = b64encode(part["svg"].encode()).decode()
    return f'<img alt="{html.escape(part["alt"])}" src="data:image/svg+xml;base64,{packed}">'


def _text(value: Any) -> str:
    return html.escape(str(value)).replace("\n", "<br>")


def list_engines(folder: Path) -> dict[str, Callable[[Path], list[str]]]:
    """The engines at hand, each from the PDF's place to the command that writes it."""
    ours = [sys.executable, "-c", OURS, str(folder / "data.json")]
    engines: dict[str, Callable[[Path], list[str]]] = {
        "Typst, every page looked at (ours)": lambda out: [*ours, str(out), "read"],
        "Typst alone": lambda out: [*ours, str(out), "unread"],
    }
    page = folder / "page.html"
    if weasyprint := shutil.which("weasyprint"):
        engines["WeasyPrint, PDF/UA-1"] = lambda out: [
            weasyprint, "--quiet", "--pdf-variant", "pdf/ua-1", str(page), str(out)
        ]  # fmt: skip
    if chromium := next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None):
        engines["Chromium, --print-to-pdf"] = lambda out: [
            chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
            f"--print-to-pdf={out}", page.as_uri(),
        ]  # fmt: skip
    return engines


def time_engine(command: list[str]) -> tuple[float, float]:
    """A command to the seconds of the wall and of the processor that it took, its children's included."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    subprocess.run(command, check=True, capture_output=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - started, used


def time_chain(folder: Path, way: str, key: tuple[str, str]) -> list[float]:
    """Ours from a reviewed case to a PDF or a verified pack: wall and CPU seconds of the first, then of the second."""
    started = time.time()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    command = [sys.executable, "-c", CHAIN, str(folder), way, *key]
    ran = subprocess.run(command, check=True, capture_output=True, env=environment)
    (first, spent), (second, again) = json.loads(ran.stdout)
    return [first - started, spent, second - first, again]


def inspect_pdf(path: Path) -> str:
    """A PDF to its cells of the table: pages, size, tags, alternative texts, embedded fonts, what it declares."""
    with pikepdf.open(path) as pdf:
        figures = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"]
        named = sum(bool(str(figure.get("/Alt", "")).strip()) for figure in figures)
        fonts = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/FontName" in item]
        embedded = sum(any(f"/FontFile{kind}" in font for kind in ("", "2", "3")) for font in fonts)
        is_tagged = "/StructTreeRoot" in pdf.Root and bool(pdf.Root.get("/MarkInfo", {}).get("/Marked", False))
        metadata = pdf.open_metadata()
        part, ua = metadata.get("pdfaid:part", ""), metadata.get("pdfuaid:part", "")
        declared = " + ".join(
            [*[f"A-{part}{metadata.get('pdfaid:conformance', '').lower()}"] * bool(part), *[f"UA-{ua}"] * bool(ua)]
        )
        return (
            f"{len(pdf.pages)} | {path.stat().st_size:,} | {'yes' if is_tagged else 'no'} | {named} of {len(figures)} "
            f"| {embedded} of {len(fonts)} | {declared or 'nothing'}"
        )


def main() -> None:
    """Print both tables as Markdown, ready for docs/verification.md."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        data = make_data()
        (folder / "data.json").write_text(json.dumps(data), encoding="utf-8")
        (folder / "page.html").write_text(parts_to_html(data), encoding="utf-8")
        engines = list_engines(folder)
        times: dict[str, list[tuple[float, float]]] = {name: [] for name in engines}
        for _ in range(RUNS):
            for number, (name, command) in enumerate(engines.items()):
                times[name].append(time_engine(command(folder / f"{number}.pdf")))
        print("| engine | CPU s | wall s | pages | bytes | tagged | alt texts | fonts embedded | declares |")
        print("|---|--:|--:|--:|--:|---|--:|--:|---|")
        for number, name in enumerate(engines):
            wall, used = (statistics.median(column) for column in zip(*times[name], strict=True))
            print(f"| {name} | {used:.2f} | {wall:.2f} | {inspect_pdf(folder / f'{number}.pdf')} |")
        print_chains(folder)


def print_chains(folder: Path) -> None:
    """The second table, of us alone."""
    from netral.evidence import make_key
    from tests.evidence.invented import MADE_AT

    seal = make_key("Dinas Kominfo Kota Contoh (rekaan)", MADE_AT)
    key = seal.key.hex(), seal.certificate.hex()
    print("\n| ours | first of a process: wall s | CPU s | second: wall s | CPU s |")
    print("|---|--:|--:|--:|--:|")
    for way, work in WORK.items():
        runs = [time_chain(folder, way, key) for _ in range(RUNS)]
        print(f"| {work} | {' | '.join(f'{statistics.median(column):.2f}' for column in zip(*runs, strict=True))} |")


if __name__ == "__main__":
    main()
