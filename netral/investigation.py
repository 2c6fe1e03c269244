"""investigation.yaml -> Investigation: region, phases, lawful basis, retention; and whether a step is lawful today."""

from __future__ import annotations

import itertools
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from netral.errors import BadInvestigation, Sentence
from netral.model import Interpretation, Investigation, LawfulBasis, Phase, Regime, Region, RuleClass, Thresholds
from netral.times import ZONE_LABELS, now_utc

DETERMINATION = "determination"
INTERPRETATIONS = ("contested", "permitted", "forbidden")


def read_investigation(folder: str | Path) -> Investigation:
    """A folder to what its investigation.yaml says.

    Raises
    ------
    BadInvestigation
        When the file is missing or no YAML, or a key is missing or has a value that is not allowed.
    """
    path = Path(folder) / "investigation.yaml"
    data = _Section(_load_yaml(path), path, "")
    region, election, basis = data.section("region"), data.section("election"), data.section("lawful_basis", {})
    zone = region.choice("timezone", tuple(ZONE_LABELS))
    return Investigation(
        folder=Path(folder),
        investigation_id=_check_id(data),
        title=data.text("title"),
        region=Region(code=region.text("code", ""), name=region.text("name"), timezone=zone),
        regime=Regime(election.choice("regime", tuple(Regime))),
        phases=_read_phases(election),
        lawful_basis=LawfulBasis(
            purpose=basis.text("purpose", ""),
            article=basis.text("article", ""),
            letter_no=basis.text("letter_no", ""),
            letter_date=basis.date("letter_date"),
            controller=basis.text("controller", ""),
        ),
        retention_until=data.section("retention", {}).date("until"),
        employees_asn=data.section("employees", {}).count("asn"),
        employees_non_asn=data.section("employees", {}).count("non_asn"),
        rules=data.text("rules", "skb-2022"),
        interpretations=_read_interpretations(data.section("interpretations", {})),
        thresholds=_read_thresholds(data.section("thresholds", {})),
    )


def find_today(investigation: Investigation) -> date:
    """The present date in the region, in which retention counts."""
    return now_utc().astimezone(ZoneInfo(investigation.region.timezone)).date()


def require_lawful(investigation: Investigation, today: date) -> None:
    """Refuse a step without purpose, letter number and retention date, or after the retention date.

    Raises
    ------
    BadInvestigation
        Naming the key that is missing or empty, or the date that has passed.
    """
    path = investigation.folder / "investigation.yaml"
    basis = investigation.lawful_basis
    for key, value in (
        ("lawful_basis.purpose", basis.purpose),
        ("lawful_basis.letter_no", basis.letter_no),
        ("retention.until", investigation.retention_until),
    ):
        if not value:
            raise BadInvestigation(
                "{path}: {key} is missing or empty; nothing runs without a lawful basis", path=path, key=key
            )
    if investigation.retention_until and today > investigation.retention_until:
        raise BadInvestigation(
            "{path}: retention.until {day} has passed; only status and purge work now",
            path=path,
            day=investigation.retention_until,
        )


class _Section:
    """One mapping of the file with its place in it, so that every complaint names file and key."""

    def __init__(self, data: Any, path: Path, prefix: str) -> None:
        if not isinstance(data, dict):
            raise BadInvestigation(
                "{path}: {key} must be a mapping of keys to values",
                path=path,
                key=prefix.rstrip(".") or Sentence("the file"),
            )
        self.data, self.path, self.prefix = data, path, prefix

    def fail_at(self, key: str, problem: str, /, **values: object) -> BadInvestigation:
        return BadInvestigation(
            "{path}: {key} {problem}", path=self.path, key=f"{self.prefix}{key}", problem=Sentence(problem, **values)
        )

    def section(self, key: str, default: dict[str, Any] | None = None) -> _Section:
        value = self.data.get(key)
        if value is None:
            if default is None:
                raise self.fail_at(key, "is missing")
            value = default
        return _Section(value, self.path, f"{self.prefix}{key}.")

    def text(self, key: str, default: str | None = None) -> str:
        value = self.data.get(key)
        if value is None:
            if default is None:
                raise self.fail_at(key, "is missing")
            return default
        if isinstance(value, (dict, list)):
            raise self.fail_at(key, "must be a text")
        return str(value).strip()

    def choice(self, key: str, allowed: tuple[str, ...]) -> str:
        value = self.text(key)
        if value not in allowed:
            raise self.fail_at(key, "is {value!r}; allowed are {allowed}", value=value, allowed=", ".join(allowed))
        return value

    def date(self, key: str) -> date | None:
        value = self.data.get(key)
        if value is None or value == "":
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value).strip())
        except ValueError:
            raise self.fail_at(key, "is {value!r}; allowed is a date such as 2024-09-20", value=value) from None

    def count(self, key: str, default: int = 0, least: int = 0) -> int:
        value = self.data.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            raise self.fail_at(key, "is {value!r}; allowed is a whole number from {least}", value=value, least=least)
        return value


