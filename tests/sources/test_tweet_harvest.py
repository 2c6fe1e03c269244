from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netral.errors import BadCapture
from netral.identity import hash_bytes
from netral.model import AccountSeen, Op, Record
from netral.sources.bare import ListTarget
from netral.sources.lines import Lines
from netral.sources.tweet_harvest import FORMAT
from tests.sources.invented import AT_US
from tests.sources.shapes import OTHER_SHAPES, sample_of

COLUMNS = (
    "conversation_id_str", "created_at", "favorite_count", "full_text", "id_str", "image_url",
    "in_reply_to_screen_name", "lang", "location", "quote_count", "reply_count", "retweet_count", "tweet_url",
    "user_id_str", "username",
)  # fmt: skip
DINAS = AccountSeen("x", "11", "dinas_contoh")


def make_row(native_id: str = "1840938000000000123", **further: str) -> dict[str, str]:
    return {
        "conversation_id_str": native_id,
        "created_at": "2024-10-01T02:00:00.000Z",
        "favorite_count": "0",
        "full_text": "contoh",
        "id_str": native_id,
        "tweet_url": f"https://x.com/dinas_contoh/status/{native_id}",
        "user_id_str": "11",
        "username": "dinas_contoh",
    } | further


def write_csv(path: Path, *rows: dict[str, str], delimiter: str = ",") -> Path:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, "", delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(text.getvalue().encode())
    return path


def read(path: Path) -> list[Record]:
    return list(FORMAT.read(Lines(path), ListTarget(), "Asia/Makassar"))


def read_one(tmp_path: Path, **further: str) -> Record:
    (record,) = read(write_csv(tmp_path / "a", make_row(**further)))
    return record


