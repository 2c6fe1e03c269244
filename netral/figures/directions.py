"""Ties whose every act a person has read: in favour, or neither in favour nor able to be counted beside what is."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from netral.model import Network

READ_COLUMNS = ("read_support", "read_attack", "read_neither", "unread")


def find_refuted(edges: pd.DataFrame) -> pd.Series[bool]:
    """Edges to whether a person has read all their acts, and took none for support."""
    if "unread" not in edges:
        return pd.Series(False, index=edges.index)
    read = edges["read_attack"] + edges["read_neither"]
    return (read > 0) & (edges["unread"] == 0) & (edges["read_support"] == 0)


def find_affirmed(edges: pd.DataFrame) -> pd.Series[bool]:
    """Edges to whether a person has read all their acts, and took all for support."""
    if "unread" not in edges:
        return pd.Series(False, index=edges.index)
    others = edges["read_attack"] + edges["read_neither"] + edges["unread"]
    return (edges["read_support"] > 0) & (others == 0)


def drop_refuted(network: Network) -> Network:
    """A network without the ties that people have read and took for no support."""
    refuted = find_refuted(network.edges)
    return replace(network, edges=network.edges[~refuted].reset_index(drop=True)) if refuted.any() else network
