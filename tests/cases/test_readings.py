"""What a person took an act for: one line of the log a reading, the last one in force."""

from __future__ import annotations

from pathlib import Path

import pytest

from netral.cases import append_entry, read_log, read_readings, record_reading
from netral.errors import BadParameter, BrokenEvidence
from netral.model import DIRECTED_KINDS, UNDETERMINED_KINDS, Direction, Kind

CASE, ACT = "L-0001", "i-0001"


def read(
    folder: Path, direction: str = "attack", kind: Kind = Kind.REPLY, reason: str = "mencela", by: str = "Sri"
) -> None:
    record_reading(folder, CASE, ACT, kind, by, direction, reason)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", sorted(UNDETERMINED_KINDS))
def test_a_reading_names_who_read_what_and_why(tmp_path: Path, kind: Kind) -> None:
    read(tmp_path, "attack", kind)
    reading = read_readings(tmp_path)[ACT]
    assert (reading.direction, reading.person, reading.reason, reading.seq) == (Direction.ATTACK, "Sri", "mencela", 1)
    assert reading.read_at == read_log(tmp_path)[0].at


def test_the_last_reading_is_in_force_and_the_first_stays_in_the_log(tmp_path: Path) -> None:
    read(tmp_path, "support")
    read(tmp_path, "neither", by="Budi")
    assert (read_readings(tmp_path)[ACT].direction, read_readings(tmp_path)[ACT].person) == (Direction.NEITHER, "Budi")
    assert [entry.detail["direction"] for entry in read_log(tmp_path)] == ["support", "neither"]


@pytest.mark.parametrize("kind", sorted(DIRECTED_KINDS | {Kind.MENTION, Kind.TAG, Kind.FOLLOW, Kind.JOIN}))
def test_what_has_its_direction_by_itself_or_is_no_act_is_not_read(tmp_path: Path, kind: Kind) -> None:
    with pytest.raises(BadParameter, match=f"is a {kind.value}, which nobody reads; allowed are comment, post"):
        read(tmp_path, "attack", kind)
    assert read_log(tmp_path) == ()


@pytest.mark.parametrize("direction", ["undetermined", "dukung", ""])
def test_a_direction_that_no_person_can_give_is_refused(tmp_path: Path, direction: str) -> None:
    with pytest.raises(BadParameter, match="allowed are support, attack, neither"):
        read(tmp_path, direction)


@pytest.mark.parametrize(("reason", "by"), [("", "Sri"), ("a", " "), ("NIP 198501012010011001", "Sri")])
def test_a_reading_needs_a_person_and_a_reason_without_numbers(tmp_path: Path, reason: str, by: str) -> None:
    with pytest.raises(BadParameter):
        read(tmp_path, reason=reason, by=by)
    assert read_log(tmp_path) == ()


@pytest.mark.parametrize("detail", [{}, {"interaction_id": ACT, "direction": "terbukti", "reason": "a"}])
def test_a_chained_entry_that_is_no_reading_is_broken_evidence(tmp_path: Path, detail: dict[str, str]) -> None:
    append_entry(tmp_path, CASE, "Sri", "read", detail)
    with pytest.raises(BrokenEvidence, match="entry 1 is no read entry"):
        read_readings(tmp_path)
