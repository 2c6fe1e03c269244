"""`review`: reading acts, the right of reply, addressees, deadlines, requests to remove, complaints."""

from __future__ import annotations

import io
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from netral.cases import append_entry, read_log_lines
from netral.identity import hash_bytes, to_compact_json
from tests.cli.commands import Ran, Run, make_run
from tests.invented_investigation import Invention, find_lead_of

IDENTIFIERS = ("--identifier", "surat pernyataan", "--identifier", "direktori kanal")
REPORTER = "Pelapor Rahasia\nJalan Melati 5\n"


@pytest.fixture
def invention(tmp_path: Path) -> Invention:
    """A person who commented twice under pair 1, whose government holds office, once under pair 2, and liked."""
    return invent(tmp_path / "uji")


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> tuple[Invention, dict[str, Any]]:
    """The same, which no step may change, and its lead."""
    made = invent(tmp_path_factory.mktemp("utuh") / "uji")
    return made, find_lead_of(made.leads(), "pegawai")


def invent(folder: Path) -> Invention:
    made = Invention(folder)
    made.pairs[0]["incumbent"] = "true"
    made.volunteer("relawan_satu", 1)
    made.volunteer("relawan_dua", 2)
    made.person("pegawai")
    made.act("pegawai", "comment", "relawan_satu", text="semoga menang")
    made.act("pegawai", "comment", "relawan_satu", text="janji saja")
    made.act("pegawai", "like", "relawan_satu")
    made.act("pegawai", "comment", "relawan_dua", text="apa kabar")
    made.ingest()
    return made


@pytest.fixture
def lead(invention: Invention, run: Run) -> dict[str, Any]:
    return find_lead_of(run("leads", invention.folder, "--json").json, "pegawai")


def review(run: Run, invention: Invention, *words: object) -> Ran:
    return run("review", invention.folder, *words)


def decide(run: Run, invention: Invention, lead: dict[str, Any], state: str, *words: str) -> Ran:
    said = ("--by", "Sri Contoh", "--state", state, "--reason", f"alasan {state}")
    return review(run, invention, "decide", lead["lead_id"], *said, *words)


def forward(run: Run, invention: Invention, lead: dict[str, Any], *words: str) -> Ran:
    for state in ("penelusuran", "klarifikasi"):
        assert decide(run, invention, lead, state, *IDENTIFIERS).code == 0
    return decide(run, invention, lead, "diteruskan", *words)


def sign(run: Run, invention: Invention, lead: dict[str, Any], person: str) -> Ran:
    return review(run, invention, "sign", lead["lead_id"], "--by", person, "--office", "Kepala Seksi")


def read(run: Run, invention: Invention, lead: dict[str, Any], act_id: str, direction: str, *words: str) -> Ran:
    said = ("--by", "Sri Contoh", "--direction", direction, "--reason", "dibaca")
    return review(run, invention, "read", lead["lead_id"], act_id, *said, *words)


def act_of(lead: dict[str, Any], text: str | None) -> str:
    (act,) = [act for act in lead["acts"] if act["text"] == text]
    return str(act["interaction_id"])


def test_reading_changes_the_lead_says_who_read_and_reaches_every_pair(
    invention: Invention, run: Run, lead: dict[str, Any]
) -> None:
    printed = read(run, invention, lead, act_of(lead, "semoga menang"), "support", "--json").json
    assert (printed["direction"], printed["by"], printed["log_entry"]) == ("support", "Sri Contoh", 1)
    assert "against" in read(run, invention, lead, act_of(lead, "janji saja"), "attack").out
    shown = review(run, invention, "show", lead["lead_id"], "--json").json
    (other,) = shown["other_acts"]
    assert (other["pair_no"], other["text"], other["direction"]) == (2, "apa kabar", "undetermined")
    assert read(run, invention, lead, other["interaction_id"], "neither").code == 0
    now = find_lead_of(run("leads", invention.folder, "--json").json, "pegawai")
    assert (now["all_pairs"], now["all_pairs_undirected"]) == ({"1": 2, "2": 0}, {"1": 1, "2": 1})
    assert (now["all_pairs_attack"], now["all_pairs_unread"]) == ({"1": 1, "2": 0}, {"1": 0, "2": 0})
    words = review(run, invention, "show", lead["lead_id"]).out
    assert "[in favour]" in words and "[against]" in words and "[neither for nor against]" in words
    assert "read by Sri Contoh on" in words


