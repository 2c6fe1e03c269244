"""Complaints as they come in: what is alleged lies in a file of its own, who alleges it sealed in another.

The log keeps the hashes of both files and names neither account nor reporter: it is never rewritten, and the files of
an account go when the account is purged.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from netral.cases.actions import Action
from netral.cases.days import check_day
from netral.cases.log import append_entry, lock_log, read_log
from netral.cases.routes import read_routes
from netral.cases.sealed import is_sealed, seal_reporter, write_beside
from netral.cases.words import clean_words, fold_name
from netral.errors import BadParameter, BrokenEvidence, Sentence
from netral.identity import hash_bytes, to_compact_json
from netral.model import Channel, Complaint, LogEntry, ReporterState

COMPLAINTS_FOLDER = "complaints"
SHORTEST_NAME = 3  # letters of a line about the reporter that would be missed by nobody in other words


def take_complaint(
    folder: Path,
    cases_folder: Path,
    person: str,
    channel: Channel,
    known_on: date,
    account: str,
    url: str,
    object_key: str,
    says: str,
    today: date,
    reporter: str = "",
    at: datetime | None = None,
) -> Complaint:
    """Writes a complaint down, seals who made it, and appends both files' hashes to the log.

    A complaint about the same account and address that became known on the same day is linked to the first, and kept.

    Parameters
    ----------
    folder : Path
        The investigation's ``complaints`` folder; made if need be.
    account : str
        ``x:@handle`` or ``x:<id>``.
    url : str
        The address of what is complained about; empty where none is named.
    object_key : str
        What two spellings of that address have in common.
    reporter : str
        Who complains and how they can be reached, sealed; empty for an anonymous complaint.

    Raises
    ------
    BadParameter
        When a text is missing or holds what looks like a NIP or NIK, the reporter's name stands in another of them, or
        the day lies ahead.
    """
    says, person = clean_words("what is alleged", says), clean_words("person", person)
    check_day(Sentence("the day on which it became known"), known_on, today)
    sealed = _clean_reporter(reporter, (says, account, url))
    cases_folder.mkdir(parents=True, exist_ok=True)
    with lock_log(cases_folder):
        logged = _list_logged(cases_folder)
        complaint_id = f"K-{len(logged) + 1:03d}"
        same_as = _find_same(folder, logged, account, object_key, known_on)
        seal = seal_reporter(folder, complaint_id, account, sealed)
        row = {
            "complaint_id": complaint_id, "channel": channel.value, "known_on": known_on.isoformat(),
            "account": account, "url": url, "object_key": object_key, "says": says, "same_as": same_as,
        }  # fmt: skip
        data = to_compact_json(row) + b"\n"
        write_beside(folder / f"{complaint_id}.json", data)
        detail = {
            "channel": channel.value, "known_on": known_on.isoformat(), "same_as": same_as,
            "sha256": hash_bytes(data), "sealed_sha256": seal,
        }  # fmt: skip
        entry = append_entry(cases_folder, complaint_id, person, Action.COMPLAIN, detail, at)
        return _to_complaint(folder, entry, row)


def list_complaints(folder: Path, cases_folder: Path) -> tuple[Complaint, ...]:
    """All complaints that were taken, oldest first; of one that was purged account, address and words are empty.

    Raises
    ------
    BrokenEvidence
        When the log does not hold, or a complaint's file was edited.
    """
    routes = {each.about: each for each in read_routes(cases_folder) if not each.interaction_id}
    found = (_to_complaint(folder, entry, _read_row(folder, entry)) for entry in _list_logged(cases_folder))
    return tuple(replace(each, route=routes.get(each.complaint_id)) for each in found)


def _clean_reporter(reporter: str, texts: Iterable[str]) -> str:
    """Who complains; no line of it may stand in what is not sealed."""
    if not reporter.strip():
        return ""
    lines = [clean_words("reporter", line) for line in reporter.splitlines() if line.strip()]
    open_text = fold_name(" ".join(texts))
    if any(len(line) >= SHORTEST_NAME and fold_name(line) in open_text for line in lines):
        raise BadParameter("what is alleged names the reporter; who complains is sealed and stands nowhere else")
    return "\n".join(lines)


def _list_logged(cases_folder: Path) -> list[LogEntry]:
    return [entry for entry in read_log(cases_folder) if entry.action == Action.COMPLAIN]


def _read_row(folder: Path, entry: LogEntry) -> dict[str, Any]:
    """What a complaint's file says; nothing when it was purged."""
    path = folder / f"{entry.case_id}.json"
    if not path.is_file():
        return {}
    data = path.read_bytes()
    if hash_bytes(data) != entry.detail.get("sha256"):
        raise BrokenEvidence(
            "{path}: was edited; its bytes do not give the SHA-256 of entry {seq} of the log", path=path, seq=entry.seq
        )
    row: dict[str, Any] = json.loads(data)
    return row


def _find_same(folder: Path, logged: Iterable[LogEntry], account: str, object_key: str, known_on: date) -> str:
    """The first complaint about the same account and address on the same day; empty where there is none."""
    if not object_key:
        return ""
    for entry in logged:
        row = _read_row(folder, entry)
        if row and (row["account"], row["object_key"], row["known_on"]) == (account, object_key, known_on.isoformat()):
            return str(row["same_as"] or row["complaint_id"])
    return ""


def _to_complaint(folder: Path, entry: LogEntry, row: dict[str, Any]) -> Complaint:
    try:
        return Complaint(
            complaint_id=entry.case_id,
            channel=Channel(entry.detail["channel"]),
            known_on=date.fromisoformat(entry.detail["known_on"]),
            account=row.get("account", ""),
            url=row.get("url", ""),
            says=row.get("says", ""),
            taken_by=entry.person,
            taken_at=entry.at,
            same_as=entry.detail["same_as"],
            reporter=_find_reporter(folder, entry),
        )
    except (KeyError, ValueError) as error:
        raise BrokenEvidence(
            "case log: entry {seq} is no {action} entry: {error}", seq=entry.seq, action=entry.action, error=error
        ) from error


def _find_reporter(folder: Path, entry: LogEntry) -> ReporterState:
    if not entry.detail["sealed_sha256"]:
        return ReporterState.NONE
    return ReporterState.SEALED if is_sealed(folder, entry.case_id) else ReporterState.DESTROYED
