from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import astuple

from netral.errors import BadCapture
from netral.identity import hash_bytes, to_compact_json
from netral.model import AccountSeen, ActSeen, Record
from netral.sources.bare import ListTarget
from netral.sources.telegram_export import FORMAT
from tests.sources.invented import AT_US
from tests.sources.invented_formats import (
    AT_SECONDS,
    OTHER_SAMPLES,
    OWN_SAMPLES,
    make_export,
    make_message,
    make_sample,
    read_format,
)

DINAS = AccountSeen("telegram", "11", None, "Dinas Contoh")
CHANNEL = AccountSeen("telegram", "900", None, "Relawan Satu")
LATER = "2024-10-01T12:30:00"


def read_messages(tmp_path: Path, *messages: object, kind: str = "public_supergroup", **further: Any) -> list[Record]:
    path = tmp_path / "result.json"
    path.write_text(json.dumps(make_export(*messages, kind=kind), indent=1), encoding="utf-8")
    return read_format(FORMAT, path, **further)


def read_acts(tmp_path: Path, *messages: object, **further: Any) -> list[ActSeen]:
    return [act for record in read_messages(tmp_path, *messages, **further) for act in record.acts]


def make_service(native_id: int, action: str, **further: Any) -> dict[str, Any]:
    return make_message(native_id, None, type="service", action=action, actor="A", actor_id="user22", **further)


def make_reaction(emoji: str, actor: str = "user22", **further: Any) -> dict[str, Any]:
    recent = [{"from": "Relawan", "from_id": actor, "date": LATER}]
    return {"type": "emoji", "count": 9, "emoji": emoji, "recent": recent, **further}


def test_a_message_is_a_record_found_by_its_pointer(tmp_path: Path) -> None:
    messages = [make_message(1), make_message(2, text=["halo ", {"type": "bold", "text": "semua"}, "!"])]
    records = read_messages(tmp_path, *messages)
    assert [record.locator for record in records] == ["/messages/0", "/messages/1"]
    assert [record.sha256 for record in records] == [hash_bytes(to_compact_json(item)) for item in messages]
    posts = [post for record in records for post in record.posts]
    assert [(post.native_id, post.author, post.text) for post in posts] == [
        ("900/1", DINAS, "contoh"),
        ("900/2", DINAS, "halo semua!"),
    ]


def test_control_characters_are_read_as_telegram_desktop_writes_them(tmp_path: Path) -> None:
    (plain,) = read_messages(tmp_path, make_message(1, text="a\x0bb\\x0B"))
    path = tmp_path / "result.json"
    path.write_bytes(path.read_bytes().replace(rb"\u000b", rb"\x0B"))
    assert read_format(FORMAT, path) == [plain]
    assert plain.posts[0].text == "a\x0bb\\x0B"


@pytest.mark.parametrize(
    ("author", "expected"), [("user123", "123"), ("channel123", "123"), (123, "123"), (8589934592 + 123, "123")]
)
def test_a_sender_is_known_by_the_number_in_its_id(tmp_path: Path, author: Any, expected: str) -> None:
    (record,) = read_messages(tmp_path, make_message(1, author))
    assert record.posts[0].author == AccountSeen("telegram", expected, None, "Dinas Contoh")


def test_a_channels_own_posts_are_the_channels(tmp_path: Path) -> None:
    records = read_messages(tmp_path, make_message(1, "channel900"), make_message(2, None), kind="public_channel")
    assert [record.posts[0].author for record in records] == [CHANNEL, CHANNEL]
    (nobody,) = read_messages(tmp_path, make_message(2, None))
    assert nobody.reason == "author_unknown"


def test_a_channels_post_that_shows_who_wrote_it_is_the_channels_and_its_writers(tmp_path: Path) -> None:
    shared = make_message(2, forwarded_from="Relawan Dua", forwarded_from_id="channel901")
    signed, forwarded = read_messages(tmp_path, make_message(1), shared, kind="public_channel")
    assert [(record.posts[0].author, record.posts[0].kind) for record in (signed, forwarded)] == [
        (CHANNEL, "post"),
        (CHANNEL, "repost"),
    ]
    assert [(act.kind, act.actor, act.target, act.object_id) for act in signed.acts] == [
        ("coauthor", DINAS, CHANNEL, "900/1"),
        ("coauthor", CHANNEL, DINAS, "900/1"),
    ]
    ends = [(act.kind, act.actor, act.target and act.target.platform_id) for act in forwarded.acts]
    assert ends == [("coauthor", DINAS, "900"), ("coauthor", CHANNEL, "11"), ("share", DINAS, "901")]


