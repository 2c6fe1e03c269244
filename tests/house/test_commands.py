"""Every command explains itself and is in the documentation."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer


def walk_commands(command: object, name: str) -> Iterator[tuple[str, str]]:
    """A command to its full name and help, and those of every command under it."""
    below = getattr(command, "commands", None)
    if below is None:
        yield name, f"{command.help or ''}\n{command.epilog or ''}"
        return
    for word, child in below.items():
        yield from walk_commands(child, f"{name} {word}")


def has_example(name: str, text: str) -> bool:
    """Whether some line behind "Example:" has the name's words in order; `review` has its folder between them."""
    examples = [line.partition("Example:")[2].split() for line in text.splitlines() if "Example:" in line]
    return any(
        [word for word in example if word in name.split()][: len(name.split())] == name.split() for example in examples
    )


@cache
def open_program() -> object:
    """The program with all its commands."""
    from netral.cli import make_app

    return typer.main.get_command(make_app())


@pytest.fixture(scope="module")
def commands() -> dict[str, str]:
    """Full name of every command to its help and epilog."""
    return dict(walk_commands(open_program(), "netral"))


def test_every_command_has_help_with_an_example(commands: dict[str, str]) -> None:
    assert commands
    assert not [name for name, text in commands.items() if not has_example(name, text)]


@pytest.mark.parametrize("readme", ["README.md", "README.id.md"])
def test_every_command_is_in_both_readmes(repository: Path, commands: dict[str, str], readme: str) -> None:
    text = (repository / readme).read_text(encoding="utf-8")
    groups = {" ".join(name.split()[:2]) for name in commands}
    assert not sorted(name for name in groups if f"`{name}" not in text)


GUIDES = [("docs/user-guide.id.md", "docs/user-guide.en.md"), ("docs/captures.id.md", "docs/captures.en.md")]
PAGES = ["README.md", "README.id.md", *(page for pair in GUIDES for page in pair)]


def list_options(words: list[str]) -> tuple[list[str], set[str]]:
    """A command line to the names of its commands and the options that the last one knows."""
    command: Any = open_program()
    names = []
    for word in words:
        if word in (below := getattr(command, "commands", {})):
            command = below[word]
            names.append(word)
    return names, {option for parameter in command.params for option in parameter.opts}


def read_commands(page: Path) -> list[list[str]]:
    """The words behind `netral` on each line of a page's blocks of code."""
    blocks = page.read_text(encoding="utf-8").split("```")[1::2]
    lines = [shlex.split(line, comments=True) for block in blocks for line in block.splitlines()]
    return [words[words.index("netral") + 1 :] for words in lines if words[:1] == ["netral"]]


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_of_a_page_exist_with_their_options(repository: Path, page: str) -> None:
    commands = read_commands(repository / page)
    assert commands
    for words in commands:
        names, known = list_options(words)
        assert names, words
        assert {word for word in words if word.startswith("--")} <= known, words


@pytest.mark.parametrize("guide", GUIDES)
def test_the_guides_show_the_same_commands(repository: Path, guide: tuple[str, str]) -> None:
    indonesian, english = (read_commands(repository / page) for page in guide)
    assert [list_options(words) for words in indonesian] == [list_options(words) for words in english]