class _Loader(yaml.SafeLoader):
    """YAML in which a date that is none stays text, so that the complaint can name its key."""

    def construct_date(self, node: yaml.ScalarNode) -> Any:
        try:
            return self.construct_yaml_timestamp(node)
        except ValueError:
            return node.value


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader.construct_date)


def _load_yaml(path: Path) -> Any:
    try:
        text = path.read_text(encoding="utf-8-sig")
        return yaml.load(text, _Loader)
    except FileNotFoundError:
        raise BadInvestigation("{path} is missing; 'netral init DIR' writes one to fill in", path=path) from None
    except UnicodeDecodeError as error:
        raise BadInvestigation("{path}: byte {byte} is not UTF-8", path=path, byte=error.start) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise BadInvestigation(
            "{path}: line {line}: character U+{character:04X} is not allowed in YAML",
            path=path,
            line=line,
            character=error.character,
        ) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        if mark := getattr(error, "problem_mark", None):
            raise BadInvestigation(
                "{path}: line {line}, column {column}: the YAML cannot be read from here on ({problem}); mind indents, "
                "colons and quotes",
                path=path,
                line=mark.line + 1,
                column=mark.column + 1,
                problem=problem,
            ) from None
        raise BadInvestigation("{path}: the YAML cannot be read ({problem})", path=path, problem=problem) from None


def _check_id(data: _Section) -> str:
    value = data.text("id")
    if not value or not all(char.isascii() and (char.isalnum() or char in "-_.") for char in value) or value[0] == ".":
        raise data.fail_at("id", "is {value!r}; allowed are letters, digits, '-', '_' and '.'", value=value)
    return value


def _read_phases(election: _Section) -> tuple[Phase, ...]:
    items = election.data.get("phases")
    if not isinstance(items, list) or not items:
        raise election.fail_at("phases", "must be a list of {id, from, to}")
    rows = []
    for number, item in enumerate(items):
        entry = _Section(item, election.path, f"{election.prefix}phases[{number}].")
        starts_on, ends_on = entry.date("from"), entry.date("to")
        if starts_on is None or ends_on is None:
            raise entry.fail_at("from" if starts_on is None else "to", "is missing")
        if ends_on < starts_on:
            raise entry.fail_at("to", "{ends_on} lies before from {starts_on}", ends_on=ends_on, starts_on=starts_on)
        rows.append((entry.text("id"), starts_on, ends_on))
    rows.sort(key=lambda row: row[1])
    for (first, _, end), (second, start, _) in itertools.pairwise(rows):
        if start <= end:
            raise election.fail_at(
                "phases", "{first} and {second} overlap on {day}", first=first, second=second, day=start
            )
    return _class_phases(election, rows)


def _class_phases(election: _Section, rows: list[tuple[str, date, date]]) -> tuple[Phase, ...]:
    ids = [row[0] for row in rows]
    if len(set(ids)) != len(ids):
        raise election.fail_at("phases", "names a phase twice")
    if DETERMINATION not in ids:
        raise election.fail_at(
            "phases",
            "has no phase with id {phase}; the class of every act hangs on it",
            phase=DETERMINATION,
        )
    turn = ids.index(DETERMINATION)
    return tuple(
        Phase(phase_id, starts_on, ends_on, RuleClass.ETHICS if number < turn else RuleClass.DISCIPLINE)
        for number, (phase_id, starts_on, ends_on) in enumerate(rows)
    )


def _read_interpretations(section: _Section) -> tuple[Interpretation, ...]:
    rows = []
    for behaviour, value in section.data.items():
        entry = value if isinstance(value, dict) else {"status": value}
        inner = _Section(entry, section.path, f"{section.prefix}{behaviour}.")
        status = inner.choice("status", INTERPRETATIONS)
        source, dated = inner.text("source", ""), inner.date("date")
        if status != "contested" and not (source and dated):
            raise inner.fail_at(
                "source", "and date are needed when the reading is {status!r}, not contested", status=status
            )
        rows.append(Interpretation(str(behaviour), status, source, dated))
    return tuple(rows)


def _read_thresholds(section: _Section) -> Thresholds:
    known = Thresholds()
    allowed = tuple(Thresholds.__dataclass_fields__)
    for key in section.data:
        if key not in allowed:
            raise section.fail_at(str(key), "is unknown; allowed are {allowed}", allowed=", ".join(allowed))
    return Thresholds(**{key: section.count(key, getattr(known, key), least=1) for key in allowed})
