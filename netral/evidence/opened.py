"""The files of a pack that is being checked, each hashed once, and why a check of them does not hold."""

from __future__ import annotations

import re
import stat
from datetime import UTC, datetime
from pathlib import Path

from netral.errors import NetralError
from netral.evidence.bag import MANIFEST, SEAL, STAMP, TAG_MANIFEST, read_info, walk_entries
from netral.identity import hash_file

TAG_FILES = frozenset({"bagit.txt", "bag-info.txt", MANIFEST})
MANIFEST_LINE = re.compile(r"([0-9a-f]{64})  ([A-Za-z0-9._/-]+)")
EPOCH = re.compile(r"[0-9]{1,11}")
LARGEST_TEXT_BYTES = 512 << 20


class Broken(NetralError):
    """Why one check does not hold."""


class OpenedPack:
    """The files of a pack with the hash of each, read once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.odd: list[str] = []
        self.hashes: dict[str, str] = {}
        for path, mode in walk_entries(folder):
            if not stat.S_ISREG(mode):
                self.odd.append(path)
                continue
            try:
                self.hashes[path] = hash_file(folder / path)
            except OSError:
                self.odd.append(path)
        self.info = read_info(folder) if "bag-info.txt" in self.hashes else {}

    @property
    def is_sealed(self) -> bool:
        """Whether the pack says that it is sealed."""
        return self.info.get("Netral-Sealed") == "yes"

    @property
    def is_stamped(self) -> bool:
        """Whether the pack says that it bears a timestamp."""
        return self.info.get("Netral-Timestamped") == "yes"

    @property
    def sealed_at(self) -> datetime:
        """When the pack says that it was sealed, UTC: certificates must have been valid then."""
        epoch = self.info.get("Netral-Sealed-Epoch", "")
        if not EPOCH.fullmatch(epoch):
            raise Broken("bag-info.txt: Netral-Sealed-Epoch {epoch!r} is no number of seconds", epoch=epoch)
        return datetime.fromtimestamp(int(epoch), UTC)

    @property
    def unlisted(self) -> frozenset[str]:
        """The files that lie in the pack without standing in a manifest."""
        return frozenset({TAG_MANIFEST, *[SEAL] * self.is_sealed, *[STAMP] * self.is_stamped})

    def read(self, path: str) -> bytes:
        """The bytes of one file that is not larger than texts are."""
        if path not in self.hashes:
            raise Broken("{path}: missing", path=path)
        if (self.folder / path).stat().st_size > LARGEST_TEXT_BYTES:
            raise Broken("{path}: larger than {most} bytes", path=path, most=LARGEST_TEXT_BYTES)
        return (self.folder / path).read_bytes()

    def read_lines(self, path: str) -> list[str]:
        """A text's lines; each ends with a line end, the last one too, and none holds what a shell would drop."""
        data = self.read(path)
        if not data.endswith(b"\n") or b"\0" in data:
            raise Broken("{path}: cut off, or no text", path=path)
        return data.decode("utf-8", "replace").split("\n")[:-1]

    def manifest(self, name: str) -> dict[str, str]:
        """A manifest to the SHA-256 of every file it lists."""
        listed: dict[str, str] = {}
        for number, line in enumerate(self.read_lines(name), start=1):
            match = MANIFEST_LINE.fullmatch(line)
            if match is None or match[2] in listed:
                raise Broken(
                    "{name}: line {number} is no line of a manifest, or names a file twice", name=name, number=number
                )
            listed[match[2]] = match[1]
        return listed
