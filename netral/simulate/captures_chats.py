"""Telegram: groups and channels as Telegram Desktop exports them, and channels as minet reads them on the web."""

from __future__ import annotations

from collections.abc import Iterator

from netral.simulate.accounts import Account
from netral.simulate.formats import minet, telegram_export
from netral.simulate.packing import Capture, pack
from netral.simulate.plan import Plan
from netral.simulate.posts import Act, Post


def write_chats(plan: Plan) -> Iterator[Capture]:
    """A plan to the captures of Telegram; teams' channels were exported with an old version, which gave local times."""
    messages: dict[Account, list[Post]] = {}
    for post in plan.posts:
        if post.platform == "telegram" and post.chat and post.captured:
            messages.setdefault(post.chat, []).append(post)
    reactions: dict[Post, list[Act]] = {}
    for act in plan.acts:
        if act.actor.platform == "telegram" and act.kind in ("like", "dislike") and act.post:
            reactions.setdefault(act.post, []).append(act)
    for chat, posts in messages.items():
        posts.sort(key=lambda post: int(post.native_id.partition("/")[2]))
        is_old = chat.role == "campaign_team"
        exported = telegram_export.write_export(chat, posts, reactions, is_old)
        yield pack(f"telegram-{chat.handle}.json", "telegram-export", exported)
    told = [post for chat, posts in messages.items() if chat.role == "campaign_team" for post in posts]
    if told:
        yield pack("telegram-kanal-minet.csv", "minet", minet.write_telegram_messages(told))
