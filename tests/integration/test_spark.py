"""The same networks by DuckDB and by Spark: every cell of what a region's tables give is the same."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from netral import store
from netral.model import Network
from netral.networks import Coactions, find_coactions
from netral.networks.coaction_spark import find_coactions_on_spark
from netral.pipeline import build_coaction, build_network, ingest_captures, load_tables, open_investigation
from netral.simulate import write_region
from tests.cli.commands import make_run

pytest.importorskip("pyspark", reason="the extra spark is not installed")
if shutil.which("java") is None:
    pytest.skip("no Java on this machine", allow_module_level=True)

SPARK = "local-spark"
ENGINES = ("duckdb", SPARK)
ACTS = pa.schema([
    ("object", pa.string()), ("account", pa.string()), ("act_id", pa.string()), ("occurred_us", pa.int64()),
    ("is_subject", pa.bool_()),
])  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def quick_java() -> Iterator[None]:
    """Java without its second compiler, whose work a minute of tests never earns back."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        yield


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Kota Contoh, ingested; what happened far apart counts as together, so that there is much to compare."""
    folder = write_region(tmp_path_factory.mktemp("spark") / "region", seed=3, accounts=40, interactions=400)
    yaml = folder / "investigation.yaml"
    text = yaml.read_text(encoding="utf-8").replace("coaction_window_seconds: 60", "coaction_window_seconds: 7200")
    yaml.write_text(text, encoding="utf-8", newline="\n")
    ingest_captures(
        open_investigation(folder), sorted(path for path in (folder / "captures").rglob("*") if path.is_file())
    )
    return folder


def assert_same(networks: tuple[Network, Network]) -> None:
    ours, theirs = networks
    assert len(ours.edges) > 5 and len(ours.nodes) > 20
    pd.testing.assert_frame_equal(ours.edges, theirs.edges, check_exact=True)
    pd.testing.assert_frame_equal(ours.nodes, theirs.nodes, check_exact=True)
    assert (ours.kind, ours.phase, ours.note) == (theirs.kind, theirs.phase, theirs.note)


@pytest.mark.parametrize(("kind", "phase"), [("follow", None), ("interaction", "campaign")])
def test_a_network_is_the_same_cell_by_cell(region: Path, kind: str, phase: str | None) -> None:
    assert_same(tuple(build_network(open_investigation(region, engine), kind, phase) for engine in ENGINES))


def test_the_coaction_network_is_the_same_cell_by_cell(region: Path) -> None:
    ours, theirs = (build_coaction(open_investigation(region, engine)) for engine in ENGINES)
    assert_same((ours.network, theirs.network))
    for name in ("pairs", "acts", "crowds"):
        pd.testing.assert_frame_equal(getattr(ours, name), getattr(theirs, name), check_exact=True)
    assert len(ours.pairs) > 5
    assert (ours.max_acts, ours.untimed, ours.unlisted) == (theirs.max_acts, theirs.untimed, theirs.unlisted)


def test_pairs_edges_and_crowds_are_the_same_where_much_is_bounded(region: Path, tmp_path: Path) -> None:
    table, tables = invent_acts(), load_tables(open_investigation(region, SPARK))
    pq.write_table(table, tmp_path / "acts.parquet")
    connection = tables.interactions.get_backend()
    given = connection.read_parquet((tmp_path / "acts.parquet").as_uri(), table_name="given")
    known = set(connection.list_tables())
    bounds = {"window_seconds": 600, "min_participation": 2, "work": 900}
    ours, theirs = find_coactions(table, **bounds), find_coactions_on_spark(given, **bounds)
    assert len(ours.pairs) > 5 and len(ours.crowds) > 0 and ours.max_acts == theirs.max_acts
    for mine, other in zip(list_tables(ours), list_tables(theirs), strict=True):
        pd.testing.assert_frame_equal(mine, other, check_dtype=False, check_exact=True)
    assert set(connection.list_tables()) == known


def invent_acts() -> pa.Table:
    """Acts that crowd on few objects, some in the same microsecond, some untimed, one of an object on itself."""
    rng, rows = Random(1), []
    for number in range(1500):
        account = f"x:{rng.randrange(30)}"
        occurred_us = None if number % 97 == 0 else (1_727_748_000 + rng.randrange(4000)) * 1_000_000
        rows.append((f"x:post:{int(rng.paretovariate(1)) % 60}", account, f"i-{number}", occurred_us, account < "x:2"))
    rows.append(("i-0", "x:1", "i-0", 1_727_748_000_000_000, True))
    return pa.table([list(column) for column in zip(*rows, strict=True)], schema=ACTS)


def list_tables(found: Coactions) -> Iterator[pd.DataFrame]:
    """Pairs, edges and crowds, names as text, in order."""
    for table, order in (
        (found.pairs, ["object", "act_source", "act_target"]),
        (found.edges, ["source", "target"]),
        (found.crowds, ["object"]),
    ):
        frame = table.to_pandas()
        names = {name: "str" for name in frame.columns if isinstance(frame[name].dtype, pd.CategoricalDtype)}
        yield frame.astype(names).sort_values(order, ignore_index=True)


def test_the_command_writes_the_same_files(
    region: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run = make_run(monkeypatch, capsys)
    for engine in ENGINES:
        (tmp_path / engine).mkdir()
        monkeypatch.chdir(tmp_path / engine)
        words = ("network", "follow", region, "--engine", engine, "--out", "F.csv")
        assert run(*words).code == 0
    ours, theirs = ({path.name: path.read_bytes() for path in (tmp_path / engine).iterdir()} for engine in ENGINES)
    assert ours == theirs and {"F.csv", "F.nodes.csv"} <= ours.keys()


def test_spark_keeps_to_this_machine_and_to_utc(region: Path) -> None:
    session = load_tables(open_investigation(region, SPARK)).follows.get_backend()._session
    wanted = {
        "spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1", "spark.ui.enabled": "false",
        "spark.authenticate": "true", "spark.sql.session.timeZone": "UTC",
    }  # fmt: skip
    assert {name: session.conf.get(name) for name in wanted} == wanted
    assert session.sparkContext.uiWebUrl is None
    assert Path(session.conf.get("spark.local.dir")).name.startswith("netral-spark-")


def test_what_fails_in_spark_is_one_sentence(
    region: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = shutil.copytree(region, tmp_path / "cacat")
    table = folder / "store" / "tables" / "follows" / "part-0.parquet"
    with store.lock_store(folder / "store"):
        table.write_bytes(b"PAR1 bukan tabel PAR1")
    ran = make_run(monkeypatch, capsys)("network", "follow", folder, "--engine", SPARK, "--out", tmp_path / "F.csv")
    assert ran.code == 1 and "follows" in ran.err and "Traceback" not in ran.err
    assert not list(tmp_path.glob("F*"))