def test_a_reading_after_the_decision_voids_signatures_until_the_case_is_decided_on_again(
    invention: Invention, run: Run, lead: dict[str, Any], tmp_path: Path
) -> None:
    assert forward(run, invention, lead).code == 0
    for person in ("Sri Contoh", "Budi Misalnya"):
        assert sign(run, invention, lead, person).code == 0
    assert read(run, invention, lead, act_of(lead, "janji saja"), "attack").code == 0
    (case,) = review(run, invention, "list", "--json").json["cases"]
    assert (case["state"], case["signatures"]) == ("diteruskan", [])
    refused = run("pack", invention.folder, lead["lead_id"], "--out", tmp_path / "keluar")
    assert refused.code == 1 and "signed by 0 of 2" in refused.sentence
    assert "decide again" in sign(run, invention, lead, "Sri Contoh").sentence
    assert decide(run, invention, lead, "diteruskan").code == 0
    assert sign(run, invention, lead, "Sri Contoh").code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("read", "CASE", "LIKE", "--direction", "attack", "--reason", "a"), "is a like, which nobody reads"),
        (("read", "CASE", "i-00", "--direction", "attack", "--reason", "a"), "'i-00' is none of the account"),
        (("read", "CASE", "LIKE", "--direction", "dukung", "--reason", "a"), "allowed are support, attack, neither"),
        (("read", "CASE", "LIKE", "--direction", "attack"), "--reason"),
        (("known", "CASE", "--on", "2999-01-01", "--source", "a"), "lies ahead"),
        (("known", "CASE", "--on", "2024-09-30", "--source", "a"), "the day of the first act"),
        (("known", "CASE", "--on", "1 Oktober", "--source", "a"), "1 Oktober"),
        (("known", "CASE", "--source", "a"), "--on"),
        (("reply", "CASE"), "either --says, or --none-because"),
        (("reply", "CASE", "--says", "a", "--none-because", "b"), "either --says, or --none-because"),
        (("reply", "CASE", "--says", "NIP 198501012010011001"), "NIP"),
        (("request-removal", "CASE", "--letter", "1", "--act", "i-00"), "'i-00' is none of case"),
        (("recheck", "CASE", "--state", "removed"), "nobody was asked"),
        (("recheck", "CASE", "--state", "requested"), "allowed are removed, still_there"),
        (("decide", "CASE", "--state", "penelusuran", "--reason", "a", "--addressee", "bkn"), "for state diteruskan"),
        (("decide", "CASE", "--state", "diteruskan", "--reason", "a", "--addressee", "camat"), "allowed are bkpsdm"),
    ],
)  # fmt: skip
def test_a_wrong_step_is_one_sentence_and_leaves_no_entry(
    untouched: tuple[Invention, dict[str, Any]], run: Run, words: tuple[str, ...], said: str
) -> None:
    invention, lead = untouched
    (like,) = [act["interaction_id"] for act in lead["acts"] if act["kind"] == "like"]
    named = {"CASE": lead["lead_id"], "LIKE": like}
    ran = review(run, invention, *(named.get(word, word) for word in words), "--by", "Sri Contoh")
    assert ran.code == 1 and said in ran.sentence, ran.err
    assert not (invention.folder / "cases" / "log.jsonl").exists()


