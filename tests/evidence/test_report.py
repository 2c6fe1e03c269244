"""The report as a reader gets it: what it says, that nothing is lost or lies on something else, and its metadata."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest

from netral.evidence import write_case_pack, write_situation_pack
from netral.evidence.blocks import draw_qr, finding, web_link
from netral.identity import hash_file
from netral.model import EvidencePack
from tests.evidence.invented import CASE_ID, MADE_AT, make_exhibit, make_reviewed, make_situation
from tests.evidence.pages import find_overlaps, read_boxes, read_text

MARGIN_POINTS = 50


def report(pack: EvidencePack) -> bytes:
    """The bytes of a pack's report."""
    return (pack.folder / "data" / "laporan.pdf").read_bytes()


def flat(text: str) -> str:
    """Text without line ends and zero-width spaces."""
    return " ".join(text.replace("\u200b", "").replace("\ufffe", "").split())


@pytest.fixture(scope="module")
def long_pack(tmp_path_factory: pytest.TempPathFactory) -> EvidencePack:
    """A case of 60 acts, one with a text without a single space, one longer than a page."""
    folder = tmp_path_factory.mktemp("long")
    reviewed = make_reviewed(folder, 60)
    texts = {4: "x" * 3000, 8: "panjang sekali " * 700, 12: "https://x.com/" + "a/" * 900, 16: "😀" * 300}
    exhibits = tuple(
        replace(exhibit, act=replace(exhibit.act, text=texts.get(number, exhibit.act.text)))
        for number, exhibit in enumerate(reviewed.exhibits)
    )
    lead = replace(reviewed.lead, acts=tuple(exhibit.act for exhibit in exhibits))
    return write_case_pack(replace(reviewed, exhibits=exhibits, lead=lead), folder / CASE_ID, made_at=MADE_AT)


def test_every_exhibit_hash_and_address_stands_in_the_report(long_pack: EvidencePack) -> None:
    text = read_text(report(long_pack))
    joined = re.sub(r"\s", "", text)
    for number in range(1, 61):
        exhibit = make_exhibit(number)
        assert text.count(exhibit.exhibit_id) >= 2, exhibit.exhibit_id
        assert exhibit.act.object_url in joined
        for record in exhibit.records:
            assert record.ref.sha256 in text
            assert f"{record.ref.capture_id}, {record.ref.locator}" in text


def test_nothing_overlaps_and_nothing_leaves_the_page(
    long_pack: EvidencePack, situation_pack: EvidencePack, redacted_pack: EvidencePack
) -> None:
    handovers = [pack.handover_record.read_bytes() for pack in (long_pack, situation_pack)]
    for pdf in (report(long_pack), report(situation_pack), report(redacted_pack), *handovers):
        for number, page, boxes in read_boxes(pdf):
            assert not find_overlaps(boxes), f"page {number}"
            assert all(page[0] + MARGIN_POINTS < box[0] and box[2] < page[2] - MARGIN_POINTS for box in boxes), number


def test_the_overlap_check_sees_an_overlap() -> None:
    assert find_overlaps([(0, 0, 100, 10), (50, 2, 150, 12)])
    assert not find_overlaps([(0, 0, 100, 10), (0, 11, 100, 21), (101, 0, 150, 10)])


def test_a_case_report_says_what_it_must(case_pack: EvidencePack) -> None:
    text = flat(read_text(report(case_pack)))
    for words in (
        "Petunjuk, bukan putusan.",
        "Akun @disdik_contoh diduga melakukan 6 perbuatan",
        "27 September 2024 pukul 21.05 WITA",
        "2024-09-27T13:05:00Z",
        "61 terkonfirmasi, milik perangkat daerah dan perorangan; wilayah ini mempunyai 5.580 pegawai",
        "Perlu dipastikan oleh penasihat hukum",
        "Sri Rahayu Contoh",
        "Budi Misalnya",
        "dalam dokumen ini rekaan",
        "Halaman 2 dari",
        "tidak dapat dihitung",
        "Salinan 1",
    ):
        assert words in text, words
    assert "terbukti" not in text
    assert "rahasia perkara lain" not in text


def test_acts_read_as_attacks_are_counted_and_called_that(tmp_path: Path) -> None:
    reviewed = make_reviewed(tmp_path, 3)
    acts = reviewed.acts.assign(direction=["attack", "neither", "support", *reviewed.acts["direction"][3:]])
    pack = write_case_pack(replace(reviewed, acts=acts), tmp_path / CASE_ID, made_at=MADE_AT, lang="en")
    assert "Of these, a person took 1 for against the pair and 1 for neither" in flat(read_text(report(pack)))


