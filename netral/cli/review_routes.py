"""`netral review DIR route`: hoax, hate and incitement go to whom they concern, and are not analysed here."""

from __future__ import annotations

from typing import Annotated

import typer

from netral.cli.options import AsJson, Person
from netral.cli.review_case import require_choice, route_to_json
from netral.cli.review_words import describe_route
from netral.cli.words import print_json, speak
from netral.errors import BadParameter
from netral.model import RoutedTo, Topic
from netral.pipeline import list_routes, open_investigation, route_act, route_complaint, take_back_route

About = Annotated[str, typer.Argument(metavar="ID", help="A complaint (K-001), or the case of the act.")]
ActId = Annotated[str, typer.Argument(metavar="[INTERACTION_ID]", help="The act, as 'show' names it.")]


def route_command(
    context: typer.Context,
    about: About,
    person: Person,
    reason: Annotated[str, typer.Option(help="Why, in words.")],
    interaction_id: ActId = "",
    topic: Annotated[str, typer.Option(help=f"What it is: {', '.join(Topic)}.")] = "",
    to: Annotated[str, typer.Option(help=f"Whom it concerns: {', '.join(RoutedTo)}.")] = "",
    take_back: Annotated[
        bool, typer.Option("--take-back", help="It was routed by mistake: in the line again.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Route a complaint, or what an account wrote, out of the line; it leaves leads and tables and is only counted.

    Example: netral review data/kota-contoh-2024 route K-001 --by "Siti" --topic hoax --to kominfo
    --reason "kabar bohong"
    """
    investigation = open_investigation(context.obj)
    if take_back:
        take_back_route(investigation, about, person, reason, interaction_id)
        return
    require_choice("--topic", topic, Topic)
    require_choice("--to", to, RoutedTo)
    given = (person, Topic(topic), RoutedTo(to), reason)
    if not about.startswith("K-") and not interaction_id:
        raise BadParameter(
            "{about}: a case is not routed as a whole; name the act, or a complaint such as K-001", about=about
        )
    route = (
        route_act(investigation, about, interaction_id, *given)
        if interaction_id
        else route_complaint(investigation, about, *given)
    )
    if as_json:
        print_json(route_to_json(route))
    else:
        print(f"{route.interaction_id or route.about}: {describe_route(route)}")


def routes_command(context: typer.Context, as_json: AsJson = False) -> None:
    """What is routed out of the line now: complaints and acts, in order of the log.

    Example: netral review data/kota-contoh-2024 routes
    """
    found = list_routes(open_investigation(context.obj))
    if as_json:
        print_json({"routes": [route_to_json(route) for route in found]})
        return
    _ = speak()
    if not found:
        print(_("nothing was routed out"))
    for route in found:
        print(f"{route.interaction_id or route.about}: {describe_route(route)}")
