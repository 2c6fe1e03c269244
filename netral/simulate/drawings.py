"""Invented pictures: posters and portraits of shapes and words, in which nobody can be seen."""

from __future__ import annotations

import io
from random import Random

from PIL import Image, ImageDraw, ImageFont

WIDE, HIGH = 320, 320
Colour = tuple[int, int, int]


def draw_poster(key: str, words: str, palette: str = "") -> Image.Image:
    """A poster with words across it: its shapes hang on ``key``, its colours on ``palette``, else on ``key`` too."""
    shapes, colours = Random(f"bentuk/{key}"), Random(f"warna/{palette or key}")
    picture = Image.new("RGB", (WIDE, HIGH), _draw_colour(colours))
    draw = ImageDraw.Draw(picture)
    for _ in range(12):
        left, top = shapes.randrange(-20, WIDE - 40), shapes.randrange(-20, HIGH - 40)
        box = (left, top, left + shapes.randrange(30, 170), top + shapes.randrange(30, 170))
        (draw.ellipse if shapes.random() < 0.5 else draw.rectangle)(box, fill=_draw_colour(colours))
    place = shapes.randrange(40, HIGH - 70)
    draw.rectangle((0, place, WIDE, place + 38), fill="white")
    draw.text((12, place + 6), words, fill="black", font=ImageFont.load_default(20))
    return picture


def draw_plain(colour: Colour) -> Image.Image:
    """A picture of one colour."""
    return Image.new("RGB", (WIDE, HIGH), colour)


def join_posters(posters: list[Image.Image]) -> Image.Image:
    """Several posters in one picture, side by side."""
    wide = WIDE // len(posters)
    joined = Image.new("RGB", (WIDE, HIGH // 2), "white")
    for number, poster in enumerate(posters):
        joined.paste(poster.resize((wide - 6, HIGH // 2 - 30)), (number * wide + 3, 3))
    return joined


def save_copy(picture: Image.Image, rng: Random) -> bytes:
    """A picture as a platform gives it back: smaller, and compressed again."""
    width = rng.randrange(180, 300)
    return to_bytes(
        picture.resize((width, width * picture.height // picture.width)), "JPEG", quality=rng.randrange(45, 85)
    )


def to_bytes(picture: Image.Image, ending: str = "PNG", **options: int) -> bytes:
    """A picture to a file's bytes."""
    stream = io.BytesIO()
    picture.save(stream, ending, **options)
    return stream.getvalue()


def _draw_colour(rng: Random) -> Colour:
    return rng.randrange(256), rng.randrange(256), rng.randrange(256)
