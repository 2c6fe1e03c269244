"""`kill -9` at every step: run it again, and the tables equal those of a command that nobody disturbed."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import time
import uuid
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

import pytest

from netral.pipeline import ingest_captures
from tests.integration.mixture import SOURCES, write_captures, write_region
from tests.integration.mortal import Mortal, list_processes, start_mortal, start_program, wait_until
from tests.integration.stored import check_custody, check_same, list_places, read_tables
from tests.store.captured import DINAS, make_post_line

pytestmark = pytest.mark.skipif(os.name == "nt", reason="this system has neither fork nor SIGKILL")
SHARDS = 2


@pytest.fixture(scope="module")
def mortal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mortal]:
    with start_mortal(tmp_path_factory.mktemp("fana")) as started:
        yield started


def copy_region(origin: Path, place: Path) -> Path:
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(origin, place)
    return place


def describe_state(folder: Path) -> frozenset[tuple[str, int, int]]:
    """What a kill left: places, sizes and modes; process numbers and random names are no part of it."""
    return frozenset(
        (re.sub(r"\.\d+\.(tmp|old)|tmp\w{8}$", ".tmp", place), status.st_size if path.is_file() else 0, status.st_mode)
        for place in list_places(folder)
        for path in [folder / place]
        for status in [path.lstat()]
    )


def kill_and_repeat(
    mortal: Mortal, origin: Path, undisturbed: Path, *words: str, first: int = 1, stride: int = 1
) -> tuple[int, int]:
    """Kill a command before its steps, each time on a fresh copy, and run it again; to kills and states they left.

    States that an earlier kill left already are not tried again. ``DIR`` in words is the copy.
    """
    place, states = undisturbed.with_name(f"putus-{first}"), set[frozenset[tuple[str, int, int]]]()
    for kills in count():
        copy_region(origin, place)
        said = [str(place) if word == "DIR" else word for word in words]
        ended = mortal.run(*said, kill_at=first + kills * stride)
        if not ended.was_killed:
            assert ended.code == 0, ended.err
            return kills, len(states)
        check_custody(place)
        if (state := describe_state(place)) not in states:
            states.add(state)
            again = mortal.run(*said)
            assert again.code == 0, again.err
            check_same(place, undisturbed)
    raise AssertionError


# -- ingest ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shard", range(SHARDS))
def test_an_ingest_killed_at_any_step_is_finished_by_running_it_again(
    mortal: Mortal, tmp_path: Path, shard: int
) -> None:
    files = [str(path) for path in write_captures(tmp_path / "kiriman", ["envelope", "telegram-export"])]
    origin = write_region(tmp_path / "kosong").folder
    undisturbed = copy_region(origin, tmp_path / "utuh")
    assert mortal.run("ingest", undisturbed, *files).code == 0
    kills, states = kill_and_repeat(
        mortal, origin, undisturbed, "ingest", "DIR", *files, first=1 + shard, stride=SHARDS
    )
    assert kills > 20 and states > 10


def test_a_kill_leaves_no_second_key_lying(mortal: Mortal, tmp_path: Path) -> None:
    (path,) = write_captures(tmp_path / "kiriman", ["edges"])
    origin = write_region(tmp_path / "kosong").folder
    shutil.rmtree(origin / "store")
    expected = None
    for kill_at in range(1, 13):
        place = copy_region(origin, tmp_path / "putus")
        assert mortal.run("ingest", place, path, kill_at=kill_at).was_killed
        assert mortal.run("ingest", place, path).code == 0
        expected = expected or list_places(place)
        assert list_places(place) == expected
        assert (place / "store" / "pseudonym.key").stat().st_mode & 0o077 == 0


# -- what else writes --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tersimpan")
    investigation = write_region(folder / "wilayah")
    ingest_captures(investigation, write_captures(folder / "kiriman", ["envelope", "edges"]))
    return investigation.folder


def add_person(folder: Path) -> None:
    """Whoever was counted only enters the registry."""
    path = folder / "registry" / "accounts.csv"
    header = path.read_text("utf-8").splitlines()[0].split(",")
    cells = {"platform": "x", "handle": "warga_biasa", "platform_id": "33", "role": "media", "basis": "claimed"}
    path.write_text(path.read_text("utf-8") + ",".join(cells.get(name, "") for name in header) + "\n", encoding="utf-8")


def test_a_reparse_killed_at_its_steps_is_finished_by_running_it_again(
    mortal: Mortal, ingested: Path, tmp_path: Path
) -> None:
    undisturbed = copy_region(ingested, tmp_path / "utuh")
    assert mortal.run("ingest", undisturbed, "--reparse").code == 0
    check_same(undisturbed, ingested)
    kills, _ = kill_and_repeat(mortal, ingested, undisturbed, "ingest", "DIR", "--reparse", first=2, stride=9)
    assert kills > 5


def test_a_parse_for_another_registry_killed_at_its_steps_is_finished_by_the_next_command(
    mortal: Mortal, ingested: Path, tmp_path: Path
) -> None:
    origin = copy_region(ingested, tmp_path / "lain")
    add_person(origin)
    undisturbed = copy_region(origin, tmp_path / "utuh")
    assert mortal.run("status", undisturbed).code == 0
    assert read_tables(undisturbed) != read_tables(ingested)
    kills, _ = kill_and_repeat(mortal, origin, undisturbed, "status", "DIR", first=3, stride=9)
    assert kills > 5


def test_a_purge_of_one_account_killed_at_its_steps_is_finished_by_running_it_again(
    mortal: Mortal, ingested: Path, tmp_path: Path
) -> None:
    words = ("purge", "DIR", "--subject", "x:@dinas_contoh", "--reason", "permintaan", "--yes")
    undisturbed = copy_region(ingested, tmp_path / "utuh")
    assert mortal.run(*[str(undisturbed) if word == "DIR" else word for word in words]).code == 0
    place, kills = tmp_path / "putus", 0
    for kill_at in count(4, 13):
        copy_region(ingested, place)
        said = [str(place) if word == "DIR" else word for word in words]
        if not mortal.run(*said, kill_at=kill_at).was_killed:
            break
        kills += 1
        again = mortal.run(*said)
        assert again.code == 0, again.err
        assert read_tables(place) == read_tables(undisturbed)
        assert strip_record_ids(list_places(place)) == strip_record_ids(list_places(undisturbed))
        (record,) = (place / "destruction").glob("*.json")
        assert json.loads(record.read_text("utf-8"))["state"] == "done"
    assert kills > 5


def test_a_purge_of_everything_killed_at_its_steps_is_finished_by_running_it_again(
    mortal: Mortal, ingested: Path, tmp_path: Path
) -> None:
    words = ("--reason", "selesai", "--yes")
    undisturbed = copy_region(ingested, tmp_path / "utuh")
    assert mortal.run("purge", undisturbed, *words).code == 0
    kills = 0
    for kill_at in count(2, 7):
        place = copy_region(ingested, tmp_path / "putus")
        if not mortal.run("purge", place, *words, kill_at=kill_at).was_killed:
            break
        kills += 1
        assert mortal.run("purge", place, *words).code == 0
        assert strip_record_ids(list_places(place)) == strip_record_ids(list_places(undisturbed))
        assert all(json.loads(path.read_text("utf-8"))["state"] == "done" for path in place.rglob("P-*.json"))
    assert kills > 5


def strip_record_ids(places: set[str]) -> set[str]:
    return {re.sub(r"P-[0-9a-f]+", "P", place) for place in places}


# -- at any time, and the processes that help --------------------------------------------------------------------------


def write_large(path: Path, size_bytes: int) -> Path:
    """A capture large enough to be read by several processes at once."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        numbers = count()
        while stream.tell() < size_bytes:
            for number in islice(numbers, 1000):
                author = DINAS if number % 50 == 0 else (1000 + number % 300, f"warga{number % 300}")
                line = make_post_line(10_000 + number, author, rawContent=f"ke {number} " + "contoh " * 60)
                stream.write(json.dumps(line) + "\n")
    return path


