"""forms/*.yaml -> the deadlines of an election law and the days on which nobody works: shipped, or an agency's own."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from netral.model import CONFIDENCES, DayCount, DeadlineStep, FormProfile, Holidays, Regime, RuleSource
from netral.rules.entry import Entry, load_entry

OWN_PROFILE, OWN_HOLIDAYS = "form-profile.yaml", "holidays.yaml"
KNOWN = "known"
MOST_DAYS = 366


def load_form_profile(regime: Regime, folder: Path) -> FormProfile:
    """The profile of an election law; the investigation's own ``form-profile.yaml`` where it has one.

    Raises
    ------
    BadRule
        When the file has an unknown key, a missing one or a value that is not allowed; names file and line.
    """
    keys = load_entry(_find(folder / OWN_PROFILE, f"{regime.value}.yaml")).mapping(("id", "title", "steps"))
    steps: dict[str, DeadlineStep] = {}
    for item in keys["steps"].items():
        step = _read_step(item, (KNOWN, *steps))
        if step.step_id in (KNOWN, *steps):
            raise item.fail("has the id {step_id!r}, which is taken", step_id=step.step_id)
        steps[step.step_id] = step
    return FormProfile(keys["id"].text(), keys["title"].texts(), tuple(steps.values()))


def load_holidays(folder: Path) -> Holidays:
    """The table of holidays; the investigation's own ``holidays.yaml`` where it has one.

    Raises
    ------
    BadRule
        When the file has an unknown key, a missing one, or a day outside the years that it says it covers.
    """
    keys = load_entry(_find(folder / OWN_HOLIDAYS, "holidays.yaml")).mapping(("source", "confidence", "years", "days"))
    years = frozenset(_read_year(item) for item in keys["years"].items())
    days: dict[date, str] = {}
    for word, entry in keys["days"].pairs().items():
        day = _to_day(word, entry)
        if day.year not in years:
            raise entry.fail("lies outside the years covered, {years}", years=", ".join(map(str, sorted(years))))
        days[day] = entry.text()
    return Holidays(days, years, keys["source"].text(), keys["confidence"].choice(CONFIDENCES))


def _find(own: Path, shipped: str) -> Traversable:
    return own if own.is_file() else files("netral.rules").joinpath("forms", shipped)


def _read_step(entry: Entry, known: tuple[str, ...]) -> DeadlineStep:
    keys = entry.mapping(("id", "title", "days", "count", "from", "sources"), ("doubts",))
    sources = tuple(_read_source(item) for item in keys["sources"].items())
    if not sources:
        raise keys["sources"].fail("is empty; a deadline names where it is written")
    return DeadlineStep(
        step_id=keys["id"].text(),
        title=keys["title"].texts(),
        days=_read_days(keys["days"]),
        day_count=DayCount(keys["count"].choice(DayCount)),
        counted_from=keys["from"].choice(known),
        sources=sources,
        doubts=keys["doubts"].text_lists() if "doubts" in keys else {},
    )


def _read_source(entry: Entry) -> RuleSource:
    keys = entry.mapping(("about", "instrument", "article", "confidence"), ("published",))
    return RuleSource(
        instrument=keys["instrument"].text(),
        article=keys["article"].text_or_null() or "",
        confidence=keys["confidence"].choice(CONFIDENCES),
        about=keys["about"].text(),
        published=keys["published"].text() if "published" in keys else "",
    )


def _read_days(entry: Entry) -> int:
    value = str(entry.node.value)
    if not (value.isascii() and value.isdigit() and 0 < int(value[:9]) <= MOST_DAYS):
        raise entry.fail("is {value!r}; allowed are whole days from 1 to {most}", value=value[:40], most=MOST_DAYS)
    return int(value)


def _read_year(entry: Entry) -> int:
    value = str(entry.node.value)
    if not (value.isascii() and value.isdigit() and len(value) == 4):
        raise entry.fail("is {value!r}; allowed is a year such as 2024", value=value[:40])
    return int(value)


def _to_day(word: str, entry: Entry) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise entry.fail("is no day; allowed is a date such as 2024-08-17") from None
