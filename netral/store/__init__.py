"""Records -> checked tables (Parquet); the only room that touches them."""

from netral.store.captures import list_captures, verify_captures
from netral.store.ingest import CaptureInput, Opener, Stored, ingest_files, lock_store, refresh_store
from netral.store.lineage import read_handles, read_lineage
from netral.store.records import read_record_bytes
from netral.store.schema import TABLES
from netral.store.tables import count_reasons, count_rows, open_tables

__all__ = [
    "TABLES",
    "CaptureInput",
    "Opener",
    "Stored",
    "count_reasons",
    "count_rows",
    "ingest_files",
    "list_captures",
    "lock_store",
    "open_tables",
    "read_handles",
    "read_lineage",
    "read_record_bytes",
    "refresh_store",
    "verify_captures",
]
