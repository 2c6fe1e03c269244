"""Words to calls, errors to sentences. Exit codes: 0 good, 1 the input is at fault, 2 evidence is broken."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable

import typer

from netral.cli.custody import keep_custody
from netral.cli.faults import describe_fault, list_system_faults
from netral.cli.help import translate_help
from netral.cli.usage import describe_usage
from netral.cli.words import find_language, say, speak
from netral.errors import NetralError, Sentence

# Each command with the module and name of its function: only the module of the command asked for is imported.
COMMANDS = {
    "demo": ("netral.cli.demo", "demo_command"),
    "init": ("netral.cli.init", "init_command"),
    "ingest": ("netral.cli.ingest", "ingest_command"),
    "status": ("netral.cli.status", "status_command"),
    "network": ("netral.cli.network", "network_command"),
    "leads": ("netral.cli.leads", "leads_command"),
    "evaluate": ("netral.cli.evaluate", "evaluate_command"),
    "review": ("netral.cli.review", "review_app"),
    "run": ("netral.cli.run", "run_command"),
    "schedule": ("netral.cli.schedule", "schedule_command"),
    "document": ("netral.cli.document", "document_command"),
    "pack": ("netral.cli.pack", "pack_command"),
    "verify": ("netral.cli.verify", "verify_command"),
    "subject": ("netral.cli.subject", "subject_app"),
    "purge": ("netral.cli.purge", "purge_command"),
    "lab": ("netral.cli.lab", "lab_command"),
    "simulate": ("netral.cli.simulate", "simulate_command"),
}
INTERRUPTED = 130  # what the library returns after Ctrl-C, in place of raising it
DATABASE_INTERRUPTED = "Query interrupted"  # what DuckDB's RuntimeError says after Ctrl-C


def make_app(names: Iterable[str] = tuple(COMMANDS)) -> typer.Typer:
    """Names of commands to the program that knows them; all by default."""
    app = typer.Typer(
        name="netral", add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None, callback=_describe
    )
    for name in names:
        module, attribute = COMMANDS[name]
        command = getattr(importlib.import_module(module), attribute)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name)(command)
    return app


def _describe() -> None:
    """From captures of public acts to evidence packs that two people have signed. Leads, never verdicts."""


def main() -> None:
    """The program: every foreseen fault becomes one sentence on stderr and an exit code."""
    words = sys.argv[1:] or ["--help"]
    try:
        program = typer.main.get_command(make_app(words[:1] if words[0] in COMMANDS else COMMANDS))
        keep_custody(program)
        if "--help" in words:
            translate_help(program, speak(), find_language())
        code = program(words, prog_name="netral", standalone_mode=False)
    except NetralError as error:
        _leave(error.translate(speak()), error.exit_code)
    except typer.TyperException as error:
        _leave(describe_usage(error).translate(speak()), 1)
    except (typer.Abort, KeyboardInterrupt):
        _leave(Sentence("stopped").translate(speak()), 1)
    except BrokenPipeError:
        sys.exit(1)
    except RuntimeError as error:
        if str(error) != DATABASE_INTERRUPTED:
            raise
        _leave(Sentence("stopped").translate(speak()), 1)
    except list_system_faults() as error:
        _leave(describe_fault(error).translate(speak()), 1)
    if code == INTERRUPTED:
        _leave(Sentence("stopped").translate(speak()), 1)
    sys.exit(code if isinstance(code, int) else 0)


def _leave(sentence: str, code: int) -> None:
    say(f"netral: {' '.join(sentence.split())}")
    sys.exit(code)
