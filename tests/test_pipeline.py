"""The rooms in order: what may run and when, what an investigation shows, and regions whose truth is known."""

from __future__ import annotations

import json
import pkgutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from netral import pipeline
from netral.errors import BadInvestigation, BadParameter, BrokenEvidence, CaseNotReady
from netral.model import CaseState, Investigation, ReviewedCase
from netral.rules import leads_to_dict
from netral.simulate import write_region
from netral.sources.targets import url_to_post_id
from tests.invented_investigation import Invention, make_envelope, make_snowflake, make_tweet, names

IDENTIFIERS = ("surat pernyataan pemegang akun", "direktori kanal dinas")


@pytest.fixture
def invention(tmp_path: Path) -> Invention:
    made = Invention(tmp_path / "uji")
    made.volunteer("relawan_satu", 1)
    made.opd("dinas")
    made.act("dinas", "share", "relawan_satu")
    return made


# -- regions whose truth is known --------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=[1, 2, 3, 4, 5])
def region(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The truth about an invented region, and what netral found in its captures."""
    folder = write_region(tmp_path_factory.mktemp("regions") / str(request.param), request.param)
    investigation = pipeline.open_investigation(folder)
    stored = pipeline.ingest_captures(investigation, sorted(investigation.captures_folder.iterdir()))
    assert all(each.capture.balances for each in stored)
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    return truth, leads_to_dict(pipeline.find_leads(investigation))


def key_leads(
    leads: list[dict[str, Any]], handle: str, platform: Any
) -> dict[tuple[str, str, str, int], dict[str, Any]]:
    return {
        (platform(lead), lead[handle] or lead["subject"]["handle"], lead["rule_id"], lead["pair_no"]): lead
        for lead in leads
    }


def test_every_planted_lead_is_found_with_its_kinds_and_posts_and_no_other(region: tuple[Any, Any]) -> None:
    truth, result = region
    planted = key_leads(truth["leads"], "handle", lambda lead: lead["platform"])
    found = key_leads(result["leads"], "registry_handle", lambda lead: lead["subject"]["platform"])
    assert len(planted) == len(truth["leads"]) > 5
    assert set(found) == set(planted)
    for key, lead in found.items():
        platform = key[0]
        assert sorted({act["kind"] for act in lead["acts"]}) == planted[key]["kinds"]
        posts = {url_to_post_id(platform, act["object_url"]) for act in lead["acts"] if act["object_url"]}
        assert posts == {url_to_post_id(platform, url) for url in planted[key]["object_urls"]}
        assert all(act["records"] for act in lead["acts"])


def test_nobody_who_did_nothing_is_listed(region: tuple[Any, Any]) -> None:
    truth, result = region
    listed = {lead["registry_handle"] for lead in result["leads"]} | {
        lead["subject"]["handle"] for lead in result["leads"]
    }
    assert truth["not_leads"]
    assert not [entry for entry in truth["not_leads"] if entry["handle"] in listed]


def test_the_planted_burst_is_found_and_no_other(region: tuple[Any, Any]) -> None:
    truth, result = region
    planted = {
        (each["unit_id"], each["pair_no"], url_to_post_id("x", each["object_url"]), each["accounts"])
        for each in truth["coordinated"]
    }
    found = {
        (each["unit_id"], each["pair_no"], url_to_post_id("x", each["object_url"]), each["accounts"])
        for each in result["coordinated"]
    }
    assert found == planted and planted


def test_every_pair_stands_beside_every_lead(region: tuple[Any, Any]) -> None:
    _, result = region
    pairs = {tuple(lead[key]) for lead in result["leads"] for key in ("all_pairs", "all_pairs_undirected", "relative")}
    assert len(pairs) == 1
    for lead in result["leads"]:
        known = [share for share in lead["relative"].values() if share is not None]
        assert not known or sum(known) == pytest.approx(1)
        assert lead["all_pairs"][str(lead["pair_no"])] + lead["all_pairs_undirected"][str(lead["pair_no"])] >= len(
            lead["acts"]
        )


def test_a_region_without_stories_is_a_nil_report(tmp_path: Path) -> None:
    folder = write_region(tmp_path / "nihil", 11, nil=True)
    investigation = pipeline.open_investigation(folder)
    pipeline.ingest_captures(investigation, sorted(investigation.captures_folder.iterdir()))
    result = leads_to_dict(pipeline.find_leads(investigation))
    assert result["nil"] is True and result["leads"] == result["coordinated"] == []
    assert result["coverage"]["accounts_declared"] > 0


# -- what may run, and when --------------------------------------------------------------------------------------------


def rewrite(invention: Invention, old: str, new: str) -> Investigation:
    assert old in invention.yaml
    invention.yaml = invention.yaml.replace(old, new)
    return invention.write()


def try_everything(investigation: Investigation) -> dict[str, str]:
    """Every step that needs a lawful basis to the sentence with which it refused."""
    capture = investigation.captures_folder / "catatan-0.csv"
    steps = {
        "ingest": lambda: pipeline.ingest_captures(investigation, [capture]),
        "leads": lambda: pipeline.find_leads(investigation),
        "network": lambda: pipeline.build_network(investigation, "interaction"),
        "coverage": lambda: pipeline.read_coverage(investigation),
        "evidence": lambda: pipeline.read_evidence(investigation),
        "decide": lambda: pipeline.decide_case(investigation, "L-1", "Sri", CaseState.TRACING, "alasan"),
        "sign": lambda: pipeline.sign_case(investigation, "L-1", "Sri", "Kepala"),
        "pack": lambda: pipeline.make_situation_pack(investigation),
        "case pack": lambda: pipeline.make_case_pack(investigation, "L-1"),
    }
    refused = {}
    for name, step in steps.items():
        with pytest.raises(BadInvestigation) as caught:
            step()
        refused[name] = str(caught.value)
    return refused


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("purpose: uji", 'purpose: ""', "lawful_basis.purpose"),
        ('letter_no: "800/1/2024", ', "", "lawful_basis.letter_no"),
        ("{until: 2999-12-31}", "{}", "retention.until"),
    ],
)
def test_without_purpose_letter_or_retention_nothing_but_status_runs(
    invention: Invention, old: str, new: str, key: str
) -> None:
    invention.ingest()
    investigation = rewrite(invention, old, new)
    assert all(key in sentence for sentence in try_everything(investigation).values())
    assert pipeline.read_status(investigation)["tables"]["interactions"] == 1


def test_after_the_end_of_retention_only_status_works(invention: Invention) -> None:
    invention.ingest()
    investigation = rewrite(invention, "2999-12-31", "2025-03-31")
    assert all("2025-03-31" in sentence for sentence in try_everything(investigation).values())
    status = pipeline.read_status(investigation)
    assert status["retention_until"] == "2025-03-31" and status["days_left"] < 0


def test_the_last_day_of_retention_still_works(invention: Invention, monkeypatch: pytest.MonkeyPatch) -> None:
    invention.ingest()
    investigation = rewrite(invention, "2999-12-31", "2025-03-31")
    late_evening_in_the_region = datetime(2025, 3, 31, 15, 59, tzinfo=UTC)
    monkeypatch.setattr("netral.investigation.now_utc", lambda: late_evening_in_the_region)
    assert len(pipeline.find_leads(investigation).leads) == 1
    assert pipeline.read_status(investigation)["days_left"] == 0


def test_before_anything_was_ingested_the_steps_say_what_comes_first(invention: Invention) -> None:
    investigation = invention.write()
    for step in (pipeline.find_leads, pipeline.read_coverage, pipeline.read_evidence, pipeline.make_situation_pack):
        with pytest.raises(BadInvestigation, match="nothing was ingested yet"):
            step(investigation)
    status = pipeline.read_status(investigation)
    assert set(status["tables"].values()) == {0} and status["quarantine"] == {} and status["lists"] == []


def test_an_unknown_op_or_format_names_those_there_are(invention: Invention) -> None:
    investigation = invention.ingest()
    capture = investigation.captures_folder / "catatan-0.csv"
    with pytest.raises(BadParameter, match="'pengikut' is unknown; allowed are followers"):
        pipeline.ingest_captures(investigation, [capture], op="pengikut")
    with pytest.raises(BadParameter, match="'excel' is unknown; allowed are"):
        pipeline.ingest_captures(investigation, [capture], format_id="excel")


def test_a_changed_capture_stops_status_and_packs(invention: Invention) -> None:
    investigation = invention.ingest()
    capture = investigation.captures_folder / "catatan-0.csv"
    capture.chmod(0o644)
    capture.write_bytes(capture.read_bytes().replace(b"share", b"quote"))
    for step in (pipeline.read_status, pipeline.make_situation_pack, lambda each: pipeline.make_case_pack(each, "L-1")):
        with pytest.raises(BrokenEvidence, match=r"catatan-0\.csv"):
            step(investigation)


# -- what an investigation shows ---------------------------------------------------------------------------------------


def test_status_has_the_keys_of_the_contract_and_counts(invention: Invention) -> None:
    invention.person("pegawai")
    invention.person("gelap", basis_ref="")
    invention.account("berita", "media", basis="official_directory")
    status = json.loads(json.dumps(pipeline.read_status(invention.ingest()), allow_nan=False))
    assert status["registry"] == {"opd": 1, "person": 2, "campaign": 1, "declared_share": 2 / 100}
    assert set(status["tables"]) == {
        "captures", "records", "quarantine", "accounts", "account_aliases", "posts", "follows", "interactions",
        "lineage", "post_lineage",
    }  # fmt: skip
    assert (status["tables"]["captures"], status["tables"]["records"], status["tables"]["interactions"]) == (1, 1, 1)
    assert set(status) >= {"registry", "tables", "quarantine", "lists", "retention_until", "days_left"}


def test_without_employees_the_share_declared_is_unknown(invention: Invention) -> None:
    investigation = rewrite(invention, "{asn: 90, non_asn: 10}", "{asn: 0}")
    assert pipeline.read_status(investigation)["registry"]["declared_share"] is None


def test_status_counts_quarantine_by_reason_and_lists_by_completeness(invention: Invention) -> None:
    invention.act("dinas", "menyukai", "relawan_satu")
    invention.act("", "like", "relawan_satu")
    invention.act("dinas", "like", "relawan_satu", "kapan-kapan")
    invention.ingest()
    user = {"_type": "snscrape.modules.twitter.User"}
    users = [user | {"id": number, "username": f"warga{number}"} for number in (1, 2)]
    invention.ingest_lines("f.jsonl", users, op="followers", target="x:@relawan_satu")
    status = json.loads(json.dumps(pipeline.read_status(pipeline.open_investigation(invention.folder))))
    assert status["quarantine"] == {"actor_unknown": 1, "bad_time": 1, "unknown_kind": 1}
    (row,) = status["lists"]
    assert {key: row[key] for key in ("account", "op", "declared", "observed")} == {
        "account": "x:@relawan_satu", "op": "followers", "declared": None, "observed": 2,
    }  # fmt: skip


def test_a_list_asked_for_by_id_and_by_handle_is_one_list(invention: Invention) -> None:
    invention.account("dinas_dua", "opd", unit_id="U2", basis="official_directory", platform_id="22")
    user = {"_type": "snscrape.modules.twitter.User"}
    users = [user | {"id": number, "username": f"warga{number}"} for number in (1, 2)]
    for number, (native_id, handle) in enumerate((("22", "dinas_dua"), (None, "dinas_dua"), ("22", None))):
        target = {"target_id": native_id, "target_handle": handle, "declared_count": 2}
        line = make_envelope(users[number % 2], f"2024-10-0{1 + number}T00:00:00Z", "followers", **target)
        invention.ingest_lines(f"{number}.jsonl", [line])
    investigation = invention.ingest_lines("p.jsonl", [user | {"id": 22, "username": "dinas_dua"}], op="profile")
    rows = pipeline.read_status(investigation)["lists"]
    assert [(row["account"], row["declared"], row["observed"]) for row in rows] == [("x:22", 2, 2)]


def test_a_list_asked_for_by_the_handle_and_by_the_id_of_one_row_is_one_list(invention: Invention) -> None:
    invention.account("dinas_dua", "opd", unit_id="U2", basis="official_directory", platform_id="22")
    users = [{"_type": "snscrape.modules.twitter.User", "id": 1, "username": "warga1"}]
    invention.ingest_lines("a.jsonl", users, op="followers", target="x:22")
    investigation = invention.ingest_lines("b.jsonl", users, op="followers", target="x:@Dinas_Dua")
    rows = pipeline.read_status(investigation)["lists"]
    assert [(row["account"], row["observed"]) for row in rows] == [("x:22", 1)]


def test_who_is_in_one_list_by_two_acts_is_counted_once(invention: Invention) -> None:
    dinas, relawan, native_id = (11, "dinas"), (22, "relawan_satu"), make_snowflake("2024-09-30T10:00:00Z")
    user = {"_type": "snscrape.modules.twitter.User", "id": dinas[0], "username": dinas[1]}
    asked = {"target_id": native_id, "target_handle": relawan[1], "declared_count": 1}
    for name, at in (("a.jsonl", "2024-10-07T00:00:00Z"), ("b.jsonl", "2024-10-09T00:00:00Z")):
        invention.ingest_lines(name, [make_envelope(user, at, "retweeters", **asked)])
    again = make_tweet(
        make_snowflake("2024-10-08T10:00:00Z"), dinas, "2024-10-08T10:00:00Z", "RT @relawan_satu: contoh",
        retweetedTweet=make_tweet(native_id, relawan, "2024-09-30T10:00:00Z"),
    )  # fmt: skip
    investigation = invention.ingest_lines("c.jsonl", [again])
    assert len(pipeline.load_tables(investigation).interactions.execute()) == 2
    (row,) = pipeline.read_status(investigation)["lists"]
    assert (row["declared"], row["observed"]) == (1, 1)


def test_coverage_names_every_role_unit_and_capture(invention: Invention) -> None:
    invention.person("gelap", "U2", basis_ref="")
    coverage = pipeline.read_coverage(invention.ingest())
    registry = coverage["registry"].set_index("role")
    assert registry.loc["person", ["accounts", "confirmed"]].tolist() == [1, 0]
    assert dict(zip(coverage["units"]["unit_id"], coverage["units"]["accounts"], strict=True)) == {
        "U1": 1,
        "U2": 1,
        "U3": 0,
    }
    assert list(coverage["captures"]["path"]) == ["captures/catatan-0.csv"]


def test_an_account_that_enters_the_registry_later_is_seen_in_captures_already_there(invention: Invention) -> None:
    invention.act("pegawai_baru", "share", "relawan_satu")
    assert names(invention.leads()) == [("dinas", "D-6", 1)]
    invention.person("pegawai_baru")
    assert sorted(names(invention.leads())) == [("dinas", "D-6", 1), ("pegawai_baru", "D-6", 1)]


def test_an_account_that_leaves_the_registry_leaves_the_leads_and_its_name_the_tables(invention: Invention) -> None:
    invention.person("pegawai")
    invention.act("pegawai", "share", "relawan_satu")
    assert len(invention.leads()["leads"]) == 2
    invention.accounts.pop()
    assert names(invention.leads()) == [("dinas", "D-6", 1)]
    tables = pipeline.load_tables(pipeline.open_investigation(invention.folder))
    assert not tables.accounts.to_pandas()["handle"].eq("pegawai").any()


# -- cases -------------------------------------------------------------------------------------------------------------


def forward(investigation: Investigation, case_id: str) -> None:
    for state in (CaseState.TRACING, CaseState.CLARIFICATION, CaseState.FORWARDED):
        pipeline.decide_case(investigation, case_id, "Sri Contoh", state, "alasan", IDENTIFIERS)


def test_a_pack_of_an_unsigned_or_half_signed_case_is_refused_and_writes_nothing(invention: Invention) -> None:
    investigation = invention.ingest()
    case_id = pipeline.find_leads(investigation).leads[0].lead_id
    out = invention.folder / "keluar"
    with pytest.raises(CaseNotReady, match=case_id):
        pipeline.make_case_pack(investigation, case_id, out)
    forward(investigation, case_id)
    pipeline.sign_case(investigation, case_id, "Sri Contoh", "Kepala Seksi")
    with pytest.raises(CaseNotReady, match="1 of 2"):
        pipeline.make_case_pack(investigation, case_id, out)
    assert not out.exists()


def test_a_case_that_is_no_lead_is_refused(invention: Invention) -> None:
    with pytest.raises(BadParameter, match="'L-0' is no lead of uji-2024"):
        pipeline.decide_case(invention.ingest(), "L-0", "Sri", CaseState.TRACING, "alasan")


def test_a_new_act_in_the_lead_takes_the_signatures_off_and_another_accounts_act_does_not(invention: Invention) -> None:
    investigation = invention.ingest()
    case_id = pipeline.find_leads(investigation).leads[0].lead_id
    forward(investigation, case_id)
    for person in ("Sri Contoh", "Bagus Contoh"):
        pipeline.sign_case(investigation, case_id, person, "Kepala")

    def count_signatures() -> int:
        leads = pipeline.find_leads(invention.ingest())
        return len(pipeline.read_case(investigation, pipeline.find_lead(leads, case_id)).signatures)

    assert count_signatures() == 2
    invention.act(invention.opd("dinas_lain"), "share", "relawan_satu")
    assert count_signatures() == 2
    invention.act("dinas", "share", "relawan_satu")
    assert count_signatures() == 0


@pytest.fixture
def reviewed(monkeypatch: pytest.MonkeyPatch) -> list[ReviewedCase]:
    """What a case pack would be made from."""
    seen: list[ReviewedCase] = []
    monkeypatch.setattr("netral.evidence.write_case_pack", lambda case, *_, **__: seen.append(case))
    monkeypatch.setattr("netral.pipeline.review.log_export", lambda *_: None)
    return seen


def test_a_pack_shows_the_registry_row_of_its_own_subject(invention: Invention, reviewed: list[ReviewedCase]) -> None:
    for number in (71, 72):
        invention.account(
            "", "person", platform_id=str(number), unit_id=f"U{number - 70}", basis="declared",
            basis_ref=f"SP/{number}", confirmed_by="Sri", confirmed_at="2024-09-01",
        )  # fmt: skip
        invention.act(f"id:{number}", "share", "relawan_satu")
    invention.person("dinas", "U3", basis_ref="")
    investigation = invention.ingest()
    for lead in pipeline.find_leads(investigation).leads:
        forward(investigation, lead.lead_id)
        for person in ("Sri Contoh", "Bagus Contoh"):
            pipeline.sign_case(investigation, lead.lead_id, person, "Kepala")
        pipeline.make_case_pack(investigation, lead.lead_id)
        case = reviewed[-1]
        assert case.account.unit_id == lead.subject.unit_id and case.account.role is lead.subject.role
        if case.account.platform_id:
            assert case.account.basis_ref == f"SP/{lead.subject.account_id.partition(':')[2]}"
        raw = [record.raw for exhibit in case.exhibits for record in exhibit.records]
        assert len(raw) == 1 and all(b"share" in each for each in raw)
    assert len(reviewed) == 3


def test_exhibits_hold_the_very_lines_of_the_captures(invention: Invention, reviewed: list[ReviewedCase]) -> None:
    post = make_tweet(801, (601, "relawan_satu"), "2024-10-01T01:00:00+00:00")
    shares = [make_tweet(901, (501, "dinas"), "2024-10-01T02:00:00+00:00", "RT 🌸\x07 لطفا", retweetedTweet=post)]
    investigation = invention.ingest()
    invention.ingest_lines("x.jsonl", shares)
    (lead,) = pipeline.find_leads(investigation).leads
    forward(investigation, lead.lead_id)
    for person in ("Sri Contoh", "Bagus Contoh"):
        pipeline.sign_case(investigation, lead.lead_id, person, "Kepala")
    pipeline.make_case_pack(investigation, lead.lead_id)
    raw = {record.raw for exhibit in reviewed[0].exhibits for record in exhibit.records}
    lines = {
        line
        for path in investigation.captures_folder.iterdir()
        if path.is_file()
        for line in path.read_bytes().split(b"\n")
    }
    assert len(raw) == 2 and raw <= lines


def test_progress_tells_bytes_and_never_more_than_there_are(invention: Invention, tmp_path: Path) -> None:
    investigation, told = invention.write(), list[int]()
    path = tmp_path / "banyak.csv"
    rows = "".join(f"x,warga_{number},like,relawan_satu\n" for number in range(3000))
    path.write_text("platform,actor,kind,target\n" + rows, encoding="utf-8")
    pipeline.ingest_captures(investigation, [path], progress=told.append)
    assert len(told) > 1 and min(told) > 0
    assert sum(told) <= path.stat().st_size
    told.clear()
    pipeline.reparse_captures(investigation, told.append)
    assert 0 < sum(told) <= path.stat().st_size


def test_progress_of_a_file_in_stretches_is_its_bytes_once(
    invention: Invention, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("netral.sources.stretches.STRETCH_BYTES", 64 << 10)
    investigation, told = invention.write(), list[int]()
    path = tmp_path / "banyak.jsonl"
    user = {"_type": "snscrape.modules.twitter.User", "username": "warga"}
    path.write_text("".join(json.dumps(user | {"id": number}) + "\n" for number in range(1, 9000)), encoding="utf-8")
    pipeline.ingest_captures(investigation, [path], op="search", progress=told.append)
    assert len(told) > 3 and sum(told) == path.stat().st_size


def test_processes_begin_while_a_large_file_is_looked_at_and_not_for_one_that_is_known(
    invention: Invention, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("netral.sources.stretches.STRETCH_BYTES", 64 << 10)
    happened = list[str]()
    for owner, name in (("netral.store.workers.Workers", "start"), ("netral.sources.detect", "find_formats")):
        real = pkgutil.resolve_name(f"{owner}.{name}")
        monkeypatch.setattr(
            f"{owner}.{name}", lambda *asked, real=real, name=name: happened.append(name) or real(*asked)
        )
    investigation, path = invention.write(), tmp_path / "banyak.jsonl"
    user = {"_type": "snscrape.modules.twitter.User", "username": "warga"}
    path.write_text("".join(json.dumps(user | {"id": number}) + "\n" for number in range(1, 3000)), encoding="utf-8")
    (stored,) = pipeline.ingest_captures(investigation, [path], op="search")
    assert (happened[:2], stored.capture.read) == (["start", "find_formats"], 2999)
    happened.clear()
    (stored,) = pipeline.ingest_captures(investigation, [path], op="search")
    assert (happened, stored.is_known) == (["find_formats"], True)


def test_what_a_mended_parser_reads_leaves_quarantine(
    invention: Invention, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    investigation = invention.write()
    path = tmp_path / "daftar.csv"
    rows = "platform,actor,kind,target,occurred_at\nx,warga,like,relawan_satu,kemarin\n"
    path.write_text(rows, encoding="utf-8")
    assert pipeline.ingest_captures(investigation, [path])[0].capture.quarantined == 1
    monkeypatch.setattr("netral.sources.edges.parse_moment", lambda *_: (1_727_000_000_000_000, True))
    (again,) = pipeline.reparse_captures(investigation)
    assert (again.stored, again.quarantined, again.balances) == (1, 0, True)
