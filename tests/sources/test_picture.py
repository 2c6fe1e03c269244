"""A picture of a post: one record, bound to the post by what lies beside it or by whoever gives it."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest

from netral.errors import BadCapture
from netral.identity import hash_bytes
from netral.model import AccountSeen, Op, RecordRef
from netral.sources import Hints, detect_format, find_pictured_post, open_reading
from netral.store import read_record_bytes
from tests.pictures import draw_picture, to_bytes

GIVEN = Hints(Op.MEDIA, "x:post:12", "x:@dinas")


@pytest.mark.parametrize("ending", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_is_one_record_whose_hash_is_that_of_the_file(tmp_path: Path, ending: str) -> None:
    path = tmp_path / "tanpa-nama"
    path.write_bytes(to_bytes(draw_picture(1, (60, 40)), ending))
    assert detect_format(path) == "picture"
    (record,) = open_reading(path, "picture", GIVEN).records
    assert (record.locator, record.sha256, record.reason) == ("file", hash_bytes(path.read_bytes()), None)
    assert [(post.native_id, post.author) for post in record.posts] == [("12", AccountSeen("x", None, "dinas"))]
    assert record.acts == ()
    ref = RecordRef("c", record.locator, record.sha256)
    assert read_record_bytes(path, [ref]) == {"file": path.read_bytes()}


def test_a_cut_picture_is_quarantined(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(to_bytes(draw_picture(1))[:900])
    (record,) = open_reading(path, "picture", GIVEN).records
    assert record.reason == "bad_picture"
    assert not record.posts


@pytest.mark.parametrize("hints", [Hints(), Hints(Op.MEDIA, "x:post:12"), Hints(Op.POSTS, "x:@dinas")])
def test_a_picture_without_its_post_and_whose_that_is_is_refused(tmp_path: Path, hints: Hints) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(to_bytes(draw_picture(1, (60, 40))))
    with pytest.raises(BadCapture, match=r"a\.jpg: a picture that does not say on whose post it is"):
        list(open_reading(path, "picture", hints).records)


@pytest.mark.parametrize("name", ["dinas_2024-10-01_UTC.jpg", "dinas_2024-10-01_UTC_2.jpg"])
def test_instaloader_names_a_picture_as_its_post(tmp_path: Path, name: str) -> None:
    owner = {"id": "77", "username": "dinas"}
    node = {
        "shortcode": "Cabc",
        "id": "9",
        "owner": owner,
        "taken_at_timestamp": 1727748000,
        "__typename": "GraphImage",
    }
    structure = {"instaloader": {"node_type": "Post", "version": "4.13.1"}, "node": node}
    (tmp_path / "dinas_2024-10-01_UTC.json.xz").write_bytes(lzma.compress(json.dumps(structure).encode()))
    post = find_pictured_post(tmp_path / name)
    assert post is not None
    assert (post.platform, post.native_id, post.author and post.author.platform_id) == ("instagram", "Cabc", "77")


def test_a_telegram_export_names_the_photo_of_a_message(tmp_path: Path) -> None:
    message = {"id": 5, "type": "message", "from_id": "channel900", "photo": "photos/photo_1.jpg", "text": ""}
    exported = {"name": "Dinas", "type": "public_channel", "id": 900, "messages": [message]}
    (tmp_path / "result.json").write_text(json.dumps(exported), encoding="utf-8")
    post = find_pictured_post(tmp_path / "photos" / "photo_1.jpg")
    assert post is not None
    assert (post.platform, post.native_id, post.author and post.author.platform_id) == ("telegram", "900/5", "900")
    assert find_pictured_post(tmp_path / "photos" / "photo_2.jpg") is None


def test_a_photo_of_a_private_chat_is_refused(tmp_path: Path) -> None:
    (tmp_path / "result.json").write_text(
        json.dumps({"type": "personal_chat", "id": 1, "messages": []}), encoding="utf-8"
    )
    with pytest.raises(BadCapture, match="no public chat"):
        find_pictured_post(tmp_path / "photos" / "photo_1.jpg")
