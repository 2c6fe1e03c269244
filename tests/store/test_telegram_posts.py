"""One message of Telegram, known by its chat's id or handle: one post, one act, and every record that shows it."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from netral.model import Investigation
from netral.pipeline import ingest_captures
from tests.invented_investigation import Invention, write_table
from tests.sources.invented import make_envelope
from tests.sources.invented_formats import AT_SECONDS, make_export, make_message
from tests.store.captured import COLUMNS, list_rows, read_table

MENTION = [{"type": "mention", "text": "@dinas_contoh"}, " hadir"]


def invent(folder: Path, **relawan: Any) -> Invention:
    made = Invention(folder)
    made.opd("dinas_contoh", platform="telegram", platform_id="11")
    if relawan:
        made.volunteer(platform="telegram", **relawan)
    return made


def write_export(folder: Path, *messages: dict[str, Any], name: str = "result.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(make_export(*messages)), encoding="utf-8")
    return path


def write_minet(folder: Path) -> Path:
    path = folder / "minet.csv"
    row = {
        "link_to_message": "https://t.me/Relawan_Satu/12",
        "user": "Relawan",
        "datetime": "2024-10-01T02:00:00+00:00",
    }
    columns = ["link_to_message", "user", "text", "is_reply_user", "views", "datetime"]
    write_table(path, columns, [row | {"text": "@dinas_contoh hadir"}])
    return path


def write_edges(folder: Path) -> Path:
    path = folder / "aduan.csv"
    row = {"platform": "telegram", "actor": "dinas_contoh", "kind": "like", "target": "relawan_satu"}
    write_table(path, COLUMNS, [row | {"object_url": "https://t.me/s/relawan_satu/12?single"}])
    return path


def ingest(investigation: Investigation, path: Path) -> None:
    is_export = path.suffix == ".json"
    ingest_captures(investigation, [path], target="telegram:@relawan_satu" if is_export else None)


def list_acts(investigation: Investigation) -> list[tuple[Any, ...]]:
    """Every act with the number of records that show it."""
    lineage = read_table(investigation, "lineage")["edge_id"].value_counts()
    rows = list_rows(
        investigation, "interactions", "interaction_id", "kind", "actor", "target", "act_post", "object_post"
    )
    return sorted(((*row[1:], int(lineage[row[0]])) for row in rows), key=str)


@pytest.mark.parametrize("registry", [{"handle": "relawan_satu", "platform_id": "900"}, {"handle": "relawan_satu"}, {}])
@pytest.mark.parametrize("order", list(permutations(range(3))), ids=lambda order: "".join(map(str, order)))
def test_one_message_of_three_tools_is_one_post(
    tmp_path: Path, registry: dict[str, str], order: tuple[int, ...]
) -> None:
    investigation = invent(tmp_path / "uji", **registry).write()
    message = make_message(12, "channel900", text=MENTION)
    paths = [write_export(tmp_path, message), write_minet(tmp_path), write_edges(tmp_path)]
    for number in order:
        ingest(investigation, paths[number])
    (post_id,) = list_rows(investigation, "posts", "post_id")
    relawan = list_rows(investigation, "posts", "account_id")[0]
    assert (post_id == "telegram:post:900/12") == bool(registry)
    assert list_acts(investigation) == [
        ("like", "telegram:11", relawan, None, post_id, 1),
        ("mention", relawan, "telegram:11", post_id, None, 2),
    ]


def write_items(folder: Path, *numbers: int) -> Path:
    """The channel's messages as a reader of its public page saw them, at a known time."""
    lines = []
    for number in numbers:
        item = {
            "_type": "snscrape.modules.telegram.TelegramPost",
            "url": f"https://t.me/s/relawan_satu/{number}",
            "date": "2024-10-01T02:00:00+00:00",
            "content": "@dinas_contoh hadir",
            "outlinks": [],
        }
        lines.append(json.dumps(make_envelope(item, "posts", target=None, target_platform="telegram")))
    path = folder / "halaman.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["export first", "page first"])
