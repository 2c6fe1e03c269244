from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from netral.sources import find_formats
from tests.integration.mixture import write_captures

WITHOUT_NUMPY = """
import sys
sys.modules["numpy"] = None
from pathlib import Path
from netral.model import Registry
from netral.registry import index_registry
from netral.sources import Hints, open_reading
from netral.store.names import Names
from netral.store.parse import parse_records
path, format_id, folder = sys.argv[1:]
names = Names(index_registry(Registry((), (), ())), b"k" * 32)
parse_records(open_reading(Path(path), format_id, Hints()).records, Path(folder), names, 1)
"""


def test_what_is_read_in_stretches_is_read_without_numpy_which_the_other_processes_do_without(tmp_path: Path) -> None:
    names = [name for name, declared in find_formats().items() if declared.by_line]
    assert names
    for name, path in zip(names, write_captures(tmp_path / "captures", names), strict=True):
        (tmp_path / name).mkdir()
        asked = [sys.executable, "-c", WITHOUT_NUMPY, str(path), name, str(tmp_path / name)]
        done = subprocess.run(asked, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == 0, done.stderr
        assert len(list((tmp_path / name).glob("records-*.parquet"))) == 1
