"""A disk that is full, for real: one clear sentence, nothing half stored; with space again all is as if undisturbed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from netral.pipeline import ingest_captures
from tests.integration.mixture import write_captures, write_region
from tests.integration.mortal import Ended, Mortal, start_mortal
from tests.integration.stored import check_same, list_places
from tests.store.captured import DINAS, RELAWAN, make_post_line

pytestmark = pytest.mark.skipif(os.name == "nt", reason="this system has neither fork nor tmpfs")
SIZE_BYTES = 16 << 20
BLOCK_BYTES = 4096
UNSHARE = (("unshare", "-Urm"), ("unshare", "-m"))


class SmallDisk(NamedTuple):
    """A file system of a few MiB that only the children of ``mortal`` see under ``inside``; to us it is ``outside``."""

    mortal: Mortal
    inside: Path
    outside: Path

    def fill(self, free_bytes: int) -> None:
        """Leave so much space."""
        left = os.statvfs(self.outside)
        with (self.outside / "penuh").open("wb") as stream:
            stream.write(b"\0" * max(0, left.f_bavail * left.f_frsize - free_bytes))

    def free(self) -> None:
        (self.outside / "penuh").unlink()


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallDisk]:
    place = tmp_path_factory.mktemp("cakram")
    mount = f"mount -t tmpfs -o size={SIZE_BYTES} netral {place}"
    for prefix in UNSHARE:
        if shutil.which(prefix[0]) and subprocess.run([*prefix, "sh", "-c", mount], check=False).returncode == 0:
            inside = (*prefix, "sh", "-c", f'{mount} && exec "$0" "$@"')
            with start_mortal(tmp_path_factory.mktemp("fana"), inside) as mortal:
                assert mortal.run("--help").code == 0
                yield SmallDisk(mortal, place, Path(f"/proc/{mortal.process.pid}/root") / place.relative_to("/"))
            return
    pytest.skip("no file system may be mounted here, neither as root nor in a namespace of one's own")


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asal")
    investigation = write_region(folder / "wilayah")
    ingest_captures(investigation, write_captures(folder / "kiriman", ["edges"]))
    return investigation.folder


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """So many different posts that capture, parts and tables are each of some hundred KiB."""
    path = tmp_path_factory.mktemp("kiriman") / "besar.jsonl"
    texts = (" ".join(f"{number * at % 9973:x}" for at in range(1, 60)) for number in range(1, 1200))
    lines = (
        make_post_line(1000 + number, DINAS if number % 2 else RELAWAN, rawContent=text)
        for number, text in enumerate(texts)
    )
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8", newline="\n")
    return path


def check_sentence(ended: Ended, *said: str) -> None:
    """One clear sentence: what and where; no traceback, no half an answer."""
    assert ended.code == 1, ended.err
    (line,) = ended.err.splitlines()
    assert line.startswith("netral: ") and all(word in line for word in said), line
    assert ended.out == ""


def count_bytes(folder: Path) -> int:
    return sum(
        -(-path.stat().st_size // BLOCK_BYTES) * BLOCK_BYTES + BLOCK_BYTES for path in folder.rglob("*")
    )  # a folder, or a file's own description, takes space too


SHARES = (0.0, 0.3, 0.6, 0.75, 0.85, 0.95)


def test_an_ingest_onto_a_full_disk_stores_nothing_and_succeeds_when_there_is_space(
    disk: SmallDisk, origin: Path, large: Path, tmp_path: Path
) -> None:
    undisturbed = shutil.copytree(origin, tmp_path / "utuh")
    assert disk.mortal.run("ingest", undisturbed, large).code == 0
    needed = count_bytes(undisturbed) - count_bytes(origin) + count_bytes(undisturbed / "store" / "tables")
    inside, outside = disk.inside / "wilayah", disk.outside / "wilayah"
    where: set[str] = set()
    before = disk.mortal.run("status", origin, "--json")
    for share in SHARES:
        shutil.copytree(origin, outside)
        disk.fill(int(needed * share))
        ended = disk.mortal.run("ingest", inside, large)
        if ended.code != 0:
            check_sentence(ended, "no space left", str(inside))
            where.add(ended.err.partition(str(inside))[2].partition(":")[0].strip("/").partition("/")[0])
            assert list_places(outside) == list_places(origin)
            after = disk.mortal.run("status", inside, "--json")
            assert (after.code, after.out) == (0, before.out)
        disk.free()
        assert disk.mortal.run("ingest", inside, large).code == 0
        check_same(outside, undisturbed)
        shutil.rmtree(outside)
    assert where >= {"captures", "store"}


def test_a_limit_on_the_size_of_files_is_a_sentence_too(tmp_path: Path, origin: Path, large: Path) -> None:
    limit = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0}))"
    )
    undisturbed, place = (shutil.copytree(origin, tmp_path / name) for name in ("utuh", "terbatas"))
    with start_mortal(tmp_path) as mortal:
        assert mortal.run("ingest", undisturbed, large).code == 0
        largest = max(path.stat().st_size for path in (undisturbed / "store").rglob("*.parquet"))
        for limit_bytes in (10_000, large.stat().st_size - 1, largest - 1, largest // 2):
            ended = mortal.run("ingest", place, large, prepare=limit.format(limit_bytes))
            check_sentence(ended, "file of this size", str(place))
            assert list_places(place) == list_places(origin)
        assert mortal.run("ingest", place, large).code == 0
    check_same(place, undisturbed)
