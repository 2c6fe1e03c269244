"""Which row of the registry an account seen in a capture is: by platform id when both have one, else by handle."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from netral.model import Registry, RegistryAccount

Rows = tuple[RegistryAccount, ...]
Key = tuple[str, str]


class Learned(NamedTuple):
    """An id and a lower-case handle that some capture shows to be one account, of which the registry has one."""

    platform: str
    platform_id: str
    handle: str


@dataclass(frozen=True, slots=True)
class RegistryIndex:
    """Rows by (platform, id) and by (platform, lower-case handle); several where its role changed.

    What captures taught besides stands apart: ids of rows that have only a handle, and further handles of known ids.
    ``marked`` are the addresses that are a campaign's marks.
    """

    by_id: dict[Key, Rows]
    by_handle: dict[Key, Rows]
    learned_ids: dict[Key, Rows]
    learned_handles: dict[Key, Rows]
    marked: tuple[str, ...] = ()

    def find(self, platform: str, platform_id: str | None, handle: str | None) -> Rows:
        """The rows of an account as a capture names it; none when it stands outside the registry.

        The same handle under another id is another account, and stays outside.
        """
        if platform_id:
            key = (platform, platform_id)
            rows = self.by_id.get(key) or self.learned_ids.get(key)
            if rows:
                return rows
        if not handle:
            return ()
        key = (platform, handle.lower())
        rows = self.by_handle.get(key, ())
        if platform_id:
            return tuple([row for row in rows if not row.platform_id]) if rows else ()
        return rows or self.learned_handles.get(key, ())

    def is_reused(self, platform: str, platform_id: str | None, handle: str | None) -> bool:
        """Whether a registry handle appears here under an id that the registry does not give it."""
        if not platform_id or not handle or (platform, platform_id) in self.by_id:
            return False
        rows = self.by_handle.get((platform, handle.lower()))
        if not rows:
            return False
        return any(row.platform_id for row in rows) and not any(not row.platform_id for row in rows)


def index_registry(registry: Registry, learned: Iterable[Learned] = ()) -> RegistryIndex:
    """A registry, and what captures taught of its accounts, to the indexes by which accounts are found."""
    by_id: dict[Key, Rows] = {}
    by_handle: dict[Key, Rows] = {}
    for row in registry.accounts:
        if row.platform_id:
            key = (row.platform.value, row.platform_id)
            by_id[key] = (*by_id.get(key, ()), row)
        if row.handle:
            key = (row.platform.value, row.handle.lower())
            by_handle[key] = (*by_handle.get(key, ()), row)
    learned = sorted(learned)
    learned_ids: dict[Key, Rows] = {}
    for platform, platform_id, handle in learned:
        rows = tuple(row for row in by_handle.get((platform, handle), ()) if not row.platform_id)
        if rows and (platform, platform_id) not in by_id:
            learned_ids[platform, platform_id] = rows
    learned_handles: dict[Key, Rows] = {}
    for platform, platform_id, handle in learned:
        rows = by_id.get((platform, platform_id)) or learned_ids.get((platform, platform_id), ())
        if rows and (platform, handle) not in by_handle:
            learned_handles[platform, handle] = rows
    return RegistryIndex(by_id, by_handle, learned_ids, learned_handles, list_marked_addresses(registry))


def list_marked_addresses(registry: Registry) -> tuple[str, ...]:
    """The addresses that are marks of a campaign, in order."""
    return tuple(sorted({mark.value for mark in registry.marks if mark.kind == "url"}))
