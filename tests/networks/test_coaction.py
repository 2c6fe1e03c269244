"""The co-action network: who is in it, who never is, what its columns say, and the acts behind every edge."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from netral.errors import BadParameter
from netral.networks import Coaction, write_network
from netral.pipeline.coaction import build_coaction
from tests.invented_investigation import Invention, make_envelope, make_snowflake, make_tweet
from tests.networks.test_networks import EDGE_COLUMNS, NODE_COLUMNS

COPIED = "Mari kita sukseskan bersama pembangunan kota contoh untuk lima tahun ke depan, kawan"
CAMPAIGN = "https://x.com/relawan_satu/status/{}"


@pytest.fixture
def invention(tmp_path: Path) -> Invention:
    made = Invention(tmp_path / "uji")
    made.volunteer("relawan_satu", 1)
    made.volunteer("calon_dua", 2, role="candidate")
    made.account("berita", "media", basis="official_directory")
    made.opd("dinas")
    made.opd("badan", "U2")
    made.person("pegawai")
    made.person("karyawan", "U2")
    made.person("gelap", confirmed_by="")
    return made


def at(seconds: int, day: int = 1) -> str:
    return f"2024-10-{day:02}T10:{seconds // 60:02}:{seconds % 60:02}+08:00"


def share(made: Invention, url: str, *acts: tuple[str, int], kind: str = "share", day: int = 1) -> None:
    author = url.split("/")[3]
    for actor, seconds in acts:
        made.act(actor, kind, author, at(seconds, day), object_url=url)


def build(made: Invention, **options: Any) -> Coaction:
    return build_coaction(made.ingest(), **{"min_participation": 1, **options})


def list_edges(found: Coaction) -> set[tuple[str, str, int]]:
    edges = found.network.edges
    return set(zip(edges["source_handle"], edges["target_handle"], edges["weight"], strict=True))


def test_an_edge_counts_objects_and_carries_units_pairs_phase_and_times(invention: Invention) -> None:
    for number in (1, 2):
        share(invention, CAMPAIGN.format(number), ("dinas", 0), ("badan", 60), day=number)
    share(invention, "https://x.com/berita/status/3", ("badan", 0), ("dinas", 5), kind="like")
    found = build(invention)
    (edge,) = found.network.edges.to_dict("records")
    assert (edge["source"], edge["target"], edge["kind"], edge["weight"]) == ("x:@badan", "x:@dinas", "coaction", 3)
    assert (edge["source_unit_id"], edge["target_unit_id"], edge["on"], edge["window_seconds"]) == (
        "U2",
        "U1",
        "post",
        60,
    )
    assert (edge["pair_no"], edge["all_pairs"], edge["phase"], edge["act_pairs"]) == (1, "1:2 2:0", "campaign", 3)
    assert (edge["first_at"].isoformat(), edge["last_at"].isoformat()) == (
        "2024-10-01T02:00:00+00:00", "2024-10-02T02:01:00+00:00",
    )  # fmt: skip
    nodes = found.network.nodes.set_index("handle")
    assert nodes.loc["dinas", ["in_degree", "out_degree", "in_strength"]].tolist() == [1, 1, 3]
    assert nodes.loc["relawan_satu", "in_degree"] == 0


def test_every_edge_walks_back_to_its_acts(invention: Invention) -> None:
    share(invention, CAMPAIGN.format(1), ("dinas", 0), ("badan", 30), ("pegawai", 61))
    found = build(invention)
    assert list_edges(found) == {("badan", "dinas", 1), ("badan", "pegawai", 1)}
    assert list(found.pairs.columns[:6]) == ["object", "source", "target", "act_source", "act_target", "delta_seconds"]
    assert found.pairs[["source", "target", "delta_seconds", "pair_no"]].to_numpy().tolist() == [
        ["x:@dinas", "x:@badan", 30.0, 1], ["x:@badan", "x:@pegawai", 31.0, 1],
    ]  # fmt: skip
    known = found.acts.set_index("act_id")["account"]
    assert known[found.pairs["act_source"]].tolist() == found.pairs["source"].tolist()
    assert list(found.acts.columns[:4]) == ["object", "account", "act_id", "occurred_us"]


def test_outsiders_the_unconfirmed_and_campaigns_among_themselves_have_no_edge(invention: Invention) -> None:
    others = ("warga", "tetangga", "gelap", "calon_dua", "berita")
    share(invention, CAMPAIGN.format(1), ("dinas", 0), *((each, 1) for each in others))
    found = build(invention)
    assert list_edges(found) == {("calon_dua", "dinas", 1), ("berita", "dinas", 1)}
    assert not found.network.nodes["account_id"].str.contains("~").any()
    assert not found.pairs.to_csv().count("~")


def test_two_personal_accounts_are_listed_only_for_what_is_of_a_campaign(invention: Invention) -> None:
    share(invention, "https://x.com/warga/status/1", ("pegawai", 0), ("karyawan", 1), ("dinas", 2))
    found = build(invention)
    assert list_edges(found) == {("dinas", "pegawai", 1), ("dinas", "karyawan", 1)}
    assert found.unlisted == 1 and len(found.pairs) == 2
    share(invention, CAMPAIGN.format(2), ("pegawai", 0), ("karyawan", 1))
    found = build(invention)
    assert ("karyawan", "pegawai", 2) in list_edges(found) and found.unlisted == 0


def test_institutions_stand_before_people(invention: Invention) -> None:
    share(invention, CAMPAIGN.format(1), ("pegawai", 0), ("karyawan", 0), ("badan", 0), ("dinas", 0))
    edges = build(invention).network.edges
    people = (edges[["source_role", "target_role"]] == "person").sum(axis=1)
    assert people.tolist() == [0, 1, 1, 1, 1, 2]


def test_all_pairs_are_treated_alike(invention: Invention) -> None:
    share(invention, CAMPAIGN.format(1), ("dinas", 0), ("badan", 5))
    share(invention, "https://x.com/calon_dua/status/2", ("dinas", 100), ("badan", 105))
    (edge,) = build(invention).network.edges.to_dict("records")
    assert edge["all_pairs"] == "1:1 2:1" and pd.isna(edge["pair_no"])


def test_acts_without_a_time_of_their_own_are_counted_and_in_no_pair(invention: Invention) -> None:
    share(invention, CAMPAIGN.format(1), ("dinas", 0), ("badan", 5))
    invention.act("pegawai", "like", "relawan_satu", None, object_url=CAMPAIGN.format(1))
    invention.act("pegawai", "mention", "relawan_satu", at(1), object_url=CAMPAIGN.format(1))
    found = build(invention)
    assert list_edges(found) == {("badan", "dinas", 1)} and found.untimed == 1


def test_acts_outside_a_role_and_outside_a_phase_do_not_count(invention: Invention) -> None:
    invention.accounts[3]["valid_to"] = "2024-10-01"
    for day in (1, 2):
        share(invention, CAMPAIGN.format(day), ("dinas", 0), ("badan", 5), day=day)
    assert list_edges(build(invention)) == {("badan", "dinas", 1)}
    found = build(invention, phase="quiet")
    assert found.network.edges.empty and found.network.phase == "quiet"
    assert list(found.network.edges.columns[: len(EDGE_COLUMNS)]) == EDGE_COLUMNS


def test_one_act_together_is_enough_by_default_and_the_window_is_the_investigations(tmp_path: Path) -> None:
    made = Invention(tmp_path / "uji", coaction_window_seconds=10)
    made.volunteer("relawan_satu", 1)
    made.opd("dinas")
    made.opd("badan")
    share(made, CAMPAIGN.format(1), ("dinas", 0), ("badan", 10))
    share(made, CAMPAIGN.format(2), ("dinas", 100), ("badan", 111))
    assert list_edges(build_coaction(made.ingest())) == {("badan", "dinas", 1)}
    assert build_coaction(made.ingest(), min_participation=2).network.edges.empty
    assert list_edges(build_coaction(made.ingest(), window_seconds=11, min_participation=2)) == {("badan", "dinas", 2)}


def post(user: tuple[int, str], seconds: int, text: str) -> dict[str, object]:
    moment = at(seconds)
    return make_envelope(make_tweet(make_snowflake(moment, user[0]), user, moment, text), "2024-12-01T00:00:00Z")


@pytest.mark.parametrize(
    ("on", "texts", "seen"),
    [
        ("url", ("baca https://www.contoh.go.id/a?utm_source=x", "http://contoh.go.id/a/"), "contoh.go.id/a"),
        ("hashtag", ("#Menang #Bersama", "ayo #bersama, #MENANG"), "#bersama #menang"),
        ("text", (COPIED, f"{COPIED.upper()} @warga"), "text:"),
    ],
)
def test_links_hashtags_and_texts_are_objects_too(
    invention: Invention, on: str, texts: tuple[str, str], seen: str
) -> None:
    lines = [
        post((1, "dinas"), 0, texts[0]), post((2, "badan"), 20, texts[1]), post((3, "warga"), 1, texts[0]),
        post((4, "pegawai"), 20, "lain sama sekali"),
    ]  # fmt: skip
    invention.ingest_lines("posts.jsonl", lines)
    found = build_coaction(invention.write(), on=on, min_participation=1)
    assert list_edges(found) == {("dinas", "badan", 1)}
    (row,) = found.pairs.to_dict("records")
    assert row["object"].startswith(seen) and row["delta_seconds"] == 20
    assert row["act_source"].startswith("x:post:") and pd.isna(row["pair_no"])
    for other in {"url", "hashtag", "text"} - {on}:
        assert build_coaction(invention.write(), on=other, min_participation=1).network.edges.empty


def test_a_text_is_a_campaigns_when_the_campaign_wrote_it_or_it_carries_its_mark(invention: Invention) -> None:
    lines = [post((1, "pegawai"), 0, "#Menang"), post((2, "karyawan"), 20, "#menang")]
    invention.ingest_lines("posts.jsonl", lines)
    options = {"on": "hashtag", "min_participation": 1}
    found = build_coaction(invention.write(), **options)
    assert found.network.edges.empty and found.unlisted == 1
    marks = invention.folder / "registry" / "marks.csv"
    marks.write_text("pair_no,kind,value,source\n2,hashtag,#MENANG,uji\n", encoding="utf-8", newline="\n")
    (edge,) = build_coaction(invention.write(), **options).network.edges.to_dict("records")
    assert (edge["pair_no"], edge["all_pairs"]) == (2, "1:0 2:1")
    marks.unlink()
    invention.ingest_lines("lagi.jsonl", [post((5, "relawan_satu"), 3000, "#MENANG")])
    (edge,) = build_coaction(invention.write(), **options).network.edges.to_dict("records")
    assert (edge["pair_no"], edge["all_pairs"]) == (1, "1:1 2:0")


def test_what_is_unknown_is_refused(invention: Invention) -> None:
    share(invention, CAMPAIGN.format(1), ("dinas", 0), ("badan", 5))
    for options, said in (
        ({"on": "gambar"}, "'gambar' is unknown; allowed are post, url, hashtag, text"),
        ({"phase": "kampanye"}, "'kampanye' is unknown"),
        ({"window_seconds": -1}, "window of -1 seconds"),
        ({"min_participation": 0}, "min-participation 0"),
    ):
        with pytest.raises(BadParameter, match=said):
            build(invention, **options)


def test_the_network_is_written_like_every_other(invention: Invention, tmp_path: Path) -> None:
    share(invention, CAMPAIGN.format(1), ("dinas", 0), ("badan", 5))
    network = build(invention).network
    for suffix in (".csv", ".parquet", ".graphml", ".gexf"):
        for path in write_network(network, tmp_path / f"F{suffix}"):
            assert path.stat().st_size > 0
    assert list(network.nodes.columns[: len(NODE_COLUMNS)]) == NODE_COLUMNS
