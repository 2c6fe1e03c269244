"""What an act is toward its pair: given by what the act is, or by whoever read it; never guessed from words."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from netral.model import DIRECTED_KINDS, UNDETERMINED_KINDS, Direction, Reading

GIVEN = frozenset(kind.value for kind in DIRECTED_KINDS)
READABLE = frozenset(kind.value for kind in UNDETERMINED_KINDS)


def add_directions(acts: pd.DataFrame, readings: Mapping[str, Reading]) -> pd.DataFrame:
    """Acts with what each is toward its pair.

    Parameters
    ----------
    acts : DataFrame
        With interaction_id and kind.
    readings : mapping of str to Reading
        The reading in force by interaction_id.

    Returns
    -------
    DataFrame
        The same rows, with direction (support, attack, neither, undetermined), is_directed (support, however that is
        known) and is_given (support by what the act is: a like, share or coauthored post).
    """
    is_given = acts["kind"].isin(GIVEN)
    read = {interaction_id: reading.direction.value for interaction_id, reading in readings.items()}
    direction = acts["interaction_id"].map(read).where(acts["kind"].isin(READABLE))
    direction = direction.astype(object).where(direction.notna(), Direction.UNDETERMINED.value)
    direction = direction.where(~is_given, Direction.SUPPORT.value)
    return acts.assign(direction=direction, is_directed=direction == Direction.SUPPORT.value, is_given=is_given)


def is_unread(acts: pd.DataFrame) -> pd.Series[bool]:
    """Acts to whether a person could read each, and nobody has."""
    return acts["kind"].isin(READABLE) & (acts["direction"] == Direction.UNDETERMINED.value)
