"""`netral ingest`: captured files into the store."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn, TransferSpeedColumn

from netral.cli.custody import tell_unnoted
from netral.cli.faults import name_place
from netral.cli.words import print_json, say, speak, write_count
from netral.errors import BadParameter
from netral.model import LIST_OPS, CaptureStatus, Investigation
from netral.pipeline import ingest_captures, open_investigation, reparse_captures
from netral.pipeline.custody import log_receipt
from netral.store import Stored, list_captures


def ingest_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the investigation.")],
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE...", help="Captured files, plain, gzip, zstd or xz.")
    ] = None,
    format_id: Annotated[
        str | None, typer.Option("--as", metavar="FORMAT", help="Overrule the detected format.")
    ] = None,
    op: Annotated[
        str | None, typer.Option(help="What a bare list is: followers, following, likers, retweeters ...")
    ] = None,
    target: Annotated[str | None, typer.Option(help="Whose list: x:@handle, x:<id> or x:post:<id>.")] = None,
    target_author: Annotated[str | None, typer.Option(help="Author of the target post: x:@handle or x:<id>.")] = None,
    reparse: Annotated[bool, typer.Option("--reparse", help="Parse every capture again, without FILE.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout.")] = False,
) -> None:
    """Register, hash, parse and store captured files; prints the balance. All files or none.

    Example: netral ingest data/kota-contoh-2024 followers.jsonl --op followers --target x:@relawan_contoh
    """
    if bool(files) == reparse:
        raise BadParameter("give the files to ingest, or --reparse without any")
    investigation = open_investigation(folder)
    with name_place(folder):
        if files:
            stored = _ingest(investigation, files, (format_id, op, target, target_author))
        else:
            stored = _reparse(investigation)
    with tell_unnoted(folder):
        log_receipt(investigation, [each.capture for each in stored])
    balanced = all(_balances(each) for each in stored)
    if as_json:
        print_json({"captures": [_to_json(each) for each in stored], "balance": balanced})
    else:
        _print_balance(stored)
    _warn(stored, op)
    if not balanced:
        say(speak()("the balance does not hold: read is not stored + duplicate + quarantined"))
        raise typer.Exit(2)


def _ingest(
    investigation: Investigation, files: list[Path], said: tuple[str | None, str | None, str | None, str | None]
) -> list[Stored]:
    size_bytes = sum(path.stat().st_size for path in files if path.is_file())
    with _show_progress(size_bytes) as progress:
        return ingest_captures(investigation, files, *said, progress)


def _reparse(investigation: Investigation) -> list[Stored]:
    size_bytes = sum(capture.size_bytes for capture in list_captures(investigation.store_folder))
    with _show_progress(size_bytes) as progress:
        return [Stored(capture, is_known=True) for capture in reparse_captures(investigation, progress)]


@contextmanager
def _show_progress(size_bytes: int) -> Iterator[Callable[[int], None]]:
    """A bar of so many bytes, where a person looks at the terminal; longer where captures are parsed once more."""
    columns = (BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        bar.add_task("ingest", total=size_bytes)
        (task,) = bar.tasks

        def advance(more_bytes: int) -> None:
            task.total = max(size_bytes, task.completed + more_bytes)
            bar.advance(task.id, more_bytes)

        yield advance


def _balances(each: Stored) -> bool:
    return each.capture.balances


def _to_json(each: Stored) -> dict[str, Any]:
    capture = each.capture
    return {
        "capture_id": capture.capture_id,
        "path": capture.path,
        "format": capture.format,
        "op": capture.op,
        "status": capture.status.value,
        "read": capture.read,
        "stored": capture.stored,
        "duplicate": capture.duplicate,
        "quarantined": capture.quarantined,
        "declared": capture.declared_count,
        "observed": capture.observed_count,
        "sha256": capture.sha256,
        "known": each.is_known,
    }


def _print_balance(stored: list[Stored]) -> None:
    _ = speak()
    for each in stored:
        capture = each.capture
        print(f"{capture.path}  [{capture.format}{', ' + capture.op if capture.op else ''}]")
        print(
            _("  read {read} = stored {stored} + duplicate {duplicate} + quarantined {quarantined}").format(
                read=write_count(capture.read),
                stored=write_count(capture.stored),
                duplicate=write_count(capture.duplicate),
                quarantined=write_count(capture.quarantined),
            )
        )
        if capture.declared_count is not None and capture.op in LIST_OPS:  # of several lists, status tells of each
            declared, observed = write_count(capture.declared_count), write_count(capture.observed_count)
            print(_("  list: {observed} of {declared} declared were seen").format(observed=observed, declared=declared))


def _warn(stored: list[Stored], op: str | None) -> None:
    _ = speak()
    for each in stored:
        capture = each.capture
        if op in LIST_OPS and capture.op != op and capture.status is not CaptureStatus.EMPTY:
            said = _("warning: {path} holds no list of the kind that --op {op} names; it is stored as what it is")
            say(said.format(path=capture.path, op=op))
        if capture.status is CaptureStatus.EMPTY:
            say(_("warning: {path} is empty").format(path=capture.path))
        if capture.status is CaptureStatus.PARTIAL:
            say(_("warning: {path} was cut; what could be read is stored").format(path=capture.path))
        if capture.quarantined:
            say(
                _(
                    "warning: {path}: in quarantine {count} of {read}; 'netral status DIR' gives reasons and places"
                ).format(path=capture.path, count=write_count(capture.quarantined), read=write_count(capture.read))
            )
