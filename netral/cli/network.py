"""`netral network`: a network to a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from netral.cli.words import say, speak
from netral.errors import BadParameter
from netral.networks import check_pairs_path, write_network, write_pairs
from netral.pipeline import build_coaction, build_network, open_investigation

if TYPE_CHECKING:
    from netral.model import Network
    from netral.networks import Coaction


def network_command(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="follow, interaction or coaction.")],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the investigation.")],
    out: Annotated[Path, typer.Option(help="File to write: .csv, .parquet, .graphml or .gexf.")],
    phase: Annotated[str | None, typer.Option(help="Only this phase of the election.")] = None,
    on: Annotated[str, typer.Option(help="coaction: post, url, hashtag or text.")] = "post",
    window: Annotated[
        int | None,
        typer.Option(metavar="SECONDS", help="coaction: how far apart acts may lie; else as in investigation.yaml."),
    ] = None,
    min_participation: Annotated[
        int, typer.Option(metavar="N", help="coaction: an account's fewest acts together with others.")
    ] = 1,
    pairs_out: Annotated[Path | None, typer.Option(help="coaction: a CSV of every two acts behind the edges.")] = None,
) -> None:
    """The follow, interaction or co-action network of OPD and personal accounts and the campaign side, to a file.

    Example: netral network coaction data/kota-contoh-2024 --on post --window 60 --out jaringan.csv --pairs-out acts.csv
    """
    investigation = open_investigation(folder)
    if kind == "coaction":
        if pairs_out is not None:
            check_pairs_path(pairs_out, out)
        network = _write_coaction(build_coaction(investigation, on, window, min_participation, phase), out, pairs_out)
    elif (on, window, min_participation, pairs_out) == ("post", None, 1, None):
        network = build_network(investigation, kind, phase)
        _write(network, out)
    else:
        raise BadParameter("--on, --window, --min-participation and --pairs-out are for coaction only")
    _ = speak()
    say(_("{edges} edges, {nodes} accounts. A tie that is absent was not observed.").format(
        edges=len(network.edges), nodes=len(network.nodes)))  # fmt: skip


def _write(network: Network, out: Path) -> None:
    for path in write_network(network, out):
        print(path)


def _write_coaction(coaction: Coaction, out: Path, pairs_out: Path | None) -> Network:
    _write(coaction.network, out)
    if pairs_out is not None:
        print(write_pairs(coaction.pairs, pairs_out))
    _ = speak()
    for crowd in coaction.crowds.to_dict("records"):
        sentence = _(
            "{object}: {acts} acts by {accounts} accounts came more than {bound} to a window; "
            "they are counted, and at most {pairs_left_out} pairs of them left out"
        )
        counts = {str(name): value for name, value in crowd.items()}
        say(sentence.format(bound=coaction.max_acts, **counts))
    if coaction.untimed:
        say(_("{count} acts have no time of their own and are in no pair").format(count=coaction.untimed))
    if coaction.unlisted:
        say(_("{count} pairs of personal accounts share nothing of a campaign and are not listed").format(
            count=coaction.unlisted))  # fmt: skip
    say(_("Acting at the same time is no agreement: many people see one post at one time."))
    return coaction.network
