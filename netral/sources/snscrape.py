"""JSONL of snscrape or twscrape items, old and new field names -> records.

Source: snscrape's and twscrape's own classes; fields that were renamed over the years are read under either name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from netral.errors import BadCapture
from netral.model import AccountSeen, PostSeen, Record
from netral.sources.bare import ListTarget, require_target, target_to_posts, user_to_acts
from netral.sources.format import Format, Sample
from netral.sources.lines import Line, Lines
from netral.sources.targets import FLOAT_ID, url_to_post_id
from netral.sources.tweet import TweetSeen, tweet_to_facts
from netral.times import BadTime, parse_platform_time

NativeId = int | str | float | None


class Versions(msgspec.Struct, gc=False):
    """The ids of an edited post's versions, oldest first."""

    edit_tweet_ids: list[NativeId] | None = None


class Item(msgspec.Struct, gc=False):
    """A Tweet, User or reference to one, as the tools print them; unknown fields are passed over."""

    type_: str | None = msgspec.field(default=None, name="_type")
    id: NativeId = None
    id_str: str | None = None
    url: str | None = None
    date: str | None = None
    username: str | None = None
    displayname: str | None = None
    followersCount: Any = None  # noqa: N815 - the tool's own name
    rawContent: str | None = None  # noqa: N815
    content: str | None = None
    user: Item | None = None
    conversationId: NativeId = None  # noqa: N815
    conversationIdStr: str | None = None  # noqa: N815
    inReplyToTweetId: NativeId = None  # noqa: N815
    inReplyToTweetIdStr: str | None = None  # noqa: N815
    inReplyToUser: Item | None = None  # noqa: N815
    inReplyToScreenName: str | None = None  # noqa: N815
    mentionedUsers: list[Item] | None = None  # noqa: N815
    editControl: Versions | None = None  # noqa: N815
    retweetedTweet: Item | None = None  # noqa: N815
    quotedTweet: Item | None = None  # noqa: N815


_DECODER = msgspec.json.Decoder(Item)


