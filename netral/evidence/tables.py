"""Tables of a pack as CSV files that people open in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from netral.evidence.masking import HIDDEN, show_target
from netral.figures.hidden import show_hidden
from netral.model import SUBJECT_ROLES, Capture, Exhibit, Leads, Network, RegistryAccount, ReviewedCase, Situation
from netral.times import format_utc

# What a spreadsheet would run as a formula.
RUNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")

Table = tuple[Sequence[str], Iterable[Sequence[object]]]

ACT_COLUMNS = (
    "exhibit_id",
    "interaction_id",
    "kind",
    "actor_handle",
    "target_handle",
    "direction",
    "occurred_at_utc",
    "occurred_after_utc",
    "occurred_before_utc",
    "object_url",
    "act_url",
    "text",
    "marks",
    "record_sha256",
)
PAIR_COLUMNS = ("pair_no", "name", "directed", "undirected", "relative", "attack", "unread")
CAPTURE_COLUMNS = (
    "capture_id",
    "sha256",
    "format",
    "op",
    "target",
    "tool",
    "tool_version",
    "collected_at_utc",
    "ingested_at_utc",
    "operator",
    "status",
    "read",
    "stored",
    "duplicate",
    "quarantined",
    "declared_count",
    "observed_count",
)
ACCOUNT_COLUMNS = (
    "platform",
    "handle",
    "role",
    "pair_no",
    "basis",
    "confirmed_by",
    "confirmed_at",
    "valid_from",
    "valid_to",
)


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Rows to a UTF-8 CSV file; a cell that a spreadsheet would run gets an apostrophe before it.

    None is an empty cell.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([guard_cell(value) for value in row] for row in rows)


def guard_cell(value: object) -> object:
    """A cell as it may stand in a CSV file; numbers stay numbers.

    What nobody can see (direction marks, zero-width and control characters) becomes its code point, as in the report.

    >>> guard_cell("=1+1")
    "'=1+1"
    """
    if value is None or value is pd.NaT or (isinstance(value, float) and value != value):
        return ""
    if not isinstance(value, str):
        return value
    shown = show_hidden(value)
    return f"'{shown}" if value.startswith(RUNS) else shown


def case_tables(reviewed: ReviewedCase) -> dict[str, Table]:
    """A reviewed case to its tables, by file name."""
    others = [row for row in reviewed.registry.accounts if row.role not in SUBJECT_ROLES]
    return {
        "acts.csv": (ACT_COLUMNS, (_act_row(exhibit) for exhibit in reviewed.exhibits)),
        "all_pairs.csv": (PAIR_COLUMNS, _pair_rows(reviewed)),
        "accounts.csv": (ACCOUNT_COLUMNS, [_account_row(row) for row in [reviewed.account, *others]]),
        "coverage.csv": (("measure", "value"), coverage_rows(reviewed.leads)),
        "captures.csv": _captures_table(reviewed),
    }


def situation_tables(situation: Situation, units: Table) -> dict[str, Table]:
    """A region's situation to its tables, by file name; ``units`` are all pairs by unit."""
    return {
        "all_pairs.csv": units,
        "coverage.csv": (("measure", "value"), coverage_rows(situation.leads)),
        "captures.csv": _captures_table(situation),
        "quarantine.csv": (("reason", "records"), sorted(situation.quarantine.items())),
        "case_states.csv": (("state", "cases"), sorted(situation.case_states.items())),
    }


def coverage_rows(leads: Leads) -> list[tuple[str, object]]:
    """How much of the whole was seen, as measure and value; names nobody."""
    coverage = leads.coverage
    return [
        ("accounts_declared", coverage.accounts_declared),
        ("employees", coverage.employees),
        ("unconfirmed", coverage.unconfirmed),
        ("disputed", len(coverage.disputed)),
        ("handle_reused", len(coverage.handle_reused)),
        ("platforms", " ".join(coverage.platforms)),
        ("lists_incomplete", coverage.lists_incomplete),
        ("unusable", len(leads.unusable)),
        ("outside", len(leads.outside)),
        ("single_likes", leads.single_likes),
        ("follows", leads.follows),
    ]


def write_network(network: Network, folder: Path, name: str) -> None:
    """A network to ``<name>.graphml`` and its nodes and edges to CSV files beside it."""
    import networkx as nx

    graph = network.to_networkx()
    for _, attributes in [*graph.nodes(data=True), *((None, data) for *_, data in graph.edges(data=True))]:
        attributes.update({key: _to_graphml_value(value) for key, value in attributes.items()})
    folder.mkdir(parents=True, exist_ok=True)
    nx.write_graphml(graph, folder / f"{name}.graphml", named_key_ids=True)
    for suffix, frame in {".csv": network.edges, ".nodes.csv": network.nodes}.items():
        rows = frame.astype(object).where(frame.notna(), None).itertuples(index=False)
        write_csv(folder / f"{name}{suffix}", [str(column) for column in frame.columns], rows)


def _to_graphml_value(value: object) -> object:
    """A value GraphML knows; characters that XML cannot hold become their code point."""
    if isinstance(value, bool | int | float):
        return value
    item = getattr(value, "item", None)
    if callable(item) and not isinstance(value, pd.Timestamp):
        return item()
    return "".join(
        character if character in "\t\n" or character < "\ufffe" or character > "\uffff" else f"U+{ord(character):04X}"
        for character in show_hidden(str(value))
    )


def _act_row(exhibit: Exhibit) -> list[object]:
    act = exhibit.act
    times = [format_utc(at) if at else None for at in (act.occurred_at, act.occurred_after, act.occurred_before)]
    hashes = " ".join(record.ref.sha256 for record in exhibit.records)
    return [
        *(
            exhibit.exhibit_id,
            act.interaction_id,
            act.kind.value,
            exhibit.actor_handle,
            act.target_handle,
            act.direction,
        ),
        *times,
        *(act.object_url, act.act_url, act.text, " ".join(act.marks), hashes),
    ]


def _pair_rows(reviewed: ReviewedCase) -> list[list[object]]:
    lead = reviewed.lead
    counts: tuple[Mapping[int, object], ...] = (
        lead.all_pairs,
        lead.all_pairs_undirected,
        lead.relative,
        lead.all_pairs_attack,
        lead.all_pairs_unread,
    )
    return [
        [pair.pair_no, pair.name, *(column.get(pair.pair_no) for column in counts)] for pair in reviewed.registry.pairs
    ]


def _account_row(row: RegistryAccount) -> list[object]:
    return [
        *(row.platform.value, row.handle, row.role.value, row.pair_no, row.basis.value),
        *(row.confirmed_by, row.confirmed_at, row.valid_from, row.valid_to),
    ]


def _list_length(capture: Capture) -> tuple[int | None, int | None]:
    """How long a list is said to be, and was seen to be; not where its owner is hidden, for anybody can look it up."""
    is_hidden = (capture.target or "").endswith(HIDDEN)
    return (None, None) if is_hidden else (capture.declared_count, capture.observed_count)


def _captures_table(source: ReviewedCase | Situation) -> Table:
    rows = [
        [
            *(capture.capture_id, capture.sha256, capture.format, capture.op),
            show_target(capture),
            *(capture.tool, capture.tool_version),
            format_utc(capture.collected_at) if capture.collected_at else None,
            format_utc(capture.ingested_at),
            *(capture.operator, capture.status.value, capture.read, capture.stored, capture.duplicate),
            *(capture.quarantined, *_list_length(capture)),
        ]
        for capture in source.captures
    ]
    return CAPTURE_COLUMNS, rows
