"""Names that tell nothing, and addresses that do not belong into the project."""

from __future__ import annotations

from pathlib import Path

BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "tools"}
# Written in halves, so that this file itself names none of them.
REGISTRY_HOSTS = [
    ".".join(halves).encode()
    for halves in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("anaconda", "com"),
        ("anaconda", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("deb.debian", "org"),
    )
]


def test_no_module_is_named_for_nothing(repository: Path) -> None:
    folders = ("netral", "tests", "benchmarks", "docs")
    named = [p for folder in folders for p in (repository / folder).rglob("*") if p.suffix in {".py", ""}]
    assert not [path for path in named if path.stem in BANNED_NAMES]


def test_no_file_names_a_package_registry(project_files: list[Path]) -> None:
    found = []
    for path in project_files:
        content = path.read_bytes()
        found += [f"{path.name}: {host.decode()}" for host in REGISTRY_HOSTS if host in content]
    assert not found
