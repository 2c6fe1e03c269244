"""Words for what a case holds, and its deadlines as lines."""

from __future__ import annotations

from collections.abc import Iterable

from netral.cli.words import find_language, speak
from netral.investigation import find_today
from netral.locale.casework import (
    ADDRESSEES,
    CHANNELS,
    CONFLICTS,
    DIRECTIONS,
    GROUP_ROLES,
    REMOVALS,
    REPORTERS,
    ROUTED_TO,
    TOPICS,
)
from netral.model import (
    Addressee,
    Case,
    Channel,
    Conflict,
    DayCount,
    Deadline,
    GroupPart,
    Investigation,
    RemovalState,
    ReporterState,
    Route,
)
from netral.pipeline import load_holidays
from netral.times import format_utc


def name_addressee(addressee: Addressee) -> str:
    """An addressee in the reader's language."""
    return speak()(ADDRESSEES[addressee])


def describe_conflicts(conflicts: Iterable[Conflict]) -> str:
    """Why an addressee may be on a side."""
    return "; ".join(speak()(CONFLICTS[conflict]) for conflict in conflicts)


def describe_route(route: Route) -> str:
    """Where something was routed, as what, by whom and why."""
    _ = speak()
    sentence = _("routed to {addressee} as {topic} by {person}: {reason}")
    topic, addressee = _(TOPICS[route.topic]), _(ROUTED_TO[route.to])
    return sentence.format(addressee=addressee, topic=topic, person=route.person, reason=route.reason)


def describe_group_part(part: GroupPart) -> str:
    """What an account is in a campaign's group beyond being in it."""
    _ = speak()
    sentence = _("Group {group} (pair {pair}): {role}, first shown {when}. Being in a group makes no lead.")
    when = format_utc(part.first_at) if part.first_at else "?"
    role = _(GROUP_ROLES[part.role])
    return sentence.format(group=part.group_handle or part.group_id, pair=part.pair_no, role=role, when=when)


def name_direction(direction: str) -> str:
    """What an act is toward its pair."""
    return speak()(DIRECTIONS[direction])


def name_channel(channel: Channel) -> str:
    """How a complaint came."""
    return speak()(CHANNELS[channel])


def name_reporter(state: ReporterState) -> str:
    """Whether it is known who complained."""
    return speak()(REPORTERS[state])


def name_removal(state: RemovalState) -> str:
    """What became of a request to remove."""
    return speak()(REMOVALS[state])


def print_deadlines(investigation: Investigation, case: Case) -> None:
    """When a case's acts became known, and the last day of every step with the days that are left."""
    _ = speak()
    if case.known is None:
        print("  " + _("Known since: not recorded ('review known' records it), so no deadline can be counted"))
        return
    print("  " + _("Known since {day} ({source})").format(day=case.known.on, source=case.known.source))
    for deadline in case.deadlines:
        print(f"    {describe_deadline(investigation, deadline)}")
    if any(deadline.step.day_count is DayCount.WORKING for deadline in case.deadlines):
        table = load_holidays(investigation)
        sentence = _("Working days by the table of holidays: {source} (confidence {confidence})")
        print("    " + sentence.format(source=table.source, confidence=table.confidence))


def describe_deadline(investigation: Investigation, deadline: Deadline) -> str:
    """A step's last day, what it is counted from, and how sure its sources are."""
    _, step = speak(), deadline.step
    title = step.title.get(find_language(), step.title["id"])
    counts = {DayCount.CALENDAR: _("calendar days"), DayCount.WORKING: _("working days")}
    if deadline.due is None:
        when = _("the table of holidays does not cover {year}").format(year=deadline.uncovered_year)
    else:
        left = (deadline.due - find_today(investigation)).days
        when = _("until {day} (days left: {left})").format(day=deadline.due, left=left)
        if left < 0:
            when = _("ended on {day} (days ago: {past})").format(day=deadline.due, past=-left)
    rule = _("{days} {count} from {start}").format(
        days=step.days, count=counts[step.day_count], start=deadline.counted_from
    )
    cited = "; ".join(source.citation for source in step.sources)
    sure = _("confidence {mark}").format(mark=step.confidence)
    told = f"{title}: {when}. {rule}; {cited} ({sure})"
    if deadline.unconfirmed_holidays:
        days = ", ".join(day.isoformat() for day in deadline.unconfirmed_holidays)
        told += ". " + _("It rests on holidays that nobody has confirmed: {days}; check the decree.").format(days=days)
    return told
