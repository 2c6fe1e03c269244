"""Who can have a lead: confirmed, valid at the time of the act, undisputed, under its newest handle."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.invented_investigation import CAMPAIGN_TIME, Invention, find_lead_of, local, make_envelope, make_tweet, names


@pytest.fixture
def invention(tmp_path: Path) -> Invention:
    made = Invention(tmp_path / "uji")
    made.volunteer("relawan_satu", 1)
    return made


def test_a_person_who_is_not_wholly_confirmed_makes_no_lead_and_counts_as_unconfirmed(invention: Invention) -> None:
    lacking = {
        "tanpa_dasar": {"basis": "claimed"}, "hanya_direktori": {"basis": "official_directory"},
        "tanpa_surat": {"basis_ref": ""}, "tanpa_nama": {"confirmed_by": ""}, "tanpa_tanggal": {"confirmed_at": ""},
        "kedaluwarsa": {"confirmed_at": "", "valid_to": "2024-01-01"},
    }  # fmt: skip
    for handle, cells in lacking.items():
        invention.person(handle, **cells)
    invention.person("lengkap")
    invention.person("aduan", basis="complaint")
    for handle in (*lacking, "lengkap", "aduan"):
        invention.acts(handle, "share", "relawan_satu", 2)
        invention.act(handle, "share", "relawan_satu", "2025-06-01T00:00:00Z")
        invention.act(handle, "follow", "relawan_satu")
    result = invention.leads()
    assert sorted(names(result)) == [("aduan", "D-6", 1), ("lengkap", "D-6", 1)]
    assert result["coverage"]["unconfirmed"] == len(lacking)
    assert result["coverage"]["accounts_declared"] == 2
    assert len(result["outside"]) == 2
    assert result["education"]["follows"] == 2


@pytest.mark.parametrize(("zone", "offset_hours"), [("Asia/Jakarta", 7), ("Asia/Makassar", 8), ("Asia/Jayapura", 9)])
def test_a_subject_counts_from_the_first_to_the_last_day_of_its_validity(
    tmp_path: Path, zone: str, offset_hours: int
) -> None:
    made = Invention(tmp_path / "uji", zone=zone)
    made.volunteer("relawan_satu", 1)
    moments = {
        "2024-10-04T23:59:59": False, "2024-10-05T00:00:00": True, "2024-10-09T23:59:59": True,
        "2024-10-10T00:00:00": False,
    }  # fmt: skip
    for number, moment in enumerate(moments):
        handle = made.person(f"pegawai_{number}", valid_from="2024-10-05", valid_to="2024-10-09")
        made.act(handle, "share", "relawan_satu", local(moment, offset_hours))
    found = {handle for handle, _, _ in names(made.leads())}
    assert found == {f"pegawai_{number}" for number, expected in enumerate(moments.values()) if expected}


def test_a_campaign_account_counts_only_while_its_role_holds(invention: Invention) -> None:
    invention.volunteer("bekas", 1, valid_to="2024-09-30")
    invention.volunteer("bekas", 2, valid_from="2024-10-10")
    invention.opd("dinas")
    for at in ("2024-09-30T23:59:59+08:00", "2024-10-01T00:00:00+08:00", "2024-10-10T00:00:00+08:00"):
        invention.act("dinas", "share", "bekas", at)
    result = invention.leads()
    assert [(lead["pair_no"], len(lead["acts"])) for lead in result["leads"]] == [(1, 1), (2, 1)]


def test_a_day_that_reaches_beyond_validity_is_no_act_of_the_subject(invention: Invention) -> None:
    invention.person("pegawai", valid_from="2024-10-02")
    invention.act("pegawai", "share", "relawan_satu", "2024-10-01")
    assert names(invention.leads()) == []
    invention.act("pegawai", "share", "relawan_satu", "2024-10-02")
    assert names(invention.leads()) == [("pegawai", "D-6", 1)]


def test_disputed_accounts_make_no_lead_on_either_side_and_are_named_in_coverage(invention: Invention) -> None:
    invention.opd("diretas", flags="disputed|duty")
    invention.volunteer("relawan_tiruan", 1, flags="disputed")
    invention.opd("dinas")
    invention.acts("diretas", "share", "relawan_satu", 2)
    invention.acts("diretas", "like", "relawan_satu", 2)
    invention.acts("dinas", "share", "relawan_tiruan", 2)
    invention.act("dinas", "like", "relawan_tiruan")
    result = invention.leads()
    assert names(result) == [] and result["nil"] is True
    assert result["coverage"]["disputed"] == ["x:@diretas", "x:@relawan_tiruan"]
    assert result["education"]["single_likes"] == 0


def test_the_other_flags_are_shown_and_stop_nothing(invention: Invention) -> None:
    for flags in ("duty", "media", "spouse", "spouse|duty", ""):
        invention.act(invention.person(f"akun_{flags.replace('|', '_')}", flags=flags), "share", "relawan_satu")
    shown = {lead["registry_handle"]: lead["flags"] for lead in invention.leads()["leads"]}
    assert shown == {
        "akun_duty": ["duty"], "akun_media": ["media"], "akun_spouse": ["spouse"],
        "akun_spouse_duty": ["duty", "spouse"], "akun_": [],
    }  # fmt: skip


def test_a_role_that_is_a_claim_is_noted(invention: Invention) -> None:
    invention.volunteer("relawan_klaim", 2, basis="claimed", basis_ref="berita")
    invention.opd("dinas")
    for target in ("relawan_satu", "relawan_klaim"):
        invention.act("dinas", "share", target)
    notes = {lead["pair_no"]: lead["notes"] for lead in invention.leads()["leads"]}
    assert notes == {1: [], 2: ["target_role_claimed"]}


def test_a_renamed_account_shows_its_newest_handle_and_keeps_the_registrys(invention: Invention) -> None:
    invention.opd("dinas_lama", platform_id="501")
    invention.volunteer("relawan_lama", 1, platform_id="601")
    old = make_tweet(801, (601, "relawan_lama"), "2024-10-01T01:00:00+00:00")
    new = make_tweet(802, (601, "relawan_baru"), "2024-10-08T01:00:00+00:00")
    shares = [
        make_tweet(901, (501, "dinas_lama"), "2024-10-01T02:00:00+00:00", retweetedTweet=old),
        make_tweet(902, (501, "dinas_baru"), "2024-10-08T02:00:00+00:00", retweetedTweet=new),
    ]
    for day, name in ((0, "lama"), (1, "baru")):
        invention.ingest_lines(f"{name}.jsonl", [make_envelope(shares[day], f"2024-10-{2 + 7 * day:02}T00:00:00Z")])
    lead = find_lead_of(invention.leads(), "dinas_lama")
    assert lead["subject"]["handle"] == "dinas_baru"
    assert lead["subject"]["account_id"] == "x:501"
    assert [act["kind"] for act in lead["acts"]] == ["share", "share"]
    assert {act["target_handle"] for act in lead["acts"]} == {"relawan_baru"}


def test_an_older_capture_ingested_later_does_not_bring_the_old_handle_back(invention: Invention) -> None:
    invention.opd("dinas_lama", platform_id="501")
    post = make_tweet(801, (601, "relawan_satu"), "2024-10-01T01:00:00+00:00")
    for at, handle in (("2024-10-09", "dinas_baru"), ("2024-10-02", "dinas_lama")):
        share = make_tweet(901, (501, handle), "2024-10-01T02:00:00+00:00", retweetedTweet=post)
        invention.ingest_lines(f"{handle}.jsonl", [make_envelope(share, f"{at}T00:00:00Z")])
    lead = find_lead_of(invention.leads(), "dinas_lama")
    assert (lead["subject"]["handle"], len(lead["acts"])) == ("dinas_baru", 1)


def test_the_same_handle_under_another_id_is_another_account_and_is_named(invention: Invention) -> None:
    invention.opd("dinas", platform_id="501")
    post = make_tweet(801, (601, "relawan_satu"), "2024-10-01T01:00:00+00:00")
    shares = [
        make_tweet(900 + user, (user, "dinas"), "2024-10-01T02:00:00+00:00", retweetedTweet=post) for user in (501, 502)
    ]
    invention.ingest_lines("x.jsonl", shares)
    result = invention.leads()
    assert len(find_lead_of(result, "dinas")["acts"]) == 1
    assert result["coverage"]["handle_reused"] == ["x:@dinas"]


def test_a_handle_without_id_that_several_ids_wore_is_nobodys_and_is_named(invention: Invention) -> None:
    invention.opd("dinas")
    post = make_tweet(801, (601, "relawan_satu"), "2024-10-01T01:00:00+00:00")
    shares = [
        make_tweet(900 + user, (user, "dinas"), "2024-10-01T02:00:00+00:00", retweetedTweet=post) for user in (501, 502)
    ]
    invention.ingest_lines("x.jsonl", shares)
    result = invention.leads()
    assert names(result) == []
    assert result["coverage"]["handle_reused"] == ["x:@dinas"]


def test_rows_known_by_their_id_alone_are_told_apart(invention: Invention) -> None:
    for number in (71, 72):
        invention.account(
            "", "person", platform_id=str(number), unit_id=f"U{number - 70}", basis="declared", basis_ref="SP",
            confirmed_by="Sri", confirmed_at="2024-09-01",
        )  # fmt: skip
        invention.act(f"id:{number}", "share", "relawan_satu")
    result = invention.leads()
    assert [(lead["subject"]["account_id"], lead["subject"]["unit_id"]) for lead in result["leads"]] == sorted(
        [("x:71", "U1"), ("x:72", "U2")],
        key=lambda each: next(lead["lead_id"] for lead in result["leads"] if lead["subject"]["account_id"] == each[0]),
    )
    assert len({lead["lead_id"] for lead in result["leads"]}) == 2
    assert {lead["subject"]["handle"] for lead in result["leads"]} == {"71", "72"}


def test_a_registry_of_nobody_or_of_nobody_confirmed_is_a_nil_report(invention: Invention) -> None:
    invention.accounts.clear()
    invention.act("dinas", "share", "relawan_satu")
    assert invention.leads()["nil"] is True
    invention.person("dinas", confirmed_by="")
    result = invention.leads()
    assert result["nil"] is True and result["coverage"]["unconfirmed"] == 1
    for kind in ("interaction", "follow"):
        network = invention.network(kind)
        assert network.edges.empty and network.nodes.empty


def test_an_account_that_changed_its_unit_has_one_lead_under_the_unit_of_its_last_act(invention: Invention) -> None:
    invention.person("pindah", "U1", valid_to="2024-09-30")
    invention.person("pindah", "U2", valid_from="2024-10-01")
    invention.person("rekan", "U2")
    for at in ("2024-10-02T00:00:00Z", "2024-09-28T00:00:00Z"):
        invention.act("pindah", "share", "relawan_satu", at)
    lead = find_lead_of(invention.leads(), "pindah")
    assert (lead["subject"]["unit_id"], len(lead["acts"])) == ("U2", 2)
    assert lead["base_rate"] == {"unit": 0.0, "registry": 0.0}


def test_a_person_who_became_a_volunteer_acted_before_and_is_acted_on_after(invention: Invention) -> None:
    invention.person("beralih", valid_to="2024-09-30")
    invention.volunteer("beralih", 2, valid_from="2024-10-01")
    invention.opd("dinas")
    for at in ("2024-09-28T00:00:00Z", "2024-10-02T00:00:00Z"):
        invention.act("beralih", "share", "relawan_satu", at)
        invention.act("dinas", "share", "beralih", at)
    result = invention.leads()
    assert names(result) == [("beralih", "D-6", 1), ("dinas", "D-6", 2)]
    assert [len(lead["acts"]) for lead in result["leads"]] == [1, 1]


def test_an_agency_account_that_is_only_claimed_is_unconfirmed(invention: Invention) -> None:
    invention.opd("dinas", basis="claimed")
    invention.act("dinas", "share", "relawan_satu", CAMPAIGN_TIME)
    result = invention.leads()
    assert names(result) == [] and result["coverage"]["unconfirmed"] == 1


def test_an_employee_who_is_no_civil_servant_has_a_rule_basis_of_their_own(invention: Invention) -> None:
    for handle, employment in (("pegawai_ptt", "ptt"), ("pegawai_pns", "pns")):
        invention.act(invention.person(handle, employment=employment), "share", "relawan_satu")
    result = invention.leads()
    notes = {handle: find_lead_of(result, handle)["notes"] for handle in ("pegawai_ptt", "pegawai_pns")}
    assert ("own_rule_basis" in notes["pegawai_ptt"], "own_rule_basis" in notes["pegawai_pns"]) == (True, False)
