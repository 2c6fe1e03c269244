from __future__ import annotations

import itertools
import random
import tempfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandera.errors import SchemaError, SchemaErrors

from netral.model import Investigation
from netral.pipeline import find_leads, load_tables
from netral.store import list_captures, merge
from netral.store.merge import merge_tables
from netral.store.schema import TABLES
from netral.store.steps import Step
from tests.invented_investigation import make_snowflake
from tests.sources.invented import AT_US, make_tweet, make_user
from tests.store.captured import (
    DINAS,
    PEGAWAI,
    RELAWAN,
    WARGA,
    compare_content,
    ingest_items,
    ingest_rows,
    invent_region,
    list_rows,
    make_list_line,
    make_post_line,
    read_table,
)

URL = "https://x.com/relawan_satu/status/400"
ACT = {"actor": "dinas_contoh", "kind": "comment", "target": "relawan_satu", "object_url": URL}
AT = "2024-10-01T10:00:00+08:00"
SEEN = "2024-10-05T00:00:00Z"


@pytest.fixture
def investigation(tmp_path: Path) -> Investigation:
    return invent_region(tmp_path / "wilayah").write()


def count_acts(investigation: Investigation) -> tuple[int, int]:
    """Interactions, and lineage rows."""
    return len(read_table(investigation, "interactions")), len(read_table(investigation, "lineage"))


# -- which act is which ------------------------------------------------------------------------------------------------


def test_an_act_that_two_records_tell_of_two_objects_is_toward_the_author_of_its_object(
    investigation: Investigation,
) -> None:
    authors = {300 + number: (30 + number, f"warga_{number}") for number in range(8)}
    for name, shift in (("a.jsonl", 0), ("b.jsonl", 1), ("c.jsonl", 2)):
        posts = []
        for number in range(8):
            answered = 300 + (number + shift) % 8
            reply_to = {} if shift == 2 else {"inReplyToUser": make_user(*authors[answered])}
            posts.append(make_tweet(500 + number, inReplyToTweetId=answered, **reply_to))
        ingest_items(investigation, name, posts)
    ingest_items(investigation, "d.jsonl", [make_tweet(native_id, author) for native_id, author in authors.items()])
    written = dict(list_rows(investigation, "posts", "post_id", "account_id"))
    replies = [
        row for row in list_rows(investigation, "interactions", "kind", "target", "object_post") if row[0] == "reply"
    ]
    assert len(replies) == 8
    assert [target for _, target, _ in replies] == [written[object_post] for *_, object_post in replies]


@pytest.mark.parametrize("order", [(False, True), (True, False)])
def test_toward_whom_an_answer_is_a_record_tells_better_than_the_beginning_of_its_text(
    investigation: Investigation, order: tuple[bool, bool]
) -> None:
    answered = {300: (31, "warga_satu"), 301: (32, "warga_dua")}
    for is_told in order:
        posts = []
        for native_id, author in answered.items():
            begun = answered[601 - native_id][1]
            told = {"inReplyToTweetId": native_id, "inReplyToUser": make_user(*author)} if is_told else {}
            posts.append(make_tweet(200 + native_id, conversationId=99, rawContent=f"@{begun} setuju", **told))
        ingest_items(investigation, f"{is_told}.jsonl", posts)
    ingest_items(investigation, "c.jsonl", [make_tweet(native_id, author) for native_id, author in answered.items()])
    written = dict(list_rows(investigation, "posts", "post_id", "account_id"))
    rows = list_rows(investigation, "interactions", "kind", "target", "object_post", "derivation")
    replies = [row[1:] for row in rows if row[0] == "reply"]
    assert sorted(replies) == sorted((author, post, "native") for post, author in written.items() if "~" in post)


def test_the_same_act_in_other_bytes_adds_lineage_and_no_row(investigation: Investigation) -> None:
    reply = {"inReplyToTweetId": 400, "inReplyToUser": make_user(*RELAWAN)}
    variants = [
        make_post_line(500, rawContent="satu", likeCount=1, **reply),
        make_post_line(500, rawContent="dua", likeCount=2, lang="in", **reply),
    ]
    stored = ingest_items(investigation, "a.jsonl", variants)
    assert (stored.capture.stored, stored.capture.duplicate) == (2, 0)
    assert count_acts(investigation) == (1, 2)