def test_the_target_may_give_the_handle_that_the_file_lacks(tmp_path: Path) -> None:
    target = ListTarget(None, AccountSeen("telegram", None, "relawan_satu"))
    (record,) = read_messages(tmp_path, make_message(1, "channel900"), target=target)
    assert record.posts[0].author == AccountSeen("telegram", "900", "relawan_satu", "Relawan Satu")
    assert record.posts[0].url == "https://t.me/relawan_satu/1"


def test_a_chat_exported_before_2021_is_the_same_chat_as_later(tmp_path: Path) -> None:
    old, new = make_message(1, 8589934592 + 900), make_message(1, "channel900")
    del old["date_unixtime"]
    path = tmp_path / "result.json"
    path.write_text(json.dumps(make_export(old, kind="public_channel", id=8589934592 + 900)), encoding="utf-8")
    (before,), (now,) = read_format(FORMAT, path), read_messages(tmp_path, new, kind="public_channel")
    assert [(post.native_id, post.author) for post in before.posts + now.posts] == [("900/1", CHANNEL)] * 2
    path.write_text(json.dumps(make_export(new, id=8589934592 + 900)), encoding="utf-8")
    assert read_format(FORMAT, path)[0].posts[0].native_id == "8589935492/1"


def test_a_message_from_before_a_group_became_a_supergroup_has_no_address(tmp_path: Path) -> None:
    target = ListTarget(None, AccountSeen("telegram", None, "relawan_satu"))
    message = make_message(-999999998, reply_to_message_id=-999999999)
    (record,) = read_messages(tmp_path, make_message(-999999999), message, target=target)[1:]
    assert (record.posts[0].native_id, record.posts[0].parent_id) == ("900/-999999998", "900/-999999999")
    assert (record.posts[0].url, record.acts[0].act_url) == (None, None)


# -- times -------------------------------------------------------------------------------------------------------------


def test_the_instant_goes_before_the_local_time(tmp_path: Path) -> None:
    (reply,) = read_acts(tmp_path, make_message(1, reply_to_message_id=99, date="2024-10-01T03:00:00"))
    assert (reply.occurred_us, reply.precision, reply.zone_assumed) == (AT_US, "second", False)


def test_a_local_time_alone_is_the_regions_and_marked_as_assumed(tmp_path: Path) -> None:
    message = make_message(1, reply_to_message_id=99)
    del message["date_unixtime"]
    (reply,) = read_acts(tmp_path, message)
    assert (reply.occurred_us, reply.zone_assumed) == (AT_US, True)


@pytest.mark.parametrize(
    ("edited", "version_us"),
    [
        ({"edited": "2024-10-01T03:00:00", "edited_unixtime": str(AT_SECONDS)}, AT_US),
        ({"edited": "2024-10-01T10:00:00"}, AT_US),
        ({"edited": "1970-01-01T08:00:00"}, None),
        ({}, None),
    ],
)
def test_the_edit_of_a_message_tells_its_versions_apart(
    tmp_path: Path, edited: dict[str, str], version_us: int | None
) -> None:
    (record,) = read_messages(tmp_path, make_message(1, **edited))
    assert record.posts[0].version_us == version_us


@pytest.mark.parametrize("epoch", ["0", 0, None])
def test_no_time_stays_unknown(tmp_path: Path, epoch: object) -> None:
    (record,) = read_messages(tmp_path, make_message(1, date_unixtime=epoch, date="1970-01-01T08:00:00"))
    assert record.posts[0].created_us is None


# -- what a message means ----------------------------------------------------------------------------------------------


def test_a_reply_is_toward_the_author_of_the_message_answered(tmp_path: Path) -> None:
    (reply,) = read_acts(tmp_path, make_message(5, reply_to_message_id=3), make_message(3, "user22"))
    assert (reply.kind, reply.native_id, reply.object_id) == ("reply", "900/5", "900/3")
    assert reply.target is not None and reply.target.platform_id == "22"