def test_texts_of_posts_survive_as_text(case_pack: EvidencePack) -> None:
    text = flat(read_text(report(case_pack)))
    assert "Dukung terus ya ⟨U+1F600⟩⟨U+1F44D⟩⟨U+1F3FD⟩" in text
    assert "U+65E5⟩⟨U+672C⟩" in text  # the extractor mirrors a bracket that follows Arabic
    assert "#strong[bukan markup] *x* _y_ $a^2$ #sys.inputs \\ // komentar" in text
    assert "baris dua⟨U+0007⟩⟨U+202E⟩gnitset⟨U+200B⟩ akhir⟨U+0009⟩." in text
    assert "=SUM(A1:A9)" in text


def test_third_parties_are_not_named_in_a_case_report(case_pack: EvidencePack) -> None:
    text = read_text(report(case_pack))
    assert "pegawai_contoh" not in text
    assert "dinkes_contoh" not in text
    for path in [*case_pack.folder.glob("data/jaringan/*"), *case_pack.folder.glob("data/tabel/*")]:
        assert "pegawai_contoh" not in path.read_text(encoding="utf-8"), path.name
        assert "dinkes_contoh" not in path.read_text(encoding="utf-8"), path.name


def test_a_situation_names_nobody_under_review(situation_pack: EvidencePack) -> None:
    names = ("disdik_contoh", "dinkes_contoh", "pegawai_contoh", "Sri Rahayu", "Budi Misalnya", CASE_ID, "9001002003")
    whole = read_text(report(situation_pack))
    for path in situation_pack.folder.rglob("*"):
        if path.is_file() and path.suffix != ".pdf":
            whole += path.read_text(encoding="utf-8")
    assert [
        name
        for name in names
        if name in whole.replace("900100200302", "").replace("900100200303", "").replace("900100200304", "")
    ] == []


def test_a_situation_counts_what_was_routed_out(tmp_path: Path) -> None:
    situation = make_situation(tmp_path)
    routed = replace(situation, leads=replace(situation.leads, routed_acts=2, routed_complaints=1))
    pack = write_situation_pack(routed, tmp_path / "situasi", made_at=MADE_AT, lang="en")
    assert "Routed out as hoax, hate or incitement, and not analysed: 2 acts, 1 complaints." in flat(
        read_text(report(pack))
    )


def test_a_redacted_pack_holds_nothing_of_its_subject(redacted_pack: EvidencePack) -> None:
    whole = read_text(report(redacted_pack))
    for path in redacted_pack.folder.rglob("*"):
        if path.is_file() and path.suffix != ".pdf":
            whole += path.read_text(encoding="utf-8")
    for secret in (
        "disdik_contoh",
        "900100200300",
        "18396000",
        "18395000",
        "Semangat pagi",
        "Penjelasan belum",
        "BKPSDM/REG",
    ):
        assert secret not in whole, secret
    assert make_exhibit(1).records[0].ref.sha256 not in whole  # a hash of something short shows when a guess is right


def test_a_nil_situation_says_nil_and_what_was_looked_at(tmp_path: Path) -> None:
    pack = write_situation_pack(make_situation(tmp_path, nil=True), tmp_path / "situasi", made_at=MADE_AT)
    text = flat(read_text(report(pack)))
    assert "Nihil." in text
    assert "61 akun terkonfirmasi dan 3 tangkapan" in text
    assert "Tidak ada petunjuk menurut aturan mana pun" in text


def test_a_report_can_be_had_in_english(tmp_path: Path) -> None:
    pack = write_case_pack(make_reviewed(tmp_path, is_demo=False), tmp_path / CASE_ID, lang="en", made_at=MADE_AT)
    text = flat(read_text(report(pack)))
    assert "A lead, not a verdict." in text
    assert "27 September 2024 at 21:05 WITA" in text
    assert "61 confirmed, of agencies and persons; the region has 5,580 employees" in text
    assert "invented" not in text
    assert "How to check this pack" in (pack.folder / "data/verifikasi/CARA-PERIKSA.md").read_text(encoding="utf-8")


