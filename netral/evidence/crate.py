"""A pack's files described as an RO-Crate 1.1, the minimum that makes one valid."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from netral.evidence.bag import walk_files
from netral.times import format_utc

METADATA = "ro-crate-metadata.json"
ENCODINGS = {
    ".pdf": "application/pdf",
    ".json": "application/json",
    ".jsonl": "application/x-ndjson",
    ".csv": "text/csv",
    ".graphml": "application/graphml+xml",
    ".ipynb": "application/x-ipynb+json",
    ".md": "text/markdown",
    ".pem": "application/x-pem-file",
    ".sh": "application/x-sh",
    ".txt": "text/plain",
}


def write_crate(payload: Path, name: str, description: str, publisher: str, made_at: datetime) -> None:
    """Describes every file below a pack's ``data`` folder in its ro-crate-metadata.json."""
    paths = sorted(walk_files(payload))
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": name,
        "description": description,
        "datePublished": format_utc(made_at),
        "license": "Restricted: for the recipient named on the handover record.",
        "publisher": {"@id": "#publisher"},
        "hasPart": [{"@id": path} for path in paths],
    }
    descriptor = {
        "@id": METADATA,
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }
    organisation = {"@id": "#publisher", "@type": "Organization", "name": publisher}
    graph = [descriptor, root, organisation, *(_describe_file(payload, path) for path in paths)]
    crate = {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph}
    (payload / METADATA).write_bytes(json.dumps(crate, ensure_ascii=True, indent=2).encode() + b"\n")


def _describe_file(payload: Path, path: str) -> dict[str, Any]:
    encoding = ENCODINGS.get(Path(path).suffix, "application/octet-stream")
    size_bytes = (payload / path).stat().st_size
    return {"@id": path, "@type": "File", "encodingFormat": encoding, "contentSize": str(size_bytes)}
