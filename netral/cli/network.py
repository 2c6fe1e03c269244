"""`netral network`: a network to a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from netral.cli.words import find_language, say, show_work, speak
from netral.errors import BadParameter
from netral.networks import check_network_path, check_pairs_path, keep_backbone, write_network, write_pairs
from netral.pipeline import (
    build_coaction,
    build_network,
    build_shared_audience,
    build_shared_targets,
    measure_network,
    open_investigation,
    trace_network,
)

if TYPE_CHECKING:
    import pandas as pd

    from netral.model import Investigation, Network
    from netral.networks import Coaction, Cofollowing

ALWAYS_TESTED = ("coaction", "cofollow", "shared_targets")
VIEWS = {
    "follow": ("ties", "shared-targets", "shared-audience"),
    "interaction": ("ties", "shared-targets", "backbone"),
    "coaction": ("ties",),
}


def network_command(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="follow, interaction or coaction.")],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the investigation.")],
    out: Annotated[Path, typer.Option(help="File to write: .csv, .parquet, .graphml, .gexf or .ftm.json.")],
    view: Annotated[
        str,
        typer.Option(
            help="ties; follow and interaction: shared-targets (whom two accounts have in common); "
            "follow: shared-audience (followers in common); interaction: backbone (a thinner picture)."
        ),
    ] = "ties",
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
    engine: Annotated[
        str, typer.Option(help="What computes: duckdb, local-spark, or spark://HOST:PORT for a cluster.")
    ] = "duckdb",
) -> None:
    """The follow, interaction or co-action network of OPD and personal accounts and the campaign side, to a file.

    Example: netral network coaction data/kota-contoh-2024 --on post --window 60 --out jaringan.csv --pairs-out acts.csv

    And a view for Gephi: netral network follow data/kota-contoh-2024 --view shared-targets --out jaringan.gexf
    """
    investigation = open_investigation(folder, engine)
    _check_view(kind, view, phase)
    check_network_path(out)
    if kind == "coaction":
        if pairs_out is not None:
            check_pairs_path(pairs_out, out)
        with show_work():
            coaction = build_coaction(investigation, on, window, min_participation, phase)
            network = measure_network(investigation, coaction.network)
        _write(investigation, network, out, coaction.pairs)
        _finish_coaction(coaction, pairs_out)
    elif (on, window, min_participation, pairs_out) == ("post", None, 1, None):
        with show_work():
            network = _build_view(investigation, kind, view, phase)
        _write(investigation, network, out)
    else:
        raise BadParameter("--on, --window, --min-participation and --pairs-out are for coaction only")
    _tell_bounds(network)
    _ = speak()
    say(_("{edges} edges, {nodes} accounts. A tie that is absent was not observed.").format(
        edges=len(network.edges), nodes=len(network.nodes)))  # fmt: skip


def _check_view(kind: str, view: str, phase: str | None) -> None:
    views = VIEWS.get(kind)
    if views is not None and view not in views:
        raise BadParameter(
            "--view {view!r} is unknown for {kind}; allowed are {allowed}",
            view=view,
            kind=kind,
            allowed=", ".join(views),
        )
    if view == "shared-audience" and phase is not None:
        raise BadParameter(
            "--view shared-audience is of all phases: follower lists do not say since when; omit --phase"
        )


def _build_view(investigation: Investigation, kind: str, view: str, phase: str | None) -> Network:
    """The network of a view with the measures that may leave the house; those of a backbone are the whole network's."""
    if view == "shared-audience":
        return measure_network(investigation, build_shared_audience(investigation))
    if view == "shared-targets":
        found = build_shared_targets(investigation, kind, phase)
        _tell_shared(found)
        return measure_network(investigation, found.network)
    network = measure_network(investigation, build_network(investigation, kind, phase))
    return keep_backbone(network) if view == "backbone" else network


def _write(investigation: Investigation, network: Network, out: Path, pairs: pd.DataFrame | None = None) -> None:
    """Write the network and print the files; the words beside a CSV are no table, so they are named apart."""
    needs_records = out.name.lower().endswith(".ftm.json")
    provenance = trace_network(investigation, network, pairs) if needs_records else None
    _ = speak()
    for path in write_network(network, out, find_language(), provenance):
        if path.name.endswith(".caption.txt"):
            say(_("What it does not show: {path}").format(path=path))
        else:
            print(path)


def _tell_shared(found: Cofollowing) -> None:
    _ = speak()
    for hub in found.bounded.to_dict("records"):
        sentence = _("{account} is left out of what accounts have in common: {followers} registry accounts have it")
        say(sentence.format(account=hub["handle"], followers=hub["followers"]))
    if found.bounded_outside:
        say(_("{count} accounts outside the registry are left out of what accounts have in common for the same reason"
              ).format(count=found.bounded_outside))  # fmt: skip
    if found.unlisted:
        say(_("{count} pairs of personal accounts have no campaign account in common and are not listed").format(
            count=found.unlisted))  # fmt: skip


def _tell_bounds(network: Network) -> None:
    """Say what was not computed because the network is too large."""
    _ = speak()
    if network.kind in ALWAYS_TESTED and len(network.edges) and network.edges["p_value"].isna().all():
        say(_("There is too much to be tested against chance: p_value, q_value and effect are empty."))
    if "pagerank" not in network.nodes:
        say(_("There are too many edges to be measured: nodes have degree and strength only."))


def _finish_coaction(coaction: Coaction, pairs_out: Path | None) -> None:
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
