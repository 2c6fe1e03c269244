"""A Telegram message as Telegram Desktop exports it, and what it says of its time, its text and whom it mentions.

Local times have no offset: where a message has both, the two tell the offset, and so when a reaction was given.

Source: telegramdesktop/tdesktop, export_output_json.cpp (`SerializeMessage`), and its issue 24054.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec

from netral.model import AccountSeen
from netral.sources.mentions import find_mentions
from netral.sources.moments import Epoch, epoch_to_us, parse_moment
from netral.sources.telegram_rich import Part, find_named_id, list_rich_pieces
from netral.sources.unusable import NativeId, to_id
from netral.times import SECOND_US

# A piece of a text that looks otherwise than the rest; code and addresses name nobody.
FORMATTED = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "unknown"})
# No zone is further from UTC; a message whose two times differ by more has one of them wrong.
MAX_OFFSET_US = 14 * 3600 * SECOND_US
# Until 2021 the bits of an id above the thirty-second were the kind of peer: 1 a user, 2 a group or channel.
CHAT_KIND = 2


class Recent(msgspec.Struct, gc=False):
    from_: str | None = msgspec.field(default=None, name="from")
    from_id: NativeId = None
    date: str | None = None


class Reaction(msgspec.Struct, gc=False):
    type: str | None = None
    emoji: str | None = None
    recent: list[Recent] | None = None


class Giveaway(msgspec.Struct, gc=False):
    """What an account gives away to whoever joins these channels, its own among them."""

    channels: list[NativeId] | None = None


class Poll(msgspec.Struct, gc=False):
    question: str | list[str | Part] | None = None


class Message(msgspec.Struct):
    """A message, or a service message with its actor; unknown fields are passed over."""

    id: NativeId = None
    type: str | None = None
    date: str | None = None
    date_unixtime: Epoch = None
    edited: str | None = None
    edited_unixtime: Epoch = None
    from_: str | None = msgspec.field(default=None, name="from")
    from_id: NativeId = None
    actor: str | None = None
    actor_id: NativeId = None
    action: str | None = None
    text: str | list[str | Part] | None = None
    rich_message: Any = None
    reply_to_message_id: NativeId = None
    reply_to_peer_id: NativeId = None
    forwarded_from: str | msgspec.UnsetType | None = msgspec.UNSET
    forwarded_from_id: NativeId = None
    saved_from: str | None = None
    reactions: list[Reaction] | None = None
    giveaway_information: Giveaway | None = None
    poll: Poll | None = None


class Chat(NamedTuple):
    """The channel or group that was exported: who it is, and who wrote what in it."""

    account: AccountSeen
    is_channel: bool
    zone: str
    authors: dict[str, AccountSeen | None]


class When(NamedTuple):
    """When a message was sent, and how far the file's local times are ahead of UTC where it shows that."""

    instant_us: int | None
    is_assumed: bool
    offset_us: int | None = None


def read_time(message: Message, zone: str) -> When:
    """When a message was sent; without its own UTC time, by its local one in the zone given."""
    local_us = parse_moment(message.date)[0] if message.date else None
    instant_us = epoch_to_us(message.date_unixtime)
    if instant_us is not None:
        offset_us = None if local_us is None else local_us - instant_us
        is_zone = offset_us is not None and abs(offset_us) <= MAX_OFFSET_US
        return When(instant_us, False, offset_us if is_zone else None)
    if not message.date:
        return When(None, False)
    return When(*parse_moment(message.date, zone))


def read_edited(message: Message, zone: str) -> int | None:
    """When a message was last edited, as far as it says so; before 2022 by its local time alone."""
    edited_us = epoch_to_us(message.edited_unixtime)
    return parse_moment(message.edited, zone)[0] if edited_us is None and message.edited else edited_us


def read_text(message: Message) -> str | None:
    """A message's text, its pieces joined, or what its poll asks; None where it has none.

    Whom it names by what they call themselves stands there by number, so that nobody outside the registry is named.
    """
    return _join(_list_pieces(message)) or (_join(message.poll.question) if message.poll else None)


def _list_pieces(message: Message) -> str | list[str | Part] | None:
    """What a message's text consists of; a rich one has no other text."""
    return message.text if message.rich_message is None else list_rich_pieces(message.rich_message)


def _join(text: str | list[str | Part] | None) -> str | None:
    if isinstance(text, list):
        return "".join(part if isinstance(part, str) else _read_part(part) for part in text) or None
    return text or None


def _read_part(part: Part) -> str:
    native_id = find_named_id(part)
    return f"@{native_id}" if native_id else part.text or ""


def list_partners(message: Message, chat: Chat) -> list[AccountSeen]:
    """The other channels that one has to join for what a message gives away."""
    channels = message.giveaway_information.channels or () if message.giveaway_information else ()
    ids = dict.fromkeys(to_id(channel, "channels") for channel in channels)
    return [AccountSeen("telegram", each, None) for each in ids if each and each != chat.account.platform_id]


def list_mentioned(message: Message) -> dict[AccountSeen, str]:
    """The accounts that a text names, by handle or by id, each once, and how each was found: entity or regex.

    Within a piece that is bold or the like Telegram Desktop drops the mentions, so that a pattern must find them there.
    """
    seen: dict[AccountSeen, str] = {}
    within: list[str] = []
    pieces = _list_pieces(message)
    for part in pieces if isinstance(pieces, list) else ():
        if isinstance(part, str):
            continue
        if part.type == "mention" and (handle := (part.text or "").strip().removeprefix("@")):
            seen[AccountSeen("telegram", None, handle)] = "entity"
        elif native_id := find_named_id(part):
            seen[AccountSeen("telegram", native_id, None, part.text or None)] = "entity"
        elif part.type in FORMATTED:
            within.append(part.text or "")
    known = {account.handle.lower() for account in seen if account.handle}
    found = [handle for handle in find_mentions("telegram", "\n".join(within)) if handle.lower() not in known]
    return seen | {AccountSeen("telegram", None, handle): "regex" for handle in found}
