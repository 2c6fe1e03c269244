"""Days that people write into the log, and the day on which the acts of a case became known."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from netral.cases.actions import Action
from netral.cases.history import read_case
from netral.cases.log import append_entry
from netral.cases.words import clean_words
from netral.errors import BadParameter, Sentence
from netral.model import Case


def check_day(
    name: Sentence, on: date, today: date, earliest: date | None = None, because: Sentence | None = None
) -> None:
    """Let a local day pass that has come, and is not before another.

    Raises
    ------
    BadParameter
        Otherwise.
    """
    if on > today:
        raise BadParameter("{name}: {on} lies ahead; today is {today}", name=name, on=on, today=today)
    if earliest is not None and on < earliest:
        raise BadParameter(
            "{name}: {on} lies before {earliest}, {because}", name=name, on=on, earliest=earliest, because=because
        )


def record_known(
    folder: Path,
    case_id: str,
    lead_sha256: str,
    person: str,
    on: date,
    source: str,
    first_act_on: date | None,
    today: date,
    at: datetime | None = None,
) -> Case:
    """Writes the day on which the acts of a case became known, *waktu diketahui*, to the log; the last one counts.

    Parameters
    ----------
    source : str
        How that is known, such as the number of a letter or complaint.
    first_act_on : date or None
        The local day of the case's first act: nothing is known before it happens.
    today : date
        The present date in the region.

    Raises
    ------
    BadParameter
        When person or source is missing or holds what looks like a NIP or NIK, or the day lies ahead or before the
        first act.
    """
    check_day(Sentence("waktu diketahui"), on, today, first_act_on, Sentence("the day of the first act"))
    detail = {"on": on.isoformat(), "source": clean_words("source", source)}
    append_entry(folder, case_id, clean_words("person", person), Action.KNOWN, detail, at)
    return read_case(folder, case_id, lead_sha256)
