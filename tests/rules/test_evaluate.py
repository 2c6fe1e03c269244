from __future__ import annotations

from pathlib import Path

import pytest

from netral.errors import BadInvestigation
from netral.rules import evaluate_leads
from tests.invented_investigation import Invention

TRUTH = {
    "leads": [
        {"handle": "dinas", "platform": "x", "rule_id": "D-6", "pair_no": 1},
        {"handle": "lain", "platform": "x", "rule_id": "KE-4", "pair_no": 1},
    ],
    "coordinated": [],
    "not_leads": [{"handle": "suka", "why": "a lone like"}, {"handle": "jebak", "why": "tagged only"}],
}


def test_what_was_found_missed_and_forbidden_is_counted_by_rule_and_trap(tmp_path: Path) -> None:
    made = Invention(tmp_path / "uji")
    made.volunteer("relawan")
    for handle in ("dinas", "jebak", "lebih"):
        made.opd(handle)
        made.act(handle, "share", "relawan")
    found = evaluate_leads(made.find(), TRUTH)
    discipline, ethics, bursts = found.scores
    assert (discipline.planted, discipline.found, discipline.right) == (1, 3, 1)
    assert (discipline.precision, discipline.recall) == (1 / 3, 1.0)
    assert (ethics.rule_id, ethics.precision, ethics.recall) == ("KE-4", None, 0.0)
    assert bursts[:4] == ("coordinated", 0, 0, 0)
    assert [(trap.why, trap.accounts, trap.leads) for trap in found.traps] == [
        ("a lone like", 1, 0),
        ("tagged only", 1, 1),
    ]
    assert found.forbidden == 1


def test_a_truth_of_another_shape_is_refused(tmp_path: Path) -> None:
    made = Invention(tmp_path / "uji")
    made.volunteer("relawan")
    made.opd("dinas")
    made.act("dinas", "share", "relawan")
    with pytest.raises(BadInvestigation, match=r"truth\.json: 'coordinated' is missing"):
        evaluate_leads(made.find(), {"leads": []})
