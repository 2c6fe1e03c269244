"""Tampering with a sealed pack: Python and the shell script reach the same verdict. All bytes: benchmarks/tamper.py."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from asn1crypto import cms, core
from cryptography.hazmat.primitives.serialization import Encoding

from netral.evidence import read_key, verify_pack, write_case_pack
from netral.evidence.bag import REPORT, SEAL, STAMP, TAG_MANIFEST, walk_files
from netral.evidence.verify_seal import REVOCATION
from netral.model import EvidencePack
from tests.evidence.attacks import list_attacks, rebag
from tests.evidence.authority import PASSPHRASE, make_root, make_signer, write_p12
from tests.evidence.invented import CASE_ID, MADE_AT, make_reviewed

SCRIPT = Path(__file__).parents[2] / "netral" / "evidence" / "checking" / "verify.sh"
TOOLS = ("sh", "openssl", "sha256sum")
NAMES = tuple(list_attacks(Path()))

pytestmark = pytest.mark.skipif(
    os.name == "nt" or not all(map(shutil.which, TOOLS)), reason=f"needs {', '.join(TOOLS)}"
)


def is_caught(pack: Path, root: str | None = None, anchors: Path | None = None) -> bool:
    """Whether the pack fails; both verifiers must say the same."""
    script = subprocess.run(
        ["sh", SCRIPT, root or "", pack, anchors or ""], capture_output=True, text=True, check=False
    )
    verdict = verify_pack(pack, root, anchors)
    assert script.returncode == (0 if verdict.ok else 2), (script.stdout, verdict.checks)
    return not verdict.ok


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lama")
    seal = read_key(write_p12(make_signer(), folder / "k.p12"), PASSPHRASE)
    return write_case_pack(make_reviewed(folder, 1), folder / CASE_ID, seal=seal, made_at=MADE_AT).folder


@pytest.fixture
def anchors(tmp_path: Path) -> Path:
    path = tmp_path / "root.pem"
    path.write_bytes(make_root().certificate.public_bytes(Encoding.PEM))
    return path


@pytest.fixture
def sealed(sealed_pack: EvidencePack, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sealed_pack.folder, tmp_path / CASE_ID))


def test_an_untouched_pack_holds_for_both(sealed: Path, sealed_pack: EvidencePack, anchors: Path) -> None:
    assert not is_caught(sealed, sealed_pack.root_sha256, anchors)
    assert not is_caught(sealed)


@pytest.mark.parametrize("name", NAMES)
def test_an_attack_is_caught_with_the_root_hash_and_else_as_documented(
    sealed: Path, sealed_pack: EvidencePack, older: Path, anchors: Path, name: str
) -> None:
    attack = list_attacks(older)[name]
    attack.act(sealed)
    assert is_caught(sealed, sealed_pack.root_sha256)
    assert is_caught(sealed, anchors=anchors) == attack.caught_by_anchors
    assert is_caught(sealed) == attack.caught_alone


@pytest.mark.parametrize("name", [SEAL, REPORT])
def test_what_the_same_key_signed_for_another_pack_does_not_hold_in_this_one(
    sealed: Path, older: Path, name: str
) -> None:
    shutil.copyfile(older / name, sealed / name)
    if name == REPORT:
        rebag(sealed)
    assert is_caught(sealed)


def _add_unsigned(der: bytes) -> bytes:
    """An attribute beside the signature, which nothing covers."""
    outer = cms.ContentInfo.load(der)
    moment = cms.Time({"utc_time": core.UTCTime(MADE_AT)})
    outer["content"]["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes(
        [{"type": "signing_time", "values": [moment]}]
    )
    return bytes(outer.dump())


REWRITTEN: dict[str, Callable[[bytes], bytes]] = {
    "an attribute that nothing signs": _add_unsigned,
    "a length with a zero before it": lambda der: b"\x30\x83\x00" + der[2:],
    "no length at all": lambda der: b"\x30\x80" + der[4:] + b"\0\0",
    "a byte after its end": lambda der: der + b"\0",
    "nothing": lambda _: b"",
}


@pytest.mark.parametrize("name", REWRITTEN)
def test_a_seal_written_another_way_is_caught_without_the_root_hash(sealed: Path, name: str) -> None:
    path = sealed / SEAL
    path.write_bytes(REWRITTEN[name](path.read_bytes()))
    assert is_caught(sealed)


def test_a_timestamp_written_another_way_is_caught_without_the_root_hash(sealed: Path) -> None:
    path = sealed / STAMP
    path.write_bytes(b"\x30\x83\x00" + path.read_bytes()[2:])
    assert is_caught(sealed)


def test_both_verifiers_say_that_revocation_is_not_looked_up(sealed: Path, anchors: Path) -> None:
    ran = subprocess.run(["sh", SCRIPT, "", sealed, anchors], capture_output=True, text=True, check=False)
    (said,) = (check.detail for check in verify_pack(sealed, None, anchors).checks if check.name == "seal")
    assert str(REVOCATION) in said and f"ok      seal  {REVOCATION}" in ran.stdout


def list_flips(pack: Path) -> Iterator[tuple[Path, int]]:
    """A dozen places in each file that no manifest lists; one in every other, whose bytes all go into one hash."""
    for name in sorted(walk_files(pack)):
        size = (pack / name).stat().st_size
        count = 12 if name in (SEAL, STAMP, TAG_MANIFEST) else 1
        yield from ((pack / name, size * part // count + part) for part in range(count) if size > count)


def test_a_flipped_byte_anywhere_is_caught_without_the_root_hash(sealed: Path) -> None:
    for path, place in list_flips(sealed):
        whole = path.read_bytes()
        flipped = bytearray(whole)
        flipped[place] ^= 1 << place % 8
        path.write_bytes(flipped)
        assert is_caught(sealed), (path, place)
        path.write_bytes(whole)
    assert not is_caught(sealed)
