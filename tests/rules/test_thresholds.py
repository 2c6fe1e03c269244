"""When acts make a lead, and what never does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.invented_investigation import ETHICS_TIME, Invention, find_lead_of, make_snowflake, make_tweet, names


@pytest.fixture
def invention(tmp_path: Path) -> Invention:
    """Two pairs with a volunteer account each."""
    made = Invention(tmp_path / "uji")
    made.volunteer("relawan_satu", 1)
    made.volunteer("relawan_dua", 2)
    return made


LEADS = (
    ["share"], ["coauthor"], ["comment", "comment"], ["comment", "reply"], ["reply", "quote"], ["like", "like", "like"],
)  # fmt: skip
NO_LEADS = (
    ["comment"], ["quote"], ["like", "like"], ["like", "like", "comment"],
    ["follow", "join", "mention", "mention", "mention", "tag", "tag"],
    ["follow", "mention", "tag", "like", "like", "comment"],
)  # fmt: skip


@pytest.mark.parametrize(("accounts", "is_lead"), [(LEADS, True), (NO_LEADS, False)])
@pytest.mark.parametrize("register", ["opd", "person"])
def test_acts_make_a_lead_exactly_from_the_default_thresholds_on(
    invention: Invention, register: str, accounts: tuple[list[str], ...], is_lead: bool
) -> None:
    handles = ["_".join(kinds)[:30] for kinds in accounts]
    for handle, kinds in zip(handles, accounts, strict=True):
        getattr(invention, register)(handle)
        for kind in kinds:
            invention.act(handle, kind, "relawan_satu")
    result = invention.leads()
    assert sorted(names(result)) == ([(handle, "D-6", 1) for handle in sorted(handles)] if is_lead else [])
    assert result["nil"] is not is_lead


def test_other_thresholds_count_exactly_at_and_not_one_below(tmp_path: Path) -> None:
    made = Invention(tmp_path / "uji", share_min=2, comment_min=3, like_min=4)
    made.volunteer("relawan_satu")
    for kind, least in (("share", 2), ("comment", 3), ("like", 4)):
        for count in (least - 1, least):
            made.acts(made.person(f"{kind}_{count}"), kind, "relawan_satu", count)
    made.person("campuran")
    for kind in ("share", "comment", "reply", "like", "like", "like"):
        made.act("campuran", kind, "relawan_satu")
    assert sorted(names(made.leads())) == [("comment_3", "D-6", 1), ("like_4", "D-6", 1), ("share_2", "D-6", 1)]


def test_two_halves_toward_two_pairs_make_no_lead(invention: Invention) -> None:
    invention.person("akun")
    for pair in ("relawan_satu", "relawan_dua"):
        invention.act("akun", "comment", pair)
        invention.acts("akun", "like", pair, 2)
    assert names(invention.leads()) == []


def test_two_halves_in_two_classes_make_no_lead(invention: Invention) -> None:
    invention.person("akun")
    for at in (ETHICS_TIME, "2024-10-01T10:00:00+08:00"):
        invention.act("akun", "comment", "relawan_satu", at)
        invention.acts("akun", "like", "relawan_satu", 2, at)
    assert names(invention.leads()) == []


def test_acts_toward_several_accounts_of_a_pair_add_up(invention: Invention) -> None:
    invention.volunteer("calon_satu", 1, role="candidate")
    invention.volunteer("tim_satu", 1, role="campaign_team")
    invention.person("akun")
    for target in ("relawan_satu", "calon_satu", "tim_satu"):
        invention.act("akun", "like", target)
    lead = find_lead_of(invention.leads(), "akun")
    assert sorted(act["target_handle"] for act in lead["acts"]) == ["calon_satu", "relawan_satu", "tim_satu"]


@pytest.mark.parametrize("role", ["incumbent_office", "party", "media"])
def test_acts_toward_other_roles_make_no_lead_even_beside_a_pair_number(invention: Invention, role: str) -> None:
    invention.account("pihak", role, pair_no=1, basis="claimed")
    invention.person("akun")
    invention.acts("akun", "share", "pihak", 3)
    result = invention.leads()
    assert names(result) == []
    assert result["outside"] == result["unusable"] == []


def test_one_lead_is_a_subject_a_rule_and_a_pair_with_all_its_acts(invention: Invention) -> None:
    invention.opd("dinas")
    for at in (ETHICS_TIME, "2024-10-01T10:00:00+08:00"):
        for pair in ("relawan_satu", "relawan_dua"):
            for kind in ("share", "like", "comment", "mention", "tag", "follow"):
                invention.act("dinas", kind, pair, at)
    result = invention.leads()
    assert sorted(names(result)) == [("dinas", rule, pair) for rule in ("D-6", "KE-4") for pair in (1, 2)]
    for lead in result["leads"]:
        assert sorted(act["kind"] for act in lead["acts"]) == ["comment", "like", "share"]
        assert {act["kind"]: act["direction"] for act in lead["acts"]} == {
            "comment": "undetermined", "like": "support", "share": "support",
        }  # fmt: skip
        target = "relawan_satu" if lead["pair_no"] == 1 else "relawan_dua"
        assert {act["target_handle"] for act in lead["acts"]} == {target}


def test_replies_quotes_and_comments_have_no_direction_and_coauthored_posts_support(invention: Invention) -> None:
    invention.opd("dinas")
    for kind in ("reply", "quote", "comment", "coauthor"):
        invention.act("dinas", kind, "relawan_satu")
    lead = find_lead_of(invention.leads(), "dinas")
    assert {act["kind"]: act["direction"] for act in lead["acts"]} == {
        "reply": "undetermined", "quote": "undetermined", "comment": "undetermined", "coauthor": "support",
    }  # fmt: skip


@pytest.mark.parametrize("is_told", [False, True])
def test_a_lead_says_when_a_text_alone_tells_toward_whom_an_act_is(tmp_path: Path, is_told: bool) -> None:
    made = Invention(tmp_path / "uji")
    made.volunteer("relawan_satu", 1)
    made.opd("dinas", platform_id="100")
    told = {"inReplyToTweetId": 5, "inReplyToUser": {"id": 501, "username": "relawan_satu"}} if is_told else {}
    at, text = "2024-10-01T10:00:00+08:00", "@relawan_satu setuju"
    numbers = [int(make_snowflake(at, number)) for number in (1, 2)]
    replies = [make_tweet(number, (100, "dinas"), at, text, conversationId=5, **told) for number in numbers]
    made.ingest_lines("kiriman.jsonl", replies)
    lead = find_lead_of(made.leads(), "dinas")
    assert [act["kind"] for act in lead["acts"]] == ["reply", "reply"]
    assert lead["notes"] == ([] if is_told else ["target_by_pattern"])


def test_what_the_campaign_does_to_an_agency_is_no_act_of_the_agency(invention: Invention) -> None:
    invention.opd("dinas")
    for kind in ("tag", "mention", "share", "quote", "reply", "comment", "like", "follow"):
        invention.act("relawan_satu", kind, "dinas")
    result = invention.leads()
    assert names(result) == [] and result["nil"] is True
    assert result["education"] == {"single_likes": 0, "follows": 0}


def test_every_named_author_of_a_joint_post_acts(invention: Invention) -> None:
    invention.opd("dinas")
    invention.act("relawan_satu", "coauthor", "dinas")
    lead = find_lead_of(invention.leads(), "dinas")
    assert [act["kind"] for act in lead["acts"]] == ["coauthor"]


def test_acts_among_agencies_and_employees_make_no_lead(invention: Invention) -> None:
    invention.opd("dinas")
    invention.person("pegawai")
    invention.acts("pegawai", "share", "dinas", 4)
    assert names(invention.leads()) == []


def test_an_account_outside_the_registry_makes_no_lead(invention: Invention) -> None:
    invention.acts("warga_biasa", "share", "relawan_satu", 4)
    result = invention.leads()
    assert names(result) == []
    assert "warga_biasa" not in str(result)


def test_an_agencys_act_never_attaches_to_a_person_of_the_same_unit(invention: Invention) -> None:
    invention.opd("dinas", "U1")
    invention.person("kepala_dinas", "U1")
    invention.acts("dinas", "share", "relawan_satu", 2)
    result = invention.leads()
    assert names(result) == [("dinas", "D-6", 1)]
    assert "kepala_dinas" not in str(result["leads"])


def test_the_same_act_in_two_lists_counts_once_and_has_two_records(invention: Invention) -> None:
    invention.person("akun")
    invention.act("akun", "comment", "relawan_satu", object_url="https://x.com/relawan_satu/status/5")
    invention.ingest()
    invention.act(
        "akun", "comment", "relawan_satu", object_url="https://x.com/relawan_satu/status/5", text="kata orang lain"
    )
    assert names(invention.leads()) == []
    invention.act("akun", "comment", "relawan_satu")
    lead = find_lead_of(invention.leads(), "akun")
    assert sorted(len(act["records"]) for act in lead["acts"]) == [1, 2]


def test_an_account_that_stands_in_two_rows_acts_once(invention: Invention) -> None:
    invention.person("akun")
    invention.person("Akun", basis="complaint", basis_ref="ADU/7")
    invention.volunteer("relawan_satu", 1, basis="claimed")
    invention.act("akun", "comment", "relawan_satu")
    assert names(invention.leads()) == []
    invention.act("akun", "comment", "relawan_satu")
    lead = find_lead_of(invention.leads(), "Akun")
    assert len(lead["acts"]) == 2
    assert lead["all_pairs_undirected"] == {"1": 2, "2": 0}
    edges = invention.network().edges
    assert list(edges["weight"]) == [2]


def test_an_own_post_that_names_a_campaign_account_is_no_lead(invention: Invention) -> None:
    invention.act(invention.opd("dinas_pos"), "post", "relawan_satu")
    assert not [lead for lead in invention.leads()["leads"] if lead["subject"]["handle"] == "dinas_pos"]
