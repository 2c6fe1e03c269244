"""What netral/store/schema.py declares, as plain data: columns with their types, and when a row breaks the declaration.

Importing pandera for it costs half a second, so it is written once into declared.json by `make docs`; a test compares.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Declared(NamedTuple):
    """One table: column to type, the conditions in SQL under which a row breaks it, and columns that never repeat."""

    columns: dict[str, str]
    broken_when: list[str]
    unique: list[str]


@cache
def read_declared() -> dict[str, Declared]:
    """Every table by name, in the schema's order."""
    rows = json.loads(files("netral.store").joinpath("declared.json").read_text("utf-8"))
    return {name: Declared(**row) for name, row in rows.items()}
