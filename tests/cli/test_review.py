"""`review`, `pack` and `verify`: the human steps from a lead to a pack that two people have signed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.commands import Ran, Run
from tests.evidence.pages import read_text
from tests.invented_investigation import Invention


@pytest.fixture
def case_id(invention: Invention, run: Run) -> str:
    invention.ingest()
    return str(run("leads", invention.folder, "--json").json["leads"][0]["lead_id"])


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder that no step may change, and its one case."""
    made = Invention(tmp_path_factory.mktemp("utuh") / "uji")
    made.volunteer("relawan_satu", 1)
    made.act(made.opd("dinas"), "share", "relawan_satu")
    return made.folder, str(made.leads()["leads"][0]["lead_id"])


def decide(run: Run, invention: Invention, case_id: str, state: str, *words: str, person: str = "Sri Contoh") -> Ran:
    return run(
        "review", invention.folder, "decide", case_id, "--by", person, "--state", state, "--reason", "alasan", *words
    )


def sign(run: Run, invention: Invention, case_id: str, person: str, *words: str) -> Ran:
    return run("review", invention.folder, "sign", case_id, "--by", person, "--office", "Kepala Seksi", *words)


def forward(run: Run, invention: Invention, case_id: str, *identifiers: str) -> None:
    words = [word for text in identifiers for word in ("--identifier", text)]
    for state in ("penelusuran", "klarifikasi", "diteruskan"):
        assert decide(run, invention, case_id, state, *words).code == 0


IDENTIFIERS = ("surat pernyataan", "direktori kanal")


def test_list_and_show_print_the_case_with_its_lead(invention: Invention, run: Run, case_id: str) -> None:
    ran = run("review", invention.folder, "list")
    assert ran.code == 0 and case_id in ran.out and "[petunjuk, 0/2]" in ran.out
    (case,) = run("review", invention.folder, "list", "--json").json["cases"]
    assert (case["case_id"], case["state"], case["signatures"]) == (case_id, "petunjuk", [])
    shown = run("review", invention.folder, "show", case_id, "--json").json
    assert shown["lead"]["lead_id"] == case_id and shown["case"]["case_id"] == case_id
    words = run("review", invention.folder, "show", case_id)
    assert shown["lead"]["acts"][0]["records"][0]["sha256"] in words.out


def test_show_prints_what_a_reader_of_the_lead_must_know_before_deciding(invention: Invention, run: Run) -> None:
    invention.act("dinas", "share", "relawan_dua", "2024-10-01T10:00:00")
    leads = run("leads", invention.ingest().folder, "--json").json["leads"]
    (lead_id,) = [lead["lead_id"] for lead in leads if lead["notes"] == ["zone_assumed"]]
    shown = run("review", invention.folder, "show", lead_id).out
    assert "A time was written down without its zone; the region's was taken." in shown


def test_a_case_goes_from_lead_to_two_signatures_and_a_pack_that_verifies(
    invention: Invention, run: Run, case_id: str, tmp_path: Path
) -> None:
    forward(run, invention, case_id, *IDENTIFIERS)
    assert sign(run, invention, case_id, "Sri Contoh").code == 0
    case = sign(run, invention, case_id, "Bagus Contoh", "--json").json
    assert (case["state"], [each["person"] for each in case["signatures"]]) == (
        "diteruskan",
        ["Sri Contoh", "Bagus Contoh"],
    )
    assert case["identifiers"] == list(IDENTIFIERS)
    packed = run("pack", invention.folder, case_id, "--redacted", "--copy", "4", "--out", tmp_path / "keluar", "--json")
    assert packed.code == 0, packed.err
    pack = packed.json
    assert "Salinan 4" in read_text((Path(pack["pack"]) / "data/laporan.pdf").read_bytes())
    assert Path(pack["pack"]) == tmp_path / "keluar" / case_id and Path(pack["handover_record"]).is_file()
    verified = run("verify", pack["pack"], "--root", pack["root"], "--json")
    assert verified.code == 0 and verified.json["ok"] is True and verified.json["root"] == pack["root"]
    assert {"files", "manifest", "tagmanifest", "custody_chain", "exhibits", "root"} <= {
        check["name"] for check in verified.json["checks"]
    }  # fmt: skip
    assert run("verify", pack["pack"], "--root", "0" * 64).code == 2


