"""The CSVs that minet writes of X, Instagram and Telegram -> records.

minet appends what it collects to the rows it was given, so that the columns before its own say what a list is a list
of: ``user`` where a name was given on the command line, else the input file's own column. ``collection_time`` is the
local time of a machine that nobody knows, and is not read.

Source: medialab/minet 4 (``minet/cli/twitter``, ``minet/cli/instagram``, ``minet/instagram/types.py``,
``minet/telegram/types.py``), medialab/twitwi (``TWEET_FIELDS``, ``USER_FIELDS``, ``normalizers.py``) and casanova's
records: lists are joined by ``|``, nothing is an empty cell, Instagram's users were keyed ``pk`` before version 1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from msgspec.structs import replace

from netral.errors import BadCapture, Place, Sentence
from netral.model import POST_OPS, AccountSeen, Op, Record
from netral.sources import minet_instagram, minet_telegram, minet_x
from netral.sources.bare import ListTarget, require_user_op, target_to_posts, user_to_acts
from netral.sources.csv_records import Row, read_csv
from netral.sources.format import Format, Sample
from netral.sources.lines import Lines
from netral.sources.targets import PostTarget, name_post, url_to_post_id
from netral.sources.tweet import Facts, is_same
from netral.sources.unusable import Unusable, read_id, shorten

# The input column that minet was told to read, where there are several: the names it and its examples use, best first.
ACCOUNT_COLUMNS = ("user", "screen_name", "user_screen_name", "username", "handle", "user_id", "account", "url", "id")
POST_COLUMNS = ("post", "url", "post_url", "shortcode", "tweet_id", "tweet", "tweet_url", "id")
ID_COLUMNS = ("follower_id", "friend_id")
NO_TARGETS = ("list", "query")  # minet's own names for a list of X and for words that were searched
_HANDLE = re.compile(r"@?([A-Za-z0-9_.]{1,64})")


class Shape(NamedTuple):
    """One of minet's tables: the platform, the columns it is known by, and how a row of it is read.

    A list of users or comments also has ``anchor``, before which the ``id`` stands that begins minet's own columns, and
    ``op`` where the table itself tells what was listed.
    """

    platform: str
    needed: frozenset[str]
    read: Callable[[Row], Facts] | None = None
    anchor: str | None = None
    op: Op | None = None


SHAPES = (
    Shape("x", frozenset({"timestamp_utc", "user_screen_name", "user_id", "retweeted_id"}), minet_x.read_tweet),
    Shape("x", frozenset({"follower_id"}), anchor="follower_id", op=Op.FOLLOWERS),
    Shape("x", frozenset({"friend_id"}), anchor="friend_id", op=Op.FOLLOWING),
    Shape("x", frozenset({"screen_name", "timestamp_utc", "followers", "friends"}), anchor="screen_name"),
    Shape("telegram", frozenset({"link_to_message", "user", "datetime"}), minet_telegram.read_message),
    Shape(
        "instagram", frozenset({"parent_id", "text", "created_at_utc", "username"}), anchor="parent_id", op=Op.COMMENTS
    ),
    Shape("instagram", frozenset({"shortcode", "caption", "taken_at_timestamp"}), minet_instagram.read_post),
    Shape("instagram", frozenset({"username", "full_name", "is_private"}), anchor="full_name"),
)


def recognise(sample: Sample) -> bool:
    """Whether the header is that of one of minet's tables."""
    return _find_shape(sample.header) is not None


@lru_cache(maxsize=8)
def _find_shape(names: tuple[str, ...]) -> Shape | None:
    """The shape whose columns stand last: what minet was given may be a table of its own, too, to which it appends."""
    found = [shape for shape in SHAPES if shape.needed <= set(names)]
    found = [each for each in found if each.anchor not in ID_COLUMNS or names[1:][-1:] == (each.anchor,)]
    last = {name: number for number, name in enumerate(names)}
    return max(found, key=lambda shape: min(last[name] for name in shape.needed), default=None)


def read_tables(lines: Lines, target: ListTarget, zone: str) -> Iterator[Record]:
    """Rows to records, one each; of lists, the input columns say whose they are, and ``target`` where they do not.

    Raises
    ------
    BadCapture
        When the table is none of minet's, a list does not say whose it is or has an op that is not for users, or ids
        were rounded, to floats or in a spreadsheet.
    """

    def read_row(row: Row) -> Record:
        shape = _find_shape(row.names)
        if shape is None:
            raise Unusable("unexpected_shape", "the columns are those of no table of minet")
        row = row._replace(base=replace(row.base, tool="minet", op=target.op and target.op.value, target=target.name))
        if shape.read is not None:
            return _with_facts(row.base, shape.read(row))
        return _read_listed(row, shape, target)

    return read_csv(lines, "minet", lambda names: _find_shape(names) is not None, read_row)


def _with_facts(base: Record, facts: Facts) -> Record:
    return replace(base, accounts=tuple(facts.accounts), posts=tuple(facts.posts), acts=tuple(facts.acts))


