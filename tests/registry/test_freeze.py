"""A dispute, set and lifted: every other cell, the BOM and the line ends stay as the spreadsheet wrote them."""

from __future__ import annotations

from pathlib import Path

import pytest

from netral.registry import freeze_account, remove_account

HEADER = "platform;handle;platform_id;role;basis;flags;note"


def write(folder: Path, *rows: str, start: str = "", end: str = "\n") -> Path:
    (folder / "accounts.csv").write_bytes((start + "".join(row + end for row in (HEADER, *rows))).encode())
    return folder / "accounts.csv"


@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_file_keeps_its_bom_and_its_line_ends(tmp_path: Path, start: str, end: str) -> None:
    rows = ("x;@dinas_contoh;11;opd;declared;duty;kafé", "x;@kantor_contoh;;opd;declared;;")
    path = write(tmp_path, *rows, start=start, end=end)
    before = path.read_bytes()
    assert freeze_account(tmp_path, "x", "11", {"dinas_contoh"}) == 1
    assert path.read_bytes() == before.replace(b";duty;", b";duty|disputed;")
    assert freeze_account(tmp_path, "x", "11", {"dinas_contoh"}, is_frozen=False) == 1
    assert path.read_bytes() == before


@pytest.mark.parametrize("handle", ["'@Dinas_Contoh", "@ dinas_contoh", "\u200bdinas_contoh", "＠dinas_contoh"])
def test_an_account_is_found_as_the_registry_reads_it(tmp_path: Path, handle: str) -> None:
    path = write(tmp_path, f"X;{handle};-;opd;declared;;", "x;kantor_contoh;;opd;declared;;")
    assert freeze_account(tmp_path, "x", "11", {"dinas_contoh"}) == 1
    assert remove_account(tmp_path, "x", "11", {"dinas_contoh"}, lambda cell: False) == 1
    assert path.read_text() == f"{HEADER}\nx;kantor_contoh;;opd;declared;;\n"


def test_a_dispute_is_lifted_however_it_is_written(tmp_path: Path) -> None:
    path = write(tmp_path, "x;dinas_contoh;'11;opd;declared;Disputed |duty;")
    assert freeze_account(tmp_path, "x", "11", set(), is_frozen=False) == 1
    assert path.read_text() == f"{HEADER}\nx;dinas_contoh;'11;opd;declared;duty;\n"
