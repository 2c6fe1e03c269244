"""What is uncertain about a rule: doubts about its text, and behaviours on which its readers contradict each other."""

from __future__ import annotations

from collections.abc import Sequence

from netral.evidence.blocks import Block, Cell, bullets, heading, paragraph, subheading, table, two_lines
from netral.evidence.wording import READING_NAMES, Wording
from netral.model import Interpretation, Investigation, OpenQuestion, Rule

CONTESTED = "contested"


def doubt_parts(rule: Rule, investigation: Investigation, words: Wording) -> list[Block]:
    """A rule's doubts and open questions; without any, a sentence that says so."""
    _ = words.translate
    doubts = words.all_of(rule.doubts)
    told: list[Block] = [bullets(doubts)] if doubts else [paragraph(_("The catalogue names no doubt about its text."))]
    return [
        heading(_("What is uncertain about the rule")),
        *told,
        *question_parts(rule.questions, investigation, words),
    ]


def question_parts(questions: Sequence[OpenQuestion], investigation: Investigation, words: Wording) -> list[Block]:
    """Behaviours on which the record contradicts itself: how this investigation reads each, and who said what."""
    given = {reading.behaviour: reading for reading in investigation.interpretations}
    parts: list[Block] = []
    for question in questions:
        reading = given.get(question.behaviour) or Interpretation(question.behaviour, CONTESTED, "", None)
        parts += [
            subheading(words.any_of(question.asks)),
            paragraph(_say_reading(reading, words), "sticky"),
            _positions(question, words),
        ]
    return parts


def _say_reading(reading: Interpretation, words: Wording) -> str:
    _ = words.translate
    status = _(READING_NAMES.get(reading.status, reading.status))
    if reading.status == CONTESTED:
        return _("In this investigation: {status}. It is listed as context, and never makes a lead.").format(
            status=status
        )
    return _("In this investigation: {status}, by {source} of {day}. Even so it makes no lead by itself.").format(
        status=status, source=reading.source, day=words.day(reading.dated)
    )


def _positions(question: OpenQuestion, words: Wording) -> Block:
    _ = words.translate
    rows: list[list[Cell]] = [
        [
            words.day(position.dated) if position.dated else _("no date on record"),
            two_lines(words.any_of(position.says), words.any_of(position.by)),
            f"{position.source} [{position.confidence}]",
        ]
        for position in question.positions
    ]
    return table([_("Date"), _("Who said what"), _("Source")], rows, [0.7, 2, 1.2])