def test_acts_with_ids_of_their_own_are_two_though_all_else_agrees(investigation: Investigation) -> None:
    rows = [
        ACT | {"occurred_at": AT, "act_url": f"https://x.com/dinas_contoh/status/{number}"} for number in (500, 501)
    ]
    ingest_rows(investigation, "a.csv", *rows)
    assert count_acts(investigation) == (2, 2)


def test_acts_without_ids_are_one_when_they_share_a_second(investigation: Investigation) -> None:
    times = ["2024-10-01T10:00:00+08:00", "2024-10-01T02:00:00.900Z", "2024-10-01T10:00:01+08:00"]
    ingest_rows(investigation, "a.csv", *(ACT | {"occurred_at": time, "text": time} for time in times))
    assert count_acts(investigation) == (2, 3)


def test_an_act_with_an_id_and_one_without_are_one_when_all_agrees(investigation: Investigation) -> None:
    named = ACT | {"occurred_at": AT, "act_url": "https://x.com/dinas_contoh/status/500"}
    others = [
        ACT | {"occurred_at": AT},
        ACT | {"occurred_at": "2024-10-01T10:00:05+08:00"},
        ACT | {"occurred_at": AT, "object_url": "https://x.com/relawan_satu/status/401"},
        ACT | {"occurred_at": AT, "kind": "quote"},
        ACT | {"occurred_at": AT, "actor": "pegawai_contoh"},
    ]
    ingest_rows(investigation, "a.csv", *others)
    ingest_rows(investigation, "b.csv", named)
    assert count_acts(investigation) == (5, 6)


def test_timeless_acts_of_one_kind_actor_and_object_are_one(investigation: Investigation) -> None:
    like = ACT | {"kind": "like"}
    rows = [
        like | {"observed_at": SEEN},
        like | {"observed_at": "2024-10-06T00:00:00Z"},
        like | {"object_url": "https://x.com/relawan_satu/status/401", "observed_at": SEEN},
    ]
    ingest_rows(investigation, "a.csv", *rows)
    assert count_acts(investigation) == (2, 3)


def test_a_timeless_act_is_the_timed_one_that_lies_in_its_interval(investigation: Investigation) -> None:
    like = ACT | {"kind": "like"}
    ingest_rows(investigation, "a.csv", like | {"observed_at": SEEN})
    ingest_rows(investigation, "b.csv", like | {"occurred_at": AT})
    (row,) = read_table(investigation, "interactions").to_dict("records")
    assert (row["occurred_us"], row["after_us"], row["before_us"], row["precision"]) == (AT_US, None, None, "second")


def test_a_timeless_act_is_no_timed_one_beyond_its_interval(investigation: Investigation) -> None:
    like = ACT | {"kind": "like"}
    ingest_rows(investigation, "a.csv", like | {"observed_at": "2024-09-30T00:00:00Z"}, like | {"occurred_at": AT})
    assert count_acts(investigation)[0] == 2


def test_mentions_of_two_accounts_in_one_post_are_two_acts(investigation: Investigation) -> None:
    ingest_items(
        investigation, "a.jsonl", [make_post_line(500, mentionedUsers=[make_user(*RELAWAN), make_user(*WARGA)])]
    )
    assert list_rows(investigation, "interactions", "kind") == ["mention", "mention"]


def test_an_act_on_oneself_is_kept_and_flagged(investigation: Investigation) -> None:
    ingest_items(investigation, "a.jsonl", [make_post_line(500, quotedTweet=make_tweet(499))])
    assert list_rows(investigation, "interactions", "kind", "is_self") == [("quote", True)]


