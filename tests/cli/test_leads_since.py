"""`netral leads --since` with what is no earlier output."""

from __future__ import annotations

from pathlib import Path

import pytest

from netral.cli.leads import leads_command
from netral.errors import BadParameter
from tests.invented_investigation import Invention


@pytest.mark.parametrize(
    ("content", "problem"), [(None, r"nanti\.json: No such file"), ("{", r"nanti\.json: Expecting")]
)
def test_what_cannot_be_read_as_earlier_leads_is_named(tmp_path: Path, content: str | None, problem: str) -> None:
    made = Invention(tmp_path / "uji")
    made.volunteer("relawan")
    made.act(made.opd("dinas"), "share", "relawan")
    made.ingest()
    path = tmp_path / "nanti.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(BadParameter, match=problem):
        leads_command(made.folder, since=path)
