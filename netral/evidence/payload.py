"""What every pack holds below its data folder: tables, networks, notebooks, custody, report, and how to check it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netral.errors import BadParameter
from netral.evidence.crate import write_crate
from netral.evidence.masking import mask_network
from netral.evidence.report import Frame, compile_pdf, list_inputs
from netral.evidence.seal_parts import seal_limits
from netral.evidence.tables import Table, write_csv, write_network
from netral.model import Network, ReviewedCase, Situation

if TYPE_CHECKING:
    from netral.evidence.seal import Sealer

CHECKING = Path(__file__).with_name("checking")
FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,120}")


def write_tables(payload: Path, tables: dict[str, Table]) -> None:
    """Tables to CSV files, by file name."""
    for name, (header, rows) in tables.items():
        write_csv(payload / "tabel" / name, header, rows)


def write_common(
    payload: Path,
    source: ReviewedCase | Situation,
    frame: Frame,
    data: dict[str, Any],
    custody: bytes,
    named: frozenset[str],
    sealer: Sealer | None,
) -> None:
    """What every pack holds: report, networks, notebooks, custody, how to check it, and a description of it all."""
    networks: dict[str, Network] = {"follow": source.follow_network, "interaction": source.interaction_network}
    for name, network in networks.items():
        write_network(mask_network(network, named), payload / "jaringan", name)
    _copy_notebooks(source.notebooks, payload / "notebook")
    (payload / "custody.jsonl").write_bytes(custody)
    _write_checking(payload / "verifikasi", frame, list_inputs(source.captures, source.log_lines))
    pdf = compile_pdf("report.typ", data, frame.made_at)
    (payload / "laporan.pdf").write_bytes(sealer.sign_pdf(pdf) if sealer else pdf)
    if sealer:
        sealer.write_anchors(payload.parent)
    publisher = frame.investigation.lawful_basis.controller
    notebooks = [f"notebook/{notebook.name}" for notebook in source.notebooks]
    write_crate(payload, data["title"], data["description"], publisher, frame.made_at, notebooks)


def _copy_notebooks(notebooks: tuple[Path, ...], folder: Path) -> None:
    for notebook in notebooks:
        if not FILE_NAME.fullmatch(notebook.name) or not notebook.is_file() or (folder / notebook.name).exists():
            raise BadParameter(
                "{notebook}: no notebook to enclose; allowed are existing files with different plain names",
                notebook=notebook,
            )
        folder.mkdir(exist_ok=True)
        shutil.copyfile(notebook, folder / notebook.name)


def _write_checking(folder: Path, frame: Frame, inputs: bytes) -> None:
    folder.mkdir()
    shutil.copyfile(CHECKING / "verify.sh", folder / "verify.sh")
    (folder / "CARA-PERIKSA.md").write_text(_describe_checking(frame), encoding="utf-8", newline="\n")
    (folder / "masukan-sha256.txt").write_bytes(inputs)


def _describe_checking(frame: Frame) -> str:
    """How to check the pack, with what its seal and its timestamp add to that."""
    lang, seal = frame.words.lang, frame.seal
    added = ["tersegel"] * bool(seal) + ["berstempel"] * bool(seal and seal.timestamp_url)
    text = (CHECKING / f"CARA-PERIKSA.{lang}.md").read_text("utf-8")
    steps = "".join((CHECKING / f"{name}.{lang}.md").read_text("utf-8") + "\n" for name in added)
    limits = "\n".join(f"- {limit}" for limit in seal_limits(frame))
    exhibit = (CHECKING / f"{'disunting' if frame.redacted else 'lengkap'}.{lang}.md").read_text("utf-8")
    return text.replace("{seal}", steps).replace("{exhibit}", exhibit).replace("{seal_limits}", limits)
