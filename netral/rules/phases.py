"""When an act happened -> its phase and class, or why its time cannot be used."""

from __future__ import annotations

import itertools
from typing import NamedTuple

from netral.model import Investigation, RuleClass
from netral.times import day_bounds_us

OUTSIDE = "outside"
UNKNOWN_TIME = "unknown time"
MIXED_INTERVAL = "interval not within phases of one class"


class PhaseSpan(NamedTuple):
    """A phase as microseconds, UTC, both ends included."""

    phase_id: str
    rule_class: RuleClass
    first_us: int
    last_us: int


class Judged(NamedTuple):
    """An act's phase and class; without them ``problem`` says why."""

    phase_id: str | None
    rule_class: RuleClass | None
    problem: str | None


def list_spans(investigation: Investigation) -> list[PhaseSpan]:
    """An investigation's phases as spans, in order of time, in the region's own days."""
    zone = investigation.region.timezone
    return [
        PhaseSpan(
            each.phase_id, each.rule_class, day_bounds_us(each.starts_on, zone)[0], day_bounds_us(each.ends_on, zone)[1]
        )
        for each in investigation.phases
    ]


def judge_time(spans: list[PhaseSpan], occurred_us: int | None, after_us: int | None, before_us: int | None) -> Judged:
    """An act's own time, or the interval it lies in, to its phase and class.

    An interval is usable when every instant of it lies in phases of one class; its phase is that of its first instant.
    """
    if occurred_us is not None:
        for span in spans:
            if span.first_us <= occurred_us <= span.last_us:
                return Judged(span.phase_id, span.rule_class, None)
        return Judged(None, None, OUTSIDE)
    if after_us is None or before_us is None:
        return Judged(None, None, UNKNOWN_TIME)
    return _judge_interval(spans, after_us, before_us)


def _judge_interval(spans: list[PhaseSpan], after_us: int, before_us: int) -> Judged:
    covering = [span for span in spans if span.first_us <= before_us and span.last_us >= after_us]
    whole = (
        after_us <= before_us
        and bool(covering)
        and covering[0].first_us <= after_us
        and covering[-1].last_us >= before_us
        and all(one.last_us + 1 == two.first_us for one, two in itertools.pairwise(covering))
        and len({span.rule_class for span in covering}) == 1
    )
    if not whole:
        return Judged(None, None, MIXED_INTERVAL)
    return Judged(covering[0].phase_id, covering[0].rule_class, None)
