"""Pictures that posts showed, and the known ones of a campaign or an office that they are held against."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netral.model.leads import RecordRef
    from netral.model.registry import Mark


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What two copies of one picture have in common: two perceptual hashes of 64 bits, of the whole picture."""

    phash: int
    dhash: int


@dataclass(frozen=True, slots=True)
class KnownPicture:
    """A picture that marks.csv names, with its bytes as they lie in the registry."""

    mark: Mark
    sha256: str
    fingerprint: Fingerprint
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class PostPicture:
    """A captured picture of an own post of a confirmed account; ``occurred_us`` UTC microseconds, null where unknown.

    ``path`` is the capture's, relative to the investigation's folder.
    """

    post_id: str
    account_id: str
    handle: str | None
    url: str | None
    occurred_us: int | None
    ref: RecordRef
    path: str


@dataclass(frozen=True, slots=True)
class PictureMatch:
    """A post's picture and a known one that look alike, and by how many bits of each hash they differ."""

    picture: PostPicture
    known: KnownPicture
    phash_bits: int
    dhash_bits: int


@dataclass(frozen=True, slots=True)
class PictureFindings:
    """What was compared with what: known pictures, those named but not there, and those like an office's picture."""

    matches: tuple[PictureMatch, ...] = ()
    known: int = 0
    missing: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    compared: int = 0
    too_plain: int = 0
