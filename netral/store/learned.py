"""What captures teach of the registry's accounts: which id wears which handle, and which captures must know it.

A registry row may have a handle only, and accounts are renamed. Where some capture shows a registry account's id beside
a handle, every capture may name the account by either, whatever came first. A handle seen under several ids teaches
nothing.
"""

from __future__ import annotations

import os
from pathlib import Path

import duckdb

from netral.identity import make_account_id
from netral.registry import Learned, RegistryIndex
from netral.store.captures import PARSED, list_parts
from netral.store.count import quote_paths
from netral.store.database import open_database
from netral.store.fingerprint import LEARNED
from netral.store.names import Names

PLAIN = "SELECT DISTINCT account_id, alias_id FROM {source} WHERE alias_id NOT LIKE '%:~%'"
WORN = "SELECT DISTINCT account_id, alias_id FROM {source} SEMI JOIN wanted ON wanted.name = alias_id"
NAMED = """
SELECT DISTINCT regexp_extract(filename, '{parsed}[/\\\\](c-[0-9a-f]+)', 1), account_id, alias_id, handle
FROM {source} WHERE account_id NOT LIKE '%:~%'
"""
HIDDEN = """
SELECT DISTINCT regexp_extract(filename, '{parsed}[/\\\\](c-[0-9a-f]+)', 1)
FROM {source} SEMI JOIN wanted ON wanted.name = {column}
"""
MASKED = """
SELECT DISTINCT regexp_extract(filename, '{parsed}[/\\\\](c-[0-9a-f]+)', 1)
FROM (
    SELECT filename, unnest(regexp_extract_all({column}, '~[0-9a-f]{{20}}')) AS name
    FROM {source} WHERE contains({column}, '~')
) p SEMI JOIN wanted ON split_part(wanted.name, ':', 2) = p.name
"""
# Where a part may know an account by a pseudonym: named alone, or within a text.
HIDING = (
    ("accounts", "account_id", HIDDEN),
    ("records", "target", HIDDEN),
    ("chat_posts", "chat", HIDDEN),
    ("posts", "text", MASKED),
    ("acts", "text", MASKED),
)


def learn_names(store_folder: Path, names: Names) -> frozenset[Learned]:
    """The parts of every capture to the ids and handles that belong together, one of the two being the registry's.

    Parameters
    ----------
    names : Names
        For the pseudonyms under which a part may know an id or handle.
    """
    paths = list_parts(store_folder, "accounts-*.parquet")
    if not paths:
        return frozenset()
    source = f"read_parquet({quote_paths(map(str, paths))})"
    with open_database() as con:
        pairs = [_to_learned(*row) for row in con.execute(PLAIN.format(source=source)).fetchall()]
        aliases = {names.hide(each.platform, None, each.handle): (each.platform, each.handle) for each in pairs}
        _fill_wanted(con, aliases)
        worn: dict[tuple[str, str], set[str]] = {}
        for account_id, alias_id in con.execute(WORN.format(source=source)).fetchall():
            worn.setdefault(aliases[alias_id], set()).add(account_id)
    for each in pairs:
        worn.setdefault((each.platform, each.handle), set()).add(names.hide(each.platform, each.platform_id, None))
    return frozenset(each for each in pairs if len(worn[each.platform, each.handle]) == 1)


def find_stale_parts(store_folder: Path, names: Names) -> set[str]:
    """The captures whose parts name an account otherwise than ``names`` would now, within a text too; capture ids."""
    paths = list_parts(store_folder, "accounts-*.parquet")
    if not paths:
        return set()
    source = f"read_parquet({quote_paths(map(str, paths))}, filename = true)"
    with open_database() as con:
        rows = con.execute(NAMED.format(source=source, parsed=PARSED)).fetchall()
        stale = {part for part, *named in rows if not _is_named_so(names.index, *named)}
        if hidden := list_hidden(names):
            _fill_wanted(con, hidden)
            stale.update(*(_find_hiding(con, store_folder, *each) for each in HIDING))
    return stale


def _find_hiding(con: duckdb.DuckDBPyConnection, store_folder: Path, name: str, column: str, query: str) -> set[str]:
    """The captures of whose parts one table holds a wanted pseudonym in a column; capture ids."""
    source = f"read_parquet({quote_paths(map(str, list_parts(store_folder, f'{name}-*.parquet')))}, filename = true)"
    return {part for (part,) in con.execute(query.format(source=source, parsed=PARSED, column=column)).fetchall()}


def read_shown(store_folder: Path) -> set[str]:
    """The pseudonyms of all that some part was parsed with as learned, so that it may show it within a text."""
    path = store_folder / LEARNED
    return set(path.read_text("ascii").split()) if path.is_file() else set()


def write_shown(store_folder: Path, pseudonyms: set[str]) -> None:
    """Leave them for the next time; an account's own names are not kept here."""
    beside = store_folder / f"{LEARNED}.{os.getpid()}.tmp"
    beside.write_text("\n".join(sorted(pseudonyms)), encoding="ascii")
    os.replace(beside, store_folder / LEARNED)


def list_hidden(names: Names) -> set[str]:
    """The pseudonyms of what was learned, under which a part knows it that was parsed before."""
    ids = {names.hide(platform, platform_id, None) for platform, platform_id in names.index.learned_ids}
    return ids | {names.hide(platform, None, handle) for platform, handle in names.index.learned_handles}


def _is_named_so(index: RegistryIndex, account_id: str, alias_id: str | None, handle: str | None) -> bool:
    """Whether an account of the registry would have this id now; it was seen by its handle alone if it has no alias."""
    platform, _, name = account_id.partition(":")
    if alias_id or not handle:
        return bool(index.find(platform, name, handle))
    rows = index.find(platform, None, handle)
    return bool(rows) and make_account_id(platform, rows[0].platform_id, handle) == account_id


def _to_learned(account_id: str, alias_id: str) -> Learned:
    platform, _, platform_id = account_id.partition(":")
    return Learned(platform, platform_id, alias_id.partition(":@")[2])


def _fill_wanted(con: duckdb.DuckDBPyConnection, names: set[str] | dict[str, tuple[str, str]]) -> None:
    con.execute("CREATE TEMP TABLE wanted AS SELECT unnest(?::TEXT[]) AS name", [sorted(names)])
