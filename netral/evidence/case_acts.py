"""A case's acts: the table in order of time, and a card for every exhibit."""

from __future__ import annotations

from netral.evidence.blocks import (
    Block,
    Cell,
    cite,
    draw_qr,
    heading,
    paragraph,
    table,
    two_lines,
    web_link,
    weigh_text,
)
from netral.evidence.exhibits import name_records
from netral.evidence.pictures import picture_parts
from netral.evidence.printed import first_exhibits, first_records, say_exhibits, say_records
from netral.evidence.wording import PLATFORM_NAMES, Wording
from netral.figures.colours import KIND_NAMES
from netral.locale.casework import DIRECTIONS
from netral.model import UNDETERMINED_KINDS, Exhibit, Kind, Known, Reading, ReviewedCase
from netral.times import format_utc

LONG_CARD_CHARACTERS = 1200
LONG_CARD_RECORDS = 4
NOBODY = "–"


def timeline_parts(reviewed: ReviewedCase, words: Wording) -> list[Block]:
    """The acts in one table, in the region's time and in UTC."""
    _ = words.translate
    rows = [
        [
            cite(exhibit.exhibit_id),
            two_lines(words.occurred(exhibit.act), words.occurred_utc(exhibit.act)),
            _(KIND_NAMES[exhibit.act.kind]),
            exhibit.act.toward,
            _(DIRECTIONS.get(exhibit.act.direction, exhibit.act.direction)),
        ]
        for exhibit in first_exhibits(reviewed.exhibits)
    ]
    header = [_("Exhibit"), _("When"), _("Act"), _("Toward"), _("Direction")]
    note = _("Times are the region's, with UTC under them. Where only an interval is known, both its ends are printed.")
    return [
        heading(_("The acts in order of time"), "acts"),
        table(header, rows, ["auto", 1.5, 0.8, 1.1, 0.8]),
        paragraph(" ".join([note, *say_exhibits(len(reviewed.exhibits), words)]), "quiet"),
    ]


def exhibit_parts(reviewed: ReviewedCase, words: Wording, redacted: bool) -> list[Block]:
    """A card for every act that is printed."""
    _ = words.translate
    intro = _(
        "Each card is one act. Its framed part is drawn from the record and is no screenshot: on the platform the act "
        "may have looked different. The record lies in data/bukti under the card's number, byte for byte as captured; "
        "its SHA-256 is printed here in full."
    )
    withheld = _(
        "Each card is one act. In this redacted copy the records are withheld. In place of the SHA-256 of each stands "
        "another, which only whoever holds the full pack can work out."
    )
    known = reviewed.case.known
    cards = [
        part for exhibit in first_exhibits(reviewed.exhibits) for part in _exhibit(exhibit, known, words, redacted)
    ]
    said = " ".join([withheld if redacted else intro, *say_exhibits(len(reviewed.exhibits), words)])
    return [heading(_("Exhibits"), "exhibits"), paragraph(said), *cards]


def _exhibit(exhibit: Exhibit, known: Known | None, words: Wording, redacted: bool) -> list[Block]:
    """The card, and where a picture was recognised both pictures under it."""
    return [_card(exhibit, known, words, redacted), *([] if redacted else picture_parts(exhibit, words))]


def _card(exhibit: Exhibit, known: Known | None, words: Wording, redacted: bool) -> Block:
    _, act = words.translate, exhibit.act
    address = act.act_url or act.object_url
    svg = draw_qr(address)
    texts = [
        act.toward,
        act.text,
        act.object_text,
        act.act_url,
        act.object_url,
        act.reading.reason if act.reading else "",
    ]
    return {
        "kind": "card",
        "id": exhibit.exhibit_id,
        "summary": _sum_up(exhibit, words),
        "drawn": _draw_record(exhibit, words, redacted),
        "rows": [list(row) for row in _card_rows(exhibit, known, words, redacted)],
        "svg": svg,
        "link": address or "",
        "alt": _("QR code of {url}").format(url=address),
        "scanned": (_("the act") if act.act_url else _("acted on")) if svg else "",
        "records": _card_records(exhibit, words),
        "rest": say_records(exhibit, words),
        "long": weigh_text(*(text for text in texts if text)) > LONG_CARD_CHARACTERS
        or len(exhibit.records) > LONG_CARD_RECORDS,
    }


def _sum_up(exhibit: Exhibit, words: Wording) -> str:
    """What an act is, toward whom where that is shown, and where."""
    kind, toward = words.translate(KIND_NAMES[exhibit.act.kind]), exhibit.act.toward
    shown = kind if toward == NOBODY else f"{kind} → {toward}"
    return f"{shown} · {PLATFORM_NAMES[exhibit.platform]}"


def _draw_record(exhibit: Exhibit, words: Wording, redacted: bool) -> dict[str, str]:
    """The act as its record holds it: whose, what it says, and what it acted on."""
    _, act = words.translate, exhibit.act
    hidden = _("withheld in this copy")
    own = act.text or ("" if act.kind in UNDETERMINED_KINDS else _("(an act without words of its own)"))
    return {
        "head": f"@{exhibit.actor_handle} · {_(KIND_NAMES[act.kind])}",
        "text": hidden if redacted else own or _("(the record holds no text)"),
        "object_head": act.toward if act.kind is not Kind.POST else "",
        "object_text": "" if redacted else act.object_text or "",
    }


def _card_rows(exhibit: Exhibit, known: Known | None, words: Wording, redacted: bool) -> list[tuple[str, Cell]]:
    """When it happened, became known and was captured; where it stands; and who read it as what."""
    _, act = words.translate, exhibit.act
    collected = [record.capture.collected_at for record in exhibit.records if record.capture.collected_at]
    captured = two_lines(words.moment(min(collected)), format_utc(min(collected))) if collected else _("not recorded")
    rows: list[tuple[str, Cell]] = [
        (_("Happened"), two_lines(words.occurred(act), words.occurred_utc(act))),
        (_("Became known"), words.day(known.on) if known else _("not recorded")),
        (_("Captured"), captured),
    ]
    if not redacted:
        rows.append((_("Address of the act"), web_link(act.act_url)))
        if act.kind is Kind.POST:
            rows.append((_("Campaign marks in it"), act.toward))
        else:
            rows.append((_("Acted on"), web_link(act.object_url)))
    rows.append((_("Direction"), _(DIRECTIONS.get(act.direction, act.direction))))
    if act.reading:
        rows.append((_("Read by"), _say_reading(act.reading, words)))
    return rows


def _card_records(exhibit: Exhibit, words: Wording) -> list[dict[str, str]]:
    _ = words.translate
    origin = _("{file}: capture {capture}, {locator}")
    return [
        {
            "origin": origin.format(file=name, capture=record.ref.capture_id, locator=record.ref.locator),
            "sha256": record.ref.sha256,
        }
        for name, record in first_records(list(zip(name_records(exhibit), exhibit.records, strict=True)))
    ]


def _say_reading(reading: Reading, words: Wording) -> str:
    _ = words.translate
    sentence = _("{person}, {moment}: {direction}. {reason} (entry {seq} of the log)")
    direction = _(DIRECTIONS[reading.direction])
    return sentence.format(
        person=reading.person, moment=words.moment(reading.read_at), direction=direction, reason=reading.reason,
        seq=reading.seq,
    )  # fmt: skip
