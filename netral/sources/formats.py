"""Every format of this room, found by the FORMAT that its module declares: adding one is adding a file."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from netral import sources
from netral.sources.format import Format


@cache
def find_formats() -> dict[str, Format]:
    """The ids of all formats to what they declare, in order of id."""
    names = sorted(module.name for module in pkgutil.iter_modules(sources.__path__, "netral.sources."))
    found = [getattr(importlib.import_module(name), "FORMAT", None) for name in names if name != __name__]
    return {each.format_id: each for each in sorted(filter(None, found), key=lambda each: each.format_id)}
