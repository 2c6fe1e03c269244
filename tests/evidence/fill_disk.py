"""Run as a program on a small disk: packs written while it fills up; prints what became of each, for test_seal.py."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from netral.evidence import verify_pack, write_case_pack
from netral.model import EvidencePack, Seal
from tests.evidence.drawn import draw_once
from tests.evidence.invented import CASE_ID, MADE_AT, make_reviewed

FILLER = "penuh"


def main(place: Path, seal: Seal) -> None:
    """One pack in peace, then others with less space than they need, then one in peace again."""

    def make() -> EvidencePack:
        return write_case_pack(make_reviewed(place, 1), place / CASE_ID, seal=seal, made_at=MADE_AT)

    def left() -> list[str]:
        return sorted(path.name for path in place.iterdir() if path.name != FILLER)

    whole = make()
    names = left()
    needed = sum(path.stat().st_size for path in whole.folder.rglob("*") if path.is_file())
    for share in (0.0, 0.3, 0.8, 0.95):
        free = os.statvfs(place)
        (place / FILLER).write_bytes(bytes(max(0, free.f_bavail * free.f_frsize - int(needed * share))))
        try:
            make()
            print("made")
        except OSError as error:
            print(error.errno, left() == names, verify_pack(whole.folder, whole.root_sha256).ok)
        (place / FILLER).unlink()
    print("made", left() == names, verify_pack(make().folder).ok)


if __name__ == "__main__":
    with draw_once():
        main(Path(sys.argv[1]), Seal(bytes.fromhex(sys.argv[2]), bytes.fromhex(sys.argv[3])))
