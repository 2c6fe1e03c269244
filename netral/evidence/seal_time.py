"""Asking a time-stamping authority (RFC 3161) over HTTP, only where its address was given."""

from __future__ import annotations

import hashlib
import secrets
import urllib.request
from http.client import HTTPException

from asn1crypto import algos, cms, core, tsp
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from pyhanko.sign.timestamps.api import TimeStamper

from netral.errors import NetralError, Sentence

TIMEOUT_SECONDS = 20
LARGEST_ANSWER_BYTES = 1 << 16
ADDRESSES = ("http://", "https://")


class HttpStamper(TimeStamper):
    """One authority's address, and the certificates that its answers brought."""

    def __init__(self, url: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        if not url.startswith(ADDRESSES):
            raise NetralError("timestamp {url!r}: no address to ask; allowed are http:// and https://", url=url)
        self.url = url
        self.certificates: tuple[bytes, ...] = ()

    def stamp(self, data: bytes) -> bytes:
        """Bytes to the authority's whole answer about their SHA-256, as DER.

        Raises
        ------
        NetralError
            When the authority cannot be reached, refuses, or answers something else than it was asked.
        """
        nonce, request = self.request_cms(hashlib.sha256(data).digest(), "sha256")
        answer = self._ask(request)
        self._check(answer, request, nonce)
        return bytes(answer.dump())

    def request_cms(self, message_digest: bytes, md_algorithm: str) -> tuple[int, tsp.TimeStampReq]:
        """A request with a nonce of its own that asks for the certificates too."""
        nonce = secrets.randbits(63)
        imprint = {
            "hash_algorithm": algos.DigestAlgorithm({"algorithm": md_algorithm}),
            "hashed_message": message_digest,
        }
        return nonce, tsp.TimeStampReq({"version": 1, "message_imprint": imprint, "cert_req": True, "nonce": nonce})

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """What pyHanko asks for: the token alone, for the signature in a PDF."""
        nonce, request = self.request_cms(message_digest, md_algorithm)
        answer = self._ask(request)
        self._check(answer, request, nonce)
        return answer["time_stamp_token"]

    def list_anchors(self) -> list[bytes]:
        """Of the certificates in the answers those on top, on which the others rest."""
        loaded = [x509.load_der_x509_certificate(each) for each in self.certificates]
        top = [each for each in loaded if not any(each is not other and _issued(each, other) for other in loaded)]
        return [self.certificates[loaded.index(each)] for each in top]

    def _ask(self, request: tsp.TimeStampReq) -> tsp.TimeStampResp:
        asked = urllib.request.Request(
            self.url, data=request.dump(), headers={"Content-Type": "application/timestamp-query"}
        )
        try:
            with urllib.request.urlopen(asked, timeout=TIMEOUT_SECONDS) as answer:
                data = answer.read(LARGEST_ANSWER_BYTES)
            status = tsp.PKIStatusInfo.load(core.Sequence.load(data, strict=True)[0].dump())["status"].native
            if status != "granted":  # such an answer has no token, and only this part of it can be read
                raise self._refuse(Sentence("the authority answered {status}", status=status))
            return tsp.TimeStampResp.load(data, strict=True)
        except (OSError, HTTPException) as error:
            reason = getattr(error, "reason", None) or error
            raise NetralError(
                "timestamp {url}: the authority cannot be reached ({reason}); no pack was made. Try again later, or "
                "leave --timestamp out: the report then says that it bears none",
                url=self.url,
                reason=reason,
            ) from error
        except (ValueError, TypeError, IndexError, AttributeError) as error:
            raise self._refuse(Sentence("what came back is no answer to a timestamp request")) from error

    def _check(self, answer: tsp.TimeStampResp, request: tsp.TimeStampReq, nonce: int) -> None:
        try:
            signed = answer["time_stamp_token"]["content"]
            told = signed["encap_content_info"]["content"].parsed
            same = told["message_imprint"].dump() == request["message_imprint"].dump() and told["nonce"].native == nonce
            found = tuple(each.chosen.dump() for each in signed["certificates"])
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise self._refuse(Sentence("what came back is no answer to a timestamp request")) from error
        if not same or not found:
            raise self._refuse(Sentence("the answer is about something else, or names no certificate"))
        self.certificates = found

    def _refuse(self, reason: Sentence) -> NetralError:
        return NetralError(
            "timestamp {url}: {reason}; no pack was made. Try another authority, or none", url=self.url, reason=reason
        )


def _issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True
