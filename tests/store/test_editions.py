"""A post captured before and after it was edited is one post, and the newest text is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.invented_investigation import Invention
from tests.sources.invented_formats import AT_MS, make_collected, make_item
from tests.store.captured import ingest_items, list_rows

HOUR_MS = 3_600_000


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_an_edited_caption_replaces_the_older_one_whichever_came_first(tmp_path: Path, order: tuple[int, int]) -> None:
    made = Invention(tmp_path / "uji")
    made.opd("dinas_contoh", platform="instagram", platform_id="11")
    made.volunteer("relawan_satu", platform="instagram", platform_id="22")
    investigation = made.write()
    tag = {"usertags": {"in": [{"user": {"pk": "22", "username": "relawan_satu"}}]}}
    lines = [
        make_collected(
            make_item(caption={"text": text}, **tag), "instagram.com", timestamp_collected=AT_MS + hour * HOUR_MS
        )
        for hour, text in ((1, "salah ketik"), (2, "benar"))
    ]
    for number in order:
        ingest_items(investigation, f"{number}.ndjson", [lines[number]])
    assert list_rows(investigation, "posts", "post_id", "text") == [("instagram:post:Cabc_1", "benar")]
    assert list_rows(investigation, "interactions", "kind", "text") == [("tag", "benar")]
    assert len(list_rows(investigation, "lineage", "record_id")) == 2


def test_an_item_that_the_browser_extension_replaced_is_as_new_as_its_replacement(tmp_path: Path) -> None:
    made = Invention(tmp_path / "uji")
    made.opd("dinas_contoh", platform="instagram", platform_id="11")
    investigation = made.write()
    for number, (text, *hours) in enumerate((("salah ketik", 2, 2), ("benar", 1, 3))):
        collected, updated = (AT_MS + hour * HOUR_MS for hour in hours)
        times = {"timestamp_collected": collected, "last_updated": updated}
        line = make_collected(make_item(caption={"text": text}), "instagram.com", **times)
        ingest_items(investigation, f"{number}.ndjson", [line])
    assert list_rows(investigation, "posts", "post_id", "text") == [("instagram:post:Cabc_1", "benar")]
