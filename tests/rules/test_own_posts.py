"""Own posts that carry a pair's marks: acts for a human to read, toward no account, the pairs treated alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from netral.registry.read import MARK_COLUMNS
from netral.store import read_record_bytes
from tests.invented_investigation import (
    ETHICS_TIME,
    Invention,
    find_lead_of,
    make_snowflake,
    make_tweet,
    names,
    write_table,
)

AT = "2024-10-01T10:00:00+08:00"
MARKS = (
    (1, "hashtag", "#ContohMaju"), (1, "phrase", "Contoh  maju bersama"), (1, "url", "https://contohmaju.id/"),
    (2, "hashtag", "ContohRukun"), (2, "image", "poster.jpg"),
)  # fmt: skip


@pytest.fixture
def invention(tmp_path: Path) -> Invention:
    made = Invention(tmp_path / "uji")
    made.volunteer("relawan_satu", 1, platform_id="501")
    made.volunteer("relawan_dua", 2, platform_id="502")
    made.opd("dinas", platform_id="100")
    mark(made, MARKS)
    return made


def mark(invention: Invention, marks: Any) -> None:
    rows = [dict(zip(MARK_COLUMNS, (*each, "KPU"), strict=True)) for each in marks]
    write_table(invention.folder / "registry" / "marks.csv", MARK_COLUMNS, rows)


def post(invention: Invention, text: str, at: str = AT, **further: Any) -> None:
    number = make_snowflake(at, len(list(invention.folder.glob("captures/*"))) + 1)
    item = make_tweet(number, (100, "dinas"), at, text, **further)
    invention.ingest_lines(f"kiriman-{number}.jsonl", [item])


def test_one_own_post_with_a_mark_is_a_lead_for_a_human_to_read(invention: Invention) -> None:
    post(invention, "Selamat pagi #contohmaju!")
    lead = find_lead_of(invention.leads(), "dinas")
    (act,) = lead["acts"]
    assert (act["kind"], act["direction"], act["target_handle"], act["marks"]) == (
        "post", "undetermined", "", ["#ContohMaju"],
    )  # fmt: skip
    assert act["text"] == "Selamat pagi #contohmaju!"
    assert act["object_url"] == act["act_url"]
    assert lead["all_pairs"] == {"1": 0, "2": 0}
    assert lead["all_pairs_undirected"] == {"1": 1, "2": 0}
    assert lead["p_value"] is None


def test_an_own_post_walks_back_to_the_line_of_its_capture(invention: Invention) -> None:
    post(invention, "#ContohMaju")
    (lead,) = invention.find().leads
    (ref,) = lead.acts[0].records
    (path,) = (invention.folder / "captures").glob("*.jsonl")
    assert read_record_bytes(path, [ref])["line:1"] == path.read_bytes().rstrip(b"\n")


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("#ContohMajuTerus, #contoh_maju dan a#ContohMaju", []),
        ("kemajuan: contoh majubersama", []),
        ("CONTOH MAJU\nbersama semua", [1]),
        ("baca https://www.contohmaju.id/program?utm_source=x", [1]),
        ("baca https://contohmaju.idn.contoh/", []),
        ("poster.jpg", []),
        ("Ridho Satu dan relawan_satu hadir", []),
        ("Debat malam ini: #ContohMaju dan #contohrukun", [1, 2]),
    ],
)
def test_a_mark_counts_as_a_whole_word_phrase_or_address_and_names_never_do(
    invention: Invention, text: str, pairs: list[int]
) -> None:
    post(invention, text)
    leads = invention.leads()["leads"]
    assert sorted(lead["pair_no"] for lead in leads) == pairs
    assert [lead["notes"] for lead in leads] == [["marks_of_several_pairs"] * (len(pairs) > 1)] * len(pairs)


def test_fewer_posts_than_the_threshold_make_no_lead_but_are_counted(tmp_path: Path) -> None:
    made = Invention(tmp_path / "uji", post_min=2)
    made.opd("dinas", platform_id="100")
    mark(made, MARKS)
    post(made, "#ContohMaju")
    assert made.leads()["nil"] is True
    post(made, "#ContohMaju lagi", "2024-10-02T10:00:00+08:00")
    assert names(made.leads()) == [("dinas", "D-6", 1)]


def test_a_quote_of_the_pairs_own_post_is_one_act_and_a_repost_or_answer_is_no_post_of_ones_own(
    invention: Invention,
) -> None:
    theirs = make_tweet(make_snowflake("2024-09-30T10:00:00+08:00"), (501, "relawan_satu"), "2024-09-30T10:00:00+08:00")
    post(invention, "#ContohMaju", quotedTweet=theirs)
    assert invention.leads()["nil"] is True  # one quote is below comment_min
    other = make_tweet(make_snowflake("2024-09-30T11:00:00+08:00"), (7, "warga"), "2024-09-30T11:00:00+08:00")
    post(invention, "RT @warga: #ContohMaju", retweetedTweet=other)
    post(invention, "@warga #ContohMaju", inReplyToTweetId=other["id"], inReplyToUser=other["user"])
    assert invention.leads()["nil"] is True
    post(invention, "#ContohMaju", quotedTweet=other)
    assert [act["kind"] for act in find_lead_of(invention.leads(), "dinas")["acts"]] == ["quote", "post"]


def test_posts_follow_phase_class_and_the_accounts_validity_like_any_act(invention: Invention) -> None:
    invention.opd("lama", platform_id="200", valid_to="2024-09-25")
    post(invention, "#ContohMaju", ETHICS_TIME)
    post(invention, "#ContohMaju", "2024-08-01T10:00:00+08:00")
    item = make_tweet(make_snowflake(AT), (200, "lama"), AT, "#ContohMaju")
    invention.ingest_lines("lama.jsonl", [item])
    result = invention.leads()
    assert names(result) == [("dinas", "KE-4", 1)]
    assert len(result["outside"]) == 1


def test_a_disputed_accounts_post_makes_no_lead(invention: Invention) -> None:
    invention.opd("sengketa", platform_id="300", flags="disputed")
    invention.ingest_lines("s.jsonl", [make_tweet(make_snowflake(AT), (300, "sengketa"), AT, "#ContohMaju")])
    assert invention.leads()["nil"] is True


def test_a_post_that_somebody_wrote_down_counts_by_the_text_that_was_copied(invention: Invention) -> None:
    url = "https://x.com/dinas/status/9"
    invention.act("dinas", "post", None, AT, object_url=None, act_url=url, text="Ayo #ContohMaju")
    invention.act("dinas", "post", "relawan_dua", AT, text="tanpa tanda")
    lead = find_lead_of(invention.leads(), "dinas")
    (act,) = lead["acts"]
    assert (act["kind"], act["marks"], act["object_url"]) == ("post", ["#ContohMaju"], url)
    assert [record["locator"] for record in act["records"]] == ["line:2"]
    assert names(invention.leads()) == [("dinas", "D-6", 1)]


def test_a_post_that_was_written_down_without_its_address_counts_too(invention: Invention) -> None:
    invention.act("dinas", "post", None, AT, object_url=None, text="Contoh maju bersama")
    (act,) = find_lead_of(invention.leads(), "dinas")["acts"]
    assert (act["kind"], act["object_url"], len(act["records"])) == ("post", None, 1)


@pytest.mark.parametrize(
    "address", ["https://t.me/contoh_maju_grup", "https://wa.me/6281200000000", "https://x.com/Contoh_Maju"]
)
def test_a_mark_that_leads_to_an_account_outside_the_registry_is_found_and_seen(
    invention: Invention, address: str
) -> None:
    post(invention, f"gabung di {address} dan https://t.me/warga_biasa")
    assert names(invention.leads()) == []
    mark(invention, (*MARKS, (1, "url", address)))
    (lead,) = invention.leads()["leads"]
    (act,) = lead["acts"]
    assert act["marks"] == [address]
    assert address in act["text"] and "warga_biasa" not in act["text"]
