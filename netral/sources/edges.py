"""The edges format, CSV or Parquet -> records: hand-kept lists, complaint transcripts, other tools' exports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from netral.errors import BadCapture, Place, Sentence
from netral.identity import hash_bytes, to_compact_json
from netral.model import ActSeen, Kind, Platform, PostSeen, Record
from netral.names import EMPTY, LONGEST_EMPTY, clean_cell
from netral.sources.bare import ListTarget, created_from_id
from netral.sources.csv_rows import read_table
from netral.sources.edge_accounts import cell_to_account
from netral.sources.format import Format, Sample
from netral.sources.items import limit_texts
from netral.sources.lines import Lines
from netral.sources.moments import parse_moment
from netral.sources.parquet_rows import is_parquet, read_parquet_table
from netral.sources.rounded_ids import RoundingWatch
from netral.sources.targets import FLOAT_ID, MAX_URL, url_to_post_id
from netral.sources.unusable import Unusable, shorten
from netral.times import BadTime, day_bounds_us, format_utc

NEEDED = ("platform", "actor", "kind")
COLUMNS = (*NEEDED, "target", "occurred_at", "object_url", "weight", "observed_at", "act_url", "text")
TIES = frozenset({Kind.FOLLOW, Kind.JOIN})
HOUR_LETTERS = 13
PLATFORMS, KINDS = frozenset(map(str, Platform)), frozenset(map(str, Kind))
OBJECT_AUTHOR_KINDS = frozenset({Kind.LIKE, Kind.SHARE, Kind.COMMENT, Kind.REPLY, Kind.QUOTE})
MAX_WEIGHT = 1_000_000_000
_DAY = re.compile(r"\d{4}-\d\d-\d\d|\d{8}|\d{4}-W\d\d-\d", re.ASCII)
# An address begins with a letter or digit and has a dot or slashes in it; behind a blank or comma begins another one.
_ADDRESS = re.compile(r"\w[^\s.]*(?:://|\.)\S")
_SEVERAL = re.compile(r"[\s,;|]\s*https?://")
_SHORTENED = ("…", "...")


def recognise(sample: Sample) -> bool:
    """Whether the columns are those of edges, CSV or Parquet."""
    return set(NEEDED) <= set(sample.header)


def read_edges(lines: Lines, _target: ListTarget, zone: str) -> Iterator[Record]:
    """Rows to records, one each; a time without zone is read in ``zone`` and marked as assumed.

    Raises
    ------
    BadCapture
        When a needed column is missing, or ids were rounded, to floats or in a spreadsheet.
    """
    return _read_parquet(lines.path, zone) if is_parquet(lines.path) else _read_csv(lines, zone)


def _read_parquet(path: Path, zone: str) -> Iterator[Record]:
    names, rows = read_parquet_table(path)
    watch = RoundingWatch()
    _check_header(names, path.name)
    for number, row in enumerate(rows):
        sha256 = hash_bytes(to_compact_json({key: _to_json(value) for key, value in row.items()}))
        place = Sentence("{file}, row {row}", file=path.name, row=number)
        yield limit_texts(_row_to_record(f"/{number}", sha256, row, zone, place, watch))


def _to_json(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value if value is None or isinstance(value, (str, int, float)) else str(value)


def _read_csv(lines: Lines, zone: str) -> Iterator[Record]:
    table = read_table(lines)
    if table is None:
        return
    names, _, rows = table
    file_name, watch = lines.path.name, RoundingWatch()
    _check_header(names, file_name)
    for line, cells in rows:
        locator = f"line:{line.number}"
        if line.too_long:
            yield Record(locator, line.sha256, reason="line_too_long", detail="longer than 32 MiB")
        elif cells is None or (len(cells) < len(names) and not line.ended):
            detail = f"not {len(names)} cells of UTF-8 with quotes in pairs"
            reason = "unexpected_shape" if line.ended else "cut"
            yield Record(locator, line.sha256, reason=reason, detail=detail)
        else:
            row = dict(zip(names, cells, strict=False))
            place = Sentence("{file}, row {row}", file=file_name, row=line.number)
            record = _row_to_record(locator, line.sha256, row, zone, place, watch)
            yield limit_texts(record, len(line.data))


def _check_header(names: list[str], file_name: str) -> None:
    if missing := [name for name in NEEDED if name not in names]:
        raise BadCapture(
            "{file}: column {missing!r} is missing; edges need {columns}",
            file=file_name,
            missing=missing[0],
            columns=", ".join(NEEDED),
        )
    if twice := [name for name in COLUMNS if names.count(name) > 1]:
        raise BadCapture(
            "{file}: column {column!r} stands there twice; once is allowed", file=file_name, column=twice[0]
        )


def _row_to_record(
    locator: str, sha256: str, row: dict[str, Any], zone: str, place: Place, watch: RoundingWatch
) -> Record:
    try:
        acts, posts, observed_us = _read_row(row, zone, place, watch)
    except Unusable as error:
        return Record(locator, sha256, reason=error.reason, detail=error.detail)
    return Record(locator, sha256, collected_us=observed_us, acts=acts, posts=posts)


def _read_row(
    row: dict[str, Any], zone: str, place: Place, watch: RoundingWatch
) -> tuple[tuple[ActSeen, ...], tuple[PostSeen, ...], int | None]:
    platform, kind = _text(row, "platform").lower(), _text(row, "kind").lower()
    if platform not in PLATFORMS:
        raise Unusable("unknown_platform", f"platform is none of {', '.join(Platform)}")
    if kind not in KINDS:
        raise Unusable("unknown_kind", f"kind is none of {', '.join(Kind)}")
    actor, target = (
        cell_to_account(row.get(column), _text(row, column), platform, column, place, watch)
        for column in ("actor", "target")
    )
    url, act_url = _text(row, "object_url") or None, _text(row, "act_url") or None
    if actor is None:
        raise Unusable("actor_unknown", "actor is empty")
    if target is None and url is None and kind != Kind.POST:
        raise Unusable("target_unknown", "target and object_url are both empty; one is needed")
    observed_us = _observed_us(row, zone)
    act = ActSeen(
        kind=kind,
        actor=actor,
        target=target,
        native_id=_post_id(platform, act_url, place, "act_url", watch) if act_url else None,
        object_id=_post_id(platform, url, place, "object_url", watch) if url and kind not in TIES else None,
        object_url=url,
        act_url=act_url,
        weight=_weight(row),
        text=_text(row, "text") or None,
    )
    act = _set_time(act, row, platform, zone, observed_us)
    return _with_coauthor(act), _posts_of(act, platform), observed_us


def _set_time(act: ActSeen, row: dict[str, Any], platform: str, zone: str, observed_us: int | None) -> ActSeen:
    occurred_us, assumed, day = _time(row, "occurred_at", zone)
    if day is not None:
        first_us, last_us = day_bounds_us(day, zone)
        return replace(act, after_us=first_us, before_us=last_us, precision="day", zone_assumed=True)
    if occurred_us is not None:
        return replace(act, occurred_us=occurred_us, precision="second", zone_assumed=assumed)
    own_us = created_from_id(platform, act.native_id)
    if own_us is not None:
        return replace(act, occurred_us=own_us, precision="millisecond", derivation="id")
    return replace(
        act,
        after_us=created_from_id(platform, act.object_id),
        before_us=observed_us,
        precision="interval",
        derivation="aggregate" if act.weight > 1 else "native",
    )


def _with_coauthor(act: ActSeen) -> tuple[ActSeen, ...]:
    """Every named author of a joint post acts, so a coauthored post counts both ways."""
    if act.kind == Kind.COAUTHOR and act.target is not None:
        return (act, replace(act, actor=act.target, target=act.actor))
    return (act,)


def _posts_of(act: ActSeen, platform: str) -> tuple[PostSeen, ...]:
    posts = []
    if act.object_id and act.target and act.kind in OBJECT_AUTHOR_KINDS:
        posts.append(PostSeen(platform, act.object_id, act.target, url=act.object_url))
    if act.native_id and act.kind in (Kind.COMMENT, Kind.REPLY, Kind.QUOTE, Kind.POST, Kind.SHARE):
        text = None if act.kind == Kind.SHARE else act.text
        posts.append(
            PostSeen(platform, act.native_id, act.actor, act.kind, text, act.occurred_us, act.act_url, act.object_id)
        )
    return tuple(posts)


def _text(row: dict[str, Any], column: str) -> str:
    value = row.get(column)
    if isinstance(value, bytes):  # Impala, Hive and older tools do not say in Parquet that a column is text
        value = _decode(value, column)
    if value is None or value == "" or value != value:
        return ""
    text = str(value)
    if column == "text":  # nothing in it is looked for but what somebody said
        return text.strip()
    text = clean_cell(text)
    return "" if len(text) <= LONGEST_EMPTY and text.lower() in EMPTY else text


def _decode(value: bytes, column: str) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        raise Unusable("unexpected_shape", f"{column} holds bytes that are no UTF-8") from None


def _post_id(platform: str, url: str, place: Place, column: str, watch: RoundingWatch) -> str:
    native_id = url_to_post_id(platform, url)
    if FLOAT_ID.match(url.rstrip("/").rpartition("/")[2]):
        raise BadCapture(
            "{place}: {url} in column {column} holds an id that was rounded to a float; export it as text",
            place=place,
            url=shorten(repr(url), 80),
            column=column,
        )
    if not native_id or not _is_address(url):
        raise Unusable("bad_url", f"{column} holds no address; allowed is one, whole, of up to {MAX_URL} letters")
    watch.see(native_id, column, place)
    return native_id


def _is_address(url: str) -> bool:
    """Whether a cell names one post; a number alone may be that of one."""
    if url.isascii() and url.isdigit():
        return url.strip("0") != ""
    is_one = url.count("://") < 2 or not _SEVERAL.search(url)
    return is_one and bool(_ADDRESS.match(url)) and not url.endswith(_SHORTENED)


def _time(row: dict[str, Any], column: str, zone: str) -> tuple[int | None, bool, date | None]:
    value, text = row.get(column), _text(row, column)
    if isinstance(value, datetime):
        text = format_utc(value) if value.tzinfo else value.isoformat()
    elif text[HOUR_LETTERS : HOUR_LETTERS + 1] == ".":  # 2024-09-27 14.05, as Indonesians and their spreadsheets write
        text = text.replace(".", ":")
    if not text:
        return None, False, None
    try:
        day = _to_day(text)
        return (None, True, day) if day else (*parse_moment(text, zone), None)
    except BadTime:  # the cell itself stays where it is: it may hold anything
        raise Unusable(
            "bad_time", f"{column} is no time; allowed is ISO 8601 such as 2024-09-27T14:05:00+08:00"
        ) from None


def _observed_us(row: dict[str, Any], zone: str) -> int | None:
    """When a row was observed; of a date without time of day its end, by which everything seen had happened."""
    observed_us, _, day = _time(row, "observed_at", zone)
    return day_bounds_us(day, zone)[1] if day else observed_us


def _to_day(text: str) -> date | None:
    """A date without time of day; None when there is more than that, or it lies in no year that tells anything."""
    if not _DAY.fullmatch(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1970 < day.year < 9999 else None


def _weight(row: dict[str, Any]) -> int:
    text = _text(row, "weight").removesuffix(".0")
    if isinstance(row.get("weight"), Decimal) and "." in text:  # 2.00 in a table that knows its numbers is no 200
        text = text.rstrip("0").removesuffix(".")
    if not text:
        return 1
    if not (text.isascii() and text.isdigit() and len(text) <= 10) or not 1 <= int(text) <= MAX_WEIGHT:
        raise Unusable("bad_weight", f"weight is no whole number from 1 to {MAX_WEIGHT}")
    return int(text)


FORMAT = Format("edges", recognise, read_edges, tuple(name.encode() for name in COLUMNS), takes_target=False)
