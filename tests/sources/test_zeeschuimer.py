from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netral.errors import BadCapture
from netral.identity import hash_bytes
from netral.model import AccountSeen, ActSeen, Op, Record
from netral.sources.bare import ListTarget
from netral.sources.targets import PostTarget
from netral.sources.zeeschuimer import FORMAT
from tests.sources.invented import AT_US, list_acts, make_graph_tweet, make_graph_user, write_lines
from tests.sources.invented_formats import (
    AT_MS,
    AT_SECONDS,
    OTHER_SAMPLES,
    OWN_SAMPLES,
    make_collected,
    make_comment,
    make_graph_node,
    make_item,
    make_sample,
    read_format,
)

DINAS = AccountSeen("instagram", "11", "dinas_contoh", "Dinas Contoh")
VIDEO = {
    "id": "700",
    "createTime": AT_SECONDS,
    "author": {"id": "11", "uniqueId": "dinas_contoh", "nickname": "Dinas"},
    "desc": "halo @relawan_satu",
    "duetInfo": {"duetFromId": "0"},
}
TIKTOK_COMMENT = {
    "cid": "801",
    "id": "801",
    "aweme_id": "700",
    "reply_id": "0",
    "create_time": AT_SECONDS,
    "user": {"uid": "22", "unique_id": "relawan_satu"},
    "text": "mantap",
}
THREAD = {
    "pk": "61",
    "code": "Dthread1",
    "taken_at": AT_SECONDS,
    "user": {"pk": "11", "username": "dinas_contoh"},
    "caption": {"text": "contoh"},
    "text_post_app_info": {"share_info": {"quoted_post": None, "reposted_post": None}, "reply_to_author": None},
}
RELAWAN_THREAD = {"code": "Drelawan", "user": {"pk": "22", "username": "relawan_satu"}, "taken_at": AT_SECONDS - 60}


def read_one(tmp_path: Path, data: object, platform: str, **further: Any) -> Record:
    (record,) = read_format(FORMAT, write_lines(tmp_path / "a.ndjson", [make_collected(data, platform, **further)]))
    return record


def name_acts(record: Record) -> list[tuple[str, str | None, str | None, str | None]]:
    """Kind, actor, target and object, people by handle."""
    return [
        (act.kind, act.actor.handle, act.target.handle if act.target else None, act.object_id) for act in record.acts
    ]


def test_a_line_is_a_record_with_the_time_it_was_collected(tmp_path: Path) -> None:
    lines = [json.dumps(make_collected(make_item(), "instagram.com")), "", json.dumps(make_collected({}, "gab.com"))]
    first, second = read_format(FORMAT, write_lines(tmp_path / "a.ndjson", lines))
    assert (first.locator, first.sha256) == ("line:1", hash_bytes(lines[0].encode()))
    assert (first.collected_us, first.tool, first.reason) == (AT_US + 60_000_000, "zeeschuimer", None)
    assert (second.locator, second.reason, second.collected_us) == ("line:3", "unknown_platform", AT_US + 60_000_000)


def test_an_item_that_replaced_an_earlier_one_was_collected_when_it_did(tmp_path: Path) -> None:
    updated = read_one(tmp_path, make_item(), "instagram.com", last_updated=AT_MS + 90_000)
    older = read_one(tmp_path, make_item(), "instagram.com", last_updated=None)
    assert (updated.collected_us, older.collected_us) == (AT_US + 90_000_000, AT_US + 60_000_000)


def test_the_analysts_browser_is_never_kept(tmp_path: Path) -> None:
    record = read_one(tmp_path, make_item(), "instagram.com")
    assert "Rahasia" not in repr(record)


# -- X -----------------------------------------------------------------------------------------------------------------


def test_a_post_of_x_is_read_by_its_exact_id(tmp_path: Path) -> None:
    tweet = {**make_graph_tweet("1841000000000000123", in_reply_to_status_id_str="400"), "id": 1841000000000000000}
    record = read_one(tmp_path, tweet, "twitter.com")
    assert [post.native_id for post in record.posts] == ["1841000000000000123"]
    assert [(act.kind, act.object_id, act.occurred_us) for act in record.acts] == [("reply", "400", AT_US)]


def test_an_older_post_of_x_has_its_author_beside_it(tmp_path: Path) -> None:
    legacy = make_graph_tweet("5")["legacy"] | {"id_str": "5", "user_id_str": "11", "retweeted_status_id_str": "400"}
    user = {"id_str": "11", "screen_name": "dinas_contoh", "name": "Dinas"}
    record = read_one(tmp_path, {"id": 5, "legacy": legacy, "type": "adaptive", "user": user}, "twitter.com")
    assert record.accounts[0] == AccountSeen("x", "11", "dinas_contoh", "Dinas")
    assert [(act.kind, act.object_id) for act in record.acts] == [("share", "400")]


def test_a_post_of_x_without_its_user_still_has_an_author(tmp_path: Path) -> None:
    tweet = make_graph_tweet("1", user_id_str="11") | {"core": {"user_results": {}}}
    assert read_one(tmp_path, tweet, "x.com").accounts == (AccountSeen("x", "11", None),)


def test_a_post_of_x_without_its_user_tells_the_handle_where_its_own_picture_lies(tmp_path: Path) -> None:
    def strip(native_id: str, handle: str, shown_id: str, user_id: str, **legacy: Any) -> dict[str, Any]:
        picture = {"type": "photo", "expanded_url": f"https://x.com/{handle}/status/{shown_id}/photo/1"}
        legacy |= {"user_id_str": user_id, "extended_entities": {"media": [picture]}}
        return make_graph_tweet(native_id, **legacy) | {"core": {"user_results": {}}}

    shared = strip("400", "relawan_satu", "400", "22")
    tweet = strip("500", "dinas_contoh", "500", "11", retweeted_status_result={"result": shared})
    (share,) = read_one(tmp_path, tweet, "x.com").acts
    assert (share.actor, share.target) == (
        AccountSeen("x", "11", "dinas_contoh"),
        AccountSeen("x", "22", "relawan_satu"),
    )
    elsewhere = strip("500", "relawan_satu", "400", "11")
    assert read_one(tmp_path, elsewhere, "x.com").accounts == (AccountSeen("x", "11", None),)


