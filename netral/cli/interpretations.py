"""How contested behaviours are read here, as lines and as JSON: beside every list of leads and every case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from netral.cli.words import find_language
from netral.figures.interpretations import ask_question, find_interpretation, say_interpretation, say_position
from netral.model import Investigation, OpenQuestion


def print_interpretations(
    investigation: Investigation, questions: Sequence[OpenQuestion], with_positions: bool = False, indent: str = ""
) -> None:
    """One line a question: what is asked and how it is read here; with positions, who said what under it."""
    lang = find_language()
    for question in questions:
        reading = find_interpretation(investigation, question.behaviour)
        print(f"{indent}{ask_question(question, lang)} {say_interpretation(reading, lang)}")
        for position in question.positions if with_positions else ():
            print(f"{indent}  {'  '.join(say_position(position, lang))}")


def interpretations_to_json(investigation: Investigation, questions: Sequence[OpenQuestion]) -> list[dict[str, Any]]:
    """Readings to JSON objects: behaviour, status, source and date (null where contested)."""
    readings = [find_interpretation(investigation, question.behaviour) for question in questions]
    return [
        {
            "behaviour": reading.behaviour,
            "status": reading.status,
            "source": reading.source or None,
            "dated": reading.dated and reading.dated.isoformat(),
        }
        for reading in readings
    ]
