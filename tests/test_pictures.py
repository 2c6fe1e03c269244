"""Campaign and office pictures on posts: what is a lead, what is context, what is neither, and the exhibit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from netral import pipeline
from netral.errors import BadCapture, BrokenEvidence
from netral.model import CaseState, Investigation
from netral.registry.read import MARK_COLUMNS
from netral.store import read_record_bytes
from tests.invented_investigation import Invention, find_lead_of, make_snowflake, make_tweet, names, write_table
from tests.pictures import draw_picture, to_bytes

AT = "2024-10-01T10:00:00+08:00"
POSTER, OFFICE, OTHER = 1, 2, 3


@pytest.fixture
def invention(tmp_path: Path) -> Invention:
    made = Invention(tmp_path / "data" / "uji")
    made.volunteer("relawan_satu", 1, platform_id="501")
    made.opd("dinas", platform_id="100")
    made.person("pegawai", platform_id="200")
    registry = made.folder / "registry"
    rows = [
        {"pair_no": 1, "kind": "image", "value": "images/poster.jpg", "source": "KPU"},
        {"pair_no": 2, "kind": "office_image", "value": "images/resmi.png", "source": "Bagian Umum"},
    ]
    write_table(registry / "marks.csv", MARK_COLUMNS, rows)
    (registry / "images").mkdir()
    (registry / "images" / "poster.jpg").write_bytes(to_bytes(draw_picture(POSTER), quality=92))
    (registry / "images" / "resmi.png").write_bytes(to_bytes(draw_picture(OFFICE), "PNG"))
    made.write()
    return made


def show(made: Invention, seed: int, author: tuple[int, str] = (100, "dinas"), text: str | None = "kegiatan") -> str:
    """A post by an account with a copy of a picture, as somebody saved it; the post's id."""
    number = make_snowflake(AT, len(list(made.folder.glob("captures/*"))) + 1)
    if text is not None:
        made.ingest_lines(f"kiriman-{number}.jsonl", [make_tweet(number, author, AT, text)])
    path = made.folder / "captures" / f"foto-{number}.jpg"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(to_bytes(draw_picture(seed).resize((200, 150)), quality=60))
    investigation = pipeline.open_investigation(made.folder)
    (stored,) = pipeline.ingest_captures(investigation, [path], None, "media", f"x:post:{number}", f"x:@{author[1]}")
    assert (stored.capture.format, stored.capture.read, stored.capture.stored) == ("picture", 1, 1)
    return number


def test_an_agencys_post_that_shows_a_campaign_picture_is_a_lead_to_be_read_and_walks_back(
    invention: Invention,
) -> None:
    number = show(invention, POSTER)
    result = invention.leads()
    lead = find_lead_of(result, "dinas")
    (act,) = lead["acts"]
    assert (act["kind"], act["direction"], act["marks"]) == ("post", "undetermined", ["images/poster.jpg"])
    assert act["object_url"].endswith(number)
    assert lead["all_pairs"] == {"1": 0, "2": 0}
    picture = next(record for record in act["records"] if record["locator"] == "file")
    (path,) = invention.folder.glob("captures/*.jpg")
    found = pipeline.find_leads(pipeline.open_investigation(invention.folder)).leads[0].acts[0].records
    ref = next(each for each in found if each.locator == "file")
    assert ref.sha256 == picture["sha256"]
    assert read_record_bytes(path, [ref])["file"] == path.read_bytes()
    assert result["coverage"]["pictures"] == {"known": 2, "missing": [], "compared": 1}


def test_an_offices_picture_is_context_on_agencies_and_never_a_lead(invention: Invention) -> None:
    show(invention, OFFICE)
    show(invention, OFFICE, (200, "pegawai"))
    show(invention, OTHER)
    assert invention.leads()["nil"] is True
    findings = pipeline.read_pictures(pipeline.open_investigation(invention.folder))
    assert [(each.known.mark.kind, each.picture.handle) for each in findings.matches] == [("office_image", "dinas")]
    assert findings.compared == 3


