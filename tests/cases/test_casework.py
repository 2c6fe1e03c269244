"""What is recorded around a case: since when it is known, the right of reply, the addressee, requests to remove."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from netral.cases import (
    append_entry,
    decide_case,
    read_case,
    read_log,
    record_known,
    record_recheck,
    record_reply,
    request_removal,
    sign_case,
)
from netral.errors import BadParameter, BrokenEvidence, CaseNotReady
from netral.model import Addressee, Case, CaseState, Conflict, RemovalState, ReplyKind

CASE, LEAD = "L-0001", "a" * 64
TODAY = date(2024, 10, 10)
IDENTIFIERS = ("NIP diperiksa di BKPSDM", "surat pernyataan pemegang akun")
SIDES = {Addressee.SECRETARY: (Conflict.UNDER_INCUMBENT,), Addressee.PERSONNEL: (Conflict.UNDER_INCUMBENT,)}


def decide(folder: Path, state: CaseState, reason: str = "alasan", **options: Any) -> Case:
    return decide_case(folder, CASE, LEAD, "Sri Contoh", state, reason, IDENTIFIERS, **options)


def clarify(folder: Path) -> Case:
    decide(folder, CaseState.TRACING)
    return decide(folder, CaseState.CLARIFICATION, "dimintai keterangan")


def reply(folder: Path, words: str = "itu keliru", kind: ReplyKind = ReplyKind.GIVEN, on: date = TODAY) -> Case:
    return record_reply(folder, CASE, LEAD, "Sri Contoh", kind, words, on, TODAY)


def ask(folder: Path, on: date = date(2024, 10, 5)) -> Case:
    return request_removal(folder, CASE, LEAD, "Sri Contoh", "surat 800/1", on, ["i-1", "i-2"], TODAY)


def recheck(folder: Path, state: RemovalState, on: date = TODAY) -> Case:
    return record_recheck(folder, CASE, LEAD, "Budi Misalnya", state, on, TODAY)


# -- right of reply ----------------------------------------------------------------------------------------------------


def test_before_clarification_there_is_no_reply(tmp_path: Path) -> None:
    assert decide(tmp_path, CaseState.TRACING).reply is None


def test_the_reason_given_at_clarification_stands_in_until_a_reply_is_recorded(tmp_path: Path) -> None:
    stands_in = clarify(tmp_path).reply
    assert stands_in and (stands_in.kind, stands_in.words) == (ReplyKind.CLARIFICATION, "dimintai keterangan")
    recorded = reply(tmp_path).reply
    assert recorded and (recorded.kind, recorded.words, recorded.on) == (ReplyKind.GIVEN, "itu keliru", TODAY)


def test_a_reply_recorded_before_clarification_is_not_replaced_by_its_reason(tmp_path: Path) -> None:
    reply(tmp_path, "tidak menjawab sampai batas waktu", ReplyKind.NOT_GIVEN)
    recorded = clarify(tmp_path).reply
    assert recorded and (recorded.kind, recorded.words) == (ReplyKind.NOT_GIVEN, "tidak menjawab sampai batas waktu")


def test_a_reply_that_comes_after_a_signature_ends_it(tmp_path: Path) -> None:
    clarify(tmp_path)
    decide(tmp_path, CaseState.FORWARDED)
    assert len(sign_case(tmp_path, CASE, LEAD, "Sri Contoh", "Kepala").signatures) == 1
    assert reply(tmp_path).signatures == ()
    assert len(sign_case(tmp_path, CASE, LEAD, "Sri Contoh", "Kepala").signatures) == 1


@pytest.mark.parametrize(("words", "on"), [("", TODAY), ("NIK 5271010101800001", TODAY), ("ya", date(2024, 10, 11))])
def test_a_reply_without_words_with_a_number_or_ahead_is_refused(tmp_path: Path, words: str, on: date) -> None:
    with pytest.raises(BadParameter):
        reply(tmp_path, words, on=on)
    assert read_log(tmp_path) == ()


# -- addressee ---------------------------------------------------------------------------------------------------------


def test_without_a_choice_the_personnel_agency_is_recorded_with_what_puts_it_on_a_side(
    tmp_path: Path,
) -> None:
    clarify(tmp_path)
    referral = decide(tmp_path, CaseState.FORWARDED, conflicts=SIDES).referral
    assert referral and referral.addressee is Addressee.PERSONNEL and referral.is_default
    assert (referral.conflicts, referral.despite) == ((Conflict.UNDER_INCUMBENT,), "")


def test_a_chosen_addressee_on_a_side_needs_a_reason_and_one_that_is_not_needs_none(tmp_path: Path) -> None:
    clarify(tmp_path)
    with pytest.raises(CaseNotReady, match=r"sekda may be on a side .under_incumbent.*bawaslu, inspektorat, bkn"):
        decide(tmp_path, CaseState.FORWARDED, addressee=Addressee.SECRETARY, conflicts=SIDES)
    assert len(read_log(tmp_path)) == 2
    options = {"addressee": Addressee.SECRETARY, "conflicts": SIDES, "despite": "Bawaslu ditembusi"}
    referral = decide(tmp_path, CaseState.FORWARDED, **options).referral
    assert referral and (referral.addressee, referral.despite) == (Addressee.SECRETARY, "Bawaslu ditembusi")
    other = decide(tmp_path, CaseState.FORWARDED, addressee=Addressee.BAWASLU, conflicts=SIDES).referral
    assert other and (other.addressee, other.conflicts, other.is_default) == (Addressee.BAWASLU, (), False)


def test_a_choice_stays_when_the_case_is_forwarded_again(tmp_path: Path) -> None:
    clarify(tmp_path)
    decide(tmp_path, CaseState.FORWARDED, addressee=Addressee.BKN)
    again = decide_case(tmp_path, CASE, "b" * 64, "Sri Contoh", CaseState.FORWARDED, "lead berubah")
    assert again.referral and (again.referral.addressee, again.referral.is_default) == (Addressee.BKN, False)


@pytest.mark.parametrize(
    ("state", "options", "said"),
    [
        (CaseState.NO_VIOLATION, {"addressee": Addressee.BKN}, "chosen for state diteruskan"),
        (CaseState.NO_VIOLATION, {"despite": "apa saja"}, "chosen for state diteruskan"),
        (CaseState.FORWARDED, {"addressee": Addressee.BKN, "despite": "apa saja"}, "nothing is known"),
    ],
)
def test_an_addressee_or_a_reason_where_none_belongs_is_refused(
    tmp_path: Path, state: CaseState, options: dict[str, Any], said: str
) -> None:
    clarify(tmp_path)
    with pytest.raises(BadParameter, match=said):
        decide(tmp_path, state, conflicts=SIDES, **options)
    assert len(read_log(tmp_path)) == 2


# -- waktu diketahui ---------------------------------------------------------------------------------------------------


def know(folder: Path, on: date, first: date | None = date(2024, 10, 1)) -> Case:
    return record_known(folder, CASE, LEAD, "Sri Contoh", on, "aduan K-001", first, TODAY)


def test_the_day_on_which_a_case_became_known_is_recorded_and_the_last_record_counts(tmp_path: Path) -> None:
    know(tmp_path, date(2024, 10, 3))
    known = know(tmp_path, date(2024, 10, 2)).known
    assert known and (known.on, known.source, known.person) == (date(2024, 10, 2), "aduan K-001", "Sri Contoh")
    assert read_case(tmp_path, "L-0002", LEAD).known is None


@pytest.mark.parametrize(("on", "said"), [(date(2024, 10, 11), "lies ahead"), (date(2024, 9, 30), "first act")])
def test_nothing_is_known_before_it_happens_or_after_today(tmp_path: Path, on: date, said: str) -> None:
    with pytest.raises(BadParameter, match=said):
        know(tmp_path, on)


# -- requests to remove ------------------------------------------------------------------------------------------------


def test_a_request_to_remove_is_looked_at_again_until_it_is_gone(tmp_path: Path) -> None:
    (asked,) = ask(tmp_path).removals
    assert (asked.state, asked.interactions, asked.words) == (RemovalState.REQUESTED, ("i-1", "i-2"), "surat 800/1")
    recheck(tmp_path, RemovalState.STILL_THERE, date(2024, 10, 7))
    (gone,) = recheck(tmp_path, RemovalState.REMOVED).removals
    assert gone.state is RemovalState.REMOVED
    assert [(check.on.day, check.state.value) for check in gone.checks] == [(7, "still_there"), (10, "removed")]


def test_a_recheck_is_about_the_last_request(tmp_path: Path) -> None:
    ask(tmp_path)
    ask(tmp_path, date(2024, 10, 6))
    first, second = recheck(tmp_path, RemovalState.REMOVED).removals
    assert (first.state, second.state) == (RemovalState.REQUESTED, RemovalState.REMOVED)


def test_a_recheck_without_a_request_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseNotReady, match="nobody was asked"):
        recheck(tmp_path, RemovalState.REMOVED)


@pytest.mark.parametrize(
    ("state", "on", "said"),
    [
        (RemovalState.REQUESTED, TODAY, "allowed are removed, still_there"),
        (RemovalState.REMOVED, date(2024, 10, 11), "lies ahead"),
        (RemovalState.REMOVED, date(2024, 10, 4), "the day of the request"),
    ],
)
def test_a_recheck_of_no_state_or_of_a_day_that_cannot_be_is_refused(
    tmp_path: Path, state: RemovalState, on: date, said: str
) -> None:
    ask(tmp_path)
    with pytest.raises(BadParameter, match=said):
        recheck(tmp_path, state, on)
    assert len(read_log(tmp_path)) == 1


# -- a log that says something else ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "detail"),
    [
        ("known", {"on": "kemarin", "source": "a"}),
        ("reply", {"kind": "given", "words": "a"}),
        ("recheck", {"on": "2024-10-01", "state": "removed"}),
        ("request_removal", {"on": "2024-10-01", "words": "a"}),
        ("decide", {"state": "diteruskan", "reason": "a", "identifiers": [], "referral": {"addressee": "camat"}}),
    ],
)
def test_an_entry_that_is_not_what_it_says_is_broken_evidence_that_names_it(
    tmp_path: Path, action: str, detail: dict[str, Any]
) -> None:
    append_entry(tmp_path, CASE, "Sri Contoh", action, detail)
    with pytest.raises(BrokenEvidence, match=f"entry 1 is no {action} entry"):
        read_case(tmp_path, CASE, LEAD)


@pytest.mark.parametrize("step", [know, lambda folder, _: ask(folder), lambda folder, _: reply(folder)])
def test_what_is_recorded_around_a_case_decides_nothing(tmp_path: Path, step: Callable[[Path, date], Case]) -> None:
    assert step(tmp_path, date(2024, 10, 2)).state is CaseState.LEAD
