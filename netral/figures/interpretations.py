"""How this investigation reads what is contested, and who said what and when: one wording for every page and line."""

from __future__ import annotations

from netral.figures.wording import format_day
from netral.locale import N_, use_language
from netral.model import Interpretation, Investigation, OpenQuestion, Position

CONTESTED = "contested"
READING_NAMES = {CONTESTED: N_("contested"), "permitted": N_("permitted"), "forbidden": N_("forbidden")}


def find_interpretation(investigation: Investigation, behaviour: str) -> Interpretation:
    """How an investigation reads a behaviour; contested where it says nothing."""
    given = {reading.behaviour: reading for reading in investigation.interpretations}
    return given.get(behaviour) or Interpretation(behaviour, CONTESTED, "", None)


def say_interpretation(reading: Interpretation, lang: str = "id") -> str:
    """A reading to a sentence with its source and date; whatever it is, it makes no lead by itself."""
    _ = use_language(lang)
    status = _(READING_NAMES.get(reading.status, reading.status))
    if reading.status == CONTESTED or reading.dated is None:
        sentence = _("In this investigation: {status}. It is listed as context, and never makes a lead.")
        return sentence.format(status=status)
    sentence = _("In this investigation: {status}, by {source} of {day}. Even so it makes no lead by itself.")
    return sentence.format(status=status, source=reading.source, day=format_day(reading.dated, lang))


def say_position(position: Position, lang: str = "id") -> tuple[str, str, str]:
    """What somebody said to its date, its words with who said them, and its source with how sure that is."""
    _ = use_language(lang)
    day = format_day(position.dated, lang) if position.dated else _("no date on record")
    said = f"{_choose(position.says, lang)} ({_choose(position.by, lang)})"
    return day, said, f"{position.source} [{position.confidence}]"


def ask_question(question: OpenQuestion, lang: str = "id") -> str:
    """An open question in the reader's language."""
    return _choose(question.asks, lang)


def _choose(texts: dict[str, str], lang: str) -> str:
    return texts.get(lang) or texts.get("id") or next(iter(texts.values()), "")