def test_a_post_of_x_that_is_none_is_quarantined(tmp_path: Path) -> None:
    assert read_one(tmp_path, {"__typename": "TweetTombstone"}, "twitter.com").reason == "unexpected_shape"
    bare = make_graph_tweet("1") | {"core": {}}
    assert read_one(tmp_path, bare, "twitter.com").reason == "author_unknown"
    assert read_one(tmp_path, [1], "twitter.com").reason == "unexpected_shape"


# -- Instagram ---------------------------------------------------------------------------------------------------------


def test_an_item_of_a_list_has_tags_by_its_author(tmp_path: Path) -> None:
    tags = {"in": [{"user": {"pk": 22, "username": "relawan_satu"}, "position": [0.5, 0.5]}]}
    record = read_one(tmp_path, make_item(usertags=tags), "instagram.com")
    (post,), (tag,) = record.posts, record.acts
    assert (post.native_id, post.author, post.text, post.created_us) == ("Cabc_1", DINAS, "contoh", AT_US)
    assert post.url == "https://www.instagram.com/p/Cabc_1/"
    assert (tag.kind, tag.actor, tag.target) == ("tag", DINAS, AccountSeen("instagram", "22", "relawan_satu"))
    assert (tag.native_id, tag.object_id, tag.occurred_us, tag.precision) == ("Cabc_1", None, AT_US, "second")


def test_whoever_is_tagged_on_one_of_several_pictures_is_tagged_by_the_post(tmp_path: Path) -> None:
    names = ("relawan_satu", "partai", "relawan_satu")
    people = [{"user": {"pk": name, "username": name}} for name in names]
    slides: list[dict[str, Any]] = [{"media_type": 1, "usertags": {"in": [tag]}} for tag in people]
    record = read_one(tmp_path, make_item(usertags=None, carousel_media=[*slides, {"usertags": None}]), "instagram.com")
    expected = [("tag", "dinas_contoh", "relawan_satu", None), ("tag", "dinas_contoh", "partai", None)]
    assert name_acts(record) == expected
    children = {"edges": [{"node": {"edge_media_to_tagged_user": {"edges": [{"node": tag}]}}} for tag in people]}
    node = make_graph_node(__typename="GraphSidecar", edge_sidecar_to_children=children)
    assert name_acts(read_one(tmp_path, node, "instagram.com")) == expected


def test_the_same_people_on_every_picture_are_not_too_many(tmp_path: Path) -> None:
    tags = {"in": [{"user": {"pk": str(number), "username": f"warga_{number}"}} for number in range(20)]}
    item = make_item(usertags=tags, carousel_media=[{"usertags": tags}] * 20)
    assert len(read_one(tmp_path, item, "instagram.com").acts) == 20
    many = [{"usertags": {"in": [{"user": {"pk": str(number)}}]}} for number in range(1, 102)]
    assert read_one(tmp_path, make_item(carousel_media=many), "instagram.com").reason == "unexpected_shape"


def test_a_caption_mentions_whom_it_names(tmp_path: Path) -> None:
    caption = {"text": "halo @Relawan_Satu. @relawan_satu dan @partai.kota, tulis ke a@contoh.id"}
    record = read_one(tmp_path, make_item(caption=caption), "instagram.com")
    assert name_acts(record) == [
        ("mention", "dinas_contoh", "relawan_satu", None),
        ("mention", "dinas_contoh", "partai.kota", None),
    ]
    assert {(act.derivation, act.native_id, act.text) for act in record.acts} == {("regex", "Cabc_1", caption["text"])}


def test_every_author_of_a_joint_post_acts_toward_every_other(tmp_path: Path) -> None:
    others = [{"pk": "22", "username": "relawan_satu"}, {"pk": "33", "username": "partai"}, {"pk": "11"}]
    record = read_one(tmp_path, make_item(coauthor_producers=others), "instagram.com")
    ends = {(act.actor.platform_id, act.target.platform_id) for act in record.acts if act.target}
    assert ends == {(one, other) for one in ("11", "22", "33") for other in ("11", "22", "33") if one != other}
    assert {(act.kind, act.object_id) for act in record.acts} == {("coauthor", "Cabc_1")}


def test_the_graphs_shape_says_the_same(tmp_path: Path) -> None:
    tagged = {"edges": [{"node": {"user": {"id": "22", "username": "relawan_satu"}, "x": 0.1}}]}
    comments = {"count": 1, "edges": [{"node": make_comment("5", ("33", "warga"))}]}
    node = make_graph_node(edge_media_to_tagged_user=tagged, edge_media_to_parent_comment=comments)
    record = read_one(tmp_path, node, "instagram.com")
    assert name_acts(record) == [
        ("tag", "dinas_contoh", "relawan_satu", None),
        ("comment", "warga", "dinas_contoh", "Cabc_1"),
    ]
    assert record.posts[0].created_us == AT_US


