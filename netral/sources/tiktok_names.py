"""A text of TikTok, in which people stand by the names they show -> the same text with the handles behind them.

What somebody shows may be the name in their passport. Only by handles is it told who in a text is somebody outside the
registry, whom nothing afterwards may name.

Source: TikTok's pages, which count in UTF-16 where a name begins and ends.
"""

from __future__ import annotations

from collections.abc import Iterable

Named = tuple[object, object, str | None]  # where a name begins and ends, and the handle, or else the id
_AT = "@".encode("utf-16-le")


def write_handles(text: str | None, named: Iterable[Named]) -> str | None:
    """A text with every name that leads to an account as ``@`` and what the account is known by.

    Places where no name stands, and such as lie within others, are passed over.

    >>> write_handles("terima kasih @Budi Santoso 🌹!", [(13, 29, "warga_biasa")])
    'terima kasih @warga_biasa!'
    """
    places = [
        (start, end, name) for start, end, name in named if isinstance(start, int) and isinstance(end, int) and name
    ]
    if not text or not places:
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    bound = len(units)
    for start, end, name in sorted(places, reverse=True):
        if 0 <= start < end and 2 * end <= bound and units.startswith(_AT, 2 * start):
            bound = 2 * start
            units = units[:bound] + f"@{name}".encode("utf-16-le") + units[2 * end :]
    return units.decode("utf-16-le", "replace")
