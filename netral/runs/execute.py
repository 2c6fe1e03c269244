"""One notebook executed by papermill, in the process that calls it; the executed copy appears whole or not at all."""

from __future__ import annotations

import logging
import os
import sys
import tempfile
import time
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DONE, FAILED, KILLED, SEEN = "done", "failed", "killed", "seen"
WARM = sys.platform == "linux"  # Windows cannot fork, and the libraries of macOS do not survive it


@dataclass(frozen=True, slots=True)
class Executed:
    """What became of one execution: done, failed (a cell raised) or killed (the kernel died)."""

    status: str
    seconds: float
    error: str = ""


def execute_notebook(notebook: Path, output: Path, parameters: dict[str, Any]) -> Executed:
    """A notebook and its parameters to an executed copy, also when a cell raises.

    Parameters
    ----------
    notebook, output
        Source, and where the copy goes; it is written beside and renamed.
    parameters
        Checked already.
    """
    # papermill takes seconds to import and only workers need it.
    from nbclient.exceptions import DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    half_written = name_half_written(output)
    output.parent.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    status, error = DONE, ""
    try:
        with _ready_kernel():
            _run_papermill(notebook, half_written, parameters)
    except PapermillExecutionError as raised:
        status, error = FAILED, f"{raised.ename}: {raised.evalue}".strip().splitlines()[0]
    except DeadKernelError:
        status, error = KILLED, "the kernel died"
    if half_written.exists():
        os.replace(half_written, output)
    return Executed(status, round(time.monotonic() - started, 2), error)


def name_half_written(output: Path) -> Path:
    """An executed copy's path to where it is written until it is whole."""
    return output.with_name(f".{output.stem}.part.ipynb")


def _ready_kernel() -> AbstractContextManager[None]:
    if not WARM:
        return nullcontext()
    from netral.runs.warm import keep_kernel_ready

    return keep_kernel_ready()


def _run_papermill(notebook: Path, output: Path, parameters: dict[str, Any]) -> None:
    import papermill
    from traitlets.config import Config

    logging.getLogger("papermill").setLevel(logging.ERROR)
    config = Config()
    with tempfile.TemporaryDirectory(prefix="netral-") as quiet:
        # The analyst's own IPython start-up files and history stay out of it; a short path, as sockets need one.
        os.environ.update({"IPYTHONDIR": quiet, "JUPYTER_RUNTIME_DIR": quiet, "PYDEVD_DISABLE_FILE_VALIDATION": "1"})
        if os.name == "posix":
            # TCP would be open to everybody on this machine; sockets lie in a folder that only this user can enter.
            config.KernelManager.transport = "ipc"
            config.KernelManager.ip = f"{quiet}/kernel"
        papermill.execute_notebook(
            # Its paths are format strings.
            str(notebook).replace("{", "{{").replace("}", "}}"),
            str(output).replace("{", "{{").replace("}", "}}"),
            parameters=parameters,
            progress_bar=False,
            kernel_name="python3",
            config=config,
        )
