from __future__ import annotations

import json
import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netral.model import AccountSeen, Investigation
from netral.pipeline import ingest_captures, load_tables, read_registry, reparse_captures
from netral.registry import index_registry
from netral.store.masking import mask_handles
from netral.store.names import Names, make_post_url
from tests.sources.invented import make_envelope, make_graph_tweet, make_graph_user, make_page, make_tweet, make_user
from tests.sources.invented_formats import make_collected, make_comment, make_export, make_item, make_message
from tests.store.captured import (
    DINAS,
    RELAWAN,
    ingest_items,
    ingest_rows,
    invent_region,
    list_rows,
    make_list_line,
    make_post_line,
)

# Invented on purpose so that no word of the project's own is like them.
OUTSIDE = ("jerapah_ungu", "zebra_hijau", "kuda.nil.biru", "trenggiling9")
OUTSIDE_IDS = ("777000111", "777000222", "777000333")
NAME = "Jerapah Ungu Sekali"
SECRET = "rahasia-kebun-binatang"
OUTSIDE_POST = "1840938777000111999"
OUTSIDE_CODE = "Czebra_7"
AT = "2024-10-01T02:00:00Z"
PIECES = (
    "@Warga", "warga.kota", "warga_kota", "＠", ".id", ".Kota", "x.com/", "t.me/", ".t.me", "%2F", "%40", "\u2060",
    "tg://resolve?domain=", "?via=", "/", " ", "é",
)  # fmt: skip


@pytest.fixture
def investigation(tmp_path: Path) -> Investigation:
    return invent_region(tmp_path / "wilayah").write()


@pytest.fixture
def names(investigation: Investigation) -> Names:
    return Names(index_registry(read_registry(investigation)), b"k" * 32)


def list_texts(store_folder: Path) -> str:
    """Every text cell of every Parquet file of a store, the parts' own ones too, and every other file as it lies."""
    found = []
    for path in sorted(store_folder.rglob("*")):
        if path.suffix == ".parquet":
            for column in pq.read_table(path).columns:
                found += [str(cell) for cell in column.to_pylist() if isinstance(cell, (str, bytes))]
        if path.is_file():
            found.append(path.read_bytes().decode("utf-8", "replace"))
    return "\n".join(found).lower()


def capture_everything(investigation: Investigation) -> None:
    first, second = (777000111, OUTSIDE[0]), (777000222, OUTSIDE[1])
    user = make_user(*first, displayname=NAME)
    post = make_tweet(int(OUTSIDE_POST), first, rawContent=f"{SECRET} kata @{OUTSIDE[1]}", user=user)
    text = (
        f"Terima kasih @{OUTSIDE[0]}, https://x.com/{OUTSIDE[1]}/status/{OUTSIDE_POST} dan instagram.com/{OUTSIDE[2]}"
    )
    lines = [
        make_post_line(500, rawContent=text, mentionedUsers=[user, make_user(*second)], quotedTweet=post),
        make_post_line(501, retweetedTweet=post),
        make_post_line(
            502, RELAWAN, inReplyToTweetId=int(OUTSIDE_POST), inReplyToUser=user, rawContent=f"@{OUTSIDE[0]} ya"
        ),
        make_envelope(post, "posts", "777000111", target_handle=OUTSIDE[0]),
        make_envelope(user, "followers", "22"),
        make_list_line("followers", "777000111", second, target_handle=OUTSIDE[0]),
        make_list_line("likers", OUTSIDE_POST, DINAS, target_handle=OUTSIDE[0]),
    ]
    ingest_items(investigation, "a.jsonl", lines)
    ingest_items(investigation, "b.jsonl", [make_user(*second)], op="following", target="x:@relawan_satu")
    row = {"actor": "dinas_contoh", "kind": "comment", "target": OUTSIDE[3], "text": f"halo @{OUTSIDE[3]}!"}
    url = f"https://x.com/{OUTSIDE[3]}/status/{OUTSIDE_POST}"
    ingest_rows(
        investigation,
        "c.csv",
        row | {"object_url": url, "observed_at": "2024-10-05T00:00:00Z"},
        row | {"actor": OUTSIDE[0], "target": "dinas_contoh", "text": SECRET, "act_url": url},
        row | {"platform": f"@{OUTSIDE[0]}"},
        row | {"kind": OUTSIDE[1]},
        row | {"occurred_at": OUTSIDE[2]},
        row | {"weight": OUTSIDE[0]},
    )
    page = make_page(make_graph_tweet(OUTSIDE_POST, ("777000333", OUTSIDE[2]), full_text=SECRET))
    ingest_items(investigation, "d.jsonl", [page])


