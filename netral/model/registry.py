"""Who is who: accounts, units, pairs and campaign marks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from netral.model.vocabulary import Basis, Employment, Flag, Platform, Role


@dataclass(frozen=True, slots=True)
class RegistryAccount:
    """One row of registry/accounts.csv; ``row`` counts lines of the file, the header being line 1."""

    row: int
    platform: Platform
    handle: str
    platform_id: str | None
    role: Role
    unit_id: str | None
    pair_no: int | None
    holder_ref: str | None
    employment: Employment | None
    basis: Basis
    basis_ref: str | None
    confirmed_by: str | None
    confirmed_at: str | None
    valid_from: date | None
    valid_to: date | None
    flags: frozenset[Flag]
    note: str

    @property
    def is_confirmed(self) -> bool:
        """A person: declared or complaint-named and confirmed by a named human. An OPD: official, or confirmed."""
        named = bool(self.basis_ref and self.confirmed_by and self.confirmed_at)
        if self.role is Role.PERSON:
            return named and self.basis in {Basis.DECLARED, Basis.COMPLAINT}
        if self.role is Role.OPD:
            return self.basis in {Basis.DECLARED, Basis.OFFICIAL_DIRECTORY} or named
        return True


@dataclass(frozen=True, slots=True)
class Unit:
    unit_id: str
    name: str
    parent_unit_id: str | None
    kind: str
    employees: int | None


@dataclass(frozen=True, slots=True)
class Pair:
    pair_no: int
    name: str
    incumbent: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A campaign's mark (hashtag, phrase, url or image), never a name."""

    pair_no: int
    kind: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Registry:
    """Who is who: accounts, the tree of units, the pairs and their campaign marks."""

    accounts: tuple[RegistryAccount, ...]
    units: tuple[Unit, ...]
    pairs: tuple[Pair, ...]
    marks: tuple[Mark, ...] = ()
