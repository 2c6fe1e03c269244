"""The CSV that tweet-harvest writes of X's search, delimited by comma or semicolon -> records.

Source: tweet-harvest up to 2.7.1 (``src/crawl.ts``, ``src/constants.ts``, its changelog). Times are X's own before
2.7.0, ISO 8601 since. Whom a post replies to is a handle; there is no id of the post replied to, shared or quoted, and
no list of mentions. Before 2.5 that handle is missing too, as is later that of an account which X does not show any
more; then a reply shows by its conversation. Before 2.5 quotes within a text were not doubled; the delimiter was taken
out of it instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from netral.model import AccountSeen, ActSeen, Kind, PostSeen, Record
from netral.sources.bare import ListTarget, created_from_id
from netral.sources.csv_records import Row, read_csv
from netral.sources.format import Format, Sample
from netral.sources.lines import Lines
from netral.sources.mentions import find_mentions
from netral.sources.moments import parse_moment
from netral.sources.rounded_ids import refuse_unlike_address
from netral.sources.targets import url_to_post_id
from netral.sources.tweet import RETWEET, Facts, TweetSeen, tweet_to_facts, unescape_text
from netral.sources.unusable import Unusable
from netral.times import parse_platform_time

NEEDED = ("created_at", "id_str", "full_text", "user_id_str", "conversation_id_str")
# Where versions 2.5.0 to 2.5.2 put whom a post replies to, and how many columns their header had.
REPLY_AT, WIDTH_2_5 = 10, 15
REPLIED = "in_reply_to_screen_name"
HANDLE = re.compile(r"[A-Za-z0-9_]+")
ID_COLUMNS = ("id_str", "user_id_str", "conversation_id_str")
# Versions that delimited by semicolon wrote a blank for every one in the text, those of X's escapes too.
BROKEN_ESCAPE = re.compile("&(amp|lt|gt) ")


def recognise(sample: Sample) -> bool:
    """Whether the header is tweet-harvest's."""
    return _is_known(sample.header)


def _is_known(names: tuple[str, ...]) -> bool:
    return set(NEEDED) <= set(names)


def read_tweets(lines: Lines, target: ListTarget, zone: str) -> Iterator[Record]:
    """Rows to records, one each.

    Raises
    ------
    BadCapture
        When ids were rounded, to floats or in a spreadsheet.
    """

    def read_row(row: Row) -> Record:
        base = replace(row.base, op=target.op and target.op.value, target=target.name, tool="tweet-harvest")
        facts = _read_row(row)
        return replace(base, accounts=tuple(facts.accounts), posts=tuple(facts.posts), acts=tuple(facts.acts))

    return read_csv(lines, "tweet-harvest", _is_known, read_row, split_undoubled)


def split_undoubled(data: bytes, delimiter: str) -> list[str] | None:
    """A row whose quotes were not doubled to cells: no text of it holds the delimiter. None when it is no UTF-8.

    Where every cell is quoted, a place may hold the delimiter, but not together with the quotes around it.
    """
    try:
        text = data.decode("utf-8").rstrip("\r")
    except UnicodeDecodeError:
        return None
    if len(text) > 1 and text[0] == text[-1] == '"' and f'"{delimiter}"' in text:
        return _move_reply(text[1:-1].split(f'"{delimiter}"'))
    cells = text.split(delimiter)
    return [cell[1:-1] if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell for cell in cells]


def _move_reply(cells: list[str]) -> list[str]:
    """A reply's cells as 2.5.0 to 2.5.2 wrote them, to their order in its header.

    It wrote whom a post replies to before the author and once more at the end, which made a reply's row one cell longer
    than its header; the header has it behind the post's address.
    """
    if len(cells) != WIDTH_2_5 + 1 or cells[REPLY_AT] != cells[-1]:
        return cells
    replied, author, address, image, place = cells[REPLY_AT:-1]
    return [*cells[:REPLY_AT], author, address, replied, image, place]


def _read_row(row: Row) -> Facts:
    native_id, user_id, conversation_id = (row.id(column) for column in ID_COLUMNS)
    handle = row.text("username").lstrip("@")
    if native_id is None:
        raise Unusable("id_unknown", "the post has no id_str")
    if user_id is None and not handle:
        raise Unusable("author_unknown", "the post names no author")
    address_id = url_to_post_id("x", row.text("tweet_url"))
    if not row.ended and address_id != native_id:
        raise Unusable("cut", "the last line has no end, and its tweet_url is not that of its id_str")
    if not row.ended and handle and f"/{handle}/" not in row.text("tweet_url"):
        raise Unusable("cut", "the last line has no end, and its username is not that of its tweet_url")
    refuse_unlike_address(native_id, address_id, "id_str", row.place)
    if address_id.isdigit() and address_id != native_id:
        # A row that swallowed the next ones, as pandas reads undoubled quotes, ends with another post's author.
        raise Unusable("unexpected_shape", "tweet_url is that of another post than id_str")
    author = AccountSeen("x", user_id, handle or None)
    created_us, text = _parse_time(row.text("created_at")), _read_text(row)
    if match := RETWEET.match(text):
        return _to_share(native_id, author, AccountSeen("x", None, match.group(1)), created_us)
    told = _read_told(row)
    reply_to = AccountSeen("x", None, told) if told else None
    mentions = tuple(AccountSeen("x", None, name) for name in find_mentions("x", text))
    facts = tweet_to_facts(TweetSeen(native_id, author, text, created_us, conversation_id, None, reply_to, mentions))
    acts = [replace(act, derivation="regex") if act.kind == Kind.MENTION else act for act in facts.acts]
    return replace(facts, acts=acts)


def _read_told(row: Row) -> str:
    """The handle that the row says the post replies to.

    In rows of 2.5.0 to 2.5.2 a picture's address may stand in its place.
    """
    told = row.text(REPLIED).lstrip("@")
    return told if HANDLE.fullmatch(told) else ""


def _read_text(row: Row) -> str:
    return unescape_text(BROKEN_ESCAPE.sub(r"&\1;", row.text("full_text"))) or ""


def _parse_time(text: str) -> int | None:
    """When a post was written; None where the post's number has to tell it.

    The tool's times have an offset. A date, or a time without one, was written by somebody else, in a zone of theirs.
    """
    if not text[:1].isdigit():
        return parse_platform_time(text)
    instant_us, is_assumed = parse_moment(text, "UTC")
    return None if is_assumed else instant_us


def _to_share(native_id: str, author: AccountSeen, shared: AccountSeen, created_us: int | None) -> Facts:
    """A retweet, of which only the handle of the shared post's author is left."""
    moment_us = created_us or created_from_id("x", native_id)
    url = f"https://x.com/{author.handle}/status/{native_id}" if author.handle else None
    act = ActSeen(
        Kind.SHARE.value,
        author,
        shared,
        native_id=native_id,
        act_url=url,
        occurred_us=moment_us,
        precision=None if moment_us is None else "second" if created_us else "millisecond",
        derivation="regex",
    )
    return Facts([author, shared], [PostSeen("x", native_id, author, "repost", None, moment_us, url)], [act])


FORMAT = Format(
    "tweet-harvest",
    recognise,
    read_tweets,
    (b"full_text", b"id_str", b"user_id_str", b"conversation_id_str", b"tweet_url"),
    takes_target=False,
)