def test_of_outsiders_no_handle_name_id_text_or_address_is_anywhere_in_the_store(investigation: Investigation) -> None:
    capture_everything(investigation)
    load_tables(investigation)
    texts = list_texts(investigation.store_folder)
    assert "dinas_contoh" in texts
    assert texts.count("~") > 20
    for word in (*OUTSIDE, *OUTSIDE_IDS, NAME.lower(), SECRET, OUTSIDE_POST):
        assert word not in texts, word


def test_why_a_record_was_quarantined_is_said_without_what_it_holds(investigation: Investigation) -> None:
    nobody = {"pk": None, "id": None, "username": None}
    graph = make_graph_tweet(OUTSIDE_POST, (OUTSIDE_IDS[0], OUTSIDE[0]))
    del graph["core"]
    browsed = [
        make_collected(make_item(OUTSIDE_CODE, user=nobody), "instagram.com"),
        make_collected(make_item(OUTSIDE_CODE, product_type="story"), "instagram.com"),
        make_collected(make_item(OUTSIDE_CODE, owner={"pk": "12", "username": OUTSIDE[0]}), "instagram.com"),
        make_collected(make_item(OUTSIDE_CODE, taken_at=None, caption=None, _zs_partial=True), "instagram.com"),
        make_collected(graph, "twitter.com"),
        make_collected({}, OUTSIDE[0]),
    ]
    tweet = make_tweet(int(OUTSIDE_POST), user=None)
    ingest_items(investigation, "a.ndjson", browsed)
    ingest_items(investigation, "b.jsonl", [tweet, make_tweet(int(OUTSIDE_POST), date=SECRET)])
    ingest_items(investigation, "c.jsonl", [{"data": [{"id": OUTSIDE_POST, "text": SECRET, "created_at": AT}]}])
    message = make_message(int(OUTSIDE_IDS[0]), None, **{"from": OUTSIDE[0], "forwarded_from": NAME})
    path = investigation.folder.parent / "result.json"
    path.write_text(json.dumps(make_export(message, {"id": 2, "type": OUTSIDE[0]})), encoding="utf-8")
    ingest_captures(investigation, [path], "telegram-export")
    head = "conversation_id_str,created_at,full_text,id_str,user_id_str,username,lang,in_reply_to_screen_name"
    path = investigation.folder.parent / "d.csv"
    path.write_text(f"{head}\n1,{AT},{SECRET},{OUTSIDE_POST},,,in,\n1,{SECRET},ya,{OUTSIDE_POST},5,{OUTSIDE[0]},in,\n")
    ingest_captures(investigation, [path], "tweet-harvest")
    reasons = list_rows(investigation, "quarantine", "reason")
    assert {"author_unknown", "bad_time", "partial_item", "unexpected_shape", "unsupported_type"} <= set(reasons)
    assert len(reasons) == 13
    texts = list_texts(investigation.store_folder)
    for word in (*OUTSIDE, *OUTSIDE_IDS, NAME.lower(), SECRET, OUTSIDE_POST, OUTSIDE_CODE.lower()):
        assert word not in texts, word


def test_what_was_asked_for_is_hashed_in_the_tables_when_it_is_an_outsider(investigation: Investigation) -> None:
    ingest_items(investigation, "a.jsonl", [make_user(*DINAS)], op="followers", target=f"x:@{OUTSIDE[0].title()}")
    options = {"op": "likers", "target": f"x:post:{OUTSIDE_POST}", "target_author": f"x:@{OUTSIDE[0]}"}
    ingest_items(investigation, "b.jsonl", [make_user(*DINAS)], **options)
    load_tables(investigation)
    columns = ("target", "target_handle", "target_author")
    for target, handle, _ in list_rows(investigation, "captures", *columns):
        assert re.match(r"x:(post:)?~[0-9a-f]{20}$", target)
        assert handle is None
    assert all(target.startswith(("x:~", "x:post:~")) for target in list_rows(investigation, "records", "target"))


