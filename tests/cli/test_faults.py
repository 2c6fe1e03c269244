from __future__ import annotations

import errno
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from netral.cli.faults import describe_fault, list_system_faults, name_place
from tests.cli.commands import Run
from tests.invented_investigation import Invention

NO_SPACE = "no space left on the disk; nothing was half stored. Free some space and run it again"


def test_an_error_of_the_system_says_what_and_where() -> None:
    error = OSError(errno.ENOSPC, "No space left on device", "/data/a")
    assert str(describe_fault(error)) == f"/data/a: {NO_SPACE}"
    assert str(describe_fault(OSError(errno.EIO, "Input/output error", "/data/a"))) == "/data/a: Input/output error"
    assert str(describe_fault(OSError("tanpa nomor"))) == "tanpa nomor"
    with pytest.raises(OSError) as raised, name_place(Path("/data")):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert str(describe_fault(raised.value)) == f"/data: {NO_SPACE}"


def test_too_little_memory_is_one_sentence() -> None:
    assert issubclass(pa.ArrowMemoryError, list_system_faults())
    for error in (
        MemoryError(),
        pa.ArrowMemoryError("malloc of size 64 failed"),
        OSError(errno.ENOMEM, "Cannot allocate"),
    ):
        assert str(describe_fault(error)).startswith("not enough memory; nothing was half stored")


def test_the_databases_errors_are_told_like_the_systems() -> None:
    assert {OSError, duckdb.IOException, duckdb.OutOfMemoryException} <= set(list_system_faults())
    said = 'Could not write file \\"/data/tabel/a.parquet\\": No space left on device'
    assert str(describe_fault(duckdb.IOException(said))) == f"/data/tabel/a.parquet: {NO_SPACE}"
    with pytest.raises(duckdb.IOException) as raised:
        duckdb.sql("COPY (SELECT 1) TO '/proc/tiada/a.parquet'")
    assert str(describe_fault(raised.value)).startswith("/proc/tiada/a.parquet: ")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_file_that_arrow_cannot_write_is_one_sentence() -> None:
    # By its name Arrow would remove what it could not write, which root may do there too.
    with pytest.raises(OSError) as raised, pa.OSFile("/dev/full", "wb") as sink:
        pq.write_table(pa.table({"a": ["x" * 100] * 100_000}), sink)
    assert str(describe_fault(raised.value)).endswith(NO_SPACE)


def test_a_command_that_may_not_write_leaves_with_a_sentence(run: Run, invention: Invention) -> None:
    invention.ingest()
    path = invention.folder / "captures" / "lain.csv"
    path.write_text("platform,actor,kind,target\nx,dinas,like,relawan_satu\n", encoding="utf-8")
    (invention.folder / "store" / "parsed").rename(invention.folder / "store" / "dulu")
    (invention.folder / "store" / "parsed").write_text("sebuah berkas", encoding="utf-8")
    ran = run("ingest", invention.folder, path)
    assert ran.code == 1 and "parsed" in ran.sentence
