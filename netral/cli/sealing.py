"""The words with which a command is given a key: its file, its passphrase, and where to ask for a timestamp."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import typer

from netral.cli.words import speak
from netral.errors import BadParameter
from netral.model import Seal

KEY_NAME = "kunci.p12"
PASSPHRASE_VARIABLE = "NETRAL_PASSPHRASE"


def read_seal(key: Path | None, passphrase_file: Path | None, timestamp_url: str | None) -> Seal | None:
    """The options of a command to what seals a pack; None where no key was given.

    Raises
    ------
    BadParameter
        When a timestamp or a passphrase comes without a key, or the key cannot be used.
    """
    if key is None:
        if timestamp_url or passphrase_file:
            raise BadParameter("--timestamp and --passphrase-file need --key: without a key nothing is sealed")
        return None
    from netral.pipeline import open_seal

    seal: Seal = open_seal(key, find_passphrase(passphrase_file), timestamp_url)
    return seal


def find_passphrase(file: Path | None, confirm: bool = False) -> str | None:
    """A passphrase from its file, from NETRAL_PASSPHRASE, or asked for at a terminal; None where there is none."""
    if file is not None:
        lines = file.read_text("utf-8").splitlines()
        if not lines or not lines[0]:
            raise BadParameter("{file}: empty; allowed is a file whose first line is the passphrase", file=file)
        return lines[0]
    if PASSPHRASE_VARIABLE in os.environ:
        return os.environ[PASSPHRASE_VARIABLE] or None
    if not sys.stdin.isatty():
        return None
    _ = speak()
    asked = typer.prompt(_("Passphrase of the key"), hide_input=True, confirmation_prompt=confirm, default="",
                         show_default=False, err=True)  # fmt: skip
    return str(asked) or None


def find_key_place() -> Path:
    """Where a key of one's own is kept: the user's folder of settings, apart from every investigation."""
    return Path(typer.get_app_dir("netral")) / KEY_NAME
