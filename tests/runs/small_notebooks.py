"""Small real notebooks and investigations for the tests of runs."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from netral.investigation import read_investigation
from netral.model import Investigation

PARAMETERS = """\
investigation: str = ""  # folder
phase: str = ""
count: int = 1
share: float = 0.5
whole: bool = True
"""

YAML = """\
id: {name}
title: Pilkada Kota Contoh 2024
region: {{code: "99.71", name: Kota Contoh, timezone: Asia/Makassar}}
election:
  regime: pilkada
  phases:
    - {{id: determination, from: 2024-09-22, to: 2024-09-24}}
    - {{id: campaign, from: 2024-09-25, to: 2024-11-23}}
lawful_basis: {{purpose: uji, article: Pasal 20, letter_no: "800/1/2024", letter_date: 2024-09-20, controller: Contoh}}
retention: {{until: 2999-12-31}}
employees: {{asn: 100, non_asn: 0}}
rules: skb-2022
"""


def write_notebook(path: Path, *sources: str, parameters: str | None = PARAMETERS, tagged: int = 1) -> Path:
    """Code cells to a notebook file, its parameters cell tagged so many times."""
    kernelspec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = new_notebook(metadata={"kernelspec": kernelspec})
    notebook.cells = [new_markdown_cell("# Uji")]
    if parameters is not None:
        for _ in range(max(1, tagged)):
            notebook.cells.append(new_code_cell(parameters, metadata={"tags": ["parameters"]} if tagged else {}))
    notebook.cells += [new_code_cell(source) for source in sources]
    nbformat.write(notebook, path)
    return path


def write_investigation(folder: Path, name: str = "kota-contoh") -> Investigation:
    """An investigation in ``folder/data/<name>`` with a registry file and a capture; reports in ``folder/reports``."""
    place = folder / "data" / name
    for child in ("registry", "captures"):
        (place / child).mkdir(parents=True)
    (place / "investigation.yaml").write_text(YAML.format(name=name), encoding="utf-8")
    (place / "registry" / "pairs.csv").write_text("pair_no,name,incumbent\n1,Satu,false\n", encoding="utf-8")
    (place / "captures" / "berkas.jsonl").write_text('{"a": 1}\n', encoding="utf-8")
    return read_investigation(place)