def test_weights_of_an_aggregated_source_are_kept(investigation: Investigation) -> None:
    ingest_rows(investigation, "a.csv", ACT | {"weight": 7}, ACT | {"weight": 5, "text": "x"})
    assert list_rows(investigation, "interactions", "weight", "derivation") == [(7, "aggregate")]


def test_a_text_as_captured_is_of_the_text_that_is_shown(investigation: Investigation) -> None:
    rows = [ACT | {"occurred_at": AT, "text": text} for text in ("halo", "kaf\u00c3\u00a9 pagi")]
    ingest_rows(investigation, "a.csv", *rows)
    assert list_rows(investigation, "interactions", "text", "text_captured") == [("halo", None)]


def test_one_text_captured_in_two_ways_is_shown_in_the_same_way_whatever_came_first(tmp_path: Path) -> None:
    shown = set()
    rows = [ACT | {"occurred_at": AT, "text": text} for text in ("kaf\u00e9 pagi", "kaf\u00c3\u00a9 pagi")]
    for order in itertools.permutations(rows):
        investigation = invent_region(tmp_path / str(len(shown)) / "wilayah").write()
        for number, row in enumerate(order):
            ingest_rows(investigation, f"{number}.csv", row)
        shown.update(list_rows(investigation, "interactions", "text", "text_captured"))
    assert len(shown) == 1


# -- intervals and what turns up later ---------------------------------------------------------------------------------


def test_likes_lie_between_the_posts_creation_and_the_earliest_capture(investigation: Investigation) -> None:
    post_id = make_snowflake("2024-10-01T02:00:00Z")
    late = make_list_line("likers", post_id, DINAS, collected_at_utc="2024-10-09T00:00:00Z")
    ingest_items(investigation, "a.jsonl", [late, make_list_line("likers", post_id, DINAS)])
    assert list_rows(investigation, "interactions", "after_us", "before_us") == [(AT_US, 1_728_086_400_000_000)]


def test_a_list_without_a_capture_time_is_bounded_by_the_ingest(investigation: Investigation) -> None:
    post_id = make_snowflake("2024-10-01T02:00:00Z")
    capture = ingest_items(
        investigation, "a.jsonl", [make_user(*DINAS)], op="likers", target=f"x:post:{post_id}"
    ).capture
    ((before_us, first_us),) = list_rows(investigation, "interactions", "before_us", "first_observed_us")
    assert before_us == first_us == int(capture.ingested_at.timestamp() * 1_000_000)


def test_the_target_is_completed_when_the_post_turns_up(investigation: Investigation) -> None:
    ingest_items(investigation, "a.jsonl", [make_user(*DINAS)], op="likers", target="x:post:400")
    assert list_rows(investigation, "interactions", "target", "object_url") == [(None, None)]
    ingest_items(investigation, "b.jsonl", [make_post_line(400, RELAWAN)])
    assert list_rows(investigation, "interactions", "target", "object_post", "object_url", "after_us") == [
        ("x:22", "x:post:400", "https://x.com/relawan_satu/status/400", AT_US)
    ]


def test_a_joint_author_acts_toward_who_posted_it_once_that_is_known(investigation: Investigation) -> None:
    row = {"kind": "coauthor", "object_url": URL, "occurred_at": AT}
    ingest_rows(investigation, "a.csv", row | {"actor": "dinas_contoh"}, row | {"actor": "relawan_satu"})
    assert list_rows(investigation, "interactions", "target") == [None, None]
    ingest_items(investigation, "b.jsonl", [make_post_line(400, RELAWAN)])
    acts = dict(list_rows(investigation, "interactions", "actor", "target"))
    assert acts == {"x:11": "x:22", "x:22": None}


def test_the_author_of_a_target_post_may_come_with_the_list(investigation: Investigation) -> None:
    line = make_list_line("retweeters", "400", DINAS, target_handle="relawan_satu")
    ingest_items(investigation, "a.jsonl", [line])
    assert list_rows(investigation, "interactions", "kind", "target", "object_post") == [
        ("share", "x:22", "x:post:400")
    ]