@pytest.mark.parametrize("op", ["followers", "likers"])
def test_whose_list_an_envelope_is_of_is_kept_of_an_outsider_as_a_hash_only(
    investigation: Investigation, op: str
) -> None:
    asked = OUTSIDE_IDS[0] if op == "followers" else OUTSIDE_POST
    lines = [make_list_line(op, asked, user, target_handle=OUTSIDE[0]) for user in (DINAS, RELAWAN)]
    ingest_items(investigation, "a.jsonl", lines)
    before = list_rows(investigation, "captures", "target")
    reparse_captures(investigation)
    assert list_rows(investigation, "captures", "target") == before == list_rows(investigation, "records", "target")[:1]
    assert re.fullmatch(r"x:(post:)?~[0-9a-f]{20}", before[0])
    texts = list_texts(investigation.store_folder)
    assert not [word for word in (OUTSIDE[0], asked) if word in texts]


def test_a_post_is_hashed_in_its_list_s_capture_once_its_author_leaves_the_registry(tmp_path: Path) -> None:
    invention = invent_region(tmp_path / "wilayah")
    line = make_list_line("likers", OUTSIDE_POST, DINAS, target_handle="relawan_satu")
    ingest_items(invention.write(), "a.jsonl", [line])
    assert list_rows(invention.write(), "captures", "target") == [f"x:post:{OUTSIDE_POST}"]
    invention.accounts = [row for row in invention.accounts if row["handle"] != "relawan_satu"]
    (target,) = list_rows(invention.write(), "captures", "target")
    assert re.fullmatch(r"x:post:~[0-9a-f]{20}", target)


@pytest.mark.parametrize("is_one_file", [True, False])
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_whether_a_target_is_hidden_hangs_on_its_own_line_alone(
    investigation: Investigation, is_one_file: bool, order: tuple[int, int]
) -> None:
    lines = [
        make_list_line("likers", OUTSIDE_POST, DINAS),
        make_list_line("likers", OUTSIDE_POST, DINAS, target_handle=OUTSIDE[0]),
    ]
    files = [[lines[at] for at in order]] if is_one_file else [[lines[at]] for at in order]
    for number, each in enumerate(files):
        ingest_items(investigation, f"{number}.jsonl", each)
    targets = list_rows(investigation, "records", "target")
    assert [target.startswith("x:post:~") for target in targets] == [False, True]


def test_a_target_in_the_registry_is_shown_by_its_id_where_that_is_known(investigation: Investigation) -> None:
    ingest_items(investigation, "a.jsonl", [make_user(*DINAS)], op="followers", target="x:@relawan_satu")
    ingest_items(investigation, "b.jsonl", [make_list_line("followers", "44", DINAS, target_handle="Pegawai_Contoh")])
    ingest_items(investigation, "c.jsonl", [make_user(*DINAS)], op="likers", target="x:post:400")
    assert list_rows(investigation, "records", "target") == ["x:22", "x:44", "x:post:400"]


def test_an_outsider_has_one_pseudonym_in_every_capture_and_another_in_every_investigation(tmp_path: Path) -> None:
    found = []
    for name in ("a", "b"):
        investigation = invent_region(tmp_path / name / "wilayah").write()
        ingest_items(investigation, "a.jsonl", [make_list_line("followers", "22", (5, "warga"))])
        ingest_items(investigation, "b.jsonl", [make_post_line(500, (5, "warga"))])
        ingest_rows(investigation, "c.csv", {"actor": "warga", "kind": "follow", "target": "dinas_contoh"})
        outside = [each for each in list_rows(investigation, "accounts", "account_id") if "~" in each]
        assert len(outside) == 1
        found += outside
    assert found[0] != found[1]


def test_a_post_of_an_outsider_is_one_post_wherever_it_appears(investigation: Investigation) -> None:
    post = make_tweet(900, (5, "warga"))
    ingest_items(
        investigation,
        "a.jsonl",
        [make_post_line(500, quotedTweet=post), make_post_line(501, RELAWAN, quotedTweet=post)],
    )
    assert len(set(list_rows(investigation, "interactions", "object_post"))) == 1
    ((text, url),) = {row[1:] for row in list_rows(investigation, "posts", "post_id", "text", "url") if "~" in row[0]}
    assert (text, url) == (None, None)


