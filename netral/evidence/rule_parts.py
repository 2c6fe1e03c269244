"""What a rule says and how sure that is: doubts about its text, and what its readers contradict each other on."""

from __future__ import annotations

from collections.abc import Sequence

from netral.evidence.blocks import (
    Block,
    Cell,
    bullets,
    facts,
    heading,
    paragraph,
    statement,
    subheading,
    table,
    two_lines,
)
from netral.evidence.wording import READING_NAMES, Wording
from netral.model import Interpretation, Investigation, OpenQuestion, Rule

CONTESTED = "contested"


def doubt_parts(rule: Rule, investigation: Investigation, words: Wording) -> list[Block]:
    """A rule's text, its doubts and open questions; without any, a sentence that says so."""
    _ = words.translate
    doubts = words.all_of(rule.doubts)
    told: list[Block] = [bullets(doubts)] if doubts else [paragraph(_("The catalogue names no doubt about its text."))]
    return [
        heading(_("The rule and what is uncertain about it"), "doubts"),
        *_text_parts(rule, words),
        subheading(_("What is uncertain about it")),
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


def _text_parts(rule: Rule, words: Wording) -> list[Block]:
    """What the rule says, where it stands, and how sure that is."""
    _ = words.translate
    sources = [f"{source.instrument}, {source.article} [{source.confidence}]" for source in rule.sources]
    counsel = _("To be confirmed by counsel: not every instrument has been read.")
    return [
        subheading(_("What the rule says")),
        facts(
            [
                (_("Norm"), _say("norm", rule.norm_says, rule.norm, rule, words)),
                (_("Possible sanction"), _say("sanction", rule.sanction_says, rule.sanction, rule, words)),
                (_("Sources"), "\n".join(sources) or "–"),
            ]
        ),
        *[statement(counsel)] * rule.needs_counsel,
        paragraph(
            _(
                "Sources are marked C-prim where the text of the instrument itself was read, C where a published page "
                "confirms it, G for general knowledge and U where sources conflict."
            ),
            "quiet",
        ),
    ]


def _say(about: str, texts: dict[str, str], whole: str, rule: Rule, words: Wording) -> Cell:
    """What a provision says in the reader's language, and under it where it stands."""
    said = words.any_of(texts)
    where = "; ".join(source.citation for source in rule.sources if source.about == about)
    return two_lines(said, where) if said and where else said or whole or "–"
