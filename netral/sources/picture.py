"""A picture of a post (JPEG, PNG, WebP, GIF) -> one record that says which post it belongs to; nothing in it is read.

Tools leave a picture beside what tells of its post: instaloader by the name of both files, Telegram Desktop in the
``photo`` of a message of result.json. Any other is given with its post by whoever saved it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from netral.errors import BadCapture
from netral.identity import hash_bytes
from netral.model import Op, PostSeen, Record
from netral.packed import is_stream_cut, open_decompressed
from netral.registry import decode_picture
from netral.sources.bare import ListTarget, created_from_id
from netral.sources.document import MAX_DOCUMENT_BYTES, is_document_too_long
from netral.sources.format import Format, Sample
from netral.sources.instaloader import COMPRESSED_ENDS, read_post_target
from netral.sources.lines import Lines
from netral.sources.targets import PostTarget
from netral.sources.telegram_export import find_message_of_photo
from netral.sources.unusable import shorten

WHOLE_FILE = "file"  # the locator of a record that is all of its capture
MAGICS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
MAX_DETAIL = 300
_NUMBERED = re.compile(r"_\d{1,2}$")


def read_picture(lines: Lines, target: ListTarget, zone: str) -> Iterator[Record]:
    """A picture to its one record; a broken one is quarantined.

    Raises
    ------
    BadCapture
        When nobody says to which post it belongs, and whose that is.
    """
    post = target.post if target.op is Op.MEDIA else None
    if post is None or post.author is None:
        raise BadCapture(
            "{file}: a picture that does not say on whose post it is; allowed is the post's JSON beside it, or --op "
            "media --target x:post:<id> --target-author x:@handle",
            file=lines.path.name,
        )
    data, lines.is_cut = _read_whole(lines.path)
    record = Record(WHOLE_FILE, hash_bytes(data), Op.MEDIA.value, target.name)
    try:
        decode_picture(data)
    except ValueError as error:
        yield replace(record, reason="bad_picture", detail=shorten(str(error), MAX_DETAIL))
        return
    created_us = created_from_id(post.platform, post.native_id)
    seen = PostSeen(post.platform, post.native_id, post.author, "post", created_us=created_us)
    yield replace(record, accounts=(post.author,), posts=(seen,))


def _read_whole(path: Path) -> tuple[bytes, bool]:
    """All bytes of a picture, as its hash is over all of them, and whether compressed data ended too early."""
    if is_document_too_long(path):
        raise BadCapture(
            "{file}: a picture of more than {most} MiB, which are allowed",
            file=path.name,
            most=MAX_DOCUMENT_BYTES >> 20,
        )
    with open_decompressed(path) as stream:
        return stream.read(), is_stream_cut(stream)


def find_pictured_post(path: Path) -> PostTarget | None:
    """A picture to the post that the tool which saved it tells of, with its author; None when nothing does.

    Raises
    ------
    BadCapture
        When the post's ids were mangled to floats, or a chat beside it is a private one.
    """
    stem = path.stem
    for name in dict.fromkeys((stem, _NUMBERED.sub("", stem))):
        for beside in (path.with_name(f"{name}.json{end}") for end in COMPRESSED_ENDS):
            if beside.is_file() and (post := read_post_target(beside)):
                return post
    exported = path.parent.parent / "result.json"
    return find_message_of_photo(exported, f"{path.parent.name}/{path.name}") if exported.is_file() else None


def _recognise(sample: Sample) -> bool:
    is_webp = sample.head[:4] == b"RIFF" and sample.head[8:12] == b"WEBP"
    return is_webp or sample.head.startswith(MAGICS)


FORMAT = Format("picture", _recognise, read_picture, (b"picture",))
