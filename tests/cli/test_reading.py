"""`ingest`, `status`, `leads` and `network`: what they print, where, and with which exit code."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest

from tests.cli.commands import Run
from tests.invented_investigation import EDGE_COLUMNS, Invention, write_table
from tests.networks.test_networks import CONTEXT
from tests.networks.test_networks import EDGE_COLUMNS as NETWORK_COLUMNS

CAPTURE_KEYS = {
    "capture_id", "path", "format", "op", "status", "read", "stored", "duplicate", "quarantined", "declared",
    "observed",
}  # fmt: skip


def write_capture(folder: Path, *rows: dict[str, object], name: str = "aduan.csv") -> Path:
    path = folder / name
    write_table(path, EDGE_COLUMNS, rows)
    return path


SHARE = {
    "platform": "x",
    "actor": "dinas",
    "kind": "share",
    "target": "relawan_satu",
    "occurred_at": "2024-10-01T00:00:00Z",
}


def test_ingest_prints_the_contracts_object_and_its_balance(invention: Invention, run: Run, tmp_path: Path) -> None:
    invention.write()
    path = write_capture(tmp_path, SHARE, SHARE, {**SHARE, "kind": "menyukai"}, {**SHARE, "kind": "like"})
    ran = run("ingest", invention.folder, path, "--json")
    assert ran.code == 0
    (capture,) = ran.json["captures"]
    assert ran.json["balance"] is True and set(capture) >= CAPTURE_KEYS
    assert [capture[key] for key in ("read", "stored", "duplicate", "quarantined")] == [4, 2, 1, 1]
    assert (capture["format"], capture["status"], capture["path"]) == ("edges", "complete", "captures/aduan.csv")
    assert "quarantine" in ran.err
    again = run("ingest", invention.folder, path, "--json").json["captures"][0]
    assert [again[key] for key in ("read", "stored", "duplicate", "quarantined")] == [4, 0, 3, 1]
    assert not os.access(invention.folder / "captures" / "aduan.csv", os.W_OK) or os.geteuid() == 0


def test_ingest_in_words_prints_the_balance_of_every_file(invention: Invention, run: Run, tmp_path: Path) -> None:
    invention.write()
    paths = [write_capture(tmp_path, {**SHARE, "kind": kind}, name=f"{kind}.csv") for kind in ("share", "like")]
    ran = run("ingest", invention.folder, *paths)
    assert ran.code == 0 and ran.err == ""
    assert ran.out.count("read 1 = stored 1 + duplicate 0 + quarantined 0") == 2


def test_an_empty_capture_is_a_warning_and_no_fault(invention: Invention, run: Run, tmp_path: Path) -> None:
    invention.write()
    path = tmp_path / "kosong.jsonl"
    path.write_bytes(b"")
    ran = run("ingest", invention.folder, path, "--json")
    assert ran.code == 0 and "kosong.jsonl" in ran.err
    assert (ran.json["captures"][0]["read"], ran.json["captures"][0]["status"]) == (0, "empty")


def list_files(folder: Path) -> list[Path]:
    """The files of an investigation, but for locks and the custody log, which notes a refused attempt too."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in files if ".lock" not in path.name and path.parent.name != "custody")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, ["there is no such file"]),
        (b"platform,actor,kind,target\nx,id:1.29e+18,like,relawan_satu\n", ["row 2", "actor", "1.29e+18", "text"]),
        (b'{"_type": "snscrape.modules.twitter.User", "username": "warga", "id": 5}\n', ["--op", "--target"]),
        (b"bukan apa-apa\n", ["not recognised", "--as"]),
    ],
)
def test_a_refused_capture_is_one_sentence_and_nothing_half_written(
    invention: Invention, run: Run, tmp_path: Path, content: bytes | None, words: list[str]
) -> None:
    invention.ingest()
    before = list_files(invention.folder)
    path = tmp_path / "tangkapan"
    if content is not None:
        path.write_bytes(content)
    ran = run("ingest", invention.folder, path)
    assert ran.code == 1
    assert "tangkapan" in ran.sentence and all(word in ran.sentence for word in words), ran.sentence
    assert list_files(invention.folder) == before


