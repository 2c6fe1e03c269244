"""The nouns of who is who: accounts with what the registry says of them, units, pairs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

CAMPAIGN_ROLES = ("candidate", "campaign_team", "volunteer")
RENAMED_AT = datetime(2024, 10, 20, tzinfo=UTC)  # when the accounts with two handles took their second


@dataclass(frozen=True, eq=False)
class Account:
    """An account as the platform knows it, and its registry row where it has one (role other than ``public``).

    ``id_on_file`` says whether the registry knows the platform's id; ``renamed_to`` is the handle of newer captures;
    ``kind`` tells users from the channels and groups of Telegram.
    """

    platform: str
    handle: str
    platform_id: str
    name: str
    role: str
    created_at: datetime
    followers: int
    bio: str = ""
    pair_no: int | None = None
    unit_id: str = ""
    holder_ref: str = ""
    employment: str = ""
    basis: str = ""
    basis_ref: str = ""
    confirmed_by: str = ""
    confirmed_at: str = ""
    valid_from: str = ""
    valid_to: str = ""
    flags: tuple[str, ...] = ()
    note: str = ""
    id_on_file: bool = True
    renamed_to: str = ""
    kind: str = "user"

    def handle_at(self, seen_at: datetime) -> str:
        """The handle the account shows at a time."""
        return self.renamed_to if self.renamed_to and seen_at >= RENAMED_AT else self.handle


@dataclass(frozen=True)
class Unit:
    """One row of units.csv."""

    unit_id: str
    name: str
    parent_unit_id: str
    kind: str
    employees: int


@dataclass(frozen=True)
class Pair:
    """A pair of candidates, with the tag and the slogan its posts carry."""

    number: int
    first: str
    second: str
    tag: str
    slogan: str
    incumbent: bool

    @property
    def name(self) -> str:
        """Both names, as on the ballot."""
        return f"{self.first} & {self.second}"

    @property
    def hashtag(self) -> str:
        """The slogan as its posts carry it behind ``#``."""
        return self.slogan.title().replace(" ", "")