def test_a_day_is_an_interval(investigation: Investigation) -> None:
    ingest_rows(investigation, "a.csv", ACT | {"occurred_at": "2024-10-01", "observed_at": SEEN})
    ((after_us, before_us, precision, assumed),) = list_rows(
        investigation, "interactions", "after_us", "before_us", "precision", "zone_assumed"
    )
    assert (before_us - after_us + 1, precision, assumed) == (86_400_000_000, "day", True)


def test_follows_have_no_time_and_keep_first_and_last_sight(investigation: Investigation) -> None:
    lines = [
        make_list_line("followers", "22", DINAS, collected_at_utc=f"2024-10-0{day}T00:00:00Z") for day in (7, 3, 5)
    ]
    ingest_items(investigation, "a.jsonl", lines)
    ((first_us, last_us),) = list_rows(investigation, "follows", "first_observed_us", "last_observed_us")
    assert last_us - first_us == 4 * 86_400_000_000
    assert len(read_table(investigation, "lineage")) == 3


def test_a_join_is_a_follow_and_no_interaction(investigation: Investigation) -> None:
    ingest_rows(investigation, "a.csv", {"actor": "dinas_contoh", "kind": "join", "target": "relawan_satu"})
    assert list_rows(investigation, "follows", "kind", "follower", "followed") == [("join", "x:11", "x:22")]
    assert list_rows(investigation, "interactions", "kind") == []


# -- handles and ids ---------------------------------------------------------------------------------------------------


def test_a_handle_becomes_the_id_it_is_seen_with(investigation: Investigation) -> None:
    ingest_rows(investigation, "a.csv", ACT | {"actor": "Pegawai_Contoh", "observed_at": SEEN})
    assert list_rows(investigation, "interactions", "actor") == ["x:@pegawai_contoh"]
    ingest_items(investigation, "b.jsonl", [make_post_line(500, PEGAWAI)])
    assert list_rows(investigation, "interactions", "actor") == ["x:44"]
    assert ("x:@pegawai_contoh", "x:44", "observed") in list_rows(
        investigation, "account_aliases", "alias", "account_id", "method"
    )
    assert list_rows(investigation, "accounts", "account_id").count("x:44") == 1
    assert "x:@pegawai_contoh" not in list_rows(investigation, "accounts", "account_id")


def test_a_handle_worn_by_two_ids_is_a_conflict_and_stays_apart(investigation: Investigation) -> None:
    ingest_rows(investigation, "a.csv", ACT | {"actor": "pegawai_contoh", "observed_at": SEEN})
    ingest_items(investigation, "b.jsonl", [make_post_line(500, PEGAWAI), make_post_line(501, (45, "pegawai_contoh"))])
    methods = list_rows(investigation, "account_aliases", "alias", "account_id", "method")
    assert ("x:@pegawai_contoh", "x:44", "conflict") in methods
    assert ("x:@pegawai_contoh", "x:45", "conflict") in methods
    assert list_rows(investigation, "interactions", "actor") == ["x:@pegawai_contoh"]


def test_the_same_handle_under_another_id_is_another_account(investigation: Investigation) -> None:
    ingest_items(investigation, "a.jsonl", [make_post_line(500, (99, "Dinas_Contoh"), rawContent="bukan dinas")])
    ((account_id, handle, reused),) = list_rows(investigation, "accounts", "account_id", "handle", "reused_handle")
    assert account_id.startswith("x:~")
    assert (handle, reused) == (None, "x:@dinas_contoh")
    assert list_rows(investigation, "posts", "text") == [None]
    assert find_leads(investigation).coverage.handle_reused


def test_the_newest_handle_of_an_account_is_shown(investigation: Investigation) -> None:
    old, new = (
        make_post_line(number, (11, handle)) | {"collected_at_utc": time}
        for number, handle, time in (
            (500, "dinas_lama", "2024-10-02T00:00:00Z"),
            (501, "dinas_baru", "2024-10-08T00:00:00Z"),
        )
    )
    ingest_items(investigation, "a.jsonl", [new])
    ingest_items(investigation, "b.jsonl", [old])
    assert list_rows(investigation, "accounts", "account_id", "handle") == [("x:11", "dinas_baru")]