def test_the_pdf_declares_its_standards_language_title_and_date(case_pack: EvidencePack) -> None:
    with pikepdf.open(case_pack.folder / "data" / "laporan.pdf") as pdf:
        assert str(pdf.Root.Lang) == "id"
        assert bool(pdf.Root.MarkInfo.Marked)
        metadata = pdf.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == f"Berkas bukti {CASE_ID}"
        assert "2024-10-14" in metadata["xmp:CreateDate"]
        assert str(pdf.docinfo.Author) == "Dinas Komunikasi dan Informatika Kota Contoh"


def test_the_handover_record_prints_the_root_hash_and_both_custodians(case_pack: EvidencePack) -> None:
    assert case_pack.handover_record == case_pack.folder.with_name(f"{CASE_ID}.berita-acara.pdf")
    text = read_text(case_pack.handover_record.read_bytes())
    assert case_pack.root_sha256 in text
    assert f"{case_pack.files}" in text
    assert "Sri Rahayu Contoh" in text
    assert "Budi Misalnya" in text


def test_the_foot_has_the_hash_of_the_list_of_inputs(case_pack: EvidencePack) -> None:
    sha256 = hash_file(case_pack.folder / "data" / "verifikasi" / "masukan-sha256.txt")
    pages = pdfium.PdfDocument(report(case_pack))
    assert all(sha256 in page.get_textpage().get_text_range() for page in pages)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "https://x.com/\u202e", "", None, "https://" + "a" * 900]
)
def test_only_addresses_of_the_web_become_links_and_codes(url: str | None) -> None:
    assert not isinstance(web_link(url), dict)
    assert draw_qr(url) == ""


def test_a_case_report_begins_with_what_is_asked_and_cites_its_exhibits(tmp_path: Path) -> None:
    pack = write_case_pack(make_reviewed(tmp_path), tmp_path / CASE_ID, lang="en", made_at=MADE_AT)
    text = flat(read_text(report(pack)))
    order = [
        *("1 What is asked, and on what grounds", "What would change our mind", "2 Key findings"),
        *("3 Scope, dates and lawful basis", "4 The accounts and how they were identified"),
        *("5 Timeline, matrix and network", "6 The acts in order of time", "7 Exhibits", "8 All pairs side by side"),
        *("9 Innocent explanations", "10 The rule and what is uncertain", "11 Limits and missing data"),
        *("12 Right of reply", "13 Decisions and signatures", "14 Chain of custody", "15 Method", "16 Words used"),
    ]
    body = text[text.index("What would change our mind") :]
    places = [body.index(words) for words in order[2:]]
    assert order[0] in text and places == sorted(places)
    for words in (
        "Share: 2 acts, toward @relawan_satu_contoh. (B-003, B-006)",
        "Comment: 2 acts, toward @relawan_satu_contoh. (B-001, B-004)",
        "Acts in favour, all pairs counted alike: pair 1: 4; pair 2: 1; pair 3: 0. (section 8)",
    ):
        assert words in text, words
    assert text.count("is no screenshot") == 1


def test_the_timeline_and_the_matrix_of_a_case_have_every_pair(tmp_path: Path) -> None:
    from netral.evidence.figure_parts import show_case_matrix, show_timeline
    from netral.evidence.wording import make_wording

    reviewed, words = make_reviewed(tmp_path), make_wording("en", "Asia/Makassar")
    timeline = show_timeline(reviewed.acts, reviewed.registry, reviewed.investigation, words)
    matrix = show_case_matrix(reviewed, words)
    for number in (1, 2, 3):
        assert f"Pair {number}: " in timeline["svg"]  # its name stands in the drawing as a comment
    assert all(block["alt"] and block["shows"] and block["shows_not"] for block in (timeline, matrix))


def test_captures_of_a_situation_are_summed_up_by_platform_tool_and_day(situation_pack: EvidencePack) -> None:
    text = flat(read_text(report(situation_pack)))
    assert "X snscrape 0.7.0 1 Oktober 2024 1 120 100 19 1" in text
    assert "cap-0001" not in text
    assert "cap-0001" in (situation_pack.folder / "data/tabel/captures.csv").read_text(encoding="utf-8")


def test_runs_of_exhibits_are_drawn_together() -> None:
    cites = finding("", ["B-001", "B-002", "B-004", "B-005", "B-006", "B-009"])["cites"]
    assert [(each["to"], each["text"]) for each in cites] == [
        ("B-001", "B-001"), ("B-002", "B-002"), ("B-004", "B-004–B-006"), ("B-009", "B-009"),
    ]  # fmt: skip
