"""Telegram Desktop's result.json of one public channel or group -> records, one a message; private chats are refused.

Source: telegramdesktop/tdesktop, export_output_json.cpp (`writeDialogStart` names the types of chats).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from netral.errors import BadCapture, Sentence
from netral.model import AccountSeen, Record
from netral.sources.bare import ListTarget
from netral.sources.document import item_to_base, read_content, read_document
from netral.sources.format import Format, Sample
from netral.sources.items import item_to_record
from netral.sources.lines import Lines
from netral.sources.targets import PostTarget
from netral.sources.telegram import message_to_facts, note_author
from netral.sources.telegram_message import CHAT_KIND, Chat
from netral.sources.unusable import MangledId, NativeId, Unusable, to_id

PUBLIC_TYPES = ("public_channel", "public_supergroup", "public_group")
ALLOWED = Sentence("allowed is the export of one chat of type {types}", types=", ".join(PUBLIC_TYPES))
# Only in a channel's direct messages, which the export of who manages them calls a public group.
DIRECT_ACTIONS = (
    "process_suggested_post",
    "suggested_post_success",
    "suggested_post_refund",
    "paid_messages_refund",
)
# Beside the one chat of an export there is nothing; these stand in that of a whole account.
ACCOUNT_KEYS = (
    "personal_information",
    "contacts",
    "frequent_contacts",
    "sessions",
    "web_sessions",
    "chats",
    "left_chats",
)
_PUBLIC = "|".join(PUBLIC_TYPES)
_OTHERS = r"private_\w+|personal_chat|saved_messages|bot_chat|replies|verification_codes"
_TYPE = re.compile(rf'"type"\s*:\s*"(?:public_\w+|{_OTHERS})"'.encode())
_PUBLIC_HEAD = re.compile(
    rf'\s*\{{\s*(?:"name"\s*:\s*(?:null|"(?:[^"\\]|\\.)*")\s*,\s*)?"type"\s*:\s*"(?:{_PUBLIC})"'.encode()
)
_PRIVATE = re.compile(
    rf'"type"\s*:\s*"(?:{_OTHERS})"|"(?:{"|".join(ACCOUNT_KEYS)})"\s*:\s*\{{'
    rf'|"action"\s*:\s*"(?:{"|".join(DIRECT_ACTIONS)})"'.encode()
)


class Exported(msgspec.Struct):
    """One chat; the messages are left as they are, for their hashes."""

    messages: list[Any]
    type: str | None = None
    id: NativeId = None
    name: str | None = None


def read_export(lines: Lines, target: ListTarget, zone: str) -> Iterator[Record]:
    """Messages to records, one each; ``target`` may name the chat, whose handle the file does not hold.

    Raises
    ------
    BadCapture
        When the file is a private chat or a whole account, or an id was mangled to a float.
    """
    value, refused = read_document(lines)
    if refused is not None:
        _check_broken(lines)
        yield refused
        return
    exported = _check_public(value, lines.path.name)
    chat = _to_chat(exported, target, zone)
    for number, item in enumerate(exported.messages):
        base = replace(item_to_base(f"/messages/{number}", item, target), tool="telegram-desktop")
        place = f"{lines.path.name}, {base.locator}"
        yield base if base.reason else item_to_record(base, place, partial(message_to_facts, item, chat))


def find_message_of_photo(path: Path, photo: str) -> PostTarget | None:
    """An export and the name of a photo in it to the message that shows it, with its author; None when none does.

    Raises
    ------
    BadCapture
        When the export is of a private chat or a whole account.
    """
    return _index_photos(path, path.stat().st_mtime_ns).get(photo)


@lru_cache(maxsize=2)
def _index_photos(path: Path, changed_ns: int) -> dict[str, PostTarget]:
    """The photos of an export to their messages; kept, since a folder of photos asks for it once for each."""
    value, refused = read_document(Lines(path))
    if refused is not None or not isinstance(value, dict):
        return {}
    chat = _to_chat(_check_public(value, path.name), ListTarget(), "UTC")
    found = {}
    for item in value["messages"]:
        number = item.get("id") if isinstance(item, dict) else None
        author = chat.authors.get(str(number))
        if author is not None and isinstance(photo := item.get("photo"), str):
            found[photo] = PostTarget("telegram", f"{chat.account.platform_id}/{number}", author)
    return found


def _check_public(value: Any, name: str) -> Exported:
    try:
        chat = msgspec.convert(value, Exported)
        chat_id = to_id(chat.id, "id")
    except MangledId as error:
        raise BadCapture("{name}, key {error}", name=name, error=error) from None
    except (msgspec.ValidationError, UnicodeEncodeError, Unusable) as error:
        raise BadCapture(
            "{name}: no export of one chat ({error}); {allowed}", name=name, error=error, allowed=ALLOWED
        ) from None
    if chat.type not in PUBLIC_TYPES:
        raise BadCapture(
            "{name}: type {type!r} is no public chat; {allowed}",
            name=name,
            type=(chat.type or "")[:40],
            allowed=ALLOWED,
        )
    if further := [key for key in ACCOUNT_KEYS if key in value]:
        found = f"Object contains unknown field `{further[0]}`"
        raise BadCapture("{name}: no export of one chat ({error}); {allowed}", name=name, error=found, allowed=ALLOWED)
    if any(isinstance(item, dict) and item.get("action") in DIRECT_ACTIONS for item in chat.messages):
        raise BadCapture(
            "{name}: these are direct messages to a channel, which are private; {allowed}", name=name, allowed=ALLOWED
        )
    if chat_id is None:
        raise BadCapture("{name}: the chat has no id, by which its messages are known", name=name)
    return chat


def _check_broken(lines: Lines) -> None:
    """A broken file says at least at its beginning what it is; what may be private, there or later, does not stay."""
    content, _ = read_content(lines.path)
    if _PUBLIC_HEAD.match(content) is None:
        raise BadCapture(
            "{file}: broken, and does not begin as the export of a public chat; {allowed}",
            file=lines.path.name,
            allowed=ALLOWED,
        )
    if _PRIVATE.search(content):
        raise BadCapture("{file}: broken, and holds what is private; {allowed}", file=lines.path.name, allowed=ALLOWED)


def _to_chat(exported: Exported, target: ListTarget, zone: str) -> Chat:
    named = target.account if target.account and target.account.platform == "telegram" else None
    account = AccountSeen("telegram", _find_bare_id(exported), named.handle if named else None, exported.name)
    chat = Chat(account, exported.type == "public_channel", zone, {})
    for item in exported.messages:
        note_author(item, chat)
    return chat


def _find_bare_id(exported: Exported) -> str:
    """The chat's id; until 2021 the file had the kind of peer in the bits above the thirty-second.

    No file of that time has UTC times beside the local ones, which came in 2022.
    """
    text = str(exported.id)
    if not (text.isascii() and text.isdigit()) or int(text) >> 32 != CHAT_KIND:
        return text
    has_utc = any(isinstance(item, dict) and "date_unixtime" in item for item in exported.messages)
    return text if has_utc else str(int(text) & 0xFFFFFFFF)


def _recognise(sample: Sample) -> bool:
    for value in sample.values:
        if isinstance(value, dict) and (_is_chat(value) or "personal_information" in value or _is_account(value)):
            return True
    return not sample.values and b'"messages"' in sample.head and bool(_TYPE.search(sample.head))


def _is_chat(value: dict[str, Any]) -> bool:
    return isinstance(value.get("messages"), list) and isinstance(value.get("type"), str) and "id" in value


def _is_account(value: dict[str, Any]) -> bool:
    return isinstance(value.get("chats"), dict) and isinstance(value["chats"].get("list"), list)


FORMAT = Format(
    "telegram-export",
    _recognise,
    read_export,
    (b'"messages"', b'"date_unixtime"', b'"from_id"', b'"text_entities"'),
)
