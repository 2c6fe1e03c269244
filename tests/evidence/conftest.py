"""Packs of an invented case, written once for all tests that only read them."""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from netral.evidence import figure_parts, read_key, write_case_pack, write_situation_pack
from netral.model import EvidencePack, Investigation
from tests.evidence.authority import PASSPHRASE, make_signer, serve_stamps, write_p12
from tests.evidence.invented import CASE_ID, MADE_AT, make_reviewed, make_situation

Asked = tuple[bytes, Callable[[], Any]]  # what a figure is drawn of, and how


@pytest.fixture(scope="session", autouse=True)
def drawn() -> Iterator[dict[bytes, bytes]]:
    """Figures of reports by what they were drawn of, each drawn once; four of them take longer than all else in a pack.

    A test of the drawing itself asks for `drawn_anew`.
    """
    kept: dict[bytes, bytes] = {}
    to_bytes = figure_parts.figure_to_bytes

    def remember(draw: Callable[..., Any], *values: Any, **options: Any) -> Asked:
        named = [replace(each, folder=Path()) if isinstance(each, Investigation) else each for each in values]
        return pickle.dumps((draw.__name__, named, options)), partial(draw, *values, **options)

    def recall(asked: Asked, suffix: str) -> bytes:
        key, draw = asked
        if key not in kept:
            kept[key] = to_bytes(draw(), suffix)
        return kept[key]

    with pytest.MonkeyPatch.context() as patch:
        for name in ("draw_matrix", "draw_network", "draw_pair_panels", "draw_timeline"):
            patch.setattr(figure_parts, name, partial(remember, getattr(figure_parts, name)))
        patch.setattr(figure_parts, "figure_to_bytes", recall)
        yield kept


@pytest.fixture
def drawn_anew(drawn: dict[bytes, bytes]) -> None:
    """What was drawn before is forgotten."""
    drawn.clear()


@pytest.fixture(scope="session")
def case_pack(tmp_path_factory: pytest.TempPathFactory) -> EvidencePack:
    """A signed case's pack; read it, do not touch it."""
    folder = tmp_path_factory.mktemp("packs")
    return write_case_pack(make_reviewed(folder), folder / CASE_ID, made_at=MADE_AT)


@pytest.fixture(scope="session")
def redacted_pack(tmp_path_factory: pytest.TempPathFactory) -> EvidencePack:
    """The same case without its subject; read it, do not touch it."""
    folder = tmp_path_factory.mktemp("packs")
    return write_case_pack(make_reviewed(folder), folder / CASE_ID, redacted=True, made_at=MADE_AT)


@pytest.fixture(scope="session")
def situation_pack(tmp_path_factory: pytest.TempPathFactory) -> EvidencePack:
    """A region's situation; read it, do not touch it."""
    folder = tmp_path_factory.mktemp("packs")
    return write_situation_pack(make_situation(folder), folder / "situasi", made_at=MADE_AT)


@pytest.fixture(scope="session")
def sealed_pack(tmp_path_factory: pytest.TempPathFactory) -> EvidencePack:
    """The case's pack, sealed by an invented authority's certificate and stamped; read it, do not touch it."""
    folder = tmp_path_factory.mktemp("packs")
    with serve_stamps(MADE_AT) as url:
        seal = read_key(write_p12(make_signer(), folder / "kunci.p12"), PASSPHRASE, url)
        return write_case_pack(make_reviewed(folder, 2), folder / CASE_ID, seal=seal, made_at=MADE_AT)


@pytest.fixture
def pack(case_pack: EvidencePack, tmp_path: Path) -> Path:
    """A copy of the case's pack to be tampered with."""
    return Path(shutil.copytree(case_pack.folder, tmp_path / CASE_ID))
