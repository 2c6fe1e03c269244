"""Every byte of a small sealed pack flipped once, and thirteen attacks: what each verifier catches.

``python -m benchmarks.tamper --write`` puts the tables into docs/verification.md. It takes some minutes: `verify.sh`
runs once for each byte that no manifest lists, and Python looks at every byte of the pack.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from netral.evidence import read_key, verify_pack, write_case_pack
from netral.evidence.bag import MANIFEST, SEAL, STAMP, TAG_MANIFEST, hashes_to_root, walk_files
from netral.evidence.opened import OpenedPack
from netral.evidence.verify import verify_opened
from netral.model import EvidencePack
from tests.evidence.attacks import list_attacks
from tests.evidence.authority import PASSPHRASE, make_root, make_signer, serve_stamps, write_p12
from tests.evidence.invented import CASE_ID, MADE_AT, make_reviewed

PAGE = Path(__file__).parents[1] / "docs" / "verification.md"
SCRIPT = Path(__file__).parents[1] / "netral" / "evidence" / "checking" / "verify.sh"
BARE = (TAG_MANIFEST, SEAL, STAMP)
SAMPLED_BYTES = 4


@dataclass
class Count:
    """How many flips were made in files of one sort, and who caught how many."""

    flips: int = 0
    root: int = 0
    alone: int = 0
    by_script: int = 0
    script_flips: int = 0
    differing: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)


class Flipped(OpenedPack):
    """A pack, opened once, in which one file has other bytes."""

    def __init__(self, pack: OpenedPack, path: str, data: bytes) -> None:
        self.__dict__ |= pack.__dict__
        self.hashes = {**pack.hashes, path: hashlib.sha256(data).hexdigest()}
        self._path, self._data = path, data
        if path == "bag-info.txt":
            rows = (line.partition(":") for line in data.decode("utf-8", "replace").split("\n"))
            self.info = {key: value.strip() for key, colon, value in rows if colon}

    def read(self, path: str) -> bytes:
        """The other bytes, where they are asked for."""
        return self._data if path == self._path else super().read(path)


def main() -> None:
    words = argparse.ArgumentParser()
    words.add_argument("--write", action="store_true", help="put the tables into docs/verification.md")
    words.add_argument("--sampled", action="store_true", help="a hundredth of the bytes only")
    words.add_argument("--script-step", type=int, default=1, help="verify.sh on each so-manieth byte of seal and stamp")
    asked = words.parse_args()
    with tempfile.TemporaryDirectory() as work:
        pack, older, anchors = make_packs(Path(work))
        flips = flip_all(pack, 101 if asked.sampled else 1, asked.script_step)
        attacks = attack_all(pack, older, anchors)
        tables = f"{flips}\n\n{attacks}\n\n{repeat(Path(work))}"
    print(tables)
    if asked.write:
        page = PAGE.read_text("utf-8")
        marked = re.compile(r"(?<=<!-- measured -->\n).*(?=<!-- end -->)", re.DOTALL)
        PAGE.write_text(marked.sub(lambda _: f"\n{tables}\n\n", page), "utf-8", newline="\n")


def make_packs(work: Path) -> tuple[EvidencePack, Path, Path]:
    """A small pack, sealed and stamped; an earlier one of the same case; and the root certificate, from elsewhere."""
    key = write_p12(make_signer(), work / "key.p12")
    anchors = work / "root.pem"
    from cryptography.hazmat.primitives.serialization import Encoding

    anchors.write_bytes(make_root().certificate.public_bytes(Encoding.PEM))
    with serve_stamps(MADE_AT) as url:
        seal = read_key(key, PASSPHRASE, url)
        older = write_case_pack(make_reviewed(work, 1), work / "older" / CASE_ID, seal=seal, made_at=MADE_AT)
        pack = write_case_pack(make_reviewed(work, 2), work / CASE_ID, seal=seal, made_at=MADE_AT)
    return pack, older.folder, anchors


def flip_all(pack: EvidencePack, step: int, script_step: int = 1) -> str:
    """Every ``step``-th byte of every file flipped in one bit, to a table; ``script_step`` thins out verify.sh."""
    opened = OpenedPack(pack.folder)
    counts = {"listed in a manifest": Count(), "the tag manifest": Count(), "signature": Count(), "timestamp": Count()}
    names = dict(zip(BARE, list(counts)[1:], strict=True))
    for path in sorted(walk_files(pack.folder)):
        count = counts[names.get(path, "listed in a manifest")]
        _flip_file(pack, opened, path, step, count, script_step)
        print(path, count.flips, flush=True)
    lines = [
        "| bytes of | flips | caught with the root hash | by the pack alone | `verify.sh` run too | the same verdict |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for name, count in counts.items():
        same = count.script_flips - len(count.differing)
        lines.append(
            f"| {name} | {count.flips:,} | {count.root:,} | {count.alone:,} | {count.script_flips:,} | {same:,} |"
        )
        print(name, "missed", count.missed, "differing", count.differing)
    total = sum(count.flips for count in counts.values())
    root, alone = (sum(getattr(count, key) for count in counts.values()) for key in ("root", "alone"))
    run, differing = (
        sum(count.script_flips for count in counts.values()),
        sum(len(c.differing) for c in counts.values()),
    )
    lines.append(f"| **all** | **{total:,}** | **{root:,}** | {alone:,} | {run:,} | {run - differing:,} |")
    return "\n".join(lines)


def _flip_file(pack: EvidencePack, opened: OpenedPack, path: str, step: int, count: Count, script_step: int) -> None:
    whole = (pack.folder / path).read_bytes()
    listed = opened.manifest(MANIFEST) | opened.manifest(TAG_MANIFEST)
    sampled = {len(whole) * part // SAMPLED_BYTES for part in range(SAMPLED_BYTES)}
    for place, sha256, flipped in _flips(whole, step):
        count.flips += 1
        count.root += hashes_to_root({**opened.hashes, path: sha256}) != pack.root_sha256
        if path in listed and place not in sampled:
            count.alone += sha256 != listed[path]  # what the check of the manifest compares
            continue
        data = flipped()
        alone = not verify_opened(Flipped(opened, path, data), None, None).ok
        count.alone += alone
        if not alone:
            count.missed.append(f"{path}:{place}")
        if place in sampled or (path in BARE and place % script_step == 0):
            by_script = _run_on(pack.folder, path, data, whole)
            count.script_flips += 1
            if by_script != alone:
                count.differing.append(f"{path}:{place}")


def _flips(whole: bytes, step: int) -> Iterator[tuple[int, str, object]]:
    """Each place with the SHA-256 of the file whose byte there has one bit flipped, and the way to get those bytes."""
    digest, view = hashlib.sha256(), memoryview(whole)
    for place in range(len(whole)):
        if place % step == 0:
            bit = bytes([whole[place] ^ (1 << place % 8)])
            copy = digest.copy()
            copy.update(bit)
            copy.update(view[place + 1 :])
            yield place, copy.hexdigest(), lambda place=place, bit=bit: whole[:place] + bit + whole[place + 1 :]
        digest.update(view[place : place + 1])


def _run_on(pack: Path, path: str, data: bytes, whole: bytes) -> bool:
    """Whether verify.sh finds fault with the pack while one of its files has other bytes."""
    try:
        (pack / path).write_bytes(data)
        return run_script(pack) != 0
    finally:
        (pack / path).write_bytes(whole)


def run_script(pack: Path, root: str = "", anchors: Path | None = None) -> int:
    """The exit code of verify.sh, the project's own copy."""
    return subprocess.run(["sh", SCRIPT, root, pack, anchors or ""], capture_output=True, check=False).returncode