def test_comments_shown_below_a_post_are_kept_each_once(tmp_path: Path) -> None:
    phone = {"pk": "5", "text": "mantap", "user": {"pk": "33", "username": "warga"}, "created_at_utc": AT_SECONDS}
    rounded = {**phone, "pk": 17912186890227792}
    unusable = [{"pk": "6"}, {"pk": "7", "user": {}}, {"pk": "8", "user": 7}, rounded, "teks"]
    item = make_item(preview_comments=[phone], comments=[phone, *unusable])
    expected = [("comment", "warga", "dinas_contoh", "Cabc_1")]
    assert name_acts(read_one(tmp_path, item, "instagram.com")) == expected
    shown = {"count": 9, "edges": [{"node": make_comment("5", ("33", "warga"))}, {"node": {"id": "6"}}]}
    for key in ("edge_media_preview_comment", "edge_media_to_comment"):
        node = make_graph_node(**{key: shown, "comments": 9})
        assert name_acts(read_one(tmp_path, node, "instagram.com")) == expected
    answered = make_comment("4", ("22", "relawan_satu")) | {
        "edge_threaded_comments": {"edges": [{"node": make_comment("5", ("33", "warga"))}]}
    }
    node = make_graph_node(
        edge_media_preview_comment=shown, edge_media_to_parent_comment={"edges": [{"node": answered}]}
    )
    assert [act.kind for act in read_one(tmp_path, node, "instagram.com").acts] == ["comment", "reply"]


@pytest.mark.parametrize("partial", [True, False])
def test_the_polaris_shape_has_no_time(tmp_path: Path, partial: bool) -> None:
    user = {"pk": "11", "id": "11", "username": "dinas_contoh"}
    node = {"__typename": "XIGPolarisVideoMedia", "id": "31", "code": "Cabc_1", "user": user, "_zs_partial": partial}
    record = read_one(tmp_path, node, "instagram.com")
    assert [(post.native_id, post.created_us) for post in record.posts] == [("Cabc_1", None)]


def test_who_is_shown_below_an_instagram_post_as_liking_it_likes_it(tmp_path: Path) -> None:
    shown = {
        "top_likers": ["relawan_satu", "Warga", ""],
        "facepile_top_likers": [{"pk": 22, "username": "relawan_satu"}, {"pk": "33"}, {}],
        "likers": [{"pk": "44", "username": "partai"}, None],
    }
    record = read_one(tmp_path, make_item(**shown), "instagram.com")
    ends = [(act.kind, act.actor.platform_id, act.actor.handle, act.target, act.object_id) for act in record.acts]
    assert ends == [
        ("like", "44", "partai", DINAS, "Cabc_1"),
        ("like", "22", "relawan_satu", DINAS, "Cabc_1"),
        ("like", "33", None, DINAS, "Cabc_1"),
        ("like", None, "Warga", DINAS, "Cabc_1"),
    ]
    assert {(act.occurred_us, act.object_url, act.text) for act in record.acts} == {
        (None, "https://www.instagram.com/p/Cabc_1/", None)
    }
    edges = {"count": 90, "edges": [{"node": {"id": "22", "username": "relawan_satu"}}, {"node": 5}]}
    graph = read_one(tmp_path, make_graph_node(edge_media_preview_like=edges), "instagram.com")
    assert name_acts(graph) == [("like", "relawan_satu", "dinas_contoh", "Cabc_1")]
    for none in (None, 3, [], "teks", {"count": 3}):
        assert read_one(tmp_path, make_item(top_likers=none, likers=none), "instagram.com").acts == ()


def test_a_liker_whom_a_page_names_by_id_by_handle_and_by_both_is_one(tmp_path: Path) -> None:
    users = [{"userID": "22", "id": "22", "username": "relawan_satu"}, {"id": "33", "username": "warga"}]
    shown = {
        "top_likers": ["relawan_satu"],
        "facepile_top_likers": [{"id": "22"}, {"id": "33"}, {"id": "44"}],
        "social_context": [
            {"social_context_type": "liked_by", "social_context_facepile_users": users},
            {"social_context_type": "followed_by", "social_context_facepile_users": [{"id": "55"}]},
            {"social_context_type": "liked_by", "social_context_facepile_users": None},
            "teks",
        ],
    }
    record = read_one(tmp_path, make_item(**shown), "instagram.com")
    likers = [(act.actor.platform_id, act.actor.handle) for act in record.acts if act.kind == "like"]
    assert likers == [("22", "relawan_satu"), ("33", "warga"), ("44", None)]
    for none in (None, 3, "teks", {"social_context_type": "liked_by"}):
        assert read_one(tmp_path, make_item(social_context=none), "instagram.com").acts == ()


def test_who_is_shown_over_an_instagram_post_as_having_reposted_it_shares_it(tmp_path: Path) -> None:
    user = {"id": "22", "username": "relawan_satu", "full_name": "Relawan"}
    note = {"id": "71", "media_id": "31", "text": "", "user_id": "22", "user": {**user, "user_id": None}}
    bubble = {"floating_context_item_type": "REPOSTED_BY", "media_note": note, "comment": None, "user": user}
    written = {**bubble, "user": {"pk": 33, "username": "warga"}, "media_note": {"text": "dukung"}}
    others = [{**bubble, "floating_context_item_type": "COMMENT_VIEWER_BUBBLE"}, {**bubble, "user": None}, {}, "teks"]
    shown = {"floating_context_items": [bubble, written, *others], "media_notes": {"items": [note]}}
    record = read_one(tmp_path, make_item(**shown), "instagram.com")
    acts = [(act.kind, act.actor.platform_id, act.target, act.object_id, act.text) for act in record.acts]
    assert acts == [("share", "22", DINAS, "Cabc_1", None), ("share", "33", DINAS, "Cabc_1", "dukung")]
    assert {(act.occurred_us, act.precision, act.native_id) for act in record.acts} == {(None, "interval", None)}
    for none in (None, 3, "teks", {"items": [bubble]}):
        assert read_one(tmp_path, make_item(floating_context_items=none), "instagram.com").acts == ()


