"""What the commands share in speech: JSON on stdout, everything else on stderr, in the reader's language."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from netral.locale import LANGUAGES, use_language

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")


def find_language() -> str:
    """The language of the terminal, by NETRAL_LANG or LANG; Indonesian where it names neither."""
    for name in ("NETRAL_LANG", "LC_ALL", "LANG"):
        value = os.environ.get(name, "")[:2].lower()
        if value in LANGUAGES:
            return value
    return "id"


def speak() -> Callable[[str], str]:
    """The translator of the terminal's language."""
    return use_language(find_language())


def print_json(value: Any) -> None:
    """One object on stdout."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    print(json.dumps(value, ensure_ascii=False, allow_nan=False))


def say(sentence: str) -> None:
    """A line on stderr; what a file's name or content could tell the terminal to do is written out instead."""
    print(_CONTROL.sub(lambda match: f"\\x{ord(match[0]):02x}", sentence), file=sys.stderr)


def write_count(count: int) -> str:
    """A whole number as the terminal's language writes it: 1.234 in Indonesian, 1,234 in English."""
    written = f"{count:,}"
    return written.replace(",", ".") if find_language() == "id" else written


@contextmanager
def show_work() -> Iterator[None]:
    """A sign that something is being computed, and for how long, where a person looks at the terminal."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        bar.add_task(speak()("computing"), total=None)
        yield
