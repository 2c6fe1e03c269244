"""A captured file -> records; one module a format, chosen by the file's shape, never by its name."""

from netral.sources.detect import EMPTY, detect_format
from netral.sources.formats import find_formats
from netral.sources.group_roles import read_group_role
from netral.sources.instaloader import find_post_beside
from netral.sources.picture import find_pictured_post
from netral.sources.reading import Hints, Reading, open_reading
from netral.sources.stretches import is_splittable, split_file
from netral.sources.targets import check_given_target, parse_account_target, parse_post_target, url_to_post_id

__all__ = [
    "EMPTY",
    "Hints",
    "Reading",
    "check_given_target",
    "detect_format",
    "find_formats",
    "find_pictured_post",
    "find_post_beside",
    "is_splittable",
    "open_reading",
    "parse_account_target",
    "parse_post_target",
    "read_group_role",
    "split_file",
    "url_to_post_id",
]
