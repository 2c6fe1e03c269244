"""A payload to a pack in its place: bag, seal and handover record, all of it or nothing."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netral import __version__
from netral.errors import BadParameter
from netral.evidence.bag import hash_root, read_info, walk_files, write_bag
from netral.evidence.handover import describe_handover
from netral.evidence.payload import FILE_NAME
from netral.evidence.report import Frame, compile_pdf
from netral.model import EvidencePack, Signature

if TYPE_CHECKING:
    from netral.evidence.seal import Sealer

AGENT = f"netral {__version__}"


def place_pack(
    folder: Path,
    frame: Frame,
    info: dict[str, str],
    data: dict[str, Any],
    fill: Callable[[Path], None],
    signatures: tuple[Signature, ...],
    sealer: Sealer | None,
) -> EvidencePack:
    """A payload to a pack in ``folder``, sealed where there is a key, and its handover record beside it.

    Parameters
    ----------
    info : dict
        The rows of bag-info.txt that say what kind of pack it is.
    data : dict
        Of its report: title and description are used.
    fill : callable
        Writes the payload into the folder it is given.

    Raises
    ------
    BadParameter
        When something else lies at the place.
    """
    _check_place(folder)
    info = {
        **info,
        "Source-Organization": frame.investigation.lawful_basis.controller,
        "External-Description": data["title"],
        "Bag-Software-Agent": AGENT,
        "Netral-Sealed": "yes" if sealer else "no",
        "Netral-Timestamped": "yes" if frame.seal and frame.seal.timestamp_url else "no",
    }
    if sealer:
        info["Netral-Sealed-Epoch"] = str(int(frame.made_at.timestamp()))
    record = folder.with_name(f"{folder.name}.berita-acara.pdf")
    with _beside(folder) as work:
        bag = work / folder.name
        (bag / "data").mkdir(parents=True)
        fill(bag / "data")
        write_bag(bag, info, frame.words.local_day(frame.made_at))
        if sealer:
            sealer.seal_bag(bag)
        root, files = hash_root(bag), sum(1 for _ in walk_files(bag))
        handover = describe_handover(frame, info["External-Identifier"], root, files, signatures)
        (work / record.name).write_bytes(compile_pdf("handover.typ", handover, frame.made_at))
        _put({bag: folder, work / record.name: record}, work / "earlier")
    return EvidencePack(folder, root, files, record)


def _check_place(folder: Path) -> None:
    """A place where nothing lies, or an earlier pack of ours."""
    if not FILE_NAME.fullmatch(folder.name):
        raise BadParameter(
            "{folder!r}: no name for a pack; allowed are letters, digits, dot, dash and underscore", folder=folder.name
        )
    if not folder.exists() and not folder.is_symlink():
        return
    ours = folder.is_dir() and not folder.is_symlink() and (folder / "bag-info.txt").is_file()
    if not ours or not read_info(folder).get("Bag-Software-Agent", "").startswith("netral "):
        raise BadParameter(
            "{folder}: exists and is no pack of netral; nothing was written. Choose another place", folder=folder
        )


def _put(places: Mapping[Path, Path], earlier: Path) -> None:
    """The new pack and its record to their places; should one fail, what lay at both goes back to it."""
    earlier.mkdir()
    moved: list[tuple[Path, Path]] = []
    try:
        for new, place in places.items():
            for source, target in ((place, earlier / place.name), (new, place)):
                if source.exists():
                    os.replace(source, target)
                    moved.append((source, target))
    except OSError:
        for source, target in reversed(moved):
            os.replace(target, source)
        raise


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A working folder beside the pack, gone afterwards with whatever is left in it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", suffix=".partial", dir=folder.parent) as work:
        yield Path(work)
