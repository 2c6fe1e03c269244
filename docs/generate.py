"""The pages that are written from the code: the data dictionary and the rule book. `make docs` runs this."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from netral.model import Rule
from netral.rules import load_catalogue
from netral.store.schema import TABLES

FOLDER = Path(__file__).parent
SHIPPED_CATALOGUES = ("skb-2022",)

DICTIONARY_HEAD = """\
# Data dictionary

Written from `netral/store/schema.py` by `make docs`; change it there. Each table is a folder of Parquet files under
`data/<investigation>/store/`. Ids are strings, times are UTC microseconds, unknown is null.
"""

RULE_BOOK_HEAD = """\
# Rule book

Written from `netral/rules/catalogue/` by `make docs`; change it there. A rule describes an act that a person should
read; it never decides anything. Confidence of a source: C-prim is the text of the instrument itself, C a published
page, G general knowledge, U unsure or in conflict. A rule without a C-prim source is to be confirmed by counsel, and
every pack says so.
"""


def build_data_dictionary() -> str:
    """The table models to one Markdown page: a section a table, a row a column."""
    lines = [DICTIONARY_HEAD, *(line for name in TABLES for line in describe_table(name))]
    return "\n".join(lines).rstrip() + "\n"


def describe_table(name: str) -> Iterator[str]:
    """A table's name to its section, with the descriptions that stand in its model."""
    schema = TABLES[name].to_schema()
    yield from (f"## {name}", "", inspect.cleandoc(TABLES[name].__doc__ or ""), "")
    yield from ("| column | type | may be null | meaning |", "|---|---|---|---|")
    for column, field in schema.columns.items():
        yield f"| `{column}` | {field.dtype} | {'yes' if field.nullable else 'no'} | {field.description or ''} |"
    yield ""


def build_rule_book() -> str:
    """The shipped catalogues to one Markdown page: a section a rule."""
    lines = [RULE_BOOK_HEAD]
    for catalogue in map(load_catalogue, SHIPPED_CATALOGUES):
        lines += [f"## Catalogue {catalogue.catalogue_id}, version {catalogue.version}", ""]
        lines += [line for rule in catalogue.rules for line in describe_rule(rule)]
    return "\n".join(lines).rstrip() + "\n"


def describe_rule(rule: Rule) -> Iterator[str]:
    """A rule to its section: what it is about, where it is written, and what else may explain the act."""
    yield from (f"### {rule.rule_id}: {rule.title['en']}", "", f"*{rule.title['id']}*", "")
    yield f"- version {rule.version}, valid {rule.valid_from} to {rule.valid_to or 'further notice'}"
    yield f"- regime {rule.regime.value}, class {rule.rule_class.value}, status {rule.status.value}"
    yield f"- norm: {rule.norm}; sanction as reported: {rule.sanction}"
    yield f"- acts: {', '.join(sorted(kind.value for kind in rule.kinds))}"
    yield f"- by: {', '.join(sorted(role.value for role in rule.actor_roles))}"
    yield f"- toward: {', '.join(sorted(role.value for role in rule.target_roles))}"
    yield f"- to be confirmed by counsel: {'yes' if rule.needs_counsel else 'no'}"
    yield from ("", "Sources:", "")
    yield from (f"- {source.instrument}, {source.article} ({source.confidence})" for source in rule.sources)
    yield from ("", "Innocent explanations to rule out first:", "")
    yield from (f"- {text}" for text in rule.innocent_explanations["en"])
    yield from ("", "What the reviewer checks:", "")
    yield from (f"- {text}" for text in rule.reviewer_checks["en"])
    yield ""


PAGES: dict[str, Callable[[], str]] = {"data-dictionary.md": build_data_dictionary, "rule-book.md": build_rule_book}


def main() -> None:
    """Write every generated page beside this module, each whole or not at all."""
    for name, build in PAGES.items():
        unfinished = FOLDER / f"{name}.new"
        unfinished.write_text(build(), encoding="utf-8", newline="\n")
        os.replace(unfinished, FOLDER / name)
        print(f"docs/{name}")


if __name__ == "__main__":
    main()
