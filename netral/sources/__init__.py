"""A captured file -> records; one module a format, chosen by the file's shape, never by its name."""

from netral.sources.detect import EMPTY, FORMATS, detect_format
from netral.sources.reading import Hints, Reading, open_reading
from netral.sources.targets import parse_account_target, parse_post_target

__all__ = [
    "EMPTY",
    "FORMATS",
    "Hints",
    "Reading",
    "detect_format",
    "open_reading",
    "parse_account_target",
    "parse_post_target",
]
