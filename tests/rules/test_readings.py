"""What a reading changes in a lead, what it does not, and that nobody but a person gives words a direction."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netral.cases import record_reading
from netral.model import DIRECTED_KINDS, UNDETERMINED_KINDS, Direction, Kind, Reading
from netral.pipeline import find_leads
from netral.registry.read import MARK_COLUMNS
from netral.rules import hash_lead, leads_to_dict
from netral.rules.directions import add_directions, is_unread
from netral.times import EPOCH
from tests.invented_investigation import Invention, find_lead_of, make_snowflake, make_tweet, names, write_table

COMPARED = ("relative", "base_rate", "p_value", "q_value")


@pytest.fixture
def invention(tmp_path: Path) -> Invention:
    """A person who wrote three times under pair 1, once under pair 2, and liked both; a colleague who liked."""
    made = Invention(tmp_path / "uji")
    made.volunteer("relawan_satu", 1)
    made.volunteer("relawan_dua", 2)
    made.person("pegawai")
    made.person("rekan")
    for kind in ("comment", "reply", "quote"):
        made.act("pegawai", kind, "relawan_satu")
    made.act("pegawai", "comment", "relawan_dua")
    made.act("pegawai", "like", "relawan_satu")
    made.act("rekan", "like", "relawan_dua")
    made.act("rekan", "comment", "relawan_satu")
    return made


def read(made: Invention, lead: dict[str, Any], number: int, direction: Direction, person: str = "Sri Contoh") -> None:
    act = [each for each in lead["acts"] if each["kind"] != "like"][number]
    record_reading(
        made.folder / "cases", lead["lead_id"], act["interaction_id"], Kind(act["kind"]), person, direction, "alasan"
    )


def test_a_reading_gives_the_act_its_direction_and_says_who_read_it_why_and_where_that_is_written(
    invention: Invention,
) -> None:
    read(invention, find_lead_of(invention.leads(), "pegawai"), 1, Direction.ATTACK)
    acts = find_lead_of(invention.leads(), "pegawai")["acts"]
    (act,) = [each for each in acts if each["direction"] == "attack"]
    assert (act["reading"]["by"], act["reading"]["reason"], act["reading"]["log_entry"]) == ("Sri Contoh", "alasan", 1)
    assert [each["reading"] for each in acts if each["direction"] != "attack"] == [None] * 3


@pytest.mark.parametrize(
    ("direction", "directed", "others", "attacks"),
    [(Direction.SUPPORT, 2, 2, 0), (Direction.ATTACK, 1, 3, 1), (Direction.NEITHER, 1, 3, 0)],
)
def test_only_support_is_counted_as_such_and_every_act_is_still_counted_somewhere(
    invention: Invention, direction: Direction, directed: int, others: int, attacks: int
) -> None:
    before = find_lead_of(invention.leads(), "pegawai")
    assert (before["all_pairs"], before["all_pairs_unread"]) == ({"1": 1, "2": 0}, {"1": 3, "2": 1})
    read(invention, before, 0, direction)
    lead = find_lead_of(invention.leads(), "pegawai")
    assert lead["all_pairs"] == {"1": directed, "2": 0}
    assert lead["all_pairs_undirected"] == {"1": others, "2": 1}
    assert lead["all_pairs_attack"] == {"1": attacks, "2": 0}
    assert lead["all_pairs_unread"] == {"1": 2, "2": 1}
    assert "partly_read" in lead["notes"]
    assert ("readings_not_compared" in lead["notes"]) == (direction is Direction.SUPPORT)


@pytest.mark.parametrize("direction", [Direction.SUPPORT, Direction.ATTACK, Direction.NEITHER])
def test_what_compares_with_others_counts_only_what_is_known_of_everybody(
    invention: Invention, direction: Direction
) -> None:
    before = find_lead_of(invention.leads(), "pegawai")
    for number in range(3):
        read(invention, before, number, direction)
    after = find_lead_of(invention.leads(), "pegawai")
    assert {key: after[key] for key in COMPARED} == {key: before[key] for key in COMPARED}


def test_a_reading_neither_makes_nor_unmakes_a_lead(invention: Invention) -> None:
    before = invention.leads()
    lead = find_lead_of(before, "pegawai")
    for number in range(3):
        read(invention, lead, number, Direction.NEITHER)
    assert names(invention.leads()) == names(before)


def test_anothers_act_read_as_support_makes_acting_so_more_usual_around(invention: Invention) -> None:
    lead = find_lead_of(invention.leads(), "pegawai")
    assert lead["base_rate"] == {"unit": 0.0, "registry": 0.0}
    colleague = find_leads(invention.ingest())
    assert "rekan" not in [each.subject.registry_handle for each in colleague.leads]
    invention.act("rekan", "comment", "relawan_satu")
    read(invention, find_lead_of(invention.leads(), "rekan"), 0, Direction.SUPPORT)
    assert find_lead_of(invention.leads(), "pegawai")["base_rate"] == {"unit": 1.0, "registry": 1.0}


def test_a_new_reading_changes_the_hash_that_people_sign_and_no_reading_leaves_it(invention: Invention) -> None:
    (lead,) = invention.find().leads
    unread = hash_lead(lead)
    as_dict = find_lead_of(leads_to_dict(invention.find()), "pegawai")
    hashes = [unread]
    for direction, person in ((Direction.SUPPORT, "Sri"), (Direction.ATTACK, "Sri"), (Direction.ATTACK, "Budi")):
        read(invention, as_dict, 0, direction, person)
        hashes.append(hash_lead(invention.find().leads[0]))
    assert len(set(hashes)) == 4
    assert hash_lead(invention.find().leads[0]) == hashes[-1]


ACTS = st.lists(st.sampled_from(sorted(Kind)), min_size=1, max_size=12)


@given(ACTS, st.dictionaries(st.integers(0, 11), st.sampled_from(list(Direction)), max_size=12))
def test_only_what_people_wrote_can_be_read_and_likes_shares_and_joint_posts_stay_support(
    kinds: list[Kind], read_as: dict[int, Direction]
) -> None:
    acts = pd.DataFrame(
        {"interaction_id": [f"i-{n}" for n in range(len(kinds))], "kind": [kind.value for kind in kinds]}
    )
    readings = {f"i-{n}": Reading(f"i-{n}", each, "Sri", "a", EPOCH, 1) for n, each in read_as.items()}
    found = add_directions(acts, readings)
    for number, (kind, direction) in enumerate(zip(kinds, found["direction"], strict=True)):
        if kind in DIRECTED_KINDS:
            assert direction == "support"
        elif kind in UNDETERMINED_KINDS:
            assert direction == read_as.get(number, Direction.UNDETERMINED)
        else:
            assert direction == "undetermined"
    assert list(found["is_directed"]) == [each == "support" for each in found["direction"]]
    assert list(found["is_given"]) == [kind in DIRECTED_KINDS for kind in kinds]
    assert not (is_unread(found) & found["is_directed"]).any()


def test_no_acts_have_no_directions() -> None:
    empty = add_directions(pd.DataFrame({"interaction_id": pd.Series(dtype=str), "kind": pd.Series(dtype=str)}), {})
    assert list(empty.columns) == ["interaction_id", "kind", "direction", "is_directed", "is_given"]


TURNED = {"relawan_satu": "relawan_dua", "relawan_dua": "relawan_satu"}


@settings(max_examples=4, deadline=None)
@given(st.lists(st.sampled_from([Direction.SUPPORT, Direction.ATTACK, Direction.NEITHER]), min_size=2, max_size=2))
def test_the_same_readings_of_either_pair_count_alike(directions: list[Direction]) -> None:
    found = []
    with tempfile.TemporaryDirectory() as parent:
        for target in TURNED:
            made = Invention(Path(parent) / target)
            made.volunteer("relawan_satu", 1)
            made.volunteer("relawan_dua", 2)
            made.person("pegawai")
            made.acts("pegawai", "comment", target, 2)
            pair_no = 1 if target == "relawan_satu" else 2
            lead = find_lead_of(made.leads(), "pegawai", pair_no)
            for number, direction in enumerate(directions):
                read(made, lead, number, direction)
            lead = find_lead_of(made.leads(), "pegawai", pair_no)
            keys = ("all_pairs", "all_pairs_undirected", "all_pairs_attack", "all_pairs_unread")
            found.append([(lead[key][str(pair_no)], lead[key][str(3 - pair_no)]) for key in keys])
    assert found[0] == found[1]


def test_an_own_post_with_marks_is_read_for_each_pair_apart(tmp_path: Path) -> None:
    made = Invention(tmp_path / "uji")
    made.volunteer("relawan_satu", 1)
    made.volunteer("relawan_dua", 2)
    made.opd("dinas", platform_id="100")
    marks = [
        {"pair_no": pair_no, "kind": "hashtag", "value": f"#Pasangan{pair_no}", "source": "KPU"} for pair_no in (1, 2)
    ]
    write_table(made.folder / "registry" / "marks.csv", MARK_COLUMNS, marks)
    number = make_snowflake("2024-10-01T10:00:00+08:00")
    tweet = make_tweet(number, (100, "dinas"), "2024-10-01T10:00:00+08:00", "bukan #Pasangan1, pilih #Pasangan2")
    made.ingest_lines("kiriman.jsonl", [tweet])
    for pair_no, direction in ((1, Direction.ATTACK), (2, Direction.SUPPORT)):
        read(made, find_lead_of(made.leads(), "dinas", pair_no), 0, direction)
    found = [find_lead_of(made.leads(), "dinas", pair_no) for pair_no in (1, 2)]
    assert [lead["acts"][0]["direction"] for lead in found] == ["attack", "support"]
    assert all(lead["all_pairs"] == {"1": 0, "2": 1} for lead in found)
    assert all(lead["all_pairs_attack"] == {"1": 1, "2": 0} and lead["p_value"] is None for lead in found)
