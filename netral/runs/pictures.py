"""The pictures in executed notebooks, taken out beside them for the index page."""

from __future__ import annotations

import base64
import os
from html.parser import HTMLParser
from pathlib import Path

PREFIX = "data:image/png;base64,"


def read_pictures(notebook: Path) -> list[tuple[bytes, str]]:
    """An executed notebook to its PNG pictures with their alternative texts."""
    import nbformat  # slow to import

    parser = _PictureParser()
    for cell in nbformat.read(notebook, as_version=4).cells:  # type: ignore[no-untyped-call]
        for output in cell.get("outputs", []):
            parser.feed("".join(output.get("data", {}).get("text/html", "")))
    parser.close()
    return parser.pictures


def write_pictures(notebook: Path) -> list[tuple[Path, str]]:
    """Write the pictures of an executed notebook beside it as ``<notebook>-1.png`` and on; returns paths and texts."""
    written = []
    for number, (png, alt) in enumerate(read_pictures(notebook), start=1):
        path = notebook.with_name(f"{notebook.stem}-{number}.png")
        half_written = path.with_name(f".{path.name}.part")
        half_written.write_bytes(png)
        os.replace(half_written, path)
        written.append((path, alt))
    return written


class _PictureParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pictures: list[tuple[bytes, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        source = given.get("src") or ""
        if tag == "img" and source.startswith(PREFIX):
            self.pictures.append((base64.b64decode(source[len(PREFIX) :]), given.get("alt") or ""))
