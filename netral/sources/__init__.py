"""A captured file -> records; one module a format, chosen by the file's shape, never by its name."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from netral.sources.detect import detect_format
    from netral.sources.format import EMPTY
    from netral.sources.formats import find_format, find_formats
    from netral.sources.group_roles import read_group_role
    from netral.sources.instaloader import find_post_beside
    from netral.sources.picture import find_pictured_post
    from netral.sources.reading import Hints, Reading, open_reading
    from netral.sources.stretches import is_large, is_splittable, split_file
    from netral.sources.targets import (
        PostTarget,
        check_given_target,
        parse_account_target,
        parse_post_target,
        url_to_post_id,
    )

__all__ = [
    "EMPTY",
    "Hints",
    "PostTarget",
    "Reading",
    "check_given_target",
    "detect_format",
    "find_format",
    "find_formats",
    "find_pictured_post",
    "find_post_beside",
    "is_large",
    "is_splittable",
    "open_reading",
    "parse_account_target",
    "parse_post_target",
    "read_group_role",
    "split_file",
    "url_to_post_id",
]

# The processes that parse large captures need the one format that they read, and start the sooner.
_HOMES = {
    "detect": ("detect_format",),
    "format": ("EMPTY",),
    "formats": ("find_format", "find_formats"),
    "group_roles": ("read_group_role",),
    "instaloader": ("find_post_beside",),
    "picture": ("find_pictured_post",),
    "reading": ("Hints", "Reading", "open_reading"),
    "stretches": ("is_large", "is_splittable", "split_file"),
    "targets": ("PostTarget", "check_given_target", "parse_account_target", "parse_post_target", "url_to_post_id"),
}


def __getattr__(name: str) -> Any:
    for module, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
