"""A row of X's posts as minet writes them -> accounts, posts and acts.

Source: medialab/twitwi, ``TWEET_FIELDS`` and ``normalizers.py``: of a post that quotes, text, mentions and links hold
those of the quoted post too, whose words stand in the text as « handle: words — address ».
"""

from __future__ import annotations

from msgspec.structs import replace

from netral.model import AccountSeen, Kind
from netral.sources.csv_records import Row, is_digits
from netral.sources.mentions import find_mentions
from netral.sources.moments import epoch_to_us
from netral.sources.rounded_ids import refuse_unlike_address
from netral.sources.targets import url_to_post_id
from netral.sources.tweet import Facts, TweetSeen, find_linked, tweet_to_facts
from netral.sources.unusable import Unusable, read_id


def read_tweet(row: Row) -> Facts:
    """A row to what it says.

    Raises
    ------
    BadCapture
        When an id was rounded to a float.
    Unusable, BadTime
        When the row cannot be read.
    """
    native_id, author = row.id("id"), _read_account(row, "user_id", "user_screen_name", "user_name")
    if native_id is None:
        raise Unusable("unavailable", "minet found no post for this row")
    if author is None:
        raise Unusable("author_unknown", "the post names no author")
    refuse_unlike_address(native_id, url_to_post_id("x", row.text("url")), "id", row.place)
    text, has_ids = _cut_quoted(row), bool(row.text("mentioned_ids"))
    tweet = TweetSeen(
        native_id,
        author,
        text,
        epoch_to_us(row.text("timestamp_utc")),
        reply_to_id=row.id("to_tweetid"),
        reply_to=_read_account(row, "to_userid", "to_username"),
        mentions=tuple(_list_mentions(row, text)),
        retweeted=_read_other(row, "retweeted"),
        quoted=_read_other(row, "quoted"),
    )
    facts = tweet_to_facts(tweet)
    # Of the post shared or quoted the row tells who and when, not what kind of post it is.
    posts = [post if post.native_id == native_id else replace(post, kind=None) for post in facts.posts]
    if has_ids:
        return replace(facts, posts=posts)
    acts = [replace(act, derivation="regex") if act.kind == Kind.MENTION else act for act in facts.acts]
    return replace(facts, posts=posts, acts=acts)


def _read_account(row: Row, id_column: str, handle_column: str, name_column: str = "") -> AccountSeen | None:
    native_id, handle = row.id(id_column), row.text(handle_column).lstrip("@")
    if native_id is None and not handle:
        return None
    return AccountSeen("x", native_id, handle or None, row.text(name_column) or None)


def _read_other(row: Row, prefix: str) -> TweetSeen | None:
    native_id = row.id(f"{prefix}_id")
    if native_id is None:
        return None
    author = _read_account(row, f"{prefix}_user_id", f"{prefix}_user")
    if author is None and prefix == "quoted":
        # Of a post that X's API did not include minet has the id alone, and the text keeps the link to it.
        return find_linked(row.text("text").split(), native_id)
    return TweetSeen(native_id, author, None, epoch_to_us(row.text(f"{prefix}_timestamp_utc")))


def _cut_quoted(row: Row) -> str:
    """The author's own words: what somebody else wrote is not to be found in their mouth."""
    text = row.text("text")
    start, end = text.find(f"« {row.text('quoted_user')}: "), text.rfind(" »")
    if not row.text("quoted_id") or start < 0 or end < start:
        return text
    return f"{text[:start].rstrip()} {text[end + 2 :].lstrip()}".strip()


def _list_mentions(row: Row, text: str) -> list[AccountSeen]:
    names = [name.strip().lstrip("@") for name in row.text("mentioned_names").split("|") if name.strip()]
    ids = [native_id.strip() for native_id in row.text("mentioned_ids").split("|") if native_id.strip()]
    for native_id in ids:
        if not is_digits(read_id(native_id, f"{row.place}, column mentioned_ids") or "0"):
            raise Unusable("bad_id", "mentioned_ids holds no ids; allowed are digits")
    mentions = [
        AccountSeen("x", native_id, name)
        for native_id, name in zip(ids if len(ids) == len(names) else [None] * len(names), names, strict=True)
    ]
    if not row.text("quoted_id"):
        return mentions
    own = {name.lower() for name in find_mentions("x", text)}
    return [mention for mention in mentions if (mention.handle or "").lower() in own]