def test_a_refusal_names_row_and_column_in_the_readers_language(
    invention: Invention, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "aduan.csv"
    path.write_text("platform,actor,kind,target\nx,1.84E+18,like,@relawan_satu\n", encoding="utf-8")
    assert "aduan.csv, row 2, column actor" in run("ingest", invention.write().folder, path).err
    monkeypatch.setenv("NETRAL_LANG", "id")
    assert "aduan.csv, baris 2, kolom actor" in run("ingest", invention.folder, path).err


def test_one_refused_file_keeps_all_files_of_the_command_out(invention: Invention, run: Run, tmp_path: Path) -> None:
    invention.write()
    good, bad = write_capture(tmp_path, SHARE), tmp_path / "tiada.csv"
    assert run("ingest", invention.folder, good, bad).code == 1
    assert run("status", invention.folder, "--json").json["tables"]["captures"] == 0
    assert not (invention.folder / "captures" / "aduan.csv").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--op", "pengikut"], "'pengikut' is unknown; allowed are followers"),
        (["--as", "excel"], "'excel' is unknown; allowed are"),
        (["--op", "followers", "--target", "relawan"], "'relawan'"),
        (["--op", "followers", "--target", "myspace:@relawan"], "myspace"),
        (["--op", "followers", "--target", "x:relawan_satu"], "names no account; allowed are x:@handle"),
        (["--op", "followers", "--target", "x:https://x.com/relawan_satu"], "names no account"),
        (["--op", "likers", "--target", "x:post:https://x.com/relawan_satu/status/1"], "names no post"),
        (["--op", "likers", "--target", "x:post:1", "--target-author", "x:relawan_satu"], "names no account"),
        (
            ["--target-author", "x:@relawan_satu"],
            "--target-author x:@relawan_satu is said of a post; give --target too",
        ),
    ],
)
def test_unknown_words_of_ingest_name_what_is_allowed(
    invention: Invention, run: Run, tmp_path: Path, words: list[str], said: str
) -> None:
    invention.write()
    path = tmp_path / "daftar.jsonl"
    path.write_text('{"_type": "snscrape.modules.twitter.User", "username": "warga", "id": 5}\n', encoding="utf-8")
    ran = run("ingest", invention.folder, path, *words)
    assert ran.code == 1 and said in ran.sentence


def test_a_file_that_is_no_list_is_told_from_one(invention: Invention, run: Run, tmp_path: Path) -> None:
    invention.write()
    list_, acts = tmp_path / "daftar.jsonl", write_capture(tmp_path, SHARE)
    list_.write_text('{"_type": "snscrape.modules.twitter.User", "username": "warga", "id": 5}\n', encoding="utf-8")
    ran = run("ingest", invention.folder, list_, acts, "--op", "followers", "--target", "x:@relawan_satu")
    assert "daftar.jsonl  [snscrape, followers]\n" in ran.out and "aduan.csv  [edges]\n" in ran.out
    (warning,) = ran.err.splitlines()
    assert "aduan.csv holds no list of the kind that --op followers names" in warning


def test_status_prints_the_contracts_object(invention: Invention, run: Run) -> None:
    invention.ingest()
    status = run("status", invention.folder, "--json").json
    assert set(status) >= {"registry", "tables", "quarantine", "lists", "retention_until", "days_left"}
    assert set(status["registry"]) == {"opd", "person", "campaign", "declared_share"}
    assert status["registry"]["campaign"] == 2 and status["tables"]["interactions"] == 1
    words = run("status", invention.folder)
    assert words.code == 0 and "2999-12-31" in words.out


def test_a_changed_capture_is_exit_code_two(invention: Invention, run: Run) -> None:
    capture = invention.ingest().captures_folder / "catatan-0.csv"
    capture.chmod(0o644)
    capture.write_bytes(capture.read_bytes() + b"\n")
    for words in (("status",), ("pack",)):
        ran = run(*words, invention.folder)
        assert ran.code == 2 and "catatan-0.csv" in ran.sentence


def test_leads_prints_one_object_or_words(invention: Invention, run: Run) -> None:
    invention.ingest()
    ran = run("leads", invention.folder, "--json")
    assert ran.code == 0 and ran.err == ""
    (lead,) = ran.json["leads"]
    assert (lead["registry_handle"], lead["rule_id"]) == ("dinas", "D-6")
    words = run("leads", invention.folder)
    assert lead["lead_id"] in words.out and "x:@dinas" in words.out and "1: 1+0, 2: 0+0" in words.out


