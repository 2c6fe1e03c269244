from __future__ import annotations

import gzip
import json
import lzma
from pathlib import Path
from typing import Any

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netral.errors import BadCapture
from netral.identity import hash_bytes, to_compact_json
from netral.model import AccountSeen, Op, Record
from netral.sources import document
from netral.sources.bare import ListTarget
from netral.sources.instaloader import FORMAT, find_post_beside
from netral.sources.lines import Lines
from netral.sources.targets import PostTarget
from tests.sources.invented import AT_US
from tests.sources.invented_formats import (
    AT_SECONDS,
    OTHER_SAMPLES,
    OWN_SAMPLES,
    make_comment,
    make_graph_node,
    make_item,
    make_sample,
    make_structure,
    read_format,
)

RELAWAN, WARGA = ("22", "relawan_satu"), ("33", "warga")
TARGET = ListTarget(Op.COMMENTS, None, PostTarget("instagram", "Cabc_1"))


def write_json(path: Path, value: object) -> Path:
    path.write_text(json.dumps(value, indent=4), encoding="utf-8")
    return path


def read_post(tmp_path: Path, node: dict[str, Any], node_type: str = "Post") -> Record:
    (record,) = read_format(FORMAT, write_json(tmp_path / "a.json", make_structure(node, node_type)))
    return record


def test_a_post_is_one_record_hashed_as_compact_json(tmp_path: Path) -> None:
    node = make_graph_node()
    record = read_post(tmp_path, node)
    assert (record.locator, record.sha256) == ("/node", hash_bytes(to_compact_json(node)))
    assert (record.tool, record.tool_version, record.collected_us) == ("instaloader", "4.15", None)
    (post,) = record.posts
    assert (post.native_id, post.text, post.created_us) == ("Cabc_1", "contoh", AT_US)
    assert post.author == AccountSeen("instagram", "11", "dinas_contoh")


def test_a_post_from_the_phones_pages_has_tags_and_coauthors_inside(tmp_path: Path) -> None:
    tags, others = {"in": [{"user": {"pk": 33, "username": "warga"}}]}, [{"pk": 22, "username": "relawan_satu"}]
    inside = make_item(usertags=tags, coauthor_producers=others)
    node = {"shortcode": "Cabc_1", "id": 31, "date": AT_SECONDS, "caption": "contoh", "comments": 2}
    record = read_post(tmp_path, {**node, "iphone_struct": inside})
    ends = [(act.kind, act.actor.handle, act.target.handle if act.target else None) for act in record.acts]
    assert ends == [
        ("tag", "dinas_contoh", "warga"),
        ("coauthor", "dinas_contoh", "relawan_satu"),
        ("coauthor", "relawan_satu", "dinas_contoh"),
    ]
    assert (record.posts[0].text, record.posts[0].created_us) == ("contoh", AT_US)


@pytest.mark.parametrize("pk", ["3000000000000000000", 3_000_000_000_000_000_000])
def test_a_reel_that_remixes_another_quotes_it(tmp_path: Path, pk: object) -> None:
    original = {"pk": pk, "media_type": 2, "product_type": "clips", "user": {"pk": "22", "username": "relawan_satu"}}
    inside = make_item(clips_metadata={"mashup_info": {"mashups_allowed": True, "original_media": original}})
    record = read_post(tmp_path, {**make_graph_node(), "iphone_struct": inside})
    (quote,), (post,) = record.acts, record.posts
    assert (quote.kind, quote.native_id, quote.occurred_us) == ("quote", "Cabc_1", AT_US)
    assert quote.target == AccountSeen("instagram", "22", "relawan_satu")
    # a number that large may have been rounded in a browser
    assert quote.object_id == post.parent_id == ("CmiJBr2LAAA" if isinstance(pk, str) else None)
    assert post.kind == "quote" and quote.target in record.accounts


def test_a_reel_that_answers_a_comment_replies_and_is_a_post_of_its_own(tmp_path: Path) -> None:
    answered = {"comment_info": {"comment_id": "77", "commenter_username": "warga"}, "original_media": {"pk": "30"}}
    record = read_post(tmp_path, {**make_graph_node(), "iphone_struct": make_item(visual_replies_info=answered)})
    (reply,), (post,) = record.acts, record.posts
    assert (reply.kind, reply.object_id, reply.target) == ("reply", "77", AccountSeen("instagram", None, "warga"))
    assert (post.kind, post.parent_id) == ("post", None)  # it stands on its author's own page


