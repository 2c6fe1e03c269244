"""Captured pictures and known ones -> which look alike; a person looks at both, and nobody's face is."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pandas as pd

from netral import networks, store
from netral.model import (
    Fingerprint,
    Investigation,
    KnownPicture,
    PictureFindings,
    PictureMatch,
    PostPicture,
    RecordRef,
    Registry,
    Tables,
)
from netral.registry import (
    OFFICE,
    PICTURE_KINDS,
    count_bits_apart,
    find_doubtful,
    fingerprint_picture,
    look_alike,
    read_known_pictures,
)

KEPT_FINGERPRINTS = 20_000


def list_marked_posts(
    investigation: Investigation, registry: Registry, tables: Tables, roster: pd.DataFrame
) -> tuple[pd.DataFrame | None, PictureFindings]:
    """Own posts that carry a campaign's marks, in words or as a picture, and what pictures were held against what.

    Raises
    ------
    BadInvestigation
        When a known picture cannot be used.
    BrokenEvidence
        When a captured picture changed.
    """
    if not registry.marks:
        return None, PictureFindings()
    findings = match_pictures(investigation, registry, tables, roster)
    pictured = list_campaign_marks(findings)
    return networks.list_marked_posts(tables, roster, registry.marks, pictured), findings


def match_pictures(
    investigation: Investigation, registry: Registry, tables: Tables, roster: pd.DataFrame
) -> PictureFindings:
    """Every captured picture of a confirmed account's own post against every known picture.

    Pictures of an office are looked for on agencies' accounts only. One that looks like an office's picture is that,
    and no campaign's.
    """
    if not any(mark.kind in PICTURE_KINDS for mark in registry.marks):
        return PictureFindings()
    known, missing = read_known_pictures(investigation.registry_folder, registry.marks)
    doubtful = find_doubtful(known)
    usable = [each for each in known if each.mark.kind == OFFICE or each.mark.value not in doubtful]
    subjects = roster[roster["is_subject"]]
    agencies = set(subjects.loc[subjects["role"] == "opd", "account_id"])
    matches, plain = [], 0
    pictures = store.list_post_pictures(tables, subjects["account_id"])
    for picture in pictures:
        fingerprint = _fingerprint(investigation.folder / picture.path, picture.ref)
        plain += fingerprint is None
        if fingerprint is not None:
            matches += _match(picture, fingerprint, usable, picture.account_id in agencies)
    return PictureFindings(tuple(matches), len(known), missing, doubtful, len(pictures), plain)


def list_campaign_marks(findings: PictureFindings) -> dict[str, dict[int, list[str]]]:
    """Posts to the campaign pictures they show, by pair: marks like any other."""
    found: dict[str, dict[int, list[str]]] = {}
    for match in findings.matches:
        mark = match.known.mark
        if mark.kind != OFFICE:
            values = found.setdefault(match.picture.post_id, {}).setdefault(mark.pair_no, [])
            values += [mark.value] * (mark.value not in values)
    return found


def read_picture(investigation: Investigation, picture: PostPicture) -> bytes:
    """A captured picture's bytes, hashed again.

    Raises
    ------
    BrokenEvidence
        When it changed since it was ingested.
    """
    ref = picture.ref
    return store.read_record_bytes(investigation.folder / picture.path, [ref])[ref.locator]


def _match(
    picture: PostPicture, fingerprint: Fingerprint, known: list[KnownPicture], is_agency: bool
) -> list[PictureMatch]:
    alike = [each for each in known if look_alike(fingerprint, each.fingerprint)]
    office = [each for each in alike if each.mark.kind == OFFICE]
    chosen = office if office and is_agency else [] if office else alike
    return [PictureMatch(picture, each, *count_bits_apart(fingerprint, each.fingerprint)) for each in chosen]


@lru_cache(maxsize=KEPT_FINGERPRINTS)
def _fingerprint(path: Path, ref: RecordRef) -> Fingerprint | None:
    """A captured picture's fingerprint; its bytes are hashed again first, and kept by their hash."""
    return fingerprint_picture(store.read_record_bytes(path, [ref])[ref.locator])
