"""The notebooks of the house, found by name, and what their parameters cells declare."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from netral.errors import BadParameter

FOLDER = Path(__file__).parents[2] / "notebooks"
TYPES: dict[str, type] = {"str": str, "int": int, "float": float, "bool": bool}


def list_notebooks() -> tuple[str, ...]:
    """The names of the notebooks that run without a person: those with a number, in order.

    Raises
    ------
    BadParameter
        The folder of notebooks is not beside the package: netral was not installed from its repository.
    """
    names = tuple(sorted(path.stem for path in FOLDER.glob("[0-9]*.ipynb")))
    if not names:
        raise BadParameter(
            "no notebooks in {folder}; install netral from its repository with `pip install -e .`", folder=FOLDER
        )
    return names


def find_notebook(name: str) -> Path:
    """A notebook's name, or the path of one's own .ipynb file, to its path.

    Raises
    ------
    BadParameter
        There is no such notebook.
    """
    for path in (FOLDER / f"{name.removesuffix('.ipynb')}.ipynb", Path(name)):
        if path.suffix == ".ipynb" and path.is_file():
            return path.resolve()
    allowed = ", ".join(list_notebooks())
    raise BadParameter(
        "notebook {name!r} is unknown; allowed: {allowed}, or the path of an .ipynb file", name=name, allowed=allowed
    )


def read_declared(path: Path) -> dict[str, type]:
    """A notebook to the names and types of its parameters.

    Raises
    ------
    BadParameter
        No cell, or more than one, is tagged ``parameters``; or one of its lines is no typed literal.
    """
    import nbformat  # one of its checkers takes more than a second to import, and `netral lab` does without

    try:
        notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    except (nbformat.reader.NotJSONError, nbformat.ValidationError) as error:
        raise BadParameter("{file}: no notebook: {error}", file=path.name, error=str(error).splitlines()[0]) from None
    tagged = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    if len(tagged) != 1:
        raise BadParameter(
            "{file}: {count} cells are tagged `parameters`; exactly one must be", file=path.name, count=len(tagged)
        )
    try:
        lines = ast.parse(tagged[0].source).body
    except SyntaxError as error:
        raise BadParameter(
            "{file}: parameters cell, line {line}: {problem}", file=path.name, line=error.lineno, problem=error.msg
        ) from None
    return dict(_read_line(line, path) for line in lines)


def choose_parameters(paths: Sequence[Path], parameters: Mapping[str, Any]) -> dict[Path, dict[str, Any]]:
    """Notebooks and parameters to what each notebook gets: those it declares.

    Raises
    ------
    BadParameter
        A parameter that none of the notebooks declares, or a value of another type than declared.
    """
    declared = {path: read_declared(path) for path in paths}
    known = {name for types in declared.values() for name in types}
    for name in parameters:
        if name not in known:
            names = ", ".join(path.stem for path in paths)
            raise BadParameter(
                "parameter {name!r} is unknown to {notebooks}; allowed: {allowed}",
                name=name,
                notebooks=names,
                allowed=", ".join(sorted(known)),
            )
    for path, types in declared.items():
        for name in types.keys() & parameters.keys():
            _check_type(path, name, types[name], parameters[name])
    return {path: {name: parameters[name] for name in types if name in parameters} for path, types in declared.items()}


def _read_line(line: ast.stmt, path: Path) -> tuple[str, type]:
    if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name) and isinstance(line.value, ast.Constant):
        declared = TYPES.get(ast.unparse(line.annotation))
        if declared is not None and _has_type(line.value.value, declared):
            return line.target.id, declared
    raise BadParameter(
        "{file}: parameters cell, line {line}: {text!r} is no typed literal; allowed is such as `phase: str = "
        '""`, with str, int, float or bool',
        file=path.name,
        line=line.lineno,
        text=ast.unparse(line),
    )


def _check_type(path: Path, name: str, declared: type, value: Any) -> None:
    if not _has_type(value, declared):
        raise BadParameter(
            "{file}: parameter {name!r} must be {declared}; {value!r} is {given}",
            file=path.name,
            name=name,
            declared=declared.__name__,
            value=value,
            given=type(value).__name__,
        )


def _has_type(value: Any, declared: type) -> bool:
    """Whether a value is of the declared type; True is no number, and a whole number will do as a float."""
    if declared is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return type(value) is declared