def test_old_calls_forward_sign_and_pack_with_what_is_open_said_aloud(
    invention: Invention, run: Run, lead: dict[str, Any], tmp_path: Path
) -> None:
    ran = forward(run, invention, lead)
    assert ran.code == 0 and "diteruskan" in ran.out
    assert "no reply is recorded" in ran.err and "alasan klarifikasi" in ran.err
    assert "nobody chose an addressee" in ran.err and "BKD/BKPSDM" in ran.err and "may be on a side" in ran.err
    for person in ("Sri Contoh", "Budi Misalnya"):
        assert sign(run, invention, lead, person).code == 0
    case = review(run, invention, "show", lead["lead_id"], "--json").json["case"]
    assert (case["reply"]["kind"], case["reply"]["words"]) == ("clarification", "alasan klarifikasi")
    assert case["referral"] == {
        "addressee": "bkpsdm", "default": True, "conflicts": ["under_incumbent"], "despite": None, "by": "Sri Contoh",
    }  # fmt: skip
    packed = run("pack", invention.folder, lead["lead_id"], "--redacted", "--out", tmp_path / "keluar", "--json")
    assert packed.code == 0, packed.err


def test_a_reply_and_a_chosen_addressee_leave_nothing_open(
    invention: Invention, run: Run, lead: dict[str, Any]
) -> None:
    said = ("--by", "Sri Contoh", "--says", "unggahan itu keliru", "--on", "2024-10-03")
    assert review(run, invention, "reply", lead["lead_id"], *said).code == 0
    refused = forward(run, invention, lead, "--addressee", "sekda")
    assert refused.code == 1 and "bawaslu, bkn" in refused.sentence and "--despite-conflict" in refused.sentence
    ran = decide(run, invention, lead, "diteruskan", "--addressee", "sekda", "--despite-conflict", "Bawaslu ditembusi")
    assert (ran.code, ran.err) == (0, "")
    words = review(run, invention, "show", lead["lead_id"]).out
    assert "answered on 2024-10-03: unggahan itu keliru" in words
    assert "chosen by Sri Contoh" in words and "Addressed all the same: Bawaslu ditembusi" in words


