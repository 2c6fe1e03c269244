"""The truth against a reader of its own: reads the written files naively and counts what the rules ask for."""

from __future__ import annotations

import csv
import json
import tempfile
from collections import defaultdict
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from netral.simulate import write_region

ZONE = ZoneInfo("Asia/Makassar")
CAMPAIGN = ("candidate", "campaign_team", "volunteer")
GROUPS = {"share": "share", "coauthor": "share", "comment": "word", "reply": "word", "quote": "word", "like": "like"}
NEEDED = {"share": 1, "word": 2, "like": 3}


class NaiveReader:
    """Acts found in a folder's captures, as (kind, actor row, target row, object, earliest, latest)."""

    def __init__(self, folder: Path) -> None:
        with (folder / "registry" / "accounts.csv").open(encoding="utf-8", newline="") as stream:
            self.rows = list(csv.DictReader(stream))
        self.created: dict[str, datetime] = {}
        self.acts: set[tuple[str, int, int, str, datetime, datetime]] = set()
        self.lists: list[tuple[dict[str, Any], dict[str, Any]]] = []
        for path in sorted((folder / "captures").glob("*.jsonl")):
            for line in path.read_text(encoding="utf-8").split("\n"):
                self.read_line(line)
        for line, raw in self.lists:
            self.read_member(line, raw)
        self.read_rows(folder / "captures" / "catatan-instagram.csv", ",")
        self.read_rows(folder / "captures" / "salinan-aduan.csv", ";")

    def find_row(self, platform: str, handle: str, platform_id: str = "") -> int | None:
        for number, row in enumerate(self.rows):
            same_id = row["platform_id"] and platform_id
            same = row["platform_id"] == platform_id if same_id else row["handle"] == handle.lower().lstrip("@")
            if row["platform"] == platform and same:
                return number
        return None

    def read_line(self, line: str) -> None:
        try:
            item = json.loads(line)
        except json.JSONDecodeError:
            return
        if "raw" in item:
            text = item["raw"]
            if not isinstance(text, str):
                text = json.dumps(text, ensure_ascii=False, separators=(",", ":"))
            if sha256(text.encode("utf-8")).hexdigest() != item["raw_sha256"]:
                return
            raw = json.loads(text)
            if item["op"] in ("likers", "retweeters"):
                self.lists.append((item, raw))
            item = raw
        if item.get("_type", "").endswith("InstagramPost"):
            self.created[item["url"].split("/")[-2]] = datetime.fromisoformat(item["date"])
        elif item.get("_type", "").endswith("Tweet"):
            self.read_tweet(item)

    def read_tweet(self, item: dict[str, Any]) -> None:
        at = datetime.fromisoformat(item["date"])
        self.created[str(item["id"])] = at
        for kind, field in (("share", "retweetedTweet"), ("quote", "quotedTweet")):
            if item[field]:
                self.read_tweet(item[field])
                self.add(kind, item["user"], item[field]["user"], str(item[field]["id"]), at)
        if item["inReplyToTweetId"]:
            self.add("reply", item["user"], item["inReplyToUser"], str(item["inReplyToTweetId"]), at)

    def add(self, kind: str, user: dict[str, Any], target: dict[str, Any], post: str, at: datetime) -> None:
        actor = self.find_row("x", user["username"], str(user["id"]))
        whom = self.find_row("x", target["username"], str(target["id"]))
        if actor is not None and whom is not None:
            self.acts.add((kind, actor, whom, post, at, at))

    def read_member(self, line: dict[str, Any], raw: dict[str, Any]) -> None:
        platform, post = line["target_platform"], line["target_id"]
        actor = self.find_row(platform, raw["username"], str(raw["id"]))
        whom = self.find_row(platform, line["target_handle"])
        if actor is not None and whom is not None and post in self.created:
            kind = "like" if line["op"] == "likers" else "share"
            before = datetime.fromisoformat(line["collected_at_utc"])
            self.acts.add((kind, actor, whom, post, self.created[post], before))

    def read_rows(self, path: Path, delimiter: str) -> None:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream, delimiter=delimiter):
                found = []
                for name in (row["actor"], row["target"]):
                    by_id = name.removeprefix("id:") if name.startswith("id:") else ""
                    found.append(self.find_row(row["platform"], "" if by_id else name, by_id))
                if None in found or not row["occurred_at"]:
                    continue
                at = datetime.fromisoformat(row["occurred_at"])
                at = (at if at.tzinfo else at.replace(tzinfo=ZONE)).astimezone(UTC)
                post = row["object_url"].rstrip("/").split("/")[-1]
                self.acts.add((row["kind"], found[0], found[1], post, at, at))


