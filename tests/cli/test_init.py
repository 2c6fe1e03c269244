"""`netral init`: templates that are read at once and run only once they are filled in."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from netral import cli
from netral.cli.init import TEMPLATES, write_templates
from netral.errors import BadInvestigation, BadParameter
from netral.investigation import read_investigation, require_lawful
from netral.registry import read_registry
from netral.registry.read import ACCOUNT_COLUMNS, PAIR_COLUMNS, UNIT_COLUMNS


def fill(folder: Path, old: str, new: str) -> None:
    path = folder / "investigation.yaml"
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_templates_are_an_investigation_that_can_be_read(tmp_path: Path) -> None:
    write_templates(tmp_path / "Kota Saya (2024)")
    investigation = read_investigation(tmp_path / "Kota Saya (2024)")
    assert investigation.investigation_id == "Kota-Saya-2024"
    assert read_registry(investigation.registry_folder).accounts == ()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Kota Saya (2024)"]


def test_nothing_runs_before_purpose_letter_and_retention_are_filled_in(tmp_path: Path) -> None:
    folder = tmp_path / "kota"
    write_templates(folder)
    for key, old, new in (
        ("lawful_basis.purpose", 'purpose: ""', 'purpose: "Pengawasan"'),
        ("lawful_basis.letter_no", 'letter_no: ""', 'letter_no: "800/1/2024"'),
        ("retention.until", "until:   ", "until: 2999-12-31   "),
    ):
        with pytest.raises(BadInvestigation, match=key):
            require_lawful(read_investigation(folder), date(2024, 10, 1))
        fill(folder, old, new)
    require_lawful(read_investigation(folder), date(2024, 10, 1))


def test_ingest_refuses_the_untouched_templates_and_names_the_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_templates(tmp_path / "kota")
    (tmp_path / "a.jsonl").write_text("{}\n", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["netral", "ingest", str(tmp_path / "kota"), str(tmp_path / "a.jsonl")])
    with pytest.raises(SystemExit, match="1"):
        cli.main()
    assert "lawful_basis.purpose" in capsys.readouterr().err


def test_every_column_is_in_the_templates_and_explained(tmp_path: Path) -> None:
    write_templates(tmp_path / "kota")
    registry = tmp_path / "kota" / "registry"
    explained = (registry / "README.md").read_text("utf-8")
    for name, columns in (("accounts", ACCOUNT_COLUMNS), ("units", UNIT_COLUMNS), ("pairs", PAIR_COLUMNS)):
        assert (registry / f"{name}.csv").read_text("utf-8") == ",".join(columns) + "\n"
        assert not [column for column in columns if column not in explained]


def test_an_empty_folder_is_filled_and_one_that_holds_anything_is_refused(tmp_path: Path) -> None:
    write_templates(tmp_path)
    assert all((tmp_path / name).is_file() for name in TEMPLATES)
    with pytest.raises(BadParameter, match="not empty"):
        write_templates(tmp_path)
    with pytest.raises(BadParameter, match="not empty"):
        write_templates(tmp_path / "DPIA.md")
