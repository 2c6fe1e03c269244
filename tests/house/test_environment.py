"""pyproject.toml is the source; requirements.lock and environment.yml follow it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

# pip's name, extras included, to conda-forge's where they differ
CONDA_NAMES = {
    "duckdb": "python-duckdb",
    "ibis-framework[duckdb]": "ibis-duckdb",
    "igraph": "python-igraph",
    "matplotlib": "matplotlib-base",
    "pandera[ibis]": "pandera-ibis",
    "tzdata": "python-tzdata",
}
CONDA_ONLY = {"python", "pip"}


def name_with_extras(requirement: Requirement) -> str:
    extras = f"[{','.join(sorted(requirement.extras))}]" if requirement.extras else ""
    return canonicalize_name(requirement.name) + extras


@pytest.fixture(scope="module")
def lock(repository: Path) -> str:
    """Both locks: what everybody and the tests need, and PySpark, which is half a gigabyte and apart."""
    return "".join(
        (repository / name).read_text(encoding="utf-8") for name in ("requirements.lock", "requirements-spark.lock")
    )


@pytest.fixture(scope="module")
def locked_entries(lock: str) -> list[str]:
    """One string a locked package: its first line and the hashes under it."""
    return re.findall(r"^\S.*(?:\n[ \t]+.*)*", lock, flags=re.MULTILINE)


def test_every_locked_package_is_pinned_and_has_a_hash(locked_entries: list[str]) -> None:
    assert locked_entries
    loose = [entry.splitlines()[0] for entry in locked_entries if not re.match(r"[\w.-]+==\S+", entry)]
    bare = [entry.splitlines()[0] for entry in locked_entries if "--hash=sha256:" not in entry]
    assert not loose
    assert not bare


def test_only_the_second_lock_brings_spark(repository: Path) -> None:
    names = re.findall(
        r"^([\w.-]+)==", (repository / "requirements.lock").read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    assert not {"pyspark", "py4j"} & set(names)


def test_the_lock_names_no_address(lock: str) -> None:
    found = [
        line for line in lock.splitlines() if re.search(r"https?:|://| @ |--(extra-)?index-url|--find-links", line)
    ]
    assert not found


def test_the_lock_covers_every_dependency(
    locked_entries: list[str], requirements: dict[str, list[Requirement]]
) -> None:
    pinned: dict[str, set[Version]] = {}
    for entry in locked_entries:
        name, version = re.match(r"([\w.-]+)==([^\s;]+)", entry).groups()
        pinned.setdefault(canonicalize_name(name), set()).add(Version(version))
    missing = [
        f"{group}: {requirement}"
        for group, wanted in requirements.items()
        for requirement in wanted
        if not any(requirement.specifier.contains(v) for v in pinned.get(canonicalize_name(requirement.name), ()))
    ]
    assert not missing, f"run `make lock`: requirements.lock does not satisfy {missing}"


def test_environment_yml_mirrors_pyproject(repository: Path, requirements: dict[str, list[Requirement]]) -> None:
    entries = yaml.safe_load((repository / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    by_pip = next(entry["pip"] for entry in entries if isinstance(entry, dict))
    by_conda = [Requirement(entry) for entry in entries if isinstance(entry, str)]
    listed = {r.name: r.specifier for r in by_conda if r.name not in CONDA_ONLY}
    listed |= {name_with_extras(r): r.specifier for r in map(Requirement, by_pip[:-1])}
    pip_names = {name_with_extras(Requirement(line)) for line in by_pip[:-1]}
    wanted = {}
    for requirement in requirements["run"] + requirements["dev"]:
        name = name_with_extras(requirement)
        wanted[name if name in pip_names else CONDA_NAMES.get(name, name)] = requirement.specifier
    differing = {
        name: f"pyproject.toml {wanted.get(name, 'lacks it')}, environment.yml {listed.get(name, 'lacks it')}"
        for name in sorted(wanted.keys() | listed.keys())
        if wanted.get(name) != listed.get(name)
    }
    assert not differing
    assert by_pip[-1] == "-e ."


def test_environment_yml_asks_for_the_same_python(repository: Path) -> None:
    import tomllib

    wanted = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    assert f"- python {wanted}\n" in (repository / "environment.yml").read_text(encoding="utf-8")
