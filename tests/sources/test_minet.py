from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netral.errors import BadCapture
from netral.model import AccountSeen, Op, Record
from netral.sources.bare import ListTarget
from netral.sources.lines import Lines
from netral.sources.minet import FORMAT
from netral.sources.targets import PostTarget
from tests.sources.invented import AT_US, read_records
from tests.sources.shapes import OTHER_SHAPES, sample_of

AT = str(AT_US // 1_000_000)
TWEET = (
    "query", "id", "timestamp_utc", "local_time", "user_screen_name", "text", "like_count", "to_username", "to_userid",
    "to_tweetid", "user_id", "user_name", "retweeted_id", "retweeted_user", "retweeted_user_id",
    "retweeted_timestamp_utc", "quoted_id", "quoted_user", "quoted_user_id", "quoted_timestamp_utc", "collection_time",
    "url", "mentioned_names", "mentioned_ids", "hashtags",
)  # fmt: skip
X_USER = ("id", "screen_name", "name", "timestamp_utc", "local_time", "protected", "tweets", "followers", "friends")
IG_USER = ("id", "username", "full_name", "is_private", "profile_pic_url", "is_verified", "is_favorite")
IG_POST = (
    "username", "full_name", "is_verified", "id", "media_type", "shortcode", "url", "caption", "hashtags",
    "mentioned_names", "like_count", "usertags_medias", "taken_at_timestamp", "utc_time", "coauthor_usernames",
)  # fmt: skip
IG_COMMENT = (
    "post", "id", "index", "parent_id", "child_index", "text", "hashtags", "mentioned_names", "comment_like_count",
    "created_at_utc", "utc_time", "username", "user_id", "user_full_name", "is_liked_by_media_owner",
)  # fmt: skip
MESSAGE = (
    "channel_name", "link_to_message", "user", "user_link", "text", "is_reply_user", "links", "views", "datetime",
    "edited",
)  # fmt: skip
DINAS, RELAWAN = AccountSeen("x", "11", "dinas_contoh", "Dinas"), AccountSeen("x", "22", "relawan_satu")
WARGA = AccountSeen("instagram", "33", "warga_biasa", "Warga")


def write_csv(path: Path, columns: tuple[str, ...], *rows: Any) -> Path:
    """Rows, as mappings or as lists of cells, below a header."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([row.get(name, "") for name in columns] if isinstance(row, dict) else row)
    path.write_bytes(text.getvalue().encode())
    return path


def read(path: Path, target: ListTarget = ListTarget()) -> list[Record]:  # noqa: B008 - a value, not a list
    return list(FORMAT.read(Lines(path), target, "Asia/Makassar"))


def read_tweet(tmp_path: Path, **further: str) -> Record:
    row = {
        "query": "contoh",
        "id": "1840938000000000123",
        "timestamp_utc": AT,
        "local_time": "2024-10-01T10:00:00",
        "user_screen_name": "dinas_contoh",
        "user_id": "11",
        "user_name": "Dinas",
        "text": "contoh",
        "collection_time": "2024-10-05T08:00:00.123456",
    }
    (record,) = read(write_csv(tmp_path / "cuit.csv", TWEET, row | further))
    return record


def read_row(tmp_path: Path, columns: tuple[str, ...], target: ListTarget, **cells: str) -> Record:
    (record,) = read(write_csv(tmp_path / "daftar.csv", columns, cells), target)
    return record


# -- X -----------------------------------------------------------------------------------------------------------------


def test_a_post_is_timed_by_its_utc_seconds_and_not_by_local_times(tmp_path: Path) -> None:
    record = read_tweet(tmp_path, like_count="")
    (post,) = record.posts
    assert (post.author, post.created_us, post.text, post.kind) == (DINAS, AT_US, "contoh", "post")
    assert (record.collected_us, record.tool, record.locator) == (None, "minet", "line:2")


def test_a_retweet_is_a_share_and_mentions_nobody(tmp_path: Path) -> None:
    record = read_tweet(
        tmp_path,
        text="RT @relawan_satu: contoh @warga",
        retweeted_id="400",
        retweeted_user="relawan_satu",
        retweeted_user_id="22",
        retweeted_timestamp_utc=AT,
        mentioned_names="relawan_satu|warga",
        mentioned_ids="22|33",
    )
    (act,) = record.acts
    assert (act.kind, act.actor, act.target, act.object_id, act.text) == ("share", DINAS, RELAWAN, "400", None)
    assert [(post.native_id, post.kind) for post in record.posts] == [("1840938000000000123", "repost"), ("400", None)]


def test_a_reply_mentions_others_than_whom_it_answers(tmp_path: Path) -> None:
    record = read_tweet(
        tmp_path,
        to_username="Relawan_Satu",
        to_userid="22",
        to_tweetid="399",
        mentioned_names="relawan_satu|warga",
        mentioned_ids="22|33",
    )
    assert [(act.kind, act.target and act.target.platform_id, act.object_id) for act in record.acts] == [
        ("reply", "22", "399"),
        ("mention", "33", None),
    ]
    assert record.acts[1].derivation == "entity"


def test_names_without_ids_were_found_by_a_pattern(tmp_path: Path) -> None:
    (act,) = read_tweet(tmp_path, mentioned_names="warga").acts
    assert (act.kind, act.target, act.derivation) == ("mention", AccountSeen("x", None, "warga"), "regex")


def test_what_the_quoted_post_says_is_not_the_quoting_authors(tmp_path: Path) -> None:
    record = read_tweet(
        tmp_path,
        text="setuju @teman « relawan_satu: pilih @calon #nomorsatu — https://twitter.com/relawan_satu/status/400 »",
        quoted_id="400",
        quoted_user="relawan_satu",
        quoted_user_id="22",
        mentioned_names="calon|teman",
        mentioned_ids="44|55",
    )
    assert [(act.kind, act.target and act.target.platform_id) for act in record.acts] == [
        ("quote", "22"),
        ("mention", "55"),
    ]
    assert record.posts[0].text == "setuju @teman"


def test_a_link_names_the_author_of_a_quoted_post_that_the_row_tells_by_id_alone(tmp_path: Path) -> None:
    text = "lihat https://x.com/warga_biasa/status/300 https://twitter.com/relawan_satu/status/400"
    record = read_tweet(tmp_path, text=text, quoted_id="400")
    (act,) = record.acts
    assert (act.kind, act.target, act.object_id) == ("quote", AccountSeen("x", None, "relawan_satu"), "400")
    assert [(post.native_id, post.author) for post in record.posts[1:]] == [("400", act.target)]
    (act,) = read_tweet(tmp_path, text="lihat", quoted_id="400").acts
    assert (act.kind, act.target, act.object_id) == ("quote", None, "400")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"id": "", "user_id": ""}, "unavailable"),
        ({"user_id": "", "user_screen_name": ""}, "author_unknown"),
        ({"timestamp_utc": "1.7e9"}, "bad_time"),
        ({"mentioned_names": "a", "mentioned_ids": "b"}, "bad_id"),
        ({"to_tweetid": "x"}, "bad_id"),
    ],
)
def test_a_post_that_cannot_be_read_is_quarantined(tmp_path: Path, change: dict[str, str], reason: str) -> None:
    assert read_tweet(tmp_path, **change).reason == reason


@pytest.mark.parametrize("column", ["id", "user_id", "to_tweetid", "retweeted_id", "quoted_user_id", "mentioned_ids"])
def test_float_ids_refuse_the_file_and_name_row_and_column(tmp_path: Path, column: str) -> None:
    cells = {"quoted_id": "4", "mentioned_names": "a"} | {column: "1.29e+18"}
    with pytest.raises(BadCapture, match=rf"cuit\.csv, row 2, column {column}: '1\.29e\+18' .*rounded to a float"):
        read_tweet(tmp_path, **cells)


def test_an_id_that_went_through_a_float_refuses_the_file_by_the_whole_one_in_the_address(tmp_path: Path) -> None:
    address = "https://twitter.com/dinas_contoh/status/1840938000000123457"
    with pytest.raises(BadCapture, match=r"row 2, column id: '1840938000000123392' is an id that was rounded"):
        read_tweet(tmp_path, id="1840938000000123392", url=address)
    assert read_tweet(tmp_path, id="1840938000000123457", url=address).reason is None


def test_ids_that_a_spreadsheet_rounded_refuse_the_file(tmp_path: Path) -> None:
    with pytest.raises(BadCapture, match=r"cuit\.csv, row 2, column id: '1838609417647450000' .*rounded by a spreadsh"):
        read_tweet(tmp_path, id="1838609417647450000", user_id="1428609417647460000")
    assert read_tweet(tmp_path, id="1838609417647450000").reason is None
    path = write_csv(
        tmp_path / "daftar.csv", ("user", "follower_id"), *(["calon", f"14286094176{n}0000"] for n in (1459, 2378))
    )
    with pytest.raises(BadCapture, match=r"daftar\.csv, row 2, column follower_id: .*rounded by a spreadsheet"):
        read(path)
    path = write_csv(
        tmp_path / "daftar.csv", ("user", "follower_id"), *([f"14286094176{n}0000", "5"] for n in (1459, 2378))
    )
    with pytest.raises(BadCapture, match=r"daftar\.csv, row 2, column user: .*rounded by a spreadsheet"):
        read(path)


@pytest.mark.parametrize(
    ("columns", "cells", "target"),
    [
        (("user", "follower_id"), ["relawan_satu", "33"], "x:@relawan_satu"),
        (("user", "cursor", "follower_id"), ["@Relawan_Satu", "end", "33"], "x:@relawan_satu"),
        (("akun", "cursor", "follower_id"), ["22", "", "33"], "x:22"),
        (("no", "screen_name", "follower_id"), ["7", "relawan_satu", "33"], "x:@relawan_satu"),
        (("url", "follower_id"), ["https://x.com/relawan_satu?s=20", "33"], "x:@relawan_satu"),
        (("user", "follower_id", "follower_id"), ["relawan_satu", "44", "33"], "x:44"),
        (("user", "cursor", "friend_id", "cursor", "follower_id"), ["relawan_satu", "", "44", "", "33"], "x:44"),
    ],
)
def test_followers_are_of_the_account_in_the_input_column(
    tmp_path: Path, columns: tuple[str, ...], cells: list[str], target: str
) -> None:
    (record,) = read(write_csv(tmp_path / "a", columns, cells))
    (act,) = record.acts
    assert (record.op, record.target, act.kind) == ("followers", target, "follow")
    assert act.actor == record.accounts[0] == AccountSeen("x", "33", None)


def test_friends_are_followed_by_the_account_in_the_input_column(tmp_path: Path) -> None:
    (record,) = read(write_csv(tmp_path / "a", ("user", "cursor", "friend_id"), ["relawan_satu", "", "33"]))
    (act,) = record.acts
    assert (record.op, act.actor.handle, act.target and act.target.platform_id) == ("following", "relawan_satu", "33")


def test_input_columns_that_do_not_say_whose_list_it_is_need_a_target(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "daftar.csv", ("no", "kota", "follower_id"), ["1", "Contoh", "33"])
    with pytest.raises(BadCapture, match=r"daftar\.csv, row 2: of the input columns \(no, kota\) .*--target"):
        read(path)
    (record,) = read(path, ListTarget(Op.FOLLOWERS, AccountSeen("x", "22", None)))
    assert record.target == "x:22"


@pytest.mark.parametrize("column", ["list", "query"])
def test_a_list_of_x_or_a_search_is_no_account_that_its_users_follow(tmp_path: Path, column: str) -> None:
    path = write_csv(tmp_path / "daftar.csv", (column, *X_USER), ["404", "33", "warga", "Warga", AT, *[""] * 5])
    with pytest.raises(BadCapture, match=rf"of the input columns \({column}\) .*--target"):
        read(path, ListTarget(Op.FOLLOWERS))
    assert read(path, ListTarget(Op.PROFILE))[0].accounts == (AccountSeen("x", "33", "warga", "Warga"),)


def test_users_of_x_need_an_op_and_the_input_column_says_the_rest(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "a", ("tweet_id", *X_USER), ["400", "33", "warga", "Warga", AT], ["401", "34", "w", "W", AT]
    )
    path.write_bytes(path.read_bytes().replace(AT.encode(), AT.encode() + b"," * 5))
    with pytest.raises(BadCapture, match="--op and --target"):
        read(path)
    hint = ListTarget(Op.RETWEETERS, None, PostTarget("x", "400", RELAWAN))
    first, second = read(path, hint)
    assert [(act.kind, act.actor.handle, act.target, act.object_id) for act in first.acts] == [
        ("share", "warga", RELAWAN, "400")
    ]
    assert (second.acts[0].object_id, second.acts[0].target) == ("401", None)
    for op in (Op.COMMENTS, Op.REPLIES, Op.MEDIA):
        with pytest.raises(BadCapture, match=rf"a, row 2: a user, but --op {op} .* allowed are followers"):
            read(path, hint._replace(op=op))


# -- Instagram ---------------------------------------------------------------------------------------------------------


def test_reposters_of_several_posts_are_in_the_lists_of_their_own_posts(tmp_path: Path) -> None:
    rows = [{"tweet_id": "400", "id": "11", "screen_name": "dinas_contoh"}]
    rows += [{"tweet_id": "401", "id": "12", "screen_name": "dinas_lain"}]
    path = write_csv(tmp_path / "a.csv", ("tweet_id", *X_USER), *rows)
    for target in (None, "x:post:400"):
        records = read_records(path, "retweeters", target)
        assert [(record.op, record.target) for record in records] == [
            ("retweeters", "x:post:400"), ("retweeters", "x:post:401"),
        ]  # fmt: skip


def test_a_list_appended_to_a_table_of_posts_is_a_list(tmp_path: Path) -> None:
    tweet = {"id": "1840938000000000123", "timestamp_utc": AT, "user_screen_name": "relawan_satu", "user_id": "22"}
    tweet["url"] = f"https://twitter.com/relawan_satu/status/{tweet['id']}"
    post = [tweet.get(name, "") for name in TWEET]
    user = ["11", "dinas_contoh", "Dinas", "1350000000", "2012-10-12T00:00:00", "0", "5", "6", "7"]
    path = write_csv(tmp_path / "a", (*TWEET, *X_USER), post + user)
    (record,) = read(path, ListTarget(Op.RETWEETERS))
    (act,) = record.acts
    assert (record.target, act.kind, act.actor) == ("x:post:1840938000000000123", "share", DINAS)
    with pytest.raises(BadCapture, match="--op and --target"):
        read(path)
    (record,) = read(write_csv(tmp_path / "b", (*TWEET, "cursor", "follower_id"), [*post, "", "33"]))
    assert (record.target, record.accounts[0].platform_id) == ("x:@relawan_satu", "33")


def test_posts_appended_to_a_list_or_to_comments_are_posts(tmp_path: Path) -> None:
    user, cells = ["33", "warga", "Warga", "", "", "", "", "", ""], ["relawan_satu", "", "", "31", "", "Cabc_1"]
    for number, (columns, before) in enumerate([(IG_USER, user[:7]), (IG_COMMENT, ["Clain_1", "44"] + [""] * 13)]):
        path = write_csv(tmp_path / str(number), (*columns, *IG_POST), before + cells + [""] * 6 + [AT, "", ""])
        (post,) = read(path)[0].posts
        assert (post.native_id, post.author and post.author.handle, post.kind) == ("Cabc_1", "relawan_satu", "post")
    path = write_csv(tmp_path / "c", ("user", *X_USER, *TWEET), ["dinas_contoh", *user, *[""] * len(TWEET)])
    assert read(path)[0].reason == "unavailable"


def test_followers_appended_to_posts_of_instagram_are_followers(tmp_path: Path) -> None:
    post = ["relawan_satu", "Relawan", "", "31", "", "Cabc_1", *[""] * 6, AT, "", ""]
    path = write_csv(tmp_path / "a", (*IG_POST, *IG_USER), [*post, "33", "warga_biasa", "Warga", "", "", "", ""])
    (record,) = read(path, ListTarget(Op.FOLLOWERS))
    assert (record.target, record.accounts, record.posts) == ("instagram:@relawan_satu", (WARGA,), ())


@pytest.mark.parametrize(
    ("value", "target"),
    [
        ("relawan.satu", "instagram:@relawan.satu"),
        ("https://www.instagram.com/relawan.satu/", "instagram:@relawan.satu"),
        ("22", "instagram:22"),
        ("@22", "instagram:@22"),
    ],
)
def test_instagram_followers_need_an_op_and_the_input_column_says_whose(
    tmp_path: Path, value: str, target: str
) -> None:
    cells = {"user": value, "id": "33", "username": "warga_biasa", "full_name": "Warga"}
    record = read_row(tmp_path, ("user", *IG_USER), ListTarget(Op.FOLLOWERS), **cells)
    (act,) = record.acts
    assert (record.target, act.kind, act.actor) == (target, "follow", WARGA)
    record = read_row(tmp_path, ("user", *IG_USER), ListTarget(Op.FOLLOWING), **cells)
    assert record.acts[0].target == WARGA
    with pytest.raises(BadCapture, match="--op and --target"):
        read_row(tmp_path, ("user", *IG_USER), ListTarget(), **cells)


@pytest.mark.parametrize(("asked", "op"), [("@Warga_Biasa", Op.FOLLOWERS), ("33", Op.FOLLOWING)])
def test_a_table_of_the_accounts_asked_for_is_no_list_of_who_follows_them(tmp_path: Path, asked: str, op: Op) -> None:
    path = write_csv(tmp_path / "a", ("user", *IG_USER), [asked, "33", "warga_biasa", "Warga", *[""] * 4])
    with pytest.raises(BadCapture, match=rf"a, row 2: the account is the one whose {op} they are said to be"):
        read(path, ListTarget(op))
    assert read(path, ListTarget(Op.PROFILE))[0].accounts == (WARGA,)


def test_input_columns_named_like_minets_own_stay_apart(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "a", ("id", "username", *IG_USER), ["1", "relawan", "33", "warga_biasa", "Warga", "", "", "", ""]
    )
    (record,) = read(path, ListTarget(Op.FOLLOWERS))
    assert (record.target, record.accounts[0]) == ("instagram:@relawan", WARGA)


def test_a_target_that_names_nobody_is_quarantined(tmp_path: Path) -> None:
    record = read_row(tmp_path, ("user", *IG_USER), ListTarget(Op.FOLLOWERS), user="dua kata", id="33", username="a")
    assert record.reason == "target_unknown"


@pytest.mark.parametrize(
    "post",
    [
        "https://www.instagram.com/reel/CmiJBr2LAAA/?x=1",
        "CmiJBr2LAAA",
        "3000000000000000000",
        "CmiJBr2LAAAabcdefghijklmnopqrstuvwxyz_0",
    ],
)
def test_comments_are_on_the_post_in_the_input_column(tmp_path: Path, post: str) -> None:
    hint = ListTarget(
        Op.COMMENTS, None, PostTarget("instagram", "CmiJBr2LAAA", AccountSeen("instagram", None, "calon"))
    )
    cells = {
        "post": post,
        "id": "900",
        "text": "@calon semangat @teman",
        "mentioned_names": "calon|teman",
        "created_at_utc": AT,
        "username": "warga_biasa",
        "user_id": "33",
        "user_full_name": "Warga",
    }
    record = read_row(tmp_path, IG_COMMENT, ListTarget(), **cells)
    act = record.acts[0]
    assert (act.kind, act.actor, act.target, act.object_id, act.native_id, act.occurred_us) == (
        "comment", WARGA, None, "CmiJBr2LAAA", "900", AT_US,
    )  # fmt: skip
    assert (record.op, record.target) == ("comments", "instagram:post:CmiJBr2LAAA")
    record = read_row(tmp_path, IG_COMMENT, hint, **cells)
    assert [(act.kind, act.target and act.target.handle) for act in record.acts] == [
        ("comment", "calon"),
        ("mention", "teman"),
    ]
    liked = read_row(tmp_path, IG_COMMENT, hint, **cells | {"is_liked_by_media_owner": "true", "text": "semangat"})
    like = liked.acts[1]
    assert (like.kind, like.actor.handle, like.target, like.object_id) == ("like", "calon", WARGA, "900")
    unliked = read_row(tmp_path, IG_COMMENT, hint, **cells | {"is_liked_by_media_owner": "false"})
    assert [act.kind for act in unliked.acts] == ["comment", "mention"]


def test_an_answer_to_a_comment_is_a_reply_to_that_comment(tmp_path: Path) -> None:
    record = read_row(
        tmp_path,
        IG_COMMENT,
        ListTarget(),
        post="CmiJBr2LAAA",
        id="901",
        parent_id="900",
        text="@warga_lain benar",
        mentioned_names="warga_lain",
        created_at_utc=AT,
        username="warga_biasa",
    )
    (act,) = record.acts
    assert (act.kind, act.object_id, act.target) == ("reply", "900", None)
    assert (record.posts[0].parent_id, record.posts[0].root_id) == ("900", "CmiJBr2LAAA")


def test_a_post_of_instagram_tags_mentions_and_has_authors(tmp_path: Path) -> None:
    record = read_row(
        tmp_path,
        ("user", *IG_POST),
        ListTarget(),
        username="dinas.contoh",
        full_name="Dinas",
        id="3000000000000000000",
        shortcode="CmiJBr2LAAA",
        caption="bersama @relawan",
        mentioned_names="relawan.",
        usertags_medias="calon",
        taken_at_timestamp=AT,
        coauthor_usernames="relawan|dinas.contoh",
    )
    dinas, relawan = "dinas.contoh", "relawan"
    assert [(act.kind, act.actor.handle, act.target and act.target.handle) for act in record.acts] == [
        ("tag", dinas, "calon"),
        ("mention", dinas, relawan),
        ("coauthor", dinas, relawan),
        ("coauthor", relawan, dinas),
    ]
    assert (record.posts[0].native_id, record.posts[0].created_us) == ("CmiJBr2LAAA", AT_US)


def test_a_name_in_an_address_or_glued_to_other_letters_is_mentioned_in_no_post_or_comment(tmp_path: Path) -> None:
    text = "lihat https://www.tiktok.com/@orang_lain dan @relawanさん serta @Warga.Satu."
    cells = {"username": "dinas.contoh", "mentioned_names": "orang_lain|relawanさん|warga.satu."}
    post = read_row(tmp_path, ("user", *IG_POST), ListTarget(), **cells, shortcode="CmiJBr2LAAA", caption=text)
    comment = read_row(tmp_path, IG_COMMENT, ListTarget(), **cells, post="CmiJBr2LAAA", id="900", text=text)
    for record in (post, comment):
        named = [act.target and act.target.handle for act in record.acts if act.kind == "mention"]
        assert named == ["warga.satu"]
        assert {account.handle for account in record.accounts} == {"dinas.contoh", "warga.satu"}


def test_a_post_found_by_hashtag_is_known_by_its_owners_id(tmp_path: Path) -> None:
    columns = ("hashtag", "id", "shortcode", "caption", "owner_id", "taken_at_timestamp", "utc_time")
    cells = {"shortcode": "Cab12", "owner_id": "33", "utc_time": "2024-10-01T02:00:00"}
    (post,) = read_row(tmp_path, columns, ListTarget(), **cells).posts
    assert (post.author, post.created_us) == (AccountSeen("instagram", "33", None), AT_US)


# -- Telegram ----------------------------------------------------------------------------------------------------------


def test_a_message_is_its_channels_post(tmp_path: Path) -> None:
    record = read_row(
        tmp_path,
        MESSAGE,
        ListTarget(),
        channel_name="kanal_contoh",
        link_to_message="https://t.me/s/kanal_contoh/12",
        user="Kanal Contoh",
        text="halo @relawan_satu, tulis ke a@contoh.id",
        is_reply_user="Kanal Lain",
        views="1200",
        datetime="2024-10-01T02:00:00+00:00",
    )
    (post,), (act,) = record.posts, record.acts
    assert (post.native_id, post.url, post.kind) == ("kanal_contoh/12", "https://t.me/kanal_contoh/12", "reply")
    assert (post.author, post.created_us) == (AccountSeen("telegram", None, "kanal_contoh", "Kanal Contoh"), AT_US)
    assert (act.kind, act.target, act.derivation) == ("mention", AccountSeen("telegram", None, "relawan_satu"), "regex")


@pytest.mark.parametrize(
    ("text", "links", "expected"),
    [
        ("Dukung @relawan_satuAyo bersama", "https://t.me/relawan_satu", ["relawan_satu"]),
        ("Ayo dukung@Relawan_Satu", "https://t.me/Relawan_Satu|https://contoh.id/a", ["Relawan_Satu"]),
        (
            "@relawan_satu dan @relawan_dua",
            "https://t.me/relawan_satu|https://t.me/relawan_dua/5",
            ["relawan_satu", "relawan_dua"],
        ),
        ("Lihat di sini", "https://t.me/relawan_satu", []),
        ("Dukung @relawan_satu", "", ["relawan_satu"]),
    ],
)
def test_a_handle_ends_where_its_link_says_since_minet_drops_the_ends_of_lines(
    tmp_path: Path, text: str, links: str, expected: list[str]
) -> None:
    cells = {"link_to_message": "https://t.me/s/kanal/1", "user": "Kanal", "text": text, "links": links}
    record = read_row(tmp_path, MESSAGE, ListTarget(), **cells)
    assert [act.target and act.target.handle for act in record.acts] == expected


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Dukung @relawan_satuAyo bersama", "Dukung @relawan_satu\nAyo bersama"),
        ("Ayo dukung@Relawan_Satu", "Ayo dukung\n@Relawan_Satu"),
        ("@relawan_satu_dua@relawan_satu2024, @relawan_satu", "@relawan_satu_dua\n@relawan_satu\n2024, @relawan_satu"),
        ("tulis ke info@relawan_satu.example.org", "tulis ke info@relawan_satu.example.org"),
        ("@relawan_satu_dua.Ayo", "@relawan_satu_dua.Ayo"),
    ],
)
def test_the_lines_around_a_handle_end_where_minet_dropped_their_ends(tmp_path: Path, text: str, lines: str) -> None:
    links = "https://t.me/relawan_satu|https://t.me/relawan_satu_dua"
    cells = {"link_to_message": "https://t.me/s/kanal/1", "user": "Kanal", "text": text, "links": links}
    (post,) = read_row(tmp_path, MESSAGE, ListTarget(), **cells).posts
    assert post.text == lines


def test_a_message_without_address_is_quarantined(tmp_path: Path) -> None:
    assert read_row(tmp_path, MESSAGE, ListTarget(), user="Kanal").reason == "id_unknown"
    cells = {"link_to_message": "https://t.me/s/kanal/1", "user": "Kanal", "datetime": "kemarin"}
    assert read_row(tmp_path, MESSAGE, ListTarget(), **cells).reason == "bad_time"


# -- every table -------------------------------------------------------------------------------------------------------

HEADERS = {
    "tweets": TWEET,
    "followers": ("user", "cursor", "follower_id"),
    "friends": ("user", "friend_id"),
    "users": ("tweet_id", *X_USER),
    "instagram users": ("user", *IG_USER),
    "instagram users of old": ("user", "pk", *IG_USER[1:]),
    "instagram posts": ("user", *IG_POST),
    "instagram comments": IG_COMMENT,
    "telegram": MESSAGE,
}


@pytest.mark.parametrize("name", HEADERS)
def test_its_headers_are_recognised(name: str) -> None:
    assert FORMAT.recognise(sample_of(",".join(HEADERS[name])))
    assert FORMAT.recognise(sample_of(";".join(HEADERS[name])))


@pytest.mark.parametrize("name", sorted(OTHER_SHAPES.keys() - {"minet"}))
def test_other_formats_are_not_recognised(name: str) -> None:
    assert not FORMAT.recognise(sample_of(OTHER_SHAPES[name]))


def test_a_table_that_minet_does_not_write_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadCapture, match="of no table that minet writes"):
        read(write_csv(tmp_path / "a", ("nama", "umur"), ["a", "1"]))


def test_a_header_alone_of_another_tool_is_refused_though_somebody_says_that_it_is_minets(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text('{"item_id": "1", "data": {}}\n', encoding="utf-8")
    with pytest.raises(BadCapture, match="a: the columns are those of no table that minet writes"):
        read(path)


def test_bom_blank_lines_and_a_cut_last_row(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a", ("user", "cursor", "follower_id"), ["a", "", "33"], ["a", "", "34"])
    path.write_bytes(b"\xef\xbb\xbf\n" + path.read_bytes().replace(b"33\n", b"33\n\n"))
    assert [(record.locator, record.reason) for record in read(path)] == [("line:3", None), ("line:5", None)]
    path.write_bytes(path.read_bytes()[:-4])
    assert [record.reason for record in read(path)] == [None, "cut"]


CELLS = st.text(max_size=10) | st.sampled_from(["33", "1.29e18", "a|b", "@a", "https://[x", "2024-10-01T02:00:00", AT])


@given(st.sampled_from(sorted(HEADERS)), st.lists(st.lists(CELLS, max_size=26), max_size=4), st.data())
def test_no_cells_crash_the_reader(
    tmp_path_factory: pytest.TempPathFactory, name: str, rows: list[list[str]], data: st.DataObject
) -> None:
    path, columns = tmp_path_factory.mktemp("acak") / "a", HEADERS[name]
    full = data.draw(st.lists(CELLS, min_size=len(columns), max_size=len(columns)))
    lines = [",".join(columns), ",".join(full), *(",".join(row) for row in rows)]
    path.write_bytes("\n".join(lines).encode("utf-8", "surrogatepass"))
    try:
        assert all(isinstance(record, Record) for record in read(path, ListTarget(Op.FOLLOWERS)))
    except BadCapture as error:
        assert "a, row" in str(error)


@given(st.binary(max_size=200))
def test_no_bytes_crash_the_reader(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("acak") / "a"
    path.write_bytes(data)
    try:
        assert all(record.reason for record in read(path))
    except BadCapture as error:
        assert str(error).startswith("a")
