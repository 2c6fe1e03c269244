"""What a case's records say in few sentences, each with the exhibits or the section it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from netral.evidence.blocks import Block, finding, findings, heading, join_neighbours, paragraph
from netral.evidence.printed import MOST_CITES, first_exhibits, list_names
from netral.evidence.wording import BASIS_NAMES, Wording
from netral.figures.colours import KIND_NAMES
from netral.locale.casework import DIRECTIONS
from netral.model import UNDETERMINED_KINDS, Exhibit, Kind, ReplyKind, ReviewedCase, Role


def finding_parts(reviewed: ReviewedCase, words: Wording) -> list[Block]:
    """The findings in the order of the questions that a reader asks: what, how one-sided, how usual, who, heard."""
    _ = words.translate
    kinds = [kind for kind in Kind if any(exhibit.act.kind is kind for exhibit in reviewed.exhibits)]
    found = [_find_acts(kind, reviewed, words) for kind in kinds]
    found += _find_readings(reviewed, words)
    found += [_find_pairs(reviewed, words), _find_rates(reviewed, words)]
    found += [_find_identity(reviewed, words), _find_reply(reviewed, words)]
    note = _("Each sentence rests on the exhibits or the section named behind it, and on nothing else.")
    return [heading(_("Key findings"), "findings"), paragraph(note, "sticky"), findings(found)]


def _rest_on(sentence: str, own: Sequence[Exhibit], reviewed: ReviewedCase, words: Wording) -> Block:
    """A sentence with the exhibits it rests on; of those that have no card, or are too many to name, the number."""
    _ = words.translate
    printed = {exhibit.exhibit_id for exhibit in first_exhibits(reviewed.exhibits)}
    runs = join_neighbours([exhibit.exhibit_id for exhibit in own if exhibit.exhibit_id in printed])
    cites = [each for run in runs[:MOST_CITES] for each in run]
    left = len(own) - len(cites)
    more = _("{count} more in data/tabel/acts.csv").format(count=words.count(left)) if left else ""
    return finding(sentence, cites, more=more)


def _find_acts(kind: Kind, reviewed: ReviewedCase, words: Wording) -> Block:
    _ = words.translate
    own = [exhibit for exhibit in reviewed.exhibits if exhibit.act.kind is kind]
    toward = sorted({exhibit.act.toward for exhibit in own} - {"–"})
    sentence = _("{kind}: {count} acts, toward {toward}.") if toward else _("{kind}: {count} acts.")
    said = sentence.format(
        kind=_(KIND_NAMES[kind]).capitalize(), count=words.count(len(own)), toward=list_names(toward, words)
    )
    return _rest_on(said, own, reviewed, words)


def _find_readings(reviewed: ReviewedCase, words: Wording) -> list[Block]:
    """Of what people wrote: as what it was read, and that nobody has read the rest."""
    _ = words.translate
    written = [exhibit for exhibit in reviewed.exhibits if exhibit.act.kind in UNDETERMINED_KINDS]
    directions = [direction for direction in DIRECTIONS if any(each.act.direction == direction for each in written)]
    return [
        _rest_on(
            _("Of what the account wrote itself, {count}: {direction}.").format(
                count=words.count(len(own)), direction=_(DIRECTIONS[direction])
            ),
            own,
            reviewed,
            words,
        )
        for direction in directions
        if (own := [exhibit for exhibit in written if exhibit.act.direction == direction])
    ]


def _find_pairs(reviewed: ReviewedCase, words: Wording) -> Block:
    _, lead = words.translate, reviewed.lead
    counts = "; ".join(
        _("pair {pair_no}: {count}").format(
            pair_no=pair.pair_no, count=words.count(lead.all_pairs.get(pair.pair_no, 0))
        )
        for pair in reviewed.registry.pairs
    )
    return finding(_("Acts in favour, all pairs counted alike: {counts}.").format(counts=counts), see="pairs")


def _find_rates(reviewed: ReviewedCase, words: Wording) -> Block:
    _, lead = words.translate, reviewed.lead
    if lead.base_rate_unit is None:
        sentence = _("Of the other confirmed accounts of the registry, {registry} did such a thing at least once.")
    else:
        sentence = _(
            "Of the other confirmed accounts, {unit} in the same unit and {registry} in the whole registry did such a "
            "thing at least once."
        )
    rates = sentence.format(unit=words.share(lead.base_rate_unit), registry=words.share(lead.base_rate_registry))
    chance = _("Chance, corrected for all tests: q = {q}.").format(q=words.probability(lead.q_value))
    return finding(rates if lead.q_value is None else f"{rates} {chance}", see="rates")


def _find_identity(reviewed: ReviewedCase, words: Wording) -> Block:
    _, account = words.translate, reviewed.account
    whose = _("an agency's account") if account.role is Role.OPD else _("a personal account")
    sentence = _("It is {whose}; basis in the registry: {basis}; identifiers on file: {count}.")
    return finding(
        sentence.format(
            whose=whose, basis=_(BASIS_NAMES[account.basis]), count=words.count(len(reviewed.case.identifiers))
        ),
        see="accounts",
    )


def _find_reply(reviewed: ReviewedCase, words: Wording) -> Block:
    _, reply = words.translate, reviewed.case.reply
    if reply is None:
        sentence = _("Nobody's reply is on record.")
    elif reply.kind is ReplyKind.GIVEN:
        sentence = _("The person or agency concerned has replied.")
    elif reply.kind is ReplyKind.NOT_GIVEN:
        sentence = _("The person or agency concerned was asked and has not replied.")
    else:
        sentence = _("The person or agency concerned was heard in the state “being clarified”; no reply is recorded.")
    return finding(sentence, see="reply")
