"""Words to calls, errors to sentences. Exit codes: 0 good, 1 the input is at fault, 2 evidence is broken."""

from __future__ import annotations

import sys

import typer

from netral.cli.demo import demo_command
from netral.cli.ingest import ingest_command
from netral.cli.init import init_command
from netral.cli.lab import lab_command
from netral.cli.leads import leads_command
from netral.cli.network import network_command
from netral.cli.pack import pack_command, verify_command
from netral.cli.purge import purge_command
from netral.cli.review import review_app
from netral.cli.run import run_command
from netral.cli.schedule import schedule_command
from netral.cli.simulate import simulate_command
from netral.cli.status import status_command
from netral.errors import NetralError

app = typer.Typer(
    name="netral",
    help="From captures of public acts to evidence packs that two people have signed. Leads, never verdicts.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("demo")(demo_command)
app.command("init")(init_command)
app.command("ingest")(ingest_command)
app.command("status")(status_command)
app.command("network")(network_command)
app.command("leads")(leads_command)
app.add_typer(review_app, name="review")
app.command("run")(run_command)
app.command("schedule")(schedule_command)
app.command("pack")(pack_command)
app.command("verify")(verify_command)
app.command("purge")(purge_command)
app.command("lab")(lab_command)
app.command("simulate")(simulate_command)


def main() -> None:
    """The program: every foreseen fault becomes one sentence on stderr and an exit code."""
    try:
        code = app(sys.argv[1:] or ["--help"], standalone_mode=False)
    except NetralError as error:
        _leave(str(error), error.exit_code)
    except typer.TyperException as error:
        _leave(_usage_sentence(error), 1)
    except (typer.Abort, KeyboardInterrupt):
        _leave("stopped", 1)
    except BrokenPipeError:
        sys.exit(1)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        _leave(f"{place}{error.strerror or error}", 1)
    sys.exit(code if isinstance(code, int) else 0)


def _usage_sentence(error: typer.TyperException) -> str:
    """What was wrong with the words, and where help is."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "netral"
    message = error.format_message() if hasattr(error, "format_message") else str(error)
    return f"{message.rstrip('.')}. See '{path} --help'."


def _leave(sentence: str, code: int) -> None:
    print(f"netral: {' '.join(sentence.split())}", file=sys.stderr)
    sys.exit(code)
