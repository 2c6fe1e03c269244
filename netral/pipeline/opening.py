"""Files opened for the store with the sources; with little to import, since every process that parses needs it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netral import sources
from netral.model import Op

if TYPE_CHECKING:
    from netral.model import Investigation, Record, Stretch
    from netral.store import CaptureInput

Progress = Callable[[int], None]
RECORDS_A_TELLING = 500


@dataclass(frozen=True)
class Opener:
    """Reads files for the store with the sources, times without a zone being the region's."""

    zone: str
    progress: Progress | None = None

    def __call__(
        self, each: CaptureInput, stretch: Stretch | None = None
    ) -> tuple[Iterable[Record], Callable[[], bool]]:
        """A file's records, or those of a stretch, and afterwards whether the file was cut."""
        if each.format == sources.EMPTY:
            return (), lambda: False
        hints = sources.Hints(Op(each.op) if each.op else None, each.target, each.target_author, self.zone)
        reading = sources.open_reading(each.path, each.format, hints, stretch)
        is_watched = self.progress is not None and stretch is None  # of a stretch, whoever gave it tells
        return (self._watch(reading) if is_watched else reading.records), reading.is_cut

    def is_large(self, each: CaptureInput) -> bool:
        """Whether a file has several stretches that may be read apart."""
        return sources.is_splittable(each.path, each.format)

    def split(self, each: CaptureInput) -> Iterator[Stretch]:
        """The stretches of a large file, found one by one."""
        return sources.split_file(each.path)

    def tell(self, size_bytes: int) -> None:
        """So many bytes more were read, here or in another process."""
        if self.progress:
            self.progress(size_bytes)

    def _watch(self, reading: sources.Reading) -> Iterator[Record]:
        """The records as they come; now and then the number of bytes read since the last time is told."""
        told = 0
        for number, record in enumerate(reading.records):
            if number % RECORDS_A_TELLING == 0 and (now := reading.count_bytes()) > told:
                self.tell(now - told)
                told = now
            yield record

    def __getstate__(self) -> dict[str, str | None]:
        """Another process shows no progress."""
        return {"zone": self.zone, "progress": None}


def make_opener(investigation: Investigation, progress: Progress | None = None) -> Opener:
    """An investigation to what reads its files for the store."""
    return Opener(investigation.region.timezone, progress)
