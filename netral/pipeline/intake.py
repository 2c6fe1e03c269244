"""Captures -> sources -> store: the folder of an investigation, what goes into it, and whether it is still whole."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from netral import sources, store
from netral.errors import BadCapture, BadParameter, NetralError
from netral.identity import make_post_id
from netral.investigation import find_today, read_investigation, require_lawful
from netral.model import Capture, Investigation, Op, Registry, Tables
from netral.pipeline.opening import Progress, make_opener
from netral.registry import RegistryIndex, index_registry
from netral.registry import read_registry as read_registry_folder

CHATS = "telegram-export"
# Formats whose files belong to a post that another file beside them tells of, and what they are of it.
BESIDE = {"instaloader": Op.COMMENTS, "picture": Op.MEDIA}


def open_investigation(folder: str | Path, engine: str = "duckdb") -> Investigation:
    """An investigation's folder to what its investigation.yaml says.

    Parameters
    ----------
    engine : str
        What computes with its tables: ``duckdb``, ``local-spark`` or ``spark://HOST:PORT``.
    """
    return replace(read_investigation(folder), engine=engine)


def read_registry(investigation: Investigation) -> Registry:
    """An investigation to who is who in it."""
    return read_registry_folder(investigation.registry_folder)


def ingest_captures(
    investigation: Investigation,
    paths: Sequence[Path],
    format_id: str | None = None,
    op: str | None = None,
    target: str | None = None,
    target_author: str | None = None,
    progress: Progress | None = None,
) -> list[store.Stored]:
    """Captured files to stored records, all or none of them.

    Parameters
    ----------
    investigation : Investigation
        Must have its lawful basis.
    paths : sequence of Path
        Plain, gzip or zstd.
    format_id : str, optional
        Overrules what the shapes say.
    op, target, target_author : str, optional
        What a bare list is a list of, as ``x:@handle``, ``x:<id>`` or ``x:post:<id>``.
    progress : callable, optional
        Told now and then how many bytes more were read.

    Raises
    ------
    BadInvestigation, BadCapture, BadParameter
        When the investigation may not ingest, or a file is refused.
    BrokenEvidence
        When a file in ``captures/`` changed since it was ingested.
    """
    require_lawful(investigation, find_today(investigation))
    if op is not None and op not in tuple(Op):
        raise BadParameter("--op {op!r} is unknown; allowed are {allowed}", op=op, allowed=", ".join(Op))
    if format_id is not None and format_id not in sources.find_formats():
        raise BadParameter(
            "--as {format_id!r} is unknown; allowed are {allowed}",
            format_id=format_id,
            allowed=", ".join(sources.find_formats()),
        )
    for named in filter(None, (target, target_author)):
        sources.check_given_target(named)
    if target_author and not target:
        raise BadParameter("--target-author {author} is said of a post; give --target too", author=target_author)
    given = (op, target, target_author)
    with store.Workers() as workers:
        if _has_new_large(paths, investigation):
            workers.start()  # they import while the files are looked at and copied
        registry = read_registry(investigation)
        index = index_registry(registry)
        try:
            _refuse_folders(paths)
            inputs = [_make_input(path, _find_format(path, format_id), index, *given) for path in paths]
        except NetralError:
            list_verified_captures(investigation)  # that evidence is broken is the graver fault
            raise
        opener = make_opener(investigation, progress)
        return store.ingest_files(investigation.folder, registry, inputs, opener, workers)


def reparse_captures(investigation: Investigation, progress: Progress | None = None) -> tuple[Capture, ...]:
    """Every capture of an investigation parsed again, after a parser was mended; counts are those of this parse.

    Parameters
    ----------
    progress : callable, optional
        As for `ingest_captures`.

    Raises
    ------
    BadInvestigation
        When the investigation may not ingest.
    BrokenEvidence
        When a capture changed since it was ingested.
    """
    require_lawful(investigation, find_today(investigation))
    list_verified_captures(investigation)
    opener = make_opener(investigation, progress)
    return store.reparse_captures(investigation.folder, read_registry(investigation), opener)


def _has_new_large(paths: Sequence[Path], investigation: Investigation) -> bool:
    """Whether a file is so large that several processes read it, where its format allows that, and is none known."""
    sizes = {path.stat().st_size for path in paths if path.is_file() and sources.is_large(path)}
    return bool(sizes and sizes - {capture.size_bytes for capture in store.list_captures(investigation.store_folder)})


def _refuse_folders(paths: Sequence[Path]) -> None:
    """A folder is no capture: whoever ingests says which of its files are."""
    for path in paths:
        if path.is_dir():
            raise BadCapture(
                "{path}: there is no such file, but a folder; name the files in it, such as {files}",
                path=path,
                files=path / "*",
            )


def _find_format(path: Path, said: str | None) -> str:
    """What a file is read as; an export of Telegram Desktop only as that, so that no private chat is taken."""
    if said is None:
        return sources.detect_format(path)
    seems = None
    with suppress(BadCapture):
        seems = sources.detect_format(path) if said != CHATS else None
    if seems == CHATS:
        raise BadCapture(
            "{file}: this is an export of Telegram Desktop, which may hold private chats; it is read with --as {chats} "
            "only",
            file=path.name,
            chats=CHATS,
        )
    return said


def _make_input(
    path: Path,
    format_id: str,
    index: RegistryIndex,
    op: str | None,
    target: str | None,
    target_author: str | None,
) -> store.CaptureInput:
    """A file and what it is read as; comments and pictures whose post lies beside them belong to it.

    Where every record says itself what it belongs to, nothing that is said of the file holds.
    """
    declared = sources.find_format(format_id)
    if declared is not None and not declared.takes_target:
        return store.CaptureInput(path, format_id)
    owner = sources.parse_account_target(target_author) if target_author and op == Op.MEDIA else None
    if format_id in BESIDE and (op is None or (target and op == BESIDE[format_id])):
        find_beside = sources.find_pictured_post if format_id == "picture" else sources.find_post_beside
        post = find_beside(path)
        if post and target:
            _refuse_other_post(path, post, target)
        if post and op is None:
            op, target, owner = BESIDE[format_id].value, make_post_id(post.platform, post.native_id), post.author
            if owner is not None:
                target_author = f"{owner.platform}:{owner.platform_id or f'@{owner.handle}'}"
    if op == Op.MEDIA and owner and not index.find(owner.platform, owner.platform_id, owner.handle):
        raise BadCapture(
            "{file}: {target_author} stands in no registry; only pictures of its accounts are kept",
            file=path.name,
            target_author=target_author,
        )
    return store.CaptureInput(path, format_id, op, target, target_author)


def _refuse_other_post(path: Path, post: sources.PostTarget, target: str) -> None:
    """What lies beside a file tells whose it is; acts would be toward somebody else if another post were believed."""
    said = sources.parse_post_target(target)
    if (said.platform, said.native_id) != (post.platform, post.native_id):
        raise BadCapture(
            "{file}: it lies beside the file of {post}, and --target is {target}; leave --target out, or move it",
            file=path.name,
            post=make_post_id(post.platform, post.native_id),
            target=target,
        )


def load_tables(investigation: Investigation) -> Tables:
    """An investigation to its tables, brought up to date with the registry and the region's zone first.

    Raises
    ------
    BadInvestigation
        When nothing was ingested.
    BadParameter
        When the engine cannot be used.
    """
    if not store.list_captures(investigation.store_folder):
        return store.open_tables(investigation.store_folder, investigation.engine)
    with store.lock_store(investigation.store_folder):
        store.refresh_store(investigation.folder, read_registry(investigation), make_opener(investigation))
        return store.open_tables(investigation.store_folder, investigation.engine)


def list_verified_captures(investigation: Investigation) -> tuple[Capture, ...]:
    """Every capture, each hashed again first.

    Raises
    ------
    BrokenEvidence
        Naming the first capture that changed since ingest.
    """
    if not investigation.store_folder.is_dir():
        return ()
    with store.lock_store(investigation.store_folder):
        captures = store.list_captures(investigation.store_folder)
    store.verify_captures(investigation.folder, captures)
    return captures
