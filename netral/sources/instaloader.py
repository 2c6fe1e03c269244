"""What instaloader writes: a post's or profile's JSON (also .json.xz), and a post's comments -> records.

An answer to a comment lies within it and belongs to its record.

Source: instaloader's structures (`get_json_structure`) and the comments file of its `update_comments`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from netral.errors import BadCapture
from netral.model import Op, Record
from netral.sources.bare import ListTarget, target_to_posts
from netral.sources.document import item_to_base, read_document
from netral.sources.format import Format, Sample
from netral.sources.instagram import add_comment, media_to_facts, media_to_target
from netral.sources.instagram_people import list_joint, to_account
from netral.sources.instagram_shapes import Comment, Media, User
from netral.sources.items import item_to_record
from netral.sources.lines import Lines
from netral.sources.targets import PostTarget
from netral.sources.tweet import Facts, is_same
from netral.sources.unusable import MangledId, Unusable

COMMENT_KEYS = frozenset({"id", "created_at", "text", "owner"})
COMMENTS_END = "_comments"
COMPRESSED_ENDS = ("", ".xz", ".gz", ".zst")


class Made(msgspec.Struct, gc=False):
    version: str | None = None
    node_type: str | None = None


def read_structure(lines: Lines, target: ListTarget, zone: str) -> Iterator[Record]:
    """A file to its records: one for a post or profile, one for each comment of a comments file.

    All times are instants, so that ``zone`` is not needed.

    Raises
    ------
    BadCapture
        When comments come without their post, or an id was mangled to a float.
    """
    value, refused = read_document(lines)
    if refused is not None:
        yield refused
    elif isinstance(value, list):
        yield from _read_comments(lines.path, value, target)
    else:
        yield _read_node(lines.path, value, target)


def find_post_beside(path: Path) -> PostTarget | None:
    """A comments file to the post whose JSON lies beside it, with its author; None when none does.

    Raises
    ------
    BadCapture
        When the post's ids were mangled to floats.
    """
    stem = path.name.partition(".json")[0]
    if not stem.endswith(COMMENTS_END):
        return None
    names = [f"{stem.removesuffix(COMMENTS_END)}.json{end}" for end in COMPRESSED_ENDS]
    for beside in (path.with_name(name) for name in names):
        if beside.is_file() and (post := read_post_target(beside)):
            return post
    return None


def read_post_target(path: Path) -> PostTarget | None:
    """A post's JSON to the post and its author; None when the file is none of a post.

    Raises
    ------
    BadCapture
        When its ids were mangled to floats.
    """
    value, _ = read_document(Lines(path))
    if not is_structure(value):
        return None
    try:
        return media_to_target(_node_to_media(value["node"]))
    except MangledId as error:
        raise BadCapture("{file}, key {error}", file=path.name, error=error) from None
    except (msgspec.ValidationError, Unusable, UnicodeEncodeError, RecursionError):
        return None


def _read_comments(path: Path, items: list[Any], target: ListTarget) -> Iterator[Record]:
    post = target.post if target.op is Op.COMMENTS else find_post_beside(path)
    if post is None or post.platform != "instagram":
        raise BadCapture(
            "{file}: comments that do not say on which post they are; allowed is the post's JSON beside it, or --op "
            "comments --target instagram:post:<shortcode>",
            file=path.name,
        )
    target = ListTarget(Op.COMMENTS, None, post)
    for number, item in enumerate(items):
        base = replace(item_to_base(f"/{number}", item, target), tool="instaloader")
        place = f"{path.name}, /{number}"
        yield base if base.reason else item_to_record(base, place, partial(_comment_to_facts, item, target))


def _comment_to_facts(item: Any, target: ListTarget) -> Facts:
    facts = Facts([], list(target_to_posts(target)), [])
    if target.post is not None:
        add_comment(facts, msgspec.convert(item, Comment), target.post)
    return facts


def structure_to_facts(value: Any) -> Facts:
    """What instaloader writes of one post or profile, as JSON, to what it says.

    Raises
    ------
    MangledId
        When an id was mangled to a float.
    Unusable, BadTime, msgspec.ValidationError
        When it cannot be read.
    """
    if not is_structure(value):
        raise Unusable("unexpected_shape", "no node that instaloader wrote")
    return _node_to_facts(value["node"], msgspec.convert(value["instaloader"], Made).node_type)


def _read_node(path: Path, value: dict[str, Any], target: ListTarget) -> Record:
    if not is_structure(value):
        base = item_to_base("line:1", value, target)
        return replace(base, reason="unexpected_shape", detail="no node that instaloader wrote")
    base = item_to_base("/node", value["node"], target)
    if base.reason:
        return base
    made = Made()

    def read() -> Facts:
        nonlocal made
        made = msgspec.convert(value["instaloader"], Made)
        return _node_to_facts(value["node"], made.node_type)

    record = item_to_record(base, f"{path.name}, /node", read)
    return replace(record, tool="instaloader", tool_version=made.version)


def _node_to_facts(node: Any, node_type: str | None) -> Facts:
    if node_type == "Post":
        return media_to_facts(_node_to_media(node))
    if node_type != "Profile":
        raise Unusable("unsupported_type", "node_type is neither Post nor Profile")
    account = to_account(msgspec.convert(node, User))
    if account is None:
        raise Unusable("account_unknown", "the profile has neither id nor username")
    return Facts([account], [], [])


def _node_to_media(node: Any) -> Media:
    """A post's node as Instagram gave it, of which instaloader may have overwritten the owner.

    There it puts the profile that it read the post from. Who really posted it Instagram names as the owner alone, never
    among the joint authors.
    """
    media = msgspec.convert(node, Media)
    owner = to_account(media.owner) if media.owner and (media.coauthor_producers or media.iphone_struct) else None
    if owner and any(is_same(owner, joint) for joint in list_joint(media)):
        media.owner = None
    return media


def is_structure(value: Any) -> bool:
    """Whether a JSON value is what instaloader writes of a post or profile."""
    return isinstance(value, dict) and all(isinstance(value.get(key), dict) for key in ("node", "instaloader"))


def _is_comment(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() >= COMMENT_KEYS and isinstance(value["owner"], dict)


def _recognise(sample: Sample) -> bool:
    for value in sample.values:
        if is_structure(value) or (isinstance(value, list) and value and _is_comment(value[0])):
            return True
    head = sample.head.lstrip()
    is_cut_comments = head[:1] == b"[" and all(f'"{key}"'.encode() in head for key in (*COMMENT_KEYS, "likes_count"))
    return not sample.values and (is_cut_comments or (b'"instaloader"' in head and b'"node_type"' in head))


FORMAT = Format("instaloader", _recognise, read_structure, (b'"node"', b'"instaloader"', b'"node_type"', b'"answers"'))
