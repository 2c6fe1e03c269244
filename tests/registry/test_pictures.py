"""Pictures by perceptual hash: copies are recognised, others are not, and bytes that are no picture are refused."""

from __future__ import annotations

import io
import itertools
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from netral.errors import BadInvestigation
from netral.registry import (
    decode_picture,
    find_doubtful,
    fingerprint_picture,
    look_alike,
    read_known_pictures,
    read_registry,
)
from netral.registry.read import MARK_COLUMNS
from tests.invented_investigation import Invention, write_table
from tests.pictures import draw_picture, to_bytes


def write_marks(tmp_path: Path, *rows: tuple[int, str, str]) -> Path:
    made = Invention(tmp_path / "uji")
    made.write()
    registry = made.folder / "registry"
    cells = [{"pair_no": pair_no, "kind": kind, "value": value} for pair_no, kind, value in rows]
    write_table(registry / "marks.csv", MARK_COLUMNS, cells)
    return registry


@pytest.mark.parametrize("seed", range(4))
def test_a_smaller_paler_or_recompressed_copy_looks_alike(seed: int) -> None:
    original = draw_picture(seed)
    known = fingerprint_picture(to_bytes(original, quality=92))
    copies = (
        to_bytes(original.resize((160, 120)), quality=40),
        to_bytes(original.point([min(255, int(value * 1.15)) for value in range(256)] * 3), quality=80),
        to_bytes(original.convert("L"), "PNG"),
        to_bytes(original, "WEBP", quality=50),
    )
    assert known is not None
    for copy in copies:
        found = fingerprint_picture(copy)
        assert found is not None and look_alike(known, found)


def test_no_two_of_forty_pictures_look_alike() -> None:
    found = [fingerprint_picture(to_bytes(draw_picture(seed, (160, 120)))) for seed in range(40)]
    assert not any(look_alike(one, other) for one, other in itertools.combinations(found, 2) if one and other)


def test_a_picture_of_almost_one_colour_has_no_fingerprint() -> None:
    assert fingerprint_picture(to_bytes(Image.new("RGB", (300, 200), "navy"))) is None


def test_transparent_parts_count_as_white() -> None:
    clear = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    clear.paste((10, 60, 200, 255), (40, 40, 120, 160))
    white = Image.new("RGB", (200, 200), "white")
    white.paste((10, 60, 200), (40, 40, 120, 160))
    assert fingerprint_picture(to_bytes(clear, "PNG")) == fingerprint_picture(to_bytes(white, "PNG"))


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked() -> None:
    stream = io.BytesIO()
    Image.new("1", (10_000, 6_000)).save(stream, "PNG")
    assert len(stream.getvalue()) < 100_000
    with pytest.raises(ValueError, match="10000 x 6000 pixels"):
        decode_picture(stream.getvalue())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_bytes_that_are_no_whole_picture_are_refused_and_never_crash(data: st.DataObject) -> None:
    ending = data.draw(st.sampled_from(("JPEG", "PNG", "WEBP", "GIF")))
    whole = bytearray(to_bytes(draw_picture(1, (40, 30)), ending))
    for _ in range(data.draw(st.integers(0, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(whole[: data.draw(st.integers(0, len(whole)))])
    try:
        decode_picture(cut)
    except ValueError as error:
        assert str(error)


def test_known_pictures_that_are_not_there_are_named_and_the_others_read(tmp_path: Path) -> None:
    registry = write_marks(
        tmp_path, (1, "image", "images/satu.jpg"), (2, "image", "images/dua.jpg"), (1, "hashtag", "#a")
    )
    (registry / "images").mkdir()
    (registry / "images" / "satu.jpg").write_bytes(to_bytes(draw_picture(1)))
    known, missing = read_known_pictures(registry, read_registry(registry).marks)
    assert [each.mark.value for each in known] == ["images/satu.jpg"]
    assert missing == ("images/dua.jpg",)


@pytest.mark.parametrize(
    "value", ["../satu.jpg", "/etc/satu.jpg", "images/../../satu.jpg", "C:\\satu.jpg", "\\satu.jpg"]
)
def test_a_known_picture_outside_the_registry_is_refused_with_file_row_and_reason(tmp_path: Path, value: str) -> None:
    registry = write_marks(tmp_path, (1, "hashtag", "#a"), (1, "image", value))
    with pytest.raises(BadInvestigation, match=r"marks\.csv, row 3, column value: .*leads out of registry/"):
        read_registry(registry)


def test_a_known_picture_that_is_broken_or_plain_is_refused(tmp_path: Path) -> None:
    registry = write_marks(tmp_path, (1, "image", "satu.jpg"))
    marks = read_registry(registry).marks
    (registry / "satu.jpg").write_bytes(to_bytes(draw_picture(1))[:400])
    with pytest.raises(BadInvestigation, match=r"satu\.jpg: cannot be read"):
        read_known_pictures(registry, marks)
    (registry / "satu.jpg").write_bytes(to_bytes(Image.new("RGB", (90, 90), "red")))
    with pytest.raises(BadInvestigation, match=r"satu\.jpg: is almost of one colour"):
        read_known_pictures(registry, marks)


def test_pictures_of_two_pairs_that_look_alike_are_refused(tmp_path: Path) -> None:
    registry = write_marks(tmp_path, (1, "image", "satu.jpg"), (2, "image", "dua.png"))
    (registry / "satu.jpg").write_bytes(to_bytes(draw_picture(1)))
    (registry / "dua.png").write_bytes(to_bytes(draw_picture(1).resize((200, 150)), "PNG"))
    with pytest.raises(BadInvestigation, match=r"'dua\.png': looks like 'satu\.jpg' of pair 1"):
        read_known_pictures(registry, read_registry(registry).marks)


def test_a_campaign_picture_that_looks_like_the_offices_own_is_doubtful(tmp_path: Path) -> None:
    registry = write_marks(
        tmp_path, (1, "image", "poster.jpg"), (1, "office_image", "resmi.jpg"), (1, "image", "lain.jpg")
    )
    for name, seed in (("poster.jpg", 1), ("resmi.jpg", 1), ("lain.jpg", 2)):
        (registry / name).write_bytes(to_bytes(draw_picture(seed)))
    known, _ = read_known_pictures(registry, read_registry(registry).marks)
    assert find_doubtful(known) == ("poster.jpg",)
