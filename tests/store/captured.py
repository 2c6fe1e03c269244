"""Invented captures on their way into a store, and what the store made of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq

from netral.model import Investigation
from netral.pipeline import ingest_captures, load_tables
from netral.store import Stored
from netral.store.schema import TABLES
from tests.invented_investigation import Invention, write_table
from tests.sources.invented import make_envelope, make_tweet, make_user

DINAS, RELAWAN, PEGAWAI = (11, "dinas_contoh"), (22, "relawan_satu"), (44, "pegawai_contoh")
WARGA = (33, "warga_biasa")
COLUMNS = tuple("platform actor kind target occurred_at object_url weight observed_at act_url text".split())


def invent_region(folder: Path) -> Invention:
    """An OPD and a volunteer account that are known by id, and a person known by handle only."""
    invention = Invention(folder)
    invention.opd("dinas_contoh", platform_id="11")
    invention.volunteer("relawan_satu", platform_id="22")
    invention.person("pegawai_contoh")
    return invention


def ingest_items(investigation: Investigation, name: str, items: Iterable[object], **options: str) -> Stored:
    """A JSONL file from elsewhere, ingested."""
    path = investigation.folder.parent / "kiriman" / name
    path.parent.mkdir(exist_ok=True)
    lines = (item if isinstance(item, bytes) else json.dumps(item).encode() for item in items)
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    (stored,) = ingest_captures(investigation, [path], **options)
    return stored


def ingest_rows(investigation: Investigation, name: str, *rows: dict[str, object]) -> Stored:
    """An edges file from elsewhere, ingested."""
    path = investigation.folder.parent / "kiriman" / name
    write_table(path, COLUMNS, [{"platform": "x"} | row for row in rows])
    (stored,) = ingest_captures(investigation, [path])
    return stored


def make_post_line(native_id: int, author: tuple[int, str] = DINAS, **further: Any) -> dict[str, Any]:
    """An envelope around a post, collected at a known time."""
    return make_envelope(make_tweet(native_id, author, **further), "posts", str(author[0]))


def make_list_line(op: str, target: str, user: tuple[int, str], **further: Any) -> dict[str, Any]:
    """An envelope around a user of a list."""
    return make_envelope(make_user(*user), op, target, **further)


def read_table(investigation: Investigation, name: str) -> pd.DataFrame:
    """One table as it lies on the disk, in its own order; missing cells are None."""
    load_tables(investigation)
    path = investigation.store_folder / "tables" / name / "part-0.parquet"
    frame = pq.read_table(path).to_pandas(ignore_metadata=True).astype(object)
    return frame.where(frame.notna(), None)


def list_rows(investigation: Investigation, name: str, *columns: str) -> list[Any]:
    """Cells of one table, sorted; a single column as plain values."""
    frame = read_table(investigation, name)
    rows = list(frame[list(columns)].itertuples(index=False, name=None))
    return sorted((row[0] if len(columns) == 1 else row for row in rows), key=str)


def compare_content(investigation: Investigation) -> dict[str, Any]:
    """What must not depend on order or partition of captures: every table without their names and times."""
    tables = {name: read_table(investigation, name) for name in TABLES}
    shas = dict(zip(tables["records"]["record_id"], tables["records"]["sha256"], strict=True))
    lineage = tables["lineage"]
    content: dict[str, Any] = {
        name: tables[name].drop(columns="capture_id", errors="ignore").to_dict("records")
        for name in ("accounts", "account_aliases", "posts", "follows", "interactions")
    }
    content["lineage"] = (
        sorted({(edge, shas[record]) for edge, record in zip(*lineage.values.T, strict=True)}) if len(lineage) else []
    )
    content["records"] = sorted({(row.sha256, row.op, row.target) for row in tables["records"].itertuples()}, key=str)
    return content
