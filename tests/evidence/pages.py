"""A PDF's pages as text and as boxes."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2 as pdfium

Box = tuple[float, float, float, float]


def read_text(pdf: bytes) -> str:
    """All text of a PDF, line ends as they fall."""
    document = pdfium.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document)


def read_boxes(pdf: bytes) -> Iterator[tuple[int, Box, list[Box]]]:
    """For every page its number, its own box, and the boxes of its runs of text."""
    for number, page in enumerate(pdfium.PdfDocument(pdf), start=1):
        text = page.get_textpage()
        boxes = [text.get_rect(index) for index in range(text.count_rects())]
        yield number, (0, 0, *page.get_size()), boxes


def find_overlaps(boxes: list[Box]) -> list[tuple[Box, Box]]:
    """Pairs of boxes that share more than a hair of both their sides."""
    return [
        (first, second)
        for order, first in enumerate(boxes)
        for second in boxes[order + 1 :]
        if min(first[2], second[2]) - max(first[0], second[0]) > 1.5
        and min(first[3], second[3]) - max(first[1], second[1]) > 0.4 * min(first[3] - first[1], second[3] - second[1])
    ]
