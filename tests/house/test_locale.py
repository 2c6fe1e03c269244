"""Texts for people are translated, and what gettext reads is what the translators wrote."""

from __future__ import annotations

import ast
import re
from io import BytesIO
from pathlib import Path

import pytest
import typer
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from netral.cli import make_app
from netral.cli.help import list_help
from netral.errors import BadParameter
from netral.locale import CATALOGUES, LANGUAGES, use_language


def read_catalogue(language: str) -> Catalog:
    with (CATALOGUES / language / "LC_MESSAGES" / "netral.po").open("rb") as stream:
        return read_po(stream, locale=language)


def texts(catalogue: Catalog) -> dict[object, object]:
    return {message.id: message.string for message in catalogue if message.id}


@pytest.fixture(scope="module")
def marks(repository: Path) -> dict[str, object]:
    """What `make locale` collects texts from, besides gettext's own names: errors and their like."""
    (line,) = re.findall(
        r"^MARKS := \$\(addprefix -k ,(.*)\)$", (repository / "Makefile").read_text("utf-8"), re.MULTILINE
    )
    return dict(parse_keywords(line.split()))


@pytest.fixture(scope="module")
def marked(repository: Path, marks: dict[str, object]) -> set[str]:
    """Every text that the code marks for translation."""
    found = extract_from_dir(repository / "netral", keywords=DEFAULT_KEYWORDS | marks)
    texts = {text if isinstance(text, str) else text[0] for _, _, text, _, _ in found}
    return texts | set(list_help(typer.main.get_command(make_app())))


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_catalogues_are_fresh(language: str) -> None:
    expected = BytesIO()
    write_mo(expected, read_catalogue(language))
    expected.seek(0)
    with (CATALOGUES / language / "LC_MESSAGES" / "netral.mo").open("rb") as stream:
        assert texts(read_mo(stream)) == texts(read_mo(expected)), "run `make locale`"


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogues_hold_exactly_the_texts_of_the_code(language: str, marked: set[str]) -> None:
    held = {message.id if isinstance(message.id, str) else message.id[0] for message in read_catalogue(language)} - {""}
    assert held == marked, "run `make locale`"


def test_a_text_within_an_f_string_is_collected_too(repository: Path, marked: set[str]) -> None:
    missed = []
    for path in sorted((repository / "netral").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("_", "N_", "Sentence"):
                texts = [each.value for each in node.args[:1] if isinstance(each, ast.Constant)]
                missed += [f"{path.name}:{node.lineno}: {text}" for text in texts if text not in marked]
    assert not missed, "give it a name of its own before the f-string: what collects texts sees none within"


def test_every_text_has_its_indonesian() -> None:
    open_texts = [
        message.id for message in read_catalogue("id") if message.id and (not message.string or message.fuzzy)
    ]
    assert not open_texts


def test_placeholders_survive_translation() -> None:
    assert not [(message.id, str(error)) for message, errors in read_catalogue("id").check() for error in errors]


def test_no_translation_pronounces_a_verdict() -> None:
    assert not [message.string for message in read_catalogue("id") if "terbukti" in str(message.string).lower()]


def test_an_unknown_language_is_refused_with_the_allowed_ones() -> None:
    with pytest.raises(BadParameter, match="'jv' is unknown; allowed: id, en"):
        use_language("jv")


def test_every_kind_of_error_is_collected(repository: Path, marks: dict[str, object]) -> None:
    kinds, bases = {"NetralError"}, dict[str, set[str]]()
    for path in (repository / "netral").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases[node.name] = {ast.unparse(base) for base in node.bases}
    while below := {name for name, above in bases.items() if above & kinds} - kinds:
        kinds |= below
    assert kinds <= marks.keys(), "name it among the MARKS of the Makefile"


def test_no_error_hides_its_values_in_its_sentence(repository: Path, marks: dict[str, object]) -> None:
    hidden = []
    for path in sorted((repository / "netral").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = ast.unparse(node.func).rpartition(".")[2] if isinstance(node, ast.Call) else ""
            if isinstance(node, ast.Call) and name in marks:
                templates = node.args[1:2] if name == "fail_at" else node.args[:1]
                hidden += [f"{path.name}:{node.lineno}" for each in templates if _is_assembled(each)]
    assert not hidden, "a template and named values can be translated, an f-string cannot"


def _is_assembled(node: ast.expr) -> bool:
    return isinstance(node, (ast.JoinedStr, ast.BinOp, ast.IfExp))
