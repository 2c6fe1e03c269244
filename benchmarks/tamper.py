"""Every byte of a small sealed pack flipped once, and thirteen attacks: what each verifier catches.

``python -m benchmarks.tamper --write`` puts the tables into docs/verification.md. Every flip lies on the disk when the
pack is judged, by `verify_pack` itself, which reads and hashes every file anew; only the process is the same for many
flips. Two processes share the work, each on a copy of its own. `verify.sh` takes some fifty times as long, so it judges
a sample: every so-manieth byte that no manifest lists, and a few of every other file.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, fields, replace
from io import FileIO
from pathlib import Path

from netral.evidence import read_key, verify_pack, write_case_pack
from netral.evidence.bag import SEAL, STAMP, TAG_MANIFEST, walk_files
from netral.model import EvidencePack, ReviewedCase
from tests.evidence.attacks import list_attacks
from tests.evidence.authority import PASSPHRASE, make_root, make_signer, serve_stamps, write_p12
from tests.evidence.invented import CASE_ID, MADE_AT, make_reviewed

PAGE = Path(__file__).parents[1] / "docs" / "verification.md"
SCRIPT = Path(__file__).parents[1] / "netral" / "evidence" / "checking" / "verify.sh"
SORTS = ("listed in a manifest", "the tag manifest", "signature", "timestamp")
BARE = dict(zip((TAG_MANIFEST, SEAL, STAMP), SORTS[1:], strict=True))
SAMPLED_BYTES = 4


@dataclass
class Count:
    """How many flips were made in files of one sort, and who caught how many."""

    flips: int = 0
    root: int = 0
    alone: int = 0
    by_script: int = 0
    differing: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def __add__(self, other: Count) -> Count:
        """Both together."""
        return Count(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


def main() -> None:
    words = argparse.ArgumentParser()
    words.add_argument("--write", action="store_true", help="put the tables into docs/verification.md")
    words.add_argument("--step", type=int, default=1, help="only every so-manieth byte")
    words.add_argument("--script-step", type=int, default=5, help="verify.sh on each so-manieth byte of seal and stamp")
    words.add_argument("--processes", type=int, default=2)
    asked = words.parse_args()
    with tempfile.TemporaryDirectory() as work:
        pack, older, anchors = make_packs(Path(work))
        flips = flip_all(pack, asked.step, asked.script_step, asked.processes)
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
        older = write_case_pack(make_small(work, 1), work / "older" / CASE_ID, seal=seal, made_at=MADE_AT)
        pack = write_case_pack(make_small(work, 2), work / CASE_ID, seal=seal, made_at=MADE_AT)
    return pack, older.folder, anchors


def make_small(work: Path, exhibits: int) -> ReviewedCase:
    """The invented case without an edge in its networks, whose drawings would be a third of the report's bytes."""
    reviewed = make_reviewed(work, exhibits)
    follow, interaction = (
        replace(network, edges=network.edges.head(0))
        for network in (reviewed.follow_network, reviewed.interaction_network)
    )
    return replace(reviewed, follow_network=follow, interaction_network=interaction)


def flip_all(pack: EvidencePack, step: int, script_step: int, processes: int) -> str:
    """Every ``step``-th byte of every file flipped in one bit, to a table; ``script_step`` thins out verify.sh."""
    with ProcessPoolExecutor(processes) as pool:
        shares = list(pool.map(flip_share, *zip(*[
            (pack, step, script_step, share, processes) for share in range(processes)
        ], strict=True)))  # fmt: skip
    counts = {name: sum((share[name] for share in shares), Count()) for name in SORTS}
    lines = [
        "| bytes of | flips | caught with the root hash | by the pack alone | `verify.sh` run too | the same verdict |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for name, count in [*counts.items(), ("**all**", sum(counts.values(), Count()))]:
        figures = (count.flips, count.root, count.alone, count.by_script, count.by_script - len(count.differing))
        lines.append(f"| {name} | {' | '.join(f'{figure:,}' for figure in figures)} |")
        print(name, "missed", count.missed, "differing", count.differing)
    return "\n".join(lines)


def flip_share(pack: EvidencePack, step: int, script_step: int, share: int, shares: int) -> dict[str, Count]:
    """One process's share of the flips, on a copy of the pack, which afterwards is whole again."""
    counts = {name: Count() for name in SORTS}
    with tempfile.TemporaryDirectory() as work:
        copy = Path(shutil.copytree(pack.folder, Path(work) / CASE_ID))
        for path in sorted(walk_files(copy)):
            size = (copy / path).stat().st_size
            sampled = {size * part // SAMPLED_BYTES for part in range(SAMPLED_BYTES)}
            thinned = set(range(0, size, script_step)) if path in BARE else set()
            with (copy / path).open("r+b", buffering=0) as stream:
                for place in range(share * step, size, shares * step):
                    count = counts[BARE.get(path, SORTS[0])]
                    _flip(stream, copy, pack.root_sha256, place, count, place in sampled | thinned)
            print(f"{share}: {path} {size}", flush=True)
        if not verify_pack(copy, pack.root_sha256).ok:
            raise RuntimeError("the copy is not whole again: a flip was not undone")
    return counts


def _flip(stream: FileIO, copy: Path, root: str, place: int, count: Count, with_script: bool) -> None:
    """One bit of one byte the other way round, both verdicts, and the byte as it was."""
    before = os.pread(stream.fileno(), 1, place)
    os.pwrite(stream.fileno(), bytes([before[0] ^ 1 << place % 8]), place)
    failed = {check.name for check in verify_pack(copy, root).checks if not check.ok}
    alone = bool(failed - {"root"})
    count.flips += 1
    count.root += "root" in failed
    count.alone += alone
    if not alone or "root" not in failed:
        count.missed.append(f"{stream.name}:{place}")
    if with_script:
        count.by_script += 1
        if (run_script(copy) != 0) != alone:
            count.differing.append(f"{stream.name}:{place}")
    os.pwrite(stream.fileno(), before, place)


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