def test_a_post_on_the_page_of_somebodys_reposts_is_shared_by_whose_note_without_words_it_has(tmp_path: Path) -> None:
    user = {"id": "22", "username": "relawan_satu"}
    note = {"id": "71", "text": "", "user_id": "22", "user": user, "viewer_has_liked": False, "reactions": []}
    bare = {"id": "72", "text": "", "user_id": "33"}
    words = [{**note, "user_id": "44", "user": {"id": "44"}, "text": "bagus"}, {**bare, "text": None}, {"text": ""}, 5]
    item = make_item(floating_context_items=[], media_notes={"items": [note, bare, *words]})
    record = read_one(tmp_path, item, "instagram.com")
    ends = [(act.kind, act.actor.platform_id, act.actor.handle, act.target) for act in record.acts]
    assert ends == [("share", "22", "relawan_satu", DINAS), ("share", "33", None, DINAS)]
    for none in (None, 3, [], {"items": None}, {"items": {}}):
        assert read_one(tmp_path, make_item(media_notes=none), "instagram.com").acts == ()


def test_a_post_whose_user_a_page_leaves_empty_is_by_whose_id_its_owner_id_has(tmp_path: Path) -> None:
    for owner_id in ({"pk": "11", "id": "11"}, "11", 11):
        record = read_one(tmp_path, make_item(user=None, owner_id=owner_id), "instagram.com")
        assert record.posts[0].author == AccountSeen("instagram", "11", None)
    named = read_one(tmp_path, make_item(owner_id={"pk": "99", "id": "99"}), "instagram.com")
    assert named.posts[0].author == DINAS
    for none in (None, {}, [], "", {"pk": None}):
        assert read_one(tmp_path, make_item(user=None, owner_id=none), "instagram.com").reason == "author_unknown"


def test_a_private_accounts_post_is_the_one_that_it_is_once_the_account_is_public(tmp_path: Path) -> None:
    private = make_item(code="CmiJBr2LAAAabcdefghijklmnopqrstuvwxyz_0")
    public = read_one(tmp_path, make_item(code="CmiJBr2LAAA"), "instagram.com")
    assert read_one(tmp_path, private, "instagram.com").posts == public.posts


def test_facebooks_number_of_an_instagram_account_is_not_its_id(tmp_path: Path) -> None:
    user = {"id": "17841400000000011", "username": "dinas_contoh"}
    node = {"__typename": "XIGPolarisVideoMedia", "id": "31", "code": "Cabc_1", "user": user}
    assert read_one(tmp_path, node, "instagram.com").accounts == (AccountSeen("instagram", None, "dinas_contoh"),)
    node["user"] = {**user, "pk": "11"}
    node["coauthor_producers"] = [user, {"id": "17841400000000022", "username": "relawan_satu"}]
    record = read_one(tmp_path, node, "instagram.com")
    assert record.accounts[0] == AccountSeen("instagram", "11", "dinas_contoh")
    assert name_acts(record) == [
        ("coauthor", "dinas_contoh", "relawan_satu", "Cabc_1"),
        ("coauthor", "relawan_satu", "dinas_contoh", "Cabc_1"),
    ]


def test_a_partial_item_is_quarantined_until_it_has_time_and_caption(tmp_path: Path) -> None:
    item = make_item(_zs_partial=True)
    assert read_one(tmp_path, item, "instagram.com").reason is None
    del item["caption"]
    assert read_one(tmp_path, item, "instagram.com").reason == "partial_item"
    assert read_one(tmp_path, make_item(_zs_partial=True, taken_at=None), "instagram.com").reason == "partial_item"


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (make_item(user=None), "author_unknown"),
        (make_item(code=None), "id_unknown"),
        (make_item(user=5), "unexpected_shape"),
        (make_item(owner={"id": "99", "username": "orang_lain"}), "unexpected_shape"),
        (make_item(product_type="story", caption=None), "unsupported_type"),
        (make_item(taken_at="kemarin"), "bad_time"),
        (make_item(taken_at=10**18), "bad_time"),
        ("teks", "unexpected_shape"),
    ],
)
def test_an_instagram_item_that_drifted_is_quarantined(tmp_path: Path, item: object, reason: str) -> None:
    record = read_one(tmp_path, item, "instagram.com")
    assert record.reason == reason
    assert record.collected_us == AT_US + 60_000_000


@pytest.mark.parametrize("taken_at", [AT_SECONDS, str(AT_SECONDS), AT_MS, AT_SECONDS * 1_000_000, float(AT_SECONDS)])
def test_an_epoch_is_read_in_any_unit(tmp_path: Path, taken_at: object) -> None:
    assert read_one(tmp_path, make_item(taken_at=taken_at), "instagram.com").posts[0].created_us == AT_US


@pytest.mark.parametrize("taken_at", [0, "0", -62135596800, None, "", 86_400])
def test_no_time_stays_unknown(tmp_path: Path, taken_at: object) -> None:
    record = read_one(tmp_path, make_item(taken_at=taken_at), "instagram.com", timestamp_collected=0, last_updated=0)
    assert (record.posts[0].created_us, record.collected_us) == (None, None)


# -- TikTok ------------------------------------------------------------------------------------------------------------


def test_a_tiktok_post_mentions_whom_it_names(tmp_path: Path) -> None:
    extra = [{"userId": "22", "userUniqueId": "relawan_satu"}, {"hashtagName": "pilkada", "userId": ""}]
    record = read_one(tmp_path, {**VIDEO, "textExtra": extra}, "tiktok.com")
    (post,), (act,) = record.posts, record.acts
    assert (post.native_id, post.created_us) == ("700", AT_US)
    assert post.url == "https://www.tiktok.com/@dinas_contoh/video/700"
    assert (act.kind, act.derivation) == ("mention", "entity")
    assert act.target == AccountSeen("tiktok", "22", "relawan_satu")


