"""Accounts and posts as captures name them -> ids of the tables; outside the registry a keyed hash only."""

from __future__ import annotations

import msgspec

from netral.identity import make_account_id, start_pseudonyms
from netral.model import AccountSeen, Record
from netral.registry import RegistryIndex
from netral.store.addresses import find_addresses
from netral.store.masking import mask_handles
from netral.store.mojibake import repair_mojibake

CACHE_NAMES, CACHE_POSTS = 200_000, 10_000
ID_NAMED = ("telegram", "tiktok")  # no handle there is a number, so that one in a text is an account's own


class Named(msgspec.Struct, gc=False):
    """An account's id, whether it stands in the registry, and when it was seen; UTC microseconds.

    ``known_us`` is the newest time that the captures themselves give, or 0.
    """

    account_id: str | None
    is_inside: bool
    first_us: int = 0
    last_us: int = 0
    known_us: int = 0


class Names:
    """Names accounts and posts, and remembers what it has named: one call an account, however often it appears."""

    def __init__(self, index: RegistryIndex, key: bytes) -> None:
        self.index, self._pseudonymise = index, start_pseudonyms(key)
        # Whose address is a campaign's mark is shown in texts: hidden, nobody could find the mark.
        self._marked = {(each.platform, each.name.lower()) for link in index.marked for each in find_addresses(link)}
        self._posts: dict[tuple[str, str], str] = {}
        self._cache: dict[AccountSeen, Named] = {}
        self.seen: dict[tuple[str | None, ...], Named] = {}
        # Of Telegram's messages, which bear the name of their chat: that name's account, and the number there, hashed.
        self._chats: dict[str, str] = {}
        self.chat_posts: list[tuple[str, str, str, bool]] = []

    def name_account(self, seen: AccountSeen, observed_us: int, known_us: int = 0) -> Named:
        """An account to its id, and whether it stands in the registry.

        Parameters
        ----------
        observed_us, known_us : int
            When the capture was made, or else ingested; and when it says that it was made, or 0. UTC microseconds.
        """
        named = self._cache.get(seen)
        if named is None:
            named = self._name(seen, observed_us)
            if len(self._cache) > CACHE_NAMES:
                self._cache.clear()
            self._cache[seen] = named
        if observed_us != named.last_us:
            if observed_us > named.last_us:
                named.last_us = observed_us
            elif observed_us < named.first_us:
                named.first_us = observed_us
        if known_us > named.known_us:
            named.known_us = known_us
        return named

    def _name(self, seen: AccountSeen, observed_us: int) -> Named:
        platform, native_id, handle, display_name = seen.platform, seen.platform_id, seen.handle, seen.display_name
        lower = handle.lower() if handle else None
        rows = self.index.find(platform, native_id, lower)
        key: tuple[str | None, ...]
        if rows:
            account_id = make_account_id(platform, native_id or rows[0].platform_id, lower)
            alias = make_account_id(platform, None, lower) if lower and native_id else None
            name = repair_mojibake(display_name) if display_name else display_name
            key = (account_id, alias, handle, name, None if name == display_name else display_name, None)
        else:
            account_id = self.hide(platform, native_id, lower)
            alias = self.hide(platform, None, lower) if lower and native_id else None
            reused = f"{platform}:@{lower}" if self.index.is_reused(platform, native_id, lower) else None
            key = (account_id, alias, None, None, None, reused)
        return self.seen.setdefault(key, Named(account_id, bool(rows), observed_us, observed_us))

    def hide(self, platform: str, native_id: str | None, handle: str | None) -> str:
        """An account outside the registry to its id: platform and pseudonym."""
        return f"{platform}:{self._pseudonymise(make_account_id(platform, native_id, handle))}"

    def hash_post(self, platform: str, native_id: str) -> str:
        """A post's id to its keyed hash; a record names the same few posts again and again."""
        hashed = self._posts.get((platform, native_id))
        if hashed is None:
            if len(self._posts) > CACHE_POSTS:
                self._posts.clear()
            hashed = self._hash_post(platform, native_id)
            self._posts[platform, native_id] = hashed
            if platform == "telegram":
                self._note_message(hashed, native_id)
        return hashed

    def _note_message(self, hashed: str, native_id: str) -> None:
        """Remember by which name of its chat a Telegram message is known; all captures together tell which are one."""
        chat, slash, number = native_id.partition("/")
        if not slash:
            return
        is_by_id = chat.isdigit()
        if chat not in self._chats:
            names = (chat, None) if is_by_id else (None, chat)
            rows = self.index.find("telegram", *names)
            platform_id = names[0] or (rows[0].platform_id if rows else None)
            account_id = make_account_id("telegram", platform_id, chat) if rows else self.hide("telegram", *names)
            self._chats[chat] = account_id
        self.chat_posts.append((hashed, self._chats[chat], self._pseudonymise(f"telegram:number:{number}"), is_by_id))

    def _hash_post(self, platform: str, native_id: str) -> str:
        return f"{platform}:post:{self._pseudonymise(f'{platform}:post:{native_id}')}"

    def name_target(self, target: str, record: Record | None = None) -> str:
        """What a list is a list of, ``x:@handle``, ``x:<id>`` or ``x:post:<id>``; hashed when it is an outsider's."""
        platform, _, name = target.partition(":")
        if name.startswith("~"):
            return target
        seen = [end for act in record.acts for end in (act.actor, act.target) if end] if record else []
        if name.startswith("post:"):
            native_id = name.removeprefix("post:")
            authors = [post.author for post in record.posts if post.native_id == native_id] if record else []
            known = [author for author in authors if author is not None]
            is_outside = bool(known) and not any(self._is_inside(author) for author in known)
            return self.hash_post(platform, native_id) if is_outside else target
        handle = name[1:].lower() if name.startswith("@") else None
        asked = AccountSeen(platform, None if handle else name, handle)
        named = (*seen, *(record.accounts if record else ()))
        same = [each for each in named if make_account_id(each.platform, each.platform_id, each.handle) == target]
        if any(self._is_inside(each) for each in (asked, *same)):
            return target
        return self.hide(platform, asked.platform_id, handle)

    def find_listed(self, target: str) -> str | None:
        """An account that lists are asked for to its id, where it stands in the registry by that name itself.

        A handle that captures taught stays: which records are duplicates must not hang on when it was learned.
        """
        platform, _, name = target.partition(":")
        if name.startswith("post:"):
            return None
        handle, native_id = (name[1:].lower(), None) if name.startswith("@") else (None, name)
        if not self.index.find(platform, native_id, handle):
            return None
        rows = self.index.by_handle.get((platform, handle), ()) if handle else ()
        return make_account_id(platform, rows[0].platform_id, handle) if rows else target

    def _is_inside(self, account: AccountSeen) -> bool:
        return bool(self.index.find(account.platform, account.platform_id, account.handle))

    def clean_text(self, text: str | None, platform: str) -> tuple[str | None, str | None]:
        """A registry account's text, masked, with its letters as they were, and as captured where that differs."""
        if not text:
            return text, None
        repaired = repair_mojibake(text)
        return self.mask_text(repaired, platform), None if repaired == text else self.mask_text(text, platform)

    def mask_text(self, text: str | None, platform: str) -> str | None:
        """A registry account's text with the handles of everybody outside the registry replaced by pseudonyms."""
        return mask_handles(text, platform, self._mask) if text else text

    def _mask(self, platform: str, handle: str) -> str:
        if self.index.find(platform, None, handle) or (platform, handle.lower()) in self._marked:
            return handle
        if platform in ID_NAMED and handle.isdigit():
            rows = self.index.find(platform, handle, None)
            return rows[0].handle or handle if rows else self._pseudonymise(make_account_id(platform, handle, None))
        return self._pseudonymise(make_account_id(platform, None, handle))


def make_post_url(platform: str, native_id: str, handle: str | None) -> str | None:
    """The public address of a registry account's post, where the platform's addresses can be written down."""
    if platform == "x" and handle:
        return f"https://x.com/{handle}/status/{native_id}"
    if platform == "instagram":
        return f"https://www.instagram.com/p/{native_id}/"
    if platform == "tiktok" and handle:
        return f"https://www.tiktok.com/@{handle}/video/{native_id}"
    return None
