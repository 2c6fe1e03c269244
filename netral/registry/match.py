"""Which row of the registry an account seen in a capture is: by platform id when both have one, else by handle."""

from __future__ import annotations

from dataclasses import dataclass

from netral.model import Registry, RegistryAccount

Rows = tuple[RegistryAccount, ...]


@dataclass(frozen=True, slots=True)
class RegistryIndex:
    """Rows by (platform, id) and by (platform, lower-case handle); several where its role changed."""

    by_id: dict[tuple[str, str], Rows]
    by_handle: dict[tuple[str, str], Rows]

    def find(self, platform: str, platform_id: str | None, handle: str | None) -> Rows:
        """The rows of an account as a capture names it; none when it stands outside the registry.

        The same handle under another id is another account, and stays outside.
        """
        if platform_id:
            rows = self.by_id.get((platform, platform_id))
            if rows:
                return rows
        rows = self.by_handle.get((platform, handle.lower())) if handle else None
        if not rows:
            return ()
        return tuple(row for row in rows if not row.platform_id) if platform_id else rows

    def is_reused(self, platform: str, platform_id: str | None, handle: str | None) -> bool:
        """Whether a registry handle appears here under an id that the registry does not give it."""
        if not platform_id or not handle or (platform, platform_id) in self.by_id:
            return False
        rows = self.by_handle.get((platform, handle.lower()), ())
        return any(row.platform_id for row in rows) and not any(not row.platform_id for row in rows)


def index_registry(registry: Registry) -> RegistryIndex:
    """A registry to its two indexes."""
    by_id: dict[tuple[str, str], Rows] = {}
    by_handle: dict[tuple[str, str], Rows] = {}
    for row in registry.accounts:
        if row.platform_id:
            key = (row.platform.value, row.platform_id)
            by_id[key] = (*by_id.get(key, ()), row)
        if row.handle:
            key = (row.platform.value, row.handle.lower())
            by_handle[key] = (*by_handle.get(key, ()), row)
    return RegistryIndex(by_id, by_handle)