@pytest.mark.parametrize("author", ["relawan.satu", OUTSIDE[2], None])
def test_the_address_of_a_comment_is_shown_unless_it_is_below_a_post_that_is_an_outsider_s(
    tmp_path: Path, author: str | None
) -> None:
    invention = invent_region(tmp_path / "wilayah")
    invention.opd("dinas.contoh", platform="instagram", platform_id="11")
    invention.volunteer("relawan.satu", platform="instagram", platform_id="22")
    investigation = invention.write()
    liked = {"edge_liked_by": {"count": 1}, "is_liked_by_media_owner": True}
    (tmp_path / "a_comments.json").write_text(json.dumps([make_comment("801", ("11", "dinas.contoh"), **liked)]))
    target, by = f"instagram:post:{OUTSIDE_CODE}", author and f"instagram:@{author}"
    ingest_captures(investigation, [tmp_path / "a_comments.json"], op="comments", target=target, target_author=by)
    is_shown = author != OUTSIDE[2]
    url = f"https://www.instagram.com/p/{OUTSIDE_CODE}/c/801/" if is_shown else None
    assert ("instagram:post:801", url) in list_rows(investigation, "posts", "post_id", "url")
    acts = list_rows(investigation, "interactions", "kind", "act_url", "object_url")
    assert [act[1] for act in acts if act[0] == "comment"] == [url]
    assert [act[2] for act in acts if act[0] == "like"] == ([url] if author else [])
    tables = list_texts(investigation.store_folder / "tables")
    assert (OUTSIDE_CODE.lower() in tables) is is_shown


