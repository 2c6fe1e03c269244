"""Commands run as people run them: words in; exit code, stdout and stderr out."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from netral.cli import main


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one object on stdout; more or less than one line is a fault."""
        (line,) = self.out.splitlines()
        return json.loads(line)

    @property
    def sentence(self) -> str:
        """The one sentence on stderr, with nothing on stdout."""
        (line,) = self.err.splitlines()
        assert self.out == "" and "Traceback" not in line
        assert line.startswith("netral: ")
        return line


Run = Callable[..., Ran]


def make_run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """A function that runs ``netral`` with these words in this process."""

    def run(*words: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["netral", *map(str, words)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capsys.readouterr()
        return Ran(int(left.value.code or 0), out, err)

    return run
