"""Every format of this room, found by the FORMAT that the module of its name declares: adding one is adding a file."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from netral import sources
from netral.sources.format import Format


@cache
def find_formats() -> dict[str, Format]:
    """The ids of all formats to what they declare, in order of id."""
    found = {name.replace("_", "-"): find_format(name.replace("_", "-")) for name in _list_modules()}
    return {format_id: declared for format_id, declared in sorted(found.items()) if declared is not None}


@cache
def find_format(format_id: str) -> Format | None:
    """One format by its id, and no other's module is imported; None where there is no such format."""
    name = format_id.replace("-", "_")
    if name not in _list_modules():
        return None
    declared: Format | None = getattr(importlib.import_module(f"{sources.__name__}.{name}"), "FORMAT", None)
    return declared if declared is not None and declared.format_id == format_id else None


@cache
def _list_modules() -> frozenset[str]:
    return frozenset(module.name for module in pkgutil.iter_modules(sources.__path__))
