"""Sealing a pack: a CMS signature over its tag manifest, a PAdES signature in its report, timestamps if asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko_certvalidator.registry import SimpleCertificateStore

from netral.errors import NetralError
from netral.evidence.bag import ANCHORS, SEAL, STAMP, STAMP_ANCHORS, TAG_MANIFEST
from netral.evidence.seal_time import HttpStamper
from netral.model import Seal

FIELD = "Netral"
CMS_BYTES, STAMP_BYTES = 4096, 12288  # what a signature without its certificates, and a timestamp, may take

Result = TypeVar("Result")


class Sealer:
    """A key at work on one pack: its signatures, and what the time-stamping authority answered."""

    def __init__(self, seal: Seal, at: datetime) -> None:
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register_multiple([asn1.Certificate.load(issuer) for issuer in seal.issuers])
        self.at = at
        self.stamper = HttpStamper(seal.timestamp_url) if seal.timestamp_url else None
        self._seal = seal
        self._signer = SimpleSigner(
            asn1.Certificate.load(seal.certificate), keys.PrivateKeyInfo.load(seal.key), store, embed_roots=False
        )

    def sign_pdf(self, pdf: bytes) -> bytes:
        """A PDF to the same one with an invisible PAdES signature that certifies it and allows no change."""
        meta = PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
        )
        signer = PdfSigner(meta, self._signer, timestamper=self.stamper)
        session = signer.init_signing_session(IncrementalPdfFileWriter(BytesIO(pdf)))
        session.system_time = self.at
        document = session.prepare_tbs_document(validation_info=None, bytes_reserved=2 * self._largest_bytes())
        prepared, output = document.digest_tbs_document()
        _run(
            document.perform_signature(
                document_digest=prepared.document_digest, pdf_cms_signed_attrs=PdfCMSSignedAttributes(self.at)
            )
        )
        output.seek(0)
        return bytes(output.read())

    def write_anchors(self, bag: Path) -> None:
        """The certificates against which a reader checks the seal, and after a timestamp those of who gave it."""
        (bag / ANCHORS).write_bytes(_to_pem(list_anchors(self._seal)))
        if self.stamper:
            (bag / STAMP_ANCHORS).write_bytes(_to_pem(self.stamper.list_anchors()))

    def seal_bag(self, bag: Path) -> None:
        """A detached CMS signature beside the tag manifest, and where asked for the answer to a timestamp request."""
        data = (bag / TAG_MANIFEST).read_bytes()
        (bag / SEAL).write_bytes(self.sign_bytes(data))
        if self.stamper:
            (bag / STAMP).write_bytes(self.stamper.stamp(data))

    def sign_bytes(self, data: bytes) -> bytes:
        """Bytes to a detached CMS signature over them, as DER."""
        signed = _run(
            self._signer.async_sign_general_data(
                data, "sha256", use_cades=True, signed_attr_settings=PdfCMSSignedAttributes(signing_time=self.at)
            )
        )
        return bytes(signed.dump())

    def _largest_bytes(self) -> int:
        certificates = sum(map(len, (self._seal.certificate, *self._seal.issuers)))
        return CMS_BYTES + certificates + (STAMP_BYTES if self.stamper else 0)


def list_anchors(seal: Seal) -> list[bytes]:
    """The certificates that a seal rests on: the self-signed ones above it; else those above it; else its own."""
    roots = [issuer for issuer in seal.issuers if is_self_issued(issuer)]
    return roots or list(seal.issuers) or [seal.certificate]


def is_self_issued(certificate: bytes) -> bool:
    """Whether a certificate names itself as its issuer."""
    loaded = x509.load_der_x509_certificate(certificate)
    return loaded.subject == loaded.issuer


def _to_pem(certificates: list[bytes]) -> bytes:
    return b"".join(x509.load_der_x509_certificate(each).public_bytes(Encoding.PEM) for each in certificates)


def _run(work: Coroutine[Any, Any, Result]) -> Result:
    """A coroutine to its result, also where a loop runs already, as in a notebook."""
    with ThreadPoolExecutor(1) as pool:
        try:
            return pool.submit(asyncio.run, work).result()
        except ValueError as error:
            raise NetralError("the seal cannot be made: {error}", error=error) from error
