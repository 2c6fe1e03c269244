"""What a command imports: an answer that needs no tables does not wait for those who compute with them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.invented_investigation import Invention

PROGRAM = """
import sys
from netral.cli import main
try:
    main()
except SystemExit:
    pass
slow = {
    "duckdb", "ibis", "igraph", "matplotlib", "nbformat", "networkx", "numpy", "pandas", "pandera", "pyarrow", "scipy",
}
print(sorted(slow & sys.modules.keys()))
"""


@pytest.mark.parametrize("command", ["init", "ingest", "verify"])
def test_a_command_without_tables_imports_nothing_that_computes_with_them(command: str) -> None:
    asked = [sys.executable, "-c", PROGRAM, command, "--help"]
    done = subprocess.run(asked, capture_output=True, text=True, encoding="utf-8")
    assert done.stdout.splitlines()[-1] == "[]", done.stderr


@pytest.mark.parametrize("command", ["status", "leads"])
def test_who_reads_the_tables_does_not_wait_for_those_who_declare_or_draw_them(
    command: str, invention: Invention
) -> None:
    invention.ingest()
    asked = [sys.executable, "-c", PROGRAM, command, str(invention.folder), "--json"]
    done = subprocess.run(asked, capture_output=True, text=True, encoding="utf-8")
    imported = done.stdout.splitlines()[-1]
    assert "'duckdb'" in imported, done.stderr
    assert not [name for name in ("pandera", "matplotlib", "nbformat") if f"'{name}'" in imported]


def test_the_verdict_on_a_pack_needs_nothing_that_draws_or_computes(tmp_path: Path) -> None:
    asked = [sys.executable, "-c", PROGRAM, "verify", str(tmp_path)]
    done = subprocess.run(asked, capture_output=True, text=True, encoding="utf-8")
    *verdict, imported = done.stdout.splitlines()
    assert any("manifest" in line for line in verdict), done.stderr
    assert imported == "[]"