class UnusableItem(Exception):
    """A single item cannot be read; it goes to quarantine with this reason and detail."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason, self.detail = reason, detail


def recognise(sample: Sample) -> bool:
    """Whether some first line names its class as snscrape does, or the file breaks off within the first one."""
    types = [value.get("_type") for value in sample.values if isinstance(value, dict)]
    if any(isinstance(name, str) and name.startswith("snscrape.modules.") for name in types):
        return True
    is_begun = not sample.values and sample.head.lstrip()[:1] == b"{"
    return is_begun and b'"snscrape.modules.' in sample.head and b'"raw_sha256"' not in sample.head


def read_items(lines: Lines, target: ListTarget, _zone: str) -> Iterator[Record]:
    """Lines of items to records, one each.

    Raises
    ------
    BadCapture
        When an id was mangled to a float, or users come without an op and target.
    """
    for line in lines:
        yield read_item(line, line.data, target, f"{lines.path.name}, line {line.number}")


def read_item(line: Line, data: bytes, target: ListTarget, place: str, collected_us: int | None = None) -> Record:
    """One item's bytes to a record with the line's locator and hash; an item that cannot be read is quarantined."""
    base = Record(f"line:{line.number}", line.sha256, target.op and target.op.value, target.name, collected_us)
    if line.too_long:
        return base._replace(reason="line_too_long", detail="longer than 32 MiB")
    try:
        return _item_to_record(base, _DECODER.decode(data), target, place)
    except UnusableItem as error:
        return base._replace(reason=error.reason, detail=error.detail)
    except BadTime as error:
        return base._replace(reason="bad_time", detail=str(error))
    except msgspec.ValidationError as error:
        return base._replace(reason="unexpected_shape", detail=str(error))
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        return base._replace(reason="not_json" if line.ended else "cut", detail=str(error))


def _item_to_record(base: Record, item: Item, target: ListTarget, place: str) -> Record:
    kind = _item_kind(item)
    if kind == "instagram":
        return base._replace(posts=(_to_instagram_post(item),))
    if kind == "tweet":
        facts = tweet_to_facts(_to_tweet(item, place))
        return base._replace(accounts=tuple(facts.accounts), posts=tuple(facts.posts), acts=tuple(facts.acts))
    require_target(target, place)
    user = _to_account(item, place)
    if user is None:
        raise UnusableItem("account_unknown", "the user has neither id nor username")
    acts = user_to_acts(user, target, base.collected_us)
    return base._replace(accounts=(user,), posts=target_to_posts(target), acts=acts)


def _item_kind(item: Item) -> str:
    type_ = item.type_ or ""
    if type_ == "snscrape.modules.instagram.InstagramPost":
        return "instagram"
    if type_.startswith("snscrape.modules.") and not type_.startswith("snscrape.modules.twitter."):
        raise UnusableItem("unsupported_type", f"_type {type_} is not read from this format")
    name = type_.rpartition(".")[2]
    if name in ("User", "UserRef"):
        return "user"
    if name == "Tweet" or item.rawContent is not None or item.content is not None or item.user is not None:
        return "tweet"
    if name in ("Tombstone", "TweetRef"):
        raise UnusableItem("unavailable", f"the platform showed only a {name}")
    if item.username is not None or item.followersCount is not None:
        return "user"
    raise UnusableItem("unexpected_shape", "neither a post nor a user")


def _to_instagram_post(item: Item) -> PostSeen:
    """An Instagram post: its item has no id, but the address holds the shortcode; the author may be missing."""
    if not item.url:
        raise UnusableItem("id_unknown", "the post has no url")
    author = AccountSeen("instagram", None, item.username) if item.username else None
    shortcode = url_to_post_id("instagram", item.url)
    return PostSeen("instagram", shortcode, author, "post", item.content, parse_platform_time(item.date), item.url)


def _to_tweet(item: Item, place: str, depth: int = 0) -> TweetSeen:
    native_id = _to_id(item.id_str, item.id, place, "id")
    if native_id is None:
        raise UnusableItem("id_unknown", "the post has no id")
    first_id = _find_first_version(item, place) or native_id
    author = _find_author(item, place)
    if author is None and depth == 0:
        raise UnusableItem("author_unknown", f"post {native_id} names no author")
    return TweetSeen(
        first_id,
        author,
        item.rawContent if item.rawContent is not None else item.content,
        parse_platform_time(item.date) if first_id == native_id else None,  # a version's time is that of its edit
        _to_id(item.conversationIdStr, item.conversationId, place, "conversationId"),
        _to_id(item.inReplyToTweetIdStr, item.inReplyToTweetId, place, "inReplyToTweetId"),
        _find_replied(item, place),
        tuple(user for mention in item.mentionedUsers or () if (user := _to_account(mention, place))),
        _to_tweet(item.retweetedTweet, place, depth + 1) if item.retweetedTweet else None,
        _to_tweet(item.quotedTweet, place, depth + 1) if item.quotedTweet else None,
    )


def _find_first_version(item: Item, place: str) -> str | None:
    """X gives every version of an edited post an id of its own; the first one's stands for the post."""
    versions = item.editControl.edit_tweet_ids if item.editControl else None
    return _to_id(None, versions[0], place, "editControl.edit_tweet_ids") if versions else None


def _find_author(item: Item, place: str) -> AccountSeen | None:
    if item.user is not None:
        return _to_account(item.user, place)
    return AccountSeen("x", None, item.username) if item.username else None


def _find_replied(item: Item, place: str) -> AccountSeen | None:
    if item.inReplyToUser is not None:
        return _to_account(item.inReplyToUser, place)
    return AccountSeen("x", None, item.inReplyToScreenName) if item.inReplyToScreenName else None


def _to_account(item: Item, place: str) -> AccountSeen | None:
    native_id = _to_id(item.id_str, item.id, place, "id")
    if native_id is None and not item.username:
        return None
    return AccountSeen("x", native_id, item.username or None, item.displayname)


def _to_id(text: str | None, number: NativeId, place: str, key: str) -> str | None:
    if number.__class__ is int and (text is None or text.isdigit()):
        return text or str(number)
    for value in (text, number):
        if isinstance(value, float) or (isinstance(value, str) and not value.isdigit() and FLOAT_ID.match(value)):
            problem = "is an id mangled to a float; capture again with ids as text"
            raise BadCapture(f"{place}, key {key}: {value!r} {problem}")
    return text or (None if number is None else str(number))


FORMAT = Format("snscrape", recognise, read_items, (b'"_type"', b'"rawContent"', b'"username"', b'"content"'))
