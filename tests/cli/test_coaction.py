"""`netral network coaction`: the files it writes, what it says, and what it refuses."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.commands import Run
from tests.invented_investigation import CAMPAIGN_TIME, Invention

PAIR_COLUMNS = ["object", "source", "target", "act_source", "act_target", "delta_seconds"]


@pytest.fixture
def burst(invention: Invention) -> Invention:
    """Two agencies that shared the same two posts at the same time."""
    invention.opd("badan", "U2")
    for number in (7, 8):
        for handle in ("dinas", "badan"):
            invention.act(
                handle, "share", "relawan_dua", CAMPAIGN_TIME, object_url=f"https://x.com/relawan_dua/status/{number}"
            )
    invention.ingest()
    return invention


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_coaction_writes_edges_nodes_and_the_pairs_of_acts(burst: Invention, run: Run, tmp_path: Path) -> None:
    out, pairs = tmp_path / "F.csv", tmp_path / "G.csv"
    words = ("--on", "post", "--window", "60", "--min-participation", "2")
    ran = run("network", "coaction", burst.folder, *words, "--out", out, "--pairs-out", pairs)
    assert ran.code == 0
    assert ran.out.splitlines() == [str(out), str(tmp_path / "F.nodes.csv"), str(pairs)]
    (edge,) = read(out)
    assert (edge["source"], edge["target"], edge["kind"], edge["weight"]) == ("x:@badan", "x:@dinas", "coaction", "2")
    rows = read(pairs)
    assert list(rows[0])[: len(PAIR_COLUMNS)] == PAIR_COLUMNS
    assert [(row["object"], float(row["delta_seconds"])) for row in rows] == [("x:post:7", 0), ("x:post:8", 0)]
    assert "no agreement" in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("coaction", "--on", "gambar"), "'gambar' is unknown; allowed are post, url, hashtag, text"),
        (("coaction", "--window", "-5"), "window of -5 seconds"),
        (("coaction", "--pairs-out", "G.xlsx"), "'.xlsx' is unknown; allowed is .csv"),
        (("coaction", "--pairs-out", "tiada/G.csv"), "no such folder"),
        (("coaction", "--pairs-out", "F.csv"), "give the pairs another name"),
        (("follow", "--window", "60"), "for coaction only"),
    ],
)
def test_what_coaction_cannot_do_is_one_sentence_and_leaves_nothing(
    burst: Invention, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    kind, *options = words
    ran = run("network", kind, str(burst.folder), *options, "--out", "F.csv")
    assert ran.code == 1 and said in ran.sentence
    assert not [*tmp_path.glob("F*"), *tmp_path.glob("G*")]
