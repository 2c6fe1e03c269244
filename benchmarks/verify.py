"""10,000 captured records of 20 kB in one sealed pack, verified by us, by the bagit library and by verify.sh.

``python -m benchmarks.verify`` prints the figures, of the wall and of the processor. The pack is a small one whose
exhibits were added afterwards, and whose manifests and seal were made again: a report of 10,000 cards is no matter of
verifying.
"""

from __future__ import annotations

import csv
import os
import subprocess
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from benchmarks.measure import Comparison, compare

EXHIBITS = 10_000
RECORD_BYTES = 20_000
NAME = "benchmarks.verify"


def make_large_pack(folder: Path, exhibits: int = EXHIBITS) -> Path:
    """A sealed pack with that many exhibits of one record each, in a folder."""
    from netral.evidence import make_key, write_case_pack
    from netral.evidence.exhibits import write_exhibit
    from netral.evidence.seal import Sealer
    from netral.identity import hash_bytes
    from tests.evidence.attacks import rebag
    from tests.evidence.invented import CASE_ID, MADE_AT, make_exhibit, make_reviewed

    seal = make_key("Dinas Kominfo Kota Contoh (rekaan)", MADE_AT)
    pack = write_case_pack(make_reviewed(folder, 1), folder / CASE_ID, seal=seal, made_at=MADE_AT).folder
    for number in range(2, exhibits + 1):
        exhibit = make_exhibit(number)
        record = exhibit.records[0]
        raw = record.raw + b" " * (RECORD_BYTES - len(record.raw))
        shown = replace(record, raw=raw, ref=replace(record.ref, sha256=hash_bytes(raw)))
        write_exhibit(replace(exhibit, records=(shown,)), pack / "data" / "bukti", "Asia/Makassar")
    _list_acts(pack / "data" / "tabel" / "acts.csv", exhibits)
    rebag(pack)
    Sealer(seal, MADE_AT).seal_bag(pack)
    return pack


def _list_acts(path: Path, exhibits: int) -> None:
    with path.open(encoding="utf-8", newline="") as stream:
        header, first = csv.reader(stream)
    place = header.index("exhibit_id")
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        for number in range(1, exhibits + 1):
            writer.writerow([*first[:place], f"B-{number:03d}", *first[place + 1 :]])


def verify_ours(pack: str) -> int:
    """Our side: every check; the files of the pack."""
    from netral.evidence import verify_pack
    from netral.evidence.bag import walk_files

    verdict = verify_pack(Path(pack))
    if not verdict.ok:
        raise RuntimeError(str(verdict.checks))
    return sum(1 for _ in walk_files(Path(pack)))


def verify_by_bagit(pack: str) -> int:
    """The peer: the bagit library, which looks at the manifests alone; the files of the payload."""
    import bagit

    bag = bagit.Bag(pack)
    bag.validate()
    return sum(1 for _ in bag.payload_files())


def verify_by_script(pack: str) -> int:
    """The pack's own verify.sh; the files of the payload."""
    subprocess.run(["sh", "data/verifikasi/verify.sh"], cwd=pack, check=True, capture_output=True)
    return sum(1 for path in (Path(pack) / "data").rglob("*") if path.is_file())


def run() -> list[Comparison]:
    """Verifying beside a library that checks less."""
    with tempfile.TemporaryDirectory() as work:
        pack = str(make_large_pack(Path(work)))
        ours, peer = (NAME, "verify_ours", pack), (NAME, "verify_by_bagit", pack)
        return [compare(f"verify a pack of {EXHIBITS:,} captured records", ours, "bagit, manifests alone", peer)]


def main() -> None:
    """Each way once: seconds of the wall and of the processor, of its children too."""
    with tempfile.TemporaryDirectory() as work:
        pack = str(make_large_pack(Path(work)))
        for way in (verify_ours, verify_by_bagit, verify_by_script):
            before, started = os.times(), time.perf_counter()
            files = way(pack)
            wall, used = time.perf_counter() - started, sum(os.times()[:4]) - sum(before[:4])
            print(f"{way.__name__:<20}{files:>8,} files{wall:>8.2f} s of the wall{used:>8.2f} s of the processor")


if __name__ == "__main__":
    main()