# -- handles inside texts ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("platform", "text", "masked"),
    [
        ("x", "@Relawan_Satu dan @warga", "@Relawan_Satu dan @~"),
        ("x", "(@warga), @warga. @warga! @warga:", "(@~), @~. @~! @~:"),
        ("x", ".@warga @@warga _@warga_ ＠warga", ".@~ @@~ _@~ ＠~"),
        ("x", "halo@warga", "halo@~"),
        ("x", "@relawan_satu.Terima kasih", "@relawan_satu.Terima kasih"),
        ("x", "@warga.Terima kasih", "@~.Terima kasih"),
        ("x", "@warga.kota", "@~"),
        ("x", "@relawan_satu's dan @warga's", "@relawan_satu's dan @~'s"),
        (
            "x",
            "surat ke info@kota-contoh.go.id atau a.b@contoh.id",
            "surat ke info@kota-contoh.go.id atau a.b@contoh.id",
        ),
        ("x", "#Siap@warga #warga", "#Siap@~ #warga"),
        ("x", "@ sendiri @-x", "@ sendiri @-x"),
        ("x", "@warga\u2028@warga\n@warga", "@~\u2028@~\n@~"),
        ("x", "@warga😀 😀@warga", "@~😀 😀@~"),
        ("instagram", "@relawan.satu. dan @warga.kota.", "@relawan.satu. dan @~."),
        ("instagram", "@relawan_satu", "@~"),
        ("instagram", "カフェ@warga.kota info@contoh.id", "カフェ@~ info@contoh.id"),
        ("x", "lihat https://x.com/warga/status/1840938000000000000?s=20 ya", "lihat https://x.com/~ ya"),
        ("x", "https://X.com/Warga, HTTPS://Twitter.com/@warga", "https://X.com/~ HTTPS://Twitter.com/@~"),
        (
            "x",
            "x.com/relawan_satu/status/1 https://x.com/relawan_satu.",
            "x.com/relawan_satu/status/1 https://x.com/relawan_satu.",
        ),
        ("x", "x.com/relawan_satu/status/1?via=@warga", "x.com/relawan_satu/status/1?via=@~"),
        (
            "x",
            "www.instagram.com/relawan.satu/ instagram.com/warga.kota/",
            "www.instagram.com/relawan.satu/ instagram.com/~",
        ),
        ("x", "instagram.com/p/Cab12/ instagram.com/reel/Cab12", "instagram.com/p/Cab12/ instagram.com/reel/Cab12"),
        ("x", "instagram.com/popular_warga instagram.com/reelku", "instagram.com/~ instagram.com/~"),
        ("x", "instagram.com/stories/warga/12", "instagram.com/~"),
        ("x", "tiktok.com/@warga/video/71 t.me/warga youtube.com/@warga", "tiktok.com/@~ t.me/~ youtube.com/@~"),
        ("x", "facebook.com/profile.php?id=100", "facebook.com/~"),
        (
            "x",
            "fb.com/warga fb.me/warga instagr.am/warga instagr.am/p/Cab1",
            "fb.com/~ fb.me/~ instagr.am/~ instagr.am/p/Cab1",
        ),
        (
            "x",
            "https://telegram.me/warga/12 telegram.dog/warga www.t.me/warga",
            "https://telegram.me/~ telegram.dog/~ www.t.me/~",
        ),
        ("x", "https://warga_kota.t.me/12 ya, Warga_Kota.T.me. ya", "https://~ ya, ~ ya"),
        ("x", "Warga_Kota.T.me", "~"),
        ("x", "https://relawan_dua.t.me/12 relawan_dua.t.me", "https://relawan_dua.t.me/12 relawan_dua.t.me"),
        (
            "x",
            "tg://resolve?domain=warga&post=1 tg://resolve?post=1&domain=Warga",
            "tg://resolve?domain=~ tg://resolve?post=1&domain=~",
        ),
        ("x", "tg://resolve?domain=relawan_dua&post=1", "tg://resolve?domain=relawan_dua&post=1"),
        ("x", "tg://join?invite=AbC t.me/+AbC warga.t.media/a", "tg://join?invite=AbC t.me/+AbC warga.t.media/a"),
        ("x", "x.com/i/web/status/1 x.com/hashtag/SiapSatu", "x.com/i/web/status/1 x.com/hashtag/SiapSatu"),
        ("x", "max.com/film linux.com/a contoh.com/warga", "max.com/film linux.com/a contoh.com/warga"),
        ("x", "t.co/AbC", "t.co/AbC"),
        ("x", "pukul 09.00/10.00 a/b @/ //@", "pukul 09.00/10.00 a/b @/ //@"),
        # -- names that only people read as handles
        ("x", "@\u200bwarga @\u2060\u200ewarga_1 ﹫warga %40warga", "@~ @~ ﹫~ %40~"),
        ("x", "＠ｗａｒｇａ @ｒｅｌａｗａｎ＿ｓａｔｕ", "＠~ @ｒｅｌａｗａｎ＿ｓａｔｕ"),
        ("telegram", "kepada @\u2068Warga Biasa\u2069, @\u2068+62 812\u2069.", "kepada @~, @~."),
        ("x", "halo@warga.Terima kasih, INFO@CONTOH.GO.ID", "halo@~.Terima kasih, INFO@CONTOH.GO.ID"),
        ("youtube", "@warga-kota. @カフェ·warga, @ya", "@~. @~, @~"),
        # -- addresses of accounts, however they are written
        ("x", "twitter.com/#!/warga x.com//warga x.com:443/warga", "twitter.com/#!/~ x.com//~ x.com:443/~"),
        ("x", "https:\\/\\/x.com\\/warga instagram.com/%77arga", "https:\\/\\/x.com\\/~ instagram.com/~"),
        ("x", "contoh.id/?u=https%3A%2F%2Fx.com%2Fwarga%3Fs%3D20", "contoh.id/?u=https%3A%2F%2Fx.com%2F~"),
        ("x", "x.com/i/user/777000111 twitter.com/intent/user?screen_name=warga", "x.com/~ twitter.com/~"),
        ("x", "fxtwitter.com/warga/status/1 instagr.am/warga fb.com/warga", "fxtwitter.com/~ instagr.am/~ fb.com/~"),
        ("x", "facebook.com/p/Warga-100777 facebook.com/watch/warga/12", "facebook.com/~ facebook.com/~"),
        ("x", "facebook.com/watch/?v=12 youtube.com/watch?v=ab", "facebook.com/watch/?v=12 youtube.com/watch?v=ab"),
        ("x", "instagram.com/live.warga/ instagram.com/p.warga", "instagram.com/~ instagram.com/~"),
        ("x", "instagram.com/p/Cab1/?taken-by=warga&hl=id", "instagram.com/p/Cab1/?taken-by=~&hl=id"),
        ("x", "instagram.com/p/Cab1/?taken-by=relawan.satu", "instagram.com/p/Cab1/?taken-by=relawan.satu"),
        ("x", "youtube.com/watch?v=ab&ab_channel=Warga", "youtube.com/watch?v=ab&ab_channel=~"),
        ("x", "youtube.com/@カフェ tiktok.com/%40warga/video/7", "youtube.com/@~ tiktok.com/%40~"),
        ("x", "warga.t.me telegram.me/warga/5 t.me/i/userpic/320/warga.jpg", "~ telegram.me/~ t.me/~"),
        ("x", "tg://resolve?domain=warga&post=1 tg://user?id=777", "tg://resolve?domain=~ tg://user?id=~"),
        ("x", "t.me/+6281200000000 t.me/+AbCd12 wa.me/6281200000000?text=ya", "t.me/~ t.me/+AbCd12 wa.me/~"),
        ("x", "api.whatsapp.com/send?phone=628120 chat.whatsapp.com/Ab1", "api.whatsapp.com/~ chat.whatsapp.com/Ab1"),
        ("x", "", ""),
    ],
)
def test_handles_of_outsiders_are_masked_and_nothing_else(platform: str, text: str, masked: str) -> None:
    known = {("x", "relawan_satu"), ("instagram", "relawan.satu"), ("telegram", "relawan_dua")}

    def mask(where: str, handle: str) -> str:
        return handle if (where, handle.lower()) in known else "~"

    assert mask_handles(text, platform, mask) == masked


