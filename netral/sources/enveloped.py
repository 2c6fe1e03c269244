"""The item in an envelope, whatever tool it comes from -> what it says, read as that tool's own format reads it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from netral.model import LIST_OPS, AccountSeen, Op, Platform
from netral.names import to_handle
from netral.sources import instagram, instaloader, telegram, threads, tiktok, x_api_v2, x_graphql, zeeschuimer
from netral.sources.bare import ListTarget, user_to_acts
from netral.sources.instagram_people import FACEBOOK_ID
from netral.sources.tweet import Facts
from netral.sources.unusable import Unusable, to_id

Reader = Callable[..., Facts]  # of an item and its target; of Telegram also of the zone

USER_ID_KEYS = ("id_str", "pk", "id", "user_id", "rest_id", "uid")
USER_HANDLE_KEYS = ("username", "screen_name", "unique_id", "uniqueId", "handle")
USER_NAME_KEYS = ("full_name", "displayname", "name", "nickname")
# Within what a user stands in lists and profiles: on TikTok beside the user's counts, on Meta's pages as a node.
AROUND_USERS = ("user", "userInfo", "node")
# What tools call the words of a post; whoever has them is no user, whatever else is there.
WORDS_OF_POSTS = frozenset({"text", "message", "post_text"})
# What else only a message of Telegram has, or a whole chat, which may be private: its id is nobody's.
NO_USERS: dict[str, frozenset[str]] = {
    Platform.TELEGRAM: frozenset({"action", "chat", "content", "date_unixtime", "messages", "peer_id"}),
}
X_KEYS = frozenset(
    "legacy rest_id __typename instructions tweet tweet_results tweetResult user_results itemContent result full_text "
    "screen_name".split()
)
# By what a platform's posts and comments differ from its users.
READERS: dict[str, tuple[frozenset[str], Reader]] = {
    Platform.INSTAGRAM: (frozenset({"code", "shortcode", "node", "media", "text"}), instagram.item_to_facts),
    Platform.TIKTOK: (frozenset({"cid", "desc", "aweme_id"}), tiktok.item_to_facts),
    Platform.THREADS: (frozenset({"code", "post", "caption", "text_post_app_info"}), threads.item_to_facts),
    Platform.TELEGRAM: (frozenset({"text", "content", "action", "date_unixtime"}), telegram.item_to_facts),
}


def is_of_x(item: Any) -> bool:
    """Whether a JSON value is an item or page of X's own, rather than one of snscrape and its kin."""
    if not isinstance(item, dict) or {"rawContent", "content", "_type"} & item.keys():
        return False
    is_old = isinstance(item.get("user"), dict) and "text" in item
    return is_old or bool(X_KEYS & item.keys()) or isinstance(item.get("data"), (dict, list)) or x_api_v2.is_value(item)


def item_to_facts(
    item: Any, raw: bytes, target: ListTarget, platform: str, collected_us: int | None, zone: str
) -> Facts:
    """An item to what it says.

    Parameters
    ----------
    item : JSON value
        A post, comment, message or user of the platform, a page of X, or a line of another tool.
    raw : bytes
        The same, as it stands.
    target : ListTarget
        What the item was listed in.
    collected_us : int or None
        UTC microseconds.
    zone : str
        Of a local time without one.

    Raises
    ------
    MangledId
        When an id was rounded to a float.
    Unusable, BadTime, msgspec.DecodeError
        When it cannot be read, or is nothing that the op holds.
    """
    if zeeschuimer.is_line(item):
        return zeeschuimer.collected_to_facts(raw)
    if instaloader.is_structure(item):
        return instaloader.structure_to_facts(item)
    if platform == Platform.X and not (isinstance(item, dict) and "screen_name" in item):
        read = x_api_v2.value_to_facts if x_api_v2.is_value(item) else x_graphql.value_to_facts
        return read(item, target, collected_us)
    keys, read_post = READERS.get(platform, (frozenset(), None))
    if read_post and isinstance(item, dict) and keys & item.keys() and target.op not in LIST_OPS:
        return read_post(item, target, zone) if read_post is telegram.item_to_facts else read_post(item, target)
    is_of_users = target.op in (*LIST_OPS, Op.PROFILE)
    user = _to_account(_find_user(item, platform) if is_of_users else item, platform)
    acts = user_to_acts(user, target, collected_us) if user else ()
    is_post = _is_post(item, platform) or (target.op in (Op.POSTS, Op.SEARCH) and not _is_named(user))
    if user is None or is_post or (target.op in (*LIST_OPS, Op.COMMENTS, Op.REPLIES) and not acts):
        raise Unusable("unexpected_shape", f"raw is no item of {platform} that {target.op} holds")
    return Facts([user], [], list(acts))


def _is_post(item: Any, platform: str) -> bool:
    """Whether an item has what no user has."""
    return isinstance(item, dict) and bool((WORDS_OF_POSTS | NO_USERS.get(platform, frozenset())) & item.keys())


def _is_named(user: AccountSeen | None) -> bool:
    """Whether an item that stands among posts is a user: an id alone is that of anything."""
    return user is not None and bool(user.handle or user.display_name)


def _find_user(item: Any, platform: str) -> Any:
    """The user within an item that shows nothing else but counts, else the item."""
    posts = (READERS.get(platform, (frozenset(), None))[0] | WORDS_OF_POSTS) - set(AROUND_USERS)
    within = item
    while isinstance(within, dict) and not within.keys() & {*USER_ID_KEYS, *USER_HANDLE_KEYS, *posts}:
        within = next((within[key] for key in AROUND_USERS if isinstance(within.get(key), dict)), None)
    is_user = isinstance(within, dict) and within.keys() & set(USER_HANDLE_KEYS) and not within.keys() & posts
    return within if is_user else item


def _to_account(item: Any, platform: str) -> AccountSeen | None:
    """A user, by the keys that platforms and tools use for one; None for what is none."""
    if not isinstance(item, dict):
        return None
    if platform == Platform.INSTAGRAM and isinstance(item.get("id"), str) and FACEBOOK_ID.fullmatch(item["id"]):
        item = {**item, "id": None}
    native_id = next((item[key] for key in USER_ID_KEYS if item.get(key) not in (None, "")), None)
    handle = next((item[key] for key in USER_HANDLE_KEYS if isinstance(item.get(key), str) and item[key]), None)
    handle = handle and handle.lstrip("@")
    if not isinstance(native_id, (str, int, float)) and (handle is None or to_handle(platform, handle) is None):
        return None
    name = next((item[key] for key in USER_NAME_KEYS if isinstance(item.get(key), str) and item[key]), None)
    return AccountSeen(
        platform, to_id(native_id, "id") if isinstance(native_id, (str, int, float)) else None, handle, name
    )
