"""Whatever is in a file: it is refused in a sentence, or read to records that walk back to it and fit the store."""

from __future__ import annotations

import gzip
import io
import json
import lzma
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netral.errors import BadCapture, NetralError
from netral.model import Investigation, Record
from netral.pipeline import ingest_captures
from netral.sources import EMPTY, detect_format, find_formats
from netral.sources.bare import ListTarget
from netral.sources.document import item_to_base
from tests.fuzz.holds import check_sentence, read_or_refuse
from tests.fuzz.mutate import mutate_file
from tests.fuzz.seeds import SEEDS, Seed, make_harvest, to_csv, to_lines
from tests.invented_investigation import Invention
from tests.sources.invented import make_envelope, make_graph_tweet, make_page, make_tweet, make_user
from tests.sources.invented_formats import make_collected, make_export, make_item, make_message, make_structure

FORMATS = sorted(SEEDS)
PLATFORMS = ("x", "instagram", "tiktok", "threads", "telegram")
few = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def invent_region(folder: Path) -> Investigation:
    """People whom the seeds name are in the registry, so that what they write is stored as it stands."""
    invention = Invention(folder)
    for platform in PLATFORMS:
        invention.opd("dinas_contoh", platform=platform)
        invention.volunteer("relawan_satu", platform=platform)
    invention.volunteer("kanal", platform="telegram", platform_id="900")
    return invention.write()


def read_text(path: Path, format_id: str, data: str | bytes, *said: str | None) -> Any:
    """A file of these bytes, read with what the analyst says of it: op, target, the target's author."""
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
    return read_or_refuse(path, format_id, *said)


def test_every_format_has_seeds_and_reads_them_without_a_fault(tmp_path: Path) -> None:
    assert sorted(find_formats()) == FORMATS
    for format_id, seeds in SEEDS.items():
        for seed in seeds:
            records = read_text(tmp_path / "a", format_id, seed.data, *seed[1:])
            assert isinstance(records, list) and records, format_id
            assert not [record for record in records if record.reason], format_id
            assert detect_format(tmp_path / "a") == format_id


@pytest.mark.parametrize("format_id", FORMATS)
@few
@given(number=st.integers(0, 2**32))
def test_a_valid_file_with_faults_in_it_is_refused_or_read(tmp_path: Path, format_id: str, number: int) -> None:
    random = Random(number)
    seed: Seed = random.choice(SEEDS[format_id])
    read_text(tmp_path / "berkas", format_id, mutate_file(seed.data, random), *seed[1:])


