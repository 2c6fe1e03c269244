from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
import yaml

from netral.errors import BadParameter
from netral.simulate import write_region


def read_bytes(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    first = read_bytes(write_region(tmp_path / "one", 7, interactions=300))
    second = read_bytes(write_region(tmp_path / "two", 7, interactions=300))
    assert first == second
    assert first != read_bytes(write_region(tmp_path / "three", 8, interactions=300))


def test_folder_holds_what_an_investigation_needs(tmp_path: Path) -> None:
    folder = write_region(tmp_path / "region", 0, interactions=200)
    assert {path.name for path in folder.iterdir()} == {"investigation.yaml", "registry", "captures", "truth.json"}
    settings = yaml.safe_load((folder / "investigation.yaml").read_text(encoding="utf-8"))
    assert settings["region"] == {"code": "99.71", "name": "Kota Contoh", "timezone": "Asia/Makassar"}
    assert [phase["id"] for phase in settings["election"]["phases"]] == [
        "registration", "determination", "campaign", "quiet", "vote",
    ]  # fmt: skip
    assert settings["retention"]["until"].year > 2090
    assert settings["employees"]["asn"] == 5580
    assert list(tmp_path.iterdir()) == [folder]  # nothing half-written beside it


def test_a_folder_in_use_is_refused(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(BadParameter, match="not empty"):
        write_region(tmp_path, 0)
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    assert write_region(tmp_path / "empty", 0, interactions=50) == tmp_path / "empty"
    (tmp_path / "there").mkdir()
    assert (write_region(tmp_path / "there", 0, interactions=50) / "truth.json").exists()


def test_a_negative_number_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(BadParameter, match="accounts: -1"):
        write_region(tmp_path / "region", 0, accounts=-1)


@pytest.mark.parametrize("seed", range(3))
def test_registry_points_only_at_what_exists(tmp_path: Path, seed: int) -> None:
    folder = write_region(tmp_path / "region", seed, interactions=100) / "registry"
    tables = {}
    for name in ("accounts", "units", "pairs"):
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            tables[name] = list(csv.DictReader(stream))
    units = {row["unit_id"] for row in tables["units"]}
    pairs = {row["pair_no"] for row in tables["pairs"]}
    accounts = tables["accounts"]
    assert len(units) == len(tables["units"]) > 30
    assert 2 <= len(pairs) <= 4
    assert all(row["parent_unit_id"] in units | {""} for row in tables["units"])
    assert all(row["unit_id"] in units | {""} and row["pair_no"] in pairs | {""} for row in accounts)
    assert len({(row["platform"], row["handle"].lower()) for row in accounts}) == len(accounts)
    assert all(len(row["handle"]) <= 15 for row in accounts if row["platform"] == "x")
    assert sum(row["role"] in ("opd", "person") for row in accounts) == 100


def test_a_nil_region_has_no_leads_and_all_the_rest(tmp_path: Path) -> None:
    truth = json.loads(
        (write_region(tmp_path / "nil", 3, interactions=100, nil=True) / "truth.json").read_text("utf-8")
    )
    assert truth["leads"] == []
    assert truth["coordinated"] == []
    assert len(truth["not_leads"]) > 40


@pytest.mark.parametrize("seed", range(6))
def test_every_planted_story_is_told_for_every_seed(tmp_path: Path, seed: int) -> None:
    truth = json.loads((write_region(tmp_path / "region", seed, interactions=50) / "truth.json").read_text("utf-8"))
    told = {(lead["platform"], lead["rule_id"], tuple(lead["kinds"])) for lead in truth["leads"]}
    assert {("x", "D-6", ("share",)), ("x", "KE-4", ("share",)), ("instagram", "D-6", ("coauthor",))} <= told
    assert ("instagram", "D-6", ("comment", "like")) in told
    assert any(kinds == ("like",) for _, _, kinds in told)
    assert any({"quote", "reply"} <= set(kinds) for _, _, kinds in told)
    kinds_on = {(platform, kinds) for platform, _, kinds in told}
    assert kinds_on >= {
        ("instagram", ("comment",)), ("instagram", ("coauthor",)), ("tiktok", ("comment", "quote")),
        ("tiktok", ("comment",)), ("threads", ("share",)), ("threads", ("quote", "reply")), ("telegram", ("reply",)),
        ("telegram", ("like",)),
    }  # fmt: skip
    assert len(truth["coordinated"]) == 1
    assert truth["coordinated"][0]["accounts"] >= 4
    assert not {lead["handle"] for lead in truth["leads"]} & {story["handle"] for story in truth["not_leads"]}
    assert len({story["why"] for story in truth["not_leads"]}) == len(truth["not_leads"]) > 40


def test_a_region_shows_a_poster_an_offices_picture_and_lookalikes(tmp_path: Path) -> None:
    folder = write_region(tmp_path / "region", 2, interactions=50)
    with (folder / "registry" / "marks.csv").open(encoding="utf-8") as stream:
        known = [row for row in csv.DictReader(stream) if row["kind"].endswith("image")]
    assert {row["kind"] for row in known} == {"image", "office_image"}
    assert all((folder / "registry" / row["value"]).read_bytes().startswith(b"\x89PNG") for row in known)
    pictures = list((folder / "captures").glob("*.jpg"))
    assert len(pictures) == 5
    assert all(path.with_name(f"{path.stem}.json.xz").is_file() for path in pictures)