def name_rule(earliest: datetime, latest: datetime) -> str:
    """The rule for an interval; the phases have no gap from 27 August to 27 November 2024."""
    first, last = (at.astimezone(ZONE).date() for at in (earliest, latest))
    if first < date(2024, 8, 27) or last > date(2024, 11, 27):
        return ""
    if last <= date(2024, 9, 21):
        return "KE-4"
    return "D-6" if first >= date(2024, 9, 22) else ""


def is_subject(row: dict[str, str], at: datetime) -> bool:
    if "disputed" in row["flags"].split("|"):
        return False
    if row["role"] == "person":
        confirmed = (
            row["basis"] in ("declared", "complaint")
            and row["basis_ref"]
            and row["confirmed_by"]
            and row["confirmed_at"]
        )
        today = at.astimezone(ZONE).date().isoformat()
        return bool(confirmed) and row["valid_from"] <= today <= (row["valid_to"] or "9999")
    return row["role"] == "opd"


def count_leads(folder: Path) -> dict[tuple[str, str, str, int], tuple[set[str], set[str]]]:
    reader = NaiveReader(folder)
    piles: dict[tuple[str, str, str, int], list[tuple[str, str]]] = defaultdict(list)
    for kind, actor, target, post, earliest, latest in sorted(reader.acts, key=str):
        subject, object_ = reader.rows[actor], reader.rows[target]
        rule = name_rule(earliest, latest)
        if kind in GROUPS and rule and object_["role"] in CAMPAIGN and is_subject(subject, latest):
            piles[subject["handle"], subject["platform"], rule, int(object_["pair_no"])].append((kind, post))
    leads = {}
    for key, acts in piles.items():
        counts = defaultdict(int)
        for kind, _ in acts:
            counts[GROUPS[kind]] += 1
        if any(counts[group] >= needed for group, needed in NEEDED.items()):
            leads[key] = ({kind for kind, _ in acts}, {post for _, post in acts})
    return leads


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10_000), accounts=st.sampled_from((0, 60, 110)), interactions=st.sampled_from((0, 300, 900)))
def test_truth_lists_exactly_the_leads_a_naive_count_finds(seed: int, accounts: int, interactions: int) -> None:
    with tempfile.TemporaryDirectory() as parent:
        folder = write_region(Path(parent) / "region", seed, accounts, interactions)
        truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
        stated = {
            (lead["handle"], lead["platform"], lead["rule_id"], lead["pair_no"]): (
                set(lead["kinds"]), {url.rstrip("/").split("/")[-1] for url in lead["object_urls"]},
            )
            for lead in truth["leads"]
        }  # fmt: skip
        assert len(stated) == len(truth["leads"])
        assert count_leads(folder) == stated
        burst = truth["coordinated"][0]
        assert list_bursts(folder) == {(burst["object_url"].split("/")[-1], burst["accounts"])}


def list_bursts(folder: Path) -> set[tuple[str, int]]:
    """Posts that three or more subjects of one unit shared within 60 seconds, with how many."""
    reader = NaiveReader(folder)
    shares: dict[tuple[str, str], list[datetime]] = defaultdict(list)
    for kind, actor, target, post, earliest, latest in reader.acts:
        row = reader.rows[actor]
        if (
            kind == "share"
            and earliest == latest
            and is_subject(row, latest)
            and reader.rows[target]["role"] in CAMPAIGN
        ):
            shares[row["unit_id"], post].append(latest)
    return {
        (post, len(times))
        for (_, post), times in shares.items()
        if len(times) >= 3 and (max(times) - min(times)).total_seconds() <= 60
    }


def test_a_nil_region_holds_no_lead_for_the_naive_reader(tmp_path: Path) -> None:
    assert count_leads(write_region(tmp_path / "nil", 5, interactions=900, nil=True)) == {}
