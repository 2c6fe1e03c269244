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
from netral.model import Capture, Investigation, Leads, Pair


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


def cover_notes(frame: Frame, redacted: bool = False) -> list[str]:
    """What a cover must say before anything else: an invented region, a redacted copy."""
    _ = frame.words.translate
    demo = _(
        "Demonstration. The region, its agencies, the people, the accounts, the texts and both reviewers of this "
        "document are invented. It shows what a report looks like and is about nobody."
    )
    hidden = _(
        "Redacted copy. The account, whom it acted toward, texts, addresses and the reasons of decisions are withheld, "
        "and of times only the day is left; counts and hashes are those of the full pack. The case bears another "
        "number here."
    )
    return [demo] * frame.is_demo + [hidden] * redacted


def checking_parts(frame: Frame, is_case: bool) -> list[Block]:
    """Page 2: how a reader checks the pack without netral, and what a check does not prove."""
    _ = frame.words.translate
    steps = [
        _("Run “sh data/verifikasi/verify.sh” in the pack's folder; it needs only openssl and sha256sum."),
        _("Compare the root hash it prints with the one on the handover record, which was handed over apart."),
    ]
    exhibit = _("For one exhibit: the SHA-256 of its record file is the one printed on its card here.")
    limits = [
        _("A document cannot print its own hash. The foot of every page has the hash of the list of inputs instead."),
        *seal_limits(frame),
        _("A check shows that nothing changed since the root hash was noted, not that a capture was true when made."),
    ]
    checks = [bullets([*steps, *[exhibit] * is_case]), paragraph(_("What a check does not prove:")), bullets(limits)]
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


def custody_parts(captures: tuple[Capture, ...], words: Wording) -> list[Block]:
    """Every file that the exhibits come from: who captured it when, when it was received, and its hash."""
    _ = words.translate
    intro = _(
        "From capture to this pack. Each file was hashed when it was received and made read-only, and was hashed again "
        "before this report was written; the hashes agreed. What people did since stands in data/custody.jsonl, every "
        "line bound to the one before."
    )
    balance = _("read {read} = stored {stored} + duplicate {duplicate} + quarantined {quarantined}")
    items = []
    for capture in captures:
        tool = " ".join(filter(None, [capture.tool, capture.tool_version]))
        collected = words.both(capture.collected_at) if capture.collected_at else _("time not recorded")
        lines = [
            " · ".join(filter(None, [capture.op or capture.format, tool, balance.format(**_balance(capture, words))])),
            _("captured: {moment}").format(moment=collected),
            _("received: {moment}, by {operator}").format(
                moment=words.both(capture.ingested_at.replace(microsecond=0)), operator=capture.operator or "–"
            ),
        ]
        items.append({"title": capture.capture_id, "text": "\n".join(lines), "sha256": capture.sha256})
    return [heading(_("Chain of custody"), "custody"), paragraph(intro), {"kind": "entries", "items": items}]


def capture_parts(captures: tuple[Capture, ...], words: Wording) -> list[Block]:
    """Captured files by platform, tool and day; each by itself, with its hash, stands in captures.csv."""
    _ = words.translate
    if not captures:
        return [paragraph(_("No capture was registered."))]
    groups: dict[tuple[str, str, str], list[Capture]] = {}
    for capture in sorted(captures, key=_sort_capture):
        day = words.day(words.local_day(capture.collected_at)) if capture.collected_at else _("time not recorded")
        tool = " ".join(filter(None, [capture.tool or capture.format, capture.tool_version]))
        groups.setdefault((_find_platform(capture), tool, day), []).append(capture)
    rows: list[list[Cell]] = [
        [*key, words.count(len(own)), *(words.count(sum(getattr(each, name) for each in own)) for name in BALANCE)]
        for key, own in groups.items()
    ]
    header = [_("Platform"), _("Tool"), _("Captured"), _("Files")]
    counts = [_("Read"), _("Stored"), _("Duplicate"), _("Quarantined")]
    note = _(
        "{files} files. Each with its SHA-256 stands in data/tabel/captures.csv and in "
        "data/verifikasi/masukan-sha256.txt, whose own SHA-256 is at the foot of every page."
    ).format(files=words.count(len(captures)))
    return [
        table([*header, *counts], rows, [0.8, 1.3, 1.3, *["auto"] * 5], numbers=5),
        paragraph(note, "quiet"),
    ]


BALANCE = ("read", "stored", "duplicate", "quarantined")


def _balance(capture: Capture, words: Wording) -> dict[str, str]:
    return {name: words.count(getattr(capture, name)) for name in BALANCE}


def _sort_capture(capture: Capture) -> tuple[str, str, bool, str, str]:
    tool = f"{capture.tool or capture.format} {capture.tool_version or ''}"
    collected = capture.collected_at
    return _find_platform(capture), tool, collected is None, str(collected or ""), capture.capture_id


def _find_platform(capture: Capture) -> str:
    """The platform that a capture was asked of, where its target names it; else a dash."""
    known = {str(name): label for name, label in PLATFORM_NAMES.items()}
    return known.get((capture.target or "").partition(":")[0], "–")


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


def glossary_parts(words: Wording) -> list[Block]:
    """The few words that a reader must not misunderstand."""
    _ = words.translate
    return [
        heading(_("Words used"), "glossary"),
        facts(
            [
                (
                    _("Lead"),
                    _("Acts that meet the thresholds of a rule and that a person should read. Never a verdict."),
                ),
                (
                    _("Direction"),
                    _(
                        "Likes, shares and coauthored posts are counted as in favour. A comment, reply, quote or own "
                        "post has no direction until a person has read it."
                    ),
                ),
                (_("All pairs"), _("The same count for every pair, so that one-sidedness can be told from activity.")),
                (
                    _("Relative"),
                    _(
                        "The subject's acts toward a pair divided by what the pair receives from all confirmed "
                        "accounts, scaled to 100%."
                    ),
                ),
                (
                    _("Phase"),
                    _(
                        "A stretch of the election calendar; before the pairs are determined, rules of ethics apply, "
                        "from then on those of discipline."
                    ),
                ),
                (_("Base rate"), _("The share of comparable accounts that did the same at least once.")),
                (
                    _("p and q"),
                    _(
                        "How often chance alone would give as much or more; q allows for the number of tests. A small "
                        "q is a reason to read, not a proof."
                    ),
                ),
                (
                    _("Locator"),
                    _("Where a record stands in its capture: the line, or the path within a JSON document."),
                ),
                (
                    _("SHA-256"),
                    _(
                        "A number of 64 digits that changes with any change of a file; no two different files are "
                        "known to share one."
                    ),
                ),
                (_("Root hash"), _("The SHA-256 over the list of all files of the pack and their SHA-256.")),
                (_("Capture"), _("A file as a tool or platform gave it, kept unchanged and known by its SHA-256.")),
            ]
        ),
    ]


def _interpretations(investigation: Investigation, words: Wording) -> list[str]:
    _ = words.translate
    return [
        f"{reading.behaviour}: {_(READING_NAMES.get(reading.status, reading.status))}"
        + (f" ({reading.source}, {words.day(reading.dated)})" if reading.source else "")
        for reading in investigation.interpretations
    ]
