"""What the store is given to ingest: a file and how it is read, and somebody who reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from netral.model import Record, Stretch


@dataclass(frozen=True, slots=True)
class CaptureInput:
    """A file to ingest: where it lies and what it is read as."""

    path: Path
    format: str
    op: str | None = None
    target: str | None = None
    target_author: str | None = None


class Opener(Protocol):
    """Reads files for the store, in this process or, pickled, in another."""

    @property
    def zone(self) -> str:
        """In which times without a zone are read."""

    def __call__(
        self, each: CaptureInput, stretch: Stretch | None = None
    ) -> tuple[Iterable[Record], Callable[[], bool]]:
        """A file's records, or those of a stretch, and afterwards whether the file was cut."""

    def is_large(self, each: CaptureInput) -> bool:
        """Whether a file has several stretches that may be read apart."""

    def split(self, each: CaptureInput) -> Iterable[Stretch]:
        """The stretches of a large file, found one by one."""

    def tell(self, size_bytes: int) -> None:
        """So many bytes more were read elsewhere."""
