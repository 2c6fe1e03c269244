"""What cannot be read of a capture: a single record goes to quarantine, an id rounded to a float refuses the file."""

from __future__ import annotations

from netral.errors import BadCapture
from netral.sources.targets import FLOAT_ID

NativeId = int | str | float | None


class Unusable(Exception):
    """A single record cannot be read; it goes to quarantine with this reason and detail."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason, self.detail = reason, detail


def read_id(value: NativeId, place: str) -> str | None:
    """An id, as text or whole number, to text; None where there is none, or 0.

    Parameters
    ----------
    value : int, str, float or None
        As the file has it.
    place : str
        File, row or line, and column or key, for the message.

    Raises
    ------
    BadCapture
        When the id was rounded to a float: the id that it was cannot be told any more, in this row or any other.
    """
    text = "" if value is None else str(value).strip()
    if isinstance(value, float) or FLOAT_ID.match(text):
        raise BadCapture(f"{place}: {value!r} is an id that was rounded to a float; capture again with ids as text")
    return text if text not in ("", "0") else None
