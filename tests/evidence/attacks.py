"""Twelve ways to tamper with a sealed pack, by somebody who can rebuild every manifest but does not hold its key."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from netral.evidence.bag import MANIFEST, REPORT, SEAL, STAMP, TAG_MANIFEST, read_info, write_bag
from netral.evidence.seal import Sealer
from netral.evidence.seal_key import make_key
from netral.identity import hash_bytes
from tests.evidence.invented import MADE_AT

RECORD = "data/bukti/B-001/record.json"


@dataclass(frozen=True)
class Attack:
    """What is done to a pack; and whether the pack alone, or certificates known from elsewhere, give it away."""

    words: str
    act: Callable[[Path], object]
    caught_alone: bool = True
    caught_by_anchors: bool = True


def rebag(pack: Path) -> None:
    """All manifests made again, as a forger would."""
    info = {key: value for key, value in read_info(pack).items() if key != "Payload-Oxum"}
    write_bag(pack, info, MADE_AT.date())


def append(path: Path, data: bytes = b" ") -> None:
    """A few bytes more at the end of a file."""
    path.write_bytes(path.read_bytes() + data)


def swap(first: Path, second: Path) -> None:
    """Two files in each other's place."""
    one, two = first.read_bytes(), second.read_bytes()
    first.write_bytes(two)
    second.write_bytes(one)


def forge_record(pack: Path) -> None:
    """Another text in a record, with the hash in its item.json, and no manifest made again."""
    path = pack / RECORD
    before = path.read_bytes()
    forged = before.replace(b"Semangat", b"Dukunglah", 1)
    path.write_bytes(forged)
    item = path.with_name("item.json")
    item.write_bytes(item.read_bytes().replace(hash_bytes(before).encode(), hash_bytes(forged).encode()))
    assert json.loads(item.read_bytes())["records"][0]["sha256"] != hash_bytes(before)


def unsign_pdf(pack: Path) -> None:
    """The report as it was before it was signed: the signature is the last thing appended to it."""
    path = pack / REPORT
    signed = path.read_bytes()
    cut = signed.rfind(b"%%EOF", 0, signed.rfind(b"/ByteRange [")) + len(b"%%EOF")
    path.write_bytes(signed[:cut] + b"\n")


def _forge_and_rebag(pack: Path) -> None:
    forge_record(pack)
    rebag(pack)


def _unsign_and_rebag(pack: Path) -> None:
    unsign_pdf(pack)
    rebag(pack)


def _append_and_rebag(pack: Path) -> None:
    append(pack / REPORT, b"\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n")
    rebag(pack)


def _reseal(pack: Path) -> None:
    """The forger's own key under the same name, everything signed anew."""
    forge_record(pack)
    unsign_pdf(pack)
    seal = make_key("Dinas Kominfo Kota Contoh (rekaan)", MADE_AT)
    sealer = Sealer(seal, MADE_AT)
    (pack / REPORT).write_bytes(sealer.sign_pdf((pack / REPORT).read_bytes()))
    sealer.write_anchors(pack)
    _say(pack, "Netral-Timestamped", "no")
    for name in (STAMP, "data/verifikasi/tsa.pem"):
        (pack / name).unlink(missing_ok=True)
    rebag(pack)
    sealer.seal_bag(pack)


def _strip_seal(pack: Path) -> None:
    """A forged pack that says it never had a seal."""
    forge_record(pack)
    unsign_pdf(pack)
    _say(pack, "Netral-Sealed", "no")
    _say(pack, "Netral-Timestamped", "no")
    for name in (SEAL, STAMP, "data/verifikasi/ca.pem", "data/verifikasi/tsa.pem"):
        (pack / name).unlink(missing_ok=True)
    rebag(pack)


def _say(pack: Path, key: str, value: str) -> None:
    path = pack / "bag-info.txt"
    lines = path.read_text("utf-8").splitlines()
    path.write_text(
        "".join(f"{key}: {value}\n" if line.startswith(f"{key}:") else f"{line}\n" for line in lines), "utf-8"
    )


def replace_by(older: Path) -> Callable[[Path], object]:
    """An earlier pack of the same case, whole and sealed, in the place of this one."""

    def act(pack: Path) -> None:
        shutil.rmtree(pack)
        shutil.copytree(older, pack)

    return act


def _remove(*names: str) -> Callable[[Path], object]:
    def act(pack: Path) -> None:
        for name in names:
            (pack / name).unlink(missing_ok=True)

    return act


def list_attacks(older: Path) -> dict[str, Attack]:
    """The twelve, and one more; ``older`` is an earlier pack of the same case, sealed with the same key."""
    return {
        "add": Attack("a file more", lambda pack: (pack / "more.txt").write_bytes(b"x")),
        "add dot-file": Attack("a hidden file more", lambda pack: (pack / "data/.hidden").write_bytes(b"")),
        "remove": Attack("a record removed", _remove(RECORD)),
        "rename": Attack("a file renamed", lambda pack: (pack / REPORT).rename(pack / "data/report.pdf")),
        "swap": Attack("two records swapped", lambda pack: swap(pack / RECORD, pack / "data/bukti/B-002/record.json")),
        "delete manifests": Attack("both manifests removed", _remove(MANIFEST, TAG_MANIFEST)),
        "delete seal": Attack("signature and timestamp removed", _remove(SEAL, STAMP)),
        "forge and rebuild manifests": Attack("a record forged, every hash and manifest made again", _forge_and_rebag),
        "unsigned PDF": Attack("the report without its signature, manifests made again", _unsign_and_rebag),
        "appended PDF": Attack("something appended to the report, manifests made again", _append_and_rebag),
        "replaced key": Attack(
            "forged, and all of it sealed anew with another key of the same name", _reseal, caught_alone=False
        ),
        "older copy": Attack(
            "an earlier pack of the same case, whole", replace_by(older), caught_alone=False, caught_by_anchors=False
        ),
        "seal stripped": Attack(
            "forged, unsigned, and said to have never been sealed", _strip_seal, caught_alone=False
        ),
    }
