"""`netral review DIR complain | complaints`: what somebody alleges is taken down, who does is sealed."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from netral.cli.options import AsJson, Person
from netral.cli.review_case import complaint_to_json, require_choice, standing_to_json
from netral.cli.review_words import describe_deadline, describe_route, name_channel, name_reporter
from netral.cli.words import print_json, speak
from netral.errors import BadParameter
from netral.locale.casework import MISSING
from netral.model import Channel, Complaint
from netral.pipeline import list_standings, open_investigation, take_complaint

STANDARD_INPUT = "-"
MOST_BYTES = 65_536


def complain_command(
    context: typer.Context,
    person: Person,
    channel: Annotated[str, typer.Option(help=f"How it came: {', '.join(Channel)}.")],
    known_on: Annotated[
        datetime, typer.Option("--known-on", formats=["%Y-%m-%d"], help="The local day on which it became known.")
    ],
    account: Annotated[str, typer.Option(help="Whose act it is said to be: x:@handle or x:<id>.")],
    says: Annotated[str, typer.Option(help="What is alleged, without a word on who alleges it.")],
    url: Annotated[str, typer.Option(help="Address of what is complained about.")] = "",
    reporter: Annotated[
        str, typer.Option(metavar="FILE", help="Text file with who complains, to be sealed; - reads it from stdin.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Take down a complaint; who complains goes into a sealed file, and never into a log, a pack or this output.

    Example: netral review data/kota-contoh-2024 complain --by "Siti" --channel letter --known-on 2024-10-01
    --account x:@dinas_contoh --url https://x.com/relawan/status/1 --says "membagikan unggahan" --reporter pelapor.txt
    """
    require_choice("--channel", channel, Channel)
    complaint = take_complaint(
        open_investigation(context.obj),
        person,
        Channel(channel),
        known_on.date(),
        account,
        says,
        url,
        _read_reporter(reporter),
    )
    if as_json:
        print_json(complaint_to_json(complaint))
    else:
        print(_describe(complaint))


def complaints_command(context: typer.Context, as_json: AsJson = False) -> None:
    """All complaints, oldest first, each with its case or with what is missing; never with who made them.

    Example: netral review data/kota-contoh-2024 complaints
    """
    investigation = open_investigation(context.obj)
    found = list_standings(investigation)
    if as_json:
        print_json({"complaints": [standing_to_json(standing) for standing in found]})
        return
    _ = speak()
    if not found:
        print(_("no complaint was taken down"))
    for standing in found:
        print(_describe(standing.complaint))
        if standing.case_ids:
            print("    " + _("case {cases}").format(cases=", ".join(standing.case_ids)))
        for code in standing.missing:
            print("    " + _("to do: {missing}").format(missing=_(MISSING[code])))
        for deadline in standing.deadlines[:1] if not standing.case_ids else ():
            print(f"    {describe_deadline(investigation, deadline)}")


def _read_reporter(name: str) -> str:
    """Who complains, from a file: words on a command line stay in the shell's history and in lists of processes."""
    if not name:
        return ""
    if name == STANDARD_INPUT:
        data = sys.stdin.buffer.read(MOST_BYTES + 1)
    else:
        with Path(name).open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise BadParameter(
            "--reporter {name}: longer than {most} bytes; allowed is a short text",
            name=name,
            most=MOST_BYTES,
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadParameter("--reporter {name}: byte {byte} is not UTF-8", name=name, byte=error.start) from None
    if not text.strip():
        raise BadParameter("--reporter {name}: is empty; leave the option out where nobody gives a name", name=name)
    return text


def _describe(complaint: Complaint) -> str:
    _ = speak()
    parts = [
        complaint.complaint_id,
        complaint.known_on.isoformat(),
        name_channel(complaint.channel),
        complaint.account or _("destroyed; its entry in the log stays"),
        complaint.url,
        complaint.says,
        name_reporter(complaint.reporter),
        _("the same as {complaint}").format(complaint=complaint.same_as) if complaint.same_as else "",
        describe_route(complaint.route) if complaint.route else "",
    ]
    return "  ".join(part for part in parts if part)