def test_a_reply_to_what_the_file_lacks_has_no_target_yet(tmp_path: Path) -> None:
    here, elsewhere = read_acts(
        tmp_path,
        make_message(5, reply_to_message_id=3),
        make_message(6, reply_to_message_id=3, reply_to_peer_id="channel77"),
    )
    assert (here.object_id, here.target) == ("900/3", None)
    assert (elsewhere.object_id, elsewhere.target) == ("77/3", None)


def test_an_answer_to_what_telegram_desktop_could_not_show_is_a_reply(tmp_path: Path) -> None:
    messages = [{"id": 4, "type": "unsupported"}, make_message(5, reply_to_message_id=4)]
    (reply,) = read_acts(tmp_path, *messages)
    assert (reply.kind, reply.object_id, reply.target) == ("reply", "900/4", None)
    messages[1] = make_message(5, "channel900", reply_to_message_id=4)
    (reply,) = read_acts(tmp_path, *messages, kind="public_channel")
    assert (reply.object_id, reply.target) == ("900/4", CHANNEL)


def test_a_message_in_a_forums_topic_answers_nobody(tmp_path: Path) -> None:
    topic = make_service(2, "topic_created")
    assert read_acts(tmp_path, topic, make_message(3, reply_to_message_id=2)) == []


@pytest.mark.parametrize("name", ["Kanal Lain", None])
def test_a_forward_is_a_share_whose_target_is_unknown(tmp_path: Path, name: str | None) -> None:
    (record,) = read_messages(tmp_path, make_message(1, forwarded_from=name))
    (share,), (post,) = record.acts, record.posts
    assert (share.kind, share.target, share.object_id, share.text) == ("share", None, None, None)
    assert (post.kind, post.text) == ("repost", None)


@pytest.mark.parametrize(
    "action",
    [
        "join_group_by_link",
        "join_group_by_request",
        "join_group_via_community",
        "invite_members",
        "create_group",
        "create_channel",
    ],
)
def test_who_joins_is_a_member_of_the_group(tmp_path: Path, action: str) -> None:
    (join,) = read_acts(tmp_path, make_service(1, action, members=["B"]))
    assert (join.kind, join.actor.platform_id, join.target, join.occurred_us) == ("join", "22", CHANNEL, None)


def test_other_service_messages_are_no_acts(tmp_path: Path) -> None:
    assert read_acts(tmp_path, make_service(1, "pin_message", message_id=3)) == []


def test_an_approving_reaction_is_a_like_at_its_own_time(tmp_path: Path) -> None:
    (like,) = read_acts(tmp_path, make_message(1, reactions=[make_reaction("❤️")]), zone="Asia/Jakarta")
    assert (like.kind, like.actor.platform_id, like.target, like.object_id) == ("like", "22", DINAS, "900/1")
    assert (like.occurred_us, like.zone_assumed) == (AT_US + 9_000_000_000, False)


def test_a_reactions_time_is_assumed_where_no_offset_shows(tmp_path: Path) -> None:
    message = make_message(1, reactions=[make_reaction("👍")])
    del message["date_unixtime"]
    (like,) = read_acts(tmp_path, message)
    assert (like.occurred_us, like.zone_assumed) == (AT_US + 9_000_000_000, True)


@pytest.mark.parametrize("reaction", [make_reaction("👎"), make_reaction("😢"), {"type": "emoji", "emoji": "👍"}])
def test_a_booing_or_nameless_reaction_is_no_like(tmp_path: Path, reaction: dict[str, Any]) -> None:
    assert read_acts(tmp_path, make_message(1, reactions=[reaction])) == []


def test_several_reactions_of_one_account_are_one_like_given_with_the_first(tmp_path: Path) -> None:
    reactions = [make_reaction("🔥"), make_reaction("👍"), make_reaction("❤️", "user33")]
    reactions[1]["recent"][0]["date"] = "2024-10-01T12:29:00"
    likes = read_acts(tmp_path, make_message(1, reactions=reactions))
    assert [(like.actor.platform_id, like.occurred_us) for like in likes] == [
        ("22", AT_US + 8_940_000_000),
        ("33", AT_US + 9_000_000_000),
    ]


