"""The region through netral's own line: only planted records are broken, no trap counts twice, no order matters."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pytest

from netral import pipeline
from netral.model import Capture, Investigation
from netral.simulate import write_region
from netral.simulate.accounts import Account
from netral.simulate.captures import write_captures
from netral.simulate.folder import plan_region
from netral.simulate.plan import Plan
from tests.store.captured import read_table

SEED, INTERACTIONS = 4, 400
NOW = datetime(2025, 1, 6, 2, tzinfo=UTC)
TABLES = ("accounts", "account_aliases", "posts", "follows", "interactions", "lineage", "quarantine", "records")


class Ingested(NamedTuple):
    plan: Plan
    investigation: Investigation
    captures: list[Capture]


class StoppedClock(datetime):
    """A clock that stands still, so that two ingests differ in nothing but their order."""

    @classmethod
    def now(cls, tz: Any = None) -> StoppedClock:
        return cls.fromtimestamp(NOW.timestamp(), tz)


def ingest(folder: Path, is_reversed: bool = False) -> Ingested:
    investigation = pipeline.open_investigation(write_region(folder, SEED, interactions=INTERACTIONS))
    investigation.store_folder.mkdir()
    (investigation.store_folder / "pseudonym.key").write_bytes(b"k" * 32)
    paths = sorted(investigation.captures_folder.iterdir(), reverse=is_reversed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("netral.store.arrival.datetime", StoppedClock)
        captures = [stored.capture for stored in pipeline.ingest_captures(investigation, paths)]
    return Ingested(plan_region(SEED, interactions=INTERACTIONS), investigation, captures)


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Ingested:
    return ingest(tmp_path_factory.mktemp("lurus") / "wilayah")


def test_everything_read_is_stored_duplicate_or_quarantined_and_only_planted_records_are(ingested: Ingested) -> None:
    planted = {capture.name: capture.broken for capture in write_captures(plan_region(SEED, interactions=INTERACTIONS))}
    found = {Path(capture.path).name: capture.quarantined for capture in ingested.captures}
    assert found == planted
    assert sum(found.values()) == 4
    for capture in ingested.captures:
        assert capture.read == capture.stored + capture.duplicate + capture.quarantined > 0
    assert sum(capture.duplicate for capture in ingested.captures) == 1


def name_both_ways(account: Account) -> tuple[str, str]:
    """An account by its id, and by its handle where no capture showed the id."""
    return f"{account.platform}:{account.platform_id}", f"{account.platform}:@{account.handle}"


def list_acts(ingested: Ingested, why: str) -> pd.DataFrame:
    """The acts of the actor of a story toward campaign accounts, with how many records show each."""
    handle = next(handle for handle, told in ingested.plan.not_leads if told == why)
    registered = ingested.plan.roster.registered
    own = [name for account in registered if account.handle == handle for name in name_both_ways(account)]
    campaign = [name for account in registered if account.pair_no for name in name_both_ways(account)]
    acts = read_table(ingested.investigation, "interactions")
    acts = acts[acts["actor"].isin(own) & acts["target"].isin(campaign)]
    proofs = read_table(ingested.investigation, "lineage").groupby("edge_id").size()
    return acts.assign(proofs=acts["interaction_id"].map(proofs))


@pytest.mark.parametrize(
    ("why", "kind", "proofs"),
    [
        ("one comment, seen by two tools and written down in a complaint", "comment", 3),
        ("one like, in three captures of the same list", "like", 3),
        ("one quote, edited once: two ids, one act", "quote", 2),
        ("one row that counts many likes and shows none of them", "like", 1),
        ("one comment, written down in two lists", "comment", 2),
    ],
)
def test_an_act_that_many_records_show_is_one_act(ingested: Ingested, why: str, kind: str, proofs: int) -> None:
    acts = list_acts(ingested, why)
    acts = acts[acts["kind"] != "mention"]
    assert acts["kind"].tolist() == [kind]
    assert acts["proofs"].tolist() == [proofs]


def test_tags_and_names_in_captions_are_no_acts_of_who_is_named(ingested: Ingested) -> None:
    for why in (
        "an agency that volunteers tag and name in their captions",
        "an agency that volunteers name below their videos",
        "forwards of which the export shows only a title",
        "only disapproving reactions",
        "joined the volunteers' group and was silent",
    ):
        assert list_acts(ingested, why).empty, why


def test_captures_in_another_order_give_the_same_tables(ingested: Ingested, tmp_path: Path) -> None:
    other = ingest(tmp_path / "wilayah", is_reversed=True)
    for name in TABLES:
        one, two = (read_table(each.investigation, name) for each in (ingested, other))
        columns = [column for column in one.columns if column != "outcome"]
        pd.testing.assert_frame_equal(one[columns], two[columns], obj=name)
