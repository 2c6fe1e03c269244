"""rules/catalogue/<id>/*.yaml -> Catalogue, one file a rule, every key checked."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml

from netral.errors import BadRule
from netral.model import Catalogue, Kind, Regime, Role, Rule, RuleClass, RuleSource, RuleStatus

CONFIDENCES = ("C-prim", "C", "G", "U")
KEYS = {
    "id", "title", "regime", "class", "status", "valid_from", "valid_to", "norm", "sanction", "behaviours", "sources",
    "innocent_explanations", "reviewer_checks",
}  # fmt: skip


def load_catalogue(name: str, base: Path | None = None) -> Catalogue:
    """The id of a catalogue shipped with netral, or a path to one, to its rules.

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
    head = _load(folder / "catalogue.yaml")
    version = str(head.get("version", ""))
    if not version or not head.get("id"):
        raise BadRule(f"{folder / 'catalogue.yaml'}: id and version are needed")
    paths = sorted((item for item in folder.iterdir() if item.name.endswith(".yaml")), key=lambda item: item.name)
    rules = tuple(_read_rule(path, version) for path in paths if path.name != "catalogue.yaml")
    return Catalogue(str(head["id"]), version, rules)


def _find_folder(name: str, base: Path | None) -> Traversable:
    shipped = files("netral.rules").joinpath("catalogue")
    if "/" not in name and "\\" not in name and shipped.joinpath(name).is_dir():
        return shipped.joinpath(name)
    for folder in (Path(name),) if base is None else (base / name, Path(name)):
        if folder.is_dir():
            return folder
    allowed = ", ".join(sorted(item.name for item in shipped.iterdir() if item.is_dir()))
    raise BadRule(f"rules: catalogue {name!r} is not shipped and no folder; allowed are {allowed} or a path")


def _load(path: Traversable) -> dict[str, Any]:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadRule(f"{path} is missing") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        raise BadRule(f"{path}, line {mark.line + 1 if mark else 1}: {getattr(error, 'problem', error)}") from None
    if not isinstance(data, dict):
        raise BadRule(f"{path}: must be a mapping of keys to values")
    return data


def _read_rule(path: Traversable, version: str) -> Rule:
    data = _load(path)
    if unknown := set(data) - KEYS:
        raise BadRule(f"{path}: key {min(unknown)!r} is unknown; allowed are {', '.join(sorted(KEYS))}")
    if missing := KEYS - set(data):
        raise BadRule(f"{path}: key {min(missing)!r} is missing")
    if not data["sources"]:
        raise BadRule(f"{path}: a rule without a source is not used")
    if not isinstance(data["valid_from"], date) or not isinstance(data["valid_to"], date | None):
        raise BadRule(f"{path}: valid_from must be a date, and valid_to a date or null")
    behaviours = data["behaviours"]
    try:
        return Rule(
            rule_id=str(data["id"]),
            version=version,
            title={str(key): str(value) for key, value in data["title"].items()},
            regime=Regime(data["regime"]),
            rule_class=RuleClass(data["class"]),
            status=RuleStatus(data["status"]),
            valid_from=data["valid_from"],
            valid_to=data["valid_to"],
            norm=str(data["norm"]),
            sanction=str(data["sanction"]),
            kinds=frozenset(Kind(kind) for kind in behaviours["kinds"]),
            actor_roles=frozenset(Role(role) for role in behaviours["actor_roles"]),
            target_roles=frozenset(Role(role) for role in behaviours["target_roles"]),
            sources=tuple(_read_source(path, item) for item in data["sources"]),
            innocent_explanations={key: tuple(value) for key, value in data["innocent_explanations"].items()},
            reviewer_checks={key: tuple(value) for key, value in data["reviewer_checks"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadRule(f"{path}: {error}") from None


def _read_source(path: Traversable, item: dict[str, Any]) -> RuleSource:
    if item["confidence"] not in CONFIDENCES:
        raise BadRule(f"{path}: confidence {item['confidence']!r}; allowed are {', '.join(CONFIDENCES)}")
    return RuleSource(str(item["instrument"]), str(item["article"]), item["confidence"])
