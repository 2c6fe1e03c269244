"""Which records are about one account: by the platform's id, and by every handle the captures show with that id."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from netral.identity import make_account_id, make_pseudonym
from netral.model import AccountSeen, Record

# Shorter numbers are also counts and dates; such an id counts only where a parser read it as one.
SHORTEST_ID = 6
# What may stand before a name: no letter or digit, but the end of an escape (``\n``, ``\u0040``, ``%40``).
_START = rb"(?:(?<![0-9A-Za-z_])|(?<=\\[nrtbf])|(?<=\\u[0-9A-Fa-f]{4})|(?<=%40))"
_ID_END = rb"(?![0-9A-Za-z_]|\.[0-9])"
_ADDRESS_START = rb"(?:(?<=[@/])|(?<=%40)|(?<=\\u0040))"
_CELL_START, _CELL_END = rb"(?:^|(?<=[\"',;|]))", rb"(?=[\"'\\,;|\r\n]|$)"
_HOSTS = {"x": ("x", "twitter"), "telegram": ("t",)}


@dataclass(frozen=True)
class SubjectNames:
    """One account on one platform: its id where known, and its handles in lower case."""

    platform: str
    platform_id: str | None
    handles: frozenset[str]

    @cached_property
    def _id(self) -> re.Pattern[bytes] | None:
        if self.platform_id is None:
            return None
        return re.compile(
            _START + rb"(?<![0-9]\.)" + re.escape(self.platform_id.encode()) + rb"(?![0-9A-Za-z_]|\.[0-9])"
        )

    @cached_property
    def _handle(self) -> re.Pattern[bytes] | None:
        forms = [form for handle in sorted(self.handles) for form in self._handle_forms(handle)]
        return re.compile(b"|".join(forms), re.IGNORECASE) if forms else None

    @cached_property
    def _address(self) -> re.Pattern[bytes]:
        hosts = b"|".join(host.encode() for host in _HOSTS.get(self.platform, (self.platform,)))
        names = b"|".join(re.escape(handle.encode()) for handle in sorted(self.handles)) or b"(?!)"
        return re.compile(rb"(?:%b)\.\w+\\?/(?:@|%%40)?(?:%b)(?![0-9A-Za-z_])" % (hosts, names), re.IGNORECASE)

    def _handle_forms(self, handle: str) -> Iterator[bytes]:
        """A handle that is also a word counts only after ``@`` or ``/``, or as a whole value."""
        name, dots = re.escape(handle.encode()), b"" if self.platform == "x" else rb"|\.[0-9A-Za-z_]"
        end = rb"(?![0-9A-Za-z_]" + dots + rb")"
        if not handle.isalpha():
            yield _START + (b"" if self.platform == "x" else rb"(?<![0-9A-Za-z_]\.)") + name + end
            return
        yield _ADDRESS_START + name + end
        yield _CELL_START + name + _CELL_END

    def may_hold(self, data: bytes) -> bool:
        """Whether bytes hold the id or a handle anywhere, taken loosely."""
        return bool((self._id and self._id.search(data)) or (self._handle and self._handle.search(data)))

    def holds(self, data: bytes) -> bool:
        """Whether bytes that no parser has read hold the account."""
        return self._holds_id(data) or bool(self._handle and self._handle.search(data))

    def _holds_id(self, data: bytes) -> bool:
        return bool(self._id and len(self.platform_id or "") >= SHORTEST_ID and self._id.search(data))

    def is_about(self, record: Record | None, data: bytes) -> bool:
        """Whether a record is about the account, or names it in any place.

        The same handle on another platform, or under another id, is another account.
        """
        seen = list(list_accounts(record)) if record else []
        if any(self.names(account) for account in seen) or self._holds_id(data):
            return True
        if not (self._handle and self._handle.search(data)):
            return False
        platforms = {account.platform for account in seen}
        if platforms and self.platform not in platforms:
            return bool(self._address.search(data))
        return not any(self._is_namesake(account) for account in seen)

    def names(self, account: AccountSeen) -> bool:
        """Whether this is the account."""
        if account.platform != self.platform:
            return False
        if account.platform_id and self.platform_id:
            return account.platform_id == self.platform_id
        return bool(account.handle) and str(account.handle).lower() in self.handles

    def _is_namesake(self, account: AccountSeen) -> bool:
        same_handle = account.platform == self.platform and (account.handle or "").lower() in self.handles
        return same_handle and not self.names(account)

    def is_named_by(self, target: str | None) -> bool:
        """Whether ``x:@handle`` or ``x:<id>``, as a capture has it, is the account."""
        platform, _, name = (target or "").partition(":")
        if platform != self.platform:
            return False
        return name == self.platform_id or (name.startswith("@") and name[1:].lower() in self.handles)

    def list_ids(self) -> list[str]:
        """The ids that the tables may know the account by where it stands in the registry."""
        ids = [make_account_id(self.platform, None, handle) for handle in sorted(self.handles)]
        return ids + ([make_account_id(self.platform, self.platform_id, None)] if self.platform_id else [])

    def list_pseudonyms(self, key: bytes) -> frozenset[str]:
        """The ids that they may know it by where it does not."""
        return frozenset(f"{self.platform}:{make_pseudonym(key, name)}" for name in self.list_ids())


def list_accounts(record: Record) -> Iterator[AccountSeen]:
    """Every account that a record names."""
    yield from record.accounts
    for post in record.posts:
        if post.author:
            yield post.author
    for act in record.acts:
        yield act.actor
        if act.target:
            yield act.target


class KnownNames(NamedTuple):
    """The ids that were seen with an account's handle, and the handles with its id."""

    ids: frozenset[str]
    handles: frozenset[str]


def gather_names(names: SubjectNames, seen: Iterable[AccountSeen]) -> KnownNames:
    """Accounts as captures and registry name them to what is known of this one."""
    mine = [account for account in seen if names.names(account)]
    return KnownNames(
        frozenset(account.platform_id for account in mine if account.platform_id),
        frozenset(account.handle.lower() for account in mine if account.handle),
    )
