from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netral.errors import BadCapture
from netral.identity import hash_bytes, to_compact_json
from netral.model import AccountSeen, Kind, Op, PostSeen, Record
from netral.sources.bare import ListTarget
from netral.sources.lines import Lines
from netral.sources.targets import PostTarget
from netral.sources.unusable import Unusable
from netral.sources.x_api_v2 import FORMAT, value_to_facts
from netral.times import X_EPOCH_MS
from tests.sources.invented import AT_US, list_acts, write_lines
from tests.sources.shapes import OTHER_SHAPES, sample_of

AT = "2024-10-01T02:00:00.000Z"
DINAS = AccountSeen("x", "11", "dinas_contoh", "Dinas Contoh")
RELAWAN = AccountSeen("x", "22", "relawan_satu", "Relawan Satu")
WARGA = AccountSeen("x", "33", "warga_biasa", "Warga Biasa")
LIST = ListTarget(Op.FOLLOWERS, AccountSeen("x", None, "relawan_satu"))


def make_user(account: AccountSeen) -> dict[str, Any]:
    return {"id": account.platform_id, "username": account.handle, "name": account.display_name}


def make_post(native_id: str = "500", author: str = "11", **further: Any) -> dict[str, Any]:
    return {"id": native_id, "text": "contoh", "author_id": author, "created_at": AT} | further


def make_page(*items: Any, tweets: tuple[Any, ...] = (), **further: Any) -> dict[str, Any]:
    users = [make_user(account) for account in (DINAS, RELAWAN, WARGA)]
    made = {"url": "https://contoh", "version": "2.14.0", "retrieved_at": "2024-10-05T00:00:00+00:00"}
    return {"data": list(items), "includes": {"users": users, "tweets": list(tweets)}, "__twarc": made, **further}


def refer(kind: str, native_id: str) -> list[dict[str, str]]:
    return [{"type": kind, "id": native_id}]


def read(path: Path, target: ListTarget = ListTarget()) -> list[Record]:  # noqa: B008 - a value, not a list
    return list(FORMAT.read(Lines(path), target, "UTC"))


def read_page(tmp_path: Path, *pages: Any, target: ListTarget = ListTarget()) -> list[Record]:  # noqa: B008
    return read(write_lines(tmp_path / "halaman.jsonl", pages), target)


def test_each_item_of_a_page_is_a_record_with_its_pointer_and_hash(tmp_path: Path) -> None:
    items = [make_post("500"), make_post("501", lang="in"), make_post("502")]
    first, second, third = read_page(tmp_path, make_page(*items[:2]), make_page(items[2]))
    assert [first.locator, second.locator, third.locator] == ["line:1#/data/0", "line:1#/data/1", "line:2#/data/0"]
    assert second.sha256 == hash_bytes(to_compact_json(items[1]))
    assert (first.tool, first.tool_version) == ("twarc", "2.14.0")
    assert first.collected_us == AT_US + 338_400_000_000
    assert (first.posts[0].author, first.posts[0].created_us) == (DINAS, AT_US)


def test_an_author_whom_no_page_includes_has_the_handle_of_the_post_s_own_picture(tmp_path: Path) -> None:
    def link(handle: str, native_id: str) -> dict[str, str]:
        return {"url": "https://t.co/a", "expanded_url": f"https://twitter.com/{handle}/status/{native_id}/photo/1"}

    shown = AccountSeen("x", "11", "dinas_contoh")
    for own, links, author in (
        ({}, [link("relawan_satu", "400"), link("dinas_contoh", "500")], shown),
        ({"edit_history_tweet_ids": ["499", "500"]}, [link("dinas_contoh", "499")], shown),
        ({}, [link("relawan_satu", "400")], AccountSeen("x", "11", None)),
    ):
        (record,) = read_page(tmp_path, {"data": [make_post("500", entities={"urls": links}) | own]})
        assert (record.posts[0].author, record.accounts) == (author, (author,))
    unnamed = {"id": "500", "text": "contoh", "created_at": AT, "entities": {"urls": [link("dinas_contoh", "500")]}}
    (record,) = read_page(tmp_path, {"data": [unnamed]})
    assert record.posts[0].author == AccountSeen("x", None, "dinas_contoh")


