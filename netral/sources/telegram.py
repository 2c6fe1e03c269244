"""A message of a public Telegram channel or group, as Telegram Desktop exports it -> accounts, posts and acts.

Exports name people and channels by id, never by handle; a message's id within netral is ``<chat id>/<message id>``.
Local times have no offset: where a message has both, the two tell the offset, and so when a reaction was given.

Source: telegramdesktop/tdesktop, export_output_json.cpp (`SerializeMessage`), and its issue 24054.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec
from msgspec.structs import replace

from netral.model import AccountSeen, ActSeen, Kind, PostSeen
from netral.sources.bare import ListTarget
from netral.sources.moments import name_precision, parse_moment
from netral.sources.telegram_message import (
    CHAT_KIND,
    Chat,
    Message,
    Recent,
    When,
    list_mentioned,
    list_partners,
    read_edited,
    read_text,
    read_time,
)
from netral.sources.telegram_page import address_to_facts
from netral.sources.tweet import Facts
from netral.sources.unusable import MangledId, NativeId, Unusable, to_id
from netral.times import LATEST_US, bound_instant

JOIN_ACTIONS = (
    "join_group_by_link",
    "join_group_by_request",
    "join_group_via_community",
    "invite_members",
    "create_group",
    "create_channel",
)
SERVICE = "service"  # merge.sql knows it by that name
# Only a plainly approving reaction is a like: nobody is to be found supporting what they booed.
APPROVING = frozenset("👍 ❤ ❤‍🔥 🔥 🥰 👏 🎉 🤩 👌 💯 🏆 😍 💘 🤝".split())
_PEER = re.compile(r"(user|channel|chat)([1-9]\d*)")


def note_author(item: Any, chat: Chat) -> None:
    """Remember in the chat who wrote a message; a service message is nobody's: in a forum it stands for a topic."""
    try:
        message = msgspec.convert(item, Message)
        author = None if message.type == "service" else _find_author(message, chat)
        if (native_id := to_id(message.id, "id")) and (author or message.type == "service"):
            chat.authors[native_id] = author
    except (msgspec.ValidationError, Unusable, MangledId, UnicodeEncodeError, RecursionError):
        return


def item_to_facts(item: Any, target: ListTarget, zone: str = "UTC") -> Facts:
    """One message, as Telegram Desktop exports it or a reader of public addresses gives it, to what it says.

    Parameters
    ----------
    item : JSON object
        With ``id`` and ``type``, or with the ``url`` of the message, its ``date`` and ``content``.
    target : ListTarget
        Names the chat of an exported message, which does not do so itself.
    zone : str
        Of a local time without ``date_unixtime``.

    Raises
    ------
    MangledId
        When an id was rounded to a float.
    Unusable, BadTime, msgspec.ValidationError
        When it cannot be read, or nobody says in which chat it is.
    """
    if isinstance(item, dict) and isinstance(item.get("url"), str):
        text, date, links = item.get("content"), item.get("date"), item.get("outlinks")
        sent_us = parse_moment(date)[0] if isinstance(date, str) else None
        text, links = text if isinstance(text, str) else "", links if isinstance(links, list) else ()
        forwarded = item.get("forwardedUrl")
        forwarded = forwarded if isinstance(forwarded, str) else None
        return address_to_facts(item["url"], text, sent_us, links, forwarded=forwarded)
    if target.account is None:
        raise Unusable("target_unknown", "a message does not say in which chat it is")
    return message_to_facts(item, Chat(target.account, False, zone, {}))


