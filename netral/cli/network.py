"""`netral network`: a network to a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from netral.cli.words import say, speak
from netral.networks import write_network
from netral.pipeline import build_network, open_investigation


def network_command(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="follow or interaction.")],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the investigation.")],
    out: Annotated[Path, typer.Option(help="File to write: .csv, .parquet, .graphml or .gexf.")],
    phase: Annotated[str | None, typer.Option(help="Only this phase of the election.")] = None,
) -> None:
    """The follow or interaction network between OPD and personal accounts and the campaign side, to a file.

    Example: netral network interaction data/kota-contoh-2024 --phase campaign --out jaringan.graphml
    """
    network = build_network(open_investigation(folder), kind, phase)
    for path in write_network(network, out):
        print(path)
    _ = speak()
    say(_("{edges} edges, {nodes} accounts. A tie that is absent was not observed.").format(
        edges=len(network.edges), nodes=len(network.nodes)))  # fmt: skip