# A large file is one of two stretches and more; stretches of 1 MiB make 3 MiB large.
SMALL_STRETCHES = "from netral.sources import stretches; stretches.STRETCH_BYTES = 1 << 20"


def test_an_ingest_killed_at_any_time_is_finished_and_leaves_no_process_behind(tmp_path: Path) -> None:
    files = [write_large(tmp_path / "besar.jsonl", 3 << 20)]
    files += write_captures(tmp_path / "kiriman", [name for name, source in SOURCES.items() if not source.options])
    origin = write_region(tmp_path / "kosong").folder
    undisturbed = copy_region(origin, tmp_path / "utuh")
    started = time.monotonic()
    assert start_program(["ingest", undisturbed, *files], prepare=SMALL_STRETCHES).wait() == 0
    whole_seconds = time.monotonic() - started
    chance = random.Random(20240927)
    place = copy_region(origin, tmp_path / "putus")
    for _ in range(3):
        mark = uuid.uuid4().hex
        child = start_program(["ingest", place, *files], mark, SMALL_STRETCHES)
        time.sleep(whole_seconds * chance.uniform(0.2, 0.9))
        child.kill()
        assert child.wait() in (-signal.SIGKILL, 0)
        assert wait_until(lambda: not list_processes(mark)), "a process that helped lives on"  # noqa: B023
    assert start_program(["ingest", place, *files], prepare=SMALL_STRETCHES).wait() == 0
    check_same(place, undisturbed)


# A command in the midst of a question to the database that takes seconds; it says first that it has come so far. DuckDB
# hears of Ctrl-C at once or, where all its threads are at work, when it has the answer.
QUESTION = "SELECT count(sin(range)) FROM range(1000000000)"
ASKING = (
    "import duckdb; from netral.cli import status;"
    f"status.read_status = lambda *_: (print(flush=True), duckdb.connect().execute('{QUESTION}').fetchall())"
)


def test_ctrl_c_while_the_database_works_is_a_sentence(ingested: Path) -> None:
    child = start_program(["status", ingested], prepare=ASKING)
    assert child.stdout
    child.stdout.readline()
    time.sleep(0.5)
    child.send_signal(signal.SIGINT)
    _, said = child.communicate(timeout=300)
    assert (child.returncode, said) == (1, "netral: stopped\n")
