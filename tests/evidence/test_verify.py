"""Verifying a pack: every tampering is caught by the check that is there for it, by us and by the shell script."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import bagit
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netral.errors import BadParameter
from netral.evidence import hash_root, verify_pack
from netral.evidence.bag import MANIFEST, TAG_MANIFEST, walk_files
from netral.identity import hash_bytes, to_compact_json
from netral.locale import use_language
from netral.model import EvidencePack
from tests.evidence.attacks import append, rebag, swap

SHELL = shutil.which("bash")


def failed(pack: Path, root: str | None = None) -> set[str]:
    """The names of the checks that do not hold."""
    return {check.name for check in verify_pack(pack, root).checks if not check.ok}


def run_script(pack: Path, root: str = "") -> subprocess.CompletedProcess[str]:
    """verify.sh from the project, not the copy in the pack, which may be what was changed."""
    script = Path(__file__).parents[2] / "netral" / "evidence" / "checking" / "verify.sh"
    return subprocess.run([str(SHELL), script, root, pack], capture_output=True, text=True, check=False)


TAMPERINGS: dict[str, tuple[Callable[[Path], object], set[str]]] = {
    "report changed": (lambda pack: append(pack / "data/laporan.pdf"), {"manifest"}),
    "table changed": (lambda pack: append(pack / "data/tabel/acts.csv", b"\n"), {"manifest"}),
    "record changed": (lambda pack: append(pack / "data/bukti/B-001/record.json"), {"manifest", "exhibits"}),
    "records swapped": (
        lambda pack: swap(pack / "data/bukti/B-001/record.json", pack / "data/bukti/B-002/record.json"),
        {"manifest", "exhibits"},
    ),
    "record removed": (
        lambda pack: (pack / "data/bukti/B-001/record.json").unlink(),
        {"files", "manifest", "exhibits"},
    ),
    "exhibit removed": (lambda pack: shutil.rmtree(pack / "data/bukti/B-002"), {"files", "manifest", "exhibits"}),
    "file added at the root": (lambda pack: (pack / "more.txt").write_bytes(b"x"), {"files"}),
    "dot-file added": (lambda pack: (pack / ".hidden").write_bytes(b""), {"files"}),
    "dot-folder added": (lambda pack: _make(pack / "data/.git/x"), {"files"}),
    "file added to the payload": (lambda pack: (pack / "data/tabel/x.csv").write_bytes(b""), {"files"}),
    "seal added unasked": (lambda pack: (pack / f"{TAG_MANIFEST}.p7s").write_bytes(b""), {"files", "seal"}),
    "file renamed": (
        lambda pack: (pack / "data/laporan.pdf").rename(pack / "data/report.pdf"),
        {"files", "manifest", "pdf_signature"},
    ),
    "manifest removed": (lambda pack: (pack / MANIFEST).unlink(), {"files", "manifest", "tagmanifest"}),
    "tag manifest removed": (lambda pack: (pack / TAG_MANIFEST).unlink(), {"files", "tagmanifest"}),
    "manifest line dropped": (lambda pack: _drop_line(pack / MANIFEST), {"files", "tagmanifest"}),
    "tag manifest line dropped": (lambda pack: _drop_line(pack / TAG_MANIFEST), {"files", "tagmanifest"}),
    "manifest line doubled": (lambda pack: _double_line(pack / MANIFEST), {"files", "manifest", "tagmanifest"}),
    "bag-info changed": (lambda pack: append(pack / "bag-info.txt", b"X: y\n"), {"tagmanifest"}),
    "bagit.txt removed": (lambda pack: (pack / "bagit.txt").unlink(), {"files", "tagmanifest"}),
    "manifest leads outside": (
        lambda pack: append(pack / MANIFEST, f"{'0' * 64}  data/../../other\n".encode()),
        {"files", "manifest", "tagmanifest"},
    ),
    "manifest is noise": (
        lambda pack: (pack / MANIFEST).write_bytes(b"\xff\x00" * 99),
        {"files", "manifest", "tagmanifest"},
    ),
}


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(b"")


def _drop_line(path: Path) -> None:
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[1:]))


def _double_line(path: Path) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines, lines[0]]))


def test_a_fresh_pack_holds_in_every_check(case_pack: EvidencePack) -> None:
    verdict = verify_pack(case_pack.folder, case_pack.root_sha256)
    assert verdict.ok, verdict.checks
    assert [check.name for check in verdict.checks] == [
        "files",
        "manifest",
        "tagmanifest",
        "seal",
        "timestamp",
        "pdf_signature",
        "custody_chain",
        "exhibits",
        "root",
    ]
    assert verdict.root_sha256 == case_pack.root_sha256 == hash_root(case_pack.folder)
    assert len(list(walk_files(case_pack.folder))) == case_pack.files


def test_a_situation_pack_and_a_redacted_pack_hold_too(
    situation_pack: EvidencePack, redacted_pack: EvidencePack
) -> None:
    assert failed(situation_pack.folder, situation_pack.root_sha256) == set()
    assert failed(redacted_pack.folder, redacted_pack.root_sha256) == set()


def test_what_was_found_is_said_in_indonesian_too(pack: Path) -> None:
    (pack / "data/tabel/acts.csv").unlink()
    said = {each.name: each.sentence.translate(use_language("id")) for each in verify_pack(pack).checks}
    assert said["files"] == "tidak ada: data/tabel/acts.csv" and said["exhibits"] == "data/tabel/acts.csv: tidak ada"
    assert said["tagmanifest"].endswith(" berkas") and said["custody_chain"].endswith("baris, ditandatangani 2 orang")


def test_the_bag_is_valid_to_the_reference_library(case_pack: EvidencePack) -> None:
    bag = bagit.Bag(str(case_pack.folder))
    bag.validate()
    assert bag.info["External-Identifier"] == case_pack.folder.name
    assert bag.info["Bagging-Date"] == "2024-10-14"
    assert bag.algorithms == ["sha256"]


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_caught_by_the_right_check(pack: Path, case_pack: EvidencePack, name: str) -> None:
    tamper, caught = TAMPERINGS[name]
    tamper(pack)
    assert failed(pack, case_pack.root_sha256) == caught | {"root"}


@pytest.mark.skipif(SHELL is None or shutil.which("sha256sum") is None, reason="no shell with sha256sum")
@pytest.mark.parametrize("name", TAMPERINGS)
def test_the_shell_script_catches_the_same(pack: Path, case_pack: EvidencePack, name: str) -> None:
    TAMPERINGS[name][0](pack)
    result = run_script(pack, case_pack.root_sha256)
    assert result.returncode == 2, result.stdout
    assert "FAILED  root" in result.stdout
    assert f"root    {verify_pack(pack).root_sha256}" in result.stdout
    said = {line.split()[1] for line in result.stdout.splitlines() if line.startswith("FAILED")}
    assert bool(said - {"root"}) == bool(failed(pack))


@pytest.mark.skipif(SHELL is None or shutil.which("sha256sum") is None, reason="no shell with sha256sum")
def test_the_shell_script_agrees_on_good_packs(
    case_pack: EvidencePack, situation_pack: EvidencePack, redacted_pack: EvidencePack
) -> None:
    for made in (case_pack, situation_pack, redacted_pack):
        result = run_script(made.folder, made.root_sha256)
        assert result.returncode == 0, result.stdout
        assert result.stdout.splitlines()[-1] == f"root    {made.root_sha256}"
        assert run_script(made.folder, "0" * 64).returncode == 2


@pytest.mark.skipif(SHELL is None or shutil.which("sha256sum") is None, reason="no shell with sha256sum")
def test_the_script_in_the_pack_runs_from_anywhere(case_pack: EvidencePack, tmp_path: Path) -> None:
    script = case_pack.folder / "data" / "verifikasi" / "verify.sh"
    result = subprocess.run([str(SHELL), script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")


def test_a_forged_record_with_new_manifests_is_caught_by_its_exhibit_and_the_root(
    pack: Path, case_pack: EvidencePack
) -> None:
    append(pack / "data/bukti/B-001/record.json")
    rebag(pack)
    assert failed(pack, case_pack.root_sha256) == {"exhibits", "root"}


def test_a_consistently_forged_pack_is_caught_by_the_root_alone(pack: Path, case_pack: EvidencePack) -> None:
    append(pack / "data/laporan.pdf")
    rebag(pack)
    assert failed(pack, case_pack.root_sha256) == {"root"}


def test_a_capture_that_is_not_listed_fails_the_exhibits(pack: Path) -> None:
    path = pack / "data/tabel/captures.csv"
    path.write_bytes(b"".join(line for line in path.read_bytes().splitlines(keepends=True) if b"cap-0001" not in line))
    rebag(pack)
    assert failed(pack) == {"exhibits"}


@pytest.mark.parametrize("change", ["edit", "drop", "reorder", "cut", "unsign", "noise"])
def test_a_touched_custody_file_breaks_the_chain(pack: Path, change: str) -> None:
    path = pack / "data/custody.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    changed = {
        "edit": [lines[0].replace(b"Sri", b"Ani"), *lines[1:]],
        "drop": [lines[0], *lines[2:]],
        "reorder": [lines[1], lines[0], *lines[2:]],
        "cut": [*lines[:-1], lines[-1][:40]],
        "unsign": lines[:-1],
        "noise": [b"\xff\n"],
    }[change]
    path.write_bytes(b"".join(changed))
    rebag(pack)
    assert failed(pack) == {"custody_chain"}
    if SHELL is not None:
        assert "FAILED  custody_chain" in run_script(pack).stdout


@pytest.mark.parametrize(
    "item",
    [
        b"",
        b"null",
        b"[]",
        b"[" * 100_000,
        b'{"exhibit_id":"B-001","records":[{"file":"../../laporan.pdf"}]}',
        b"\xff",
        b"1" * 5000,
    ],
    ids=["empty", "null", "list", "nested", "outside", "bytes", "digits"],
)
def test_a_hand_made_item_is_a_failing_check_and_never_a_traceback(pack: Path, item: bytes) -> None:
    (pack / "data/bukti/B-001/item.json").write_bytes(item)
    rebag(pack)
    assert failed(pack) == {"exhibits"}


@pytest.mark.skipif(os.name == "nt", reason="needs links and pipes")
@pytest.mark.parametrize("kind", ["link to a file", "link to a folder", "pipe"])
def test_links_and_pipes_are_not_files_of_a_pack(pack: Path, kind: str) -> None:
    place = pack / "data" / "tabel" / "odd"
    if kind == "pipe":
        os.mkfifo(place)
    else:
        place.symlink_to(pack / "data" / ("laporan.pdf" if kind.endswith("file") else "bukti"))
    assert failed(pack) == {"files"}


def test_a_folder_that_is_no_pack_fails_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"")
    assert {"files", "manifest", "tagmanifest", "custody_chain"} <= failed(tmp_path)


@pytest.mark.parametrize("place", ["missing", "file"])
def test_no_folder_is_a_bad_parameter(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(BadParameter, match="no pack"):
        verify_pack(tmp_path / place)


@pytest.mark.parametrize("root", ["", "abc", "g" * 64])
def test_a_root_that_is_no_hash_is_a_bad_parameter(case_pack: EvidencePack, root: str) -> None:
    with pytest.raises(BadParameter, match="root"):
        verify_pack(case_pack.folder, root)


def test_the_root_hash_is_the_hash_of_the_sorted_list_of_files(tmp_path: Path) -> None:
    for name in ("b", "a/z", "a.txt", "é"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    lines = b"".join(f"{hash_bytes(name.encode())}  {name}\n".encode() for name in ("a.txt", "a/z", "b", "é"))
    assert hash_root(tmp_path) == hash_bytes(lines)


@given(data=st.data())
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_flipped_bit_is_caught(pack: Path, case_pack: EvidencePack, data: st.DataObject) -> None:
    path = pack / data.draw(st.sampled_from(sorted(walk_files(case_pack.folder))))
    whole = path.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    flipped = bytearray(whole)
    flipped[place] ^= 1 << data.draw(st.integers(0, 7))
    try:
        path.write_bytes(bytes(flipped))
        verdict = verify_pack(pack, case_pack.root_sha256)
        caught = {check.name for check in verdict.checks if not check.ok}
        assert "root" in caught
        assert len(caught) > 1 or path.name == TAG_MANIFEST
    finally:
        path.write_bytes(whole)


def test_custody_shows_this_case_whole_and_others_only_as_links(
    case_pack: EvidencePack, situation_pack: EvidencePack
) -> None:
    rows = [json.loads(line) for line in (case_pack.folder / "data/custody.jsonl").read_bytes().splitlines()]
    assert [row.get("withheld", False) for row in rows] == [False, True, False, False, False, False]
    assert "rahasia" not in (case_pack.folder / "data/custody.jsonl").read_text(encoding="utf-8")
    links = [json.loads(line) for line in (situation_pack.folder / "data/custody.jsonl").read_bytes().splitlines()]
    assert all(row["withheld"] for row in links)
    assert all(to_compact_json(row) for row in rows)
