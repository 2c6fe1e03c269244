"""Invented pictures: patches of colour that no other seed gives, small and the same on every machine."""

from __future__ import annotations

import io
from random import Random

from PIL import Image, ImageDraw


def draw_picture(seed: int, size: tuple[int, int] = (320, 240)) -> Image.Image:
    """A seed to a picture of overlapping shapes."""
    rng = Random(f"gambar/{seed}")
    picture = Image.new("RGB", size, tuple(rng.randrange(256) for _ in range(3)))
    draw = ImageDraw.Draw(picture)
    for _ in range(14):
        left, top = rng.randrange(size[0]), rng.randrange(size[1])
        box = (
            left,
            top,
            left + rng.randrange(size[0] // 10, size[0] // 2),
            top + rng.randrange(size[1] // 8, size[1] // 2),
        )
        shape = rng.choice((draw.ellipse, draw.rectangle))
        shape(box, fill=tuple(rng.randrange(256) for _ in range(3)))
    return picture


def to_bytes(picture: Image.Image, ending: str = "JPEG", **options: int) -> bytes:
    """A picture to the bytes of a file."""
    stream = io.BytesIO()
    picture.save(stream, ending, **options)
    return stream.getvalue()