def message_to_facts(item: Any, chat: Chat) -> Facts:
    """A message, as JSON, to what it says in a chat whose authors were noted.

    Raises
    ------
    Unusable, MangledId, BadTime, msgspec.ValidationError
        When it cannot be read.
    """
    message = msgspec.convert(item, Message)
    native_id = to_id(message.id, "id")
    if native_id is None:
        raise Unusable("id_unknown", "the message has no id")
    if message.type == "unsupported":
        raise Unusable("unavailable", "Telegram Desktop could not show this message")
    if message.type not in ("message", "service"):
        raise Unusable("unexpected_shape", "the type is none of message, service and unsupported")
    facts = Facts([chat.account], [], [])
    if message.type == "service":
        _add_service(facts, message, f"{_name_chat(chat.account)}/{native_id}", chat)
    else:
        _add_post(facts, message, f"{_name_chat(chat.account)}/{native_id}", chat)
    return facts


def _add_service(facts: Facts, message: Message, post_id: str, chat: Chat) -> None:
    """Who joins acts; of those whom others bring in the file gives no id, and who brings them is a member.

    The message itself is no post. It is noted, since what answers it in another export answers nobody.
    """
    facts.posts.append(PostSeen("telegram", post_id, None, SERVICE))
    actor = _to_account(message.actor_id, message.actor, chat, "actor_id")
    if actor is not None:
        facts.accounts.append(actor)
        if message.action in JOIN_ACTIONS and actor.platform_id != chat.account.platform_id:
            facts.acts.append(ActSeen(Kind.JOIN.value, actor, chat.account))


def _add_post(facts: Facts, message: Message, post_id: str, chat: Chat) -> None:
    author = _find_author(message, chat)
    if author is None:
        raise Unusable("author_unknown", "the message names no author")
    when, text = read_time(message, chat.zone), read_text(message)
    handle, number = chat.account.handle, post_id.rpartition("/")[2]
    # What was written before a group became a supergroup has a number below zero, and no address.
    url = f"https://t.me/{handle}/{number}" if handle and not number.startswith("-") else None
    is_share = message.forwarded_from is not msgspec.UNSET
    answered_id, answered = (None, None) if is_share else _find_answered(message, chat)
    kind = "repost" if is_share else "reply" if answered_id else "post"
    writer = _to_account(message.from_id, message.from_, chat, "from_id") or author
    own = ActSeen("", writer, None, post_id, act_url=url, occurred_us=when.instant_us, zone_assumed=when.is_assumed)
    shared = _find_shared(message, author, chat) if is_share else None
    own = replace(own, precision=name_precision(when.instant_us))
    own = replace(own, text=None if is_share and shared != author else text)
    facts.accounts.append(author)
    post = PostSeen("telegram", post_id, author, kind, own.text, when.instant_us, url, answered_id)
    facts.posts.append(replace(post, version_us=read_edited(message, chat.zone)))
    if writer != author:
        facts.accounts.append(writer)
        joint = replace(own, kind=Kind.COAUTHOR.value, object_id=post_id, object_url=url)
        facts.acts.extend((replace(joint, target=author), replace(joint, actor=author, target=writer)))
    if is_share:
        facts.accounts.extend([shared] if shared else [])
        facts.acts.append(replace(own, kind=Kind.SHARE.value, target=shared, text=None))
    elif answered_id:
        facts.acts.append(replace(own, kind=Kind.REPLY.value, target=answered, object_id=answered_id))
    for mentioned, derivation in ({} if is_share else list_mentioned(message)).items():
        facts.accounts.append(mentioned)
        if answered is None or mentioned.platform_id != answered.platform_id:
            facts.acts.append(replace(own, kind=Kind.MENTION.value, target=mentioned, derivation=derivation))
    for partner in [] if is_share else list_partners(message, chat):
        facts.accounts.append(partner)
        facts.acts.append(replace(own, kind=Kind.TAG.value, target=partner))
    _add_likes(facts, message, facts.posts[-1], when, chat)


