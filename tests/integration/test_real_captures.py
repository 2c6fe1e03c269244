"""The whole line on captures of real platforms. They lie outside the project, and nothing of them is written in it."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from netral.errors import BadCapture
from netral.identity import hash_bytes
from netral.model import AccountSeen, ActSeen, CaseState, Investigation
from netral.pipeline import (
    decide_case,
    find_leads,
    ingest_captures,
    load_tables,
    make_case_pack,
    make_situation_pack,
    open_investigation,
    read_status,
    sign_case,
    verify_pack,
)
from netral.sources import Hints, detect_format, open_reading
from netral.store import list_captures, read_lineage, read_record_bytes
from netral.times import us_to_datetime
from tests.invented_investigation import Invention

POST = "x:post:1"
ACCOUNT = "x:@akun_contoh"
# File, op, target, items read, items in quarantine.
FILES = [
    ("x_jsonl/followers.users.jsonl", "followers", ACCOUNT, 69, 0),
    ("x_jsonl/following.users.jsonl", "following", ACCOUNT, 60, 0),
    ("x_jsonl/retweeters.users.jsonl", "retweeters", POST, 19, 0),
    ("x_jsonl/list_members.users.jsonl", "search", None, 20, 0),
    ("x_jsonl/search.tweets.jsonl", None, None, 25, 0),
    ("x_jsonl/user_tweets.tweets.jsonl", None, None, 25, 0),
    ("x_jsonl/tweet_details.tweets.jsonl", None, None, 37, 0),
    ("x_graphql/raw_followers.json", "followers", ACCOUNT, 69, 0),
    ("x_graphql/raw_following.json", "following", ACCOUNT, 60, 0),
    ("x_graphql/raw_retweeters.json", "retweeters", POST, 20, 1),
    ("x_graphql/raw_list_members.json", "search", None, 20, 0),
    ("x_graphql/raw_search.json", None, None, 20, 0),
    ("x_graphql/raw_user_tweets.json", None, None, 21, 0),
    ("x_graphql/raw_tweet_details.json", None, None, 37, 0),
    ("x_graphql/raw_user_by_login.json", None, None, 1, 0),
]


class Cast(NamedTuple):
    """Accounts chosen at run time, for parts that they never played."""

    opd: AccountSeen
    volunteer: AccountSeen
    answered: AccountSeen


def ingest_all(investigation: Investigation, real_data: Path) -> None:
    """Every file, those that are asked for with the same words in one command."""
    for op, target in {(op, target): None for _, op, target, _, _ in FILES}:
        paths = [real_data / file for file, *asked, _, _ in FILES if asked == [op, target]]
        ingest_captures(investigation, paths, op=op, target=target)


def read_acts(path: Path) -> list[ActSeen]:
    reading = open_reading(path, detect_format(path), Hints())
    return [act for record in reading.records for act in record.acts]


def choose(real_data: Path) -> tuple[Cast, list[ActSeen]]:
    """Whoever wrote the first shared post, whoever shared it, and whoever was first answered elsewhere."""
    acts = read_acts(real_data / "x_graphql" / "raw_user_tweets.json")
    share = next(act for act in acts if act.kind == "share" and act.target and act.target.handle != act.actor.handle)
    assert share.target
    taken = {share.actor.platform_id, share.target.platform_id}
    others = [act.target for act in acts if act.target and act.target.platform_id not in taken]
    return Cast(share.actor, share.target, others[0]), acts


@pytest.fixture(scope="module")
def invention(tmp_path_factory: pytest.TempPathFactory, real_data: Path) -> Invention:
    """A region with every file, its campaign around the captured days, three of the accounts in its registry."""
    cast, acts = choose(real_data)
    days = [us_to_datetime(act.occurred_us).date() for act in acts if act.occurred_us]
    first, last = min(days) - timedelta(days=40), max(days) + timedelta(days=40)
    determined = first + timedelta(days=20)
    phases = (
        f"    - {{id: registration, from: {first}, to: {determined - timedelta(days=1)}}}\n"
        f"    - {{id: determination, from: {determined}, to: {determined}}}\n"
        f"    - {{id: campaign, from: {determined + timedelta(days=1)}, to: {last}}}\n"
    )
    invention = Invention(tmp_path_factory.mktemp("nyata") / "data" / "wilayah", phases=phases)
    opd, volunteer, answered = cast
    invention.opd(opd.handle or "", platform_id=opd.platform_id)
    invention.volunteer(volunteer.handle or "", platform_id=volunteer.platform_id)
    invention.account(answered.handle or "", "candidate", pair_no=2, basis="kpu_registered")
    ingest_all(invention.write(), real_data)
    return invention


@pytest.mark.parametrize(("name", "op", "target", "read", "quarantined"), FILES)
def test_every_capture_ingests_with_the_counts_it_is_known_by(
    tmp_path: Path, real_data: Path, name: str, op: str | None, target: str | None, read: int, quarantined: int
) -> None:
    investigation = Invention(tmp_path / "wilayah").write()
    (stored,) = ingest_captures(investigation, [real_data / name], op=op, target=target)
    capture = stored.capture
    assert (capture.read, capture.stored, capture.duplicate, capture.quarantined) == (
        read, read - quarantined, 0, quarantined,
    )  # fmt: skip
    assert capture.status.value == "complete"
    if op in ("followers", "following", "retweeters"):
        assert capture.observed_count == read - quarantined


def test_pages_and_what_a_tool_prints_of_them_show_the_same_list(tmp_path: Path, real_data: Path) -> None:
    investigation = Invention(tmp_path / "wilayah").write()
    for name in ("x_graphql/raw_followers.json", "x_jsonl/followers.users.jsonl"):
        ingest_captures(investigation, [real_data / name], op="followers", target=ACCOUNT)
    tables = load_tables(investigation)
    follows, lineage = (table.to_pandas() for table in (tables.follows, tables.lineage))
    assert len(follows) == 69
    assert set(Counter(lineage["edge_id"]).values()) == {2}
    (row,) = read_status(investigation)["lists"]
    assert (row["op"], row["observed"]) == ("followers", 69)


def test_of_nobody_outside_the_registry_is_anything_kept(tmp_path: Path, real_data: Path) -> None:
    investigation = Invention(tmp_path / "wilayah").write()
    ingest_all(investigation, real_data)
    tables = load_tables(investigation)
    assert set(tables.accounts.account_id.execute().str.slice(0, 3)) == {"x:~"}
    for table, columns in (
        (tables.accounts, ("handle", "display_name")),
        (tables.posts, ("text", "url")),
        (tables.interactions, ("text", "act_url", "object_url")),
    ):
        for column in columns:
            assert table[column].execute().isna().all()
    assert set(tables.posts.post_id.execute().str.slice(0, 8)) == {"x:post:~"}


def test_every_edge_walks_back_to_its_bytes(invention: Invention) -> None:
    investigation = open_investigation(invention.folder)
    tables = load_tables(investigation)
    edges = [*tables.interactions.interaction_id.execute(), *tables.follows.follow_id.execute()]
    found = read_lineage(tables, edges)
    assert set(found) == set(edges)
    for capture in list_captures(investigation.store_folder):
        refs = {ref for each in found.values() for ref in each if ref.capture_id == capture.capture_id}
        if refs:
            records = read_record_bytes(investigation.folder / capture.path, refs)
            assert {ref.sha256 for ref in refs} == {hash_bytes(data) for data in records.values()}


def test_real_captures_flow_to_a_verified_pack(invention: Invention) -> None:
    investigation = open_investigation(invention.folder)
    leads = find_leads(investigation)
    opd, volunteer = (invention.accounts[at]["handle"] for at in (0, 1))
    lead = next(each for each in leads.leads if each.subject.registry_handle == opd and each.pair_no == 1)
    assert lead.rule.rule_id == "D-6"
    assert {act.target_handle for act in lead.acts} == {volunteer}
    assert all(len(act.records) >= 2 for act in lead.acts), "the page and the printed item both show it"
    states = (CaseState.TRACING, CaseState.CLARIFICATION, CaseState.FORWARDED)
    for state, identifiers in zip(states, ((), ("surat tugas", "halaman resmi"), ()), strict=True):
        decide_case(investigation, lead.lead_id, "Sri Contoh", state, "uji", identifiers)
    for person in ("Sri Contoh", "Budi Misal"):
        sign_case(investigation, lead.lead_id, person, "Inspektorat Contoh")
    for pack in (make_case_pack(investigation, lead.lead_id), make_situation_pack(investigation)):
        verification = verify_pack(pack.folder, pack.root_sha256)
        assert verification.ok, [check for check in verification.checks if not check.ok]
        assert (pack.folder / "data" / "laporan.pdf").stat().st_size > 10_000
    assert invention.folder.parent.parent in pack.folder.parents


def test_a_real_list_without_target_is_refused(tmp_path: Path, real_data: Path) -> None:
    for name in ("x_jsonl/followers.users.jsonl", "x_graphql/raw_followers.json"):
        path = real_data / name
        with pytest.raises(BadCapture, match="give --op and --target"):
            list(open_reading(path, detect_format(path), Hints()).records)


def test_a_real_capture_that_was_cut_gives_what_is_whole(tmp_path: Path, real_data: Path) -> None:
    investigation = Invention(tmp_path / "wilayah").write()
    data = (real_data / "x_jsonl" / "user_tweets.tweets.jsonl").read_bytes()
    (tmp_path / "a.jsonl").write_bytes(data[: len(data) // 2])
    (stored,) = ingest_captures(investigation, [tmp_path / "a.jsonl"])
    whole = data[: len(data) // 2].count(b"\n")
    assert (stored.capture.stored, stored.capture.quarantined, stored.capture.status) == (whole, 1, "partial")


def test_the_readme_of_the_data_names_these_counts(real_data: Path) -> None:
    readme = (real_data / "README.md").read_text("utf-8")
    names = ("followers.users.jsonl", "following", "retweeters", "list_members", "search.tweets", "user_tweets.tweets")
    for name in names:
        count = next(read for file, _, _, read, _ in FILES if file.startswith(f"x_jsonl/{name}"))
        assert f"{name}` {count}" in readme.replace("\n", " ")
