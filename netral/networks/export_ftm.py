"""A network -> FollowTheMoney entities, one a line, as Aleph, OpenAleph and yente read them.

Source: the schemata of followthemoney 4 (https://followthemoney.tech), whose own library checks them in the tests.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from netral.identity import make_id
from netral.model import TIE_KINDS, Network, Role
from netral.networks.chance_edges import CONTEXT, TESTED
from netral.networks.export_plain import clean_text, times_to_text
from netral.networks.provenance import EDGE_KEYS, Provenance
from netral.times import format_utc

Entity = dict[str, Any]
TOLD = (*TESTED, *CONTEXT)


def write_ftm_lines(network: Network, caption: str, provenance: Provenance | None, path: Path) -> None:
    """A network to lines of JSON: a Note, PublicBody, UserAccount, Document (a capture) and UnknownLink (a tie).

    Ids are made of what an entity is of, so the same account is the same entity in every file. Only an agency's own
    account has an owner: who stands behind any other is for people to establish.
    """
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for entity in _list_entities(network, caption, provenance):
            stream.write(json.dumps(entity, ensure_ascii=False, allow_nan=False) + "\n")


def _list_entities(network: Network, caption: str, provenance: Provenance | None) -> Iterator[Entity]:
    name = f"netral: {network.kind}" + (f", {network.phase}" if network.phase else "")
    yield _make("Note", _id("note", network.kind, network.phase or ""), name=name, description=caption)
    units = _read_units(network, provenance)
    for unit_id, unit in units.items():
        yield _make("PublicBody", _id("unit", unit_id), name=unit, notes=f"unit_id: {unit_id}")
    for row in _rows(network.nodes):
        yield _make_account(row)
    if provenance is not None:
        for row in _rows(provenance.captures):
            yield _make_capture(row)
    records = _group_records(provenance)
    for row in _rows(times_to_text(network.edges)):
        yield _make_link(row, records.get(tuple(row.get(key) for key in EDGE_KEYS), ()), caption)


def _read_units(network: Network, provenance: Provenance | None) -> dict[str, str]:
    """The units of agencies' own accounts, by id; their names where the registry is at hand."""
    nodes = network.nodes
    known = {unit.unit_id: unit.name for unit in provenance.registry.units} if provenance else {}
    agencies = nodes.loc[(nodes["role"] == Role.OPD.value) & nodes["unit_id"].notna(), "unit_id"]
    return {unit_id: known.get(unit_id, unit_id) for unit_id in sorted(set(agencies))}


def _make_account(row: Entity) -> Entity:
    handle, role, unit_id = row.get("handle", row["account_id"]), row.get("role"), row.get("unit_id")
    facts = {key: row.get(key) for key in ("role", "unit_id", "pair_no")}
    return _make(
        "UserAccount",
        _id("account", row["account_id"]),
        name=handle,
        username=handle,
        service=row.get("platform"),
        owner=_id("unit", unit_id) if role == Role.OPD.value and unit_id is not None else None,
        notes=[f"account_id: {row['account_id']}", *(f"{key}: {value}" for key, value in facts.items() if value)],
    )


def _make_capture(row: Entity) -> Entity:
    at_us = int(row["collected_us"] if "collected_us" in row else row["ingested_us"])
    return _make(
        "Document",
        _id("capture", row["capture_id"]),
        fileName=Path(row["path"]).name,
        title=row["capture_id"],
        fileSize=str(row["size_bytes"]),
        crawler=" ".join(str(row[key]) for key in ("tool", "tool_version") if key in row) or None,
        retrievedAt=_to_time(format_utc(pd.Timestamp(at_us, unit="us", tz="UTC"))),
        notes=f"SHA-256: {row['sha256']}",
    )


def _make_link(row: Entity, records: tuple[tuple[str, str, str], ...], caption: str) -> Entity:
    times = [_to_time(row[key]) for key in ("first_at", "last_at") if key in row]
    is_tie = row["kind"] in TIE_KINDS  # the times of a follow are those of looking at it
    facts = {key: row.get(key) for key in ("weight", "pair_no", "phase", *TOLD)}
    return _make(
        "UnknownLink",
        _id("link", *(row.get(key) or "" for key in EDGE_KEYS)),
        subject=_id("account", row["source"]),
        object=_id("account", row["target"]),
        role=row["kind"],
        startDate=times[0] if times and not is_tie else None,
        endDate=times[-1] if times and not is_tie else None,
        retrievedAt=times if is_tie else None,
        summary=", ".join(f"{key}: {value}" for key, value in facts.items() if value is not None),
        description=" ".join(caption.split("\n")[:2]),
        recordId=[" ".join(record) for record in records],
        proof=sorted({_id("capture", capture_id) for capture_id, _, _ in records}),
    )


def _group_records(provenance: Provenance | None) -> dict[tuple[Any, ...], tuple[tuple[str, str, str], ...]]:
    """Each edge to the capture, the place in it and the SHA-256 of every record that shows it."""
    found: dict[tuple[Any, ...], list[tuple[str, str, str]]] = {}
    if provenance is not None:
        for row in _rows(provenance.records):
            key = tuple(row.get(name) for name in EDGE_KEYS)
            found.setdefault(key, []).append((row["capture_id"], row["locator"], row["record_sha256"]))
    return {key: tuple(sorted(records)) for key, records in found.items()}


def _rows(frame: pd.DataFrame) -> Iterator[Entity]:
    """Rows as plain values; what is unknown is left out."""
    plain = frame.astype(object).where(frame.notna(), None)
    for row in plain.to_dict("records"):
        yield {str(key): value for key, value in row.items() if value is not None}


def _make(schema: str, entity_id: str, **values: object) -> Entity:
    """An entity; every property is a list of texts, and one without a value is left out."""
    lists = {name: value if isinstance(value, list) else [value] for name, value in values.items()}
    texts = {name: [clean_text(str(each)) for each in many if each is not None] for name, many in lists.items()}
    return {"id": entity_id, "schema": schema, "properties": {name: many for name, many in texts.items() if many}}


def _id(*parts: object) -> str:
    return make_id("netral", *parts, length=32)


def _to_time(at: str) -> str:
    """An instant in UTC to the form that FollowTheMoney has for it: to the second, without a zone."""
    return at[:19]