@pytest.mark.parametrize(
    "further",
    [
        {"clips_metadata": {"mashup_info": {"original_media": None}}, "visual_replies_info": None},
        {"clips_metadata": {"mashup_info": None}, "visual_replies_info": {"comment_info": None}},
        {"clips_metadata": "?", "visual_replies_info": {"comment_info": []}},
        {"clips_metadata": {"mashup_info": {"original_media": {}}}, "visual_replies_info": {"comment_info": {}}},
    ],
)
def test_every_other_post_is_made_of_nothing(tmp_path: Path, further: dict[str, Any]) -> None:
    record = read_post(tmp_path, {**make_graph_node(), "iphone_struct": make_item(**further)})
    assert (record.reason, record.acts, record.posts[0].kind) == (None, (), "post")


def test_the_partners_of_a_paid_post_are_tagged_by_its_author(tmp_path: Path) -> None:
    partners = {"edges": [{"node": {"sponsor": {"id": "22", "username": "relawan_satu"}}}, {"node": {"text": "x"}}]}
    inside = make_item(sponsor_tags=[{"sponsor": {"pk": 33, "username": "warga"}}, {"username": "tanpa"}, "teks"])
    record = read_post(tmp_path, make_graph_node(edge_media_to_sponsor_user=partners, iphone_struct=inside))
    ends = [(act.kind, act.actor.handle, act.target.handle if act.target else None) for act in record.acts]
    assert ends == [("tag", "dinas_contoh", "relawan_satu"), ("tag", "dinas_contoh", "warga")]
    for none in (None, [], {}, 0):
        assert read_post(tmp_path, make_graph_node(iphone_struct=make_item(sponsor_tags=none))).acts == ()


def test_a_joint_post_read_from_its_other_authors_page_is_by_who_posted_it(tmp_path: Path) -> None:
    inside = make_item(coauthor_producers=[{"pk": 22, "username": "relawan_satu"}])
    node = make_graph_node(owner={"id": "22", "username": "relawan_satu"}, iphone_struct=inside)
    record = read_post(tmp_path, node)
    assert [(post.native_id, post.author and post.author.handle) for post in record.posts] == [
        ("Cabc_1", "dinas_contoh")
    ]
    ends = [(act.kind, act.actor.handle, act.target.handle if act.target else None) for act in record.acts]
    assert ends == [("coauthor", "dinas_contoh", "relawan_satu"), ("coauthor", "relawan_satu", "dinas_contoh")]
    stranger = make_graph_node(owner={"id": "33", "username": "warga"}, iphone_struct=inside)
    assert read_post(tmp_path, stranger).reason == "unexpected_shape"


def test_a_joint_post_of_which_the_file_has_other_authors_alone_is_by_nobody_known_yet(tmp_path: Path) -> None:
    owner, other = {"id": "22", "username": "relawan_satu"}, {"id": "44", "username": "relawan_dua"}
    tags = {"edges": [{"node": {"user": {"id": "33", "username": "warga"}}}]}
    node = make_graph_node(owner=owner, coauthor_producers=[owner, other], edge_media_to_tagged_user=tags)
    record = read_post(tmp_path, node)
    ends = [(act.kind, act.actor.handle, act.target.handle if act.target else None) for act in record.acts]
    assert ends == [
        ("coauthor", "relawan_satu", "relawan_dua"),
        ("coauthor", "relawan_dua", "relawan_satu"),
        ("coauthor", "relawan_satu", None),
        ("coauthor", "relawan_dua", None),
    ]
    assert {act.object_id for act in record.acts} == {"Cabc_1"} and record.posts[0].author is None
    assert [account.handle for account in record.accounts] == ["relawan_satu", "relawan_dua"]
    comments = write_json(tmp_path / "a_comments.json", [make_comment("1", WARGA)])
    assert find_post_beside(comments) == PostTarget("instagram", "Cabc_1")
    assert read_format(FORMAT, comments)[0].acts[0].target is None


def test_a_profile_is_an_account(tmp_path: Path) -> None:
    record = read_post(tmp_path, {"id": "11", "username": "dinas_contoh", "full_name": "Dinas"}, "Profile")
    assert record.accounts == (AccountSeen("instagram", "11", "dinas_contoh", "Dinas"),)
    assert read_post(tmp_path, {"id": None}, "Profile").reason == "account_unknown"


@pytest.mark.parametrize("node_type", ["StoryItem", "Hashtag"])
def test_what_is_neither_post_nor_profile_is_quarantined(tmp_path: Path, node_type: str) -> None:
    assert read_post(tmp_path, make_graph_node(), node_type).reason == "unsupported_type"


