"""Coverage-guided fuzzing of one format's reader, run by hand.

``python -m tests.fuzz.fuzz_readers FORMAT -max_total_time=60`` breeds files from the seeds of a format until something
other than a sentence comes of one, which is then left in the folder it was started in, as ``crash-<sha1>``. It needs
atheris, which exists for Linux and macOS only and is no part of the environment: ``pip install atheris``. Further words
are libFuzzer's own; a last one names a folder that keeps what was bred, to go on from there another time.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from random import Random

import atheris

with atheris.instrument_imports(include=["netral"]):
    from netral.sources import find_formats

    FORMATS = tuple(find_formats())  # imports every format's module, so that its branches are seen

from tests.fuzz.holds import read_or_refuse
from tests.fuzz.mutate import mutate_file
from tests.fuzz.seeds import SEEDS

SAID = 2  # bytes before a file's own: which seed's op and target are given with it


def main() -> None:
    """Fuzz the format named first."""
    if len(sys.argv) < 2 or sys.argv[1] not in FORMATS:
        sys.exit(f"usage: python -m tests.fuzz.fuzz_readers FORMAT; formats are {', '.join(FORMATS)}")
    format_id = sys.argv.pop(1)
    folder = Path(tempfile.mkdtemp(prefix="netral-fuzz-"))
    bred = [word for word in sys.argv[1:] if not word.startswith("-")]
    seeds = Path(bred[0]) if bred else folder / "seeds"
    seeds.mkdir(exist_ok=True)
    for number, seed in enumerate(SEEDS[format_id]):
        (seeds / f"seed-{number}").write_bytes(number.to_bytes(SAID, "big") + seed.data)

    def read(data: bytes) -> None:
        said = SEEDS[format_id][int.from_bytes(data[:SAID], "big") % len(SEEDS[format_id])]
        path = folder / "berkas"
        path.write_bytes(data[SAID:])
        read_or_refuse(path, format_id, said.op, said.target, said.author)

    def breed(data: bytes, max_size: int, number: int) -> bytes:
        random = Random(number)
        if random.random() < 0.5:
            return bytes(atheris.Mutate(data, max_size))
        return (data[:SAID] + mutate_file(data[SAID:], random))[:max_size]

    words = [sys.argv[0], *sys.argv[1:], *([] if bred else [str(seeds)])]
    atheris.Setup(words, read, custom_mutator=breed)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
