"""What every test may lean on: an environment of its own, the real captures, a browser."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

# However busy the machine is, no test fails for having taken long.
settings.register_profile("untimed", settings(), deadline=None)
settings.load_profile("untimed")

REPOSITORY = Path(__file__).parent.parent
ENVIRONMENT_VARIABLE = "NETRAL_TEST_HOME"


# The longest first, so that none of them is what the other worker waits for at the end.
LONGEST = (
    "integration/test_killed.py",
    "notebooks/test_notebooks.py",
    "integration/test_spark.py",
    "integration/test_nothing_lost.py",
    "runs/test_batch.py",
    "browser/test_workbench.py",
    "integration/test_full_disk.py",
    "test_pipeline.py",
    "integration/test_real_captures.py",
    "sources/test_sizes.py",
    "simulate/test_real_line.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take longest come first; everything else keeps its order."""
    places = {(REPOSITORY / "tests" / name): number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path, len(places)))


def pytest_configure(config: pytest.Config) -> None:
    """Give Jupyter, IPython, matplotlib and the browser folders of their own before anything imports them.

    The home of whoever runs the tests may be empty, read-only or full of settings; none of that may matter.
    Workers of pytest-xdist inherit the folder from the process that started them.
    """
    if hasattr(config.option, "loadscopereorder"):
        config.option.loadscopereorder = False  # pytest-xdist would begin with the files that hold the most tests
    if ENVIRONMENT_VARIABLE in os.environ:
        return
    home = Path(tempfile.mkdtemp(prefix="netral-tests-"))
    folders = {
        "HOME": "home",
        "IPYTHONDIR": "ipython",
        "JUPYTER_CONFIG_DIR": "jupyter/config",
        "JUPYTER_DATA_DIR": "jupyter/data",
        "JUPYTER_RUNTIME_DIR": "jupyter/runtime",
        "JUPYTERLAB_SETTINGS_DIR": "jupyter/settings",
        "JUPYTERLAB_WORKSPACES_DIR": "jupyter/workspaces",
        "MPLCONFIGDIR": "matplotlib",
        "XDG_CACHE_HOME": "cache",
        "XDG_CONFIG_HOME": "config",
        "XDG_DATA_HOME": "share",
    }
    for variable, folder in folders.items():
        (home / folder).mkdir(parents=True)
        os.environ[variable] = str(home / folder)
    # Plain text of a known width, whatever terminal or CI service started the tests.
    os.environ.update({"PYTHONUTF8": "1", "NO_COLOR": "1", "COLUMNS": "160", "TERM": "dumb"})
    for variable in ("FORCE_COLOR", "GITHUB_ACTIONS", "MPLBACKEND", "PYTHONWARNINGS"):
        os.environ.pop(variable, None)
    os.environ[ENVIRONMENT_VARIABLE] = str(home)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the folders again, once the last worker is done."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(ENVIRONMENT_VARIABLE), ignore_errors=True)


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the project."""
    return REPOSITORY


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real captures, outside the project: NETRAL_REAL_DATA, or shared/data beside the repository."""
    folder = Path(os.environ.get("NETRAL_REAL_DATA") or REPOSITORY.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"no real captures: {folder} does not exist (NETRAL_REAL_DATA names another folder)")
    return folder


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The system's Chromium, which drives the browser tests."""
    for name in ("chromium", "chromium-browser", "google-chrome", "chrome"):
        if found := shutil.which(name):
            return Path(found)
    pytest.skip("no Chromium on this machine")
