"""An invented authority: it certifies keys as a government's would, and attests times on this machine's loopback."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps.common_utils import get_nonce
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

FIRST, LAST = datetime(2020, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)
REJECTION = bytes.fromhex("30053003020102")  # a TimeStampResp with status 2 and no token
PASSPHRASE = "frasa sandi rekaan"
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


class Holder:
    """A key with its certificate, and who issued that."""

    def __init__(
        self,
        name: str,
        issuer: Holder | None = None,
        authority: bool = False,
        stamps: bool = False,
        days: tuple[datetime, datetime] = (FIRST, LAST),
        key: Key | None = None,
        signs: bool = True,
    ) -> None:
        self.key = key or rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.issuer = issuer
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        usage = x509.KeyUsage(
            signs and not authority, signs, False, not signs, False, authority, authority, False, False
        )
        above = issuer or self
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer.certificate.subject if issuer else subject)
            .public_key(self.key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(days[0])
            .not_valid_after(days[1])
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
            .add_extension(usage, critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(self.key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(above.key.public_key()), critical=False)
        )
        if stamps:
            builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        self.certificate = builder.sign(above.key, SHA256())

    def above(self) -> list[x509.Certificate]:
        """The certificates on which this one rests, the root last."""
        return [self.issuer.certificate, *self.issuer.above()] if self.issuer else []

    def to_asn1(self) -> asn1.Certificate:
        return asn1.Certificate.load(self.certificate.public_bytes(Encoding.DER))


@cache
def make_root() -> Holder:
    """The root of the invented state's authority."""
    return Holder("Otoritas Sertifikat Rekaan", authority=True)


@cache
def make_signer() -> Holder:
    """An agency, certified by an authority under the root."""
    between = Holder("Penyelenggara Sertifikat Rekaan", make_root(), authority=True)
    return Holder("Dinas Kominfo Kota Contoh (rekaan)", between)


@cache
def make_stamper() -> Holder:
    """An authority that attests times, under a root of its own."""
    return Holder("Stempel Waktu Rekaan", Holder("Akar Stempel Waktu Rekaan", authority=True), stamps=True)


def write_p12(holder: Holder, path: Path, passphrase: str = PASSPHRASE, key: Key | None = None) -> Path:
    """A PKCS#12 file such as an authority issues: key, certificate, and those above it."""
    lock = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    own = key or holder.key
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"kunci", own, holder.certificate, holder.above(), lock))
    return path


@contextmanager
def serve_stamps(at: datetime, answer: str = "") -> Iterator[str]:
    """A time-stamping authority on the loopback, whose clock stands still; ``answer`` makes it misbehave."""
    holder = make_stamper()
    key = keys.PrivateKeyInfo.load(holder.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))
    above = [asn1.Certificate.load(each.public_bytes(Encoding.DER)) for each in holder.above()]
    stamper = DummyTimeStamper(holder.to_asn1(), key, certs_to_embed=above, fixed_dt=at)

    class Desk(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            if answer == "nonce":
                request["nonce"] = get_nonce()
            given = asyncio.run(stamper.async_request_tsa_response(request)).dump()
            data = {"page": b"<html>bukan stempel</html>", "refuse": REJECTION}.get(answer, given)
            self.send_response(500 if answer == "error" else 200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Nothing on stderr."""

    server = HTTPServer(("127.0.0.1", 0), Desk)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