def test_what_a_page_includes_is_no_record(tmp_path: Path) -> None:
    page = make_page(make_post(), tweets=(make_post("400", "22"),))
    assert len(read_page(tmp_path, page)) == 1


def test_a_retweet_is_a_share_and_mentions_nobody(tmp_path: Path) -> None:
    mentions = {"mentions": [{"start": 3, "end": 9, "username": "relawan_satu", "id": "22"}]}
    retweet = make_post(referenced_tweets=refer("retweeted", "400"), entities=mentions)
    (record,) = read_page(tmp_path, make_page(retweet, tweets=(make_post("400", "22"),)))
    (act,) = record.acts
    assert (act.kind, act.actor, act.target, act.native_id, act.object_id) == ("share", DINAS, RELAWAN, "500", "400")
    assert act.text is None


def make_crowded(people: int, **further: Any) -> dict[str, Any]:
    names = [{"username": f"warga_{number}", "id": str(9000 + number)} for number in range(people)]
    return make_post("400", "22", entities={"mentions": names}, **further)


@pytest.mark.parametrize("kind", ["quoted", "retweeted", "replied_to"])
@pytest.mark.parametrize("long", [make_crowded(2000), make_crowded(60, text="panjang " * 2500)])
def test_what_a_long_post_says_is_said_once_a_page_and_every_item_keeps_its_own_act(
    tmp_path: Path, kind: str, long: dict[str, Any]
) -> None:
    items = [make_post(str(500 + number), referenced_tweets=refer(kind, "400")) for number in range(40)]
    page = make_page(*items, tweets=(long,))
    records = read_page(tmp_path, page, page)
    own = [act for record in records for act in record.acts if act.actor == DINAS]
    assert [(act.target, act.object_id) for act in own] == [(RELAWAN, "400")] * 80
    mentions = [record for record in records if any(act.kind == "mention" for act in record.acts)]
    assert [record.locator for record in mentions] == (
        [] if kind == "replied_to" else ["line:1#/data/0", "line:2#/data/0"]
    )
    assert all(PostSeen("x", "400", RELAWAN) in record.posts for record in records if record not in mentions)
    assert {len(record.acts) for record in mentions} <= {1 + len(long["entities"]["mentions"])}


@pytest.mark.parametrize("kind", ["quoted", "retweeted"])
def test_what_people_write_is_said_in_every_item_that_refers_to_it(tmp_path: Path, kind: str) -> None:
    items = [make_post(str(500 + number), referenced_tweets=refer(kind, "400")) for number in range(3)]
    records = read_page(tmp_path, make_page(*items, tweets=(make_crowded(50, text="panjang " * 2000),)))
    assert [len(record.acts) for record in records] == [51] * 3


def test_a_share_of_a_post_that_the_page_does_not_include_keeps_its_object(tmp_path: Path) -> None:
    page = make_page(make_post(referenced_tweets=refer("retweeted", "400")), errors=[{"value": "400"}])
    (act,) = list_acts(read_page(tmp_path, page))
    assert (act.kind, act.target, act.object_id) == ("share", None, "400")


def test_a_retweet_whose_references_were_not_asked_for_is_a_share(tmp_path: Path) -> None:
    text, mention = "RT @Relawan_Satu: dukung bersama", {"mentions": [{"username": "relawan_satu", "id": "22"}]}
    page = {"data": [make_post(text=text), make_post("501", text=text, entities=mention), make_post("502")]}
    records = [*read_page(tmp_path, page), *read_page(tmp_path, make_post(text=text))]
    assert [[(act.kind, act.target, act.object_id, act.derivation) for act in record.acts] for record in records] == [
        [("share", AccountSeen("x", None, "Relawan_Satu"), None, "regex")],
        [("share", AccountSeen("x", "22", "relawan_satu"), None, "regex")],
        [],
        [("share", AccountSeen("x", None, "Relawan_Satu"), None, "regex")],
    ]
    assert [(post.kind, post.text) for post in records[0].posts] == [("repost", None)]


def test_a_text_written_like_a_retweet_is_ones_own_where_references_were_asked_for(tmp_path: Path) -> None:
    copied = make_post("501", text="RT @relawan_satu: dukung bersama")
    others = {"data": [make_post(referenced_tweets=refer("quoted", "400")), copied]}
    for record in (read_page(tmp_path, others)[1], *read_page(tmp_path, make_page(copied))):
        assert (record.posts[0].kind, record.acts) == ("post", ())


