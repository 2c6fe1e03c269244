"""How often pictures are mistaken for each other, and copies for others: `python -m benchmarks.pictures FOLDER`.

FOLDER holds pictures of which no two show the same thing; any pair within the thresholds is printed, for a person to
say whether it was a mistake. Peer: each of the two hashes alone, at the same threshold.
"""

from __future__ import annotations

import io
import itertools
import sys
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageDraw, ImageEnhance

from netral.model import Fingerprint
from netral.registry import decode_picture, fingerprint_picture, look_alike
from netral.registry.pictures import MOST_DHASH_BITS, MOST_PHASH_BITS

ENDINGS = {".jpg", ".jpeg", ".png", ".webp", ".gif"}


def main() -> None:
    """Pairs mistaken for each other, and the share of altered copies that are recognised."""
    Image.MAX_IMAGE_PIXELS = None
    paths = [path for path in sorted(Path(sys.argv[1]).rglob("*")) if path.suffix.lower() in ENDINGS and path.is_file()]
    found = {path: each for path in paths if not path.is_symlink() and (each := _read(path))}
    pairs = list(itertools.combinations(found, 2))
    both = [pair for pair in pairs if look_alike(found[pair[0]], found[pair[1]])]
    alone = {
        "pHash alone": sum((found[a].phash ^ found[b].phash).bit_count() <= MOST_PHASH_BITS for a, b in pairs),
        "dHash alone": sum((found[a].dhash ^ found[b].dhash).bit_count() <= MOST_DHASH_BITS for a, b in pairs),
    }
    print(f"{len(found)} pictures, {len(pairs)} pairs: {len(both)} look alike by both hashes; {alone}")
    for one, other in both:
        print(f"  {one.parent.name}/{one.name}  {other.parent.name}/{other.name}")
    _print_copies(found)


def _read(path: Path) -> Fingerprint | None:
    try:
        return fingerprint_picture(path.read_bytes())
    except ValueError:
        return None


def _print_copies(found: dict[Path, Fingerprint]) -> None:
    kept: dict[str, list[bool]] = {}
    for path, original in found.items():
        for name, copy in _alter(decode_picture(path.read_bytes())):
            altered = fingerprint_picture(copy)
            kept.setdefault(name, []).append(altered is not None and look_alike(original, altered))
    for name, recognised in kept.items():
        print(f"  {name}: {sum(recognised) / len(recognised):.1%} of {len(recognised)} recognised")


def _alter(picture: Image.Image) -> Iterator[tuple[str, bytes]]:
    wide, high = picture.size

    def save(copy: Image.Image, quality: int = 80) -> bytes:
        stream = io.BytesIO()
        copy.save(stream, "JPEG", quality=quality)
        return stream.getvalue()

    yield "half the size, JPEG 40", save(picture.resize((max(9, wide // 2), max(9, high // 2))), 40)
    yield "a quarter of the size, JPEG 25", save(picture.resize((max(9, wide // 4), max(9, high // 4))), 25)
    yield "brighter by a fifth", save(ImageEnhance.Brightness(picture).enhance(1.2))
    yield "in grey", save(picture.convert("L"))
    for part in (2, 5):
        box = (wide * part // 100, high * part // 100, wide * (100 - part) // 100, high * (100 - part) // 100)
        yield f"cropped by {part} % on every side", save(picture.crop(box))
    banded = picture.copy()
    ImageDraw.Draw(banded).rectangle((0, high * 9 // 10, wide, high), fill="black")
    yield "a band over the lowest tenth", save(banded)


if __name__ == "__main__":
    main()