@settings(max_examples=1000)
@given(st.sampled_from(["x", "instagram", "telegram"]), st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_a_text_that_shows_more_once_a_handle_is_known_has_its_pseudonym_until_then(platform: str, text: str) -> None:
    def mask_all_but(known: str) -> str:
        return mask_handles(
            text, platform, lambda *name: name[1] if ":".join(name).lower() == known else f"<{':'.join(name).lower()}>"
        )

    for known in ("x:warga", "instagram:warga.kota", "telegram:warga_kota"):
        assert f"<{known}>" in mask_all_but("") or mask_all_but(known) == mask_all_but("")


def test_a_masked_handle_is_the_pseudonym_the_account_has_everywhere(investigation: Investigation) -> None:
    line = make_post_line(500, rawContent="halo @warga", mentionedUsers=[{"username": "warga"}])
    ingest_items(investigation, "a.jsonl", [line])
    (target,) = list_rows(investigation, "interactions", "target")
    assert list_rows(investigation, "posts", "text") == [f"halo @{target.removeprefix('x:')}"]


def test_a_garbled_text_as_it_was_captured_is_masked_as_the_repaired_one(investigation: Investigation) -> None:
    said = "“@warga.kota dan ＠warga, info@contoh.id"
    ingest_items(investigation, "a.jsonl", [make_post_line(500, rawContent=said.encode().decode("cp1252"))])
    ((text, captured),) = list_rows(investigation, "posts", "text", "text_captured")
    assert re.sub("~[0-9a-f]{20}", "~", text) == "“@~ dan ＠~, info@contoh.id"
    assert captured == text.encode().decode("cp1252")


def test_the_raw_line_keeps_the_handle(investigation: Investigation) -> None:
    capture = ingest_items(investigation, "a.jsonl", [make_post_line(500, rawContent="halo @warga")]).capture
    assert b"halo @warga" in (investigation.folder / capture.path).read_bytes()


def test_mentions_in_texts_of_other_platforms_are_looked_up_there(tmp_path: Path) -> None:
    invention = invent_region(tmp_path / "wilayah")
    invention.opd("dinas.contoh", platform="instagram")
    investigation = invention.write()
    item = {"_type": "snscrape.modules.instagram.InstagramPost", "url": "https://www.instagram.com/p/Cab1/",
            "content": "dari @dinas.contoh untuk @warga.kota.", "username": "dinas.contoh"}  # fmt: skip
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(item) + "\n")
    ingest_captures(investigation, [path])
    (text,) = list_rows(investigation, "posts", "text")
    assert re.fullmatch(r"dari @dinas\.contoh untuk @~[0-9a-f]{20}\.", text)