def test_a_table_of_another_tool_is_refused_though_somebody_says_that_it_is_tweet_harvests(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text('{"item_id": "1", "data": {}}\n', encoding="utf-8")
    with pytest.raises(BadCapture, match="a: the columns are those of no table that tweet-harvest writes"):
        read(path)


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("created_at", ["2024-10-01T02:00:00.000Z", "Tue Oct 01 02:00:00 +0000 2024"])
def test_both_delimiters_and_both_forms_of_time_say_the_same(tmp_path: Path, delimiter: str, created_at: str) -> None:
    row = make_row(created_at=created_at, full_text='satu; dua, "tiga"\nempat')
    (record,) = read(write_csv(tmp_path / "a", row, delimiter=delimiter))
    (post,) = record.posts
    assert (post.author, post.created_us, post.text) == (DINAS, AT_US, row["full_text"])
    assert (record.locator, record.tool) == ("line:2", "tweet-harvest")


def test_a_reply_is_to_a_handle_and_its_parent_is_unknown(tmp_path: Path) -> None:
    record = read_one(
        tmp_path,
        full_text="@relawan_satu @warga_biasa setuju",
        in_reply_to_screen_name="Relawan_Satu",
        conversation_id_str="1840930000000000001",
    )
    assert [(act.kind, act.target, act.object_id, act.derivation) for act in record.acts] == [
        ("reply", AccountSeen("x", None, "Relawan_Satu"), None, "native"),
        ("mention", AccountSeen("x", None, "warga_biasa"), None, "regex"),
    ]
    assert (record.posts[0].kind, record.posts[0].parent_id) == ("reply", None)
    assert record.posts[0].root_id == "1840930000000000001"


@pytest.mark.parametrize(
    ("text", "acts"),
    [("@akun_hilang setuju, pilih", [("reply", "akun_hilang", "regex")]), ("bagian kedua", [])],
)
def test_a_reply_of_which_the_row_tells_no_handle_is_no_post_of_ones_own(
    tmp_path: Path, text: str, acts: list[tuple[str, str, str]]
) -> None:
    record = read_one(tmp_path, full_text=text, conversation_id_str="1840930000000000001")
    assert [(act.kind, act.target and act.target.handle, act.derivation) for act in record.acts] == acts
    assert record.posts[0].kind == "reply"


@pytest.mark.parametrize("text", ["Ayo &amp; maju &lt;3", "Ayo &amp  maju &lt 3"])
def test_signs_that_x_escapes_are_read_as_they_were_written(tmp_path: Path, text: str) -> None:
    assert read_one(tmp_path, full_text=text).posts[0].text == "Ayo & maju <3"


@pytest.mark.parametrize(
    ("text", "handles"),
    [
        ("Halo @warga_biasa, @Warga_Biasa!", ["warga_biasa"]),
        ("tulis ke warga@contoh.go.id", []),
        ("(@warga_biasa) .@relawan_satu", ["warga_biasa", "relawan_satu"]),
        ("@nama_yang_terlalu_panjang @a@b", []),
    ],
)
def test_mentions_are_found_in_the_text_and_addresses_are_none(tmp_path: Path, text: str, handles: list[str]) -> None:
    acts = read_one(tmp_path, full_text=text).acts
    assert [(act.kind, act.target and act.target.handle) for act in acts] == [("mention", name) for name in handles]


def test_a_retweet_is_a_share_and_mentions_nobody(tmp_path: Path) -> None:
    record = read_one(tmp_path, full_text="RT @relawan_satu: dukung bersama @warga_biasa")
    (act,) = record.acts
    assert (act.kind, act.target, act.object_id, act.derivation) == (
        "share", AccountSeen("x", None, "relawan_satu"), None, "regex",
    )  # fmt: skip
    assert (record.posts[0].kind, record.posts[0].text, act.occurred_us) == ("repost", None, AT_US)


def test_a_post_without_time_is_timed_by_its_id(tmp_path: Path) -> None:
    (act,) = read_one(tmp_path, created_at="", full_text="RT @relawan_satu: ya").acts
    assert act.precision == "millisecond"
    assert read_one(tmp_path, created_at="").posts[0].created_us == act.occurred_us


@pytest.mark.parametrize("created_at", ["2024-10-01", "2024-10-01 10:00:00", "2024-10-01T10:00:00.000"])
def test_a_time_that_was_rewritten_without_its_offset_is_told_by_the_id(tmp_path: Path, created_at: str) -> None:
    told = read_one(tmp_path, created_at=created_at, full_text="@warga_biasa")
    by_id = read_one(tmp_path, created_at="", full_text="@warga_biasa")
    assert (told.posts, told.acts) == (by_id.posts, by_id.acts)


@pytest.mark.parametrize("column", ["id_str", "user_id_str", "conversation_id_str"])
@pytest.mark.parametrize("value", ["1.29e+18", "1,29E+18", "1840938000000000000.0"])
def test_float_ids_refuse_the_file_and_name_row_and_column(tmp_path: Path, column: str, value: str) -> None:
    path = write_csv(tmp_path / "ekspor.csv", make_row(), make_row(**{column: value}))
    with pytest.raises(BadCapture, match=rf"ekspor\.csv, row 3, column {column}: .*rounded to a float"):
        read(path)


def test_ids_that_a_spreadsheet_rounded_refuse_the_file(tmp_path: Path) -> None:
    rows = [make_row(f"18409380000{number}10000") for number in (111, 222, 333)]
    with pytest.raises(BadCapture, match=r"a, row 2, column id_str: '1840938000011110000' .*rounded by a spreadsheet"):
        read(write_csv(tmp_path / "a", *rows))
    whole = write_csv(tmp_path / "b", rows[0], make_row(), *rows[1:])
    assert [record.reason for record in read(whole)] == [None] * 4


def test_ids_that_went_through_a_float_refuse_the_file_by_the_whole_one_in_the_address(tmp_path: Path) -> None:
    address = "https://x.com/dinas_contoh/status/1840938000000123457"
    for rounded in ("1840938000000120064", "1840938000000123392"):
        with pytest.raises(BadCapture, match=f"a, row 2, column id_str: '{rounded}' is an id that was rounded"):
            read(write_csv(tmp_path / "a", make_row(rounded, tweet_url=address)))
    assert read_one(tmp_path, id_str="1840938000000123457", tweet_url=address).reason is None


def test_a_row_that_swallowed_the_next_one_is_nobodys(tmp_path: Path) -> None:
    swallowed = (
        'setuju!";0;in;22;1840938000000000123;warga_biasa;https://x.com/warga_biasa/status/1840938000000000123\nhalo'
    )
    record = read_one(tmp_path, full_text=swallowed, tweet_url="https://x.com/dinas_contoh/status/1840938009999999999")
    assert (record.reason, record.posts, record.acts) == ("unexpected_shape", (), ())


def test_an_apostrophe_that_kept_an_id_whole_is_no_part_of_it(tmp_path: Path) -> None:
    assert read_one(tmp_path, id_str="'1840938000000000123").posts[0].native_id == "1840938000000000123"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"id_str": ""}, "id_unknown"),
        ({"id_str": "abc"}, "bad_id"),
        ({"created_at": "kemarin"}, "bad_time"),
        ({"created_at": "12/16/2024 1:02"}, "bad_time"),
        ({"username": "", "user_id_str": "undefined"}, "author_unknown"),
    ],
)
def test_a_row_that_cannot_be_read_is_quarantined_alone(tmp_path: Path, change: dict[str, str], reason: str) -> None:
    path = write_csv(tmp_path / "a", make_row(), make_row(**change), make_row())
    assert [record.reason for record in read(path)] == [None, reason, None]


