from __future__ import annotations

import json
import subprocess
import sys

from netral.sources import find_formats
from netral.sources.formats import find_format

NAMED = """
import json, sys
from netral.sources.formats import find_format
find_format(sys.argv[1])
print(json.dumps(sorted(sys.modules)))
"""


def test_every_format_is_found_by_its_id_alone() -> None:
    assert {name: find_format(name) for name in find_formats()} == find_formats()


def test_what_is_no_formats_id_finds_none() -> None:
    assert [find_format(name) for name in ("lines", "x_graphql", "empty", "../edges", "")] == [None] * 5


def test_a_format_is_found_without_importing_the_others() -> None:
    done = subprocess.run([sys.executable, "-c", NAMED, "tweet-harvest"], capture_output=True, check=True)
    others = {f"netral.sources.{name.replace('-', '_')}" for name in find_formats()} - {"netral.sources.tweet_harvest"}
    assert not others & set(json.loads(done.stdout))
