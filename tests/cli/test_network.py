"""`netral network`: its views and files, whose measures leave the house, and what is refused."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import networkx as nx
import pytest

from netral.networks import shared_acts
from netral.pipeline import exports
from tests.cli.commands import Run
from tests.invented_investigation import Invention

CONTRACT = ["account_id", "platform", "handle", "role", "unit_id", "pair_no", "community"]
EDGES = [
    "source", "target", "source_handle", "target_handle", "kind", "weight", "pair_no", "phase", "first_at", "last_at",
    "p_value", "q_value", "effect",
]  # fmt: skip
MEASURES = ["community", "community_stability", "betweenness", "pagerank", "nearness_pair_1", "nearness_pair_2"]
SEEN = "2024-10-01T00:00:00Z"


@pytest.fixture
def tied(tmp_path: Path) -> Invention:
    made = Invention(tmp_path / "uji")
    made.opd("dinas")
    made.opd("badan", "U2")
    made.person("ani")
    made.volunteer("relawan", 1)
    made.volunteer("palsu", 1, flags="disputed")
    made.volunteer("tim", 2)
    for actor in ("dinas", "badan", "ani"):
        for target in ("relawan", "palsu", "tim"):
            made.act(actor, "follow", target, None, observed_at=SEEN)
            made.act(actor, "like", target)
        made.act("warga", "follow", actor, None, observed_at=SEEN)
    made.ingest()
    return made


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("kind", ["follow", "interaction", "coaction"])
def test_nodes_carry_measures_of_institutions_and_campaigns_only(
    tied: Invention, run: Run, tmp_path: Path, kind: str
) -> None:
    ran = run("network", kind, tied.folder, "--out", tmp_path / "F.csv")
    assert ran.code == 0 and ran.out.splitlines() == [str(tmp_path / "F.csv"), str(tmp_path / "F.nodes.csv")]
    nodes = {row["handle"]: row for row in read(tmp_path / "F.nodes.csv")}
    assert list(nodes["ani"])[: len(CONTRACT)] == CONTRACT and set(MEASURES) <= set(nodes["ani"])
    assert not any(nodes[handle][name] for handle in ("ani", "palsu") for name in MEASURES)
    assert not any(value for name, value in nodes["ani"].items() if name.startswith("exposure"))
    if kind != "coaction":
        assert all(nodes[handle]["pagerank"] and nodes[handle]["community"] for handle in ("dinas", "relawan", "tim"))
    if kind == "follow":
        assert float(nodes["dinas"]["exposure_pair_2"]) == pytest.approx(1 / 3)
    assert [row["account_id"] for row in read(tmp_path / "F.nodes.csv")] == sorted(
        row["account_id"] for row in nodes.values()
    )


def test_the_same_measures_stand_in_graphml_and_gexf(tied: Invention, run: Run, tmp_path: Path) -> None:
    for suffix, reader in ((".graphml", nx.read_graphml), (".gexf", nx.read_gexf)):
        assert run("network", "follow", tied.folder, "--out", tmp_path / f"F{suffix}").code == 0
        nodes = {data["handle"]: data for _, data in reader(tmp_path / f"F{suffix}").nodes(data=True)}
        assert "pagerank" in nodes["dinas"] and "nearness_pair_2" in nodes["tim"]
        assert not {*MEASURES, "exposure_pair_1"} & {*nodes["ani"], *nodes["palsu"]}


@pytest.mark.parametrize(
    ("kind", "view"),
    [
        ("follow", "shared-targets"), ("follow", "shared-audience"), ("interaction", "shared-targets"),
        ("interaction", "backbone"),
    ],
)  # fmt: skip
def test_every_view_has_the_columns_of_the_contract_and_names_no_outsider(
    tied: Invention, run: Run, tmp_path: Path, kind: str, view: str
) -> None:
    ran = run("network", kind, tied.folder, "--view", view, "--out", tmp_path / "F.csv")
    assert ran.code == 0
    header, *rows = (tmp_path / "F.csv").read_text(encoding="utf-8").splitlines()
    assert header.split(",")[: len(EDGES)] == EDGES
    assert bool(rows) is (view != "backbone")
    for path in tmp_path.glob("F*"):
        assert "warga" not in path.read_text(encoding="utf-8") and "x:~" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["follow", "interaction", "coaction"])
def test_follow_the_money_comes_out_with_its_records(tied: Invention, run: Run, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "F.ftm.json"
    ran = run("network", kind, tied.folder, "--out", path)
    assert ran.code == 0 and ran.out.split() == [str(path)]
    entities = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    links = [each for each in entities if each["schema"] == "UnknownLink"]
    assert all(each["properties"]["recordId"] for each in links)
    assert bool(links) is (kind != "coaction")
    assert "~" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("follow", "--view", "backbone"), "'backbone' is unknown for follow; allowed are ties, shared-targets"),
        (("coaction", "--view", "shared-targets"), "unknown for coaction; allowed are ties"),
        (("follow", "--view", "shared-audience", "--phase", "campaign"), "omit --phase"),
        (("teman",), "'teman' is unknown; allowed are follow, interaction, coaction"),
        (("follow", "--out", "F.json"), "'.json' is unknown; allowed are .csv"),
    ],
)
def test_what_network_cannot_do_is_one_sentence_and_leaves_nothing(
    tied: Invention, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    kind, *options = words
    out = () if "--out" in options else ("--out", "F.csv")
    ran = run("network", kind, str(tied.folder), *options, *out)
    assert ran.code == 1 and said in ran.sentence
    assert not [*tmp_path.glob("F*")]


def test_what_is_too_large_is_written_without_and_that_is_said(
    tied: Invention, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_acts, "MOST_PAIRS", 0)
    monkeypatch.setattr(exports, "MOST_EDGES", 0)
    ran = run("network", "follow", tied.folder, "--view", "shared-targets", "--out", tmp_path / "F.csv")
    assert (
        ran.code == 0 and "p_value, q_value and effect are empty" in ran.err and "degree and strength only" in ran.err
    )
    assert not any(row["p_value"] for row in read(tmp_path / "F.csv"))
    assert "pagerank" not in read(tmp_path / "F.nodes.csv")[0]
    words = (tmp_path / "F.caption.txt").read_text(encoding="utf-8")
    assert "not tested" in words and "nothing is measured" in words
