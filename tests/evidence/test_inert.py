"""What a post says is data: markup, formulas and hidden characters come out inert and visible wherever people look."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import nbformat
import pandas as pd
import pikepdf
import pytest

from netral.evidence import write_case_pack
from netral.evidence.tables import RUNS, write_network
from netral.explore.table import frame_to_html
from netral.figures.hidden import is_hidden
from netral.model import EvidencePack
from tests.evidence.invented import CASE_ID, MADE_AT, make_network, make_registry, make_reviewed
from tests.evidence.pages import read_text

PAYLOADS = {
    "typst": '#strong[a] *b* _c_ $d^2$ #sys.inputs #read("x") <label> @ref // e',
    "html": '<script>alert(1)</script><img src=x onerror="alert(2)"><b>tebal</b> &amp; &#65;',
    "formula": '=HYPERLINK("http://contoh.invalid/x","Klik")',
    "command": "@SUM(1+1)*cmd|' /C calc'!A0",
    "turned": "foto\u202egpj.exe \u2066dalam\u2069",
    "hidden": "net\u200bral \ufeffdan\u00ad \u2060siap\u200d",
    "blank": "a\u3164b\u115fc\ufe0fd\u034fe\U000e0041f\U000e0000g\u2800h\uffa0i",
}
TURNED = {"turned": ["U+202E", "U+2066", "U+2069"], "hidden": ["U+200B", "U+FEFF", "U+00AD", "U+2060", "U+200D"]}
TURNED["blank"] = [f"U+{point:04X}" for point in (0x3164, 0x115F, 0xFE0F, 0x34F, 0xE0041, 0xE0000, 0x2800, 0xFFA0)]


def is_visible(text: str) -> bool:
    return not any(is_hidden(each) and each not in "\n\t\r" for each in text)


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> EvidencePack:
    """A case each of whose acts says one of the payloads, acts on another, and goes toward a third."""
    folder = tmp_path_factory.mktemp("hostile")
    reviewed, texts = make_reviewed(folder, len(PAYLOADS)), list(PAYLOADS.values())
    exhibits = tuple(
        replace(
            exhibit,
            act=replace(exhibit.act, text=text, object_text=texts[place - 1], target_handle=texts[place - 2]),
        )
        for place, (exhibit, text) in enumerate(zip(reviewed.exhibits, texts, strict=True))
    )
    lead = replace(reviewed.lead, acts=tuple(exhibit.act for exhibit in exhibits))
    return write_case_pack(replace(reviewed, exhibits=exhibits, lead=lead), folder / CASE_ID, made_at=MADE_AT)


@pytest.mark.parametrize("name", PAYLOADS)
def test_the_report_shows_it_letter_by_letter(pack: EvidencePack, name: str) -> None:
    text = "".join(read_text((pack.folder / "data/laporan.pdf").read_bytes()).replace("\u200b", "").split())
    expected = PAYLOADS[name]
    for code in TURNED.get(name, []):
        assert f"⟨{code}⟩" in text
        expected = expected.replace(chr(int(code[2:], 16)), f"⟨{code}⟩")
    assert "".join(expected.split()) in text


def test_nothing_in_the_report_can_be_run(pack: EvidencePack) -> None:
    with pikepdf.open(pack.folder / "data/laporan.pdf") as pdf:
        written = b"".join(item.unparse() for item in pdf.objects)
    assert not [name for name in (b"/JavaScript", b"/JS", b"/Launch", b"/AA", b"/EmbeddedFile") if name in written]
    assert b"contoh.invalid" not in written  # an address within a text is no link


def test_no_cell_of_a_table_is_run_and_nothing_in_it_is_hidden(pack: EvidencePack) -> None:
    tables = [*pack.folder.glob("data/tabel/*.csv"), *pack.folder.glob("data/jaringan/*.csv")]
    assert len(tables) >= 9
    cells = [
        cell
        for path in tables
        for row in csv.reader(path.read_text(encoding="utf-8").splitlines(keepends=True))
        for cell in row
    ]
    assert not [cell for cell in cells if cell.startswith(RUNS) or not is_visible(cell)]
    assert PAYLOADS["typst"] in cells and PAYLOADS["html"] in cells
    assert f"'{PAYLOADS['formula']}" in cells and f"'{PAYLOADS['command']}" in cells
    assert "foto⟨U+202E⟩gpj.exe ⟨U+2066⟩dalam⟨U+2069⟩" in cells


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_graph_file_holds_it_as_one_visible_text(tmp_path: Path, name: str) -> None:
    network = make_network("interaction", make_registry())
    hostile = network.nodes.assign(handle=PAYLOADS[name])
    write_network(replace(network, nodes=hostile), tmp_path, "jejaring")
    root = ElementTree.parse(tmp_path / "jejaring.graphml").getroot()
    values = [each.text or "" for each in root.iter("{http://graphml.graphdrawing.org/xmlns}data")]
    expected = PAYLOADS[name]
    for code in TURNED.get(name, []):
        expected = expected.replace(chr(int(code[2:], 16)), f"⟨{code}⟩")
    assert values.count(expected) == len(network.nodes)
    assert all(map(is_visible, values))
    assert not list(root.iter("script"))


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_notebook_shows_it_as_text(tmp_path: Path, name: str) -> None:
    shown = frame_to_html(pd.DataFrame({"text": [PAYLOADS[name]], "account": [PAYLOADS[name]]}), "id")
    output = nbformat.v4.new_output("display_data", {"text/html": shown})
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("", outputs=[output])])
    nbformat.write(notebook, tmp_path / "lihat.ipynb")
    (cell,) = nbformat.read(tmp_path / "lihat.ipynb", as_version=4).cells
    table = ElementTree.fromstring(cell.outputs[0].data["text/html"])
    expected = PAYLOADS[name]
    for code in TURNED.get(name, []):
        expected = expected.replace(chr(int(code[2:], 16)), f"[{code}]")
    assert [each.text for each in table.iter("td")] == [expected, expected]
    assert {each.tag for each in table.iter()} <= {"div", "table", "thead", "tbody", "tr", "th", "td"}
