"""The parts that a case pack's report and a situation report have in common."""

from __future__ import annotations

import platform
from importlib.metadata import version

from netral import __version__
from netral.evidence.blocks import (
    Block,
    Cell,
    bullets,
    facts,
    heading,
    pair_label,
    paragraph,
    subheading,
    table,
)
from netral.evidence.report import Frame
from netral.evidence.seal_parts import seal_limits, seal_parts
from netral.evidence.wording import CLASS_NAMES, PHASE_NAMES, PLATFORM_NAMES, READING_NAMES, Wording
from netral.figures.colours import pair_to_colour
from netral.model import Investigation, Leads, Pair


def cover_rows(frame: Frame, rows: list[tuple[str, str]]) -> list[list[str]]:
    """The facts of a cover: region, then the given ones, then when it was made and which copy this is."""
    _, words = frame.words.translate, frame.words
    region = frame.investigation.region
    first = (_("Region"), f"{region.name} ({region.code})" if region.code else region.name)
    last = [
        (_("Made"), words.moment(frame.made_at)),
        (_("Copy"), _("{number}, numbered; for its recipient only").format(number=frame.copy_no)),
    ]
    return [list(row) for row in [first, *rows, *last]]


def cover_notes(frame: Frame) -> list[str]:
    """What a cover must say before anything else: an invented region, a redacted copy."""
    _ = frame.words.translate
    demo = _(
        "Demonstration. The region, its agencies, the people, the accounts, the texts and both reviewers of this "
        "document are invented. It shows what a report looks like and is about nobody."
    )
    hidden = _(
        "Redacted copy. The account, whom it acted toward, texts, addresses and the reasons of decisions are withheld, "
        "and of times only the day is left; counts are those of the full pack. The case and its captured files bear "
        "other numbers here, and other hashes."
    )
    return [demo] * frame.is_demo + [hidden] * frame.redacted


def checking_parts(frame: Frame, is_case: bool) -> list[Block]:
    """Page 2: how a reader checks the pack without netral, and what a check does not prove."""
    _ = frame.words.translate
    steps = [
        _("Run “sh data/verifikasi/verify.sh” in the pack's folder; it needs only openssl and sha256sum."),
        _("Compare the root hash it prints with the one on the handover record, which was handed over apart."),
    ]
    exhibit = _("For one exhibit: the SHA-256 of its record file is the one printed on its card here.")
    apart = _(
        "Whoever holds the full pack can hold this copy against it: data/verifikasi/CARA-PERIKSA.md says how. In place "
        "of the SHA-256 of records and captured files this copy has others, so that nobody can try out guesses on them."
    )
    limits = [
        _("A document cannot print its own hash. The foot of every page has the hash of the list of inputs instead."),
        *seal_limits(frame),
        _("A check shows that nothing changed since the root hash was noted, not that a capture was true when made."),
    ]
    own = [apart] if frame.redacted else [exhibit] * is_case
    checks = [bullets([*steps, *own]), paragraph(_("What a check does not prove:")), bullets(limits)]
    return [*checks, *seal_parts(frame)]


def coverage_facts(leads: Leads, words: Wording, is_unit: bool = False) -> list[tuple[str, str]]:
    """How much of the whole was seen, each number with its denominator."""
    _, coverage = words.translate, leads.coverage
    known = {str(name): label for name, label in PLATFORM_NAMES.items()}
    declared = _("{declared} confirmed, of agencies and persons; the region has {employees} employees")
    if is_unit:
        declared = _("{declared} confirmed, of agencies and persons; the unit has {employees} employees")
    return [
        (
            _("Accounts in the registry"),
            declared.format(
                declared=words.count(coverage.accounts_declared), employees=words.count(coverage.employees)
            ),
        ),
        (
            _("Not confirmed"),
            _("{count} accounts, no lead is made of them").format(count=words.count(coverage.unconfirmed)),
        ),
        (_("Disputed"), _("{count} accounts, frozen").format(count=words.count(len(coverage.disputed)))),
        (_("Handle taken over"), _("{count} accounts").format(count=words.count(len(coverage.handle_reused)))),
        (_("Platforms"), words.listed(known.get(name, name) for name in coverage.platforms)),
        (
            _("Incomplete lists"),
            _("{count} lists hold fewer accounts than the platform declared").format(
                count=words.count(coverage.lists_incomplete)
            ),
        ),
        (_("Without a usable time"), _("{count} acts").format(count=words.count(len(leads.unusable)))),
        (_("Outside every phase"), _("{count} acts").format(count=words.count(len(leads.outside)))),
    ]