@pytest.mark.parametrize(
    ("title", "desc", "text"),
    [
        ("Dua pasangan", "#pilkada", "Dua pasangan\n#pilkada"),
        ("Dua pasangan", "", "Dua pasangan"),
        ("", "#pilkada", "#pilkada"),
        (None, None, None),
    ],
)
def test_the_title_of_a_tiktok_photo_post_begins_its_text(
    tmp_path: Path, title: str | None, desc: str | None, text: str | None
) -> None:
    photos = {**VIDEO, "desc": desc, "imagePost": {"title": title, "images": [{"imageURL": {"urlList": []}}]}}
    record = read_one(tmp_path, {**photos, "textExtra": [{"userId": "22"}]}, "tiktok.com")
    assert (record.posts[0].text, record.acts[0].text) == (text, text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("halo @Warga Biasa 🌹 dan #pilkada", "halo @warga_biasa dan #pilkada"),
        ("🌹@Warga Biasa @Tim Satu", "🌹@warga_biasa @relawan_satu"),
        ("@وردة halo", "@warga_biasa halo"),
    ],
)
def test_a_name_that_tiktok_shows_in_a_text_is_read_as_the_handle_behind_it(
    tmp_path: Path, text: str, written: str
) -> None:
    def find(name: str, user_id: str, handle: str) -> dict[str, Any]:
        before, found, _ = text.partition(name)
        start, length = (len(part.encode("utf-16-le")) // 2 for part in (before, found))
        return {"start": start, "end": start + length, "userId": user_id, "userUniqueId": handle}

    names = [find(name, "33", "warga_biasa") for name in ("@Warga Biasa 🌹", "@Warga Biasa", "@وردة") if name in text][
        :1
    ]
    names += [find("@Tim Satu", "22", "relawan_satu")] if "@Tim" in text else []
    extra = [*names, {"start": 0, "end": 5, "hashtagName": "pilkada", "userId": ""}]
    record = read_one(tmp_path, {**VIDEO, "desc": text, "textExtra": extra}, "tiktok.com")
    assert record.posts[0].text == written
    assert {act.text for act in record.acts} == {written}


@pytest.mark.parametrize(("start", "end"), [(6, 12), (5, 99), (5, 5), (-2, 9), ("5", "12"), (None, None)])
def test_a_place_in_a_tiktok_text_where_no_name_stands_changes_nothing(tmp_path: Path, start: Any, end: Any) -> None:
    extra = [{"start": start, "end": end, "userId": "22", "userUniqueId": "relawan_satu"}]
    video = {**VIDEO, "desc": "halo @Warga Biasa", "textExtra": extra}
    assert read_one(tmp_path, video, "tiktok.com").posts[0].text == "halo @Warga Biasa"


def test_an_embedded_tiktok_post_names_its_author_by_handle(tmp_path: Path) -> None:
    record = read_one(tmp_path, {**VIDEO, "author": "dinas_contoh", "createTime": str(AT_SECONDS)}, "tiktok.com")
    assert record.accounts == (AccountSeen("tiktok", None, "dinas_contoh"),)
    assert record.posts[0].created_us == AT_US


def test_a_duet_is_a_quote_of_the_video_beside_it(tmp_path: Path) -> None:
    record = read_one(tmp_path, {**VIDEO, "duetInfo": {"duetFromId": "600"}}, "tiktok.com")
    assert name_acts(record) == [("quote", "dinas_contoh", None, "600")]


def test_a_duet_or_stitch_quotes_whom_its_description_leads_to(tmp_path: Path) -> None:
    other = {"type": 0, "userId": "22", "userUniqueId": "relawan_satu", "awemeId": "600", "subType": 1}
    named = {"type": 0, "userId": "33", "userUniqueId": "partai", "awemeId": "", "subType": 0}
    for duet_id in ("600", "0"):  # a stitch has no more than the description
        video = {**VIDEO, "duetInfo": {"duetFromId": duet_id}, "textExtra": [named, other, {"hashtagName": "duet"}]}
        record = read_one(tmp_path, video, "tiktok.com")
        assert name_acts(record) == [
            ("quote", "dinas_contoh", "relawan_satu", "600"),
            ("mention", "dinas_contoh", "partai", None),
        ]
        own, quoted = record.posts
        assert (own.kind, own.parent_id) == ("quote", "600")
        assert (quoted.native_id, quoted.author) == ("600", AccountSeen("tiktok", "22", "relawan_satu"))


def test_a_description_that_leads_to_another_video_than_the_duets_names_nobody_beside_it(tmp_path: Path) -> None:
    other = {"userId": "22", "userUniqueId": "relawan_satu", "awemeId": "601"}
    video = {**VIDEO, "duetInfo": {"duetFromId": "600"}, "textExtra": [other, {"awemeId": "600"}]}
    assert name_acts(read_one(tmp_path, video, "tiktok.com")) == [
        ("quote", "dinas_contoh", None, "600"),
        ("mention", "dinas_contoh", "relawan_satu", None),
    ]


def test_a_tiktok_video_that_answers_a_comment_is_a_post_of_its_own_and_a_reply(tmp_path: Path) -> None:
    answered = {"type": 0, "userId": "22", "userUniqueId": "relawan_satu", "awemeId": "599", "subType": 2}
    again = {"userId": "22", "userUniqueId": "relawan_satu", "subType": 0}
    record = read_one(tmp_path, {**VIDEO, "textExtra": [answered, again]}, "tiktok.com")
    assert name_acts(record) == [("reply", "dinas_contoh", "relawan_satu", None)]
    assert [(post.native_id, post.kind, post.parent_id) for post in record.posts] == [("700", "post", None)]
    (act,) = record.acts
    assert (act.occurred_us, act.derivation, act.native_id) == (AT_US, "native", "700")


def test_a_tiktok_comment_is_toward_the_post_whose_page_it_was_on(tmp_path: Path) -> None:
    page = "https://www.tiktok.com/@dinas_contoh/video/700?lang=id"
    own = read_one(tmp_path, TIKTOK_COMMENT, "tiktok-comments", source_platform_url=page)
    assert name_acts(own) == [("comment", "relawan_satu", "dinas_contoh", "700")]
    other = page.replace("700", "701")
    elsewhere = read_one(tmp_path, TIKTOK_COMMENT, "tiktok-comments", source_platform_url=other)
    assert name_acts(elsewhere) == [("comment", "relawan_satu", None, "700")]


def test_the_author_of_a_tiktok_post_likes_a_comment_where_tiktok_says_so(tmp_path: Path) -> None:
    page = {"source_platform_url": "https://www.tiktok.com/@dinas_contoh/video/700"}
    answer = {**TIKTOK_COMMENT, "cid": "802", "reply_id": "801", "user": {"uid": "33", "unique_id": "warga"}}
    comment = {**TIKTOK_COMMENT, "is_author_digged": True, "reply_comment": [{**answer, "is_author_digged": True}]}
    record = read_one(tmp_path, comment, "tiktok-comments", **page)
    assert name_acts(record) == [
        ("comment", "relawan_satu", "dinas_contoh", "700"),
        ("like", "dinas_contoh", "relawan_satu", "801"),
        ("reply", "warga", "relawan_satu", "801"),
        ("like", "dinas_contoh", "warga", "802"),
    ]
    assert (record.acts[1].occurred_us, record.acts[1].native_id) == (None, None)
    own = {**TIKTOK_COMMENT, "is_author_digged": True, "user": {"uid": "11", "unique_id": "dinas_contoh"}}
    unlike = [own, {**TIKTOK_COMMENT, "is_author_digged": False}]
    assert [act.kind for item in unlike for act in read_one(tmp_path, item, "tiktok-comments", **page).acts] == [
        "comment",
        "comment",
    ]
    assert len(read_one(tmp_path, {**TIKTOK_COMMENT, "is_author_digged": True}, "tiktok-comments").acts) == 1


def test_a_tiktok_comment_is_toward_whoever_tiktok_marks_as_the_creator(tmp_path: Path) -> None:
    user = {"uid": "11", "unique_id": "dinas_contoh", "nickname": "Dinas"}
    answer = {**TIKTOK_COMMENT, "cid": "802", "reply_id": "801", "user": user, "label_text": "Kreator", "label_type": 1}
    comment = {**TIKTOK_COMMENT, "is_author_digged": True, "label_type": None, "reply_comment": [answer]}
    record = read_one(tmp_path, comment, "tiktok-comments", source_platform_url="https://www.tiktok.com/foryou")
    assert name_acts(record) == [
        ("comment", "relawan_satu", "dinas_contoh", "700"),
        ("like", "dinas_contoh", "relawan_satu", "801"),
        ("reply", "dinas_contoh", "relawan_satu", "801"),
    ]
    assert (record.posts[0].native_id, record.posts[0].author) == (
        "700",
        AccountSeen("tiktok", "11", "dinas_contoh", "Dinas"),
    )
    friend = {**TIKTOK_COMMENT, "reply_comment": [{**answer, "label_type": 3}]}
    assert name_acts(read_one(tmp_path, friend, "tiktok-comments"))[0] == ("comment", "relawan_satu", None, "700")


def test_a_comment_on_a_comment_is_a_reply_to_it(tmp_path: Path) -> None:
    record = read_one(tmp_path, {**TIKTOK_COMMENT, "cid": "802", "reply_id": "801"}, "tiktok-comments")
    (post,) = record.posts
    assert name_acts(record) == [("reply", "relawan_satu", None, "801")]
    assert (post.native_id, post.parent_id, post.root_id) == ("802", "801", "700")


def test_answers_shown_with_a_comment_are_replies_to_its_author(tmp_path: Path) -> None:
    user = {"uid": "11", "unique_id": "dinas_contoh"}
    answer = {**TIKTOK_COMMENT, "cid": "802", "reply_id": "801", "reply_to_reply_id": "0", "user": user}
    record = read_one(tmp_path, {**TIKTOK_COMMENT, "reply_comment": [answer]}, "tiktok-comments")
    assert name_acts(record)[1] == ("reply", "dinas_contoh", "relawan_satu", "801")


def test_a_tiktok_comment_mentions_whom_it_names_but_an_answer_not_whom_it_answers(tmp_path: Path) -> None:
    extra = [
        {"start": 0, "end": 7, "user_id": "55", "sec_uid": "MS4"},
        {"start": 9, "hashtag_name": "a", "user_id": ""},
    ]
    extra += [{"start": 20, "end": 27, "user_id": "66"}] * 2
    comment = {**TIKTOK_COMMENT, "text_extra": extra}
    ends = [
        (act.kind, act.target and act.target.platform_id, act.object_id, act.derivation)
        for act in read_one(tmp_path, comment, "tiktok-comments").acts
    ]
    assert ends == [
        ("comment", None, "700", "native"),
        ("mention", "55", None, "entity"),
        ("mention", "66", None, "entity"),
    ]
    answer = {**comment, "cid": "802", "reply_id": "801"}
    record = read_one(tmp_path, answer, "tiktok-comments")
    assert [(act.kind, act.target and act.target.platform_id) for act in record.acts] == [
        ("reply", None),
        ("mention", "66"),
    ]
    assert AccountSeen("tiktok", "66", None) in record.accounts


def test_a_name_that_tiktok_shows_in_a_comment_is_read_as_the_number_behind_it(tmp_path: Path) -> None:
    extra = [{"start": 5, "end": 17, "user_id": "55", "sec_uid": "MS4"}]
    comment = {**TIKTOK_COMMENT, "text": "halo @Warga Biasa!", "text_extra": extra}
    record = read_one(tmp_path, {**comment, "reply_comment": [{**comment, "cid": "802"}]}, "tiktok-comments")
    assert {act.text for act in record.acts} == {"halo @55!"}
    assert [post.text for post in record.posts] == ["halo @55!"] * 2


def test_a_hinted_target_completes_a_comment(tmp_path: Path) -> None:
    author = AccountSeen("tiktok", None, "dinas_contoh")
    target = ListTarget(Op.COMMENTS, None, PostTarget("tiktok", "700", author))
    path = write_lines(tmp_path / "a", [make_collected(TIKTOK_COMMENT, "tiktok-comments")])
    (record,) = read_format(FORMAT, path, target)
    assert (record.op, record.target) == ("comments", "tiktok:post:700")
    assert any((post.native_id, post.author) == ("700", author) for post in record.posts)


# -- Threads -----------------------------------------------------------------------------------------------------------


def read_thread(tmp_path: Path, **info: Any) -> Record:
    return read_one(tmp_path, {**THREAD, "text_post_app_info": info}, "threads.net")


def test_a_threads_post_is_a_post(tmp_path: Path) -> None:
    record = read_one(tmp_path, THREAD, "threads.net")
    assert [(post.native_id, post.kind, post.created_us) for post in record.posts] == [("Dthread1", "post", AT_US)]
    assert record.posts[0].url == "https://www.threads.com/@dinas_contoh/post/Dthread1"
    assert record.acts == ()


def test_a_threads_reply_is_toward_whom_it_answers(tmp_path: Path) -> None:
    record = read_thread(tmp_path, reply_to_author={"id": "22", "username": "relawan_satu"})
    assert name_acts(record) == [("reply", "dinas_contoh", "relawan_satu", None)]


def test_a_threads_reply_to_whom_nobody_knows_is_no_post_of_its_own(tmp_path: Path) -> None:
    record = read_thread(tmp_path, is_reply=True, reply_to_author=None)
    assert ([post.kind for post in record.posts], record.acts) == (["reply"], ())
    assert [post.kind for post in read_thread(tmp_path, is_reply=False).posts] == ["post"]


def test_a_threads_quote_and_repost_are_told_apart(tmp_path: Path) -> None:
    quote = read_thread(tmp_path, share_info={"quoted_post": RELAWAN_THREAD})
    assert name_acts(quote) == [("quote", "dinas_contoh", "relawan_satu", "Drelawan")]
    repost = read_thread(tmp_path, share_info={"reposted_post": RELAWAN_THREAD})
    assert name_acts(repost) == [("share", "dinas_contoh", "relawan_satu", "Drelawan")]
    assert [(post.kind, post.text) for post in repost.posts] == [("repost", None), ("post", None)]


def test_a_threads_post_whose_link_stands_in_another_is_quoted_by_it(tmp_path: Path) -> None:
    record = read_thread(tmp_path, share_info={"quoted_post": None, "quoted_attachment_post": RELAWAN_THREAD})
    assert name_acts(record) == [("quote", "dinas_contoh", "relawan_satu", "Drelawan")]
    assert [(post.native_id, post.kind) for post in record.posts] == [("Dthread1", "quote"), ("Drelawan", "post")]


@pytest.mark.parametrize("key", ["quoted_post", "quoted_attachment_post", "reposted_post"])
@pytest.mark.parametrize(
    "numbers",
    [{"id": "3000000000000000000_22", "pk": 3000000000000000512}, {"id": None, "pk": "3000000000000000000"}],
)
def test_a_threads_post_that_another_shares_is_known_by_its_number_where_it_has_no_code(
    tmp_path: Path, key: str, numbers: dict[str, Any]
) -> None:
    shared = {"user": RELAWAN_THREAD["user"], "code": None} | numbers
    record = read_thread(tmp_path, share_info={key: shared})
    kind = "share" if key == "reposted_post" else "quote"
    assert name_acts(record) == [(kind, "dinas_contoh", "relawan_satu", "CmiJBr2LAAA")]
    assert record.posts[1].url == "https://www.threads.com/@relawan_satu/post/CmiJBr2LAAA"


def test_a_threads_post_that_shares_one_that_was_taken_down_quotes_nobody(tmp_path: Path) -> None:
    record = read_thread(tmp_path, share_info={"quoted_post": {"id": None, "user": None}})
    assert ([post.kind for post in record.posts], record.acts) == (["post"], ())


def test_the_author_of_the_first_post_likes_a_threads_reply_where_threads_says_so(tmp_path: Path) -> None:
    partai, relawan = {"pk": "33", "username": "partai"}, {"pk": "22", "username": "relawan_satu"}
    record = read_thread(tmp_path, reply_to_author=relawan, root_post_author=partai, is_liked_by_root_author=True)
    assert name_acts(record) == [
        ("reply", "dinas_contoh", "relawan_satu", None),
        ("like", "partai", "dinas_contoh", "Dthread1"),
    ]
    like = record.acts[1]
    assert (like.occurred_us, like.native_id, like.precision) == (None, None, "interval")
    assert like.object_url == "https://www.threads.com/@dinas_contoh/post/Dthread1"


@pytest.mark.parametrize(
    "info",
    [
        {"root_post_author": {"pk": "33", "username": "partai"}, "is_liked_by_root_author": False},
        {"root_post_author": None, "is_liked_by_root_author": True},
        {"root_post_author": {"pk": "11", "username": "dinas_contoh"}, "is_liked_by_root_author": True},
    ],
)
def test_nobody_likes_a_threads_reply_that_is_not_liked_or_whose_first_author_is_unknown_or_its_own(
    tmp_path: Path, info: dict[str, Any]
) -> None:
    assert read_thread(tmp_path, **info).acts == ()


def test_a_threads_post_mentions_whom_it_names_but_a_reply_not_whom_it_answers(tmp_path: Path) -> None:
    people = [{"username": "relawan_satu", "pk": "22"}, {"username": "partai"}]
    pieces: list[dict[str, Any]] = [
        {"fragment_type": "mention", "mention_fragment": {"mentioned_user": user}} for user in people
    ]
    text = {
        "fragments": [*pieces, pieces[0], {"fragment_type": "plaintext", "plaintext": "a", "mention_fragment": None}]
    }
    post = read_thread(tmp_path, text_fragments=text)
    assert name_acts(post) == [
        ("mention", "dinas_contoh", "relawan_satu", None),
        ("mention", "dinas_contoh", "partai", None),
    ]
    assert {act.derivation for act in post.acts} == {"entity"}
    reply = read_thread(tmp_path, text_fragments=text, reply_to_author={"username": "Relawan_Satu"})
    assert [(act.kind, act.target and act.target.handle) for act in reply.acts] == [
        ("reply", "Relawan_Satu"),
        ("mention", "partai"),
    ]


# -- what 4CAT hands out -----------------------------------------------------------------------------------------------


def import_line(line: dict[str, Any]) -> dict[str, Any]:
    """A line of the extension as 4CAT keeps it: the item, and in it all the rest."""
    return {**line["data"], "__import_meta": {key: value for key, value in line.items() if key != "data"}}


@pytest.mark.parametrize(
    ("data", "platform"),
    [
        (make_graph_tweet("1"), "twitter.com"),
        (make_item(usertags={"in": [{"user": {"pk": "22", "username": "relawan_satu"}}]}), "instagram.com"),
        ({**VIDEO, "textExtra": [{"userId": "22", "userUniqueId": "relawan_satu"}], "data": None}, "tiktok.com"),
        (TIKTOK_COMMENT, "tiktok-comments"),
        ({**THREAD, "text_post_app_info": {"share_info": {"quoted_post": RELAWAN_THREAD}}}, "threads.net"),
    ],
)
def test_a_line_that_4cat_hands_out_says_the_same(tmp_path: Path, data: dict[str, Any], platform: str) -> None:
    line = make_collected(data, platform, source_platform_url="https://www.tiktok.com/@dinas_contoh/video/700")
    own, imported = read_format(FORMAT, write_lines(tmp_path / "a.ndjson", [line, import_line(line)]))
    assert (imported.reason, imported.collected_us) == (None, own.collected_us)
    assert (imported.accounts, imported.posts, imported.acts) == (own.accounts, own.posts, own.acts)
    assert FORMAT.recognise(make_sample(json.dumps(import_line(line))))


def test_a_line_of_4cats_that_cannot_be_read_is_quarantined_with_its_time(tmp_path: Path) -> None:
    lines = [import_line(make_collected({**VIDEO, "desc": 5}, "tiktok.com")),
             import_line(make_collected(VIDEO, "9gag.com")),
             {**VIDEO, "__import_meta": None}]  # fmt: skip
    first, second, third = read_format(FORMAT, write_lines(tmp_path / "a.ndjson", lines))
    assert (first.reason, first.collected_us) == ("unexpected_shape", AT_US + 60_000_000)
    assert (second.reason, second.collected_us) == ("unknown_platform", AT_US + 60_000_000)
    assert third.reason == "unexpected_shape"


# -- bad input ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "platform", "key"),
    [
        (make_item(user={"pk": 1.29e18, "username": "a"}), "instagram.com", "pk"),
        (make_graph_tweet("1") | {"rest_id": 1.29e18}, "twitter.com", "rest_id"),
        (
            make_graph_tweet("1") | {"core": {"user_results": {"result": make_graph_user(1.29e18, "a")}}},
            "x.com",
            "rest",
        ),
        ({**VIDEO, "id": "7.1e18"}, "tiktok.com", "id"),
        ({**TIKTOK_COMMENT, "aweme_id": 7.1e18}, "tiktok-comments", "aweme_id"),
        ({**THREAD, "user": {"pk": 6.3e10, "username": "a"}}, "threads.net", "pk"),
    ],
)
def test_an_id_mangled_to_a_float_refuses_the_file(tmp_path: Path, data: object, platform: str, key: str) -> None:
    path = write_lines(tmp_path / "a.ndjson", ["", make_collected(data, platform)])
    with pytest.raises(BadCapture, match=rf"a\.ndjson, line 2, key {key}"):
        read_format(FORMAT, path)


