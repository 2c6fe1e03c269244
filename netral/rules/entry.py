"""A YAML file -> an Entry: values that know their file, line and key, so that every complaint names them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from netral.errors import BadRule, Sentence

LANGUAGES = ("id", "en")  # the first is needed, the others are welcome
# The loader in C is ten times faster and marks the same lines; a few builds of PyYAML come without it.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_DEPTH = 20  # a rule needs five levels; thousands would end the whole program


class Entry:
    """One value of a catalogue's file: a mapping, a list or a scalar."""

    def __init__(self, node: yaml.Node, path: Traversable, key: str = "") -> None:
        self.node, self.path, self.key = node, path, key

    @property
    def place(self) -> Sentence:
        """The file and the line where this value begins."""
        return Sentence("{file}, line {line}", file=self.path, line=_count_line(self.node.start_mark))

    def fail(self, problem: str, /, **values: object) -> BadRule:
        """The complaint about this value; it is for the caller to raise."""
        return BadRule(
            "{place}: {subject} {problem}",
            place=self.place,
            subject=Sentence("key {key!r}", key=self.key) if self.key else Sentence("the file"),
            problem=Sentence(problem, **values),
        )

    def mapping(self, required: Iterable[str], optional: Iterable[str] = ()) -> dict[str, Entry]:
        """A mapping with all required keys and no unknown one."""
        required, entries = tuple(required), self.pairs()
        allowed = (*required, *optional)
        for key, entry in entries.items():
            if key not in allowed:
                raise entry.fail("is unknown; allowed are {allowed}", allowed=", ".join(allowed))
        for key in required:
            if key not in entries:
                raise BadRule("{place}: key {key!r} is missing", place=self.place, key=self._below(key))
        return entries

    def pairs(self) -> dict[str, Entry]:
        """A mapping of any keys, each at most once."""
        if not isinstance(self.node, yaml.MappingNode):
            raise self.fail("must be a mapping of keys to values")
        entries: dict[str, Entry] = {}
        for key_node, value_node in self.node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise Entry(key_node, self.path, self.key).fail("has a key that is no text")
            if key_node.value in entries:
                raise Entry(key_node, self.path, self._below(key_node.value)).fail("stands here twice")
            entries[key_node.value] = Entry(value_node, self.path, self._below(key_node.value))
        return entries

    def items(self) -> list[Entry]:
        """A list, which may be empty."""
        if not isinstance(self.node, yaml.SequenceNode):
            raise self.fail("must be a list")
        return [Entry(node, self.path, f"{self.key}[{number}]") for number, node in enumerate(self.node.value)]

    def text(self) -> str:
        """A text that says something; a number must stand in quotes, so that 1.10 stays 1.10."""
        if not (isinstance(self.node, yaml.ScalarNode) and self.node.tag == "tag:yaml.org,2002:str"):
            raise self.fail("must be a text (a number, a date, yes and no stand in quotes)")
        if not self.node.value.strip():
            raise self.fail("is empty")
        return str(self.node.value.strip())

    def text_or_null(self) -> str | None:
        """A text that says something, or null."""
        return None if self._is_null else self.text()

    def choice(self, allowed: Iterable[str]) -> str:
        """One of the words allowed."""
        # By its letters and not its type: YAML would read the words yes and no as true and false.
        value = self.node.value if isinstance(self.node, yaml.ScalarNode) else "no single word"
        words = tuple(allowed)
        if value not in words:
            raise self.fail("is {value!r}; allowed are {allowed}", value=value, allowed=", ".join(words))
        return str(value)

    def choices(self, allowed: Iterable[str]) -> frozenset[str]:
        """A list of words allowed, which may be empty."""
        words = tuple(allowed)
        return frozenset(item.choice(words) for item in self.items())

    def day(self) -> date:
        """A day."""
        value = self.node.value if isinstance(self.node, yaml.ScalarNode) else "no single day"
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise self.fail("is {value!r}; allowed is a date such as 2022-09-22", value=value) from None

    def day_or_null(self) -> date | None:
        """A day, or null."""
        return None if self._is_null else self.day()

    def texts(self) -> dict[str, str]:
        """A text by language."""
        return {language: entry.text() for language, entry in self._by_language().items()}

    def text_lists(self) -> dict[str, tuple[str, ...]]:
        """Texts by language."""
        return {
            language: tuple(item.text() for item in entry.items()) for language, entry in self._by_language().items()
        }

    @property
    def _is_null(self) -> bool:
        return bool(self.node.tag == "tag:yaml.org,2002:null")

    def _by_language(self) -> dict[str, Entry]:
        return self.mapping(LANGUAGES[:1], LANGUAGES[1:])

    def _below(self, key: str) -> str:
        return f"{self.key}.{key}" if self.key else key


def load_entry(path: Traversable) -> Entry:
    """A YAML file to the value it holds.

    Raises
    ------
    BadRule
        When it is missing, no UTF-8, no YAML or empty, with the line.
    """
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
        _check_depth(text, path)
        node = yaml.compose(text, _Loader)
    except FileNotFoundError:
        raise BadRule("{path} is missing", path=path) from None
    except OSError as error:
        raise BadRule("{path} cannot be read: {reason}", path=path, reason=error.strerror) from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadRule("{path}, line {line}: byte {byte} is not UTF-8", path=path, line=line, byte=error.start) from None
    except yaml.reader.ReaderError as error:
        raise BadRule(
            "{path}, line {line}: a character is not allowed in YAML: {reason}",
            path=path,
            line=_find_line(text),
            reason=error.reason,
        ) from None
    except yaml.MarkedYAMLError as error:
        problem = ", ".join(filter(None, [error.context, error.problem]))
        raise BadRule(
            "{path}, line {line}: {problem}",
            path=path,
            line=_count_line(error.problem_mark or error.context_mark),
            problem=problem,
        ) from None
    if node is None:
        raise BadRule("{path}, line 1: the file is empty", path=path)
    return Entry(node, path)


def _check_depth(text: str, path: Traversable) -> None:
    depth = 0
    for event in yaml.parse(text, _Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise BadRule(
                "{path}, line {line}: is nested deeper than {most} levels",
                path=path,
                line=_count_line(event.start_mark),
                most=MAX_DEPTH,
            )


def _count_line(mark: Any) -> int:
    """A mark of either loader to its line, counted from 1."""
    return mark.line + 1 if mark else 1


def _find_line(text: str) -> int:
    """The line of the first character that YAML does not allow; its reader names no line."""
    found = yaml.reader.Reader.NON_PRINTABLE.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else 1
