"""How contested behaviours are read here, with source and date, and who said what: for every page that lists one."""

from __future__ import annotations

from collections.abc import Sequence

from netral.explore.table import Table
from netral.figures.interpretations import ask_question, find_interpretation, say_interpretation, say_position
from netral.figures.page import STYLE_SHEET, escape_text
from netral.locale import use_language
from netral.model import Investigation, OpenQuestion


def show_interpretations(investigation: Investigation, questions: Sequence[OpenQuestion], lang: str = "id") -> Table:
    """Open questions to how each is read here, and under it the dated positions on record.

    Parameters
    ----------
    questions
        From `pipeline.list_questions`.
    """
    _ = use_language(lang)
    parts, told = [], []
    for question in questions:
        sentence = say_interpretation(find_interpretation(investigation, question.behaviour), lang)
        told.append(f"{ask_question(question, lang)} {sentence}")
        heads = "".join(f"<th>{escape_text(head)}</th>" for head in (_("Date"), _("Who said what"), _("Source")))
        rows = "".join(_to_row(say_position(position, lang)) for position in question.positions)
        parts.append(
            f"<p><b>{escape_text(ask_question(question, lang))}</b> {escape_text(sentence)}</p>"
            f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        )
    nothing = _("The rules name no behaviour that is contested.")
    html = "".join(parts) or f"<p>{escape_text(nothing)}</p>"
    return Table(f'<style>{STYLE_SHEET}</style><div class="netral">{html}</div>', "\n".join(told))


def _to_row(cells: tuple[str, ...]) -> str:
    return "<tr>" + "".join(f'<td class="text">{escape_text(cell)}</td>' for cell in cells) + "</tr>"