@pytest.mark.parametrize("mentions", [[], [{"username": "relawan_satu", "id": "22"}]])
def test_a_share_of_a_post_that_the_page_does_not_include_is_toward_whom_its_text_names(
    tmp_path: Path, mentions: list[dict[str, str]]
) -> None:
    text = {"text": "RT @relawan_satu: dukung bersama", "entities": {"mentions": mentions}}
    page = {"data": [make_post(referenced_tweets=refer("retweeted", "400"), **text)]}
    (record,) = read_page(tmp_path, page)
    (act,) = record.acts
    target = AccountSeen("x", "22" if mentions else None, "relawan_satu")
    assert (act.kind, act.object_id, act.target, act.derivation) == ("share", "400", target, "native")
    assert [(post.native_id, post.kind) for post in record.posts] == [("500", "repost"), ("400", None)]


def test_a_quote_of_a_post_that_the_page_does_not_include_is_toward_whom_its_link_names(tmp_path: Path) -> None:
    other, link = "https://twitter.com/warga_biasa/status/40", "https://twitter.com/relawan_satu/status/400/photo/1"
    urls = [{"url": "https://t.co/a", "expanded_url": other}, {"url": "https://t.co/b", "expanded_url": link}]
    post = make_post(referenced_tweets=refer("quoted", "400"), entities={"urls": urls})
    (record,) = read_page(tmp_path, {"data": [post]})
    assert [(act.kind, act.object_id, act.target) for act in record.acts] == [
        ("quote", "400", AccountSeen("x", None, "relawan_satu"))
    ]
    assert [(post.native_id, post.kind) for post in record.posts] == [("500", "quote"), ("400", None)]


def test_a_reply_that_quotes_answers_one_and_quotes_another(tmp_path: Path) -> None:
    post = make_post(
        conversation_id="300",
        in_reply_to_user_id="33",
        referenced_tweets=[*refer("quoted", "400"), *refer("replied_to", "399")],
        entities={"mentions": [{"username": "warga_biasa", "id": "33"}, {"username": "Relawan_Satu"}]},
    )
    (record,) = read_page(tmp_path, make_page(post, tweets=(make_post("400", "22"), make_post("399", "33"))))
    assert [(act.kind, act.target, act.object_id) for act in record.acts] == [
        ("reply", WARGA, "399"),
        ("quote", RELAWAN, "400"),
        ("mention", RELAWAN, None),
    ]
    assert (record.posts[0].parent_id, record.posts[0].root_id) == ("399", "300")


def test_a_long_post_has_its_whole_text_and_all_its_mentions_once(tmp_path: Path) -> None:
    first, second = {"username": "warga_biasa", "id": "33"}, {"username": "relawan_satu", "id": "22"}
    note = {"text": "panjang sekali", "entities": {"mentions": [first, second]}}
    (record,) = read_page(tmp_path, make_page(make_post(entities={"mentions": [first]}, note_tweet=note)))
    assert record.posts[0].text == "panjang sekali"
    assert [act.target for act in record.acts] == [WARGA, RELAWAN]


def test_signs_that_x_escapes_are_read_as_they_were_written(tmp_path: Path) -> None:
    (record,) = read_page(tmp_path, make_page(make_post(text="A &amp; B &lt;3")))
    assert record.posts[0].text == "A & B <3"


@pytest.mark.parametrize("urls", [[{"url": "https://t.co/abc", "expanded_url": "https://contoh.go.id/a"}], None, [5]])
def test_a_short_link_is_read_as_the_address_it_leads_to(tmp_path: Path, urls: Any) -> None:
    (record,) = read_page(tmp_path, make_page(make_post(text="baca https://t.co/abc", entities={"urls": urls})))
    told = urls and isinstance(urls[0], dict)
    assert record.posts[0].text == ("baca https://contoh.go.id/a" if told else "baca https://t.co/abc")


