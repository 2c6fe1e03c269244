"""JupyterLab on the workbench notebook of an invented region, for Chromium to look at."""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from netral.cli.lab import make_lab_command, make_lab_environment, place_workbench
from netral.pipeline import ingest_captures, open_investigation
from netral.simulate import write_region

PATIENCE_SECONDS = 120


@pytest.fixture(scope="session")
def lab_address(chromium: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the workbench in a JupyterLab that runs until the tests are over."""
    folder = tmp_path_factory.mktemp("lab")
    investigation = open_investigation(write_region(folder / "data" / "kota-contoh-2024", seed=0))
    ingest_captures(investigation, sorted(investigation.captures_folder.iterdir()))
    port = find_free_port()
    options = ("--no-browser", f"--port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token=")
    options += ("--allow-root",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
    environment = make_lab_environment(investigation.folder, folder / "settings")
    with (folder / "lab.log").open("wb") as log:
        server = subprocess.Popen(
            make_lab_command(place_workbench(folder), *options), env=environment, stdout=log, stderr=log, cwd=folder
        )
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(f"{address}/api", server, folder / "lab.log")
            yield f"{address}/lab/tree/workbench.ipynb"
        finally:
            server.terminate()
            server.wait(timeout=30)


def find_free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the server answers."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.5)
    pytest.fail(f"JupyterLab did not answer: {log.read_text(encoding='utf-8', errors='replace')[-2000:]}")
