"""Kota Contoh as it is before anybody acts: its units, and each pair's accounts, alike for all on every platform."""

from __future__ import annotations

from random import Random

from netral.simulate import texts
from netral.simulate.accounts import Pair, Unit
from netral.simulate.roster import HANDLE_LENGTH, Roster


def draw_roster(rng: Random, pairs: int) -> Roster:
    """A city with its units, so many pairs with their campaign accounts, its mayor's office, parties and press."""
    roster = Roster(rng)
    _add_units(roster)
    _add_pairs(roster, pairs)
    for pair in roster.pairs:
        _add_campaign(roster, pair)
    _add_others(roster)
    return roster


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
    team, fans = f"Tim {first.capitalize()}-{second.capitalize()}", f"Relawan {first.capitalize()} 💪\u200d"
    for platform in ("x", "instagram", "tiktok", "threads"):
        candidate = pair.first.replace(" ", "").lower()
        roster.add(platform, candidate, pair.first, "candidate", bio=pair.slogan, **registered)
        roster.add(platform, f"tim_{pair.tag}", team, "campaign_team", bio=f"Tim resmi {pair.name}", **registered)
        roster.add(platform, f"relawan_{first}", fans, "volunteer", bio=f"{pair.slogan}!", **volunteer)
    longest = HANDLE_LENGTH["x"]
    roster.add("x", f"sahabat{second}"[:longest], f"=Sahabat {second.capitalize()}", "volunteer", **volunteer)
    roster.add("instagram", f"relawan_{pair.tag}", f"Relawan {pair.name}", "volunteer", **volunteer)
    roster.add("facebook", f"grup.relawan.{pair.tag}", f"Grup Relawan {pair.name}", "volunteer", **volunteer)
    roster.add("telegram", f"kanal_{pair.tag}", f"Kanal {team}", "campaign_team", kind="channel", **registered)
    roster.add("telegram", f"grup_{pair.tag}", f"Relawan {pair.name}", "volunteer", kind="group", **volunteer)


def _add_others(roster: Roster) -> None:
    source = {"basis": "official_directory", "basis_ref": "SK-14/DIREKTORI/2024", "confirmed_by": "Petugas IKP Contoh",
              "confirmed_at": "2024-09-20"}  # fmt: skip
    for platform in ("x", "instagram", "tiktok"):
        roster.add(platform, "walikota_contoh", "Wali Kota Contoh", "incumbent_office", **source)
    roster.add("x", "dpc_cermat_kc", "DPC Partai Cermat Contoh", "party", **source)
    roster.add("x", "dpc_guyub_kc", "DPC Partai Guyub Contoh", "party", **source)
    for handle, name in (("kabarcontoh", "Kabar Contoh"), ("suaracontoh", "Suara Contoh"), ("contohpos", "Contoh Pos")):
        roster.add("x", handle, name, "media", **source)
    roster.add("instagram", "kabarcontoh", "Kabar Contoh", "media", **source)