def test_deadlines_are_printed_once_it_is_known_since_when(
    invention: Invention, run: Run, lead: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("netral.cli.review_words.find_today", lambda _: date(2024, 10, 10))
    assert "Known since: not recorded" in review(run, invention, "show", lead["lead_id"]).out
    words = ("--by", "Sri Contoh", "--on", "2024-10-05", "--source", "aduan K-001")
    ran = review(run, invention, "known", lead["lead_id"], *words)
    assert ran.code == 0 and "to report: until 2024-10-12 (days left: 2). 7 calendar days from 2024-10-05" in ran.out
    assert "Perppu 1/2014 Pasal 134" in ran.out and "(confidence G)" in ran.out
    case = review(run, invention, "show", lead["lead_id"], "--json").json["case"]
    assert case["known"] == {"on": "2024-10-05", "source": "aduan K-001", "by": "Sri Contoh"}
    assert [each["due"] for each in case["deadlines"]] == ["2024-10-12", "2024-10-15", "2024-10-17"]


def test_a_profile_in_working_days_names_its_table_of_holidays_and_where_it_ends(
    invention: Invention, run: Run, lead: dict[str, Any]
) -> None:
    (invention.folder / "form-profile.yaml").write_text(
        "id: uji\ntitle: {id: Uji}\nsteps:\n"
        "  - {id: report, title: {id: melapor}, days: 3, count: working, from: known, "
        "sources: [{about: days, instrument: Edaran Uji, article: null, confidence: U}]}\n",
        encoding="utf-8",
    )
    (invention.folder / "holidays.yaml").write_text(
        'source: Tabel Uji\nconfidence: U\nyears: ["2024"]\ndays: {2024-10-07: libur}\n', encoding="utf-8"
    )
    words = ("--by", "Sri Contoh", "--source", "surat", "--on")
    ran = review(run, invention, "known", lead["lead_id"], *words, "2024-10-04")
    assert "melapor: ended on 2024-10-10" in ran.out and "Tabel Uji (confidence U)" in ran.out
    ran = review(run, invention, "known", lead["lead_id"], *words, "2024-12-30")
    assert "the table of holidays does not cover 2025" in ran.out


def test_a_request_to_remove_and_its_rechecks_are_shown(invention: Invention, run: Run, lead: dict[str, Any]) -> None:
    said = ("--by", "Sri Contoh", "--letter", "800/12/2024", "--on", "2024-10-07")
    assert review(run, invention, "request-removal", lead["lead_id"], *said).code == 0
    assert "asked, not looked at again yet" in review(run, invention, "show", lead["lead_id"]).out
    for state, day in (("still_there", "2024-10-08"), ("removed", "2024-10-09")):
        words = ("--by", "Budi Misalnya", "--state", state, "--on", day)
        assert review(run, invention, "recheck", lead["lead_id"], *words).code == 0
    (removal,) = review(run, invention, "show", lead["lead_id"], "--json").json["case"]["removals"]
    assert (removal["state"], len(removal["interactions"])) == ("removed", len(lead["acts"]))
    assert "2024-10-09 removed (Budi Misalnya)" in review(run, invention, "show", lead["lead_id"]).out


def complain(run: Run, invention: Invention, *words: object, account: str = "x:@Pegawai") -> Ran:
    said = ("--by", "Sri Contoh", "--channel", "letter", "--known-on", "2024-10-04", "--account", account)
    return review(run, invention, "complain", *said, "--says", "mendukung terbuka", *words)


def test_a_complaint_is_linked_listed_and_shown_with_the_case_but_never_with_who_made_it(
    invention: Invention, run: Run, lead: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pelapor.txt").write_text(REPORTER, encoding="utf-8")
    url = ("--url", "https://x.com/relawan_satu/status/1000?s=20")
    first = complain(run, invention, *url, "--reporter", tmp_path / "pelapor.txt", "--json")
    assert (first.json["reporter"], first.json["account"], first.json["same_as"]) == ("sealed", "x:@pegawai", None)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(REPORTER.encode()), encoding="utf-8"))
    second = complain(run, invention, "--url", "https://twitter.com/lain/status/1000", "--reporter", "-")
    assert "the same as K-001" in second.out
    outputs = [
        first, second, review(run, invention, "complaints"), review(run, invention, "complaints", "--json"),
        review(run, invention, "show", lead["lead_id"]), review(run, invention, "show", lead["lead_id"], "--json"),
    ]  # fmt: skip
    assert all(each.code == 0 and "Rahasia" not in each.out + each.err for each in outputs)
    assert [each["complaint_id"] for each in outputs[-1].json["case"]["complaints"]] == ["K-001", "K-002"]
    forward(run, invention, lead)
    for person in ("Sri Contoh", "Budi Misalnya"):
        sign(run, invention, lead, person)
    assert run("pack", invention.folder, lead["lead_id"], "--redacted", "--out", tmp_path / "keluar").code == 0
    assert run("pack", invention.folder, "--out", tmp_path / "keluar").code == 0
    packed = [path for path in (tmp_path / "keluar").rglob("*") if path.is_file()]
    assert packed and not [path for path in packed if b"Rahasia" in path.read_bytes() or b"Melati" in path.read_bytes()]


@pytest.mark.parametrize(
    ("words", "content", "said"),
    [
        (("--channel", "bisikan"), None, "'bisikan' is unknown; allowed are form, letter"),
        (("--account", "pegawai"), None, "platform 'pegawai' is unknown"),
        (("--known-on", "2999-01-01"), None, "lies ahead"),
        (("--says", "NIK 5271010101800001"), None, "NIK"),
        (("--says", "kata Pelapor Rahasia"), REPORTER, "names the reporter"),
        ((), "NIK 5271010101800001", "NIK"),
        ((), "\n", "is empty"),
        ((), "a" * 70_000, "longer than 65536 bytes"),
        ((), b"\xff", "not UTF-8"),
        (("--reporter", "tidak-ada.txt"), None, "tidak-ada.txt"),
    ],
)
def test_a_complaint_that_cannot_be_taken_is_one_sentence_and_leaves_nothing(
    invention: Invention, run: Run, tmp_path: Path, words: tuple[str, ...], content: str | bytes | None, said: str
) -> None:
    if content is not None:
        (tmp_path / "pelapor.txt").write_bytes(content.encode() if isinstance(content, str) else content)
        words = (*words, "--reporter", str(tmp_path / "pelapor.txt"))
    ran = complain(run, invention, *words)
    assert ran.code == 1 and said in ran.sentence, ran.err
    assert not (invention.folder / "complaints").exists()


