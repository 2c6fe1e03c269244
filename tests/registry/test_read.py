"""The registry's files: read as agencies save them; every fault names file, row and column."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from netral.errors import BadInvestigation
from netral.model import Basis, Employment, Flag, Mark, Pair, Platform, Role, Unit
from netral.registry import read_registry

FILES = {
    "accounts.csv": "platform,handle,platform_id,role,unit_id,pair_no,holder_ref,employment,basis,basis_ref,"
    "confirmed_by,confirmed_at,valid_from,valid_to,flags,note\n"
    "x,@dinas_contoh,1290000000000000001,opd,U1,,,,official_directory,DIR/1,,,,,duty|media,kanal resmi\n"
    "\n"
    "instagram,pegawai.contoh,,person,U1,,REF-7,pppk,complaint,ADU/3,Sri Contoh,2024-09-20,2024-09-01,2024-12-31,,"
    '"a, b"\n'
    "tiktok,relawan_contoh,,volunteer,,2,,,claimed,berita,,,,,,\n",
    "units.csv": "unit_id,name,parent_unit_id,kind,employees\n"
    "U0,Sekretariat,,sekretariat,40\nU1,Dinas Contoh,U0,dinas,\n",
    "pairs.csv": "pair_no,name,incumbent\n1,Pasangan Satu,true\n2,Pasangan Dua,\n",
    "marks.csv": "pair_no,kind,value,source\n2,hashtag,#ContohMaju,baliho\n",
}


def write(folder: Path, **changed: str | bytes) -> Path:
    """The four files, some of them with other content; None leaves one out."""
    for name, text in FILES.items():
        content = changed.get(name.partition(".")[0], text)
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def swap(name: str, old: str, new: str) -> str:
    assert old in FILES[name]
    return FILES[name].replace(old, new, 1)


def read_fault(folder: Path) -> str:
    with pytest.raises(BadInvestigation) as caught:
        read_registry(folder)
    return str(caught.value)


def test_every_cell_becomes_what_the_contract_says(tmp_path: Path) -> None:
    registry = read_registry(write(tmp_path))
    agency, person, volunteer = registry.accounts
    assert (agency.row, agency.platform, agency.handle) == (2, Platform.X, "dinas_contoh")
    assert agency.platform_id == "1290000000000000001"
    assert agency.flags == {Flag.DUTY, Flag.MEDIA}
    assert (agency.pair_no, agency.holder_ref, agency.employment, agency.valid_from) == (None, None, None, None)
    assert (person.row, person.role, person.employment, person.basis) == (
        4,
        Role.PERSON,
        Employment.PPPK,
        Basis.COMPLAINT,
    )
    assert (person.valid_from, person.valid_to, person.note) == (date(2024, 9, 1), date(2024, 12, 31), "a, b")
    assert (person.confirmed_by, person.confirmed_at) == ("Sri Contoh", "2024-09-20")
    assert (volunteer.role, volunteer.pair_no, volunteer.unit_id) == (Role.VOLUNTEER, 2, None)
    assert registry.units == (
        Unit("U0", "Sekretariat", None, "sekretariat", 40), Unit("U1", "Dinas Contoh", "U0", "dinas", None),
    )  # fmt: skip
    assert registry.pairs == (Pair(1, "Pasangan Satu", True), Pair(2, "Pasangan Dua", False))
    assert registry.marks == (Mark(2, "hashtag", "#ContohMaju", "baliho"),)


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_file_reads_the_same_however_a_spreadsheet_saved_it(
    tmp_path: Path, bom: bytes, delimiter: str, end: str
) -> None:
    plain = read_registry(write(tmp_path))
    changed = {}
    for name, text in FILES.items():
        turned = text.replace('"a, b"', "<note>").replace(",", delimiter).replace("<note>", '"a, b"')
        changed[name.partition(".")[0]] = bom + turned.replace("\n", end).encode()
    assert read_registry(write(tmp_path, **changed)) == plain


def test_columns_may_come_in_another_order_or_be_absent_where_nothing_needs_them(tmp_path: Path) -> None:
    accounts = "Role, Handle ,basis,platform\nopd,dinas,official_directory,x\n"
    registry = read_registry(write(tmp_path, accounts=accounts, pairs="pair_no,name\n1,Satu\n2,Dua\n"))
    assert [(row.handle, row.unit_id, row.flags) for row in registry.accounts] == [("dinas", None, frozenset())]


def test_marks_are_optional(tmp_path: Path) -> None:
    (write(tmp_path) / "marks.csv").unlink()
    assert read_registry(tmp_path).marks == ()


@pytest.mark.parametrize("name", ["accounts.csv", "units.csv", "pairs.csv"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    (write(tmp_path) / name).unlink()
    assert read_fault(tmp_path) == f"{tmp_path / name} is missing"


@pytest.mark.parametrize(
    ("old", "new", "row", "column", "words"),
    [
        ("x,@dinas", "twitter,@dinas", 2, "platform", ["'twitter'", "x, instagram, facebook, tiktok"]),
        ("x,@dinas", ",@dinas", 2, "platform", ["empty"]),
        (",person,", ",pegawai,", 4, "role", ["'pegawai'", "opd, person, candidate, campaign_team"]),
        (",complaint,", ",gosip,", 4, "basis", ["'gosip'", "declared, official_directory, kpu_registered"]),
        (",complaint,", ",,", 4, "basis", ["empty"]),
        (",pppk,", ",honorer,", 4, "employment", ["'honorer'", "pns, pppk, ptt"]),
        ("duty|media", "duty|humas", 2, "flags", ["'humas'", "duty, media, spouse, disputed"]),
        (",volunteer,,2,", ",volunteer,,7,", 5, "pair_no", ["7", "1, 2"]),
        (",volunteer,,2,", ",volunteer,,dua,", 5, "pair_no", ["'dua'", "whole number"]),
        (",volunteer,,2,", ",volunteer,,,", 5, "pair_no", ["empty", "volunteer"]),
        (",person,U1,,", ",person,U1,1,", 4, "pair_no", ["person"]),
        (",opd,U1,", ",opd,U9,", 2, "unit_id", ["'U9'", "units.csv"]),
        ("1290000000000000001", "1.29e+18", 2, "platform_id", ["'1.29e+18'", "text"]),
        ("1290000000000000001", '"1,29E+18"', 2, "platform_id", ["'1,29E+18'"]),
        ("1290000000000000001", "1290000000000000001.0", 2, "platform_id", ["1290000000000000001.0"]),
        ("2024-09-01", "2024-02-30", 4, "valid_from", ["'2024-02-30'", "2024-09-20"]),
        ("2024-12-31", "akhir tahun", 4, "valid_to", ["'akhir tahun'"]),
        ("2024-12-31", "2024-08-31", 4, "valid_to", ["2024-08-31", "valid_from"]),
        (",2024-09-20,", ",kemarin,", 4, "confirmed_at", ["'kemarin'", "2024-09-20"]),
        ("pegawai.contoh", "", 4, "handle", ["platform_id", "one of them is needed"]),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_used_names_file_row_column_and_what_is_allowed(
    tmp_path: Path, old: str, new: str, row: int, column: str, words: list[str]
) -> None:
    sentence = read_fault(write(tmp_path, accounts=swap("accounts.csv", old, new)))
    assert sentence.startswith(f"{tmp_path / 'accounts.csv'}, row {row}, column {column}: ")
    assert all(word in sentence for word in words), sentence


@pytest.mark.parametrize(
    ("name", "old", "new", "place"),
    [
        ("units.csv", "U0,Sekretariat", ",Sekretariat", "row 2, column unit_id: is empty"),
        ("units.csv", "U0,Sekretariat", "U0,", "row 2, column name: is empty"),
        ("units.csv", "sekretariat,40", "sekretariat,4.5", "row 2, column employees: '4.5' is not a whole number"),
        ("units.csv", "dinas,\n", "dinas,\nU0,Dinas Lain,,,\n", "row 4, column unit_id: 'U0' stands in row 2 already"),
        ("pairs.csv", "1,Pasangan Satu", "satu,Pasangan Satu", "row 2, column pair_no: 'satu' is not a whole number"),
        ("units.csv", "sekretariat,40", "sekretariat," + "4" * 5000, "row 2, column employees: has 5000 digits"),
        ("pairs.csv", "1,Pasangan Satu", ",Pasangan Satu", "row 2, column pair_no: is empty"),
        ("pairs.csv", "2,Pasangan Dua,", "2,Pasangan Dua,ya", "row 3, column incumbent: 'ya' is unknown; allowed"),
        ("pairs.csv", "Dua,\n", "Dua,\n01,Pasangan Lain,\n", "row 4, column pair_no: '01' stands in row 2 already"),
        ("pairs.csv", "2,Pasangan Dua", '2,"Pasangan Dua', "row 3: unexpected end of data; a quote stands open"),
        ("units.csv", "Dinas Contoh", '"Dinas" Contoh', "row 3: ',' expected"),
        ("marks.csv", "2,hashtag", "9,hashtag", "row 2, column pair_no: '9' is not in pairs.csv"),
        ("marks.csv", "2,hashtag", "2,nama", "row 2, column kind: 'nama' is unknown; allowed are hashtag"),
        ("marks.csv", "#ContohMaju", "", "row 2, column value: is empty"),
        ("accounts.csv", "flags,note", "flags,catatan", "row 1: column 'catatan' is unknown; allowed are"),
        ("accounts.csv", "platform,handle", "platform,handle,note", "row 1: column 'note' stands there twice"),
        ("accounts.csv", "platform,handle,", "platform,", "row 1: column 'handle' is missing"),
        ("accounts.csv", "kanal resmi\n", "kanal resmi,lebih\n", "row 2: 17 cells where the header has 16 columns"),
    ],
)  # fmt: skip
def test_a_fault_in_any_file_names_the_place(tmp_path: Path, name: str, old: str, new: str, place: str) -> None:
    sentence = read_fault(write(tmp_path, **{name.partition(".")[0]: swap(name, old, new)}))
    assert sentence.startswith(f"{tmp_path / name}, {place}"), sentence


def test_a_file_in_another_encoding_is_refused_with_what_to_do(tmp_path: Path) -> None:
    sentence = read_fault(write(tmp_path, units="unit_id,name\nU1,Dinas Pariwisata dé\n".encode("latin-1")))
    assert str(tmp_path / "units.csv") in sentence and "UTF-8" in sentence


def test_an_empty_file_names_the_column_it_lacks(tmp_path: Path) -> None:
    assert read_fault(write(tmp_path, pairs="")) == f"{tmp_path / 'pairs.csv'}, row 1: column 'pair_no' is missing"


CONFIRMED = {"basis": "declared", "basis_ref": "SP/1", "confirmed_by": "Sri", "confirmed_at": "2024-09-20"}


@pytest.mark.parametrize(
    ("role", "cells", "expected"),
    [
        ("person", {}, True),
        ("person", {"basis": "complaint"}, True),
        ("person", {"basis": "official_directory"}, False),
        ("person", {"basis": "claimed"}, False),
        ("person", {"basis": "kpu_registered"}, False),
        ("person", {"basis_ref": ""}, False),
        ("person", {"confirmed_by": ""}, False),
        ("person", {"confirmed_at": ""}, False),
        ("opd", {"basis": "official_directory", "basis_ref": "", "confirmed_by": "", "confirmed_at": ""}, True),
        ("opd", {"basis": "declared", "basis_ref": "", "confirmed_by": "", "confirmed_at": ""}, True),
        ("opd", {"basis": "claimed"}, True),
        ("opd", {"basis": "claimed", "confirmed_by": ""}, False),
    ],
)
def test_who_is_confirmed(tmp_path: Path, role: str, cells: dict[str, str], expected: bool) -> None:
    row = {"platform": "x", "handle": "akun", "role": role, **CONFIRMED, **cells}
    registry = read_registry(write(tmp_path, accounts=f"{','.join(row)}\n{','.join(row.values())}\n"))
    assert [account.is_confirmed for account in registry.accounts] == [expected]


@pytest.mark.parametrize(
    "handle",
    [
        "https://x.com/dinas_contoh", "x:@dinas_contoh", "Dinas Contoh", "“dinas_contoh”", "dinas_contoh; kantor",
        "id:5", "0", "?",
    ],
)  # fmt: skip
def test_what_is_no_handle_is_refused_with_its_row(tmp_path: Path, handle: str) -> None:
    accounts = swap("accounts.csv", "@dinas_contoh", handle)
    assert f"row 2, column handle: {handle!r} is no handle" in read_fault(write(tmp_path, accounts=accounts))


@pytest.mark.parametrize("handle", ["'@dinas_contoh", "@ dinas_contoh", "\u2068@dinas_contoh\u2069", "＠dinas_contoh"])
def test_what_stands_around_a_handle_is_no_part_of_it(tmp_path: Path, handle: str) -> None:
    registry = read_registry(write(tmp_path, accounts=swap("accounts.csv", "@dinas_contoh", handle)))
    assert registry.accounts[0].handle == "dinas_contoh"


@pytest.mark.parametrize("cell", ["id:11", "x:11", "1.290.000.001", "11.0", "-10011", "user11", "dinas_contoh", "0"])
def test_what_is_no_platform_id_is_refused_with_its_row(tmp_path: Path, cell: str) -> None:
    accounts = swap("accounts.csv", "1290000000000000001", cell)
    assert f"row 2, column platform_id: {cell!r} is no id" in read_fault(write(tmp_path, accounts=accounts))


@pytest.mark.parametrize("cell", ["'1290000000000000001", "1290000000000000001\u200b"])
def test_what_keeps_a_spreadsheet_from_rounding_an_id_is_no_part_of_it(tmp_path: Path, cell: str) -> None:
    accounts = swap("accounts.csv", "1290000000000000001", cell)
    assert read_registry(write(tmp_path, accounts=accounts)).accounts[0].platform_id == "1290000000000000001"


def test_ids_that_a_spreadsheet_rounded_are_refused_unless_one_is_whole(tmp_path: Path) -> None:
    one = swap("accounts.csv", "1290000000000000001", "1290000000000450000")
    assert read_registry(write(tmp_path, accounts=one)).accounts[0].platform_id == "1290000000000450000"
    two = one.replace("tiktok,relawan_contoh,", "tiktok,relawan_contoh,6812345678901230000")
    assert "row 2, column platform_id: '1290000000000450000' and the other long ids end in zeros" in read_fault(
        write(tmp_path, accounts=two)
    )
    whole = two.replace("instagram,pegawai.contoh,", "instagram,pegawai.contoh,6812345678901234567")
    assert len(read_registry(write(tmp_path, accounts=whole)).accounts) == 3


@pytest.mark.parametrize("nothing", ["-", "–", "n/a", "NULL", "nan"])
def test_what_is_written_where_there_is_nothing_fills_no_cell(tmp_path: Path, nothing: str) -> None:
    accounts = swap("accounts.csv", "ADU/3,Sri Contoh,2024-09-20,2024-09-01,2024-12-31", ",".join([nothing] * 5))
    accounts = accounts.replace("1290000000000000001", nothing)
    agency, person, _ = read_registry(write(tmp_path, accounts=accounts)).accounts
    assert agency.platform_id is None
    assert (person.basis_ref, person.confirmed_by, person.confirmed_at, person.valid_to) == (None, None, None, None)
    assert not person.is_confirmed


@pytest.mark.parametrize("failed", ["#N/A", "#NAME?", "#REF!", "Err:502"])
def test_what_a_spreadsheet_writes_where_a_formula_fails_is_refused(tmp_path: Path, failed: str) -> None:
    marks = swap("marks.csv", "#ContohMaju", failed)
    assert f"marks.csv, row 2, column value: {failed!r} is what a spreadsheet writes" in read_fault(
        write(tmp_path, marks=marks)
    )


def test_columns_without_names_behind_the_others_may_stand_there_empty(tmp_path: Path) -> None:
    pairs = "\ufeff\ufeffPair No;name;incumbent;;\n1;Pasangan Satu;true;;\n2;Pasangan Dua;;;\n;;;;\n"
    assert len(read_registry(write(tmp_path, pairs=pairs)).pairs) == 2
    fault = read_fault(write(tmp_path, pairs=pairs.replace("true;;", "true;;catatan")))
    assert "pairs.csv, row 2: 5 cells where the header has 3 columns" in fault


def test_a_week_is_no_date(tmp_path: Path) -> None:
    accounts = swap("accounts.csv", "2024-09-01", "2024-W36")
    assert "column valid_from: '2024-W36' is not a date" in read_fault(write(tmp_path, accounts=accounts))
