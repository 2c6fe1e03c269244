"""Telegram Desktop's result.json of one public channel or group.

``date`` is the local time of whoever exported, without an offset; versions before 3.7.6 gave no ``date_unixtime``.
Nobody is named by handle; what was forwarded bears only a title.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

from netral.simulate.accounts import Account
from netral.simulate.phases import TIMEZONE
from netral.simulate.posts import Act, Post

TYPES = {"channel": "public_channel", "group": "public_supergroup"}
EMOJI = ("👍", "❤", "🔥", "👏")
ENTITY = re.compile(r"(#\w+|@\w+)")
SERVICES: dict[str, dict[str, Any]] = {
    "join_group_by_link": {"inviter": "Group"},
    "create_group": {"title": "Relawan", "members": ["Warga Satu", None]},
    "invite_members": {"members": ["Warga Satu", "Warga Dua"]},
}
Reactions = dict[Post, list[Act]]


def write_export(chat: Account, messages: list[Post], reactions: Reactions, is_old: bool = False) -> str:
    """A chat's messages, service messages among them, to the file that Telegram Desktop writes."""
    exported = {
        "name": chat.name, "type": TYPES[chat.kind], "id": int(chat.platform_id),
        "messages": [_message_to_item(message, reactions.get(message, []), is_old) for message in messages],
    }  # fmt: skip
    return json.dumps(exported, ensure_ascii=False, indent=1)


def _message_to_item(message: Post, reactions: list[Act], is_old: bool) -> dict[str, Any]:
    item: dict[str, Any] = {"id": _number(message), "type": "service" if message.action else "message"}
    item |= {"date": _spell_local(message.created_at)}
    if not is_old:
        item["date_unixtime"] = str(int(message.created_at.timestamp()))
    who = "actor" if message.action else "from"
    item |= {who: message.author.name, f"{who}_id": _spell_peer(message.author)}
    if message.action:
        return item | {"action": message.action, **SERVICES[message.action], "text": "", "text_entities": []}
    if message.shared:
        item["forwarded_from"] = message.shared.author.name
    if message.answered:
        item["reply_to_message_id"] = _number(message.answered)
    item |= _spell_text(message)
    if (message.likes or reactions) and not is_old:
        item["reactions"] = _describe_reactions(message, reactions)
    return item


def _describe_reactions(message: Post, reactions: list[Act]) -> list[dict[str, Any]]:
    """Counts for all, names for the newest; a channel names nobody."""
    described = []
    for number, emoji in enumerate((*EMOJI, "👎")):
        recent = [
            {"from": act.actor.name, "from_id": _spell_peer(act.actor), "date": _spell_local(act.at)}
            for place, act in enumerate(reactions)
            if act.at and (emoji == "👎" if act.kind == "dislike" else place % len(EMOJI) == number)
        ]  # fmt: skip
        counted = {"type": "emoji", "count": len(recent) + message.likes // (number + 4), "emoji": emoji}
        if counted["count"]:
            described.append(counted | {"recent": recent} if recent else counted)
    return described


def _spell_text(message: Post) -> dict[str, Any]:
    """The text as one string, or in pieces where it holds a hashtag or mention; and always in pieces."""
    handles = [f" @{account.handle}" for account in message.mentioned]
    pieces = [piece for piece in ENTITY.split("".join([message.text, *handles])) if piece]
    entities = [{"type": _name_entity(piece), "text": piece} for piece in pieces]
    mixed = [each["text"] if each["type"] == "plain" else each for each in entities]
    is_plain = all(each["type"] == "plain" for each in entities)
    return {"text": "".join(pieces) if is_plain else mixed, "text_entities": entities}


def _name_entity(piece: str) -> str:
    return {"#": "hashtag", "@": "mention"}.get(piece[0], "plain") if ENTITY.fullmatch(piece) else "plain"


def _number(message: Post) -> int:
    return int(message.native_id.partition("/")[2])


def _spell_peer(account: Account) -> str:
    return f"{'user' if account.kind == 'user' else 'channel'}{account.platform_id}"


def _spell_local(at: datetime) -> str:
    return at.astimezone(TIMEZONE).strftime("%Y-%m-%dT%H:%M:%S")