def test_the_same_person_cannot_sign_twice(invention: Invention, run: Run, case_id: str) -> None:
    forward(run, invention, case_id, *IDENTIFIERS)
    assert sign(run, invention, case_id, "Sri Contoh").code == 0
    for spelling in ("Sri Contoh", "  sri   CONTOH "):
        ran = sign(run, invention, case_id, spelling)
        assert ran.code == 1 and "has signed already" in ran.sentence


@pytest.mark.parametrize("identifiers", [(), ("surat pernyataan",), ("surat", "SURAT")])
def test_nobody_signs_before_two_identifiers_are_on_file(
    invention: Invention, run: Run, case_id: str, identifiers: tuple[str, ...]
) -> None:
    forward(run, invention, case_id, *identifiers)
    ran = sign(run, invention, case_id, "Sri Contoh")
    assert ran.code == 1 and "of 2 identifiers" in ran.sentence


def test_nobody_signs_a_case_that_is_not_forwarded(invention: Invention, run: Run, case_id: str) -> None:
    ran = sign(run, invention, case_id, "Sri Contoh")
    assert ran.code == 1 and "petunjuk" in ran.sentence and "diteruskan" in ran.sentence


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("decide", "CASE", "--by", "Sri", "--state", "terbukti", "--reason", "a"), "'terbukti' is unknown; allowed"),
        (("decide", "CASE", "--by", "Sri", "--state", "diteruskan", "--reason", "a"), "cannot become diteruskan"),
        (("decide", "CASE", "--by", " ", "--state", "penelusuran", "--reason", "a"), "person"),
        (("decide", "CASE", "--by", "Sri", "--state", "penelusuran", "--reason", ""), "reason"),
        (("decide", "CASE", "--by", "Sri", "--state", "penelusuran"), "--reason"),
        (("decide", "CASE", "--by", "Sri", "--state", "penelusuran", "--reason", "NIP 198501012010011001"), "NIP"),
        (("decide", "L-00", "--by", "Sri", "--state", "penelusuran", "--reason", "a"), "'L-00' is no lead"),
        (("sign", "CASE", "--by", "Sri"), "--office"),
        (("show", "L-0"), "'L-0' is no lead"),
        (("hapus", "CASE"), "hapus"),
        ((), ""),
    ],
)  # fmt: skip
def test_a_wrong_step_is_one_sentence_and_leaves_no_entry(
    untouched: tuple[Path, str], run: Run, words: tuple[str, ...], said: str
) -> None:
    folder, case_id = untouched
    ran = run("review", folder, *(case_id if word == "CASE" else word for word in words))
    assert ran.code == 1 and said in ran.err and len(ran.err.splitlines()) == 1, ran.err
    assert not (folder / "cases" / "log.jsonl").exists()


def test_a_pack_of_an_unsigned_case_is_refused(invention: Invention, run: Run, case_id: str, tmp_path: Path) -> None:
    for states in ((), ("penelusuran", "klarifikasi", "diteruskan")):
        for state in states:
            decide(run, invention, case_id, state, "--identifier", "surat", "--identifier", "direktori")
        ran = run("pack", invention.folder, case_id, "--out", tmp_path / "keluar")
        assert ran.code == 1 and case_id in ran.sentence and "2 different people" in ran.sentence
    assert not (tmp_path / "keluar").exists()


def test_a_tampered_log_is_broken_evidence(invention: Invention, run: Run, case_id: str) -> None:
    decide(run, invention, case_id, "penelusuran")
    (log,) = [path for path in (invention.folder / "cases").iterdir() if path.suffix == ".jsonl"]
    log.chmod(0o644)
    log.write_text(log.read_text("utf-8").replace("alasan", "alibi"), encoding="utf-8")
    ran = run("review", invention.folder, "show", case_id)
    assert ran.code == 2 and "netral: " in ran.sentence


def test_a_situation_pack_needs_no_signature_and_names_nobody(
    invention: Invention, run: Run, case_id: str, tmp_path: Path
) -> None:
    packed = run("pack", invention.folder, "--out", tmp_path / "keluar", "--json")
    assert packed.code == 0, packed.err
    pack = Path(packed.json["pack"])
    assert run("verify", pack).code == 0
    texts = [path.read_bytes() for path in pack.rglob("*") if path.suffix in {".csv", ".json", ".jsonl", ".md", ".txt"}]
    assert texts and not [text for text in texts if b"@dinas" in text or b"x:@dinas" in text]