@pytest.mark.parametrize("compress", [lzma.compress, gzip.compress, zstandard.ZstdCompressor().compress])
def test_compressed_files_give_the_same_record(tmp_path: Path, compress: Any) -> None:
    plain = json.dumps(make_structure(make_graph_node())).encode()
    (tmp_path / "plain.json").write_bytes(b"\xef\xbb\xbf" + plain)
    (tmp_path / "packed.json.xz").write_bytes(compress(plain))
    assert read_format(FORMAT, tmp_path / "packed.json.xz") == read_format(FORMAT, tmp_path / "plain.json")


@pytest.mark.parametrize("compress", [lzma.compress, gzip.compress, lambda data: data])
def test_a_cut_file_is_one_half_record(tmp_path: Path, compress: Any) -> None:
    packed = compress(json.dumps(make_structure(make_graph_node())).encode())
    (tmp_path / "a.json").write_bytes(packed[:-40])
    lines = Lines(tmp_path / "a.json")
    (record,) = FORMAT.read(lines, ListTarget(), "UTC")
    assert record.reason == "cut"
    assert lines.is_cut == (compress in (lzma.compress, gzip.compress))


def test_a_document_past_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "MAX_DOCUMENT_BYTES", 1 << 20)
    (tmp_path / "a.json.xz").write_bytes(lzma.compress(b" " * (3 << 20)))
    with pytest.raises(BadCapture, match="more than 1 MiB"):
        read_format(FORMAT, tmp_path / "a.json.xz")


# -- comments ----------------------------------------------------------------------------------------------------------


def test_the_author_of_a_post_likes_a_comment_below_it_where_instagram_says_so(tmp_path: Path) -> None:
    comment = {"pk": "900", "text": "mantap", "user": {"pk": "22", "username": "relawan_satu"}}
    inside = make_item(preview_comments=[{**comment, "is_liked_by_media_owner": True}])
    acts = read_post(tmp_path, make_graph_node(iphone_struct=inside)).acts
    ends = [(act.kind, act.actor.handle, act.target and act.target.handle, act.object_id) for act in acts]
    assert ends == [
        ("comment", "relawan_satu", "dinas_contoh", "Cabc_1"),
        ("like", "dinas_contoh", "relawan_satu", "900"),
    ]


def test_comments_belong_to_the_post_beside_them(tmp_path: Path) -> None:
    (tmp_path / "2024_UTC.json.xz").write_bytes(lzma.compress(json.dumps(make_structure(make_graph_node())).encode()))
    items = [make_comment("5", RELAWAN), make_comment("6", WARGA)]
    records = read_format(FORMAT, write_json(tmp_path / "2024_UTC_comments.json", items))
    assert [record.locator for record in records] == ["/0", "/1"]
    assert [record.sha256 for record in records] == [hash_bytes(to_compact_json(item)) for item in items]
    (act,) = records[0].acts
    assert (act.kind, act.native_id, act.object_id) == ("comment", "5", "Cabc_1")
    assert (act.actor.handle, act.target) == ("relawan_satu", AccountSeen("instagram", "11", "dinas_contoh"))
    assert (act.occurred_us, act.act_url) == (AT_US + 60_000_000, "https://www.instagram.com/p/Cabc_1/c/5/")
    assert (records[0].op, records[0].target) == ("comments", "instagram:post:Cabc_1")


def test_an_answer_is_a_reply_to_the_comments_author(tmp_path: Path) -> None:
    item = make_comment("5", RELAWAN, answers=[make_comment("6", WARGA)])
    (record,) = read_format(FORMAT, write_json(tmp_path / "a.json", [item]), TARGET)
    comment, reply = record.acts
    assert (comment.kind, comment.target, comment.object_id) == ("comment", None, "Cabc_1")
    assert (reply.kind, reply.target, reply.object_id) == ("reply", AccountSeen("instagram", *RELAWAN), "5")
    assert [(post.native_id, post.parent_id, post.root_id) for post in record.posts] == [
        ("5", "Cabc_1", "Cabc_1"),
        ("6", "5", "Cabc_1"),
    ]


def test_a_comment_of_nobody_costs_neither_the_post_it_stands_in_nor_its_answers(tmp_path: Path) -> None:
    gone = make_comment("5", RELAWAN, owner=None, answers=[make_comment("6", WARGA)])
    node = make_graph_node(edge_media_to_parent_comment={"edges": [{"node": gone}, {"node": make_comment("7", WARGA)}]})
    record = read_post(tmp_path, node)
    ends = [(act.kind, act.native_id, act.object_id, act.target and act.target.handle) for act in record.acts]
    assert ends == [("reply", "6", "5", None), ("comment", "7", "Cabc_1", "dinas_contoh")]
    (record,) = read_format(FORMAT, write_json(tmp_path / "a.json", [make_comment("8", WARGA, answers=[gone])]), TARGET)
    assert [(act.kind, act.native_id, act.object_id) for act in record.acts] == [
        ("comment", "8", "Cabc_1"),
        ("reply", "6", "5"),
    ]


