"""The index page: what was run, what became of it, and its pictures; plain HTML that asks nothing of any network."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from babel.numbers import format_decimal

from netral.figures.page import STYLE_SHEET, escape_text
from netral.locale import N_, use_language
from netral.model import Investigation
from netral.runs.changes import read_changes
from netral.runs.execute import DONE
from netral.runs.pictures import write_pictures
from netral.runs.records import list_records, write_text
from netral.times import ZONE_LABELS

PAGE_STYLE = """body { margin: 3rem auto; max-width: 56rem; padding: 0 1.5rem; background: #ffffff; }
.netral .statement { max-width: 44rem; } .netral a { color: #222222; } .netral .failed { font-weight: 600; }"""
STATUSES = {"done": N_("done"), "failed": N_("failed")}
HEADERS = (N_("Notebook"), N_("Outcome"), N_("Finished"), N_("Seconds"), N_("Run"))


def write_page(investigation: Investigation, lang: str = "id") -> Path:
    """An investigation's runs, as their run.json files tell, to ``index.html`` in its reports folder."""
    _ = use_language(lang)
    records = list_records(investigation.reports_folder)
    title = f"{investigation.title} · {investigation.region.name}"
    parts = [f"<h1>{escape_text(title)}</h1>", _statement(_)]
    if not records:
        nothing = _("Nothing was run yet.")
        parts.append(f'<p class="quiet">{escape_text(nothing)}</p>')
    for number, record in enumerate(records):
        parts.append(_describe_run(record, investigation, lang))
        if number == 0:
            parts.append(_show_pictures(record, investigation.reports_folder, _))
    path = investigation.reports_folder / "index.html"
    write_text(path, _to_page(title, parts, lang))
    return path


def write_overview(investigations: Sequence[Investigation], folder: Path, lang: str = "id") -> Path:
    """Several investigations to one ``index.html`` that links to the page of each."""
    _ = use_language(lang)
    rows = [_overview_row(investigation, folder, _) for investigation in investigations]
    heads = (_("Investigation"), _("Region"), _("Latest run: notebooks done"))
    parts = [f"<h1>{escape_text(_('Investigations'))}</h1>", _statement(_), _table(heads, rows)]
    path = folder / "index.html"
    write_text(path, _to_page(_("Investigations"), parts, lang))
    return path


def _statement(_: Callable[[str], str]) -> str:
    text = _(
        "What follows are leads for people to read, never verdicts. A tie that is missing was not observed, which does "
        "not mean that it does not exist."
    )
    return f'<p class="quiet statement">{escape_text(text)}</p>'


def _describe_run(record: dict[str, Any], investigation: Investigation, lang: str) -> str:
    _ = use_language(lang)
    reports = investigation.reports_folder
    rows = []
    for name, entry in sorted(record["notebooks"].items()):
        output = reports / "runs" / record["run_id"] / entry["output"]
        rows.append(
            (
                _link(output, reports, name) if output.is_file() else escape_text(name),
                _outcome(entry, _),
                escape_text(_local_time(entry["finished_at"], investigation, lang)),
                escape_text(format_decimal(entry["seconds"], format="#,##0.0", locale=lang)),
                f"<code>{escape_text(record['run_id'])}</code>",
            )
        )
    given = ", ".join(
        f"{key} = {value}" for key, value in record["parameters"].items() if value != "" and key != "lang"
    )
    heading = _("Run with {parameters}").format(parameters=given) if given else _("Run")
    told = _describe_changes(read_changes(reports / "runs" / record["run_id"]), _)
    return f"<h2>{escape_text(heading)}</h2>{told}" + _table(tuple(_(header) for header in HEADERS), rows)


def _describe_changes(changes: dict[str, Any], _: Callable[[str], str]) -> str:
    """How many leads are new, changed, seen again or gone since the run before; empty for the first."""
    if not changes:
        return ""
    sentence = _("Leads since the run before: {new} new, {changed} changed, {same} seen again, {gone} gone.")
    counts = changes["counts"]
    text = sentence.format(new=counts["new"], changed=counts["changed"], same=counts["seen again"], gone=counts["gone"])
    return f"<p>{escape_text(text)}</p>"


def _outcome(entry: dict[str, Any], _: Callable[[str], str]) -> str:
    name = escape_text(_(STATUSES.get(entry["status"], entry["status"])))
    if entry["status"] == DONE:
        return name
    return f'<span class="failed">{name}</span><br><span class="quiet">{escape_text(entry["error"])}</span>'


def _show_pictures(record: dict[str, Any], reports: Path, _: Callable[[str], str]) -> str:
    """The pictures of one run, each below the name of its notebook."""
    parts = []
    for name, entry in sorted(record["notebooks"].items()):
        notebook = reports / "runs" / record["run_id"] / entry["output"]
        for path, alt in write_pictures(notebook) if notebook.is_file() else []:
            source, text = escape_text(_relative(path, reports)), escape_text(alt)
            caption = f'<figcaption class="quiet">{escape_text(name)}: {text}</figcaption>'
            parts.append(f'<figure><img loading="lazy" width="704" src="{source}" alt="{text}">{caption}</figure>')
    return "".join(parts)


def _overview_row(investigation: Investigation, folder: Path, _: Callable[[str], str]) -> tuple[str, ...]:
    records = list_records(investigation.reports_folder)
    entries = list(records[0]["notebooks"].values()) if records else []
    done = sum(entry["status"] == DONE for entry in entries)
    link = _link(investigation.reports_folder / "index.html", folder, investigation.title)
    counts = _("{done} of {total}").format(done=done, total=len(entries))
    return link, escape_text(investigation.region.name), escape_text(counts)


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    head = "".join(f"<th>{escape_text(text)}</th>" for text in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _link(path: Path, folder: Path, text: str) -> str:
    return f'<a href="{escape_text(_relative(path, folder))}">{escape_text(text)}</a>'


def _relative(path: Path, folder: Path) -> str:
    return quote(Path(os.path.relpath(path, folder)).as_posix())


def _local_time(utc: str, investigation: Investigation, lang: str) -> str:
    zone = investigation.region.timezone
    local = format_datetime(datetime.fromisoformat(utc), "d MMMM y, HH.mm", tzinfo=ZoneInfo(zone), locale=lang)
    return f"{local} {ZONE_LABELS.get(zone, zone)}"


def _to_page(title: str, parts: Sequence[str], lang: str) -> str:
    policy = "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'"
    return (
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<meta name="viewport" content="width=device-width"><title>{escape_text(title)}</title>'
        f"<style>{STYLE_SHEET}{PAGE_STYLE}</style></head>\n"
        f'<body class="netral">\n{chr(10).join(parts)}\n</body></html>\n'
    )
