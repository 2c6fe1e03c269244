"""Tampering by somebody who knows how both verifiers read: netral verify and verify.sh both say that it fails."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from netral.evidence import verify_pack
from netral.evidence.bag import MANIFEST, TAG_MANIFEST
from netral.identity import hash_bytes, hash_file, to_compact_json
from netral.model import EvidencePack
from tests.evidence.attacks import append, rebag

SCRIPT = Path(__file__).parents[2] / "netral" / "evidence" / "checking" / "verify.sh"
SHELLS = [shell for shell in ("dash", "bash") if shutil.which(shell)]
Attack = Callable[[Path], object]

pytestmark = pytest.mark.skipif(
    os.name == "nt" or not SHELLS or not shutil.which("sha256sum"), reason="needs a shell with sha256sum"
)


def judge(pack: Path, root: str = "") -> bool:
    """Whether a pack holds; netral and every shell that is here must say the same."""
    verdict = verify_pack(pack, root or None)
    for shell in SHELLS:
        ran = subprocess.run([shell, SCRIPT, root, pack], capture_output=True, text=True, check=False)
        assert ran.returncode == (0 if verdict.ok else 2), (shell, ran.stdout, ran.stderr, verdict.checks)
        assert ran.stderr == ""
    return verdict.ok


def change(name: str, old: bytes, new: bytes, also: Attack = rebag) -> Attack:
    """One piece of a file replaced, and every manifest made again."""

    def act(pack: Path) -> None:
        data = (pack / name).read_bytes()
        assert old in data, (name, old)
        (pack / name).write_bytes(data.replace(old, new, 1))
        also(pack)

    return act


def cut_end(name: str, also: Attack = rebag) -> Attack:
    """A file without its last line end."""

    def act(pack: Path) -> None:
        (pack / name).write_bytes((pack / name).read_bytes()[:-1])
        also(pack)

    return act


def leave(pack: Path) -> None:
    """No manifest is made again."""


def retag(pack: Path) -> None:
    """The tag manifest alone made again."""
    names = ["bag-info.txt", "bagit.txt", MANIFEST]
    lines = "".join(f"{hash_file(pack / name)}  {name}\n" for name in names)
    (pack / TAG_MANIFEST).write_text(lines, encoding="utf-8", newline="\n")


def rechain(pack: Path, edit: Callable[[list[dict[str, object]]], None]) -> None:
    """The custody file's whole lines changed, and every hash of the chain made again."""
    path = pack / "data/custody.jsonl"
    rows = [json.loads(line) for line in path.read_bytes().splitlines()]
    edit(rows)
    previous, lines = "0" * 64, list[bytes]()
    for row in rows:
        row["previous_sha256"] = previous
        if not row.get("withheld"):
            row["sha256"] = hash_bytes(to_compact_json({key: row[key] for key in row if key != "sha256"}))
        previous = str(row["sha256"])
        lines.append(to_compact_json(row) + b"\n")
    path.write_bytes(b"".join(lines))
    rebag(pack)


def withhold_a_signature(rows: list[dict[str, object]]) -> None:
    """A signature that says it is another case's line, so that nobody hashes it."""
    rows[-1]["withheld"] = True
    rows[-1]["person"] = "Orang Lain"


def add(name: str) -> Attack:
    """A file more, listed as if it had always been there."""

    def act(pack: Path) -> None:
        (pack / name).parent.mkdir(parents=True, exist_ok=True)
        (pack / name).write_bytes(b"x")
        rebag(pack)

    return act


