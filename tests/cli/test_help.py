"""Help is in the reader's language, at every depth."""

from __future__ import annotations

import pytest

from tests.cli.commands import Run, make_run


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs ``netral`` as somebody in Indonesia does, whose terminal names no language."""
    for name in ("NETRAL_LANG", "LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANGUAGE", "")
    return make_run(monkeypatch, capsys)


def test_help_is_indonesian_where_no_language_is_named(run: Run) -> None:
    said = " ".join(run("ingest", "--help").out.split())
    assert "Semua berkas atau tidak satu pun." in said and "Contoh: netral ingest" in said
    assert "Berkas tangkapan, polos, gzip, zstd atau xz." in said and "Tampilkan keterangan ini lalu keluar." in said
    assert "Opsi:" in said and "[wajib]" in said


def test_help_of_the_program_and_of_commands_within_commands_is_translated(run: Run) -> None:
    assert "Petunjuk, bukan putusan." in run("--help").out and "Perintah:" in run("--help").out
    assert "Tanda tangani perkara yang diteruskan" in run("review", "x", "sign", "--help").out


def test_help_is_english_where_the_terminal_is(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    said = " ".join(run("ingest", "--help").out.split())
    assert "All files or none." in said and "Options:" in said and "Show this message and exit." in said


def test_a_fault_is_told_in_the_language_of_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("status", "tiada").sentence.endswith("tidak ada; 'netral init DIR' menuliskan satu untuk diisi")
    monkeypatch.setenv("NETRAL_LANG", "en")
    assert run("status", "tiada").sentence.endswith("is missing; 'netral init DIR' writes one to fill in")
