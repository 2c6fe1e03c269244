"""FollowTheMoney: entities, honest schemata, the way back to records; checked by its own library where there is one."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from netral.identity import hash_file
from netral.model import Network
from netral.networks import write_network
from netral.pipeline import build_coaction, build_network, build_shared_targets, trace_network
from tests.invented_investigation import Invention
from tests.networks.test_export import ODD, make_network

SCHEMATA = {"Note", "PublicBody", "UserAccount", "Document", "UnknownLink"}
ENTITY_ID = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?")
SEEN = "2024-10-01T00:00:00Z"


@pytest.fixture
def acted(tmp_path: Path) -> Invention:
    made = Invention(tmp_path / "uji")
    made.opd("dinas")
    made.opd("badan", "U2")
    made.person("ani")
    made.volunteer("relawan")
    for actor in ("dinas", "badan", "ani"):
        made.act(actor, "share", "relawan", object_url="https://x.com/relawan/status/1")
        made.act(actor, "follow", "relawan", None, observed_at=SEEN)
    made.act("dinas", "like", "relawan", None)
    return made


def write(network: Network, path: Path, **further: Any) -> list[dict[str, Any]]:
    (path,) = write_network(network, path, "en", **further)
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def pick(entities: list[dict[str, Any]], schema: str) -> list[dict[str, Any]]:
    return [each["properties"] for each in entities if each["schema"] == schema]


@pytest.mark.parametrize("kind", ["follow", "interaction", "coaction"])
def test_every_link_walks_back_to_records_and_the_hash_of_their_capture(acted: Invention, kind: str) -> None:
    investigation = acted.ingest()
    if kind == "coaction":
        coaction = build_coaction(investigation)
        network, pairs = coaction.network, coaction.pairs
    else:
        network, pairs = build_network(investigation, kind), None
    entities = write(network, acted.folder / "F.ftm.json", provenance=trace_network(investigation, network, pairs))
    assert {each["schema"] for each in entities} == SCHEMATA
    captures = {each["id"]: each["properties"] for each in entities if each["schema"] == "Document"}
    (capture,) = (acted.folder / "captures").iterdir()
    assert [each["notes"] for each in captures.values()] == [[f"SHA-256: {hash_file(capture)}"]]
    assert len(pick(entities, "UnknownLink")) == len(network.edges) > 0
    for link in pick(entities, "UnknownLink"):
        assert set(link["proof"]) <= set(captures) and len(link["proof"]) == 1
        for record in link["recordId"]:
            assert re.fullmatch(r"c-[0-9a-f]+ line:\d+ [0-9a-f]{64}", record)
        assert "never a verdict" in link["description"][0]


def test_records_of_an_edge_are_those_of_its_acts(acted: Invention) -> None:
    investigation = acted.ingest()
    network = build_network(investigation, "interaction")
    records = trace_network(investigation, network).records
    shown = {(row.source, row.kind): row.locator for row in records.itertuples()}
    assert shown["x:@dinas", "share"] == "line:2" and shown["x:@ani", "share"] == "line:6"
    assert shown["x:@dinas", "like"] == "line:8"
    in_phase = build_network(investigation, "interaction", "campaign")
    assert set(trace_network(investigation, in_phase).records["kind"]) == {"share"}


def test_records_behind_targets_in_common_are_not_named(acted: Invention) -> None:
    investigation = acted.ingest()
    network = build_shared_targets(investigation, "interaction").network
    assert trace_network(investigation, network).records.empty


def test_only_agencies_accounts_have_an_owner_and_follows_have_no_begin(acted: Invention) -> None:
    investigation = acted.ingest()
    network = build_network(investigation, "follow")
    entities = write(network, acted.folder / "F.ftm.json", provenance=trace_network(investigation, network))
    accounts = {each["username"][0]: each for each in pick(entities, "UserAccount")}
    bodies = {each["id"]: each["properties"]["name"] for each in entities if each["schema"] == "PublicBody"}
    assert bodies[accounts["dinas"]["owner"][0]] == ["Dinas U1"]
    assert "owner" not in accounts["ani"] and "owner" not in accounts["relawan"]
    for link in pick(entities, "UnknownLink"):
        assert "startDate" not in link and "endDate" not in link and link["retrievedAt"][0] == "2024-10-01T00:00:00"


def test_ids_are_stable_unique_and_allowed_and_no_reference_dangles(tmp_path: Path) -> None:
    network = make_network(ODD)
    first, second = (write(network, tmp_path / f"{name}.ftm.json") for name in "ab")
    assert first == second
    ids = [each["id"] for each in first]
    assert len(set(ids)) == len(ids) and all(ENTITY_ID.fullmatch(each) for each in ids)
    named = {link[end][0] for link in pick(first, "UnknownLink") for end in ("subject", "object")}
    assert named <= set(ids)


def test_the_library_of_followthemoney_finds_nothing_wrong(acted: Invention) -> None:
    followthemoney = pytest.importorskip("followthemoney", reason="followthemoney is not installed")
    investigation = acted.ingest()
    network = build_network(investigation, "interaction")
    for entity in write(network, acted.folder / "F.ftm.json", provenance=trace_network(investigation, network)):
        schema = followthemoney.model.get(entity["schema"])
        schema.validate(entity)
        for name, values in entity["properties"].items():
            assert all(schema.get(name).type.clean(value) == value for value in values), (name, values)
