"""The table of what the five practices need: every notebook section and every test that it names exists."""

from __future__ import annotations

import json
import re
from pathlib import Path

ROW = re.compile(r"^\| (?P<need>[^|]+) \| (?P<section>[^|]+) \| (?P<tests>[^|]+) \|$", re.MULTILINE)


def read_needs(repository: Path) -> list[re.Match[str]]:
    text = (repository / "docs" / "casework.md").read_text("utf-8")
    part = text.partition("## What the five practices need")[2].partition("\n## ")[0]
    return [match for match in ROW.finditer(part) if "`test_" in match["tests"]]


def test_every_need_has_a_section_that_stands_in_its_notebook(repository: Path) -> None:
    needs = read_needs(repository)
    assert len(needs) >= 25
    for need in needs:
        for name, heading in re.findall(r"(\d\d) “([^”]+)”", need["section"]):
            (path,) = (repository / "notebooks").glob(f"{name}_*.ipynb")
            prose = ["".join(cell["source"]) for cell in json.loads(path.read_text("utf-8"))["cells"]]
            assert any(heading in each for each in prose), (need["need"], name, heading)


def test_every_need_has_a_test_that_exists(repository: Path) -> None:
    written = "\n".join(path.read_text("utf-8") for path in sorted((repository / "tests").rglob("test_*.py")))
    named = {name for need in read_needs(repository) for name in re.findall(r"`(test_\w+)`", need["tests"])}
    assert not sorted(name for name in named if f"def {name}(" not in written)