def test_mentions_are_by_handle_or_by_id(tmp_path: Path) -> None:
    text = [{"type": "mention", "text": "@relawan_satu"}, {"type": "mention_name", "text": "Budi", "user_id": 22}]
    acts = read_acts(tmp_path, make_message(1, text=text), make_message(2, "user22"))
    assert [(act.kind, act.target and astuple(act.target)[1:3]) for act in acts] == [
        ("mention", (None, "relawan_satu")),
        ("mention", ("22", None)),
    ]
    assert acts[0].text == "@relawan_satu@22"


@pytest.mark.parametrize("href", ["tg://user?id=22", "tg://openmessage?user_id=22"])
def test_words_that_lead_to_an_account_by_its_number_name_it(tmp_path: Path, href: str) -> None:
    link = {"type": "text_link", "text": "Budi", "href": href}
    rich = make_rich({"type": "paragraph", "text": link | {"text": make_words("Budi")}})
    for message in (make_message(1, text=["halo ", link]), rich):
        (act,) = read_acts(tmp_path, message)
        assert (act.kind, act.target, act.derivation) == (
            "mention",
            AccountSeen("telegram", "22", None, "Budi"),
            "entity",
        )
        assert act.text in ("halo @22", "@22")
    elsewhere = {"type": "text_link", "text": "di sini", "href": "https://contoh.example/?id=22"}
    assert read_acts(tmp_path, make_message(1, text=[elsewhere])) == []


@pytest.mark.parametrize("style", ["bold", "italic", "underline", "strikethrough", "spoiler", "blockquote"])
def test_a_handle_within_a_formatted_piece_is_mentioned_though_telegram_desktop_marks_it_not(
    tmp_path: Path, style: str
) -> None:
    text = [{"type": style, "text": "Dukung @relawan_satu, tulis ke warga@contoh.go.id"}, " bersama!"]
    (act,) = read_acts(tmp_path, make_message(1, text=text))
    assert (act.kind, act.derivation, act.target) == ("mention", "regex", AccountSeen("telegram", None, "relawan_satu"))


def test_a_handle_that_a_text_names_twice_or_within_code_is_no_further_mention(tmp_path: Path) -> None:
    text = [
        {"type": "bold", "text": "Dukung @Relawan_Satu! "},
        {"type": "mention", "text": "@relawan_satu"},
        {"type": "code", "text": "pip @relawan_dua"},
    ]
    (act,) = read_acts(tmp_path, make_message(1, text=text))
    assert (act.kind, act.derivation, act.target) == (
        "mention",
        "entity",
        AccountSeen("telegram", None, "relawan_satu"),
    )


def test_a_replys_own_mention_of_whom_it_answers_is_no_further_act(tmp_path: Path) -> None:
    text = [{"type": "mention_name", "text": "Budi", "user_id": 22}]
    acts = read_acts(tmp_path, make_message(2, "user22"), make_message(3, reply_to_message_id=2, text=text))
    assert [act.kind for act in acts] == ["reply"]


def test_a_giveaway_tags_the_other_channels_that_one_has_to_join(tmp_path: Path) -> None:
    giveaway = {"quantity": 5, "months": 3, "until_date": LATER, "channels": [900, 901, 901], "countries": ["ID"]}
    message = make_message(1, "channel900", giveaway_information=giveaway)
    (tag,) = read_acts(tmp_path, message, kind="public_channel")
    assert (tag.kind, tag.actor, tag.target) == ("tag", CHANNEL, AccountSeen("telegram", "901", None))
    assert read_acts(tmp_path, make_message(1, giveaway_information={"channels": []})) == []


@pytest.mark.parametrize(
    "question", ["Siapa?", ["Si", {"type": "custom_emoji", "text": "apa", "document_id": "x"}, "?"]]
)
def test_what_a_poll_asks_is_its_text(tmp_path: Path, question: object) -> None:
    poll = {"question": question, "closed": False, "total_voters": 2, "answers": [{"text": "a", "voters": 2}]}
    (record,) = read_messages(tmp_path, make_message(1, text="", poll=poll))
    assert record.posts[0].text == "Siapa?"


# -- rich messages -----------------------------------------------------------------------------------------------------


def make_words(text: object, kind: str = "plain", **further: Any) -> dict[str, Any]:
    return {"type": kind, "text": text, **further}


