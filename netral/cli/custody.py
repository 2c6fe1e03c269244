"""What every command leaves in the custody log of the investigation it worked on, whichever command it was.

One line before the tables are read, so that a command that is stopped has left its line too, and one more for a file
that left the house. Commands with a record of their own are left out: `pack` and `verify` note more than this does,
and after `purge` nothing may be written anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from netral.cli.words import say, speak

UNNOTED = frozenset({"demo", "init", "simulate", "pack", "verify", "purge", "subject purge"})
FILES = ("out", "pairs_out")


def keep_custody(command: Any, name: str = "") -> None:
    """Makes a program's commands, at every depth, note in the custody log what they are about to do."""
    for word, below in getattr(command, "commands", {}).items():
        keep_custody(below, f"{name} {word}".strip())
    if not hasattr(command, "commands") and name not in UNNOTED:
        command.invoke = _note_around(command.invoke, name)


def note_reading(folder: Path, command: str) -> None:
    """A line for a command that is about to read an investigation; see `tell_unnoted`."""
    from netral.pipeline.custody import log_command

    with tell_unnoted(folder):
        log_command(folder, command)


@contextmanager
def tell_unnoted(folder: Path) -> Iterator[None]:
    """Where the disk takes no line, the person at the terminal is told, and the work goes on."""
    try:
        yield
    except OSError as error:
        _tell(folder, error)


def _tell(folder: Path, error: OSError) -> None:
    _ = speak()
    reason = error.strerror or str(error)
    say(_("warning: this was not noted in the custody log of {folder}: {reason}").format(folder=folder, reason=reason))


def _note_around(invoke: Callable[[Any], Any], name: str) -> Callable[[Any], Any]:
    def noted(context: Any) -> Any:
        from netral.pipeline.custody import log_command, log_file

        folders = _list_folders(context)
        unnoted = []  # told last, and not where the command has a fault of its own: that is one sentence
        for folder in folders:
            try:
                log_command(folder, name)
            except OSError as error:
                unnoted.append((folder, error))
        result = invoke(context)
        for folder, reason in unnoted:
            _tell(folder, reason)
        named = (context.params.get(option) for option in FILES)
        for path in (path for path in named if isinstance(path, Path) and path.is_file()):
            for folder in folders:
                with tell_unnoted(folder):
                    log_file(folder, name, path)
        return result

    return noted


def _list_folders(context: Any) -> list[Path]:
    """The investigations a command was given: as DIR, as DIR..., or before the name of a step."""
    given = [context.params.get("folder"), *(context.params.get("folders") or ()), context.obj]
    return [folder for folder in given if isinstance(folder, Path)]
