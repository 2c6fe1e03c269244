"""Drafts about the region as a whole: the nil report with its coverage, and the impact assessment; about nobody."""

from __future__ import annotations

from netral.errors import BadParameter
from netral.evidence.blocks import Block, bullets, facts, paragraph, subheading, table
from netral.evidence.report import Frame
from netral.evidence.wording import PLATFORM_NAMES
from netral.model import Leads

BLANK = "…" * 24
Parts = tuple[str, list[Block], list[str]]


def write_nil_report(leads: Leads, frame: Frame) -> Parts:
    """That nothing was found in what was captured, what that was, and what it does not say.

    Raises
    ------
    BadParameter
        When there is a lead, so that it would be untrue.
    """
    words, basis = frame.words, frame.investigation.lawful_basis
    _ = words.translate
    if not leads.is_nil:
        found = len(leads.leads) + len(leads.coordinated)
        raise BadParameter(
            "a nil report would be untrue: there are {found} leads; 'netral pack' makes the report", found=found
        )
    phases = frame.investigation.phases
    period = _("{first} to {last}").format(first=words.day(phases[0].starts_on), last=words.day(phases[-1].ends_on))
    sentence = _(
        "In what was captured of {accounts} confirmed accounts of agencies and employees no act was observed that "
        "makes a lead under the rules {rules}, version {version}. This is no clearance: what was not captured was "
        "not seen."
    ).format(
        accounts=words.count(leads.coverage.accounts_declared), rules=leads.catalogue_id,
        version=leads.catalogue_version,
    )  # fmt: skip
    parts = [
        facts(
            [
                (_("To"), BLANK),
                (_("Number"), BLANK),
                (_("Date"), BLANK),
                (_("Period"), period),
                (_("Letter of assignment"), f"{basis.letter_no}, {words.day(basis.letter_date)}"),
            ]
        ),
        paragraph(sentence, "strong"),
        subheading(_("What was looked at")),
        facts(_list_coverage(leads, frame)),
        subheading(_("What was counted, against nobody")),
        facts(
            [
                (_("Single likes below the threshold"), words.count(leads.single_likes)),
                (_("Follows of campaign accounts"), words.count(leads.follows)),
                (_("Acts whose time cannot be used"), words.count(len(leads.unusable))),
                (_("Acts outside every phase"), words.count(len(leads.outside))),
            ]
        ),
        subheading(_("What this does not say")),
        bullets(
            [
                _("nothing about accounts that nobody declared or confirmed, and nothing about closed groups"),
                _("nothing about lists that the platform showed in part only, nor about what was deleted before"),
                _("nothing about whether anybody is neutral: an absent act was not observed, which is not its absence"),
            ]
        ),
    ]
    return _("Nil report"), parts, [_("Made by"), _("Read by a second person")]


def _list_coverage(leads: Leads, frame: Frame) -> list[tuple[str, str]]:
    words, coverage = frame.words, leads.coverage
    _ = words.translate
    platforms = ", ".join(str(PLATFORM_NAMES.get(name, name)) for name in coverage.platforms)  # type: ignore[call-overload]
    return [
        (_("Confirmed accounts looked at"), words.count(coverage.accounts_declared)),
        (_("Accounts not confirmed, and so not looked at"), words.count(coverage.unconfirmed)),
        (_("Accounts frozen because disputed"), words.count(len(coverage.disputed))),
        (_("Employees of the region"), words.count(coverage.employees)),
        (_("Platforms in captures"), platforms or "–"),
        (_("Lists seen in part only"), words.count(coverage.lists_incomplete)),
    ]


def write_impact_assessment(confirmed: int, unconfirmed: int, frame: Frame) -> Parts:
    """The assessment that Law 27/2022 art. 34 asks for, as far as investigation.yaml and the registry answer it.

    Parameters
    ----------
    confirmed, unconfirmed : int
        Accounts of agencies and employees in the registry.
    """
    words, basis = frame.words, frame.investigation.lawful_basis
    _ = words.translate
    groups = [
        [_("Agencies' accounts, and personal ones declared or complained of"), words.count(confirmed),
         _("public posts and acts toward campaign accounts")],
        [_("Accounts named and not confirmed"), words.count(unconfirmed), _("listed, not looked at")],
        [_("Campaign accounts"), "–", _("public posts, lists of followers and members")],
        [_("Everybody else"), "–", _("a keyed hash only, and only counted; raw captures hold them until destroyed")],
    ]  # fmt: skip
    risks = [
        [_("the wrong person is identified"), _("two identifiers before anybody signs; a name alone is none"), BLANK],
        [_("a lead is read as a verdict"), _("cautious words, two signatures, innocent explanations written"), BLANK],
        [_("one side is looked at more closely"), _("all pairs side by side, relative to what each receives"), BLANK],
        [_("political views are inferred"), _("no score, no ranking, no faces, no gestures"), BLANK],
        [_("data leak"), _("no network call; the key of pseudonyms lies apart"), BLANK],
        [_("data are kept too long"), _("a date is required; purge leaves a destruction record"), BLANK],
    ]
    parts = [
        subheading(_("Who, and on what basis")),
        facts(
            [
                (_("Controller"), basis.controller),
                (_("Purpose"), basis.purpose),
                (_("Legal basis"), basis.article),
                (_("Letter of assignment"), f"{basis.letter_no}, {words.day(basis.letter_date)}"),
                (_("Data protection officer"), BLANK),
                (_("Kept until"), words.day(frame.investigation.retention_until)),
            ]
        ),
        subheading(_("Why an assessment is needed")),
        bullets(
            [
                _("people are monitored systematically, data are matched, and processing may be large in scale"),
                _("political opinion is not on the law's list of specific data, and is treated as if it were"),
            ]
        ),
        subheading(_("Which data, about whom")),
        table([_("Group"), _("Accounts"), _("Data")], groups, [1.4, "auto", 1.6]),
        subheading(_("Necessary and proportionate?")),
        facts(
            [
                (_("Could less data serve the purpose?"), BLANK),
                (_("Why are lists of followers needed, if any are taken?"), BLANK),
                (_("How are people told, and how do they use their rights?"), BLANK),
            ]
        ),
        subheading(_("Risks, and what is done")),
        table([_("Risk"), _("What netral does"), _("What remains to be arranged")], risks, [1, 1.5, 1.5]),
        subheading(_("Conclusion")),
        paragraph("\n".join([BLANK * 3] * 3)),
    ]
    return _("Data protection impact assessment"), parts, [_("Assessed by"), _("For the controller")]