def make_rich(*blocks: object) -> dict[str, Any]:
    message = make_message(1, rich_message={"rtl": False, "part": False, "blocks": list(blocks)})
    del message["text"]
    return message


NAMING = make_words(
    [
        make_words("Bersama "),
        make_words(make_words(make_words("@relawan_satu"), "mention"), "bold"),
        make_words(" dan "),
        make_words(make_words("Budi"), "mention_name", user_id="22"),
    ],
    "concat",
)


def test_a_rich_messages_blocks_are_lines_of_its_text(tmp_path: Path) -> None:
    cells = [{"text": make_words("Senin"), "header": True}, {"text": make_words("Balai"), "header": False}, {}]
    (record,) = read_messages(
        tmp_path,
        make_rich(
            {"type": "heading", "level": 1, "text": make_words("Ayo #Maju")},
            {"type": "divider"},
            {"type": "list", "kind": "bullet", "items": [{"text": make_words("satu")}, {"blocks": []}]},
            {"type": "table", "title": make_words("Jadwal"), "rows": [{"cells": cells}]},
            {"type": "file", "title": "lagu", "caption": {"text": make_words("Lagu"), "credit": {"type": "empty"}}},
            {"type": "embed_post", "author": "Warga", "blocks": [{"type": "paragraph", "text": make_words("asing")}]},
            {"type": "quote", "text": make_words("kata"), "caption": make_words("ketua")},
        ),
    )
    assert record.posts[0].text == "Ayo #Maju\nsatu\nJadwal\nSenin\nBalai\nLagu\nkata\nketua"


def test_whom_a_rich_message_names_is_mentioned_by_handle_or_by_id(tmp_path: Path) -> None:
    acts = read_acts(tmp_path, make_rich({"type": "paragraph", "text": NAMING}))
    assert [(act.kind, act.target, act.derivation) for act in acts] == [
        ("mention", AccountSeen("telegram", None, "relawan_satu"), "entity"),
        ("mention", AccountSeen("telegram", "22", None, "Budi"), "entity"),
    ]
    assert {act.text for act in acts} == {"Bersama @relawan_satu dan @22"}


def test_a_button_to_somebodys_profile_names_nobody_by_name(tmp_path: Path) -> None:
    button = make_words(make_words("Siti Aminah"), "button", button={"type": "user_profile", "user_id": "33"})
    row = {"type": "button_row", "buttons": [{key: button[key] for key in ("text", "button")}]}
    for block in ({"type": "paragraph", "text": button}, row):
        (act,) = read_acts(tmp_path, make_rich(block))
        assert (act.target and act.target.platform_id, act.text) == ("33", "@33")


@pytest.mark.parametrize("rich", [{}, {"blocks": None}, {"blocks": [{"type": "photo"}, 5, {"type": ["x"]}]}, [], "a"])
def test_a_rich_message_without_words_has_no_text(tmp_path: Path, rich: object) -> None:
    (record,) = read_messages(tmp_path, make_message(1, text="", rich_message=rich))
    assert (record.reason, record.posts[0].text, record.acts) == (None, None, ())


# -- private chats and bad input ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kind",
    ["personal_chat", "private_group", "private_supergroup", "private_channel", "saved_messages", "bot_chat", None],
)
def test_a_private_chat_is_refused(tmp_path: Path, kind: str) -> None:
    with pytest.raises(BadCapture, match="is no public chat"):
        read_messages(tmp_path, make_message(1), kind=kind)


@pytest.mark.parametrize(
    "action",
    ["process_suggested_post", "suggested_post_success", "suggested_post_refund", "paid_messages_refund"],
)
def test_direct_messages_to_a_channel_are_refused_though_they_are_called_a_public_group(
    tmp_path: Path, action: str
) -> None:
    messages = [make_message(1), make_service(2, action)]
    with pytest.raises(BadCapture, match="these are direct messages to a channel, which are private"):
        read_messages(tmp_path, *messages)
    (tmp_path / "cut.json").write_text(json.dumps(make_export(*messages), indent=1)[:-20])
    with pytest.raises(BadCapture, match="broken, and holds what is private"):
        read_format(FORMAT, tmp_path / "cut.json")