def bury(pack: Path) -> None:
    """A file deeper than any path may be long."""
    here = os.open(pack / "data", os.O_RDONLY)
    for _ in range(30):
        os.mkdir("d" * 200, dir_fd=here)
        deeper = os.open("d" * 200, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = deeper
    os.close(os.open("terkubur", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)


def nest(pack: Path) -> None:
    """A file below more folders than a shell that calls itself may get through."""
    place = pack / "data"
    for _ in range(150):
        place /= "d"
        place.mkdir()
    (place / "x").write_bytes(b"x")


def to_folder(pack: Path) -> None:
    path = pack / "data/tabel/coverage.csv"
    path.unlink()
    path.mkdir()


def to_link(pack: Path) -> None:
    path = pack / "data/tabel/coverage.csv"
    path.rename(pack.parent / "di-luar.csv")
    path.symlink_to(pack.parent / "di-luar.csv")


def link_and_list(pack: Path) -> None:
    """A link, and a line of the manifest that stands for what the walk makes of it."""
    (pack / "data/odd").symlink_to("laporan.pdf")
    append(pack / MANIFEST, b"odd\n")
    retag(pack)


def list_payload_as_tag(pack: Path) -> None:
    """bagit.txt in the manifest of the payload, where nobody asks for it."""
    lines = (pack / TAG_MANIFEST).read_text("utf-8").splitlines(keepends=True)
    moved = [line for line in lines if line.endswith("bagit.txt\n")]
    append(pack / MANIFEST, "".join(moved).encode())
    retag(pack)
    kept = [line for line in (pack / TAG_MANIFEST).read_text("utf-8").splitlines(keepends=True) if line not in moved]
    (pack / TAG_MANIFEST).write_text("".join(kept), encoding="utf-8", newline="\n")


def rename_exhibit(pack: Path) -> None:
    (pack / "data/bukti/B-002").rename(pack / "data/bukti/B-902")
    rebag(pack)


def swap_items(pack: Path) -> None:
    """Two exhibits with each other's content, whole."""
    one, two, aside = (pack / "data/bukti" / name for name in ("B-001", "B-002", "B-999"))
    one.rename(aside)
    two.rename(one)
    aside.rename(two)
    rebag(pack)


def drop_capture(pack: Path) -> None:
    path = pack / "data/tabel/captures.csv"
    path.write_bytes(b"".join(line for line in path.read_bytes().splitlines(keepends=True) if b"cap-0001" not in line))
    rebag(pack)


def write_item_in_one_line(pack: Path) -> None:
    """An exhibit's description that a reader of lines cannot read, with a record that is not what it says."""
    path = pack / "data/bukti/B-001/item.json"
    path.write_text(json.dumps(json.loads(path.read_bytes())) + "\n", encoding="utf-8", newline="\n")
    append(path.with_name("record.json"))
    rebag(pack)


def describe_a_record_twice(pack: Path) -> None:
    """The forged record's hash first, the true one after it in the same place: readers differ in which they take."""
    path = pack / "data/bukti/B-001/item.json"
    sha256 = json.loads(path.read_bytes())["records"][0]["sha256"]
    append(path.with_name("record.json"))
    forged = hash_file(path.with_name("record.json"))
    old, new = f'"sha256": "{sha256}",', f'"sha256": "{forged}",\n      "sha256": "{forged}",'
    path.write_bytes(path.read_bytes().replace(old.encode(), new.encode(), 1))
    rebag(pack)


def withhold_records(pack: Path) -> None:
    """An exhibit that says its records are withheld, beside one that is forged."""
    change("data/bukti/B-001/item.json", b'"records_withheld": false', b'"records_withheld": true', leave)(pack)
    append(pack / "data/bukti/B-001/record.json")
    rebag(pack)


def capitalise(pack: Path) -> None:
    data = (pack / MANIFEST).read_bytes()
    (pack / MANIFEST).write_bytes(data[:64].upper() + data[64:])
    retag(pack)


INFO, CUSTODY, ITEM = "bag-info.txt", "data/custody.jsonl", "data/bukti/B-001/item.json"
ATTACKS: dict[str, Attack] = {
    "a link": to_link,
    "a link, listed": link_and_list,
    "a file made a folder": to_folder,
    "a file below 150 folders": nest,
    "a file deeper than a path is long": bury,
    "an empty file": lambda pack: (pack / "data/kosong").write_bytes(b""),
    "a name in other letters": lambda pack: (pack / "data/Laporan.pdf").write_bytes(b"%PDF-1.7\n"),
    "a name in another normal form": add("data/tabel/" + unicodedata.normalize("NFD", "é") + ".csv"),
    "a name with a line end": add("data/tabel/a\nb.csv"),
    "a name with a backslash": add("data/tabel/a\\b.csv"),
    "a name with a blank at its end": add("data/tabel/acts.csv "),
    "a name that is a pattern": add("data/tabel/*"),
    "an exhibit's hidden folder": add("data/bukti/.B-001/record.json"),
    "an exhibit that is no exhibit": add("data/bukti/catatan.txt"),
    "a file more in an exhibit": add("data/bukti/B-001/lain.json"),
    "lines of a manifest end as on Windows": change(MANIFEST, b"\n", b"\r\n", retag),
    "a manifest without its last line end": cut_end(MANIFEST, retag),
    "a tag manifest without its last line end": cut_end(TAG_MANIFEST, leave),
    "a blank line in a manifest": change(MANIFEST, b"\n", b"\n\n", retag),
    "a remark in a manifest": lambda pack: (append(pack / MANIFEST, b"# sah\n"), retag(pack)),
    "a byte that a shell drops in a manifest": change(MANIFEST, b"  data/", b"\0  data/", retag),
    "a hash in capitals": capitalise,
    "an absolute path": lambda pack: (append(pack / MANIFEST, f"{'0' * 64}  /etc/passwd\n".encode()), retag(pack)),
    "a path that climbs": lambda pack: (
        append(pack / MANIFEST, f"{hash_file(pack / INFO)}  data/../bag-info.txt\n".encode()), retag(pack),
    ),
    "a path with a point in it": change(MANIFEST, b"  data/custody", b"  data/./custody", retag),
    "a blank behind a path": change(MANIFEST, b"custody.jsonl\n", b"custody.jsonl \n", retag),
    "a line of a manifest twice": lambda pack: (
        append(pack / MANIFEST, (pack / MANIFEST).read_bytes().splitlines(keepends=True)[0]), retag(pack),
    ),
    "a binary mark in a manifest": change(MANIFEST, b"  data/custody", b" *data/custody", retag),
    "a tag file listed with the payload": list_payload_as_tag,
    "two people's signatures asked of nobody": lambda pack: (
        rechain(pack, lambda rows: rows.pop()), append(pack / INFO, b"Netral-Redacted: yes"), retag(pack),
    ),
    "said to be redacted with a blank too many": lambda pack: (
        rechain(pack, lambda rows: rows.pop()),
        change(INFO, b"Netral-Redacted: no", b"Netral-Redacted : yes", retag)(pack),
    ),
    "said to be redacted behind a blank": lambda pack: (
        rechain(pack, lambda rows: rows.pop()),
        change(INFO, b"Netral-Redacted: no", b" Netral-Redacted: yes", retag)(pack),
    ),
    "a byte that a shell drops in bag-info": change(INFO, b"Netral-Redacted: no", b"Netral-Redacted: n\0o", retag),
    "bag-info without its last line end": cut_end(INFO, retag),
    "an empty bag-info": lambda pack: ((pack / INFO).write_bytes(b""), retag(pack)),
    "custody without its last line end": cut_end(CUSTODY),
    "custody with a byte that a shell drops": change(CUSTODY, b"Sri", b"S\0ri"),
    "custody with a blank line": lambda pack: (append(pack / CUSTODY, b"\n"), rebag(pack)),
    "a link of custody with another number": change(CUSTODY, b'{"seq":2,', b'{"seq":9,'),
    "a signature that nobody hashes": lambda pack: rechain(pack, withhold_a_signature),
    "one person who signs twice": lambda pack: rechain(pack, lambda rows: rows[-1].update(person="Sri Rahayu Contoh")),
    "one person in capitals and blanks": lambda pack: rechain(
        pack, lambda rows: rows[-1].update(person="SRI  Rahayu Contoh")
    ),
    "an entry dated before the one it follows": lambda pack: rechain(
        pack, lambda rows: rows[-1].update(at="2020-01-01T00:00:00Z")
    ),
    "an exhibit under another number": rename_exhibit,
    "two exhibits in each other's place": swap_items,
    "an exhibit left out of the table": lambda pack: (
        (pack / "data/tabel/acts.csv").write_bytes(
            b"".join((pack / "data/tabel/acts.csv").read_bytes().splitlines(keepends=True)[:2])
        ),
        rebag(pack),
    ),
    "a capture that is not in the table": drop_capture,
    "a capture with another hash": change(ITEM, b'"capture_sha256": "', b'"capture_sha256": "0'),
    "an exhibit described in one line": write_item_in_one_line,
    "a record described twice": describe_a_record_twice,
    "records said to be withheld": withhold_records,
    "an exhibit without its last line end": cut_end(ITEM),
    "an exhibit with a byte that a shell drops": change(ITEM, b'"kind": "', b'"kind": "\0'),
    "a range of a signature without numbers": lambda pack: (
        append(pack / "data/laporan.pdf", b"\n/ByteRange []\n"), rebag(pack),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
def test_both_say_that_it_fails(pack: Path, name: str) -> None:
    ATTACKS[name](pack)
    assert not judge(pack)


@pytest.mark.parametrize(
    "act",
    [
        add("data/tabel/-c"),
        add("data/tabel/a.b-c_d"),
        change(INFO, b"Netral-Redacted: no\n", b"Netral-Redacted: yes\r\n", retag),
    ],
    ids=["a name that is an option", "a plain name", "a word that nobody knows"],
)
def test_what_its_maker_could_have_made_so_holds_for_both(pack: Path, act: Attack) -> None:
    act(pack)
    assert judge(pack)


def test_what_is_no_tampering_holds_for_both(pack: Path, case_pack: EvidencePack) -> None:
    (pack / "data/tabel/acts.csv").chmod(0o600)
    os.utime(pack / "data/laporan.pdf", (0, 0))
    (pack / "data/kosong").mkdir()
    os.link(pack / "data/laporan.pdf", pack.parent / "tautan-keras.pdf")
    assert judge(pack, case_pack.root_sha256)


def test_a_link_to_a_pack_leads_to_it(case_pack: EvidencePack, tmp_path: Path) -> None:
    (tmp_path / "tautan").symlink_to(case_pack.folder)
    assert judge(tmp_path / "tautan", case_pack.root_sha256)
