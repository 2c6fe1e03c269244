from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netral.model import Stretch
from netral.packed import open_decompressed
from netral.sources.lines import MAX_LINE_BYTES, Line, Lines, read_sample

PACKERS = {"plain": bytes, "gzip": gzip.compress, "zstd": zstandard.compress}
BODY = b"".join(b'{"nomor":%d}\n' % number for number in range(20_000))


def read_lines(path: Path, data: bytes) -> tuple[list[Line], bool]:
    path.write_bytes(data)
    lines = Lines(path)
    return list(lines), lines.is_cut


@pytest.mark.parametrize("name", PACKERS)
def test_every_packing_gives_the_same_lines(tmp_path: Path, name: str) -> None:
    lines, is_cut = read_lines(tmp_path / "a", PACKERS[name](BODY))
    assert b"".join(line.data + b"\n" for line in lines) == BODY
    assert not is_cut
    with open_decompressed(tmp_path / "a") as stream:
        assert stream.read() == BODY


@pytest.mark.parametrize("name", ["gzip", "zstd"])
def test_members_behind_one_another_are_all_read(tmp_path: Path, name: str) -> None:
    lines, is_cut = read_lines(tmp_path / "a", PACKERS[name](BODY) + PACKERS[name](b"akhir\n"))
    assert (len(lines), lines[-1].data, is_cut) == (20_001, b"akhir", False)


@pytest.mark.parametrize("name", ["gzip", "zstd"])
@pytest.mark.parametrize("share", [0.3, 0.7])
def test_cut_compressed_data_gives_what_is_there_and_the_half_line(tmp_path: Path, name: str, share: float) -> None:
    packed = PACKERS[name](b"".join(hashlib.sha256(b"%d" % n).hexdigest().encode() + b"\n" for n in range(20_000)))
    lines, is_cut = read_lines(tmp_path / "a", packed[: int(len(packed) * share)])
    assert is_cut
    assert 1000 < len(lines) < 20_000
    assert all(len(line.data) == 64 and line.ended for line in lines[:-1])
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))


def test_gzip_without_its_end_mark_is_cut_though_every_line_is_there(tmp_path: Path) -> None:
    lines, is_cut = read_lines(tmp_path / "a", gzip.compress(BODY)[:-4])
    assert (len(lines), is_cut) == (20_000, True)


def test_zeros_behind_a_gzip_member_are_padding_and_other_bytes_are_not(tmp_path: Path) -> None:
    assert read_lines(tmp_path / "a", gzip.compress(BODY) + bytes(512))[1] is False
    assert read_lines(tmp_path / "a", gzip.compress(BODY) + b"sampah")[1] is True


def test_line_ends_of_windows_blank_lines_and_bom_are_no_part_of_a_line(tmp_path: Path) -> None:
    lines, _ = read_lines(tmp_path / "a", b"\xef\xbb\xbfsatu\r\n\r\n  \t\ndua\r\n\xef\xbb\xbftiga")
    assert [(line.number, line.data, line.ended) for line in lines] == [
        (1, b"satu", True),
        (4, b"dua", True),
        (5, b"\xef\xbb\xbftiga", False),
    ]
    assert lines[0].sha256 == hashlib.sha256(b"satu").hexdigest()


def test_only_a_newline_ends_a_line(tmp_path: Path) -> None:
    inside = "a\u2028b\u2029c\x85d\x0be\x0cf\x1cg\rh".encode()
    lines, _ = read_lines(tmp_path / "a", inside + b"\n\x00\x00\n")
    assert [line.data for line in lines] == [inside, b"\x00\x00"]


def test_a_line_past_the_limit_is_hashed_but_not_held(tmp_path: Path) -> None:
    long = b"x" * (MAX_LINE_BYTES - 1) + b"\r" + b"y" * (8 << 20)
    lines, _ = read_lines(tmp_path / "a", b"satu\n" + long + b"\r\ndua\n")
    assert [(line.number, line.data, line.too_long) for line in lines] == [
        (1, b"satu", False),
        (2, b"", True),
        (3, b"dua", False),
    ]
    assert lines[1].sha256 == hashlib.sha256(long).hexdigest()


def test_a_sample_holds_the_first_line_whole(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\xef\xbb\xbf" + b"x" * 5000 + b"\nrest" + b"y" * 5000)
    assert read_sample(tmp_path / "a", 100) == b"x" * 5000 + b"\n"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.sampled_from(sorted(PACKERS)))
def test_lines_say_where_their_bytes_lie_whatever_the_bytes(tmp_path: Path, data: bytes, name: str) -> None:
    packed = PACKERS[name](data)
    if (name == "plain" and data.startswith((b"\x28\xb5\x2f\xfd", b"\xfd7zXZ\x00"))) or data[:2] == b"\x1f\x8b":
        return
    lines, is_cut = read_lines(tmp_path / "a", packed)
    whole = data.split(b"\n")
    assert not is_cut
    for line in lines:
        there = whole[line.number - 1]
        assert line.data == (there.removeprefix(b"\xef\xbb\xbf") if line.number == 1 else there).rstrip(b"\r")
        assert line.sha256 == hashlib.sha256(line.data).hexdigest()
    whole[0] = whole[0].removeprefix(b"\xef\xbb\xbf")
    assert len(lines) == sum(bool(each.strip()) for each in whole)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(" \t\r\n\x0b\x0cab", max_size=400), st.sampled_from(sorted(PACKERS)))
def test_blank_lines_are_passed_over_and_still_counted(tmp_path: Path, text: str, name: str) -> None:
    (tmp_path / "a").write_bytes(PACKERS[name](text.encode()))
    assert list(Lines(tmp_path / "a")) == [line for line in Lines(tmp_path / "a").read_all() if line.data.strip()]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([b"a\n", b"\n", b" \n", b"\r\n", b"\n\n\n"]), max_size=60), st.data())
def test_blank_lines_of_the_next_stretch_are_left_to_it(
    tmp_path: Path, parts: list[bytes], data: st.DataObject
) -> None:
    content = b"".join(parts)
    (tmp_path / "a").write_bytes(content)
    ends = [0, *(at + 1 for at, byte in enumerate(content) if byte == 10)]
    middle = data.draw(st.sampled_from(ends))
    first_line = content[:middle].count(b"\n") + 1
    stretches = (Stretch(0, middle, 1), Stretch(middle, len(content), first_line))
    assert [line for each in stretches for line in Lines(tmp_path / "a", each)] == list(Lines(tmp_path / "a"))


def test_forty_million_blank_lines_cost_no_time_and_the_line_behind_them_has_its_number(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\xef\xbb\xbf" + b"\n" * 40_000_000 + b"akhir")
    assert [(line.number, line.data) for line in Lines(tmp_path / "a")] == [(40_000_001, b"akhir")]
