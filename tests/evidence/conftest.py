"""Packs of an invented case, written once for all tests that only read them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from netral.evidence import read_key, write_case_pack, write_situation_pack
from netral.model import EvidencePack
from tests.evidence.authority import PASSPHRASE, make_signer, serve_stamps, write_p12
from tests.evidence.drawn import draw_once
from tests.evidence.invented import CASE_ID, MADE_AT, make_reviewed, make_situation


@pytest.fixture(scope="session", autouse=True)
def drawn() -> Iterator[dict[bytes, bytes]]:
    """Every figure drawn once for the same values; a test of the drawing itself asks for `drawn_anew`."""
    with draw_once() as kept:
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