def _read_listed(row: Row, shape: Shape, target: ListTarget) -> Record:
    """A user or comment of a list, which the input columns before minet's own name."""
    op = shape.op or target.op
    if op is None:
        raise BadCapture(
            "{place}: a bare list of users does not say whose it is; give --op and --target", place=row.place
        )
    if shape.op is None:
        require_user_op(op, row.place)
    listed = _find_target(row, shape, op, target)
    base = replace(row.base, op=op.value, target=listed.name)
    if op is Op.COMMENTS and listed.post is not None and shape.anchor == "parent_id":
        return _with_facts(base, minet_instagram.read_comment(row, listed.post))
    user = _read_user(row, shape)
    if is_same(user, listed.account):
        raise BadCapture(
            "{place}: the account is the one whose {op} they are said to be; a table of the accounts themselves has "
            "--op profile",
            place=row.place,
            op=op,
        )
    return replace(base, accounts=(user,), posts=target_to_posts(listed), acts=user_to_acts(user, listed, None))


def _read_user(row: Row, shape: Shape) -> AccountSeen:
    if shape.anchor in ID_COLUMNS:
        user = AccountSeen(shape.platform, row.id(shape.anchor or ""), None)
    else:
        handle, name = ("screen_name", "name") if shape.platform == "x" else ("username", "full_name")
        native_id = row.id("id") or row.id("pk")
        user = AccountSeen(shape.platform, native_id, row.text(handle) or None, row.text(name) or None)
    if user.platform_id is None and user.handle is None:
        raise Unusable("unavailable", "minet found nobody for this row")
    return user


def _find_target(row: Row, shape: Shape, op: Op, target: ListTarget) -> ListTarget:
    if op in (Op.PROFILE, Op.SEARCH, Op.POSTS):
        return ListTarget(op, target.account)
    inputs = _read_inputs(row, shape)
    # Bare ids in what minet was given are those that it read: it was told whose friends' friends to list.
    first = ID_COLUMNS if shape.anchor in ID_COLUMNS else ()
    column = _choose_column(inputs, POST_COLUMNS if op in POST_OPS else (*first, *ACCOUNT_COLUMNS))
    if column is None:
        if target.op != op or target.name is None:
            raise BadCapture(
                "{place}: of the input columns ({columns}) it is not known which says whose list this is; give "
                "--op {op} and --target",
                place=row.place,
                columns=shorten(", ".join(inputs), 200) or "-",
                op=op,
            )
        return target
    place, value = Sentence("{place}, column {column}", place=row.place, column=shorten(column, 60)), inputs[column]
    row.watch.see(value.removeprefix("'"), column, row.place)
    if op in POST_OPS:
        post = _to_post(shape.platform, value, place)
        known = target.post if target.post and target.post.native_id == post.native_id else None
        return ListTarget(op, None, known or post)
    return ListTarget(op, _to_account(shape.platform, value, place))


def _read_inputs(row: Row, shape: Shape) -> dict[str, str]:
    """The columns before minet's own: the last id before the anchor; of bare ids the id alone, or a cursor and it."""
    names = row.names
    end = len(names) - 1 - names[::-1].index(shape.anchor or "")
    if shape.anchor in ID_COLUMNS:
        end -= names[end - 1] == "cursor"
    else:
        end = max((number for number, name in enumerate(names[:end]) if name in ("id", "pk")), default=0)
    return {name: cell.strip() for name, cell in zip(names[:end], row.cells[:end], strict=True)}


def _choose_column(inputs: dict[str, str], known: tuple[str, ...]) -> str | None:
    if len(inputs) == 1:
        (name,) = inputs
        return None if name in NO_TARGETS else name
    return next((name for name in known if name in inputs), None)


def _to_account(platform: str, value: str, place: Place) -> AccountSeen:
    """A handle, an id or a profile's address, as minet takes them, to the account."""
    text = read_id(value.removeprefix("'"), place) or ""
    if "/" in text:
        text = "@" + text.partition("//")[2].partition("/")[2].partition("/")[0].partition("?")[0].lstrip("@")
    if text.isascii() and text.isdigit():
        return AccountSeen(platform, text, None)
    match = _HANDLE.fullmatch(text)
    if match is None:
        raise Unusable(
            "target_unknown", f"{str(place).rpartition(', ')[2]} names no account: a handle, an id or an address"
        )
    return AccountSeen(platform, None, match.group(1))


def _to_post(platform: str, value: str, place: Place) -> PostTarget:
    """A post's address, id or shortcode, as minet takes them, to the post."""
    text = read_id(value.removeprefix("'"), place) or ""
    native_id = url_to_post_id(platform, text) if "/" in text else name_post(platform, text)
    if not re.fullmatch(r"\d+" if platform == "x" else r"[\w-]{5,64}", native_id, re.ASCII):
        raise Unusable(
            "target_unknown", f"{str(place).rpartition(', ')[2]} names no post: an address, an id or a shortcode"
        )
    return PostTarget(platform, native_id)


FORMAT = Format(
    "minet",
    recognise,
    read_tables,
    (b"timestamp_utc", b"user_screen_name", b"mentioned_names", b"taken_at_timestamp", b"link_to_message"),
)
