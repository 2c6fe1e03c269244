"""A case's acts: the table in order of time, and a card for every exhibit."""

from __future__ import annotations

from netral.evidence.blocks import Block, Cell, draw_qr, heading, paragraph, table, two_lines, web_link
from netral.evidence.exhibits import name_records
from netral.evidence.pictures import picture_parts
from netral.evidence.wording import PLATFORM_NAMES, Wording
from netral.figures.colours import KIND_NAMES
from netral.locale.casework import DIRECTIONS
from netral.model import Exhibit, Kind, Reading, ReviewedCase

LONG_CARD_CHARACTERS = 1200
LONG_CARD_RECORDS = 4


def timeline_parts(reviewed: ReviewedCase, words: Wording) -> list[Block]:
    """All acts in one table, in the region's time and in UTC."""
    _ = words.translate
    rows = [
        [
            exhibit.exhibit_id,
            two_lines(words.occurred(exhibit.act), words.occurred_utc(exhibit.act)),
            _(KIND_NAMES[exhibit.act.kind]),
            exhibit.act.toward,
            _(DIRECTIONS.get(exhibit.act.direction, exhibit.act.direction)),
        ]
        for exhibit in reviewed.exhibits
    ]
    header = [_("Exhibit"), _("When"), _("Act"), _("Toward"), _("Direction")]
    note = _("Times are the region's, with UTC under them. Where only an interval is known, both its ends are printed.")
    return [
        heading(_("The acts in order of time")),
        table(header, rows, ["auto", 1.5, 0.8, 1, 0.8]),
        paragraph(note, "quiet"),
    ]


def exhibit_parts(reviewed: ReviewedCase, words: Wording, redacted: bool) -> list[Block]:
    """A card for every act."""
    _ = words.translate
    intro = _(
        "Each card is one act. The record that shows it lies in data/bukti under the card's number, byte for byte as "
        "captured; its SHA-256 is printed here in full."
    )
    withheld = _(
        "Each card is one act. In this redacted copy the records are withheld; their SHA-256 are printed in full."
    )
    cards = [part for exhibit in reviewed.exhibits for part in _exhibit(exhibit, words, redacted)]
    return [heading(_("Exhibits")), paragraph(withheld if redacted else intro), *cards]


def _exhibit(exhibit: Exhibit, words: Wording, redacted: bool) -> list[Block]:
    """The card, and where a picture was recognised both pictures under it."""
    return [_card(exhibit, words, redacted), *([] if redacted else picture_parts(exhibit, words))]


def _card(exhibit: Exhibit, words: Wording, redacted: bool) -> Block:
    _, act = words.translate, exhibit.act
    collected = [record.capture.collected_at for record in exhibit.records if record.capture.collected_at]
    captured = words.both(min(collected)) if collected else _("not recorded")
    rows: list[tuple[str, Cell]] = [
        (_("Account"), f"@{exhibit.actor_handle}"),
        (_("Happened"), two_lines(words.occurred(act), words.occurred_utc(act))),
        (_("Captured"), captured),
    ]
    if not redacted:
        rows.append((_("Address of the act"), web_link(act.act_url)))
        if act.kind is Kind.POST:
            rows.append((_("Campaign marks in it"), act.toward))
        else:
            rows.append((_("Acted on"), web_link(act.object_url)))
    if act.reading:
        rows.append((_("Read by"), _say_reading(act.reading, words)))
    if act.object_text:
        rows.append((_("What it acted on says"), act.object_text))
    svg = draw_qr(act.act_url or act.object_url)
    return {
        "kind": "card",
        "id": exhibit.exhibit_id,
        "summary": f"{_(KIND_NAMES[act.kind])} → {act.toward} · {PLATFORM_NAMES[exhibit.platform]}",
        "text": act.text or "",
        "rows": [list(row) for row in rows],
        "svg": svg,
        "alt": _("QR code of {url}").format(url=act.act_url or act.object_url),
        "scanned": _("the act") if act.act_url else _("acted on"),
        "records": _card_records(exhibit, words),
        "long": len(act.text or "") > LONG_CARD_CHARACTERS or len(exhibit.records) > LONG_CARD_RECORDS,
    }


def _card_records(exhibit: Exhibit, words: Wording) -> list[dict[str, str]]:
    _ = words.translate
    origin = _("{file}: capture {capture}, {locator}")
    return [
        {
            "origin": origin.format(file=name, capture=record.ref.capture_id, locator=record.ref.locator),
            "sha256": record.ref.sha256,
        }
        for name, record in zip(name_records(exhibit), exhibit.records, strict=True)
    ]


def _say_reading(reading: Reading, words: Wording) -> str:
    _ = words.translate
    sentence = _("{person}, {moment}: {direction}. {reason} (entry {seq} of the log)")
    direction = _(DIRECTIONS[reading.direction])
    return sentence.format(
        person=reading.person, moment=words.moment(reading.read_at), direction=direction, reason=reading.reason,
        seq=reading.seq,
    )  # fmt: skip
