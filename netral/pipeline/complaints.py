"""Complaints of an investigation: taken down, linked, listed; who complains is sealed."""

from __future__ import annotations

from datetime import date

from netral import cases, sources
from netral.identity import make_account_id, make_post_id
from netral.investigation import find_today, require_lawful
from netral.model import Channel, Complaint, Investigation, Subject


def take_complaint(
    investigation: Investigation,
    person: str,
    channel: Channel,
    known_on: date,
    account: str,
    says: str,
    url: str = "",
    reporter: str = "",
) -> Complaint:
    """One complaint, written down and logged: see `cases.take_complaint`.

    Parameters
    ----------
    account : str
        ``x:@handle`` or ``x:<id>``.

    Raises
    ------
    BadInvestigation
        When the investigation has no lawful basis, or its retention has ended.
    BadParameter
        When the account is none, a text is missing or holds what looks like a NIP or NIK, or the day lies ahead.
    """
    today = find_today(investigation)
    require_lawful(investigation, today)
    named, url = sources.parse_account_target(account), url.strip()
    post = sources.url_to_post_id(named.platform, url) if url else ""
    return cases.take_complaint(
        folder=investigation.folder / cases.COMPLAINTS_FOLDER,
        cases_folder=investigation.cases_folder,
        person=person,
        channel=channel,
        known_on=known_on,
        account=make_account_id(named.platform, named.platform_id, named.handle),
        url=url,
        object_key=make_post_id(named.platform, post) if post else url,
        says=says,
        today=today,
        reporter=reporter,
    )


def list_complaints(investigation: Investigation) -> tuple[Complaint, ...]:
    """All complaints of an investigation, oldest first, never with who made them."""
    return cases.list_complaints(investigation.folder / cases.COMPLAINTS_FOLDER, investigation.cases_folder)


def find_complaints(investigation: Investigation, subject: Subject) -> tuple[Complaint, ...]:
    """The complaints about one account, by its id or a handle of it; those that were routed out are none."""
    names = name_subject(subject)
    return tuple(each for each in list_complaints(investigation) if each.account in names and each.route is None)


def name_subject(subject: Subject) -> frozenset[str]:
    """Every way in which a complaint may name an account: ``x:<id>`` and ``x:@handle``."""
    handles = {subject.handle.lower(), subject.registry_handle.lower()} - {""}
    return frozenset({subject.account_id, *(make_account_id(subject.platform, None, handle) for handle in handles)})
