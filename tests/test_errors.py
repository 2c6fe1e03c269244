"""Errors say the same in every language, whatever their values hold."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netral.errors import BadCapture, BrokenEvidence, NetralError, Sentence
from netral.locale import use_language

GONE = "{path}: there is no such file"


def test_an_error_reads_in_english_and_is_translated_with_its_values() -> None:
    error = BadCapture(GONE, path=Path("data/unggahan.jsonl"))
    assert str(error) == "data/unggahan.jsonl: there is no such file"
    assert error.translate(use_language("id")) == "data/unggahan.jsonl: berkas ini tidak ada"
    assert error.translate(use_language("en")) == str(error)


def test_sentences_and_errors_within_are_translated_too() -> None:
    reason = Sentence("{value!r} is not a date; allowed is 2024-09-20", value="kemarin")
    error = BadCapture("{path}: {error}", path="akun.csv", error=reason)
    outer = BadCapture("{path}: {error}", path="daerah", error=error)
    assert str(outer) == "daerah: akun.csv: 'kemarin' is not a date; allowed is 2024-09-20"
    said = outer.translate(use_language("id"))
    assert said == "daerah: akun.csv: 'kemarin' bukan tanggal; yang diperbolehkan seperti 2024-09-20"


@given(st.text(), st.text())
def test_no_value_is_taken_for_a_template(path: str, other: str) -> None:
    assert str(BadCapture(GONE, path=path)) == f"{path}: there is no such file"
    assert Sentence(GONE, path=path, other=other).translate(use_language("id")) == f"{path}: berkas ini tidak ada"


def test_a_sentence_without_values_may_hold_braces() -> None:
    assert str(NetralError("must be a list of {id, from, to}")) == "must be a list of {id, from, to}"


@pytest.mark.parametrize("kind", [BadCapture, BrokenEvidence])
def test_errors_come_whole_out_of_another_process(kind: type[NetralError]) -> None:
    error = pickle.loads(pickle.dumps(kind(GONE, path="{a}")))
    assert type(error) is kind and str(error) == "{a}: there is no such file"
    assert error.translate(use_language("id")) == "{a}: berkas ini tidak ada"


@given(st.text(), st.text())
def test_a_place_within_an_error_is_translated_with_it_also_out_of_another_process(file: str, column: str) -> None:
    row = Sentence("{file}, row {row}", file=file, row=2)
    place = pickle.loads(pickle.dumps(Sentence("{place}, column {column}", place=row, column=column)))
    assert str(place) == f"{file}, row 2, column {column}"
    error = pickle.loads(pickle.dumps(BadCapture("{path}: there is no such file", path=place)))
    assert error.translate(use_language("id")) == f"{file}, baris 2, kolom {column}: berkas ini tidak ada"
