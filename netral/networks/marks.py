"""Campaign marks -> which own posts of confirmed accounts carry them. A name is no mark."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

import ibis
import ibis.expr.types as ir
import pandas as pd

from netral.model import Kind, Mark, Tables
from netral.networks.links import canonicalise_link, find_links

HASHTAG = re.compile(r"(?<![\w&/])[#＃](\w*[^\W\d]\w*)")
OWN_KINDS = ("post", "quote")  # an answer stands under somebody else's post, a repost holds no words of one's own
COLUMNS = ["post_id", "actor", "pair_no", "occurred_us", "url", "text", "marks"]


def list_marked_posts(
    tables: Tables,
    roster: pd.DataFrame,
    marks: Sequence[Mark],
    pictured: Mapping[str, Mapping[int, list[str]]] | None = None,
) -> pd.DataFrame:
    """The own posts of confirmed subjects that carry a pair's marks.

    Parameters
    ----------
    tables : Tables
    roster : DataFrame
        From `registry.make_roster`.
    marks : sequence of Mark
        Of the campaign, from marks.csv; those in words are looked for here.
    pictured : mapping, optional
        Posts whose picture is a campaign's: by post_id, pairs to the values of their marks.

    Returns
    -------
    DataFrame
        One row a post and pair: post_id (or the interaction_id of a hand-kept row of kind post), actor (account_id),
        pair_no, occurred_us (UTC microseconds, nullable), url, text, marks (tuple of what was found, as marks.csv
        writes it). A quote of that pair's own post is left out: it is an act already.
    """
    subjects = ibis.memtable(roster.loc[roster["is_subject"], ["account_id"]].drop_duplicates())
    pictured = pictured or {}
    is_shown = tables.posts.text.notnull() | tables.posts.post_id.isin(list(pictured))
    posts = tables.posts.filter(is_shown, tables.posts.kind.isin(OWN_KINDS))
    own = posts.semi_join(subjects, "account_id").select(
        "post_id", "url", "text", actor="account_id", occurred_us="created_us"
    )
    frame = pd.concat([own.to_pandas(), _list_noted(tables, subjects)], ignore_index=True)
    frame = frame.astype({"occurred_us": "Int64"})
    found = [
        (index, pair_no, values)
        for index, post_id, text in zip(frame.index, frame["post_id"], frame["text"], strict=True)
        for pair_no, values in _join_marks(text, marks, pictured.get(post_id, {}))
    ]
    index, pair_nos, values = zip(*found, strict=True) if found else ((), (), ())
    carried = frame.loc[list(index)].assign(
        pair_no=pd.array(pair_nos, dtype="Int64"), marks=pd.Series(values, index=list(index), dtype=object)
    )
    return _drop_quotes_of_the_pair(tables, roster, carried)[COLUMNS].sort_values(
        ["post_id", "pair_no"], ignore_index=True
    )


def _join_marks(
    text: object, marks: Sequence[Mark], pictured: Mapping[int, list[str]]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """What a post says and shows, by pair."""
    said = find_marks(text, marks) if isinstance(text, str) else {}
    for pair_no in sorted({*said, *pictured}):
        yield pair_no, (*said.get(pair_no, ()), *pictured.get(pair_no, ()))


def find_marks(text: str, marks: Sequence[Mark]) -> dict[int, list[str]]:
    """A text to the marks it carries, by pair, in the order of marks.csv.

    A hashtag counts as a whole word after its sign, a phrase as whole words in any case and spacing, an address with
    every page below it.

    >>> find_marks("Ayo #ContohMaju2024!", [Mark(1, "hashtag", "#contohmaju2024", "KPU")])
    {1: ['#contohmaju2024']}
    """
    found: dict[int, list[str]] = {}
    for mark in marks:
        if mark.kind in MATCHES and MATCHES[mark.kind](text, mark.value):
            found.setdefault(mark.pair_no, []).append(mark.value)
    return found


def list_hashtags(text: str) -> list[str]:
    """A text to its hashtags without the sign, in one case, each once, in order.

    >>> list_hashtags("#Menang bersama #BERSAMA2024 #2024 kantor#3b")
    ['bersama2024', 'menang']
    """
    return sorted({tag.casefold() for tag in HASHTAG.findall(text)})


def _list_noted(tables: Tables, subjects: ir.Table) -> pd.DataFrame:
    """Own posts that only a hand-kept list holds, with the text that somebody copied."""
    acts = tables.interactions
    noted = acts.filter(acts.kind == Kind.POST.value, acts.text.notnull(), acts.act_post.isnull())
    noted = noted.semi_join(subjects, noted.actor == subjects.account_id)
    url = ibis.coalesce(noted.act_url, noted.object_url)
    return pd.DataFrame(noted.select("actor", "text", "occurred_us", post_id="interaction_id", url=url).to_pandas())


def _drop_quotes_of_the_pair(tables: Tables, roster: pd.DataFrame, carried: pd.DataFrame) -> pd.DataFrame:
    if carried.empty:
        return carried
    campaign = roster.loc[roster["is_campaign"], ["account_id", "pair_no"]].drop_duplicates()
    acts = tables.interactions.filter(tables.interactions.kind == Kind.QUOTE.value)
    quotes = acts.select(post_id="act_post", account_id="target").drop_null().to_pandas()
    known = set(quotes.merge(campaign, on="account_id")[["post_id", "pair_no"]].itertuples(index=False, name=None))
    keys = zip(carried["post_id"], carried["pair_no"], strict=True)
    return carried[[key not in known for key in keys]]


def _has_hashtag(text: str, value: str) -> bool:
    return value.lstrip("#＃").casefold() in list_hashtags(text)


def _has_phrase(text: str, value: str) -> bool:
    return bool(_compile_phrase(value).search(text.casefold()))


def _has_link(text: str, value: str) -> bool:
    page = _canonicalise(value)
    return any(link == page or link.startswith((f"{page}/", f"{page}?")) for link in find_links(text))


MATCHES: dict[str, Callable[[str, str], bool]] = {"hashtag": _has_hashtag, "phrase": _has_phrase, "url": _has_link}
_canonicalise = cache(canonicalise_link)


@cache
def _compile_phrase(value: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word) for word in value.casefold().split())
    return re.compile(rf"(?<!\w){words}(?!\w)")