@pytest.mark.parametrize("kind", ["personal_chat", "bot_chat", "replies", "saved_messages", "verification_codes"])
def test_a_private_chat_is_recognised_also_where_it_was_cut(kind: str) -> None:
    assert FORMAT.recognise(make_sample(json.dumps(make_export(make_message(1), kind=kind), indent=1)[:-20]))


def test_a_whole_account_is_refused(tmp_path: Path) -> None:
    account = {"about": "x", "personal_information": {}, "chats": {"list": [make_export(make_message(1))]}}
    path = tmp_path / "result.json"
    for text in (json.dumps(account), json.dumps(account)[:-20]):
        path.write_text(text)
        with pytest.raises(BadCapture, match="public_channel"):
            read_format(FORMAT, path)


def test_the_left_chats_of_an_account_are_refused_also_where_they_were_cut(tmp_path: Path) -> None:
    chats = [make_export(make_message(1)), make_export(make_message(1), kind="private_group")]
    (tmp_path / "a.json").write_text(json.dumps({"about": "x", "left_chats": {"about": "y", "list": chats}})[:-20])
    with pytest.raises(BadCapture, match="does not begin as the export of a public chat"):
        read_format(FORMAT, tmp_path / "a.json")


def test_a_cut_export_is_one_half_record_unless_it_may_be_private(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    path.write_text(json.dumps(make_export(make_message(1)), indent=1)[:-20])
    assert [record.reason for record in read_format(FORMAT, path)] == ["cut"]
    path.write_text(json.dumps(make_export(make_message(1), kind="personal_chat"), indent=1)[:-20])
    with pytest.raises(BadCapture, match="does not begin as the export of a public chat"):
        read_format(FORMAT, path)


@pytest.mark.parametrize("indent", [None, 1])
def test_a_private_chat_behind_a_public_one_is_refused(tmp_path: Path, indent: int | None) -> None:
    chats = [make_export(make_message(1)), make_export(make_message(1), kind="personal_chat")]
    (tmp_path / "a.json").write_text("\n".join(json.dumps(chat, indent=indent) for chat in chats))
    with pytest.raises(BadCapture, match=r"a\.json: broken, and holds what is private"):
        read_format(FORMAT, tmp_path / "a.json")


@pytest.mark.parametrize("key", ["chats", "left_chats", "personal_information", "contacts", "sessions"])
def test_what_is_an_accounts_own_is_refused_beside_a_public_chat_too(tmp_path: Path, key: str) -> None:
    text = json.dumps(make_export(make_message(1)) | {key: {"about": "x", "list": []}})
    (tmp_path / "a.json").write_text(text)
    with pytest.raises(BadCapture, match=f"unknown field `{key}`"):
        read_format(FORMAT, tmp_path / "a.json")
    (tmp_path / "a.json").write_text(text[:-1])
    with pytest.raises(BadCapture, match="broken, and holds what is private"):
        read_format(FORMAT, tmp_path / "a.json")


def test_a_cut_account_is_refused_whatever_stands_before_its_chats(tmp_path: Path) -> None:
    frequent = {"about": "x", "list": [{"id": 900, "category": "people", "type": "public_supergroup", "name": "R"}]}
    (tmp_path / "a.json").write_text(json.dumps({"about": "x", "frequent_contacts": frequent})[:-2])
    with pytest.raises(BadCapture, match="does not begin as the export of a public chat"):
        read_format(FORMAT, tmp_path / "a.json")


def test_words_about_private_chats_in_a_cut_export_are_no_private_chat(tmp_path: Path) -> None:
    texts = ['"type": "personal_chat"', '"chats": {', "personal_information"]
    export = make_export(*[make_message(number, text=text) for number, text in enumerate(texts, 1)], name='a "type": "')
    (tmp_path / "a.json").write_text(json.dumps(export, indent=1)[:-20])
    assert [record.reason for record in read_format(FORMAT, tmp_path / "a.json")] == ["cut"]


def test_one_bad_message_does_not_cost_the_others(tmp_path: Path) -> None:
    unsupported = {"id": 4, "type": "unsupported"}
    messages = (5, make_message(1, "orang11"), make_message(2, date="besok"), make_message(0), unsupported)
    records = read_messages(tmp_path, *messages, make_message(3))
    assert [record.reason for record in records] == [
        "unexpected_shape",
        "unexpected_shape",
        "bad_time",
        "id_unknown",
        "unavailable",
        None,
    ]


@pytest.mark.parametrize(
    ("message", "key"),
    [
        (make_message(1, id=1.5e9), "id"),
        (make_message(1, from_id=6.2e9), "from_id"),
        (make_message(1, reply_to_message_id=3.0), "reply_to_message_id"),
    ],
)
def test_an_id_mangled_to_a_float_refuses_the_file(tmp_path: Path, message: dict[str, Any], key: str) -> None:
    with pytest.raises(BadCapture, match=rf"result\.json, /messages/1, key {key}: "):
        read_messages(tmp_path, make_message(9), message)


def test_a_chats_own_mangled_id_refuses_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(make_export(id=1.2e9)))
    with pytest.raises(BadCapture, match=r"a\.json, key id: "):
        read_format(FORMAT, tmp_path / "a.json")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
