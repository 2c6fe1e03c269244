"""Decisions and signatures: what may follow what, and who may sign."""

from __future__ import annotations

from pathlib import Path

import pytest

from netral.cases import append_entry, decide_case, list_cases, read_case, read_log, require_signed, sign_case
from netral.errors import BadParameter, BrokenEvidence, CaseNotReady
from netral.model import Case, CaseState

CASE, LEAD, CHANGED = "L-0001", "a" * 64, "b" * 64
IDENTIFIERS = ("NIP diperiksa di BKPSDM", "surat pernyataan pemegang akun")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A cases folder that is not there yet."""
    return tmp_path / "cases"


def decide(folder: Path, *states: CaseState, identifiers: tuple[str, ...] = (), lead: str = LEAD) -> Case:
    """Decisions one after the other by one person; gives the last state of the case."""
    for state in states:
        case = decide_case(folder, CASE, lead, "Sri Contoh", state, "alasan", identifiers)
    return case


def forward(folder: Path) -> Case:
    """A case on its way out, with two identifiers."""
    return decide(folder, CaseState.TRACING, CaseState.CLARIFICATION, CaseState.FORWARDED, identifiers=IDENTIFIERS)


def test_a_case_nobody_decided_on_is_a_lead(folder: Path) -> None:
    case = read_case(folder, CASE, LEAD)
    assert (case.state, case.entries, case.signatures) == (CaseState.LEAD, (), ())


def test_a_case_passes_from_lead_to_forwarded(folder: Path) -> None:
    case = forward(folder)
    assert case.state is CaseState.FORWARDED
    assert [entry.detail["state"] for entry in case.entries] == ["penelusuran", "klarifikasi", "diteruskan"]
    assert case.identifiers == IDENTIFIERS


@pytest.mark.parametrize("before", [(), (CaseState.TRACING,), (CaseState.TRACING, CaseState.CLARIFICATION)])
def test_no_violation_can_be_decided_at_every_open_step(folder: Path, before: tuple[CaseState, ...]) -> None:
    assert decide(folder, *before, CaseState.NO_VIOLATION).state is CaseState.NO_VIOLATION


@pytest.mark.parametrize(
    "states",
    [
        (CaseState.LEAD,),
        (CaseState.FORWARDED,),
        (CaseState.CLARIFICATION,),
        (CaseState.TRACING, CaseState.TRACING),
        (CaseState.TRACING, CaseState.FORWARDED),
        (CaseState.NO_VIOLATION, CaseState.TRACING),
        (CaseState.TRACING, CaseState.CLARIFICATION, CaseState.FORWARDED, CaseState.NO_VIOLATION),
    ],
)
def test_a_step_that_cannot_follow_is_refused_and_leaves_no_entry(folder: Path, states: tuple[CaseState, ...]) -> None:
    if states[:-1]:
        decide(folder, *states[:-1])
    with pytest.raises(CaseNotReady, match="cannot become"):
        decide(folder, states[-1])
    assert len(read_log(folder)) == len(states) - 1


@pytest.mark.parametrize(("person", "reason"), [("", "alasan"), (" \t", "alasan"), ("Sri", ""), ("Sri", " \n ")])
def test_a_decision_without_person_or_reason_is_refused(folder: Path, person: str, reason: str) -> None:
    with pytest.raises(BadParameter, match="missing"):
        decide_case(folder, CASE, LEAD, person, CaseState.TRACING, reason)
    assert read_log(folder) == ()


@pytest.mark.parametrize(
    "text",
    [
        "198001012005011001",
        "NIP 19800101 200501 1 001",
        "NIK: 5271010101800001.",
        "19800101-200501-1-001",
        "١٩٨٠٠١٠١٢٠٠٥٠١١٠٠١",
    ],
)
def test_personal_numbers_never_enter_the_log(folder: Path, text: str) -> None:
    with pytest.raises(BadParameter, match=r"NI[PK]"):
        decide(folder, CaseState.TRACING, identifiers=(text,))
    with pytest.raises(BadParameter, match=r"NI[PK]"):
        decide_case(folder, CASE, LEAD, "Sri", CaseState.TRACING, f"sesuai {text}")
    assert not (folder / "log.jsonl").exists()


def test_ordinary_numbers_may_stand_in_a_reason(folder: Path) -> None:
    case = decide_case(
        folder, CASE, LEAD, "Sri", CaseState.TRACING, "Surat 800/123/2024, 27 September 2024, x:1839600000000000001"
    )
    assert case.state is CaseState.TRACING


def test_identifiers_accumulate_and_are_kept_once(folder: Path) -> None:
    decide(folder, CaseState.TRACING, identifiers=IDENTIFIERS[:1])
    case = decide(folder, CaseState.CLARIFICATION, identifiers=IDENTIFIERS)
    assert case.identifiers == IDENTIFIERS


def test_an_identifier_can_be_added_without_changing_the_state(folder: Path) -> None:
    decide(folder, CaseState.TRACING, CaseState.CLARIFICATION, CaseState.FORWARDED, identifiers=IDENTIFIERS[:1])
    case = decide(folder, CaseState.FORWARDED, identifiers=IDENTIFIERS[1:])
    assert (case.state, case.identifiers) == (CaseState.FORWARDED, IDENTIFIERS)


def test_two_different_people_sign_and_only_then_may_it_leave(folder: Path) -> None:
    forward(folder)
    first = sign_case(folder, CASE, LEAD, "Sri Contoh", "Kepala Bidang IKP")
    with pytest.raises(CaseNotReady, match="signed by 1 of 2"):
        require_signed(first)
    second = sign_case(folder, CASE, LEAD, "Budi Misalnya", "Sekretaris BKPSDM")
    require_signed(second)
    assert second.is_signed
    assert [signature.office for signature in second.signatures] == ["Kepala Bidang IKP", "Sekretaris BKPSDM"]


@pytest.mark.parametrize("again", ["Sri Contoh", "sri  contoh", " SRI CONTOH ", "Ｓri Contoh"])
def test_one_person_cannot_sign_twice_under_another_spelling(folder: Path, again: str) -> None:
    forward(folder)
    sign_case(folder, CASE, LEAD, "Sri Contoh", "Kepala")
    with pytest.raises(CaseNotReady, match="signed already"):
        sign_case(folder, CASE, LEAD, again, "Kepala")


@pytest.mark.parametrize("states", [(), (CaseState.TRACING,), (CaseState.NO_VIOLATION,)])
def test_only_a_forwarded_case_is_signed(folder: Path, states: tuple[CaseState, ...]) -> None:
    decide(folder, *states) if states else None
    with pytest.raises(CaseNotReady, match="diteruskan"):
        sign_case(folder, CASE, LEAD, "Sri Contoh", "Kepala")


@pytest.mark.parametrize("identifiers", [(), IDENTIFIERS[:1], (IDENTIFIERS[0], IDENTIFIERS[0].upper())])
def test_nobody_signs_before_two_identifiers_are_on_file(folder: Path, identifiers: tuple[str, ...]) -> None:
    decide(folder, CaseState.TRACING, CaseState.CLARIFICATION, CaseState.FORWARDED, identifiers=identifiers)
    with pytest.raises(CaseNotReady, match="identifiers"):
        sign_case(folder, CASE, LEAD, "Sri Contoh", "Kepala")


def test_a_changed_lead_is_decided_on_again_before_anybody_signs(folder: Path) -> None:
    forward(folder)
    sign_case(folder, CASE, LEAD, "Sri Contoh", "Kepala")
    with pytest.raises(CaseNotReady, match="decide again"):
        sign_case(folder, CASE, CHANGED, "Budi Misalnya", "Sekretaris")
    assert read_case(folder, CASE, CHANGED).signatures == ()
    again = decide(folder, CaseState.FORWARDED, lead=CHANGED)
    assert (again.state, again.signatures) == (CaseState.FORWARDED, ())
    sign_case(folder, CASE, CHANGED, "Sri Contoh", "Kepala")
    require_signed(sign_case(folder, CASE, CHANGED, "Budi Misalnya", "Sekretaris"))
    assert not read_case(folder, CASE, LEAD).is_signed


def test_a_decision_ends_the_signatures_before_it(folder: Path) -> None:
    forward(folder)
    sign_case(folder, CASE, LEAD, "Sri Contoh", "Kepala")
    case = decide(folder, CaseState.FORWARDED, identifiers=("foto kartu pegawai dilihat",))
    assert case.signatures == ()


def test_cases_are_listed_with_the_lead_last_decided_on(folder: Path) -> None:
    decide(folder, CaseState.TRACING)
    decide_case(folder, "L-0002", CHANGED, "Budi Misalnya", CaseState.NO_VIOLATION, "namanya saja yang sama")
    assert [(case.case_id, case.state, case.lead_sha256) for case in list_cases(folder)] == [
        (CASE, CaseState.TRACING, LEAD),
        ("L-0002", CaseState.NO_VIOLATION, CHANGED),
    ]


def test_a_chained_entry_that_is_no_decision_is_broken_evidence(folder: Path) -> None:
    append_entry(folder, CASE, "Sri Contoh", "decide", {"state": "terbukti", "identifiers": []})
    with pytest.raises(BrokenEvidence, match="entry 1"):
        read_case(folder, CASE, LEAD)
