"""The options about seals: where a key comes from, where its passphrase does, and what is said without one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from netral import cases
from netral.cli.init import write_own_key
from netral.cli.sealing import find_passphrase, read_seal
from netral.errors import BadParameter, BrokenEvidence
from netral.model import EvidencePack, Verification
from netral.pipeline import custody, open_seal
from netral.pipeline.custody import log_export, log_verification
from tests.cli.commands import Run
from tests.evidence.authority import PASSPHRASE, make_signer, write_p12
from tests.evidence.invented import make_capture, make_investigation


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder of settings, away from the real one."""
    place = tmp_path / "setelan"
    monkeypatch.setattr("typer.get_app_dir", lambda name: str(place / name))
    monkeypatch.delenv("NETRAL_PASSPHRASE", raising=False)
    return place


def test_init_makes_a_key_only_when_asked_and_apart_from_the_investigation(
    run: Run, tmp_path: Path, settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("init", tmp_path / "satu").code == 0
    assert not settings.exists()
    monkeypatch.setenv("NETRAL_PASSPHRASE", PASSPHRASE)
    ran = run("init", tmp_path / "dua", "--make-key", "Dinas Kota Saya")
    assert ran.code == 0 and str(settings / "netral" / "kunci.p12") in ran.out
    assert not [path for path in (tmp_path / "dua").rglob("*") if path.suffix == ".p12"]
    assert open_seal(settings / "netral" / "kunci.p12", PASSPHRASE).issuers == ()
    assert "lies there already" in run("init", tmp_path / "dua", "--make-key", "Dinas").sentence.replace("\n", "")


def test_a_key_without_a_passphrase_is_not_kept(run: Run, tmp_path: Path, settings: Path) -> None:
    ran = run("init", tmp_path / "kota", "--make-key", "Dinas")
    assert ran.code == 1 and "needs a passphrase" in ran.err
    assert not settings.exists()


def test_a_key_is_never_kept_within_the_investigation(settings: Path) -> None:
    with pytest.raises(BadParameter, match="never kept there"):
        write_own_key("Dinas", settings, PASSPHRASE)


def test_a_passphrase_comes_from_its_file_before_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NETRAL_PASSPHRASE", "dari lingkungan")
    file = tmp_path / "sandi.txt"
    file.write_text("dari berkas\n", encoding="utf-8")
    assert find_passphrase(file) == "dari berkas"
    assert find_passphrase(None) == "dari lingkungan"
    monkeypatch.delenv("NETRAL_PASSPHRASE")
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    assert find_passphrase(None) is None
    file.write_text("", encoding="utf-8")
    with pytest.raises(BadParameter, match="first line"):
        find_passphrase(file)


def test_without_a_key_nothing_is_sealed_and_a_timestamp_is_refused(tmp_path: Path) -> None:
    assert read_seal(None, None, None) is None
    with pytest.raises(BadParameter, match="need --key"):
        read_seal(None, None, "http://127.0.0.1/")
    file = tmp_path / "sandi.txt"
    file.write_text(PASSPHRASE, encoding="utf-8")
    seal = read_seal(write_p12(make_signer(), tmp_path / "k.p12"), file, "http://127.0.0.1/")
    assert seal is not None and seal.timestamp_url == "http://127.0.0.1/" and repr(seal.key) not in repr(seal)


def test_custody_notes_what_was_received_read_handed_out_and_checked(tmp_path: Path) -> None:
    base = tmp_path.resolve()
    investigation = make_investigation(base / "data" / "kota")
    folder = investigation.cases_folder / custody.FOLDER
    pack = EvidencePack(base / "reports" / "kota" / "packs" / "situasi", "a" * 64, 21, base / "x.pdf")
    captures = [make_capture(number, b"x") for number in (1, 2)]
    log_export(investigation, pack, captures[:1])
    log_export(investigation, pack, captures)
    log_verification(Verification(pack.folder, "a" * 64, ()))
    log_verification(Verification(tmp_path / "dibawa" / "situasi", "a" * 64, ()))
    entries = cases.read_log(folder)
    assert [entry.action for entry in entries] == [*("receive", "read", "export") * 2, "verify"]
    assert [list(entry.detail["captures"]) for entry in entries if entry.action == "receive"] == [
        ["cap-0001"],
        ["cap-0002"],
    ]
    log = folder / "log.jsonl"
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[1:]))
    with pytest.raises(BrokenEvidence):
        log_export(investigation, pack, captures)
    assert json.loads(log.read_bytes().splitlines()[0])["action"] == "read"
