"""The name of an engine -> a connection that computes with the tables: DuckDB here, or Spark, here or on a cluster."""

from __future__ import annotations

import atexit
import importlib.util
import os
import re
import shutil
import socket
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import ibis

from netral.errors import BadParameter
from netral.store.database import open_database

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

DUCKDB, LOCAL_SPARK = "duckdb", "local-spark"
ADDRESS = re.compile(r"spark://(?P<host>[\w.-]+):(?P<port>\d{1,5})")
HERE = "127.0.0.1"
ANSWER_SECONDS = 5
# A registry of a whole country (several hundred megabytes) still goes to every worker once; else all acts would travel
# to where their accounts are, twice.
MOST_SENT = "2g"
JAVA = ("-Duser.timezone=UTC", "-XX:-UsePerfData")  # the JVM keeps no figures about itself in /tmp
LOG4J = "-Dlog4j2.configurationFile="
# Every fault reaches Python as an error; only that a cluster has no worker free would otherwise look like work.
LOGGING = """\
rootLogger.level = fatal
rootLogger.appenderRef.stderr.ref = stderr
logger.waiting.name = org.apache.spark.scheduler.TaskSchedulerImpl
logger.waiting.level = warn
appender.stderr.type = Console
appender.stderr.name = stderr
appender.stderr.target = SYSTEM_ERR
appender.stderr.layout.type = PatternLayout
appender.stderr.layout.pattern = Spark: %m%n%ex{0}
"""
CAUSE = re.compile(r"^(?:Caused by)?: [\w.$]+: (.+)$|^(\[[A-Z_]+\] .+)$", re.MULTILINE)
SETTINGS = {
    "spark.app.name": "netral",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.eventLog.enabled": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.catalogImplementation": "in-memory",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.execution.arrow.pyspark.fallback.enabled": "false",
    "spark.sql.execution.arrow.localRelationThreshold": MOST_SENT,
    "spark.sql.autoBroadcastJoinThreshold": MOST_SENT,
    "spark.driver.maxResultSize": "0",
}


def connect_engine(engine: str = DUCKDB) -> ibis.BaseBackend:
    """``duckdb``, ``local-spark`` or ``spark://HOST:PORT`` to a connection without tables.

    Spark starts once in a process and ends with it; each connection has views of its own. It listens on the address by
    which its master is reached and no other: on this machine, that is 127.0.0.1.

    Raises
    ------
    BadParameter
        When there is no such engine, its extra or Java is missing, or nobody answers at the address.
    """
    if engine == DUCKDB:
        connection = ibis.duckdb.from_connection(open_database())
        connection.raw_sql("SET enable_progress_bar = false")  # it would be written into executed notebooks
        return connection
    host = _find_own_address(engine)
    if importlib.util.find_spec("pyspark") is None:
        raise BadParameter(
            "--engine {engine}: PySpark is not installed; pip install 'netral[spark]' brings it", engine=engine
        )
    java_home = os.environ.get("JAVA_HOME")
    if shutil.which("java", path=str(Path(java_home, "bin")) if java_home else None) is None:
        place = f"JAVA_HOME ({java_home})" if java_home else "PATH"
        raise BadParameter(
            "--engine {engine}: no Java at {place}; Spark needs Java 17 or 21", engine=engine, place=place
        )
    return ibis.pyspark.connect(_start_spark(engine, host).newSession())


def _find_own_address(engine: str) -> str:
    """The address of this machine by which the engine's master is reached."""
    if engine == LOCAL_SPARK:
        return HERE
    address = ADDRESS.fullmatch(engine)
    if address is None:
        raise BadParameter(
            "--engine {engine!r} is unknown; allowed are {duckdb}, {local_spark} and spark://HOST:PORT",
            engine=engine,
            duckdb=DUCKDB,
            local_spark=LOCAL_SPARK,
        )
    try:
        with socket.create_connection((address["host"], int(address["port"])), ANSWER_SECONDS) as connection:
            return str(connection.getsockname()[0])
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error  # without the number that Python writes before it
        raise BadParameter(
            "--engine {engine}: no answer there ({reason}); allowed is the address of a Spark master that runs",
            engine=engine,
            reason=reason,
        ) from error


@lru_cache(maxsize=1)
def _start_spark(engine: str, host: str) -> SparkSession:
    """A session whose files lie in one folder that goes when the process ends."""
    import pyspark
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    if (running := SparkSession.getActiveSession()) is not None:
        running.stop()  # a process has one Spark at a time
    scratch = tempfile.mkdtemp(prefix="netral-spark-")
    atexit.register(shutil.rmtree, scratch, ignore_errors=True)
    logging = Path(scratch, "log4j2.properties")
    logging.write_text(LOGGING, encoding="utf-8", newline="\n")
    os.environ["SPARK_LOCAL_IP"] = host  # else it looks its own name up, which not every machine has
    settings: dict[str, bool | float | int | str | None] = {
        **SETTINGS,
        "spark.master": engine,
        "spark.driver.host": host,
        "spark.driver.bindAddress": host,
        "spark.local.dir": scratch,
        "spark.sql.warehouse.dir": str(Path(scratch, "warehouse")),
        "spark.driver.extraJavaOptions": " ".join(
            [*JAVA, f'"-Djava.io.tmpdir={scratch}"', f"{LOG4J}{logging.as_uri()}"]
        ),
    }
    if engine == LOCAL_SPARK:
        settings |= {
            "spark.master": "local[*]",
            "spark.driver.memory": "4g",
            "spark.authenticate": "true",
            "spark.sql.shuffle.partitions": str(4 * (os.cpu_count() or 1)),
        }
    try:
        session = SparkSession.builder.config(map=settings).getOrCreate()
    except (PySparkException, Py4JError) as error:
        causes = ["".join(found) for found in CAUSE.findall(str(error))]
        reason = causes[-1] if causes else type(error).__name__
        raise BadParameter(
            "--engine {engine}: Spark did not start ({reason}); it needs Java 17 or 21, and a cluster of its own "
            "version, {version}",
            engine=engine,
            reason=reason,
            version=pyspark.__version__,
        ) from error
    atexit.register(session.stop)
    return session