def test_empty_counts_and_replies_say_nothing(tmp_path: Path) -> None:
    record = read_one(tmp_path, favorite_count="", in_reply_to_screen_name="undefined")
    assert (record.reason, record.acts) == (None, ())


def test_blank_lines_bom_and_repeated_headers_are_no_rows(tmp_path: Path) -> None:
    once = write_csv(tmp_path / "a", make_row()).read_bytes()
    (tmp_path / "a").write_bytes(b"\xef\xbb\xbf" + once + b"\r\n\r\n" + once)
    assert [record.locator for record in read(tmp_path / "a")] == ["line:2", "line:6"]


def test_quotes_that_an_old_version_did_not_double_do_not_lose_the_row(tmp_path: Path) -> None:
    header, row = (
        ";".join(COLUMNS),
        ";".join(make_row(full_text='"kata "dia" begitu"').get(name, "") for name in COLUMNS),
    )
    (tmp_path / "a").write_text(f"{header}\n{row}\n{row}\n", encoding="utf-8")
    records = read(tmp_path / "a")
    assert [record.posts[0].text for record in records] == ['kata "dia" begitu'] * 2
    assert records[0].sha256 == hash_bytes(row.encode())


# Of 2.5.0 to 2.5.2, which wrote a reply's row in another order than the header, and one cell longer.
HEADER_2_5 = (
    "created_at", "id_str", "full_text", "quote_count", "reply_count", "retweet_count", "favorite_count", "lang",
    "user_id_str", "conversation_id_str", "username", "tweet_url", "in_reply_to_screen_name", "image_url", "location",
)  # fmt: skip
BEGINNING = ["Tue Oct 01 02:00:00 +0000 2024", "500", "@relawan_satu setuju", "0", "0", "0", "0", "in", "11", "400"]
ADDRESS, PICTURE = "https://twitter.com/dinas_contoh/status/500", "https://pbs.twimg.com/media/a.jpg"


def write_quoted(path: Path, *rows: tuple[str, ...] | list[str]) -> Path:
    """Rows as old versions wrote them: every cell quoted, quotes within not doubled."""
    lines = (",".join(f'"{cell}"' for cell in row) for row in rows)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("place", ["Kota Contoh", "Kota Contoh, Indonesia", ""])
def test_a_reply_that_a_version_wrote_in_another_order_than_its_header_is_read(tmp_path: Path, place: str) -> None:
    row = [*BEGINNING, "relawan_satu", "dinas_contoh", ADDRESS, PICTURE, place, "relawan_satu"]
    (record,) = read(write_quoted(tmp_path / "a", HEADER_2_5, row))
    assert [(act.kind, act.target) for act in record.acts] == [("reply", AccountSeen("x", None, "relawan_satu"))]
    assert record.posts[0].author == DINAS


def test_a_picture_in_the_column_of_replies_is_nobody(tmp_path: Path) -> None:
    row = [*BEGINNING, "dinas_contoh", ADDRESS, PICTURE, "Kota Contoh", ""]
    row[2], row[9] = "contoh", "500"
    (record,) = read(write_quoted(tmp_path / "a", HEADER_2_5, row))
    assert (record.posts[0].kind, record.posts[0].author, record.acts) == ("post", DINAS, ())


