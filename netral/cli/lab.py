"""`netral lab`: JupyterLab on the workbench notebook."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from netral.pipeline import open_investigation
from netral.runs import find_notebook

INVESTIGATION_VARIABLE = "NETRAL_INVESTIGATION"
# No news, no look for newer versions, no catalogue of extensions: nothing leaves this machine unasked.
QUIET_OPTIONS = (
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
)
QUIET_SETTINGS = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}}


def lab_command(
    folder: Annotated[Path | None, typer.Argument(metavar="[DIR]", help="Folder of an investigation.")] = None,
) -> None:
    """Open JupyterLab on the workbench notebook; nothing is sent to any network.

    Example: netral lab data/kota-contoh-2024
    """
    investigation = open_investigation(folder) if folder is not None else None
    notebook = place_workbench(investigation.reports_folder) if investigation else find_notebook("workbench")
    where = investigation.folder.resolve() if investigation else None
    with tempfile.TemporaryDirectory(prefix="netral-lab-") as settings:
        environment = make_lab_environment(where, Path(settings))
        raise typer.Exit(subprocess.run(make_lab_command(notebook), env=environment, check=False).returncode)


def place_workbench(folder: Path) -> Path:
    """The analyst's own copy of the workbench in a folder of reports, since JupyterLab saves what it runs."""
    copy = folder / "workbench.ipynb"
    if not copy.exists():
        folder.mkdir(parents=True, exist_ok=True)
        beside = copy.with_name(f".{copy.name}.{os.getpid()}.tmp")
        shutil.copyfile(find_notebook("workbench"), beside)
        os.replace(beside, copy)
    return copy


def make_lab_command(notebook: Path, *options: str) -> list[str]:
    """The command that starts JupyterLab on a notebook, with further options at its end."""
    root = f"--ServerApp.root_dir={notebook.parent}"
    return [sys.executable, "-m", "jupyterlab", str(notebook), root, *QUIET_OPTIONS, *options]


def make_lab_environment(folder: Path | None, settings: Path) -> dict[str, str]:
    """The environment of JupyterLab: which investigation the workbench opens, and defaults that ask no network.

    ``settings`` is a folder of its own for these defaults; the analyst's own settings still overrule them.
    """
    overrides = settings / "labconfig" / "default_setting_overrides.json"
    overrides.parent.mkdir(parents=True, exist_ok=True)
    overrides.write_text(json.dumps(QUIET_SETTINGS), encoding="utf-8")
    paths = [str(settings), *filter(None, [os.environ.get("JUPYTER_CONFIG_PATH")])]
    environment = {**os.environ, "JUPYTER_CONFIG_PATH": os.pathsep.join(paths)}
    return environment if folder is None else {**environment, INVESTIGATION_VARIABLE: str(folder)}
