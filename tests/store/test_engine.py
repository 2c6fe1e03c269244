"""What computes with the tables: DuckDB unless Spark was asked for, and a sentence where Spark cannot be had."""

from __future__ import annotations

import importlib.util
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from netral.errors import BadParameter
from netral.store.engine import connect_engine
from tests.invented_investigation import Invention

DEFAULT = """
import sys
from netral.pipeline import build_coaction, build_network, open_investigation
investigation = open_investigation(sys.argv[1])
build_network(investigation, "follow"), build_network(investigation, "interaction"), build_coaction(investigation)
print(sorted({"pyspark", "py4j"} & {name.partition(".")[0] for name in sys.modules}))
"""


def test_duckdb_is_the_engine_of_whoever_asks_for_none(tmp_path: Path) -> None:
    assert connect_engine().name == "duckdb"
    made = Invention(tmp_path / "uji")
    made.volunteer("relawan_satu", 1)
    made.opd("dinas")
    made.act("dinas", "share", "relawan_satu")
    made.ingest()
    ran = subprocess.run([sys.executable, "-c", DEFAULT, str(made.folder)], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "engine", ["spark", "spark://", "spark://tuan rumah:7077", "local", "local[2]", "", "http://a:1"]
)
def test_another_engine_is_refused_with_those_there_are(engine: str) -> None:
    with pytest.raises(BadParameter, match=r"allowed are duckdb, local-spark and spark://HOST:PORT"):
        connect_engine(engine)


def test_a_cluster_that_does_not_answer_is_said() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for engine in (f"spark://127.0.0.1:{port}", "spark://127.0.0.1:99999"):
        said = r"no answer there \([^][]+\); allowed is the address of a Spark master that runs"
        with pytest.raises(BadParameter, match=said):
            connect_engine(engine)


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(BadParameter, match=r"PySpark is not installed; pip install 'netral\[spark\]' brings it"):
        connect_engine("local-spark")


def test_missing_java_is_said_with_the_place_it_was_looked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("pyspark")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(BadParameter, match=r"no Java at JAVA_HOME \(.+\); Spark needs Java 17 or 21"):
        connect_engine("local-spark")
    monkeypatch.delenv("JAVA_HOME")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BadParameter, match=r"no Java at PATH"):
        connect_engine("local-spark")
