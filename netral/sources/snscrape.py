"""JSONL of snscrape or twscrape items, old and new field names -> records.

Source: snscrape's and twscrape's own classes; fields that were renamed over the years are read under either name.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from netral.errors import BadCapture, Sentence
from netral.model import AccountSeen, Op, PostSeen, Record
from netral.names import to_handle
from netral.sources.bare import (
    ListTarget,
    is_user_alone,
    require_target,
    require_user_op,
    target_to_posts,
    user_to_acts,
)
from netral.sources.format import Format, Sample
from netral.sources.items import limit_texts
from netral.sources.lines import Line, Lines
from netral.sources.rounded_ids import is_rounded
from netral.sources.snscrape_item import (
    SHORT_LETTERS,
    Item,
    User,
    find_first_version,
    find_forwarded,
    find_named,
    is_bare_retweet,
    list_links,
    read_id,
    read_time,
)
from netral.sources.targets import url_to_post_id
from netral.sources.telegram_page import address_to_facts
from netral.sources.tweet import (
    Facts,
    TweetSeen,
    expand_links,
    find_linked,
    tweet_to_facts,
    unescape_text,
)
from netral.sources.unusable import MANGLED, MangledId, Unusable
from netral.times import BadTime

_DECODER = msgspec.json.Decoder(Item)
# The accounts of a file by what its users say of themselves: id, id as text, handle and name.
Accounts = dict[tuple[Any, str | None, str | None, str | None], AccountSeen | None]
MOST_ACCOUNTS = 100_000
# What nobody else calls a post's text and links.
OWN_KEYS = frozenset({"rawContent", "tcooutlinks"})
KINDS = {
    "snscrape.modules.twitter.Tweet": "tweet",
    "snscrape.modules.twitter.User": "user",
    "snscrape.modules.twitter.UserRef": "user",
    "snscrape.modules.instagram.InstagramPost": "instagram",
    "snscrape.modules.telegram.TelegramPost": "telegram",
}


def recognise(sample: Sample) -> bool:
    """Whether some first line names its class as snscrape does, or the file breaks off within the first one.

    Older versions name none, and are known by what no other tool calls so: a post's text, or its links.
    """
    items = [value for value in sample.values if isinstance(value, dict)]
    types = [item.get("_type") for item in items]
    if any(isinstance(name, str) and name.startswith("snscrape.modules.") for name in types):
        return True
    if any(OWN_KEYS & item.keys() and "date" in item for item in items):
        return True
    is_begun = not sample.values and sample.head.lstrip()[:1] == b"{"
    return is_begun and b'"snscrape.modules.' in sample.head and b'"raw_sha256"' not in sample.head


def read_items(lines: Lines, target: ListTarget, _zone: str) -> Iterator[Record]:
    """Lines of items to records, one each.

    Raises
    ------
    BadCapture
        When an id was mangled to a float, or users come without an op and target, or with an op that is not for them.
    """
    name, accounts = lines.path.name, Accounts()
    for line in lines:
        is_first = line.number == 1 and target.op is None
        own = ListTarget(Op.PROFILE) if is_first and _is_entity(lines.path) else target
        record = read_item(line, line.data, own, name, None, accounts)
        if is_user_alone(record, own):
            require_user_op(own.op, Sentence("{file}, line {line}", file=name, line=line.number))
        yield record


def _is_entity(path: Path) -> bool:
    """Whether a file begins with whose posts follow, as ``snscrape --with-entity`` writes it, and not with a list."""
    kinds = []
    for line in islice(Lines(path), 2):
        with suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError, Unusable):
            kinds.append(_item_kind(_DECODER.decode(line.data)))
    return kinds == ["user", "tweet"]


def read_item(
    line: Line, data: bytes, target: ListTarget, name: str, collected_us: int | None, accounts: Accounts
) -> Record:
    """One item's bytes to a record with the line's locator and hash; an item that cannot be read is quarantined.

    Parameters
    ----------
    name : str
        Of the file, for messages.
    accounts : Accounts
        Kept from line to line.
    """
    if line.too_long:
        return _quarantine(line, target, collected_us, "line_too_long", "longer than 32 MiB")
    try:
        facts = _item_to_facts(_DECODER.decode(data), data, target, collected_us, accounts, line, name)
    except Unusable as error:
        return _quarantine(line, target, collected_us, error.reason, error.detail)
    except BadTime as error:
        return _quarantine(line, target, collected_us, "bad_time", str(error))
    except msgspec.ValidationError as error:
        return _quarantine(line, target, collected_us, "unexpected_shape", str(error))
    except RecursionError:
        return _quarantine(line, target, collected_us, "unexpected_shape", "nested too deep")
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return _quarantine(line, target, collected_us, "not_json" if line.ended else "cut", str(error))
    except MangledId as error:
        raise BadCapture("{name}, line {number}, key {error}", name=name, number=line.number, error=error) from None
    record = Record(
        f"line:{line.number}", line.sha256, target.op and target.op.value, target.name, collected_us, None, None, None,
        tuple(facts.accounts), tuple(facts.posts), tuple(facts.acts),
    )  # fmt: skip
    return limit_texts(record, len(data))


def _quarantine(line: Line, target: ListTarget, collected_us: int | None, reason: str, detail: str) -> Record:
    op = target.op and target.op.value
    return Record(f"line:{line.number}", line.sha256, op, target.name, collected_us, None, reason, detail)


def _item_to_facts(
    item: Item, data: bytes, target: ListTarget, collected_us: int | None, accounts: Accounts, line: Line, name: str
) -> Facts:
    kind = _item_kind(item)
    if kind == "tweet":
        tweet = _to_tweet(item, accounts)
        if tweet.retweeted is None and tweet.text and tweet.text.startswith("RT @") and is_bare_retweet(item, data):
            tweet = replace(tweet, retweeted=TweetSeen(""))  # X did not show what it shares
        return tweet_to_facts(tweet)
    if kind == "instagram":
        return Facts([], [_to_instagram_post(item)], [])
    if kind == "telegram":
        links = msgspec.json.decode(item.outlinks)
        links = links if isinstance(links, list) else ()
        forwarded = find_forwarded(data)
        return address_to_facts(item.url or "", item.content or "", read_time(item.date), links, forwarded=forwarded)
    require_target(target, Sentence("{file}, line {line}", file=name, line=line.number))
    user = _to_account(item, accounts)
    if user is None:
        raise Unusable("account_unknown", "the user has neither id nor username")
    return Facts([user], [*target_to_posts(target)], [*user_to_acts(user, target, collected_us)])


def _item_kind(item: Item) -> str:
    type_ = item.type_
    if type_ in KINDS:
        return KINDS[type_]
    if type_ and type_.startswith("snscrape.modules.") and not type_.startswith("snscrape.modules.twitter."):
        raise Unusable("unsupported_type", f"_type {type_} is not read from this format")
    if item.rawContent is not None or item.content is not None or item.user is not None:
        return "tweet"
    name = (type_ or "").rpartition(".")[2]
    if name in ("Tombstone", "TweetRef"):
        raise Unusable("unavailable", f"the platform showed only a {name}")
    if item.username is not None or item.followersCount is not None:
        return "user"
    raise Unusable("unexpected_shape", "neither a post nor a user")


def _to_instagram_post(item: Item) -> PostSeen:
    """An Instagram post: its item has no id, but the address holds the shortcode; the author may be missing."""
    if not item.url:
        raise Unusable("id_unknown", "the post has no url")
    author = AccountSeen("instagram", None, item.username) if item.username else None
    shortcode = url_to_post_id("instagram", item.url)
    if not shortcode:
        raise Unusable("id_unknown", "the post has no url")
    return PostSeen("instagram", shortcode, author, "post", item.content, read_time(item.date), item.url)


def _to_tweet(item: Item, accounts: Accounts, depth: int = 0) -> TweetSeen:
    native_id = read_id(item.id_str, item.id, "id")
    if native_id is None:
        raise Unusable("id_unknown", "the post has no id")
    if item.id_str is None and item.url and not item.url.endswith(native_id):
        _refuse_rounded(native_id, item.url)
    control, first_id = item.editControl, native_id
    if control is None:
        control = item.editState
    if control is not None and not ((versions := control.edit_tweet_ids) and versions[0] == native_id):
        first_id = find_first_version(control) or native_id
    conversation_id = read_id(item.conversationIdStr, item.conversationId, "conversationId")
    user, replied, shared = item.user, item.inReplyToUser, item.retweetedTweet
    if user is not None:
        author = _to_account(user, accounts)
    else:
        author = AccountSeen("x", None, item.username) if item.username else None
    if author is None and depth == 0:
        raise Unusable("author_unknown", "the post names no author")
    if replied is not None:
        reply_to = _to_account(replied, accounts)
    else:
        reply_to = AccountSeen("x", None, item.inReplyToScreenName) if item.inReplyToScreenName else None
    text, mentioned = item.rawContent if item.rawContent is not None else item.content, item.mentionedUsers
    if text and "://t.co/" in text:  # else nothing of the links need be read
        text = expand_links(text, list_links(item))
    return TweetSeen(
        first_id,
        author,
        unescape_text(text),
        read_time(item.date) if first_id == native_id else None,  # a version's time is that of its edit
        first_id if conversation_id == native_id else conversation_id,
        read_id(item.inReplyToTweetIdStr, item.inReplyToTweetId, "inReplyToTweetId"),
        reply_to,
        tuple([seen for each in mentioned if (seen := _to_account(each, accounts))]) if mentioned else (),
        _to_tweet(shared, accounts, depth + 1) if shared is not None else None,
        _find_quoted(item, accounts, depth) if item.quotedTweet is not None or item.isQuoteStatus else None,
        named=tuple(find_named(item)) if text and len(text) > SHORT_LETTERS else (),
    )


def _refuse_rounded(native_id: str, url: str) -> None:
    """A number without its text, rounded by what else read the file: the address has it whole."""
    if is_rounded(native_id, url_to_post_id("x", url)):
        raise MangledId(MANGLED, key="id", value=native_id)


def _find_quoted(item: Item, accounts: Accounts, depth: int) -> TweetSeen | None:
    """The post that a post quotes. Of one that X did not show, a link to it tells the author, or all that is known."""
    quoted = _to_tweet(item.quotedTweet, accounts, depth + 1) if item.quotedTweet is not None else None
    if quoted is None and item.isQuoteStatus is not True:
        return None  # some tools write other things there
    if quoted is not None and quoted.author is not None:
        return quoted
    addresses = [address for _, address in list_links(item)]
    return find_linked(addresses, quoted.native_id if quoted else "", str(item.id_str or item.id))


def _to_account(item: Item | User, accounts: Accounts) -> AccountSeen | None:
    """A user to an account; the same few come again and again, so those with whole ids are kept."""
    number = item.id
    if number is not None and number.__class__ is not int:
        return _make_account(item)
    key = (number, item.id_str, item.username, item.displayname)
    found = accounts.get(key)
    if found is None and key not in accounts:
        if len(accounts) >= MOST_ACCOUNTS:
            accounts.clear()
        found = accounts[key] = _make_account(item)
    return found


def _make_account(item: Item | User) -> AccountSeen | None:
    native_id = read_id(item.id_str, item.id, "id")
    handle = (item.username or "").lstrip("@") or None
    if native_id is None and (handle is None or to_handle("x", handle) is None):  # by nothing else it would be known
        return None
    return AccountSeen("x", native_id, handle, item.displayname)


WORDS = (b'"_type"', b'"rawContent"', b'"username"', b'"content"')
FORMAT = Format("snscrape", recognise, read_items, WORDS, by_line=True)