def test_every_version_of_an_edited_post_is_the_same_post_and_act(tmp_path: Path) -> None:
    first, second = (str((AT_US // 1000 - X_EPOCH_MS + later_ms) << 22) for later_ms in (123, 45_678))
    history = {"edit_history_tweet_ids": [first, second], "entities": {"mentions": [{"username": "a", "id": "7"}]}}
    before = make_post(first, conversation_id=first, **history)
    after = make_post(second, conversation_id=second, text="diubah", created_at="2024-10-01T02:00:45.000Z", **history)
    records = read_page(tmp_path, make_page(before), make_page(after))
    assert [record.posts[0].native_id for record in records] == [first, first]
    assert [record.posts[0].root_id for record in records] == [first, first]
    assert [(act.native_id, act.occurred_us) for act in list_acts(records)] == [(first, AT_US)] * 2


def test_a_reply_to_a_later_version_answers_the_one_post(tmp_path: Path) -> None:
    edited = make_post("401", "22", edit_history_tweet_ids=["400", "401"])
    reply = make_post(conversation_id="401", referenced_tweets=refer("replied_to", "401"))
    (record,) = read_page(tmp_path, make_page(reply, tweets=(edited,)))
    assert (record.acts[0].object_id, record.acts[0].target) == ("400", RELAWAN)
    assert (record.posts[0].parent_id, record.posts[0].root_id) == ("400", "400")


def test_a_flattened_post_says_the_same_as_its_page(tmp_path: Path) -> None:
    quoted = make_post("400", "22")
    post = make_post(in_reply_to_user_id="33", referenced_tweets=[*refer("quoted", "400"), *refer("replied_to", "399")])
    page = make_page(post, tweets=(quoted,))
    flat = post | {
        "author": make_user(DINAS),
        "in_reply_to_user": make_user(WARGA),
        "referenced_tweets": [
            {"type": "quoted", **quoted, "author": make_user(RELAWAN)},
            {"type": "replied_to", "id": "399"},
        ],
        "__twarc": page["__twarc"],
    }
    (of_page,) = read_page(tmp_path, page)
    (of_line,) = read_page(tmp_path, flat)
    assert of_line.locator == "line:1"
    assert of_line.sha256 == hash_bytes(json.dumps(flat).encode())
    assert (of_line.posts, of_line.acts, of_line.collected_us) == (of_page.posts, of_page.acts, of_page.collected_us)


NEWER_NAMES = {
    "referenced_tweets": "referenced_posts",
    "note_tweet": "note_post",
    "edit_history_tweet_ids": "edit_history_post_ids",
    "tweets": "posts",
}


def rename(value: Any, share: str) -> Any:
    """A page as X hands it out to whom asks for ``post.fields``; what marks a share X's own documents call two ways."""
    if isinstance(value, dict):
        return {NEWER_NAMES.get(key, key): rename(inner, share) for key, inner in value.items()}
    if isinstance(value, list):
        return [rename(inner, share) for inner in value]
    return share if value == "retweeted" else value


@pytest.mark.parametrize("share", ["reposted", "retweeted"])
def test_a_page_with_xs_newer_names_says_the_same(tmp_path: Path, share: str) -> None:
    others = (make_post("400", "22"), make_post("402", "22", edit_history_tweet_ids=["401", "402"]))
    note = {"text": "panjang sekali", "entities": {"mentions": [{"username": "warga_biasa", "id": "33"}]}}
    page = make_page(
        make_post("500", referenced_tweets=refer("retweeted", "400"), text="RT @relawan_satu: contoh"),
        make_post("501", referenced_tweets=refer("quoted", "400"), note_tweet=note),
        make_post("502", referenced_tweets=refer("replied_to", "402"), in_reply_to_user_id="22"),
        make_post("504", edit_history_tweet_ids=["503", "504"]),
        tweets=others,
    )
    older, newer = read_page(tmp_path, page), read_page(tmp_path, rename(page, share))
    assert [(record.posts, record.acts) for record in newer] == [(record.posts, record.acts) for record in older]
    assert [(act.kind, act.target, act.object_id) for act in list_acts(newer)] == [
        ("share", RELAWAN, "400"),
        ("quote", RELAWAN, "400"),
        ("mention", WARGA, None),
        ("reply", RELAWAN, "401"),
    ]


def test_posts_as_r_writes_them_have_empty_objects_for_empty_lists(tmp_path: Path) -> None:
    none: dict[str, Any] = {}
    alone = make_post("500", entities={"mentions": none, "urls": none}, referenced_tweets=none, geo=none)
    shared = make_post("501", entities={"mentions": none}, referenced_tweets=refer("retweeted", "400"))
    (tmp_path / "a.json").write_text(json.dumps([alone, shared]))
    first, second = read(tmp_path / "a.json")
    assert (first.reason, [post.native_id for post in first.posts], first.acts) == (None, ["500"], ())
    assert [(act.kind, act.object_id) for act in second.acts] == [("share", "400")]


def test_an_author_whom_the_page_did_not_include_is_known_by_id(tmp_path: Path) -> None:
    (record,) = read_page(tmp_path, make_post(author="99") | {"author": {}})
    assert record.accounts == (AccountSeen("x", "99", None),)


def test_a_post_without_author_is_the_targets_where_its_posts_were_asked_for(tmp_path: Path) -> None:
    page = make_page({"id": "500", "text": "contoh"})
    assert [record.reason for record in read_page(tmp_path, page)] == ["author_unknown"]
    (record,) = read_page(tmp_path, page, target=ListTarget(Op.POSTS, RELAWAN))
    assert record.posts[0].author == RELAWAN


def test_one_json_over_many_lines_has_pointers(tmp_path: Path) -> None:
    items = [make_post("500"), make_post("501")]
    (tmp_path / "a").write_text(json.dumps(make_page(*items), indent=1), encoding="utf-8")
    (tmp_path / "b").write_text("[\n" + ",\n".join(json.dumps(item) for item in items) + "\n]", encoding="utf-8")
    (tmp_path / "c").write_text(json.dumps({"data": items[0]}, indent=1), encoding="utf-8")
    assert [record.locator for record in read(tmp_path / "a")] == ["/data/0", "/data/1"]
    assert [record.locator for record in read(tmp_path / "b")] == ["/0", "/1"]
    assert [record.locator for record in read(tmp_path / "c")] == ["/data"]
    assert {record.sha256 for name in "abc" for record in read(tmp_path / name)} == {
        hash_bytes(to_compact_json(item)) for item in items
    }


@pytest.mark.parametrize(("op", "kind"), [(Op.LIKERS, Kind.LIKE), (Op.RETWEETERS, Kind.SHARE)])
def test_users_act_on_the_post_whose_list_it_is(tmp_path: Path, op: Op, kind: Kind) -> None:
    target = ListTarget(op, None, PostTarget("x", "400", RELAWAN))
    (record,) = read_page(tmp_path, make_page(make_user(WARGA)), target=target)
    (act,) = record.acts
    assert (act.kind, act.actor, act.target, act.object_id) == (kind, WARGA, RELAWAN, "400")
    assert (act.before_us, record.op, record.target) == (record.collected_us, op, "x:post:400")


def test_a_page_of_users_without_op_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadCapture, match=r"halaman\.jsonl, line 2: a bare list of users .*--op and --target"):
        read_page(tmp_path, make_page(make_post()), make_page(make_user(WARGA)))
    (record,) = read_page(tmp_path, make_page(make_user(WARGA)), target=LIST)
    assert [(act.kind, act.actor) for act in record.acts] == [("follow", WARGA)]


@pytest.mark.parametrize("op", [Op.COMMENTS, Op.REPLIES, Op.MEDIA])
def test_a_page_of_users_under_an_op_of_what_people_wrote_is_refused(tmp_path: Path, op: Op) -> None:
    with pytest.raises(BadCapture, match=rf"halaman\.jsonl, line 1: a user, but --op {op} .* allowed are followers"):
        read_page(tmp_path, make_page(make_user(WARGA)), target=ListTarget(op, None, PostTarget("x", "400", RELAWAN)))


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"id": 1.29e18}, "id"),
        ({"id": "1.29E+18"}, "id"),
        ({"author_id": 1.5e18}, "author_id"),
        ({"conversation_id": "1290000000000000000.0"}, "conversation_id"),
        ({"referenced_tweets": [{"type": "quoted", "id": 1.29e18}]}, "referenced_tweets"),
        ({"edit_history_tweet_ids": ["1,29e18"]}, "edit_history_tweet_ids"),
        ({"entities": {"mentions": [{"username": "a", "id": 1.2e18}]}}, "id"),
    ],
)
def test_float_ids_refuse_the_file_and_name_line_and_key(tmp_path: Path, change: dict[str, Any], key: str) -> None:
    with pytest.raises(BadCapture, match=rf"halaman\.jsonl, line 2, key {key}: .*mangled to a float"):
        read_page(tmp_path, make_page(make_post()), make_page(make_post() | change))


