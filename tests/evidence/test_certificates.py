"""Whose certificates count, and when: those that are trusted from outside a pack, at the time of its seal."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from netral.errors import BadParameter
from netral.evidence import read_key, verify_pack, write_case_pack
from netral.model import EvidencePack
from tests.evidence.authority import PASSPHRASE, Holder, make_root, write_p12
from tests.evidence.invented import CASE_ID, MADE_AT, make_reviewed


def test_with_certificates_from_elsewhere_only_their_seals_count(
    sealed_pack: EvidencePack, case_pack: EvidencePack, tmp_path: Path
) -> None:
    for holder, holds in ((make_root(), True), (Holder("Otoritas Lain", authority=True), False)):
        path = tmp_path / "ca.pem"
        path.write_bytes(holder.certificate.public_bytes(Encoding.PEM))
        assert verify_pack(sealed_pack.folder, trusted=path).ok == holds
        assert not verify_pack(case_pack.folder, trusted=path).ok
    der = make_root().certificate.public_bytes(Encoding.DER)
    unheard_of = ssl.DER_cert_to_PEM_cert(der.replace(b"\xa0\x03\x02\x01\x02", b"\xa0\x03\x02\x01\x07", 1)).encode()
    for wrong in (b"bukan sertifikat", unheard_of, unheard_of[:99]):
        path.write_bytes(wrong)
        with pytest.raises(BadParameter, match="PEM"):
            verify_pack(sealed_pack.folder, trusted=path)


def test_a_seal_older_than_its_certificate_still_holds_years_later(tmp_path: Path) -> None:
    days = (MADE_AT - timedelta(days=1), MADE_AT + timedelta(days=1))
    assert days[1] < datetime.now(UTC)
    seal = read_key(write_p12(Holder("Dinas", make_root(), days=days), tmp_path / "k.p12"), PASSPHRASE)
    pack = write_case_pack(make_reviewed(tmp_path, 1), tmp_path / CASE_ID, seal=seal, made_at=MADE_AT)
    assert verify_pack(pack.folder).ok
