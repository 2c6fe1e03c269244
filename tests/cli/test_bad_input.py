"""Bad files given to ``ingest``: exit code 1, one sentence on stderr that names the file, and nothing stored."""

from __future__ import annotations

import gzip
import json
import lzma
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from tests.cli.commands import Run
from tests.invented_investigation import Invention
from tests.sources.invented import make_envelope, make_tweet, make_user
from tests.sources.invented_formats import make_comment, make_export, make_graph_node, make_message, make_structure

MB = 1 << 20


def to_lines(*items: object) -> bytes:
    return b"".join(json.dumps(item).encode() + b"\n" for item in items)


def pack_bomb() -> bytes:
    start = zstandard.compress(to_lines(make_tweet(1)))
    return start + zstandard.compress(b"{}\n" * (20 * MB)) * 20


# name: the file's bytes, further words, and what the sentence says
REFUSED: dict[str, tuple[Callable[[], bytes], tuple[str, ...], str]] = {
    "bom.zst": (pack_bomb, (), "zstd that unpacks to more than 1024 MiB; allowed are 1024 MiB, or 200 times"),
    "kosong.gz": (lambda: gzip.compress(b"{}\n" * 99)[:11], (), "begins as gzip, and nothing of it can be unpacked"),
    "besar.xz": (
        lambda: lzma.compress(b"{}", filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 512 * MB}]),
        (),
        "unpacking it needs more memory than 128 MiB",
    ),
    "powershell.jsonl": (lambda: to_lines(make_tweet(1)).decode().encode("utf-16"), (), "its text is UTF-16"),
    "sampah.bin": (lambda: bytes(range(256)) * 64, (), "Give --as FORMAT, or leave this file out"),
    "dalam.json": (lambda: b"[" * MB, (), "not recognised; the nearest formats are"),
    "nol.bin": (lambda: bytes(MB), (), "not recognised; the nearest formats are"),
    "pribadi.json": (lambda: to_lines(make_export(make_message(1), kind="personal_chat")), (), "is no public chat"),
    "obrolan.json": (
        lambda: to_lines(make_export(make_message(1), kind="personal_chat")),
        ("--as", "envelope"),
        "it is read with --as telegram-export only",
    ),
    "bulat.jsonl": (lambda: to_lines(make_tweet(1) | {"id_str": "1.29e+18"}), (), "'1.29e+18' is an id mangled"),
    "daftar.jsonl": (lambda: to_lines(make_user(1, "warga")), (), "line 1: a bare list of users does not say whose"),
    "tajuk.csv": (lambda: b"platform,actor,kind" + b",x" * MB, ("--as", "edges"), "row 1: the header is longer than"),
    "parquet": (lambda: b"PAR1" + b"\x00" * 100 + b"PAR1", (), "begins like Parquet but cannot be read"),
}  # fmt: skip


def list_stored(folder: Path) -> list[str]:
    """What an ingest would have left: captured files, parsed parts, tables."""
    kept = (*folder.glob("captures/*"), *folder.glob("store/parsed/*"), *folder.glob("store/tables/*"))
    return [path.name for path in kept]


def test_comments_said_to_be_on_another_post_than_the_one_they_lie_beside_are_refused(
    invention: Invention, run: Run, tmp_path: Path
) -> None:
    invention.write()
    (tmp_path / "a.json").write_bytes(json.dumps(make_structure(make_graph_node())).encode())
    path = tmp_path / "a_comments.json"
    path.write_bytes(json.dumps([make_comment("5", ("22", "relawan_satu"))]).encode())
    said = ("--op", "comments", "--target", "instagram:post:Clain_9")
    code, _, error = run("ingest", invention.folder, path, *said)
    assert code == 1
    assert "it lies beside the file of instagram:post:Cabc_1, and --target is instagram:post:Clain_9" in error
    assert list_stored(invention.folder) == []
    assert run("ingest", invention.folder, path, *said[:3], "instagram:post:Cabc_1")[0] == 0


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_bad_file_is_refused_in_a_sentence_and_leaves_nothing(
    invention: Invention, run: Run, tmp_path: Path, name: str
) -> None:
    make, words, expected = REFUSED[name]
    invention.write()
    (tmp_path / name).write_bytes(make())
    good = tmp_path / "baik.jsonl"
    good.write_bytes(to_lines(make_tweet(2)))
    for files in ([tmp_path / name], [good, tmp_path / name]):
        if len(files) == 2 and words:
            continue
        ran = run("ingest", invention.folder, *files, *words)
        assert ran.code == 1
        assert expected in ran.sentence and name in ran.sentence and len(ran.sentence) < 400
        assert list_stored(invention.folder) == []


