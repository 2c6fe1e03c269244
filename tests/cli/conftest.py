"""What the tests of commands share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.commands import Run, make_run
from tests.invented_investigation import Invention


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs ``netral`` with the words given, speaking English."""
    monkeypatch.setenv("NETRAL_LANG", "en")
    return make_run(monkeypatch, capsys)


@pytest.fixture
def invention(tmp_path: Path) -> Invention:
    """Two pairs; an agency that shared from one of them."""
    made = Invention(tmp_path / "uji")
    made.volunteer("relawan_satu", 1)
    made.volunteer("relawan_dua", 2)
    made.opd("dinas")
    made.act("dinas", "share", "relawan_satu")
    return made