def scope_parts(frame: Frame, leads: Leads, is_unit: bool = False) -> list[Block]:
    """What was looked at, when, for what and on which legal basis."""
    _, words, basis = frame.words.translate, frame.words, frame.investigation.lawful_basis
    letter = _("{number}, {day}").format(number=basis.letter_no, day=words.day(basis.letter_date))
    return [
        heading(_("Scope, dates and lawful basis"), "scope"),
        facts(
            [
                (_("Purpose"), basis.purpose),
                (_("Legal basis"), basis.article or "–"),
                (_("Letter"), letter),
                (_("Controller"), basis.controller or "–"),
                (_("Kept until"), words.day(frame.investigation.retention_until)),
            ]
        ),
        subheading(_("Phases of the election")),
        *_phase_parts(frame.investigation, words),
        subheading(_("How much of the whole was looked at")),
        facts(coverage_facts(leads, words, is_unit)),
    ]


def method_parts(frame: Frame) -> list[Block]:
    """With which thresholds, readings and versions this was made, and from which inputs."""
    _, words, investigation = frame.words.translate, frame.words, frame.investigation
    limits = investigation.thresholds
    thresholds = _("shares {share}, posts {post}, comments {comment}, likes {like}").format(
        share=limits.share_min, post=limits.post_min, comment=limits.comment_min, like=limits.like_min
    )
    burst = _("{accounts} accounts of one unit within {seconds} seconds").format(
        accounts=limits.coaction_min_accounts, seconds=limits.coaction_window_seconds
    )
    made_with = f"netral {__version__}, Typst {version('typst')}, Python {platform.python_version()}"
    return [
        heading(_("Method, parameters and versions"), "method"),
        paragraph(
            _(
                "Captured files are kept as they came. Each line is read by a parser of its format, hashed, and "
                "becomes an act where it names who acted, how and on what; an act that several lines show counts once. "
                "Rules are matched by kind, target, time and threshold alone; no text is judged by a machine."
            )
        ),
        facts(
            [
                (_("Rules"), investigation.rules),
                (_("Lead thresholds"), thresholds),
                (_("Simultaneous acts"), burst),
                (_("Contested readings"), words.listed(_interpretations(investigation, words))),
                (_("Made with"), made_with),
                (
                    _("Inputs"),
                    _("listed in data/verifikasi/masukan-sha256.txt; its SHA-256 is at the foot of every page"),
                ),
            ]
        ),
    ]


def _phase_parts(investigation: Investigation, words: Wording) -> list[Block]:
    """The phases of the election, and the class of rule each falls under."""
    _ = words.translate
    rows: list[list[Cell]] = [
        [
            _(PHASE_NAMES[phase.phase_id]) if phase.phase_id in PHASE_NAMES else phase.phase_id,
            words.day(phase.starts_on),
            words.day(phase.ends_on),
            _(CLASS_NAMES[phase.rule_class]),
        ]
        for phase in investigation.phases
    ]
    return [table([_("Phase"), _("From"), _("To"), _("Class of rule")], rows, [1.3, 1, 1, 0.8])]


def pair_cell(pair: Pair, words: Wording) -> Cell:
    """A pair's number in its colour and its name; the incumbent is marked as such."""
    _ = words.translate
    name = _("{name} (incumbent)").format(name=pair.name) if pair.incumbent else pair.name
    return pair_label(pair.pair_no, name, pair_to_colour(pair.pair_no))


def _interpretations(investigation: Investigation, words: Wording) -> list[str]:
    _ = words.translate
    return [
        f"{reading.behaviour}: {_(READING_NAMES.get(reading.status, reading.status))}"
        + (f" ({reading.source}, {words.day(reading.dated)})" if reading.source else "")
        for reading in investigation.interpretations
    ]
