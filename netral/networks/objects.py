"""Tables -> which registry account acted when on which object: a post, a link, a set of hashtags, a copied text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import ibis
import ibis.expr.types as ir
import pandas as pd

from netral.errors import BadParameter
from netral.model import Investigation, Kind, Mark, Tables
from netral.networks.copied_text import name_copies
from netral.networks.edges import find_phase, phase_bounds_us, put_roster, side
from netral.networks.links import find_links
from netral.networks.marks import find_marks, list_hashtags

ACTED_KINDS = [Kind.LIKE, Kind.SHARE, Kind.COMMENT, Kind.QUOTE, Kind.REPLY]
COLUMNS = ["object", "account", "act_id", "occurred_us", "is_subject", "pair_no"]


def list_object_acts(
    tables: Tables,
    roster: pd.DataFrame,
    investigation: Investigation,
    on: str,
    phase: str | None = None,
    marks: Sequence[Mark] = (),
) -> pd.DataFrame:
    """Tables and roster to one row an act of a registry account on an object, in the time its role held.

    Parameters
    ----------
    on : {"post", "url", "hashtag", "text"}
        ``post``: the post that was liked, shared, commented on, quoted or answered. The others are read from what
        registry accounts wrote themselves: canonical links, the set of hashtags, or near copies of one text.
    phase : str, optional
        Only acts within this phase; those whose time is unknown stay.
    marks : sequence of Mark
        By which a text belongs to a pair.

    Returns
    -------
    DataFrame
        object, account, act_id (interaction_id, or the post_id of what was written), occurred_us (UTC microseconds;
        null where no record gives the act's own time), is_subject, pair_no (nullable: of the post's author; of an
        author of the campaign side, or of the marks in the text).

    Raises
    ------
    BadParameter
        When the kind of object or the phase is unknown.
    """
    if on not in OBJECTS:
        raise BadParameter("object {on!r} is unknown; allowed are {allowed}", on=on, allowed=", ".join(OBJECTS))
    acts = find_object_acts(tables, roster, investigation, on, phase)
    frame = pd.DataFrame(acts.to_pandas()).astype({"occurred_us": "Int64", "pair_no": "Int64"})
    if on != "post":
        marked = _find_marked_pairs(frame["text"], marks)
        frame["pair_no"] = frame["pair_no"].fillna(marked)
        frame = _spread(frame, OBJECTS[on](frame["text"].tolist()))
    return pd.DataFrame(frame[COLUMNS]).sort_values(["object", "occurred_us", "act_id"], ignore_index=True)


def find_object_acts(
    tables: Tables, roster: pd.DataFrame, investigation: Investigation, on: str, phase: str | None = None
) -> ir.Table:
    """What `list_object_acts` lists, still where the tables are; for all but posts, ``text`` instead of ``object``."""
    find_phase(investigation, phase)
    acts = _join_roles(_list_acted_posts(tables) if on == "post" else _list_writings(tables), roster)
    if phase is None:
        return acts
    first_us, last_us = next(bounds[1:] for bounds in phase_bounds_us(investigation) if bounds[0] == phase)
    return acts.filter(acts.occurred_us.isnull() | acts.occurred_us.between(first_us, last_us))


def _list_acted_posts(tables: Tables) -> ir.Table:
    acts = tables.interactions
    acts = acts.filter(acts.kind.isin([kind.value for kind in ACTED_KINDS]), acts.object_post.notnull(), ~acts.is_self)
    return acts.select("occurred_us", "target", object="object_post", account="actor", act_id="interaction_id")


def _list_writings(tables: Tables) -> ir.Table:
    """What accounts wrote themselves: posts that are not mere shares, and acts with a text but without a post."""
    posts, acts = tables.posts, tables.interactions
    posts = posts.filter(posts.text.notnull(), posts.kind.isnull() | ~posts.kind.isin(["repost", "share"]))
    posts = posts.select("text", account="account_id", act_id="post_id", occurred_us="created_us")
    acts = acts.filter(
        acts.text.notnull(), acts.act_post.isnull(), ~acts.kind.isin(["like", "share", "mention", "tag", "coauthor"])
    )
    acts = acts.select("text", account="actor", act_id="interaction_id", occurred_us="occurred_us")
    return posts.union(acts).mutate(target=ibis.null("string"))


def _join_roles(acts: ir.Table, roster: pd.DataFrame) -> ir.Table:
    """Acts of registry accounts with the role that held then, the latest where the time is unknown.

    ``pair_no`` is that of the post's author, or of an author of the campaign side.
    """
    placed = put_roster(roster, acts)
    actors, targets = side(placed, "actor"), side(placed, "target")
    acts = acts.join(actors, acts.account == actors.actor_account_id)
    acts = acts.filter(
        ibis.ifelse(
            acts.occurred_us.isnull(),
            acts.actor_is_latest,
            acts.occurred_us.between(acts.actor_valid_from_us, acts.actor_valid_to_us),
        )
    )
    campaign = targets.filter(targets.target_is_campaign)
    joined = acts.left_join(
        campaign,
        [
            acts.target == campaign.target_account_id,
            acts.occurred_us >= campaign.target_valid_from_us,
            acts.occurred_us <= campaign.target_valid_to_us,
        ],
    )
    if "text" in acts.columns:
        pair_no = ibis.ifelse(joined.actor_is_campaign, joined.actor_pair_no, ibis.null(joined.actor_pair_no.type()))
        return joined.select("text", "account", "act_id", "occurred_us", is_subject="actor_is_subject", pair_no=pair_no)
    return joined.select(
        "object", "account", "act_id", "occurred_us", is_subject="actor_is_subject", pair_no="target_pair_no"
    )


def _spread(frame: pd.DataFrame, objects: list[list[str]]) -> pd.DataFrame:
    """One row an object of each writing; none for a writing without."""
    return (
        frame.drop(columns="text")
        .assign(object=pd.Series(objects, index=frame.index, dtype=object))
        .explode("object")
        .dropna(subset="object")
    )


def _find_marked_pairs(texts: pd.Series[str], marks: Sequence[Mark]) -> pd.Series[int]:
    """Texts to the pair whose marks each carries; null for none, and for several."""
    pairs = [_find_marked_pair(text, marks) for text in texts]
    return pd.Series(pairs, index=texts.index, dtype="Int64")


def _find_marked_pair(text: str, marks: Sequence[Mark]) -> int | None:
    pairs = list(find_marks(text, marks))
    return pairs[0] if len(pairs) == 1 else None


def _name_hashtag_set(text: str) -> list[str]:
    """One post's hashtags are one object: who copies a campaign's post copies all of them."""
    tags = list_hashtags(text)
    return [" ".join(f"#{tag}" for tag in tags)] if tags else []


OBJECTS: dict[str, Callable[[list[str]], list[list[str]]]] = {
    "post": lambda texts: [[] for _ in texts],
    "url": lambda texts: [find_links(text) for text in texts],
    "hashtag": lambda texts: [_name_hashtag_set(text) for text in texts],
    "text": lambda texts: [[name] if name else [] for name in name_copies(texts)],
}
