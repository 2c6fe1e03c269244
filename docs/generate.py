"""The pages that are written from the code: the data dictionary and the rule book. `make docs` runs this."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from docs.rule_book import build_rule_book
from netral.store.declare import build_declared
from netral.store.schema import TABLES

FOLDER = Path(__file__).parent

DICTIONARY_HEAD = """\
# Data dictionary

Written from `netral/store/schema.py` by `make docs`; change it there. Each table is a folder of Parquet files under
`data/<investigation>/store/`. Ids are strings, times are UTC microseconds, unknown is null.
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


PAGES: dict[str, Callable[[], str]] = {
    "data-dictionary.md": build_data_dictionary,
    "rule-book.id.md": partial(build_rule_book, "id"),
    "rule-book.en.md": partial(build_rule_book, "en"),
    "../netral/store/declared.json": build_declared,
}


def main() -> None:
    """Write every generated page beside this module, each whole or not at all."""
    for name, build in PAGES.items():
        unfinished = FOLDER / f"{name}.new"
        unfinished.write_text(build(), encoding="utf-8", newline="\n")
        os.replace(unfinished, FOLDER / name)
        print(f"docs/{name}")


if __name__ == "__main__":
    main()