def test_whom_a_tiktok_comment_names_by_number_is_masked_or_has_the_handle_of_the_registry(tmp_path: Path) -> None:
    invention = invent_region(tmp_path / "wilayah")
    invention.opd("dinas.contoh", platform="tiktok", platform_id="7000000000000000011")
    invention.volunteer("relawan.satu", platform="tiktok", platform_id="7000000000000000022")
    investigation = invention.write()
    text, outsider = "halo @Relawan Satu dan @Warga Biasa", "7000000000000000033"
    places = [(5, 18, "7000000000000000022"), (23, 35, outsider)]
    comment = {"cid": "801", "aweme_id": "700", "create_time": 1_727_748_000, "text": text,
               "user": {"uid": "7000000000000000011", "unique_id": "dinas.contoh"},
               "text_extra": [{"start": start, "end": end, "user_id": one} for start, end, one in places]}  # fmt: skip
    line = {"nav_index": "1", "item_id": "801", "timestamp_collected": 1_727_748_060_000,
            "source_platform": "tiktok-comments", "data": comment}  # fmt: skip
    path = tmp_path / "a.ndjson"
    path.write_text(json.dumps(line) + "\n")
    ingest_captures(investigation, [path])
    shown = [target for target in list_rows(investigation, "interactions", "target") if target and "~" in target]
    (masked,) = (target.removeprefix("tiktok:") for target in shown)
    assert f"halo @relawan.satu dan @{masked}" in list_rows(investigation, "posts", "text")
    assert "warga biasa" not in list_texts(investigation.folder / "store")


def test_whom_a_telegram_message_names_by_number_is_masked_or_has_the_handle_of_the_registry(tmp_path: Path) -> None:
    invention = invent_region(tmp_path / "wilayah")
    invention.opd("dinas_contoh", platform="telegram", platform_id="11")
    invention.volunteer("relawan_satu", platform="telegram", platform_id="22")
    investigation = invention.write()
    names = [{"type": "mention_name", "text": name, "user_id": one} for name, one in (("Tim", 22), ("Warga Biasa", 33))]
    export = make_export(make_message(1, text=["halo ", names[0], " dan ", names[1], "!"]))
    path = tmp_path / "result.json"
    path.write_text(json.dumps(export))
    ingest_captures(investigation, [path], "telegram-export")
    shown = [target for target in list_rows(investigation, "interactions", "target") if target and "~" in target]
    (masked,) = (target.removeprefix("telegram:") for target in shown)
    assert list_rows(investigation, "posts", "text") == [f"halo @relawan_satu dan @{masked}!"]
    assert "warga biasa" not in list_texts(investigation.folder / "store")


# -- names -------------------------------------------------------------------------------------------------------------


def test_an_account_is_matched_by_id_where_both_have_one_else_by_handle(names: Names) -> None:
    def name(native_id: str | None, handle: str | None) -> tuple[str, bool]:
        named = names.name_account(AccountSeen("x", native_id, handle), 1)
        return (named.account_id or "" if named.is_inside else "~", named.is_inside)

    assert name("11", "nama_baru") == ("x:11", True)
    assert name(None, "DINAS_contoh") == ("x:11", True)
    assert name("11", None) == ("x:11", True)
    assert name("44", "Pegawai_Contoh") == ("x:44", True)
    assert name(None, "pegawai_contoh") == ("x:@pegawai_contoh", True)
    assert name("99", "dinas_contoh") == ("~", False)
    assert name("44", None) == ("~", False)


def test_an_account_on_another_platform_is_another_account(names: Names) -> None:
    assert not names.name_account(AccountSeen("instagram", None, "dinas_contoh"), 1).is_inside


def test_addresses_are_written_where_the_platform_allows_it() -> None:
    assert make_post_url("x", "5", "a") == "https://x.com/a/status/5"
    assert make_post_url("x", "5", None) is None
    assert make_post_url("instagram", "Cab", None) == "https://www.instagram.com/p/Cab/"
    assert make_post_url("tiktok", "5", "a") == "https://www.tiktok.com/@a/video/5"
    assert make_post_url("facebook", "5", "a") is None


def test_users_of_pages_are_hashed_like_all_others(investigation: Investigation) -> None:
    page = make_page(make_graph_user("777000111", OUTSIDE[0]))
    ingest_items(investigation, "a.jsonl", [page], op="followers", target="x:@relawan_satu")
    load_tables(investigation)
    assert OUTSIDE[0] not in list_texts(investigation.store_folder)
