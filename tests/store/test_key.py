from __future__ import annotations

import os
from pathlib import Path

import pytest

from netral.store.key import read_pseudonym_key


def test_the_key_is_secret_and_made_once(tmp_path: Path) -> None:
    key = read_pseudonym_key(tmp_path / "store")
    assert len(key) == 32
    assert read_pseudonym_key(tmp_path / "store") == key
    assert (tmp_path / "store" / "pseudonym.key").stat().st_mode & 0o077 == 0


def test_the_key_is_on_the_disk_before_it_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    had_its_name: list[bool] = []
    monkeypatch.setattr(os, "fsync", lambda _: had_its_name.append((tmp_path / "pseudonym.key").exists()))
    assert len(read_pseudonym_key(tmp_path)) == 32
    assert had_its_name == [False]