# -- a function of the set of captures ------------------------------------------------------------------------------

POST_ID = make_snowflake("2024-10-01T02:00:00Z")
LINES: list[dict[str, Any]] = [
    make_post_line(int(POST_ID), RELAWAN, mentionedUsers=[make_user(*WARGA)]),
    make_post_line(500, retweetedTweet=make_tweet(int(POST_ID), RELAWAN)),
    make_post_line(501, PEGAWAI, inReplyToTweetId=int(POST_ID), inReplyToUser=make_user(*RELAWAN), rawContent="lama"),
    make_post_line(501, PEGAWAI, inReplyToTweetId=int(POST_ID), inReplyToUser=make_user(*RELAWAN), rawContent="baru"),
    make_post_line(502, WARGA, quotedTweet=make_tweet(501, PEGAWAI)),
    make_list_line("likers", POST_ID, DINAS),
    make_list_line("likers", POST_ID, DINAS, collected_at_utc="2024-10-03T00:00:00Z"),
    make_list_line("retweeters", POST_ID, DINAS, target_handle="relawan_satu"),
    make_list_line("followers", "22", WARGA, declared_count=5),
    make_list_line("followers", "22", PEGAWAI, collected_at_utc="2024-10-02T00:00:00Z"),
    make_list_line("following", "33", RELAWAN, target_handle="warga_biasa"),
    make_post_line(503, (45, "pegawai_contoh")),
    make_post_line(504, (99, "dinas_contoh"), mentionedUsers=[make_user(*DINAS)]),
]
ROWS = [
    ACT | {"actor": "pegawai_contoh", "kind": "reply", "object_url": f"https://x.com/relawan_satu/status/{POST_ID}",
           "occurred_at": AT, "observed_at": SEEN},
    ACT | {"kind": "like", "object_url": f"https://x.com/i/status/{POST_ID}", "observed_at": SEEN},
    {"actor": "id:33", "kind": "follow", "target": "@relawan_satu", "observed_at": SEEN},
]  # fmt: skip


def ingest_parts(folder: Path, parts: list[list[dict[str, Any]]], key: bytes, rows_first: bool) -> dict[str, Any]:
    investigation = invent_region(folder).write()
    investigation.store_folder.mkdir()
    (investigation.store_folder / "pseudonym.key").write_bytes(key)
    if rows_first:
        ingest_rows(investigation, "baris.csv", *ROWS)
    for number, lines in enumerate(parts):
        ingest_items(investigation, f"{number}.jsonl", lines)
    if not rows_first:
        ingest_rows(investigation, "baris.csv", *ROWS)
    return compare_content(investigation)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return ingest_parts(tmp_path_factory.mktemp("semua") / "wilayah", [LINES], b"k" * 32, rows_first=False)


def test_the_invented_mixture_holds_something_of_everything(expected: dict[str, Any]) -> None:
    assert {row["method"] for row in expected["account_aliases"]} == {"observed", "conflict"}
    assert {row["kind"] for row in expected["interactions"]} == {"share", "reply", "like", "mention", "quote"}
    assert len(expected["follows"]) == 2
    edges = [edge for edge, _ in expected["lineage"]]
    assert len(edges) > len(set(edges))


@settings(max_examples=4, deadline=None)
@given(st.permutations(range(len(LINES))), st.sets(st.integers(1, len(LINES) - 1), max_size=4), st.booleans())
def test_tables_do_not_depend_on_order_or_partition_of_the_captures(
    expected: dict[str, Any], order: list[int], cuts: set[int], rows_first: bool
) -> None:
    lines = [LINES[at] for at in order]
    parts = [lines[a:b] for a, b in itertools.pairwise([0, *sorted(cuts), len(lines)])]
    with tempfile.TemporaryDirectory() as folder:
        found = ingest_parts(Path(folder) / "wilayah", parts, b"k" * 32, rows_first)
    for name, rows in expected.items():
        assert found[name] == rows, name


