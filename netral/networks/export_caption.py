"""What goes with every exported network: what its ties are, and what the file does not show."""

from __future__ import annotations

from netral.locale import N_, use_language
from netral.model import Network

NOT_SHOWN = {
    "follow": N_(
        "A follow alone is never a lead and has no date of its own; a tie that is missing was not observed, "
        "which does not mean that it does not exist."
    ),
    "interaction": N_(
        "Comments, replies, quotes, mentions and tags have no direction until a person has read them and are never "
        "counted as support; what was not captured is not observed."
    ),
    "coaction": N_(
        "Acting at the same time is no agreement: many people see one post at one time. What was not captured is not "
        "observed."
    ),
    "cofollow": N_(
        "Following the same accounts is no act and makes no lead. Whom two accounts have in common is not named."
    ),
    "shared_targets": N_(
        "Acting toward the same accounts is no agreement and makes no lead. Whom two accounts have in common is not "
        "named."
    ),
    "shared_audience": N_(
        "An audience says whom an account reaches, not what it does. Follower lists are rarely whole, personal "
        "accounts are left out, and no follower is named."
    ),
}
ALWAYS = (
    N_("A lead, never a verdict: nothing in this file is a finding about anybody."),
    N_("Accounts outside the registry are not in it, and most accounts of a region are in no registry."),
    N_(
        "p_value, q_value and effect compare a tie with chance; an unusual number is a reason for a person to look, "
        "and an empty one means that nothing was tested."
    ),
)
MEASURES = N_(
    "Measures say where an account stands among the ties that were observed, not what anybody did or means. Personal "
    "and disputed accounts have none; degree and strength only count observed ties."
)
BY_SUFFIX = {
    ".gexf": N_(
        "Colours are those of the pairs by number; position, distance and size measure nothing. Begin and end of an "
        "edge are the UTC days of its first and last act or observation, not how long a tie lasted."
    ),
    ".ftm.json": N_(
        "UnknownLink says that a tie was observed, and leaves open what it means. Who stands behind an account is not "
        "in this file, but for agencies' own accounts. Measures are in the other formats."
    ),
}


def describe_limits(network: Network, suffix: str, lang: str = "id") -> str:
    """A network and the suffix of its file to sentences on what the file does not show, one a line.

    Raises
    ------
    BadParameter
        When the language has no catalogue.
    """
    _ = use_language(lang)
    sentences = [NOT_SHOWN[network.kind]] if network.kind in NOT_SHOWN else []
    sentences += ALWAYS
    if suffix in BY_SUFFIX:
        sentences.append(BY_SUFFIX[suffix])
    if suffix != ".ftm.json":
        sentences.append(MEASURES)
    return "\n".join([*(_(sentence) for sentence in sentences), *([network.note] if network.note else [])])