FULL = make_message(
    1,
    reply_to_message_id=2,
    reactions=[make_reaction("👍")],
    actor_id="user1",
    action="invite_members",
    rich_message={"blocks": [{"type": "paragraph", "text": NAMING}]},
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_no_export_crashes_the_reader(tmp_path: Path, data: st.DataObject) -> None:
    changed = {key: data.draw(JSON) for key in data.draw(st.sets(st.sampled_from(sorted(FULL)), max_size=2))}
    export = make_export({**FULL, **changed}, data.draw(JSON))
    export |= {key: data.draw(JSON) for key in data.draw(st.sets(st.sampled_from(["id", "type", "name", "messages"])))}
    content = data.draw(st.just(json.dumps(export).encode()) | st.binary(max_size=30))
    (tmp_path / "a.json").write_bytes(content)
    try:
        records = read_format(FORMAT, tmp_path / "a.json")
    except BadCapture:
        return
    assert all(record.locator for record in records)


def test_only_its_own_shape_is_recognised() -> None:
    for name, text in (OWN_SAMPLES | OTHER_SAMPLES).items():
        assert FORMAT.recognise(make_sample(text)) == name.startswith("telegram-export"), name


def test_a_forward_is_shared_from_whom_its_id_names_and_from_nobody_by_name(tmp_path: Path) -> None:
    named = make_message(1, forwarded_from="Relawan Dua", forwarded_from_id="channel901")
    (act,) = read_acts(tmp_path, named)
    assert (act.kind, act.target, act.object_id) == ("share", AccountSeen("telegram", "901", None, "Relawan Dua"), None)
    (act,) = read_acts(tmp_path, make_message(1, forwarded_from="Relawan Dua"))
    assert (act.kind, act.target) == ("share", None)


@pytest.mark.parametrize("further", [{"forwarded_from_id": "channel55"}, {"saved_from": "Kanal Contoh"}])
def test_a_channels_post_that_telegram_put_into_its_group_is_the_channels_own_and_keeps_its_text(
    tmp_path: Path, further: dict[str, Any]
) -> None:
    own = make_message(1, "channel55", **{"from": "Kanal Contoh"}, forwarded_from="Kanal Contoh", **further)
    shared, answer = read_messages(tmp_path, own, make_message(2, reply_to_message_id=1))
    (share,), (post,) = shared.acts, shared.posts
    assert (share.kind, share.actor, share.target) == (
        "share",
        share.target,
        AccountSeen("telegram", "55", None, "Kanal Contoh"),
    )
    assert (post.kind, post.text, share.text) == ("repost", "contoh", None)
    assert (answer.acts[0].target, answer.acts[0].object_id) == (share.target, post.native_id)


@pytest.mark.parametrize(
    "message",
    [
        make_message(1, "channel55", **{"from": "Kanal Contoh"}, forwarded_from="Relawan", saved_from="Kanal Contoh"),
        make_message(1, "user55", **{"from": "Budi"}, forwarded_from="Budi", saved_from="Budi"),
        make_message(1, "channel55", **{"from": None}, forwarded_from=None, saved_from=None),
    ],
)
def test_what_a_channel_or_somebody_else_forwards_stays_a_share_from_nobody_known(
    tmp_path: Path, message: dict[str, Any]
) -> None:
    (record,) = read_messages(tmp_path, message)
    assert [(act.kind, act.target) for act in record.acts] == [("share", None)] and record.posts[0].text is None
