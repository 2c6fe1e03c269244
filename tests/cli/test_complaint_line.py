"""Complaints without a capture, and complaints and acts that are routed out: nothing is lost, nothing is silent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from netral.explore import show_complaints, show_routes
from netral.pipeline import compare_pairs, find_leads, list_routes, list_standings, open_investigation
from tests.cli.commands import Run
from tests.invented_investigation import Invention, find_lead_of

SAYS = "membagikan unggahan tim"


def complain(run: Run, folder: Path, account: str = "x:@dinas", url: str = "", **further: str) -> dict[str, Any]:
    options = [word for name, value in further.items() for word in (f"--{name}", value)]
    ran = run("review", folder, "complain", "--by", "Siti", "--channel", "letter", "--known-on", "2024-10-02",
              "--account", account, "--says", SAYS, "--url", url, "--json", *options)  # fmt: skip
    assert ran.code == 0, ran.err
    return dict(ran.json)


def list_missing(run: Run, folder: Path) -> list[list[str]]:
    return [each["missing"] for each in run("review", folder, "complaints", "--json").json["complaints"]]


def test_a_complaint_before_anything_was_captured_is_a_to_do_with_channel_date_and_deadline(
    invention: Invention, run: Run, tmp_path: Path
) -> None:
    invention.write()
    (tmp_path / "pelapor.txt").write_text("Rahasia Sekali", encoding="utf-8")
    complain(run, invention.folder, reporter=str(tmp_path / "pelapor.txt"))
    (found,) = run("review", invention.folder, "complaints", "--json").json["complaints"]
    assert (found["channel"], found["known_on"], found["reporter"]) == ("letter", "2024-10-02", "sealed")
    assert (found["cases"], found["missing"]) == ([], ["nothing_captured"])
    assert [each["due"] for each in found["deadlines"]][:1] == ["2024-10-09"]
    shown = run("review", invention.folder, "complaints").out
    assert "to do: nothing was captured yet" in shown and "Rahasia" not in shown


def test_what_is_missing_is_named_account_and_act_apart(invention: Invention, run: Run) -> None:
    invention.person("pegawai", confirmed_by="")
    invention.opd("lama", flags="disputed")
    invention.act("dinas", "comment", "relawan_dua", object_url="https://x.com/relawan_dua/status/77")
    invention.ingest()
    for account, url in (
        ("x:@tak_dikenal", ""),
        ("x:@pegawai", "https://x.com/relawan_dua/status/78"),
        ("x:@lama", "https://x.com/relawan_dua/status/77"),
    ):
        complain(run, invention.folder, account, url)
    assert list_missing(run, invention.folder) == [
        ["account_not_in_registry", "no_address"],
        ["account_unconfirmed", "act_not_captured"],
        ["account_disputed", "no_lead"],
    ]


def test_a_complaint_about_an_account_with_a_lead_is_that_case_and_a_second_one_is_linked(
    invention: Invention, run: Run
) -> None:
    lead = find_lead_of(invention.leads(), "dinas")
    for _ in range(2):
        complain(run, invention.folder, url="https://x.com/relawan_satu/status/1000")
    first, second = run("review", invention.folder, "complaints", "--json").json["complaints"]
    assert (first["cases"], first["missing"]) == ([lead["lead_id"]], [])
    assert (second["same_as"], second["missing"], second["deadlines"]) == (first["complaint_id"], [], [])


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_page_of_complaints_names_neither_account_nor_words(invention: Invention, run: Run, lang: str) -> None:
    invention.ingest()
    complain(run, invention.folder, "x:@tak_dikenal")
    html = show_complaints(list_standings(open_investigation(invention.folder)), lang).html
    assert "K-001" in html and "tak_dikenal" not in html and SAYS not in html


def test_a_routed_complaint_is_closed_with_its_addressee_and_belongs_to_no_case(invention: Invention, run: Run) -> None:
    lead_id = find_lead_of(invention.leads(), "dinas")["lead_id"]
    complain(run, invention.folder)
    words = ("review", invention.folder, "route", "K-001", "--by", "Siti", "--reason", "kabar bohong")
    assert run(*words, "--topic", "gosip", "--to", "kominfo").code == 1
    routed = run(*words, "--topic", "hoax", "--to", "kominfo", "--json").json
    assert (routed["topic"], routed["to"], routed["interaction_id"]) == ("hoax", "kominfo", None)
    (found,) = run("review", invention.folder, "complaints", "--json").json["complaints"]
    assert (found["routed"]["to"], found["cases"], found["missing"], found["deadlines"]) == ("kominfo", [], [], [])
    assert "routed to Kominfo as hoax by Siti: kabar bohong" in run("review", invention.folder, "complaints").out
    assert run("review", invention.folder, "show", lead_id, "--json").json["case"]["complaints"] == []
    assert "0 acts, 1 complaints" in run("leads", invention.folder).out
    assert run("review", invention.folder, "route", "K-009", "--by", "S", "--topic", "hoax", "--to", "bawaslu",
               "--reason", "x").code == 1  # fmt: skip


def test_a_routed_act_leaves_leads_and_tables_is_counted_and_can_be_taken_back(invention: Invention, run: Run) -> None:
    for number in (1, 2):
        invention.act("dinas", "comment", "relawan_dua", object_url=f"https://x.com/relawan_dua/status/{number}")
    result = invention.leads()
    lead = find_lead_of(result, "dinas", 2)
    act = lead["acts"][0]["interaction_id"]
    words = ("review", invention.folder, "route", lead["lead_id"], act, "--by", "Siti", "--reason", "ujaran kebencian")
    assert run(*words, "--topic", "hate", "--to", "polri").code == 0
    after = run("leads", invention.folder, "--json").json
    assert [each["pair_no"] for each in after["leads"]] == [1]
    assert after["leads"][0]["all_pairs_undirected"] == {"1": 0, "2": 1}
    assert after["routed"] == {"acts": 1, "complaints": 0}
    investigation = open_investigation(invention.folder)
    units = compare_pairs(investigation)
    assert units.loc[(units["kind"] == "comment") & (units["pair_no"] == 2), "acts"].tolist() == [1]
    html = show_routes(list_routes(investigation), "en").html
    assert "the police" in html and "dinas" not in html
    assert run(*words[:5], "--by", "Budi", "--reason", "keliru", "--take-back").code == 0
    assert len(find_leads(investigation).leads) == 2
    assert run(*words[:5], "--by", "Budi", "--reason", "keliru", "--take-back").code == 1


def test_what_a_campaign_posted_is_not_routed_by_whoever_shared_it(invention: Invention, run: Run) -> None:
    lead = find_lead_of(invention.leads(), "dinas")
    act = lead["acts"][0]["interaction_id"]
    words = ("--by", "S", "--topic", "hoax", "--to", "bawaslu", "--reason", "x")
    ran = run("review", invention.folder, "route", lead["lead_id"], act, *words)
    assert ran.code == 1 and "is a share; allowed are what the account wrote" in ran.sentence
