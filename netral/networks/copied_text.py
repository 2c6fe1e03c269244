"""Texts -> clusters of near copies: MinHash proposes, the exact Jaccard similarity decides."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from rensa import RMinHash, RMinHashLSH

from netral.identity import hash_bytes

SIMILARITY = 0.8  # share of five-letter pieces that two texts have in common
LEAST_CHARACTERS = 30  # shorter ones are greetings that everybody writes
PIECE = 5
# 32 bands of 4: a pair of similarity 0.8 is proposed with probability 1 - (1 - 0.8^4)^32 > 0.9999
PERMUTATIONS, BANDS, SEED = 128, 32, 1
NAMED = re.compile(r"https?://\S+|@\S+")
SIGNS = re.compile(r"[\W_]+")


def name_copies(texts: Sequence[str]) -> list[str | None]:
    """Texts to the name of the cluster each belongs to; none for one too short to be anybody's own.

    Two texts are copies when their pieces have a Jaccard similarity of at least `SIMILARITY`; copies of copies are one
    cluster. Its name is made from one member's text, the first by letters, so it does not depend on their order.

    Source
    ------
    Broder 1997, On the resemblance and containment of documents, SEQUENCES '97 21-29.
    """
    bare = [strip_text(text) for text in texts]
    distinct = sorted({text for text in bare if len(text) >= LEAST_CHARACTERS})
    labels = _label(distinct)
    names = {
        text: f"text:{hash_bytes(distinct[label].encode())[:16]}" for label, text in zip(labels, distinct, strict=True)
    }
    return [names.get(text) for text in bare]


def strip_text(text: str) -> str:
    """A text without links, names, blanks and signs, in one case.

    >>> strip_text("Ayo DUKUNG, @calon!  https://t.co/abc #Menang")
    'ayodukungmenang'
    """
    return SIGNS.sub("", NAMED.sub("", unicodedata.normalize("NFKC", text).casefold()))


def _label(texts: list[str]) -> list[int]:
    """Distinct texts to the number of the cluster of each: that of its first member."""
    pieces = [{text[start : start + PIECE] for start in range(len(text) - PIECE + 1)} for text in texts]
    index = RMinHashLSH(threshold=SIMILARITY, num_perm=PERMUTATIONS, num_bands=BANDS)
    parents = list(range(len(texts)))
    for place, own in enumerate(pieces):
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
        sketch.update(sorted(own))
        for other in index.query(sketch):
            # a text that thousands varied is compared once a cluster, not with each of them
            roots = _find_root(parents, other), _find_root(parents, place)
            if roots[0] != roots[1] and _measure_overlap(pieces[other], own) >= SIMILARITY:
                parents[max(roots)] = min(roots)
        index.insert(place, sketch)
    return [_find_root(parents, place) for place in range(len(texts))]


def _find_root(parents: list[int], place: int) -> int:
    while parents[place] != place:
        parents[place] = parents[parents[place]]
        place = parents[place]
    return place


def _measure_overlap(one: set[str], other: set[str]) -> float:
    common = len(one & other)
    return common / (len(one) + len(other) - common)