def _add_likes(facts: Facts, message: Message, post: PostSeen, when: When, chat: Chat) -> None:
    """The newest reactions, which are all that Telegram names; the others are only counted.

    An account may put several under one message: they are one like, given with the first.
    """
    likes: dict[str | None, ActSeen] = {}
    for reaction in message.reactions or ():
        if reaction.type != "paid" and (reaction.emoji or "").replace("\ufe0f", "") not in APPROVING:
            continue
        for recent in reaction.recent or ():
            like = _to_like(recent, post, when, chat)
            if like is not None:
                known = likes.setdefault(like.actor.platform_id, like)
                likes[like.actor.platform_id] = min(known, like, key=lambda act: act.occurred_us or LATEST_US)
    facts.accounts.extend(like.actor for like in likes.values())
    facts.acts.extend(likes.values())


def _to_like(recent: Recent, post: PostSeen, when: When, chat: Chat) -> ActSeen | None:
    actor = _to_account(recent.from_id, recent.from_, chat, "from_id")
    if actor is None:
        return None
    act = ActSeen(Kind.LIKE.value, actor, post.author, object_id=post.native_id, object_url=post.url)
    given_us, assumed = parse_moment(recent.date, chat.zone) if recent.date else (None, False)
    if given_us is None:
        return replace(act, after_us=when.instant_us, precision="interval")
    if when.offset_us is not None:
        given_us, assumed = bound_instant((parse_moment(recent.date or "")[0] or 0) - when.offset_us), False
    return replace(act, occurred_us=given_us, precision="second", zone_assumed=assumed)


def _name_chat(account: AccountSeen) -> str:
    """What stands before the number of a chat's messages: its id, or its handle where no id is known."""
    return account.platform_id or (account.handle or "").lower()


def _find_author(message: Message, chat: Chat) -> AccountSeen | None:
    """Whose post a message is: in a channel the channel's, also where it shows the profile of who wrote it."""
    return chat.account if chat.is_channel else _to_account(message.from_id, message.from_, chat, "from_id")


def _find_shared(message: Message, author: AccountSeen, chat: Chat) -> AccountSeen | None:
    """Whom a forwarded message is from: the author themselves where Telegram put a channel's post into its group.

    Only of such a post is it said in a group from where it was saved, and the three names are the channel's.
    """
    name = message.forwarded_from or None
    shared = _to_account(message.forwarded_from_id, name, chat, "forwarded_from_id")
    is_own = shared is None and name == message.saved_from == message.from_ and name is not None
    if shared is not None and shared.platform_id == author.platform_id:
        return author
    return author if is_own and str(message.from_id).startswith("channel") else shared


def _find_answered(message: Message, chat: Chat) -> tuple[str | None, AccountSeen | None]:
    """The message answered and its author, as far as this file shows them."""
    native_id = to_id(message.reply_to_message_id, "reply_to_message_id")
    if native_id is None:
        return None, None
    elsewhere = _to_account(message.reply_to_peer_id, None, chat, "reply_to_peer_id")
    if elsewhere is not None and elsewhere.platform_id != chat.account.platform_id:
        return f"{_name_chat(elsewhere)}/{native_id}", None
    if native_id in chat.authors and chat.authors[native_id] is None:
        return None, None
    return f"{_name_chat(chat.account)}/{native_id}", chat.authors.get(native_id)


def _to_account(value: NativeId, name: str | None, chat: Chat, key: str) -> AccountSeen | None:
    """``user123`` or ``channel123`` to the account with the id 123; the chat itself keeps what else is known of it.

    Until 2021 the file had a whole number, with the kind of peer in the bits above the thirty-second.
    """
    text = to_id(value, key)
    if text is None:
        return None
    if isinstance(value, int):
        text = f"{'channel' if value >> 32 == CHAT_KIND else 'user'}{value & 0xFFFFFFFF}"
    match = _PEER.fullmatch(text)
    if match is None:
        raise Unusable("unexpected_shape", f"{key} is neither user<id> nor channel<id>")
    if match.group(2) == chat.account.platform_id and match.group(1) != "user":
        return chat.account
    return AccountSeen("telegram", match.group(2), None, name or None)