def test_what_a_channel_forwards_or_answers_an_export_tells_though_its_public_page_does_not(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    investigation = invent(tmp_path / "uji", handle="relawan_satu", platform_id="900").write()
    forwarded = make_message(12, "channel900", text=MENTION, forwarded_from="Kanal", forwarded_from_id="user11")
    messages = (forwarded, make_message(13, "channel900", text=MENTION, reply_to_message_id=14))
    paths = (write_export(tmp_path, *messages), write_items(tmp_path, 12, 13))
    for number in order:
        ingest(investigation, paths[number])
    assert list_rows(investigation, "posts", "post_id", "kind", "text") == [
        ("telegram:post:900/12", "repost", None),
        ("telegram:post:900/13", "reply", "@dinas_contoh hadir"),
    ]
    assert [row[:4] for row in list_acts(investigation)] == [
        ("mention", "telegram:900", "telegram:11", "telegram:post:900/13"),
        ("reply", "telegram:900", None, "telegram:post:900/13"),
        ("share", "telegram:900", "telegram:11", "telegram:post:900/12"),
    ]


def test_the_registry_alone_may_know_both_names_of_a_channel(tmp_path: Path) -> None:
    investigation = invent(tmp_path / "uji", handle="Relawan_Satu", platform_id="900").write()
    ingest_captures(investigation, [write_export(tmp_path, make_message(12, "channel900", text=MENTION))])
    ingest(investigation, write_minet(tmp_path))
    assert list_rows(investigation, "posts", "post_id") == ["telegram:post:900/12"]
    assert [row[-1] for row in list_acts(investigation)] == [2]


def test_an_answer_to_a_message_that_only_another_tool_saw_finds_it(tmp_path: Path) -> None:
    investigation = invent(tmp_path / "uji", handle="relawan_satu").write()
    ingest(investigation, write_minet(tmp_path))
    ingest(investigation, write_export(tmp_path, make_message(13, "user11", reply_to_message_id=12)))
    (reply,) = [row for row in list_acts(investigation) if row[0] == "reply"]
    assert reply[1:5] == ("telegram:11", "telegram:900", "telegram:post:900/13", "telegram:post:relawan_satu/12")


def test_a_handle_that_two_channels_wore_names_neither(tmp_path: Path) -> None:
    investigation = invent(tmp_path / "uji").write()
    for number, chat in enumerate((900, 901)):
        path = tmp_path / f"{chat}.json"
        export = make_export(make_message(12, f"channel{chat}"), kind="public_channel") | {"id": chat}
        path.write_text(json.dumps(export), encoding="utf-8")
        ingest(investigation, path)
        assert len(list_rows(investigation, "posts", "post_id")) == number + 1
    ingest(investigation, write_minet(tmp_path))
    assert len(list_rows(investigation, "posts", "post_id")) == 3


@pytest.mark.parametrize("registry", [{"handle": "relawan_satu", "platform_id": "900"}, {"handle": "relawan_satu"}, {}])
@pytest.mark.parametrize("order", list(permutations(range(3))), ids=lambda order: "".join(map(str, order)))
def test_a_message_of_a_channel_that_changed_its_handle_is_one_post(
    tmp_path: Path, registry: dict[str, str], order: tuple[int, ...]
) -> None:
    investigation = invent(tmp_path / "uji", **registry).write()
    old = write_export(tmp_path, make_message(12, "channel900", text=MENTION), name="lama.json")
    new = write_export(tmp_path, make_message(13, "channel900"), name="baru.json")
    minet = write_minet(tmp_path)  # of message 12, by the handle that only the other export tells
    for number in order:
        target = ("telegram:@relawan_lama", "telegram:@relawan_satu", None)[number]
        ingest_captures(investigation, [(old, new, minet)[number]], target=target)
    assert len(list_rows(investigation, "posts", "post_id")) == 2
    assert [row[-1] for row in list_acts(investigation)] == [2]


@pytest.mark.parametrize("names", [("lama", "baru"), ("baru", "lama")])
def test_the_newest_version_of_a_message_is_kept_whichever_export_came_last(
    tmp_path: Path, names: tuple[str, str]
) -> None:
    investigation = invent(tmp_path / "uji").write()
    edited = {"edited": "2024-10-01T11:00:00", "edited_unixtime": str(AT_SECONDS + 3600)}
    versions = {"lama": make_message(12, text="salah"), "baru": make_message(12, text="benar", **edited)}
    for name in names:
        ingest_captures(investigation, [write_export(tmp_path, versions[name], name=f"{name}.json")])
    assert list_rows(investigation, "posts", "post_id", "text") == [("telegram:post:900/12", "benar")]


@pytest.mark.parametrize("files", ["12", "1 2", "2 1"])
@pytest.mark.parametrize(
    "named", [{"type": "mention_name", "text": "Dinas", "user_id": 11}, {"type": "mention", "text": "@dinas_contoh"}]
)
def test_an_answer_s_own_mention_of_whom_it_answers_is_no_further_act_whichever_export_shows_whom(
    tmp_path: Path, files: str, named: dict[str, Any]
) -> None:
    investigation = invent(tmp_path / "uji", handle="relawan_satu", platform_id="22").write()
    messages = {
        "1": make_message(1),
        "2": make_message(2, "user22", reply_to_message_id=1, text=[named, " siap"]),
    }
    for name in files.split():
        path = write_export(tmp_path, *(messages[each] for each in name), name=f"{name}.json")
        ingest_captures(investigation, [path])
    assert [row[:3] for row in list_acts(investigation)] == [("reply", "telegram:22", "telegram:11")]


@pytest.mark.parametrize("files", ["56", "5 6", "6 5", "56 6", "6 56"])
def test_a_message_in_a_forum_s_topic_answers_nobody_whichever_export_shows_the_topic(
    tmp_path: Path, files: str
) -> None:
    investigation = invent(tmp_path / "uji").write()
    topic = make_message(5, None, type="service", action="topic_created", actor="Relawan", actor_id="user22")
    messages = {"5": topic, "6": make_message(6, "user11", reply_to_message_id=5)}
    for name in files.split():
        path = write_export(tmp_path, *(messages[each] for each in name), name=f"{name}.json")
        ingest_captures(investigation, [path])
    assert list_acts(investigation) == []
    assert list_rows(investigation, "posts", "post_id", "kind", "parent") == [("telegram:post:900/6", "post", None)]