@pytest.mark.parametrize("page", [{"meta": {"result_count": 0}}, {"errors": [{"title": "Not Found"}]}, {"data": None}])
def test_a_page_on_which_nothing_was_found_holds_no_record(tmp_path: Path, page: Any) -> None:
    assert read_page(tmp_path, page) == []


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (7, "unexpected_shape"),
        ({"id": "1", "text": 5}, "unexpected_shape"),
        ({"start": AT, "end": AT, "tweet_count": 3}, "id_unknown"),
        (make_post(created_at="kemarin"), "bad_time"),
        (make_post() | {"id": None}, "id_unknown"),
    ],
)
def test_an_item_that_cannot_be_read_is_quarantined_alone(tmp_path: Path, item: Any, reason: str) -> None:
    records = read_page(tmp_path, make_page(make_post("500"), item, make_post("501")))
    assert [record.reason for record in records] == [None, reason, None]


@pytest.mark.parametrize(
    ("line", "reason"),
    [(b"{bukan json}", "not_json"), (b'"teks"', "unexpected_shape"), (b'{"a": 1}', "unexpected_shape")],
)
def test_a_line_that_cannot_be_read_is_quarantined(tmp_path: Path, line: bytes, reason: str) -> None:
    path = write_lines(tmp_path / "a", [make_page(make_post()), line, "", make_post("501")])
    assert [(record.locator, record.reason) for record in read(path)] == [
        ("line:1#/data/0", None),
        ("line:2", reason),
        ("line:4", None),
    ]


