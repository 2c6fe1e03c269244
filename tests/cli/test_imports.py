"""What a command imports: an answer that needs no tables does not wait for those who compute with them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import sys
from netral.cli import main
try:
    main()
except SystemExit:
    pass
slow = {"duckdb", "ibis", "igraph", "matplotlib", "nbformat", "networkx", "numpy", "pandas", "pyarrow", "scipy"}
print(sorted(slow & sys.modules.keys()))
"""


@pytest.mark.parametrize("command", ["init", "ingest", "verify"])
def test_a_command_without_tables_imports_nothing_that_computes_with_them(command: str) -> None:
    asked = [sys.executable, "-c", PROGRAM, command, "--help"]
    done = subprocess.run(asked, capture_output=True, text=True, encoding="utf-8")
    assert done.stdout.splitlines()[-1] == "[]", done.stderr


def test_the_verdict_on_a_pack_needs_nothing_that_draws_or_computes(tmp_path: Path) -> None:
    asked = [sys.executable, "-c", PROGRAM, "verify", str(tmp_path)]
    done = subprocess.run(asked, capture_output=True, text=True, encoding="utf-8")
    *verdict, imported = done.stdout.splitlines()
    assert any("manifest" in line for line in verdict), done.stderr
    assert imported == "[]"
