from __future__ import annotations

from pathlib import Path

import pytest

from netral.errors import BadInvestigation
from netral.registry import read_registry
from netral.registry.read import MARK_COLUMNS
from tests.invented_investigation import Invention, write_table


def test_one_mark_of_two_pairs_is_refused_with_both_rows(tmp_path: Path) -> None:
    made = Invention(tmp_path / "uji")
    made.write()
    registry = made.folder / "registry"
    rows = [
        {"pair_no": 1, "kind": "hashtag", "value": "#ContohMaju"},
        {"pair_no": 1, "kind": "hashtag", "value": "#contohmaju"},
        {"pair_no": 2, "kind": "hashtag", "value": "contohMAJU"},
    ]
    write_table(registry / "marks.csv", MARK_COLUMNS, rows[:2])
    assert len(read_registry(registry).marks) == 2
    write_table(registry / "marks.csv", MARK_COLUMNS, rows)
    with pytest.raises(BadInvestigation, match=r"marks\.csv.*row 4.*contohMAJU.*pair 1's mark in row 2"):
        read_registry(registry)
