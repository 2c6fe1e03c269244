"""Who exists in Kota Contoh: units, pairs, and every account with what the registry says of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from random import Random
from zoneinfo import ZoneInfo

from netral.simulate import texts

TIMEZONE = ZoneInfo("Asia/Makassar")
PHASES = {
    "registration": (date(2024, 8, 27), date(2024, 9, 21)),
    "determination": (date(2024, 9, 22), date(2024, 9, 24)),
    "campaign": (date(2024, 9, 25), date(2024, 11, 23)),
    "quiet": (date(2024, 11, 24), date(2024, 11, 26)),
    "vote": (date(2024, 11, 27), date(2024, 11, 27)),
}
CAMPAIGN_ROLES = ("candidate", "campaign_team", "volunteer")
RENAMED_AT = datetime(2024, 10, 20, tzinfo=UTC)  # when the account with two handles took its second
SNOWFLAKE_EPOCH_MS = 1288834974657  # X ids count milliseconds from here
X_HANDLE_LENGTH = 15


@dataclass(frozen=True, eq=False)
class Account:
    """An account as the platform knows it, and its registry row where it has one (role other than ``public``).

    ``id_on_file`` says whether the registry knows the platform's id; ``renamed_to`` is the handle of newer captures.
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
        """One more account; numbers the platform shows (id, age, followers) are drawn. Registered unless ``public``."""
        created_at = datetime(2010, 1, 1, tzinfo=UTC) + timedelta(seconds=self.rng.randrange(13 * 365 * 86400))
        account = Account(
            platform, handle, self._draw_platform_id(created_at), name, role, created_at,
            followers=int(40 * self.rng.paretovariate(0.9)) % 90_000, **facts,  # type: ignore[arg-type]
        )  # fmt: skip
        self.handles.add((platform, handle.lower()))
        (self.public if role == "public" else self.registered).append(account)
        return account

    def _draw_platform_id(self, created_at: datetime) -> str:
        if created_at.year < 2016:  # X gave short ids until late 2015
            return str(self.rng.randrange(10_000_000, 4_000_000_000))
        milliseconds = int(created_at.timestamp() * 1000) - SNOWFLAKE_EPOCH_MS
        return str((milliseconds << 22) | self.rng.randrange(1 << 22))

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
        """A free handle made of a name: ``ratnapurna_kc``, at most the 15 characters X allows."""
        stem = "".join(name.lower().split()[:2])
        tails = (suffix if n == 1 else f"{suffix}{n}" for n in count(1))
        candidates = (stem[: X_HANDLE_LENGTH - len(tail)] + tail for tail in tails)
        return next(handle for handle in candidates if (platform, handle) not in self.handles)

    def open_agency(self, platform: str, **facts: object) -> Account:
        """An account of an agency nobody in the plan has used yet (sub-units are opened when all agencies are)."""
        if not self.free_agencies:
            self._open_sub_unit()
        short, unit = self.free_agencies.pop()
        tails = ("_kotacontoh",) if platform == "instagram" else ("_contoh", "_kc", "")
        longest = 30 if platform == "instagram" else X_HANDLE_LENGTH
        handle = next(short + tail for tail in tails if len(short + tail) <= longest)
        return self.add(platform, handle, f"{unit.name} Kota Contoh", "opd", **{**self._describe_agency(unit), **facts})

    def open_press_office(self) -> Account:
        """The X account of the agency whose work is to follow everybody: the city's communications office."""
        unit = next(unit for unit in self.units if unit.name == texts.PRESS_AGENCY)
        facts = {**self._describe_agency(unit), "flags": ("duty",), "note": "Pemantauan media, SK-21/2024"}
        return self.add("x", "diskominfo_kc", f"{unit.name} Kota Contoh", "opd", **facts)

    def open_sibling(self, account: Account, platform: str) -> Account:
        """The same agency's account on another platform."""
        handle = account.handle.removesuffix("_contoh").removesuffix("_kc") + "_kotacontoh"
        unit = next(unit for unit in self.units if unit.unit_id == account.unit_id)
        return self.add(platform, handle, account.name, "opd", **self._describe_agency(unit))

    def _describe_agency(self, unit: Unit) -> dict[str, object]:
        return {
            "unit_id": unit.unit_id, "basis": "official_directory", "basis_ref": "SK-14/DIREKTORI/2024",
            "confirmed_by": "Petugas IKP Contoh", "confirmed_at": "2024-09-20", "valid_from": "2024-01-01",
            "bio": f"Akun resmi {unit.name} Kota Contoh", "id_on_file": self.rng.random() < 0.7,
        }  # fmt: skip

    def _open_sub_unit(self) -> None:
        village = texts.VILLAGES[len(self.units) % len(texts.VILLAGES)]
        number = len(self.units)
        parent = self.rng.choice(self.units[1 : 1 + len(texts.AGENCIES)])
        unit = Unit(f"U-{number:03d}", f"UPTD {village} {number}", parent.unit_id, "uptd", self.rng.randrange(8, 60))
        self.units.append(unit)
        self.free_agencies.append((f"uptd{number}", unit))

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

    def add_citizen(self, platform: str = "x") -> Account:
        """An ordinary account outside the registry."""
        name = self.draw_name()
        handle = self.draw_handle(platform, name, f"{self.rng.randrange(10, 99)}")
        return self.add(platform, handle, name, "public", bio=self.rng.choice(texts.BIOS).format(kel="Contoh"))

    def campaign_accounts(self, platform: str, pair_no: int | None = None) -> list[Account]:
        """Accounts of candidates, teams and volunteers on a platform, of one pair or of all."""
        return [
            account for account in self.registered
            if account.platform == platform and account.role in CAMPAIGN_ROLES and pair_no in (None, account.pair_no)
        ]  # fmt: skip

    def with_role(self, platform: str, *roles: str) -> list[Account]:
        """Registered accounts of a platform with one of the roles."""
        return [account for account in self.registered if account.platform == platform and account.role in roles]