def test_tables_do_not_depend_on_the_buckets_in_which_they_are_made(
    expected: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("netral.store.merge.ROWS_IN_BUCKET", 3)
    found = ingest_parts(tmp_path / "wilayah", [LINES], b"k" * 32, rows_first=False)
    assert all(found[name] == rows for name, rows in expected.items())


def test_what_is_seen_once_is_shown_as_it_would_be_if_it_were_grouped(
    expected: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def group_all(*arguments: Any) -> dict[str, Step]:
        steps = list_steps(*arguments)
        assert "count(*) > 1" in steps["post_again"].statement
        assert "count(*) > 1" in steps["act_again"].statement
        return {
            name: step._replace(statement=step.statement.replace("count(*) > 1", "true"))
            if name.endswith("_again")
            else step
            for name, step in steps.items()
        }

    list_steps = merge._list_steps
    monkeypatch.setattr(merge, "_list_steps", group_all)
    found = ingest_parts(tmp_path / "wilayah", [LINES], b"k" * 32, rows_first=False)
    assert all(found[name] == rows for name, rows in expected.items())


def test_the_same_files_in_another_order_give_the_same_tables_with_all_their_ids(tmp_path: Path) -> None:
    found = []
    for name, order in (("a", [0, 1, 2]), ("b", [2, 0, 1])):
        investigation = invent_region(tmp_path / name / "wilayah").write()
        investigation.store_folder.mkdir()
        (investigation.store_folder / "pseudonym.key").write_bytes(b"k" * 32)
        shuffled = random.Random(4).sample(LINES, len(LINES))
        for at in order:
            ingest_items(investigation, f"{at}.jsonl", shuffled[at * 4 : at * 4 + 6])
        tables = {each: read_table(investigation, each) for each in TABLES}
        tables["captures"] = tables["captures"].drop(columns=["ingested_us", "stored", "duplicate"])
        tables["records"] = tables["records"].drop(columns="outcome")
        found.append({each: table.to_dict("records") for each, table in tables.items()})
    assert found[0] == found[1]


# -- the schema --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "column", "value"),
    [
        ("records", "sha256", "bukan-hash"),
        ("records", "sha256", "entah"),
        ("posts", "created_us", 0),
        ("acts", "kind", "suka"),
        ("acts", "weight", 0),
        ("acts", "actor", "tanpa-platform"),
        ("accounts", "account_id", "x:"),
    ],
)
def test_a_broken_table_is_refused_and_the_old_ones_stay(
    investigation: Investigation, part: str, column: str, value: object
) -> None:
    ingest_items(investigation, "a.jsonl", [make_post_line(500, retweetedTweet=make_tweet(400, RELAWAN))])
    before = {name: read_table(investigation, name).to_dict("records") for name in TABLES}
    captures = list_captures(investigation.store_folder)
    path = investigation.store_folder / "parsed" / captures[0].capture_id / f"{part}-00000.parquet"
    table = pq.read_table(path)
    at = table.column_names.index(column)
    pq.write_table(table.set_column(at, column, pa.array([value] * len(table), table.schema.types[at])), path)
    with pytest.raises((SchemaError, SchemaErrors)):
        merge_tables(investigation.store_folder, captures)
    assert {name: read_table(investigation, name).to_dict("records") for name in TABLES} == before


def test_tables_on_the_disk_have_the_columns_and_types_of_the_schema(investigation: Investigation) -> None:
    ingest_items(investigation, "a.jsonl", LINES)
    load_tables(investigation)
    for name, model in TABLES.items():
        schema = pq.read_schema(investigation.store_folder / "tables" / name / "part-0.parquet")
        columns = model.to_schema().columns
        assert schema.names == list(columns)
        kinds = {"string": "string", "int64": "int64", "bool": "bool"}
        assert {kinds[str(field.type)] for field in schema} <= set(kinds.values())
        assert not [field for field in schema if field.name.endswith("_us") and str(field.type) != "int64"]
        assert not [field for field in schema if field.name.endswith("_id") and str(field.type) != "string"]