@pytest.mark.parametrize("format_id", FORMATS)
@few
@given(data=st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_refused_or_read(tmp_path: Path, format_id: str, data: bytes) -> None:
    read_text(tmp_path / "berkas", format_id, data)


@few
@given(number=st.integers(0, 2**32), pack=st.sampled_from([bytes, gzip.compress, zstandard.compress, lzma.compress]))
def test_the_shape_of_any_file_is_a_format_or_a_sentence(
    tmp_path: Path, number: int, pack: Callable[[bytes], bytes]
) -> None:
    random = Random(number)
    data = pack(mutate_file(random.choice(SEEDS[random.choice(FORMATS)]).data, random))
    path = tmp_path / "berkas"
    path.write_bytes(data[: random.choice((len(data), len(data), random.randrange(len(data) + 1)))])
    try:
        assert detect_format(path) in {*FORMATS, EMPTY}
    except NetralError as error:
        check_sentence(str(error), path)


def breed(folder: Path, format_id: str, count: int) -> dict[tuple[str | None, ...], list[Path]]:
    """Bad files of a format that are not refused, by what is said of them."""
    bred: dict[tuple[str | None, ...], list[Path]] = {}
    folder.mkdir()
    for number in range(count):
        random = Random(f"{format_id} {number}")
        seed = random.choice(SEEDS[format_id])
        path = folder / f"{number}.berkas"
        path.write_bytes(mutate_file(seed.data, random))
        if isinstance(read_or_refuse(path, format_id, *seed[1:]), list):
            bred.setdefault(seed[1:], []).append(path)
    return bred


@pytest.mark.parametrize("format_id", FORMATS)
def test_what_is_read_of_bad_files_goes_into_the_store_and_nowhere_else(tmp_path: Path, format_id: str) -> None:
    investigation = invent_region(tmp_path / "uji")
    for said, paths in breed(tmp_path / "kiriman", format_id, 12).items():
        stored = ingest_captures(investigation, paths, format_id, *said)
        assert len(stored) == len(paths)
        assert all(each.capture.balances for each in stored)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kiriman", "uji"]
    assert not [path for path in (tmp_path / "kiriman").iterdir() if path.suffix != ".berkas"]


# -- faults once found -------------------------------------------------------------------------------------------------


def nest(depth: int, start: str = "[", end: str = "]") -> str:
    return start * depth + "1" + end * depth


DEEP = {
    "envelope": lambda raw: json.dumps(make_envelope({"id": 1})).replace('{"id": 1}', raw),
    "instaloader": lambda raw: json.dumps(make_structure({"shortcode": "C", "x": 0})).replace('"x": 0', f'"x": {raw}'),
    "snscrape": lambda raw: json.dumps(make_tweet(1, card=0)).replace('"card": 0', f'"card": {raw}'),
    "telegram-export": lambda raw: json.dumps(make_export(make_message(1, x=0))).replace('"x": 0', f'"x": {raw}'),
    "x-api-v2": lambda raw: f'{{"data": [{{"id": "1", "text": "a", "author_id": "11", "x": {raw}}}]}}\n',
    "x-graphql": lambda raw: json.dumps(make_page({"__typename": "Tweet", "x": 0})).replace('"x": 0', f'"x": {raw}'),
    "zeeschuimer": lambda raw: json.dumps(make_collected({"x": 0}, "x.com")).replace('"x": 0', f'"x": {raw}'),
}


@pytest.mark.parametrize("depth", [1000, 100_000])
@pytest.mark.parametrize(("start", "end"), [("[", "]"), ('{"a":', "}"), ('{"quotedTweet":', "}"), ('{"user":', "}")])
@pytest.mark.parametrize("format_id", sorted(DEEP))
def test_json_nested_deep_is_quarantined(tmp_path: Path, format_id: str, depth: int, start: str, end: str) -> None:
    (record,) = read_text(tmp_path / "a", format_id, DEEP[format_id](nest(depth, start, end)))
    assert record.reason in ("unexpected_shape", "not_json")


def test_raw_that_is_a_string_of_deep_json_is_quarantined(tmp_path: Path) -> None:
    (record,) = read_text(tmp_path / "a", "envelope", to_lines(make_envelope(nest(100_000))))
    assert record.reason in ("unexpected_shape", "not_json")


@pytest.mark.parametrize("sign", ["\\ud800", "\\udfff", "\\u0000"])
@pytest.mark.parametrize("format_id", sorted({*DEEP} - {"edges", "minet", "tweet-harvest"}))
def test_half_a_surrogate_pair_or_nul_anywhere_is_no_fault(tmp_path: Path, format_id: str, sign: str) -> None:
    for seed in SEEDS[format_id]:
        text = seed.data.decode()
        for word in ('"contoh', '"dinas_contoh', '"id', '"text', '"11', '"400', '"x', '"data', '"halo', '"user'):
            broken = text.replace(word, word[0] + sign + word[1:])
            read_text(tmp_path / "a", format_id, broken, *seed[1:])
            read_text(tmp_path / "a", format_id, text.replace(word, word + sign), *seed[1:])


@pytest.mark.parametrize("format_id", FORMATS)
def test_a_file_of_nothing_but_a_mark_of_order_or_zeros_is_no_fault(tmp_path: Path, format_id: str) -> None:
    for data in (b"\xef\xbb\xbf", b"\xef\xbb\xbf\n\xef\xbb\xbf", b"\x00", b"\x00\n\x00", b"\r", b"\xff\xfe{\x00}\x00"):
        read_text(tmp_path / "a", format_id, data)


def list_reasons(records: list[Record]) -> list[str | None]:
    return [record.reason for record in records]


@pytest.mark.parametrize("native_id", ["1 2", "a\nb", "~0123", "@dinas", "x:@a", "\x00", "9" * 300, " "])
def test_an_id_that_no_platform_has_quarantines_its_record(tmp_path: Path, native_id: str) -> None:
    tweet = make_tweet(1, (11, "dinas_contoh")) | {"id": None, "id_str": native_id}
    assert list_reasons(read_text(tmp_path / "a", "snscrape", to_lines(tweet))) == ["bad_id"]
    assert list_reasons(read_text(tmp_path / "a", "envelope", to_lines(make_envelope(tweet)))) == ["bad_id"]
    post = {"data": [{"id": native_id, "text": "a", "author_id": "11"}], "includes": {"users": [{"id": native_id}]}}
    assert list_reasons(read_text(tmp_path / "a", "x-api-v2", to_lines(post))) == ["bad_id"]
    row = f'platform,actor,kind,target\nx,"id:{native_id}",follow,a\n'
    assert list_reasons(read_text(tmp_path / "a.csv", "edges", row)) in (["bad_id"], ["actor_unknown"])
    message = make_message(1) | {"from_id": native_id}
    assert list_reasons(read_text(tmp_path / "a", "telegram-export", json.dumps(make_export(message)))) in (
        ["bad_id"],
        ["unexpected_shape"],
    )


@pytest.mark.parametrize("number", ["9" * 5000, "-1e999", "1" * 400])
def test_numbers_past_all_bounds_are_quarantined_or_refused(tmp_path: Path, number: str) -> None:
    line = json.dumps(make_envelope({"id": 1, "username": "a"}, "followers")).replace('{"id": 1', '{"id": ' + number)
    read_text(tmp_path / "a", "envelope", line)
    row = f"platform,actor,kind,target,weight\nx,a,like,b,{number}\n"
    (record,) = read_text(tmp_path / "a.csv", "edges", row)
    assert record.reason == "bad_weight"


@pytest.mark.parametrize(
    "at", ["Tue Oct 01 02:00:00 +0000 99999999999999999999", "9999-12-31T23:59:59Z", "Tue Oct 01 02:00:00 +0000 9999"]
)
def test_a_time_that_no_table_holds_quarantines_its_record(tmp_path: Path, at: str) -> None:
    assert list_reasons(read_text(tmp_path / "a", "snscrape", to_lines(make_tweet(1, date=at)))) == ["bad_time"]


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00", "9998-12-31T00:00:00", "1971-01-01T09:00:00"])
def test_a_message_whose_two_times_are_centuries_apart_gives_a_reaction_no_time_of_its_own(
    tmp_path: Path, at: str
) -> None:
    for unixtime in ("1", "1727748000", "253370764799"):
        recent = [{"from_id": "user22", "date": at}, {"from_id": "user33", "date": "2024-10-01T10:05:00"}]
        liked = [{"type": "emoji", "emoji": "👍", "recent": recent}]
        message = make_message(1, date=at, date_unixtime=unixtime, reactions=liked)
        read_text(tmp_path / "a", "telegram-export", to_lines(make_export(message)))


def test_what_was_wrong_is_said_without_repeating_all_of_it(tmp_path: Path) -> None:
    long = "x" * 100_000
    lines = [
        make_envelope({}, op=long), make_envelope({}, target_platform=long), make_envelope(make_tweet(1, date=long)),
        make_envelope(make_tweet(1) | {"_type": f"snscrape.modules.{long}"}),
    ]  # fmt: skip
    assert len(read_text(tmp_path / "a", "envelope", to_lines(*lines))) == 4
    header = ",".join(["post", *(f"{long[:9000]}{number}" for number in range(6)), "id", "username", "full_name"])
    refusal = read_text(tmp_path / "a", "minet", f"{header.replace('post,', '')},is_private\n{',' * 9}\n", "followers")
    assert isinstance(refusal, BadCapture) and "it is not known which says whose list this is" in str(refusal)


def test_keys_that_would_make_every_locator_long_quarantine_the_page(tmp_path: Path) -> None:
    page = make_page(*({"__typename": "Tweet"} for _ in range(200)))
    text = json.dumps(page).replace('"a/b~c"', f'"{"k" * 1_000_000}"')
    (record,) = read_text(tmp_path / "a", "x-graphql", text)
    assert (record.locator, record.reason) == ("line:1", "unexpected_shape")


def test_a_joint_post_of_thousands_makes_no_millions_of_acts(tmp_path: Path) -> None:
    people = [{"pk": str(number), "username": f"a{number}"} for number in range(1, 5000)]
    line = to_lines(make_collected(make_item(coauthor_producers=people), "instagram.com"))
    assert list_reasons(read_text(tmp_path / "a", "zeeschuimer", line)) == ["unexpected_shape"]
    names = "|".join(f"a{number}" for number in range(5000))
    row = f"shortcode,username,caption,taken_at_timestamp,coauthor_usernames\nCab,dinas,a,1727748000,{names}\n"
    assert list_reasons(read_text(tmp_path / "a.csv", "minet", row)) == ["unexpected_shape"]


def test_the_hash_of_an_item_that_is_nested_too_deep_is_still_a_hash() -> None:
    deep: list[Any] = []
    for _ in range(5000):
        deep = [deep]
    record = item_to_base("/0", deep, ListTarget())
    assert (record.reason, len(record.sha256)) == ("unexpected_shape", 64)


def test_a_text_that_no_platform_allows_quarantines_its_record(tmp_path: Path) -> None:
    long = "@a " * 40_000
    tweet = make_tweet(1, rawContent=long)
    post = {"data": [{"id": "1", "text": long, "author_id": "11"}]}
    named = make_message(1) | {"from": long}
    for format_id, data in {
        "snscrape": to_lines(tweet),
        "envelope": to_lines(make_envelope(tweet)),
        "x-api-v2": to_lines(post),
        "x-graphql": to_lines(make_page(make_graph_tweet("1", full_text=long))),
        "zeeschuimer": to_lines(make_collected(make_item(caption={"text": long}), "instagram.com")),
        "telegram-export": to_lines(make_export(named)),
    }.items():
        assert list_reasons(read_text(tmp_path / "a", format_id, data)) == ["text_too_long"]
    target = to_lines(make_envelope(make_user(1, "a"), "followers", None, target_handle=long))
    (record,) = read_text(tmp_path / "a", "envelope", target)
    assert (record.reason, record.target) == ("text_too_long", None)


def test_a_long_text_with_very_many_people_in_it_quarantines_its_record(tmp_path: Path) -> None:
    people = [make_user(number, f"a{number}") for number in range(1, 2000)]
    tweet = make_tweet(1, rawContent="halo " * 4000, mentionedUsers=people)
    names = " ".join(f"@a{number}" for number in range(9000))
    for format_id, data in {
        "snscrape": to_lines(tweet),
        "envelope": to_lines(make_envelope(tweet)),
        "tweet-harvest": to_csv({**make_harvest()[0], "full_text": names}),
    }.items():
        assert list_reasons(read_text(tmp_path / "a", format_id, data)) == ["text_too_long"], format_id
    few_people = make_tweet(1, rawContent="halo " * 4000, mentionedUsers=people[:400])
    assert list_reasons(read_text(tmp_path / "a", "snscrape", to_lines(few_people))) == [None]


def test_a_cell_that_no_platform_allows_quarantines_its_row(tmp_path: Path) -> None:
    names = " ".join(f"@a{number}" for number in range(50_000))
    for row in ({**make_harvest()[0], "full_text": names}, {**make_harvest()[0], "username": "a" * 100_001}):
        assert list_reasons(read_text(tmp_path / "a", "tweet-harvest", to_csv(row))) == ["text_too_long"]


def test_a_conversation_that_bites_its_tail_is_followed_one_step(tmp_path: Path) -> None:
    posts = [
        {
            "id": str(number),
            "text": "a",
            "author_id": "11",
            "referenced_tweets": [{"type": "replied_to", "id": answered}],
        }
        for number, answered in ((number, str(number % 200 + 1)) for number in range(1, 201))
    ]
    records = read_text(tmp_path / "a", "x-api-v2", to_lines({"data": posts}))
    assert {record.reason for record in records} == {None}
    assert {len(record.posts) for record in records} == {2}


def test_a_table_whose_columns_have_names_that_are_no_utf_8_is_refused(tmp_path: Path) -> None:
    (seed,) = (seed for seed in SEEDS["edges"] if seed.data.startswith(b"PAR1"))
    (tmp_path / "a").write_bytes(seed.data.replace(b"platform", b"plat\x9corm"))
    with pytest.raises(BadCapture, match="a: begins like Parquet but cannot be read"):
        detect_format(tmp_path / "a")


def test_a_table_with_text_that_is_no_utf_8_is_refused(tmp_path: Path) -> None:
    broken = pa.StringArray.from_buffers(1, pa.py_buffer(b"\0\0\0\0\1\0\0\0"), pa.py_buffer(b"\xff"))
    columns = {"platform": ["x"], "actor": broken, "kind": ["like"], "target": ["a"]}
    stream = io.BytesIO()
    pq.write_table(pa.table(columns), stream)
    assert "begins like Parquet but cannot be read" in str(read_text(tmp_path / "a", "edges", stream.getvalue()))