def attack_all(pack: EvidencePack, older: Path, anchors: Path) -> str:
    """Every attack on a copy of the pack, to a table: by Python and by the script, which must agree."""
    lines = [
        "| attack | with the root hash | CA known from elsewhere | by the pack alone | checks that fail |",
        "|---|---|---|---|---|",
    ]
    for name, attack in list_attacks(older).items():
        copy = Path(shutil.copytree(pack.folder, pack.folder.parent / "attacked" / CASE_ID))
        attack.act(copy)
        cells = []
        for root, trusted in ((pack.root_sha256, None), (None, anchors), (None, None)):
            verdict = verify_pack(copy, root, trusted)
            script = run_script(copy, root or "", trusted) != 0
            cells.append(("caught" if script else "missed") if script == (not verdict.ok) else "THEY DIFFER")
        broken = ", ".join(check.name for check in verify_pack(copy, pack.root_sha256).checks if not check.ok)
        lines.append(f"| {name}: {attack.words} | {' | '.join(cells)} | {broken} |")
        shutil.rmtree(copy.parent)
    return "\n".join(lines)


def repeat(work: Path) -> str:
    """The same pack written twenty times, in processes with different hash seeds, to how many reports were the same."""
    program = (
        "import sys; from pathlib import Path; from tests.evidence.invented import *; from netral.evidence import *;"
        "w = Path(sys.argv[1]);"
        "p = [write_case_pack(make_reviewed(w, 6), w / str(n) / CASE_ID, made_at=MADE_AT) for n in range(5)];"
        "print(*[e.root_sha256 for e in p])"
    )
    roots: list[str] = []
    for seed in range(4):
        place = work / f"seed{seed}"
        place.mkdir()
        command = [sys.executable, "-c", program, place]
        environment = os.environ | {"PYTHONHASHSEED": str(seed), "PYTHONPATH": str(PAGE.parents[1])}
        roots += subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout.split()
    same = roots.count(roots[0])
    return f"A pack without a seal, written {len(roots)} times in 4 processes: {same} of {len(roots)} the same bytes."


if __name__ == "__main__":
    main()