def draw_roster(rng: Random, pairs: int) -> Roster:
    """A city with its units, so many pairs with their campaign accounts, its mayor's office, parties and press."""
    roster = Roster(rng)
    _add_units(roster)
    _add_pairs(roster, pairs)
    for pair in roster.pairs:
        _add_campaign(roster, pair)
    _add_others(roster)
    return roster


def draw_moment(rng: Random, first: date, last: date) -> datetime:
    """A moment between 06:00 and 19:59 local time on a day from ``first`` to ``last``, as a UTC instant.

    Acts follow a post within three hours, hence on the same local day and in the same phase.
    """
    day = first + timedelta(days=rng.randrange((last - first).days + 1))
    local = datetime.combine(day, time(rng.randrange(6, 20), rng.randrange(60), rng.randrange(60)), TIMEZONE)
    return local.astimezone(UTC)


def _add_units(roster: Roster) -> None:
    rng = roster.rng
    roster.units.append(Unit("U-000", "Pemerintah Kota Contoh", "", "pemda", 5580))
    for number, (short, name) in enumerate(texts.AGENCIES, start=1):
        unit = Unit(f"U-{number:03d}", name, "U-000", "opd", rng.randrange(40, 320))
        roster.units.append(unit)
        roster.free_agencies.append((short, unit))
    rng.shuffle(roster.free_agencies)
    for number, village in enumerate(texts.VILLAGES, start=len(roster.units)):
        district = roster.units[len(texts.AGENCIES) - number % 3]
        unit = Unit(f"U-{number:03d}", f"Kelurahan {village}", district.unit_id, "kelurahan", rng.randrange(9, 30))
        roster.units.append(unit)
        roster.free_agencies.insert(0, (f"kel_{village.lower()}", unit))  # taken last
    roster.units.append(Unit(f"U-{len(roster.units):03d}", texts.PRESS_AGENCY, "U-000", "opd", rng.randrange(40, 90)))


def _add_pairs(roster: Roster, pairs: int) -> None:
    rng = roster.rng
    chosen = rng.sample(texts.PAIRS, pairs)
    incumbent = rng.randrange(len(chosen) + 1)  # one past the end: nobody stands again
    for number, (first, second, tag, slogan) in enumerate(chosen, start=1):
        roster.pairs.append(Pair(number, first, second, tag, slogan, incumbent == number - 1))


def _add_campaign(roster: Roster, pair: Pair) -> None:
    first, second = pair.first.split()[0].lower(), pair.second.split()[0].lower()
    registered = {"basis": "kpu_registered", "basis_ref": f"KPU-LAMPIRAN-IX/{pair.number}", "pair_no": pair.number,
                  "confirmed_by": "Petugas IKP Contoh", "confirmed_at": "2024-09-24"}  # fmt: skip
    volunteer = {**registered, "basis": "claimed", "basis_ref": "Bio akun, tangkapan 20-09-2024"}
    for platform in ("x", "instagram"):
        roster.add(
            platform, pair.first.replace(" ", "").lower(), pair.first, "candidate", bio=pair.slogan, **registered
        )
        team = f"Tim {first.capitalize()}-{second.capitalize()}"
        roster.add(platform, f"tim_{pair.tag}", team, "campaign_team", bio=f"Tim resmi {pair.name}", **registered)
        fans = f"Relawan {first.capitalize()} 💪\u200d"
        roster.add(platform, f"relawan_{first}", fans, "volunteer", bio=f"{pair.slogan}!", **volunteer)
    roster.add("x", f"sahabat{second}"[:X_HANDLE_LENGTH], f"=Sahabat {second.capitalize()}", "volunteer", **volunteer)
    roster.add("instagram", f"relawan_{pair.tag}", f"Relawan {pair.name}", "volunteer", **volunteer)
    roster.add("facebook", f"grup.relawan.{pair.tag}", f"Grup Relawan {pair.name}", "volunteer", **volunteer)


def _add_others(roster: Roster) -> None:
    source = {"basis": "official_directory", "basis_ref": "SK-14/DIREKTORI/2024", "confirmed_by": "Petugas IKP Contoh",
              "confirmed_at": "2024-09-20"}  # fmt: skip
    for platform in ("x", "instagram"):
        roster.add(platform, "walikota_contoh", "Wali Kota Contoh", "incumbent_office", **source)
    roster.add("x", "dpc_cermat_kc", "DPC Partai Cermat Contoh", "party", **source)
    roster.add("x", "dpc_guyub_kc", "DPC Partai Guyub Contoh", "party", **source)
    for handle, name in (("kabarcontoh", "Kabar Contoh"), ("suaracontoh", "Suara Contoh"), ("contohpos", "Contoh Pos")):
        roster.add("x", handle, name, "media", **source)
    roster.add("instagram", "kabarcontoh", "Kabar Contoh", "media", **source)
