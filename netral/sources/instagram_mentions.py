"""Whom an Instagram caption or comment mentions, which Instagram gives in the text only -> accounts."""

from __future__ import annotations

import re

from msgspec.structs import replace

from netral.model import AccountSeen, ActSeen, Kind
from netral.sources.mentions import find_mentions
from netral.sources.tweet import Facts

_LEADING_NAME = re.compile(r"@([\w.]{1,30})")


def add_mentions(facts: Facts, comment: ActSeen) -> None:
    """Add whom a comment mentions; that it names whom it answers is no further act."""
    text, is_answer = comment.text or "", comment.kind == Kind.REPLY
    if not (named := list_mentioned(text)):
        return
    answered = find_answered(text, None if is_answer else comment.target) if is_answer or comment.target else ""
    mention = replace(comment, kind=Kind.MENTION.value, object_id=None, derivation="regex")
    facts.accounts.extend(named)
    facts.acts.extend(replace(mention, target=each) for each in named if each.handle != answered)


def list_mentioned(text: str | None) -> list[AccountSeen]:
    """A text to the accounts it mentions, each once, in small letters as all of Instagram's handles are."""
    if not text or "@" not in text:
        return []
    return [AccountSeen("instagram", None, handle.lower()) for handle in find_mentions("instagram", text)]


def find_answered(text: str, target: AccountSeen | None) -> str:
    """The handle that an answer names because it answers: the post's author, or its first word.

    An answer to an answer stands below the comment that began them, but begins with the name of whom it answers.
    """
    match = _LEADING_NAME.match(text)
    return (target.handle if target and target.handle else match.group(1) if match else "").lower().rstrip(".")
