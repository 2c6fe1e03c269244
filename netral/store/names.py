"""Accounts and posts as captures name them -> ids of the tables; outside the registry a keyed hash only."""

from __future__ import annotations

import os
import re
from pathlib import Path

from netral.identity import make_account_id, make_post_id, make_pseudonym
from netral.model import AccountSeen
from netral.registry import RegistryIndex

Span = list[int]
KEY_BYTES = 32
CACHE_NAMES = 200_000
MENTION = re.compile(r"(?<![\w@])@([A-Za-z0-9_][A-Za-z0-9_.]*[A-Za-z0-9_]|[A-Za-z0-9_])")
PROFILE_URL = re.compile(
    r"((?:x|twitter|instagram|tiktok|threads|facebook)\.(?:com|net)/@?)"
    r"(?!i/|p/|reel/|tv/|hashtag/|search|status/|intent/|share)([A-Za-z0-9_.]+)([^\s]*)"
)


def read_pseudonym_key(folder: Path) -> bytes:
    """The investigation's own secret, made at first use and readable by its owner only."""
    path = folder / "pseudonym.key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(f".{os.getpid()}.tmp")
        beside.write_bytes(os.urandom(KEY_BYTES))
        beside.chmod(0o600)
        os.replace(beside, path)
    return path.read_bytes()


class Names:
    """Names accounts and posts, and remembers what it has named: one call an account, however often it appears."""

    def __init__(self, index: RegistryIndex, key: bytes) -> None:
        self.index, self.key = index, key
        self._cache: dict[tuple[str, str | None, str | None, str | None], tuple[str, bool, Span]] = {}
        self.seen: dict[tuple[str | None, ...], Span] = {}

    def name_account(self, seen: AccountSeen, observed_us: int) -> tuple[str, bool]:
        """An account to its id and whether it stands in the registry."""
        named = self._cache.get(seen)
        if named is None:
            named = self._name(seen, observed_us)
            if len(self._cache) > CACHE_NAMES:
                self._cache.clear()
            self._cache[seen] = named
        account_id, inside, span = named
        if observed_us < span[0]:
            span[0] = observed_us
        elif observed_us > span[1]:
            span[1] = observed_us
        return account_id, inside

    def _name(self, seen: AccountSeen, observed_us: int) -> tuple[str, bool, Span]:
        platform, native_id, handle, display_name = seen
        lower = handle.lower() if handle else None
        rows = self.index.find(platform, native_id, lower)
        key: tuple[str | None, ...]
        if rows:
            account_id = make_account_id(platform, native_id or rows[0].platform_id, lower)
            alias = make_account_id(platform, None, lower) if lower and native_id else None
            key = (account_id, alias, handle, display_name, None)
        else:
            account_id = self._hide(platform, native_id, lower)
            alias = self._hide(platform, None, lower) if lower and native_id else None
            reused = f"{platform}:@{lower}" if self.index.is_reused(platform, native_id, lower) else None
            key = (account_id, alias, None, None, reused)
        return account_id, bool(rows), self.seen.setdefault(key, [observed_us, observed_us])

    def _hide(self, platform: str, native_id: str | None, handle: str | None) -> str:
        return f"{platform}:{make_pseudonym(self.key, make_account_id(platform, native_id, handle))}"

    def hash_post(self, platform: str, native_id: str) -> str:
        """A post's id to its keyed hash."""
        return make_post_id(platform, make_pseudonym(self.key, make_post_id(platform, native_id)))

    def mask_text(self, text: str | None, platform: str) -> str | None:
        """A registry account's text with the handles of everybody outside the registry replaced by pseudonyms."""
        if not text:
            return text
        if "@" in text:
            text = MENTION.sub(lambda match: f"@{self._mask(match.group(1), platform)}", text)
        if "/" in text:
            text = PROFILE_URL.sub(lambda match: self._mask_url(match, platform), text)
        return text

    def _mask(self, handle: str, platform: str) -> str:
        if self.index.find(platform, None, handle):
            return handle
        return make_pseudonym(self.key, make_account_id(platform, None, handle))

    def _mask_url(self, match: re.Match[str], platform: str) -> str:
        masked = self._mask(match.group(2), platform)
        return match.group(0) if masked == match.group(2) else match.group(1) + masked


def make_post_url(platform: str, native_id: str, handle: str | None) -> str | None:
    """The public address of a registry account's post, where the platform's addresses can be written down."""
    if platform == "x" and handle:
        return f"https://x.com/{handle}/status/{native_id}"
    if platform == "instagram":
        return f"https://www.instagram.com/p/{native_id}/"
    if platform == "tiktok" and handle:
        return f"https://www.tiktok.com/@{handle}/video/{native_id}"
    return None