def test_a_document_too_long_is_refused_before_it_is_read(invention: Invention, run: Run, tmp_path: Path) -> None:
    invention.write()
    with (tmp_path / "panjang.json").open("wb") as stream:
        stream.write(b'{"name": "a", "type": "public_channel", "id": 1, "messages": [{"from_id": "user1", "text": "')
        stream.truncate(300 * MB)
    sentence = run("ingest", invention.folder, tmp_path / "panjang.json", "--as", "telegram-export").sentence
    assert "panjang.json: one JSON document of more than 256 MiB, which is allowed; export it in parts" in sentence
    assert list_stored(invention.folder) == []


@pytest.mark.parametrize("path", ["tiada.jsonl", "folder"])
def test_what_is_no_file_is_named(invention: Invention, run: Run, tmp_path: Path, path: str) -> None:
    invention.write()
    (tmp_path / "folder").mkdir()
    ran = run("ingest", invention.folder, tmp_path / path)
    assert ran.code == 1 and f"{path}: there is no such file" in ran.sentence


@pytest.mark.parametrize("words", [(), ("--as", "telegram-export")])
def test_a_folder_is_told_from_a_file_that_is_missing(
    invention: Invention, run: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    invention.write()
    (tmp_path / "unduhan").mkdir()
    sentence = run("ingest", invention.folder, tmp_path / "unduhan", *words).sentence
    assert "no such file, but a folder; name the files in it, such as" in sentence and "unduhan" in sentence


def test_bad_lines_among_good_ones_are_quarantined_with_their_reasons(
    invention: Invention, run: Run, tmp_path: Path
) -> None:
    invention.write()
    deep = json.dumps(make_envelope({"id": 1})).replace('{"id": 1}', "[" * 100_000 + "]" * 100_000)
    lines = [
        json.dumps(make_envelope(make_tweet(1))),
        deep,
        "\x00\x01\x00",
        json.dumps(make_envelope(make_tweet(2, rawContent="\ud800 a\x00b"))),
        json.dumps(make_envelope(make_tweet(3, date="Tue Oct 01 02:00:00 +0000 99999999999"))),
        json.dumps(make_envelope(make_tweet(4) | {"id_str": "../../x\n"})),
        json.dumps(make_envelope({}, op="x" * 10_000)),
        json.dumps(make_envelope(make_tweet(5, (12, "../../etc/passwd")))),
    ]
    (tmp_path / "campur.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8", errors="surrogatepass")
    ran = run("ingest", invention.folder, tmp_path / "campur.jsonl", "--json")
    assert ran.code == 0 and ran.json["balance"] is True
    (capture,) = ran.json["captures"]
    assert (capture["read"], capture["stored"], capture["quarantined"]) == (8, 2, 6)
    reasons = run("status", invention.folder, "--json").json["quarantine"]
    assert reasons == {"bad_id": 1, "bad_time": 1, "not_json": 2, "unexpected_shape": 1, "unknown_op": 1}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["campur.jsonl", "uji"]


@pytest.mark.parametrize("name", ["bom.zst", "sampah.bin", "pribadi.json"])
def test_a_process_of_its_own_ends_with_the_sentence_alone(invention: Invention, tmp_path: Path, name: str) -> None:
    invention.write()
    (tmp_path / name).write_bytes(REFUSED[name][0]())
    words = [sys.executable, "-c", "from netral.cli import main; main()", "ingest", invention.folder, tmp_path / name]
    environment = os.environ | {"NETRAL_LANG": "en"}
    ran = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)
    assert (ran.returncode, ran.stdout) == (1, "")
    (line,) = ran.stderr.splitlines()
    assert line.startswith(f"netral: {name}: ") and REFUSED[name][2] in line
    assert list_stored(invention.folder) == []


def test_a_file_name_tells_the_terminal_nothing(invention: Invention, run: Run, tmp_path: Path) -> None:
    invention.write()
    path = tmp_path / "\x1b[31mmerah\x07.bin"
    path.write_bytes(bytes(100))
    ran = run("ingest", invention.folder, path)
    assert ran.code == 1 and "\\x1b[31mmerah\\x07.bin" in ran.err and "\x1b" not in ran.err


def test_lists_of_several_accounts_in_one_file_are_not_counted_as_one(
    invention: Invention, run: Run, tmp_path: Path
) -> None:
    invention.write()
    path = tmp_path / "a.jsonl"
    followers = make_envelope(make_user(1, "warga"), "followers", "900", declared_count=5)
    path.write_bytes(to_lines(followers, make_envelope(make_tweet(1), "posts", "900")))
    lone = tmp_path / "b.jsonl"
    lone.write_bytes(to_lines(followers))
    said = [run("ingest", invention.folder, each).out for each in (path, lone)]
    assert ["declared were seen" in each for each in said] == [False, True]
