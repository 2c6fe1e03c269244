"""Hand-kept lists of acts: the journal (comma) and the complaint transcript (semicolon, BOM, times without a zone)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from random import Random

from netral.simulate.accounts import Account
from netral.simulate.phases import TIMEZONE
from netral.simulate.posts import Act

JOURNAL = (
    "platform", "actor", "kind", "target", "occurred_at", "object_url", "weight", "observed_at", "act_url", "text",
)  # fmt: skip
TRANSCRIPT = ("platform", "actor", "kind", "target", "occurred_at", "object_url", "text")


def write_journal(acts: Iterable[Act], rng: Random) -> str:
    """Acts to the journal's CSV: times with their offset, accounts with or without @ or as ``id:``."""
    rows = []
    for act in acts:
        local = act.at.astimezone(TIMEZONE).isoformat() if act.at else ""
        rows.append([
            act.actor.platform, spell_account(act.actor, rng), act.kind, spell_account(act.target, rng), local,
            act.post.url if act.post else "", str(act.weight), "" if act.at else "2024-11-26T09:00:00+08:00", "",
            act.text,
        ])  # fmt: skip
    return _write_csv(JOURNAL, rows, ",")


def write_transcript(acts: Iterable[Act], rng: Random) -> str:
    """Acts to the transcript's CSV: local times without a zone, other people's spelling of the same addresses."""
    rows = []
    for act in acts:
        local = act.at.astimezone(TIMEZONE).strftime("%Y-%m-%d %H:%M:%S") if act.at else ""
        url = act.post.url.replace("https://x.com/", "https://twitter.com/").rstrip("/") if act.post else ""
        text = f" {act.text} " if act.text else ""
        rows.append([
            act.actor.platform, spell_account(act.actor, rng), act.kind, spell_account(act.target, rng), local, url,
            text,
        ])  # fmt: skip
    return "\ufeff" + _write_csv(TRANSCRIPT, rows, ";")


def spell_account(account: Account, rng: Random) -> str:
    """A handle as people write it: bare, with @, capitals and all; by id only where the registry knows the id."""
    ways = [account.handle, f"@{account.handle}", account.handle.capitalize()]
    if account.role != "public" and account.id_on_file:
        ways.append(f"id:{account.platform_id}")
    return rng.choice(ways)


def _write_csv(header: tuple[str, ...], rows: list[list[str]], delimiter: str) -> str:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return stream.getvalue()