def test_a_comment_mentions_whom_it_names_but_not_whom_it_answers(tmp_path: Path) -> None:
    answer = make_comment("6", WARGA, text="@relawan_satu lihat @partai")
    further = make_comment("7", WARGA, text="@Dinas_Contoh hebat @partai", answers=[answer])
    post = PostTarget("instagram", "Cabc_1", AccountSeen("instagram", "11", "dinas_contoh"))
    (record,) = read_format(FORMAT, write_json(tmp_path / "a.json", [further]), ListTarget(Op.COMMENTS, None, post))
    assert [(act.kind, act.native_id, act.target and act.target.handle) for act in record.acts] == [
        ("comment", "7", "dinas_contoh"),
        ("mention", "7", "partai"),
        ("reply", "6", "warga"),
        ("mention", "6", "partai"),
    ]
    (record,) = read_format(FORMAT, write_json(tmp_path / "a.json", [{**answer, "parent_comment_id": "9"}]), TARGET)
    assert [(act.kind, act.target and act.target.handle) for act in record.acts] == [
        ("reply", None),
        ("mention", "partai"),
    ]


def test_comments_without_their_post_are_refused(tmp_path: Path) -> None:
    path = write_json(tmp_path / "2024_UTC_comments.json", [make_comment("5", RELAWAN)])
    for target in (None, ListTarget(Op.COMMENTS, None, PostTarget("x", "1"))):
        with pytest.raises(BadCapture, match="--op comments --target instagram:post:"):
            read_format(FORMAT, path, target)
    write_json(tmp_path / "2024_UTC.json", {"lain": 1})
    assert find_post_beside(path) is None
    assert find_post_beside(tmp_path / "2024_UTC.json") is None


def test_one_bad_comment_does_not_cost_the_others(tmp_path: Path) -> None:
    items = [
        make_comment("5", RELAWAN, owner=None),
        make_comment("6", WARGA, created_at="x"),
        7,
        make_comment("8", WARGA),
    ]
    records = read_format(FORMAT, write_json(tmp_path / "a.json", items), TARGET)
    assert [record.reason for record in records] == ["author_unknown", "bad_time", "unexpected_shape", None]


# -- bad input ---------------------------------------------------------------------------------------------------------


def test_an_id_mangled_to_a_float_refuses_the_file(tmp_path: Path) -> None:
    with pytest.raises(BadCapture, match=r"a\.json, /node, key id: 1\.8e\+16"):
        read_post(tmp_path, make_graph_node(owner={"id": 1.8e16, "username": "a"}))
    with pytest.raises(BadCapture, match=r"c\.json, /1, key id"):
        items = [make_comment("5", RELAWAN), make_comment("5", RELAWAN, id=1.8e16)]
        read_format(FORMAT, write_json(tmp_path / "c.json", items), TARGET)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[" * 5000 + "]" * 5000, "unexpected_shape"),
        ('{"a": }', "not_json"),
        ("{}", "unexpected_shape"),
        ("5", "unexpected_shape"),
        ('{"a": [1, ', "cut"),
        ('{"a": {"b": 1}', "cut"),
    ],
)
def test_a_file_that_is_none_of_instaloaders_is_quarantined(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "a.json").write_text(text)
    (record,) = read_format(FORMAT, tmp_path / "a.json")
    assert (record.locator, record.reason) == ("line:1", reason)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_no_file_crashes_the_reader(tmp_path: Path, data: st.DataObject) -> None:
    bases = [make_graph_node(iphone_struct={}), make_comment("5", RELAWAN)]
    base = data.draw(st.sampled_from(bases))
    changed = {key: data.draw(JSON) for key in data.draw(st.sets(st.sampled_from(sorted(base)), max_size=2))}
    item = {**base, **changed}
    value = data.draw(st.just(make_structure(item)) | st.just([item]) | JSON)
    content = data.draw(st.just(json.dumps(value).encode()) | st.binary(max_size=30))
    (tmp_path / "a.json").write_bytes(content)
    try:
        records = read_format(FORMAT, tmp_path / "a.json", TARGET)
    except BadCapture:
        return
    assert all(record.locator for record in records)


def test_only_its_own_shape_is_recognised() -> None:
    for name, text in (OWN_SAMPLES | OTHER_SAMPLES).items():
        assert FORMAT.recognise(make_sample(text)) == name.startswith("instaloader"), name
