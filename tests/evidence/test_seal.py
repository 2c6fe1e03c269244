"""Seals: who may seal, what a seal looks like to other tools, and what goes wrong is a sentence and leaves nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from netral.errors import BadParameter, NetralError
from netral.evidence import make_key, read_key, verify_pack, write_case_pack, write_key
from netral.evidence.bag import REPORT, SEAL, STAMP, TAG_MANIFEST, walk_files
from netral.evidence.seal import Sealer
from netral.identity import hash_bytes
from netral.model import EvidencePack, Seal
from tests.evidence.authority import (
    PASSPHRASE,
    Holder,
    make_root,
    make_signer,
    serve_stamps,
    write_p12,
)
from tests.evidence.invented import CASE_ID, MADE_AT, make_reviewed
from tests.evidence.pages import read_text

needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl")


def seal_pack(folder: Path, seal: Seal) -> EvidencePack:
    return write_case_pack(make_reviewed(folder, 1), folder / CASE_ID, seal=seal, made_at=MADE_AT)


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.suffix != ".p12")


@pytest.fixture(scope="module")
def own_key() -> Seal:
    return make_key("Dinas Kominfo Kota Contoh", MADE_AT)


def test_a_sealed_and_stamped_pack_holds_and_says_by_whom(sealed_pack: EvidencePack) -> None:
    verdict = verify_pack(sealed_pack.folder, sealed_pack.root_sha256)
    assert verdict.ok, verdict.checks
    details = {check.name: check.detail for check in verdict.checks}
    assert details["seal"].startswith(
        "Dinas Kominfo Kota Contoh (rekaan), certified by Penyelenggara Sertifikat Rekaan"
    )
    assert details["timestamp"] == "2024-10-14T02:30:00Z by Stempel Waktu Rekaan"
    assert {SEAL, STAMP, "data/verifikasi/ca.pem"} <= set(walk_files(sealed_pack.folder))


@needs_openssl
def test_the_seal_and_the_timestamp_verify_with_openssl_alone(sealed_pack: EvidencePack) -> None:
    for words in (
        f"cms -verify -binary -inform DER -in {SEAL} -content {TAG_MANIFEST} -CAfile data/verifikasi/ca.pem -out x",
        f"ts -verify -in {STAMP} -data {TAG_MANIFEST} -CAfile data/verifikasi/tsa.pem",
    ):
        command = ["openssl", *words.replace("-out x", "-out /dev/null").split()]
        ran = subprocess.run(command, cwd=sealed_pack.folder, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr


def test_the_report_is_signed_to_pyhanko_and_still_declares_what_it_declared(sealed_pack: EvidencePack) -> None:
    data = (sealed_pack.folder / REPORT).read_bytes()
    (signature,) = PdfFileReader(BytesIO(data)).embedded_signatures
    root = make_root().certificate.public_bytes(Encoding.DER)
    from asn1crypto import x509 as asn1

    status = validate_pdf_signature(
        signature, ValidationContext(trust_roots=[asn1.Certificate.load(root)], moment=MADE_AT)
    )
    assert status.intact and status.valid and status.trusted
    assert status.coverage.name == "ENTIRE_FILE" and status.docmdp_ok
    with pikepdf.open(BytesIO(data)) as pdf:
        assert not pdf.check_pdf_syntax() if hasattr(pdf, "check_pdf_syntax") else not pdf.check()
        xmp = pdf.open_metadata()
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("3", "A", "1")


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="no pdfsig")
def test_the_report_is_signed_to_poppler(sealed_pack: EvidencePack) -> None:
    ran = subprocess.run(["pdfsig", sealed_pack.folder / REPORT], capture_output=True, text=True, check=False)
    assert "Signature is Valid" in ran.stdout and "Total document signed" in ran.stdout


def test_the_report_says_who_signed_with_which_certificate(sealed_pack: EvidencePack, case_pack: EvidencePack) -> None:
    shown = " ".join(read_text((sealed_pack.folder / REPORT).read_bytes()).split())
    assert "Dinas Kominfo Kota Contoh (rekaan)" in shown and "Penyelenggara Sertifikat Rekaan" in shown
    fingerprint = hash_bytes(make_signer().certificate.public_bytes(Encoding.DER))
    assert fingerprint in shown
    assert fingerprint in " ".join(read_text((sealed_pack.handover_record).read_bytes()).split())
    assert fingerprint not in read_text((case_pack.folder / REPORT).read_bytes())


def test_the_same_inputs_give_the_same_pack_but_for_signatures(tmp_path: Path, own_key: Seal) -> None:
    files = []
    for name in ("satu", "dua"):
        pack = seal_pack(tmp_path / name, own_key).folder
        files.append({path: hash_bytes((pack / path).read_bytes()) for path in walk_files(pack)})
    differing = {path for path in files[0] if files[0][path] != files[1][path]}
    assert differing <= {REPORT, "manifest-sha256.txt", TAG_MANIFEST, SEAL}


def test_the_report_before_signing_is_the_same_every_time(
    tmp_path: Path, own_key: Seal, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: set[str] = set()
    monkeypatch.setattr(Sealer, "sign_pdf", lambda self, pdf: seen.add(hash_bytes(pdf)) or b"%PDF-1.7 unsigned\n")
    for number in range(3):
        seal_pack(tmp_path / str(number), own_key)
    assert len(seen) == 1


@pytest.mark.parametrize("curve", [None, ec.SECP256R1(), ec.SECP384R1()], ids=["RSA", "P-256", "P-384"])
def test_keys_of_an_authority_seal(tmp_path: Path, curve: ec.EllipticCurve | None) -> None:
    key = ec.generate_private_key(curve) if curve else None
    holder = Holder("Dinas Contoh", make_root(), key=key)
    pack = seal_pack(tmp_path, read_key(write_p12(holder, tmp_path / "k.p12"), PASSPHRASE))
    assert verify_pack(pack.folder, pack.root_sha256).ok
    script = Path(__file__).parents[2] / "netral/evidence/checking/verify.sh"
    if shutil.which("openssl") and shutil.which("sh"):
        assert subprocess.run(["sh", script, pack.root_sha256, pack.folder], capture_output=True).returncode == 0


def test_a_key_of_ones_own_is_kept_where_only_its_owner_reads_it(tmp_path: Path, own_key: Seal) -> None:
    place = tmp_path / "setelan" / "kunci.p12"
    write_key(own_key, place, PASSPHRASE)
    assert place.stat().st_mode & 0o077 == 0 or not hasattr(place, "owner")
    assert replace(read_key(place, PASSPHRASE)) == own_key
    with pytest.raises(BadParameter, match="lies there already"):
        write_key(own_key, place, PASSPHRASE)
    with pytest.raises(BadParameter, match="passphrase"):
        write_key(own_key, tmp_path / "lain.p12", "")
    assert [path.name for path in place.parent.iterdir()] == ["kunci.p12"]


@pytest.mark.parametrize("name", ["", " ", "x" * 65, "a\nb"])
def test_a_certificate_has_a_name(name: str) -> None:
    with pytest.raises(BadParameter, match="1 to 64"):
        make_key(name, MADE_AT)


@pytest.mark.parametrize("passphrase", ["salah", None, ""])
def test_a_wrong_passphrase_is_a_sentence(tmp_path: Path, passphrase: str | None) -> None:
    with pytest.raises(BadParameter, match="passphrase is wrong"):
        read_key(write_p12(make_signer(), tmp_path / "k.p12"), passphrase)


def test_a_file_without_passphrase_needs_none(tmp_path: Path) -> None:
    assert read_key(write_p12(make_signer(), tmp_path / "k.p12", ""), None).issuers


def test_what_is_no_key_for_a_seal_is_refused(tmp_path: Path) -> None:
    weak = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    holders = {
        "1024": (write_p12(Holder("Lemah", key=weak), tmp_path / "1"), "RSA from 2048"),
        "TLS": (write_p12(Holder("Peladen", make_root(), signs=False), tmp_path / "2"), "not for signing"),
    }
    (tmp_path / "4").write_bytes(b"\x30\x82\x01\x00 bukan kunci")
    (tmp_path / "5").write_bytes(b"0" * ((1 << 20) + 1))
    holders |= {"noise": (tmp_path / "4", "no PKCS#12"), "large": (tmp_path / "5", "at most 1 MiB")}
    for path, said in holders.values():
        with pytest.raises(BadParameter, match=said):
            read_key(path, PASSPHRASE)


@pytest.mark.parametrize("days", [(-400, -1), (1, 400)], ids=["expired", "not yet valid"])
def test_a_key_that_is_not_valid_today_seals_nothing(tmp_path: Path, days: tuple[int, int]) -> None:
    first, last = (MADE_AT + timedelta(days=day) for day in days)
    seal = read_key(write_p12(Holder("Dinas", make_root(), days=(first, last)), tmp_path / "k.p12"), PASSPHRASE)
    with pytest.raises(BadParameter, match="valid from"):
        seal_pack(tmp_path, seal)
    assert left_in(tmp_path) == []


@pytest.mark.parametrize(
    ("answer", "said"),
    [("error", "cannot be reached"), ("page", "no answer"), ("refuse", "rejection"), ("nonce", "something else")],
)
def test_an_authority_that_does_not_answer_as_asked_leaves_no_pack(
    tmp_path: Path, own_key: Seal, answer: str, said: str
) -> None:
    with serve_stamps(MADE_AT, answer) as url, pytest.raises(NetralError, match=said):
        seal_pack(tmp_path, replace(own_key, timestamp_url=url))
    assert left_in(tmp_path) == []


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "file:///etc/passwd", "localhost"])
def test_an_authority_that_is_not_there_leaves_no_pack(tmp_path: Path, own_key: Seal, url: str) -> None:
    with pytest.raises(NetralError, match="timestamp"):
        seal_pack(tmp_path, replace(own_key, timestamp_url=url))
    assert left_in(tmp_path) == []


@pytest.mark.skipif(os.name == "nt", reason="this system has no tmpfs")
def test_a_disk_that_fills_up_while_bagging_leaves_no_pack_and_the_earlier_one(tmp_path: Path, own_key: Seal) -> None:
    place = tmp_path / "cakram"
    place.mkdir()
    mount = f'mount -t tmpfs -o size=8m netral {place} && exec "$0" "$@"'
    words = [sys.executable, "-m", "tests.evidence.fill_disk", place, own_key.key.hex(), own_key.certificate.hex()]
    for prefix in (("unshare", "-Urm"), ("unshare", "-m")):
        if (
            shutil.which("unshare")
            and subprocess.run([*prefix, "sh", "-c", mount, "true"], check=False).returncode == 0
        ):
            ran = subprocess.run([*prefix, "sh", "-c", mount, *words], capture_output=True, text=True, check=False)
            assert ran.stdout.splitlines() == [*["28 True True"] * 4, "made True True"], ran.stderr
            return
    pytest.skip("no file system may be mounted here")


def test_a_path_that_climbs_out_of_the_bag_is_only_ever_a_text(tmp_path: Path, own_key: Seal) -> None:
    reviewed = make_reviewed(tmp_path, 1)
    capture = replace(reviewed.captures[0], path="../../../etc/passwd", capture_id="../../naik")
    record = replace(reviewed.exhibits[0].records[0], capture=capture)
    exhibit = replace(reviewed.exhibits[0], records=(record,))
    pack = write_case_pack(
        replace(reviewed, exhibits=(exhibit,), captures=(capture,)), tmp_path / CASE_ID, seal=own_key, made_at=MADE_AT
    )
    assert left_in(tmp_path) == [CASE_ID, f"{CASE_ID}.berita-acara.pdf"]
    assert all(".." not in path for path in walk_files(pack.folder))