def test_no_complaint_is_said_so(invention: Invention, run: Run) -> None:
    assert "no complaint was taken down" in review(run, invention, "complaints").out


def test_after_retention_no_complaint_is_taken(invention: Invention, run: Run) -> None:
    path = invention.folder / "investigation.yaml"
    path.write_text(path.read_text("utf-8").replace("2999-12-31", "2025-01-31"), encoding="utf-8")
    assert complain(run, invention).code == 1


@pytest.mark.parametrize("scope", ["account", "everything"])
def test_a_purge_takes_complaints_and_who_made_them(invention: Invention, run: Run, tmp_path: Path, scope: str) -> None:
    (tmp_path / "pelapor.txt").write_text(REPORTER, encoding="utf-8")
    for account in ("x:@pegawai", "x:@orang_lain"):
        assert complain(run, invention, "--reporter", tmp_path / "pelapor.txt", account=account).code == 0
    (tmp_path / "pelapor.txt").unlink()
    words = ("--subject", "x:@pegawai") if scope == "account" else ()
    ran = run("purge", invention.folder, *words, "--yes", "--by", "Sri Contoh", "--reason", "permintaan")
    assert ran.code == 0, ran.err
    left = sorted(path.name for path in (invention.folder / "complaints").rglob("K-*.json"))
    assert left == (["K-002.json", "K-002.json"] if scope == "account" else [])
    held = b"".join(path.read_bytes() for path in invention.folder.rglob("*") if path.is_file())
    assert b"pegawai" not in held
    if scope == "account":
        kept, other = review(run, invention, "complaints", "--json").json["complaints"]
        assert (kept["account"], kept["says"], kept["reporter"]) == ("", "", "destroyed")
        assert (other["account"], other["reporter"]) == ("x:@orang_lain", "sealed")


# -- a log that somebody touched ---------------------------------------------------------------------------------------


def test_a_log_edited_by_hand_is_named_to_the_entry_by_every_step(
    invention: Invention, run: Run, lead: dict[str, Any]
) -> None:
    for text in ("semoga menang", "janji saja"):
        assert read(run, invention, lead, act_of(lead, text), "attack").code == 0
    log = invention.folder / "cases" / "log.jsonl"
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(lines[0] + lines[1].replace(b"attack", b"neither"))
    for words in (("show", lead["lead_id"]), ("list",), ("complaints",)):
        ran = review(run, invention, *words)
        assert ran.code == 2 and "log.jsonl: entry 2 was edited" in ran.sentence
    assert run("leads", invention.folder).code == 2
    assert complain(run, invention).code == 2


def test_a_clock_that_ran_backwards_is_named_to_the_entry(invention: Invention, run: Run, lead: dict[str, Any]) -> None:
    folder = invention.folder / "cases"
    append_entry(folder, lead["lead_id"], "Sri Contoh", "known", {"on": "2024-10-02", "source": "surat"})
    body = json.loads(read_log_lines(folder)[-1])
    body |= {"seq": 2, "previous_sha256": body.pop("sha256"), "at": "2024-09-30T00:00:00Z"}
    with (folder / "log.jsonl").open("ab") as stream:
        stream.write(to_compact_json(body | {"sha256": hash_bytes(to_compact_json(body))}) + b"\n")
    ran = review(run, invention, "show", lead["lead_id"])
    assert ran.code == 2 and "entry 2 is dated before the entry it follows" in ran.sentence


def test_the_steps_speak_indonesian_too(
    invention: Invention, lead: dict[str, Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run = make_run(monkeypatch, capsys)
    monkeypatch.setenv("NETRAL_LANG", "id")
    assert review(run, invention, "show", lead["lead_id"]).code == 0
    words = ("--by", "Sri Contoh", "--on", "2024-10-05", "--source", "surat")
    assert "menyampaikan laporan" in review(run, invention, "known", lead["lead_id"], *words).out
