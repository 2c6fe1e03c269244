"""What was wrong with the words of a command line -> one sentence in the reader's language, and where help is."""

from __future__ import annotations

import re

import typer

from netral.errors import Sentence
from netral.locale import N_

# What the library that reads the words says of them, always in English, and how it is said here.
SAID = tuple(
    (re.compile(pattern), template)
    for pattern, template in (
        (r"Missing (?:argument|option) '(?P<name>[^']+)'", N_("{name} is missing")),
        (r"Missing command", N_("the name of a command is missing")),
        (r"No such command '(?P<name>[^']*)'\. Did you mean (?P<near>.+)\?",
         N_("there is no command {name}; near it: {near}")),
        (r"No such command '(?P<name>[^']*)'", N_("there is no command {name}")),
        (r"No such option: (?P<name>\S+) \(Possible options: (?P<near>.+)\)",
         N_("there is no option {name}; near it: {near}")),
        (r"No such option: (?P<name>\S+)", N_("there is no option {name}")),
        (r"Option '(?P<name>[^']+)' requires an argument", N_("{name} needs a value after it")),
        (r"Option '(?P<name>[^']+)' does not take a value", N_("{name} takes no value")),
        (r"Got unexpected extra argument\(s\) \((?P<words>.*)\)", N_("{words}: more words than this command takes")),
        (r"Invalid value for '(?P<name>[^']+)': .*valid integer", N_("{name} needs a whole number")),
        (r"Invalid value for '(?P<name>[^']+)': Value error, (?P<value>.*) does not match the formats '%Y-%m-%d'",
         N_("{name} is {value}; needed is a day such as 2024-10-01")),
    )
)  # fmt: skip


def describe_usage(error: typer.TyperException) -> Sentence:
    """What the words of a command line lack or have too much, and where help is."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "netral"
    message = (error.format_message() if hasattr(error, "format_message") else str(error)).rstrip(".")
    return Sentence("{message}. See '{command} --help'.", message=_reword(message), command=path)


def _reword(message: str) -> Sentence | str:
    for pattern, template in SAID:
        if match := pattern.match(message):
            return Sentence(template, **match.groupdict())
    return message
