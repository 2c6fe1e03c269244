"""The captured files a report rests on: one by one in a case, by platform, tool and day in a situation."""

from __future__ import annotations

from netral.evidence.blocks import Block, Cell, heading, paragraph, table
from netral.evidence.printed import first_rows, say_rows
from netral.evidence.wording import OP_NAMES, PLATFORM_NAMES, Wording
from netral.model import Capture

BALANCE = ("read", "stored", "duplicate", "quarantined")


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
    for capture in first_rows(captures):
        tool = " ".join(filter(None, [capture.tool, capture.tool_version]))
        collected = words.both(capture.collected_at) if capture.collected_at else _("time not recorded")
        lines = [
            " · ".join(
                filter(
                    None,
                    [
                        _(OP_NAMES.get(capture.op or "", capture.op or capture.format)),
                        tool,
                        balance.format(**_balance(capture, words)),
                    ],
                )
            ),
            _("captured: {moment}").format(moment=collected),
            _("received: {moment}, by {operator}").format(
                moment=words.both(capture.ingested_at.replace(microsecond=0)), operator=capture.operator or "–"
            ),
        ]
        items.append({"title": capture.capture_id, "text": "\n".join(lines), "sha256": capture.sha256})
    rest = _("Printed are {shown} of {count} captured files; each stands with its SHA-256 in data/tabel/captures.csv.")
    return [
        heading(_("Chain of custody"), "custody"),
        paragraph(intro),
        {"kind": "entries", "items": items},
        *say_rows(rest, len(captures), words),
    ]


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