def test_a_cut_file_keeps_what_can_be_read(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a", [make_page(make_post()), make_page(make_post("501"))])
    path.write_bytes(path.read_bytes()[:-30])
    assert [record.reason for record in read(path)] == [None, "cut"]
    (tmp_path / "b").write_text(json.dumps(make_page(make_post()), indent=1)[:-30], encoding="utf-8")
    assert [record.reason for record in read(tmp_path / "b")] == ["cut"]


def test_a_last_line_without_its_end_is_whole_when_its_json_is(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a", [make_page(make_post()), make_post("501")])
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().rstrip(b"\n"))
    assert [record.reason for record in read(path)] == [None, None]


def test_posts_that_refer_to_each_other_end(tmp_path: Path) -> None:
    one = make_post("500", referenced_tweets=refer("quoted", "501"))
    other = make_post("501", "22", referenced_tweets=refer("quoted", "500"))
    (record, _) = read_page(tmp_path, make_page(one, other))
    assert {act.kind for act in record.acts} == {"quote"}


ABOUT_22 = AccountSeen("x", "22", None)


def read_list(tmp_path: Path, asked: str, target: ListTarget) -> list[Record]:
    made = {"url": f"https://api.twitter.com/2/{asked}?max_results=1000", "version": "2.14.0"}
    return read_page(
        tmp_path, make_page(make_user(WARGA), __twarc=made), make_user(WARGA) | {"__twarc": made}, target=target
    )


@pytest.mark.parametrize(
    ("asked", "target"),
    [
        ("users/22/followers", LIST),
        ("users/22/followers", ListTarget(Op.FOLLOWERS, ABOUT_22)),
        ("users/22/following", ListTarget(Op.FOLLOWING, ABOUT_22)),
        ("tweets/500/liking_users", ListTarget(Op.LIKERS, None, PostTarget("x", "500"))),
        ("tweets/500/retweeted_by", ListTarget(Op.RETWEETERS, None, PostTarget("x", "500"))),
        ("users", LIST),
        ("lists/5/members", LIST),
    ],
)
def test_a_list_that_twarc_asked_for_is_read_as_what_it_is(tmp_path: Path, asked: str, target: ListTarget) -> None:
    assert len(list_acts(read_list(tmp_path, asked, target))) == 2


def test_a_list_that_is_taken_for_mere_profiles_is_read(tmp_path: Path) -> None:
    assert [record.acts for record in read_list(tmp_path, "users/22/followers", ListTarget(Op.PROFILE))] == [(), ()]


@pytest.mark.parametrize(
    ("asked", "target", "sentence"),
    [
        ("users/22/following", LIST, "twarc asked X for following, and --op is followers"),
        ("tweets/500/liking_users", LIST, "twarc asked X for likers, and --op is followers"),
        ("users/33/followers", ListTarget(Op.FOLLOWERS, ABOUT_22), "asked X about 33, and --target is x:22"),
        (
            "tweets/501/retweeted_by",
            ListTarget(Op.RETWEETERS, None, PostTarget("x", "500")),
            "asked X about 501, and --target is x:post:500",
        ),
    ],
)
def test_a_list_that_twarc_did_not_ask_for_is_refused(
    tmp_path: Path, asked: str, target: ListTarget, sentence: str
) -> None:
    with pytest.raises(BadCapture, match=f"halaman.jsonl, line 1: .*{sentence}"):
        read_list(tmp_path, asked, target)


@pytest.mark.parametrize("target", [ListTarget(), ListTarget(Op.POSTS, AccountSeen("x", None, "dinas_contoh"))])
def test_direct_messages_are_refused(tmp_path: Path, target: ListTarget) -> None:
    message = {"id": "600", "event_type": "MessageCreate", "text": "rahasia", "sender_id": "11"}
    with pytest.raises(BadCapture, match=r"halaman.jsonl, line 1: a direct message, which is private"):
        read_page(tmp_path, make_page(message), target=target)
    with pytest.raises(Unusable, match="a direct message, which is private"):
        value_to_facts(message, target)


@pytest.mark.parametrize(
    "value",
    [make_page(make_post()), make_page(make_user(WARGA)), {"data": make_post()}, {"meta": {"result_count": 0}},
     make_post() | {"author": {}}, [make_post()], make_user(WARGA) | {"public_metrics": {}},
     {"id": "500", "text": "contoh", "edit_history_post_ids": ["500"]}],
)  # fmt: skip
def test_its_pages_and_flattened_posts_are_recognised(value: Any) -> None:
    assert FORMAT.recognise(sample_of(value))


def test_a_page_that_was_cut_before_its_end_is_recognised() -> None:
    assert FORMAT.recognise(sample_of(json.dumps(make_page(make_post()))[:90]))


@pytest.mark.parametrize("name", sorted(OTHER_SHAPES))
def test_other_formats_are_not_recognised(name: str) -> None:
    assert not FORMAT.recognise(sample_of(OTHER_SHAPES[name]))


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("edited_after.jsonl", 1), ("edited_before.jsonl", 1), ("empty.json", 0), ("mentions_tweet.jsonl", 1),
        ("network_500.jsonl", 500), ("quoted_edit.jsonl", 1), ("two_tweets.jsonl", 1),
    ],
)  # fmt: skip
def test_real_pages_read_whole(real_data: Path, name: str, count: int) -> None:
    path = real_data / "x_api_v2" / name
    records = read(path)
    assert [record.reason for record in records] == [None] * count
    lines = path.read_bytes().splitlines()
    assert all(FORMAT.recognise(sample_of(json.loads(line))) for line in lines if line)


