"""Everybody in the region: whoever a story needs is hired, opened or met here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random

from netral.simulate import texts
from netral.simulate.accounts import CAMPAIGN_ROLES, Account, Pair, Unit
from netral.simulate.native_ids import draw_account_id

HANDLE_LENGTH = {"x": 15, "tiktok": 24}
LONGEST_HANDLE = 30


@dataclass
class Roster:
    """Everybody in the region; accounts are added while acts are planned, so that each story gets its own actors."""

    rng: Random
    pairs: list[Pair] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    registered: list[Account] = field(default_factory=list)
    public: list[Account] = field(default_factory=list)
    free_agencies: list[tuple[str, Unit]] = field(default_factory=list)
    handles: set[tuple[str, str]] = field(default_factory=set)
    names: set[str] = field(default_factory=set)

    def add(self, platform: str, handle: str, name: str, role: str, **facts: object) -> Account:
        """One more account; numbers the platform shows (id, age, followers) are drawn. Registered unless ``public``.

        Telegram's exports name nobody by handle, so there the registry always knows the id.
        """
        created_at = datetime(2010, 1, 1, tzinfo=UTC) + timedelta(seconds=self.rng.randrange(13 * 365 * 86400))
        if platform == "telegram":
            facts = {**facts, "id_on_file": True}
        account = Account(
            platform, handle, draw_account_id(self.rng, platform, created_at), name, role, created_at,
            followers=int(40 * self.rng.paretovariate(0.9)) % 90_000, **facts,  # type: ignore[arg-type]
        )  # fmt: skip
        self.handles.add((platform, handle.lower()))
        (self.public if role == "public" else self.registered).append(account)
        return account

    def draw_name(self) -> str:
        """A name nobody in the region has yet."""
        while True:
            name = f"{self.rng.choice(texts.FIRST_NAMES)} {self.rng.choice(texts.LAST_NAMES)}"
            if len(self.names) > 600:
                name += f" {self.rng.choice(texts.LAST_NAMES)}"
            if name not in self.names or len(self.names) > 9000:
                self.names.add(name)
                return name

    def draw_handle(self, platform: str, name: str, suffix: str) -> str:
        """A free handle made of a name: ``ratnapurna_kc``, at most as long as the platform allows."""
        stem, longest = "".join(name.lower().split()[:2]), HANDLE_LENGTH.get(platform, LONGEST_HANDLE)
        tails = (suffix if n == 1 else f"{suffix}{n}" for n in count(1))
        candidates = (stem[: longest - len(tail)] + tail for tail in tails)
        return next(handle for handle in candidates if (platform, handle) not in self.handles)

    # -- agencies ------------------------------------------------------------------------------------------------
    def open_agency(self, platform: str, **facts: object) -> Account:
        """An account of an agency nobody in the plan has used yet (sub-units are opened when all agencies are)."""
        if not self.free_agencies:
            self._open_sub_unit()
        short, unit = self.free_agencies.pop()
        tails = ("_contoh", "_kc", "") if platform == "x" else ("_kotacontoh",)
        longest = HANDLE_LENGTH.get(platform, LONGEST_HANDLE)
        handle = next(short + tail for tail in tails if len(short + tail) <= longest)
        return self.add(
            platform, handle, f"{unit.name} Kota Contoh", "opd", **{**self._describe_agency(unit, platform), **facts}
        )

    def open_press_office(self) -> Account:
        """The X account of the agency whose work is to follow everybody: the city's communications office."""
        unit = next(unit for unit in self.units if unit.name == texts.PRESS_AGENCY)
        facts = {**self._describe_agency(unit, "x"), "flags": ("duty",), "note": "Pemantauan media, SK-21/2024"}
        return self.add("x", "diskominfo_kc", f"{unit.name} Kota Contoh", "opd", **facts)

    def open_sibling(self, account: Account, platform: str) -> Account:
        """The same agency's account on another platform."""
        handle = account.handle.removesuffix("_contoh").removesuffix("_kc").removesuffix("_kotacontoh") + "_kotacontoh"
        unit = next(unit for unit in self.units if unit.unit_id == account.unit_id)
        return self.add(platform, handle, account.name, "opd", **self._describe_agency(unit, platform))

    def _describe_agency(self, unit: Unit, platform: str) -> dict[str, object]:
        return {
            "unit_id": unit.unit_id, "basis": "official_directory", "basis_ref": "SK-14/DIREKTORI/2024",
            "confirmed_by": "Petugas IKP Contoh", "confirmed_at": "2024-09-20", "valid_from": "2024-01-01",
            "bio": f"Akun resmi {unit.name} Kota Contoh", "id_on_file": self.rng.random() < 0.7,
            "kind": "channel" if platform == "telegram" else "user",
        }  # fmt: skip

    def _open_sub_unit(self) -> None:
        village = texts.VILLAGES[len(self.units) % len(texts.VILLAGES)]
        number = len(self.units)
        parent = self.rng.choice(self.units[1 : 1 + len(texts.AGENCIES)])
        unit = Unit(f"U-{number:03d}", f"UPTD {village} {number}", parent.unit_id, "uptd", self.rng.randrange(8, 60))
        self.units.append(unit)
        self.free_agencies.append((f"uptd{number}", unit))

    # -- people --------------------------------------------------------------------------------------------------
    def hire(self, platform: str, **facts: object) -> Account:
        """A personal account of an employee; declared and confirmed unless ``facts`` say otherwise."""
        name = self.draw_name()
        number = len(self.registered)
        row: dict[str, object] = {
            "unit_id": self.rng.choice(self.units[1:]).unit_id, "holder_ref": f"PEG-{number:04d}",
            "employment": self.rng.choice(("pns", "pns", "pns", "pppk", "ptt")), "basis": "declared",
            "basis_ref": f"PERNYATAAN-{number:03d}/2024", "confirmed_by": "Verifikator BKPSDM Contoh",
            "confirmed_at": "2024-09-19", "valid_from": "2024-01-01",
            "bio": self.rng.choice(texts.BIOS).format(kel="Contoh"), "id_on_file": self.rng.random() < 0.6,
        }  # fmt: skip
        handle = self.draw_handle(platform, name, "_kc")
        return self.add(platform, handle, name, "person", **{**row, **facts})

    def declare_second(self, person: Account, platform: str) -> Account:
        """The account of an employee on one more platform, declared on the same form."""
        handle = person.handle if (platform, person.handle) not in self.handles else f"{person.handle}2"
        same = ("unit_id", "holder_ref", "employment", "basis", "basis_ref", "confirmed_by", "confirmed_at",
                "valid_from", "bio")  # fmt: skip
        facts = {name: getattr(person, name) for name in same}
        return self.add(platform, handle, person.name, "person", **facts, id_on_file=self.rng.random() < 0.6)

    def add_citizen(self, platform: str = "x") -> Account:
        """An ordinary account outside the registry."""
        name = self.draw_name()
        handle = self.draw_handle(platform, name, f"{self.rng.randrange(10, 99)}")
        return self.add(platform, handle, name, "public", bio=self.rng.choice(texts.BIOS).format(kel="Contoh"))

    # -- who is there --------------------------------------------------------------------------------------------
    def campaign_accounts(self, platform: str, pair_no: int | None = None) -> list[Account]:
        """Accounts of candidates, teams and volunteers on a platform, of one pair or of all."""
        return [
            account for account in self.registered
            if account.platform == platform and account.role in CAMPAIGN_ROLES and pair_no in (None, account.pair_no)
        ]  # fmt: skip

    def with_role(self, platform: str, *roles: str) -> list[Account]:
        """Registered accounts of a platform with one of the roles."""
        return [account for account in self.registered if account.platform == platform and account.role in roles]

    def count_subjects(self) -> int:
        """How many rows of the registry are agencies' and employees'."""
        return sum(account.role in ("opd", "person") for account in self.registered)
