"""The help of every command in the reader's language."""

from __future__ import annotations

import gettext
import os
from collections.abc import Callable, Iterator
from typing import Any

import typer

from netral.locale import CATALOGUES, N_

# What the library that prints the help puts around ours; it asks gettext for these.
FRAME = (
    N_("Arguments"), N_("Options"), N_("Commands"), N_("required"), N_("default: {default}"),
    N_("Missing command."), N_("No such command {name!r}."),
)  # fmt: skip
HELP_OPTION = N_("Show this message and exit.")


def translate_help(program: Any, translator: Callable[[str], str], language: str) -> None:
    """Puts the help of a program's commands, arguments and options, at every depth, into a language.

    Parameters
    ----------
    program : click Command
        As typer makes it.
    translator, language
        See `netral.locale.use_language`.
    """
    gettext.bindtextdomain("netral", str(CATALOGUES))
    gettext.textdomain("netral")
    os.environ["LANGUAGE"] = language  # by which gettext finds what the library itself says
    for command in _walk(program):
        for each in (command, *command.params):
            if each.help:
                each.help = translator(each.help)
        command.get_help_option(typer.Context(command)).help = translator(HELP_OPTION)


def list_help(program: Any) -> Iterator[str]:
    """Every text that `translate_help` asks the catalogues for, each once, in the order of the commands."""
    texts = (each.help for command in _walk(program) for each in (command, *command.params))
    yield from dict.fromkeys(text for text in texts if text)


def _walk(command: Any) -> Iterator[Any]:
    yield command
    for below in getattr(command, "commands", {}).values():
        yield from _walk(below)


def print_help_texts() -> None:
    """The texts as a module that gettext's tools can read; see `make locale`."""
    from netral.cli import make_app

    for text in list_help(typer.main.get_command(make_app())):
        print(f"_({text!r})")