def test_broken_lines_are_quarantined_and_the_last_may_be_cut(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a", ["{", "[1]", make_collected(None, "instagram.com"), b"\xff{}"])
    with path.open("ab") as stream:
        stream.write(b'{"nav_index": 1, "da')
    reasons = [record.reason for record in read_format(FORMAT, path)]
    assert reasons == ["not_json", "unexpected_shape", "unexpected_shape", "not_json", "cut"]


def test_a_thousand_levels_are_quarantined(tmp_path: Path) -> None:
    deep = "[" * 3000 + "]" * 3000
    line = json.dumps(make_collected(0, "instagram.com")).replace('"data": 0', f'"data": {deep}')
    (record,) = read_format(FORMAT, write_lines(tmp_path / "a", [line]))
    assert record.reason == "unexpected_shape"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
BASES = [
    ("instagram.com", make_item(usertags={"in": []}, coauthor_producers=[], _zs_partial=False)),
    ("instagram.com", make_graph_node(edge_media_preview_comment={}, preview_comments=[{"pk": "5", "user": {}}])),
    ("tiktok.com", {**VIDEO, "textExtra": []}),
    ("tiktok-comments", TIKTOK_COMMENT),
    ("threads.net", THREAD),
    ("twitter.com", make_graph_tweet("1")),
]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_no_line_crashes_the_reader(tmp_path: Path, data: st.DataObject) -> None:
    platform, base = data.draw(st.sampled_from(BASES))
    changed = {key: data.draw(JSON) for key in data.draw(st.sets(st.sampled_from(sorted(base)), max_size=2))}
    line = data.draw(st.just(make_collected({**base, **changed}, platform)) | st.binary(max_size=30) | JSON)
    path = write_lines(tmp_path / "a", [line if isinstance(line, bytes) else json.dumps(line)])
    try:
        records = read_format(FORMAT, path)
    except BadCapture:
        return
    assert all(isinstance(act, ActSeen) for act in list_acts(records))


def test_only_its_own_shape_is_recognised() -> None:
    for name, text in (OWN_SAMPLES | OTHER_SAMPLES).items():
        assert FORMAT.recognise(make_sample(text)) == name.startswith("zeeschuimer"), name