def test_a_campaign_picture_that_is_also_the_offices_makes_no_lead(invention: Invention) -> None:
    (invention.folder / "registry" / "images" / "poster.jpg").write_bytes(to_bytes(draw_picture(OFFICE)))
    rows = [{"pair_no": 2, "kind": kind, "value": f"images/{name}"} for kind, name in
            (("image", "poster.jpg"), ("office_image", "resmi.png"))]  # fmt: skip
    write_table(invention.folder / "registry" / "marks.csv", MARK_COLUMNS, rows)
    show(invention, OFFICE)
    assert invention.leads()["nil"] is True
    findings = pipeline.read_pictures(pipeline.open_investigation(invention.folder))
    assert findings.doubtful == ("images/poster.jpg",)


def test_a_picture_whose_post_no_other_capture_shows_is_dated_by_its_id(invention: Invention) -> None:
    show(invention, POSTER, (200, "pegawai"), text=None)
    assert names(invention.leads()) == [("pegawai", "D-6", 1)]


def test_pictures_of_the_public_are_refused(invention: Invention) -> None:
    with pytest.raises(BadCapture, match="x:@warga stands in no registry; only pictures of its accounts are kept"):
        show(invention, POSTER, (7, "warga"), text=None)


def test_a_captured_picture_that_changed_is_broken_evidence(invention: Invention) -> None:
    show(invention, POSTER)
    (path,) = invention.folder.glob("captures/*.jpg")
    path.chmod(0o644)
    path.write_bytes(to_bytes(draw_picture(OTHER)))
    with pytest.raises(BrokenEvidence, match="no longer has the hash"):
        pipeline.read_pictures(pipeline.open_investigation(invention.folder))


def test_the_picture_goes_with_its_posts_author_when_the_account_is_purged(invention: Invention) -> None:
    show(invention, POSTER)
    investigation = pipeline.open_investigation(invention.folder)
    pipeline.purge_subject(investigation, "x:@dinas", "Siti Contoh", "permintaan 1")
    assert not list(invention.folder.glob("captures/*.jpg"))


def sign(investigation: Investigation) -> str:
    case_id = pipeline.find_leads(investigation).leads[0].lead_id
    identifiers = ("surat pernyataan pemegang akun", "direktori kanal dinas")
    for state in (CaseState.TRACING, CaseState.CLARIFICATION, CaseState.FORWARDED):
        pipeline.decide_case(investigation, case_id, "Siti Contoh", state, "kedua gambar dilihat", identifiers)
    for person in ("Siti Contoh", "Budi Contoh"):
        pipeline.sign_case(investigation, case_id, person, "Kepala Seksi")
    return case_id


def test_the_exhibit_encloses_both_pictures_unless_it_is_redacted(invention: Invention, tmp_path: Path) -> None:
    show(invention, POSTER)
    investigation = pipeline.open_investigation(invention.folder)
    case_id = sign(investigation)
    whole, withheld = (
        pipeline.make_case_pack(investigation, case_id, tmp_path / name, "en", name == "withheld").folder
        for name in ("whole", "withheld")
    )
    assert pipeline.verify_pack(whole).ok and pipeline.verify_pack(withheld).ok
    place = whole / "data" / "bukti" / "B-001"
    (known,) = json.loads((place / "item.json").read_text("utf-8"))["pictures"]
    registry = invention.folder / "registry" / "images" / "poster.jpg"
    assert (place / known["file"]).read_bytes() == registry.read_bytes()
    (shown,) = invention.folder.glob("captures/*.jpg")
    assert (place / known["looks_like"]).read_bytes() == shown.read_bytes()
    assert (known["mark"], known["pair_no"]) == ("images/poster.jpg", 1)
    (place / known["file"]).write_bytes(b"x")
    assert not pipeline.verify_pack(whole).ok
    assert [path.name for path in (withheld / "data" / "bukti" / "B-001").iterdir()] == ["item.json"]
