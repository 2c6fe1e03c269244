"""Who a case is forwarded to, and whether that office may be on a side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from netral.cases.words import clean_words
from netral.errors import BadParameter, CaseNotReady, Sentence
from netral.model import Addressee, Case, Conflict, Lead, Registry, Role

DEFAULT = Addressee.PERSONNEL
# Offices under the head of the region; Bawaslu and BKN are not.
REGIONAL = (Addressee.PERSONNEL, Addressee.INSPECTORATE, Addressee.SECRETARY)
# How such an office is called in units.csv, in its name or kind.
UNIT_WORDS = {
    Addressee.PERSONNEL: ("bkd", "bkpsdm", "bkpp", "bkpsdmd", "kepegawaian"),
    Addressee.INSPECTORATE: ("inspektorat",),
    Addressee.SECRETARY: ("sekda", "setda", "sekretariat daerah"),
}


def list_conflicts(registry: Registry, lead: Lead) -> dict[Addressee, tuple[Conflict, ...]]:
    """A lead to why each addressee may be on a side; empty where nothing in the registry says so.

    An office under the head of the region may be on a side when a pair is the incumbent's, whichever pair the acts are
    toward: it may shield or punish. An agency does not judge acts of an account of its own.
    """
    under = (Conflict.UNDER_INCUMBENT,) if any(pair.incumbent for pair in registry.pairs) else ()
    found: dict[Addressee, tuple[Conflict, ...]] = {}
    for addressee in Addressee:
        regional = under if addressee in REGIONAL else ()
        own = (Conflict.OWN_UNIT,) if _is_own(addressee, registry, lead) else ()
        found[addressee] = (*regional, *own)
    return found


def _is_own(addressee: Addressee, registry: Registry, lead: Lead) -> bool:
    """Whether the subject is an account of the addressee's own, or of a unit below it."""
    units, unit_id = {unit.unit_id: unit for unit in registry.units}, lead.subject.unit_id
    if lead.subject.role not in (Role.OPD, Role.PERSON):
        return False
    while unit_id in units:
        unit = units.pop(unit_id)
        text = f"{unit.name} {unit.kind}".casefold()
        if any(_holds_word(text, word) for word in UNIT_WORDS.get(addressee, ())):
            return True
        unit_id = unit.parent_unit_id
    return False


def _holds_word(text: str, word: str) -> bool:
    letters = "".join(character if character.isalnum() else " " for character in text)
    return f" {word} " in f" {' '.join(letters.split())} "


def describe_referral(
    case: Case, addressee: Addressee | None, conflicts: Mapping[Addressee, Sequence[Conflict]], despite: str
) -> dict[str, Any]:
    """The choice of an addressee to what the log keeps of it.

    Without a choice the one made before stays, and the first time it is the personnel agency; then nobody was asked
    about conflicts, and the log says which there are.

    Raises
    ------
    CaseNotReady
        When a chosen addressee may be on a side and no reason is given to choose it all the same.
    BadParameter
        When such a reason is given, and there is nothing it could be about.
    """
    if addressee is None and case.referral is not None and not despite:
        before = case.referral
        return _to_detail(before.addressee, before.is_default, before.conflicts, before.despite)
    chosen = addressee or (case.referral.addressee if case.referral else DEFAULT)
    against = tuple(conflicts.get(chosen, ()))
    if addressee is not None and against and not despite:
        raise CaseNotReady(
            "case {case_id}: addressee {addressee} may be on a side ({reasons}); give --despite-conflict and why it is "
            "chosen all the same, or choose another: {others}",
            case_id=case.case_id,
            addressee=chosen.value,
            reasons=", ".join(against),
            others=", ".join(each for each in Addressee if not conflicts.get(each)) or Sentence("none is free of it"),
        )
    if despite and not against:
        raise BadParameter(
            "--despite-conflict: nothing is known that would put {addressee} on a side", addressee=chosen.value
        )
    why = clean_words("despite-conflict", despite) if despite else ""
    return _to_detail(chosen, addressee is None and case.referral is None, against, why)


def _to_detail(addressee: Addressee, is_default: bool, conflicts: Sequence[Conflict], despite: str) -> dict[str, Any]:
    codes = [conflict.value for conflict in conflicts]
    return {"addressee": addressee.value, "default": is_default, "conflicts": codes, "despite": despite}
