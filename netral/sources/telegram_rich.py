"""The pieces of a Telegram message's text; and those of a rich message, made of headings, lists, tables and the like.

Telegram Desktop 7 writes a rich message as ``rich_message`` in place of ``text``: blocks within blocks, and in them
texts within texts. What a block only shows of elsewhere, such as somebody else's post, is not its author's text.

Source: telegramdesktop/tdesktop, export_output_json.cpp (`SerializeRichMessage`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from netral.sources.unusable import NativeId, to_id

# What holds words, in the order in which they stand on the screen.
WORDS = ("title", "text", "block", "blocks", "items", "rows", "cells", "buttons", "caption", "credit")
SHOWN = ("embed_post", "related_articles", "channel")
NAMED = ("mention", "mention_name", "text_link")
BREAK = "\n"
# What leads to whoever has that number, as a name does; bots write it so.
_USER = re.compile(r"tg://(?:user\?id|openmessage\?user_id)=([1-9]\d*)", re.ASCII)


class Part(msgspec.Struct, gc=False):
    """A piece of a text that is more than text: a mention by handle, or by id; words that lead to an address."""

    type: str | None = None
    text: str | None = None
    user_id: NativeId = None
    href: str | None = None


def find_named_id(part: Part) -> str | None:
    """Whom a piece names by a name that leads to the account.

    Raises
    ------
    MangledId, Unusable
        When what should be the account's id is none.
    """
    if part.type == "mention_name":
        return to_id(part.user_id, "user_id")
    match = _USER.match(part.href) if part.type == "text_link" and part.href else None
    return match[1] if match else None


def list_rich_pieces(rich: Any) -> list[str | Part]:
    """A rich message to the pieces of its text, as other messages have them; whatever stands apart has its own line.

    Raises
    ------
    msgspec.ValidationError
        When somebody is named by what is no id.

    >>> list_rich_pieces({"blocks": [{"type": "paragraph", "text": {"type": "plain", "text": "Halo"}}]})
    ['Halo']
    """
    pieces: list[str | Part] = []
    for piece in _walk(rich.get("blocks"), BREAK) if isinstance(rich, dict) else ():
        if piece != BREAK or (pieces and pieces[-1] != BREAK):
            pieces.append(piece)
    return pieces[:-1] if pieces and pieces[-1] == BREAK else pieces


def _walk(value: Any, around: str = "") -> Iterator[str | Part]:
    """The words of a text, a block or a list of either, which has something around each."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield around
            yield from _walk(each)
            yield around
    elif isinstance(value, dict) and value.get("type") not in SHOWN:
        named = _find_named(value)
        yield from _walk_words(value) if named is None else (named,)


def _walk_words(value: dict[str, Any]) -> Iterator[str | Part]:
    for key in WORDS:
        words = value.get(key)
        if key == "text":  # what a text consists of stands in one line
            yield from _walk(words)
        elif isinstance(words, (dict, list)):  # a title that is a mere word is a file's
            yield BREAK
            yield from _walk(words, BREAK)
            yield BREAK


def _find_named(value: dict[str, Any]) -> Part | None:
    """Whom a text names, or to whose profile a button leads."""
    kind, button = value.get("type"), value.get("button")
    user_id = value.get("user_id") or (button.get("user_id") if isinstance(button, dict) else None)
    if user_id is None and kind not in NAMED:
        return None
    text = "".join(each for each in _walk(value.get("text")) if isinstance(each, str))
    part = {"type": "mention_name" if user_id else kind, "text": text, "user_id": user_id, "href": value.get("href")}
    return msgspec.convert(part, Part)
