"""rules/catalogue/<id>/*.yaml -> Catalogue: a shipped folder or an agency's own, which may extend another."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from netral.errors import BadRule
from netral.model import CONFIDENCES, Catalogue, OpenQuestion, Position, Rule
from netral.rules.entry import Entry, load_entry
from netral.rules.read_rule import read_rule
from netral.rules.versions import check_versions, sort_rules, supersede

HEAD, QUESTIONS = "catalogue.yaml", "interpretations.yaml"


def load_catalogue(name: str, base: Path | None = None) -> Catalogue:
    """The id of a catalogue shipped with netral, or a path to one, to its rules.

    A catalogue that extends another has all rules of both; on a day on which both have a version of a rule, its own is
    the one in force. Of the rules, none of one id are in force on the same day.

    Parameters
    ----------
    name : str
    base : Path, optional
        Where a relative path counts from; where there is none, from the working folder.

    Raises
    ------
    BadRule
        When there is no such catalogue, or a file of it has an unknown key, a missing one or a value not allowed.
    """
    folder = _find_folder(name, base)
    if folder is None:
        raise BadRule(
            "rules: catalogue {name!r} is not shipped and no folder; allowed: {allowed} or a path",
            name=name,
            allowed=_list_shipped(),
        )
    return _load_shipped(name) if _is_shipped(name) else _load_folder(folder, ())


@cache
def _load_shipped(name: str) -> Catalogue:
    """A catalogue that is a part of the program, read once."""
    return _load_folder(files("netral.rules").joinpath("catalogue", name), ())


def _is_shipped(name: str) -> bool:
    return "/" not in name and "\\" not in name and files("netral.rules").joinpath("catalogue", name).is_dir()


def _find_folder(name: str, base: Path | None) -> Traversable | None:
    if _is_shipped(name):
        return files("netral.rules").joinpath("catalogue", name)
    candidates = (Path(name),) if base is None else (base / name, Path(name))
    return next((candidate for candidate in candidates if candidate.is_dir()), None)


def _list_shipped() -> str:
    shipped = files("netral.rules").joinpath("catalogue")
    return ", ".join(sorted(item.name for item in shipped.iterdir() if item.is_dir()))


def _load_folder(folder: Traversable, above: tuple[Traversable, ...]) -> Catalogue:
    """A folder with all that it extends; ``above`` are the folders that extend it."""
    head = load_entry(folder / HEAD)
    keys = head.mapping(("id", "version"), ("title", "extends"))
    rule_files = [read_rule(load_entry(path)) for path in _list_files(folder) if path.name not in (HEAD, QUESTIONS)]
    check_versions(rule_files)
    rules = [file.rule for file in rule_files]
    if "extends" in keys:
        rules = supersede(_load_extended(keys["extends"], (*above, folder)).rules, rules)
    if not rules:
        raise head.fail("stands in a folder without a rule, and extends no other catalogue")
    if folder.joinpath(QUESTIONS).is_file():
        rules = _add_questions(rules, load_entry(folder / QUESTIONS))
    title = keys["title"].texts() if "title" in keys else {}
    return Catalogue(keys["id"].text(), keys["version"].text(), sort_rules(rules), title)


def _list_files(folder: Traversable) -> list[Traversable]:
    found = [item for item in folder.iterdir() if item.name.endswith((".yaml", ".yml")) and item.is_file()]
    return sorted(found, key=lambda item: item.name)


def _load_extended(entry: Entry, above: tuple[Traversable, ...]) -> Catalogue:
    name, own = entry.text(), above[-1]
    folder = _find_folder(name, own if isinstance(own, Path) else None)
    if folder is None:
        raise entry.fail(
            "is {name!r}, which is not shipped and no folder; allowed are {allowed} or a path",
            name=name,
            allowed=_list_shipped(),
        )
    if _is_among(folder, above):
        raise entry.fail("is {name!r}, which extends this catalogue in its turn", name=name)
    return _load_folder(folder, above)


def _is_among(folder: Traversable, folders: tuple[Traversable, ...]) -> bool:
    return any(isinstance(folder, Path) and isinstance(f, Path) and folder.resolve() == f.resolve() for f in folders)


def _add_questions(rules: list[Rule], entry: Entry) -> list[Rule]:
    """Rules with the open questions that a file names them for, behind those that they have already."""
    for behaviour, item in entry.pairs().items():
        keys = item.mapping(("rules", "asks", "positions"))
        question = OpenQuestion(behaviour, keys["asks"].texts(), tuple(map(_read_position, keys["positions"].items())))
        affected = keys["rules"].choices(sorted({rule.rule_id for rule in rules}))
        rules = [replace(r, questions=_join(r.questions, question)) if r.rule_id in affected else r for r in rules]
    return rules


def _join(questions: tuple[OpenQuestion, ...], new: OpenQuestion) -> tuple[OpenQuestion, ...]:
    """Questions with one more; a question that is there already gains positions."""
    if new.behaviour not in {question.behaviour for question in questions}:
        return (*questions, new)
    return tuple(
        replace(question, positions=question.positions + new.positions)
        if question.behaviour == new.behaviour
        else question
        for question in questions
    )


def _read_position(entry: Entry) -> Position:
    keys = entry.mapping(("by", "date", "says", "source", "confidence"))
    return Position(
        by=keys["by"].texts(),
        dated=keys["date"].day_or_null(),
        says=keys["says"].texts(),
        source=keys["source"].text(),
        confidence=keys["confidence"].choice(CONFIDENCES),
    )
