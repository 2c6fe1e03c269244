"""A recognised picture in an exhibit: the post's and the known one side by side, so that a person judges both."""

from __future__ import annotations

import io
from base64 import b64encode
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from netral.errors import BrokenEvidence
from netral.evidence.blocks import Block, figure
from netral.evidence.wording import Wording
from netral.identity import hash_bytes
from netral.model import Exhibit, PictureMatch
from netral.registry import decode_picture

PICTURE = "picture"  # the format of a capture that is a picture
ENDINGS = {b"\x89PNG": ".png", b"GIF8": ".gif", b"RIFF": ".webp"}
SIDE_PIXELS, HIGHEST_PIXELS, GAP, LABEL_PIXELS = 300, 220, 24, 26
JPEG_QUALITY = 82


def picture_ending(data: bytes) -> str:
    """A picture's bytes to the ending of its file name."""
    return ENDINGS.get(data[:4], ".jpg")


def name_known_pictures(exhibit: Exhibit) -> tuple[str, ...]:
    """The file names of the known pictures that an exhibit encloses, one a match."""
    return tuple(
        f"known-{number}{picture_ending(match.known.data)}" for number, match in enumerate(exhibit.pictures, start=1)
    )


def write_known_pictures(exhibit: Exhibit, place: Path) -> None:
    """The known pictures of an exhibit to its folder, byte for byte as they lie in the registry.

    Raises
    ------
    BrokenEvidence
        When one does not give the SHA-256 it is known by.
    """
    for name, match in zip(name_known_pictures(exhibit), exhibit.pictures, strict=True):
        if hash_bytes(match.known.data) != match.known.sha256:
            raise BrokenEvidence(
                "exhibit {exhibit_id}: known picture {picture} has changed",
                exhibit_id=exhibit.exhibit_id,
                picture=match.known.mark.value,
            )
        (place / name).write_bytes(match.known.data)


def describe_pictures(exhibit: Exhibit, record_names: tuple[str, ...]) -> list[dict[str, Any]]:
    """What looked like what, for item.json. File and hash stand first and in this order: verify.sh reads them so."""
    by_ref = {record.ref: name for name, record in zip(record_names, exhibit.records, strict=True)}
    return [
        {
            "file": name,
            "sha256": match.known.sha256,
            "looks_like": by_ref[match.picture.ref],
            "mark": match.known.mark.value,
            "mark_kind": match.known.mark.kind,
            "mark_source": match.known.mark.source,
            "pair_no": match.known.mark.pair_no,
            "phash_bits_apart": match.phash_bits,
            "dhash_bits_apart": match.dhash_bits,
        }
        for name, match in zip(name_known_pictures(exhibit), exhibit.pictures, strict=True)
    ]


def picture_parts(exhibit: Exhibit, words: Wording) -> list[Block]:
    """For every match both pictures in one figure."""
    raw = {record.ref: record.raw for record in exhibit.records}
    names = name_known_pictures(exhibit)
    return [
        _draw_pair(exhibit.exhibit_id, name, match, raw[match.picture.ref], words)
        for name, match in zip(names, exhibit.pictures, strict=True)
    ]


def _draw_pair(exhibit_id: str, name: str, match: PictureMatch, shown: bytes, words: Wording) -> Block:
    _, mark = words.translate, match.known.mark
    shows = _(
        "{exhibit}: left the picture of the post, right the known picture {mark} ({source}; file {file})."
    ).format(exhibit=exhibit_id, mark=mark.value, source=mark.source or "–", file=name)
    not_shown = _(
        "Compared were the whole pictures, by two perceptual hashes ({phash} and {dhash} of 64 bits differ), and no "
        "face in them. Pictures made from one template look alike too: whoever signs has looked at both."
    ).format(phash=match.phash_bits, dhash=match.dhash_bits)
    svg = compose_pictures([(_("the post's picture"), shown), (_("the known picture"), match.known.data)])
    return figure(svg, shows, shows, not_shown)


def compose_pictures(pictures: list[tuple[str, bytes]]) -> str:
    """Labelled pictures to one SVG in which they stand side by side, each drawn small."""
    drawn = [(label, *_shrink(data)) for label, data in pictures]
    height = max(each[3] for each in drawn) + LABEL_PIXELS
    width = sum(each[2] for each in drawn) + GAP * (len(drawn) - 1)
    parts, left = [], 0
    for label, code, wide, high in drawn:
        parts.append(
            f'<text x="{left}" y="16" font-size="14" font-family="Libertinus Serif">{escape(label)}</text>'
            f'<image x="{left}" y="{LABEL_PIXELS}" width="{wide}" height="{high}" '
            f'href="data:image/jpeg;base64,{code}"/>'
        )
        left += wide + GAP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f"{''.join(parts)}</svg>"
    )


def _shrink(data: bytes) -> tuple[str, int, int]:
    """A picture to a JPEG as base64, and the width and height at which every picture is as large as its box allows."""
    try:
        picture = decode_picture(data)
    except ValueError as error:
        raise BrokenEvidence("a picture that was read before cannot be read now: {error}", error=error) from None
    shrink = min(SIDE_PIXELS / picture.width, HIGHEST_PIXELS / picture.height)
    wide, high = max(1, round(picture.width * shrink)), max(1, round(picture.height * shrink))
    picture.thumbnail((2 * wide, 2 * high))
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=JPEG_QUALITY)
    return b64encode(stream.getvalue()).decode("ascii"), wide, high