OLD_HEADER = [name for name in HEADER_2_5 if name != "in_reply_to_screen_name"]


def test_a_reply_of_a_version_without_its_column_is_known_by_its_conversation(tmp_path: Path) -> None:
    end = ["dinas_contoh", ADDRESS, "", "Kota Contoh"]
    thread, own = [*BEGINNING], [*BEGINNING]
    thread[2], own[9] = "bagian kedua dari @warga_biasa", "500"
    answer, second, post = read(
        write_quoted(tmp_path / "a", OLD_HEADER, [*BEGINNING, *end], [*thread, *end], [*own, *end])
    )
    assert [(act.kind, act.target and act.target.handle, act.derivation) for act in answer.acts] == [
        ("reply", "relawan_satu", "regex")
    ]
    assert [(record.posts[0].kind, record.posts[0].root_id) for record in (answer, second, post)] == [
        ("reply", "400"),
        ("reply", "400"),
        ("post", "500"),
    ]
    assert [[act.kind for act in record.acts] for record in (second, post)] == [["mention"], ["mention"]]


def test_quotes_in_a_text_and_a_comma_in_the_place_do_not_lose_the_row(tmp_path: Path) -> None:
    row = [*BEGINNING, "dinas_contoh", ADDRESS, "", "Kota Contoh, Indonesia"]
    row[2] = 'kata "dia" begitu'
    (record,) = read(write_quoted(tmp_path / "a", OLD_HEADER, row))
    assert (record.reason, record.posts[0].text) == (None, row[2])


def test_a_row_with_more_or_fewer_cells_is_quarantined(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a", make_row())
    path.write_bytes(path.read_bytes() + b'"1","2"\r\n' + b'"1",' * 20 + b'"2"\r\n\xff\xfe\r\n')
    assert [record.reason for record in read(path)] == [None] + ["unexpected_shape"] * 3


def test_the_half_row_of_a_cut_file_is_quarantined_as_cut(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a", make_row(), make_row())
    whole = path.read_bytes()
    for size in (2, 4, 9, 40, 100):
        path.write_bytes(whole[:-size] if size > 2 else whole.rstrip(b"\r\n"))
        assert [record.reason for record in read(path)] == [None, None if size == 2 else "cut"]


def test_a_handle_that_was_cut_is_nobodys(tmp_path: Path) -> None:
    path = tmp_path / "a"
    lines = [",".join(COLUMNS), ",".join(make_row().get(name, "") for name in COLUMNS)]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert [record.reason for record in read(path)] == [None]
    path.write_text("\n".join(lines)[:-3], encoding="utf-8")
    assert [record.reason for record in read(path)] == ["cut"]


def test_what_the_analyst_says_of_the_file_is_kept(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a", make_row())
    (record,) = FORMAT.read(Lines(path), ListTarget(Op.POSTS, DINAS), "UTC")
    assert (record.op, record.target) == ("posts", "x:11")


@pytest.mark.parametrize("header", [",".join(COLUMNS), ";".join(f'"{name}"' for name in COLUMNS)])
def test_its_header_is_recognised(header: str) -> None:
    assert FORMAT.recognise(sample_of(header))


@pytest.mark.parametrize("name", sorted(OTHER_SHAPES.keys() - {"tweet-harvest"}))
def test_other_formats_are_not_recognised(name: str) -> None:
    assert not FORMAT.recognise(sample_of(OTHER_SHAPES[name]))


@given(st.lists(st.lists(st.text(max_size=12) | st.sampled_from(["1840938", "1e18", "RT @a: b", "@a"]), max_size=16)))
def test_no_cells_crash_the_reader(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    path = tmp_path_factory.mktemp("acak") / "a"
    lines = [";".join(COLUMNS), *(";".join(row) for row in rows)]
    path.write_bytes("\n".join(lines).encode("utf-8", "surrogatepass"))
    try:
        assert all(isinstance(record, Record) for record in read(path))
    except BadCapture as error:
        assert "a, row" in str(error)


@given(st.binary(max_size=200))
def test_no_bytes_crash_the_reader(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("acak") / "a"
    path.write_bytes(",".join(COLUMNS).encode() + b"\n" + data)
    try:
        assert all(record.reason for record in read(path))
    except BadCapture as error:
        assert "a, row" in str(error)