def test_real_retweets_replies_and_quotes_are_counted(real_data: Path) -> None:
    records = read(real_data / "x_api_v2" / "network_500.jsonl")
    own = Counter(act.kind for record in records for act in record.acts if act.native_id == record.posts[0].native_id)
    assert (own["share"], own["reply"], own["quote"]) == (367, 40, 18)


def test_real_versions_of_a_post_are_one(real_data: Path) -> None:
    before, after = (read(real_data / "x_api_v2" / f"edited_{name}.jsonl")[0].posts[0] for name in ("before", "after"))
    assert (before.native_id, before.created_us) == (after.native_id, after.created_us)


ITEMS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["id", "text", "author_id", "entities", "mentions", "referenced_tweets", "data", "includes",
                         "users", "tweets", "created_at", "__twarc", "meta", "username", "type"]),
        inner,
        max_size=5,
    ),
    max_leaves=12,
)  # fmt: skip


@given(
    st.lists(st.binary(max_size=40) | ITEMS.map(lambda value: json.dumps(value).encode()), max_size=4), st.booleans()
)
def test_no_bytes_crash_the_reader(tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], packed: bool) -> None:
    path = tmp_path_factory.mktemp("acak") / "a"
    data = b"\n".join(lines)
    path.write_bytes(gzip.compress(data)[:-5] if packed else data)
    try:
        records = read(path, LIST)
    except BadCapture:
        return
    assert all(isinstance(record, Record) and record.locator for record in records)
