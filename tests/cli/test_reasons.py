from __future__ import annotations

import re
from pathlib import Path

import netral.sources
from netral.cli.reasons import REASONS

CODE = "\n".join(path.read_text("utf-8") for path in Path(netral.sources.__file__).parent.glob("*.py"))


def test_every_reason_for_which_a_reader_quarantines_is_said_in_words() -> None:
    given = set(re.findall(r'(?:Unusable\(\s*|reason=|reason = )"([a-z_]+)"', CODE))
    assert len(given) > 15
    assert given - REASONS.keys() == set()


def test_no_words_stand_for_a_reason_that_no_reader_gives() -> None:
    columns = {f"{column}_unknown" for column in ("actor", "target")}
    assert {reason for reason in REASONS if f'"{reason}"' not in CODE} - columns == set()
