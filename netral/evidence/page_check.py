"""A finished PDF against what it was made of: nothing on top of anything, nothing off the page, nothing missing.

A PDF can lose evidence in silence: a table that overprints its own rows compiles, and every row is still found by text
extraction. So no document leaves before its pages were looked at.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import zxingcpp

from netral.errors import BadPage
from netral.evidence.blocks import UNBROKEN, VERBATIM

POINTS_PER_MM = 72 / 25.4
# What templates/look.typ sets; the blank at the end of a line may hang beyond.
LEFT_MM, RIGHT_MM, TOP_MM, BOTTOM_MM = 27, 25, 30, 28
HAIR_POINTS = 6.0
# Two words lie on each other from so many points beside each other, and this part of the lower one's height, on.
OVERLAP_POINTS, OVERLAP_SHARE = 1.0, 0.25
MARK_POINTS = 3.0  # what is lower is an accent on its letter, a point or a dash; the smallest letters are taller
# A code is drawn 23 mm wide, its strokes half a dot more, and ends at the right margin: see templates/look.typ.
CODE_POINTS = 23 * POINTS_PER_MM
CODE_SLACK_POINTS, QUIET_POINTS = 8.0, 4.0
# It has some 130 dots a side then, four for each dot of the densest.
SCAN_DPI = 150
# The parts of a document's data that are set on its pages; alternative texts are not.
PRINTED = ("agency", "heading", "cover", "checking", "contents", "parts")
UNPRINTED = VERBATIM | {"alt", "widths"}

QR_CODE = zxingcpp.barcode_formats_from_str("QRCode")

Box = tuple[float, float, float, float]
NEAR_LETTERS = 20_000
_GONE = re.compile(r"[\s\u200b\u00ad\ufffe\x02-]+")  # an extractor turns a hyphen at a line's end into one of these
_TOKEN = re.compile(r"[A-Za-z0-9]+")
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


@dataclass(frozen=True)
class Page:
    """One page as it can be read and scanned: its body without running head and foot, and its codes."""

    number: int
    body: str
    codes: tuple[str, ...] = ()


def check_pages(pdf: bytes, data: dict[str, Any]) -> None:
    """A PDF and the data it was set from to nothing, where every page shows what it must.

    Parameters
    ----------
    pdf : bytes
        Set by one of the templates.
    data : dict
        What the template was given, printable; see `make_printable`.

    Raises
    ------
    BadPage
        When words lie on each other or reach into the margin, a drawing leaves the page, a text of the data is not in
        the text layer, or a code does not read as its address; names page and word.
    """
    printed = [value for key in PRINTED if (value := data.get(key))]
    addresses = [card["link"] for card in _list_cards(printed) if card["svg"]]
    document = pdfium.PdfDocument(pdf)
    try:
        pages = [_read_page(number, page, data) for number, page in enumerate(document, start=1)]
    finally:
        document.close()
    _check_texts(pages, printed)
    _check_codes(pages, addresses)


def _read_page(number: int, page: pdfium.PdfPage, data: dict[str, Any]) -> Page:
    """A page whose words and drawings lie where they may, to its text and codes."""
    text, height = page.get_textpage(), page.get_height()
    _check_words(number, page, text)
    boxes = [item.get_bounds() for item in page.get_objects(max_depth=1)]
    _check_drawing(number, page, boxes)
    foot = str(data.get("foot_hash", ""))
    if foot not in text.get_text_range():
        raise BadPage("page {number}: the foot lacks the hash {foot}; nothing was written", number=number, foot=foot)
    bottom, top = BOTTOM_MM * POINTS_PER_MM - HAIR_POINTS, height - TOP_MM * POINTS_PER_MM + HAIR_POINTS
    body = text.get_text_bounded(0, bottom, page.get_width(), top)
    return Page(number, body, tuple(_read_codes(page, boxes)))


def _read_codes(page: pdfium.PdfPage, boxes: list[Box]) -> Iterator[str]:
    """The texts of the codes of a rendered page, from its top to its bottom.

    Only where a card has its code: a poster that somebody posted may bear one of its own.
    """
    width, height = page.get_size()
    edge = width - RIGHT_MM * POINTS_PER_MM
    for left, bottom, right, top in sorted(boxes, key=lambda box: -box[3]):
        sides = (right - left, top - bottom)
        is_square = min(sides) > CODE_POINTS - 1 and max(sides) < CODE_POINTS + CODE_SLACK_POINTS
        if not is_square or abs(right - edge) > CODE_SLACK_POINTS:
            continue
        around = (left, bottom, width - right, height - top)
        crop = tuple(max(0.0, side - QUIET_POINTS) for side in around)
        picture = page.render(scale=SCAN_DPI / 72, crop=crop, grayscale=True).to_numpy()
        found = zxingcpp.read_barcodes(picture.reshape(picture.shape[:2]), formats=QR_CODE)
        yield from (code.text for code in found)


def _check_words(number: int, page: pdfium.PdfPage, text: pdfium.PdfTextPage) -> None:
    width, height = page.get_size()
    left, right = LEFT_MM * POINTS_PER_MM - HAIR_POINTS, width - RIGHT_MM * POINTS_PER_MM + HAIR_POINTS
    boxes = [text.get_rect(index) for index in range(text.count_rects())]
    for box in boxes:
        if box[0] < left or box[2] > right or box[1] < 0 or box[3] > height:
            word = _shorten(text.get_text_bounded(*box))
            raise BadPage(
                "page {number}: “{word}” reaches beyond the margin; nothing was written", number=number, word=word
            )
    while found := find_overlap(boxes):
        first, second = (_shorten(text.get_text_bounded(*boxes[index])) for index in found)
        if _runs_left(first + second):  # where letters run to the left, the reader does not know how far a word reaches
            boxes = [box for index, box in enumerate(boxes) if index not in found]
            continue
        raise BadPage(
            "page {number}: “{first}” and “{second}” lie on each other; nothing was written",
            number=number,
            first=first,
            second=second,
        )


def _check_drawing(number: int, page: pdfium.PdfPage, boxes: list[Box]) -> None:
    width, height = page.get_size()
    for left, bottom, right, top in boxes:
        if min(left, bottom, width - right, height - top) < -HAIR_POINTS:
            raise BadPage("page {number}: a drawing leaves the page; nothing was written", number=number)


def find_overlap(boxes: list[Box]) -> tuple[int, int] | None:
    """The places of the first two boxes that share more than a hair of both their sides, or None.

    Parameters
    ----------
    boxes : list of tuple
        left, bottom, right, top, in points.
    """
    tall = [index for index, box in enumerate(boxes) if box[3] - box[1] > MARK_POINTS]
    order = sorted(tall, key=lambda index: boxes[index][1])
    for place, index in enumerate(order):
        left, bottom, right, top = boxes[index]
        for other in order[place + 1 :]:
            box = boxes[other]
            if box[1] >= top:
                break
            deep = min(top, box[3]) - box[1] > OVERLAP_SHARE * min(top - bottom, box[3] - box[1])
            if deep and min(right, box[2]) - max(left, box[0]) > OVERLAP_POINTS:
                return index, other
    return None


def _check_texts(pages: list[Page], printed: list[Any]) -> None:
    body = "".join(page.body for page in pages)
    joined, runs_left = _squeeze(body), _runs_left(body)
    wanted = Counter(_list_texts(printed))
    last = 0
    for (text, is_whole), times in wanted.items():
        squeezed = _squeeze(text)
        place = joined.find(squeezed, last, last + NEAR_LETTERS)  # texts stand in the order of the data, most of them
        found = joined.count(squeezed) if is_whole and (times > 1 or place < 0) else times
        if found < times:
            raise BadPage(
                "all pages: “{text}” stands {found} times, not {times}; nothing was written",
                text=_shorten(text),
                found=found,
                times=times,
            )
        if place < 0 and squeezed not in joined:
            _check_tokens(text, joined, runs_left)
        last = max(last, place)


def _runs_left(text: str) -> bool:
    return not text.isascii() and any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in text)


def _check_tokens(text: str, joined: str, runs_left: bool) -> None:
    """A text that a page's end cut in two, or whose letters a reader puts in another order, by its plain words.

    Beside letters that run to the left a reader also turns what stands in the same line.
    """
    for word in text.split():
        is_plain = word.replace("\u200b", "").isascii() and not runs_left
        for token in [_squeeze(word)] if is_plain else _TOKEN.findall(word):
            if token not in joined:
                missing = f"“{_shorten(token)}” of “{_shorten(text)}”"
                raise BadPage("all pages: {missing} is missing from the text; nothing was written", missing=missing)


def _check_codes(pages: list[Page], addresses: list[str]) -> None:
    found = [(page.number, code) for page in pages for code in page.codes]
    for (number, code), address in zip(found, addresses, strict=False):
        if code != address:
            raise BadPage(
                "page {number}: a code reads “{code}”, not “{address}”; nothing was written",
                number=number,
                code=code,
                address=address,
            )
    if len(found) != len(addresses):
        missing = addresses[len(found)] if len(found) < len(addresses) else ""
        raise BadPage(
            "all pages: {found} codes can be read of {needed}; the first other is of “{missing}”; nothing was written",
            found=len(found),
            needed=len(addresses),
            missing=missing,
        )


def _list_texts(value: Any, key: str = "") -> Iterator[tuple[str, bool]]:
    """Every text of the data that is set on a page, and whether it must be found in one piece."""
    if isinstance(value, str):
        if value.strip() and key not in UNPRINTED:
            yield value, key in UNBROKEN
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _list_texts(item, name)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _list_texts(item, key)


def _list_cards(value: Any) -> Iterator[dict[str, Any]]:
    """The cards of exhibits, in the order in which they are set."""
    if isinstance(value, dict):
        if value.get("kind") == "card":
            yield value
        for item in value.values():
            yield from _list_cards(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _list_cards(item)


def _squeeze(text: str) -> str:
    """A text without what an extractor adds, leaves out or puts in another order: blanks, hyphens, accents."""
    if not text.isascii():
        text = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return _GONE.sub("", text)


def _shorten(text: str) -> str:
    shown = " ".join(text.replace("\u200b", "").split())
    return shown if len(shown) <= 60 else f"{shown[:60]}…"