@pytest.mark.parametrize("lang", ["id", "en"])
def test_words_speak_the_language_asked_for_and_never_of_proof(
    invention: Invention, run: Run, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    monkeypatch.setenv("NETRAL_LANG", lang)
    invention.ingest()
    for word in ("leads", "status"):
        said = run(word, invention.folder).out.lower()
        assert "terbukti" not in said and "proven" not in said
    invention.rows.clear()
    invention.accounts.pop()
    said = run("leads", invention.folder)
    assert said.code == 0


def test_a_nil_report_says_that_it_is_one(invention: Invention, run: Run) -> None:
    invention.ingest()
    invention.accounts.pop()
    invention.write()
    assert "nil report" in run("leads", invention.folder).out
    assert run("leads", invention.folder, "--json").json["nil"] is True


def test_network_writes_the_file_its_suffix_asks_for(invention: Invention, run: Run, tmp_path: Path) -> None:
    invention.act("dinas", "follow", "relawan_dua")
    invention.ingest()
    for kind, edges in (("interaction", 1), ("follow", 1)):
        for suffix in (".csv", ".parquet", ".graphml", ".gexf"):
            out = tmp_path / f"{kind}{suffix}"
            ran = run("network", kind, invention.folder, "--out", out)
            assert ran.code == 0 and str(out) in ran.out.splitlines()
        with (tmp_path / f"{kind}.csv").open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        assert list(rows[0]) == [*NETWORK_COLUMNS, *CONTEXT] and len(rows) == edges
        assert len(pd.read_parquet(tmp_path / f"{kind}.parquet")) == edges
        assert nx.read_graphml(tmp_path / f"{kind}.graphml").number_of_edges() == edges
        assert nx.read_gexf(tmp_path / f"{kind}.gexf").number_of_edges() == edges
        nodes = pd.read_csv(tmp_path / f"{kind}.nodes.csv")
        assert set(nodes["account_id"]) == {"x:@dinas", "x:@relawan_satu", "x:@relawan_dua"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("teman", "DIR", "--out", "F.csv"), "'teman' is unknown; allowed are follow, interaction"),
        (("follow", "DIR", "--out", "F.xlsx"), "'.xlsx' is unknown; allowed are .csv"),
        (("follow", "DIR", "--out", "tiada/F.csv"), "no such folder"),
        (("follow", "DIR", "--phase", "kampanye", "--out", "F.csv"), "'kampanye' is unknown; allowed are registration"),
        (("follow", "DIR"), "--out"),
        (("follow", "DIR", "--fase", "x", "--out", "F.csv"), "--fase"),
        (("follow",), "DIR"),
    ],
)
def test_unknown_words_of_network_are_one_sentence(
    invention: Invention, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    invention.ingest()
    monkeypatch.chdir(tmp_path)
    ran = run("network", *(str(invention.folder) if word == "DIR" else word for word in words))
    assert ran.code == 1 and said in ran.sentence
    assert not list(tmp_path.glob("F*"))


@pytest.mark.parametrize("command", ["status", "leads", "pack", "run", "network"])
def test_a_folder_without_an_investigation_is_named(run: Run, tmp_path: Path, command: str) -> None:
    kind = ("follow",) if command == "network" else ()
    out = ("--out", tmp_path / "F.csv") if command == "network" else ()
    ran = run(command, *kind, tmp_path / "tiada", *out)
    assert ran.code == 1 and "investigation.yaml is missing" in ran.sentence


def test_registry_and_yaml_faults_are_one_sentence_with_their_place(invention: Invention, run: Run) -> None:
    invention.ingest()
    path = invention.folder / "registry" / "accounts.csv"
    path.write_text(
        path.read_text("utf-8").replace("relawan_dua,,volunteer", "relawan_dua,,simpatisan"), encoding="utf-8"
    )
    ran = run("leads", invention.folder)
    assert ran.code == 1 and "accounts.csv, row 3, column role: 'simpatisan'" in ran.sentence
    yaml = invention.folder / "investigation.yaml"
    yaml.write_text(yaml.read_text("utf-8").replace("title: ", "title: ["), encoding="utf-8")
    ran = run("leads", invention.folder)
    assert ran.code == 1 and "investigation.yaml: line 3" in ran.sentence


def test_missing_purpose_and_passed_retention_refuse_every_command_but_status(invention: Invention, run: Run) -> None:
    invention.ingest()
    capture = invention.folder / "captures" / "catatan-0.csv"
    plain = invention.yaml
    for old, new, said in (
        ("purpose: uji", "purpose:", "lawful_basis.purpose"),
        ("2999-12-31", "2025-03-31", "2025-03-31"),
    ):
        invention.yaml = plain.replace(old, new)
        invention.write()
        for words in (
            ("ingest", invention.folder, capture), ("leads", invention.folder), ("run", invention.folder),
            ("pack", invention.folder), ("review", invention.folder, "list"),
            ("network", "follow", invention.folder, "--out", invention.folder / "F.csv"),
        ):  # fmt: skip
            ran = run(*words)
            assert ran.code == 1 and said in ran.sentence, words
        assert run("status", invention.folder).code == 0


def test_the_installed_program_prints_one_object_on_stdout_in_any_locale(invention: Invention) -> None:
    invention.person("pegawai_é")
    invention.act("pegawai_é", "quote", "relawan_satu", text="dukung 🌸 لطفا")
    invention.act("pegawai_é", "comment", "relawan_satu")
    invention.ingest()
    program = Path(sys.prefix) / ("Scripts" if os.name == "nt" else "bin") / "netral"
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUTF8"} | {
        "LC_ALL": "C",
        "LANG": "C",
    }
    done = subprocess.run(
        [program, "leads", invention.folder, "--json"], capture_output=True, env=environment, check=True
    )
    assert done.stderr == b""
    leads = json.loads(done.stdout.decode("utf-8"))["leads"]
    assert {lead["registry_handle"] for lead in leads} == {"dinas", "pegawai_é"}
    assert "dukung 🌸 لطفا" in done.stdout.decode("utf-8")
    wrong = subprocess.run(
        [program, "leads", invention.folder / "tiada"], capture_output=True, env=environment, check=False
    )
    assert wrong.returncode == 1 and wrong.stdout == b""
    assert wrong.stderr.startswith(b"netral: ") and wrong.stderr.count(b"\n") == 1


def test_help_and_unknown_commands(run: Run) -> None:
    ran = run()
    assert ran.code == 0 and "ingest" in ran.out
    assert run("leads", "--help").code == 0
    ran = run("ramal")
    assert ran.code == 1 and "ramal" in ran.sentence
