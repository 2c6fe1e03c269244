"""Letters and worksheets that an agency fills in and signs itself: made from a lead's or region's values, never sent.

Source: the parts of the form of Perbawaslu 9/2024 and the requirements an initial study checks, as domain knowledge has
them; form names differ by regulation and are therefore not printed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from netral.errors import BadParameter
from netral.evidence.blocks import (
    Block,
    bullets,
    facts,
    paragraph,
    ruled,
    statement,
    subheading,
    table,
    two_lines,
    web_link,
)
from netral.evidence.printed import first_rows, say_rows
from netral.evidence.region_documents import write_impact_assessment, write_nil_report
from netral.evidence.report import Frame, compile_pdf, list_inputs
from netral.evidence.rule_parts import question_parts
from netral.evidence.wording import CLASS_NAMES, PLATFORM_NAMES, Wording, make_wording
from netral.figures.colours import KIND_NAMES
from netral.identity import hash_bytes
from netral.locale import N_
from netral.locale.casework import DIRECTIONS
from netral.model import Act, Capture, Case, Investigation, Kind, Lead, Leads, OpenQuestion, Role
from netral.times import now_utc

BLANK = "…" * 24
REST = N_("Printed are the first {shown} of {count}; all of them stand in the case's pack, in data/tabel/acts.csv.")
ABOUT_A_CASE = ("study", "removal", "notice")


@dataclass(frozen=True)
class Request:
    """What a document is about: the region's leads and open questions, and where it is about one case that case.

    An impact assessment comes before anything is captured, and knows only how many accounts the registry has.
    """

    leads: Leads | None = None
    questions: tuple[OpenQuestion, ...] = ()
    lead: Lead | None = None
    case: Case | None = None
    unit_name: str = ""
    confirmed: int = 0
    unconfirmed: int = 0

    @property
    def of_region(self) -> Leads:
        """The leads it is about."""
        if self.leads is None:
            raise BadParameter("this document is about what was captured, and nothing was")
        return self.leads

    @property
    def of_case(self) -> Lead:
        """The lead it is about."""
        if self.lead is None:
            raise BadParameter("this document is about a case; name it")
        return self.lead


def make_document(kind: str, request: Request, frame: Frame) -> bytes:
    """A document's kind and what it is about to its PDF.

    Parameters
    ----------
    kind : str
        ``study`` (worksheet of an initial study), ``removal`` (a request to remove posts), ``notice`` (to the person or
        agency concerned); or about nobody: ``circular`` (for education), ``nil`` (the nil report with its coverage) or
        ``dpia`` (the data protection impact assessment).

    Raises
    ------
    BadParameter
        When the kind is unknown, or needs a case and has none, or a nil report would be untrue.
    """
    if kind not in DOCUMENTS:
        raise BadParameter(
            "document {kind!r} is unknown; allowed are {allowed}", kind=kind, allowed=", ".join(DOCUMENTS)
        )
    if kind in ABOUT_A_CASE and request.lead is None:
        raise BadParameter("document {kind!r} is about a case; name it", kind=kind)
    _ = frame.words.translate
    heading, parts, people = DOCUMENTS[kind](request, frame)
    blank = {"name": "…" * 12, "under": _("name and office")}
    draft = _("Draft. It is a person's letter only once a person has read, numbered and signed it.")
    demo = _("Demonstration. The region, its people and their acts are invented.")
    data = {
        **frame.head(),
        "bare": 0,
        "title": heading,
        "description": heading,
        "agency": frame.investigation.lawful_basis.controller,
        "heading": heading,
        "parts": [
            statement("\n".join([draft, *[demo] * frame.is_demo])),
            *parts,
            {"kind": "signatures", "people": [{"role": each, **blank} for each in people]},
        ],
    }
    return compile_pdf("handover.typ", data, frame.made_at)


def frame_document(
    investigation: Investigation,
    name: str,
    lang: str,
    captures: tuple[Capture, ...],
    log_lines: tuple[bytes, ...],
    is_demo: bool = False,
) -> Frame:
    """What stands around a document: the agency, the language, and the inputs it was made from."""
    return Frame(
        investigation=investigation,
        words=make_wording(lang, investigation.region.timezone),
        name=f"{name} · {investigation.region.name}",
        made_at=now_utc(),
        copy_no=1,
        inputs_sha256=hash_bytes(list_inputs(captures, log_lines)),
        is_demo=is_demo,
    )


Parts = tuple[str, list[Block], list[str]]


def _write_study(request: Request, frame: Frame) -> Parts:
    """What an initial study checks: who, what, when it happened and became known, where, by what, and by which rule."""
    words, lead = frame.words, request.of_case
    _ = words.translate
    known = request.case.known if request.case else None
    formal = [
        (_("Reporter, address"), _("sealed with the agency; never in this file")),
        (_("Account concerned"), f"@{lead.subject.handle} ({PLATFORM_NAMES[lead.subject.platform]})"),
        (_("Became known"), words.day(known.on) if known else BLANK),
        (_("Within the time to report"), BLANK),
    ]
    material = [
        (_("What is alleged"), words.any_of(lead.rule.title)),
        (_("Rule"), f"{lead.rule.rule_id}, {lead.rule.version} ({_(CLASS_NAMES[lead.rule.rule_class])})"),
        (_("When and where"), _("see the acts below; on the public page of the account")),
        (_("Evidence"), _("the records named by their SHA-256 in the case's pack")),
    ]
    checks = [[check, "☐", ""] for check in words.all_of(lead.rule.reviewer_checks)]
    parts = [
        subheading(_("Formal requirements")),
        facts(formal),
        subheading(_("Material requirements")),
        facts(material),
        subheading(_("The acts")),
        *_list_acts(lead.acts, words),
        subheading(_("To be checked")),
        table([_("To be checked"), _("Done"), _("Result")], checks, [2, "auto", 1]),
        subheading(_("Innocent explanations considered")),
        bullets(words.all_of(lead.rule.innocent_explanations)),
        subheading(_("Conclusion of the person who studied it")),
        ruled(5),
    ]
    return _("Initial study: worksheet"), parts, [_("Studied by"), _("Read by a second person")]


def _write_removal(request: Request, frame: Frame) -> Parts:
    words, lead = frame.words, request.of_case
    _ = words.translate
    shown = [act for act in lead.acts if act.kind in (Kind.SHARE, Kind.COAUTHOR, Kind.QUOTE, Kind.POST) and act.act_url]
    rows = [[words.occurred(act), _(KIND_NAMES[act.kind]), web_link(act.act_url)] for act in first_rows(shown)]
    to = request.unit_name if lead.subject.role is Role.OPD and request.unit_name else BLANK
    parts = [
        facts([(_("Addressed to"), to), (_("Number"), BLANK), (_("Date"), BLANK)]),
        paragraph(
            _(
                "On the account @{handle} the posts below were observed that pass on content of a campaign. "
                "Please look at them and, where they are not part of a duty toward all pairs alike, remove them and "
                "say when that was done."
            ).format(handle=lead.subject.handle)
        ),
        table([_("When"), _("Act"), _("Address of the act")], rows, [1.35, 0.7, 2])
        if rows
        else paragraph(_("None of the acts is a post of the account that it could remove itself.")),
        *say_rows(_(REST), len(shown), words),
        paragraph(
            _(
                "This is a request, not a finding. Who operated the account is not known and is not asked here. The "
                "posts will be looked at again; both answers, removed or still there, are put on record."
            )
        ),
    ]
    return _("Request to remove posts"), parts, [_("Signed for the agency")]


def _write_notice(request: Request, frame: Frame) -> Parts:
    words, lead = frame.words, request.of_case
    _, basis = words.translate, frame.investigation.lawful_basis
    until = frame.investigation.retention_until
    rights = [
        _("to be told what is held about the account, and to get it"),
        _("to have what is wrong corrected, and its use restricted while that is examined"),
        _("to object, and to answer to every act before anything is forwarded"),
        _("to have it destroyed at the end of the retention, or before it where the purpose has ended"),
        _("not to be subject to a decision by a machine: every decision here is made and signed by named people"),
    ]
    parts = [
        facts([(_("Addressed to"), BLANK), (_("Number"), BLANK), (_("Date"), BLANK)]),
        paragraph(
            _(
                "Acts of the account @{handle} are being examined under rule {rule_id}. Nothing has been found, and "
                "whoever is concerned is presumed innocent."
            ).format(handle=lead.subject.handle, rule_id=lead.rule.rule_id)
        ),
        *_list_acts(lead.acts, words),
        facts(
            [
                (_("Purpose"), basis.purpose),
                (_("Legal basis"), basis.article),
                (_("Letter of assignment"), f"{basis.letter_no}, {words.day(basis.letter_date)}"),
                (_("Kept until"), words.day(until)),
            ]
        ),
        subheading(_("Your rights")),
        bullets(rights),
        paragraph(
            _("Your answer, in writing or in a hearing, is put on record word for word. Please send it to:"), "sticky"
        ),
        ruled(1),
    ]
    return _("Notice to the person or agency concerned"), parts, [_("Signed for the agency")]


def _write_circular(request: Request, frame: Frame) -> Parts:
    """Counts only: nobody, no unit and no account is in it."""
    words, leads = frame.words, request.of_region
    _ = words.translate
    counts = [
        (_("Single likes below the threshold"), words.count(leads.single_likes)),
        (_("Follows of campaign accounts"), words.count(leads.follows)),
        (_("Acts with the reviewers"), words.count(sum(len(lead.acts) for lead in leads.leads))),
        (_("Confirmed accounts looked at"), words.count(leads.coverage.accounts_declared)),
        (_("Employees of the region"), words.count(leads.coverage.employees)),
    ]
    parts = [
        facts([(_("Addressed to"), _("all heads of agencies")), (_("Number"), BLANK), (_("Date"), BLANK)]),
        paragraph(
            _(
                "A civil servant stays neutral on social media too. Sharing, liking or commenting on a campaign's "
                "posts, or publishing its marks, can be a breach of ethics before the pairs are determined and of "
                "discipline from then on. An agency's account serves all pairs alike, or none."
            )
        ),
        subheading(_("What was counted")),
        facts(counts),
        paragraph(_("These are counts. Nobody is named, and no number stands for anybody's guilt."), "quiet"),
        subheading(_("Please")),
        bullets(
            [
                _("look through what agency accounts shared since the pairs were determined; undo what was a slip"),
                _("tell whoever runs an account that a slip of the thumb is best undone and reported at once"),
                _("hand in the list of your agency's official accounts and of who may speak for them"),
                _("ask before you publish the picture of somebody who stands for election"),
            ]
        ),
        subheading(_("What is not settled")),
        *question_parts(request.questions, frame.investigation, words),
    ]
    return _("Circular on neutrality in social media"), parts, [_("Signed for the agency")]


def _list_acts(acts: tuple[Act, ...], words: Wording) -> list[Block]:
    _ = words.translate
    rows = [
        [
            two_lines(words.occurred(act), words.occurred_utc(act)),
            _(KIND_NAMES[act.kind]),
            act.toward,
            _(DIRECTIONS.get(act.direction, act.direction)),
        ]
        for act in first_rows(acts)
    ]
    header = [_("When"), _("Act"), _("Toward"), _("Direction")]
    return [table(header, rows, [1.5, 0.8, 1, 1]), *say_rows(_(REST), len(acts), words)]


DOCUMENTS: dict[str, Callable[[Request, Frame], Parts]] = {
    "study": _write_study,
    "removal": _write_removal,
    "notice": _write_notice,
    "circular": _write_circular,
    "nil": lambda request, frame: write_nil_report(request.of_region, frame),
    "dpia": lambda request, frame: write_impact_assessment(request.confirmed, request.unconfirmed, frame),
}
