"""Known pictures of a campaign or an office, by perceptual hash: whole pictures are compared, never a face in them.

Two pictures count as one when both hashes agree: pHash (the coarse waves of the picture) and dHash (where it grows
lighter from left to right). Thresholds and how often they err: docs/pictures.md.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from netral.errors import BadInvestigation
from netral.identity import hash_bytes

if TYPE_CHECKING:
    from PIL import Image

    from netral.model import Fingerprint, KnownPicture, Mark

PICTURE_KINDS = ("image", "office_image")
OFFICE = "office_image"
MOST_PHASH_BITS, MOST_DHASH_BITS = 8, 12  # of 64 each
MAX_PICTURE_BYTES = 32 << 20
MAX_PIXELS = 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
DRAFT_PIXELS = 512
FEWEST_SHADES = 8.0  # standard deviation of grey, of 255: below it a hash is of noise


def decode_picture(data: bytes) -> Image.Image:
    """Bytes to a small picture in colour, upright, on white where it is transparent; of a moving one the first frame.

    Raises
    ------
    ValueError
        When it is no JPEG, PNG, WebP or GIF, is broken or cut, or has more than 50 million pixels.
    """
    from PIL import Image, ImageOps

    if len(data) > MAX_PICTURE_BYTES:
        raise ValueError(f"has more than {MAX_PICTURE_BYTES >> 20} MiB")
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise ValueError(f"has {opened.width} x {opened.height} pixels; allowed are {MAX_PIXELS:,} in all")
            opened.draft("RGB", (DRAFT_PIXELS, DRAFT_PIXELS))  # a JPEG is read at a fraction of its size
            upright = ImageOps.exif_transpose(opened).convert("RGBA")
    except (OSError, SyntaxError, EOFError, struct.error, zlib.error, Image.DecompressionBombError) as error:
        raise ValueError(f"cannot be read as JPEG, PNG, WebP or GIF: {error}") from None
    upright.thumbnail((DRAFT_PIXELS, DRAFT_PIXELS))
    white = Image.new("RGBA", upright.size, "white")
    return Image.alpha_composite(white, upright).convert("RGB")


def fingerprint_picture(data: bytes) -> Fingerprint | None:
    """Bytes to the picture's fingerprint; None for one too plain to have any.

    Raises
    ------
    ValueError
        As `decode_picture`.
    """
    import imagehash
    import numpy as np

    from netral.model import Fingerprint

    picture = decode_picture(data)
    if float(np.asarray(picture.convert("L").resize((32, 32)), dtype=float).std()) < FEWEST_SHADES:
        return None
    return Fingerprint(int(str(imagehash.phash(picture)), 16), int(str(imagehash.dhash(picture)), 16))


def count_bits_apart(one: Fingerprint, other: Fingerprint) -> tuple[int, int]:
    """By how many bits two pictures' hashes differ: pHash, dHash."""
    return (one.phash ^ other.phash).bit_count(), (one.dhash ^ other.dhash).bit_count()


def look_alike(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether two pictures are to be shown to a person side by side."""
    phash_bits, dhash_bits = count_bits_apart(one, other)
    return phash_bits <= MOST_PHASH_BITS and dhash_bits <= MOST_DHASH_BITS


def read_known_pictures(folder: Path, marks: Iterable[Mark]) -> tuple[tuple[KnownPicture, ...], tuple[str, ...]]:
    """The marks that are pictures to the pictures in ``registry/``, and the values whose file is not there.

    Raises
    ------
    BadInvestigation
        When a file is no picture, is too plain to be told from others, or looks like one of another pair.
    """
    found: list[KnownPicture] = []
    missing: list[str] = []
    for mark in marks:
        if mark.kind not in PICTURE_KINDS:
            continue
        path = folder / mark.value
        if not path.is_file():
            missing.append(mark.value)
            continue
        found.append(_read_known(path, mark))
    _refuse_alike(folder, found)
    return tuple(found), tuple(missing)


def find_doubtful(known: Sequence[KnownPicture]) -> tuple[str, ...]:
    """Campaign pictures that look like an office's own: nobody can say in which role one was shown."""
    office = [each for each in known if each.mark.kind == OFFICE]
    return tuple(
        each.mark.value
        for each in known
        if each.mark.kind != OFFICE and any(look_alike(each.fingerprint, other.fingerprint) for other in office)
    )


def _read_known(path: Path, mark: Mark) -> KnownPicture:
    from netral.model import KnownPicture

    data = path.read_bytes()
    try:
        fingerprint = fingerprint_picture(data)
    except ValueError as error:
        raise BadInvestigation("{path}: {error}", path=path, error=error) from None
    if fingerprint is None:
        raise BadInvestigation("{path}: is almost of one colour; any plain picture would look like it", path=path)
    return KnownPicture(mark, hash_bytes(data), fingerprint, data)


def _refuse_alike(folder: Path, known: Sequence[KnownPicture]) -> None:
    """What two pairs show says nothing of either."""
    for number, one in enumerate(known):
        for other in known[:number]:
            if one.mark.pair_no != other.mark.pair_no and look_alike(one.fingerprint, other.fingerprint):
                raise BadInvestigation(
                    "{path}, value {value!r}: looks like {other!r} of pair {pair_no}; a picture that two pairs share "
                    "says nothing of either",
                    path=folder / "marks.csv",
                    value=one.mark.value,
                    other=other.mark.value,
                    pair_no=other.mark.pair_no,
                )
