"""What is wrong with the words themselves is said in the language of the terminal, as all else is."""

from __future__ import annotations

import pytest

from tests.cli.commands import Run
from tests.invented_investigation import Invention

SENTENCES = {
    ("ingest",): "DIR is missing. See 'netral ingest --help'.",
    ("simulate", "coba"): "--seed is missing. See 'netral simulate --help'.",
    ("simulate", "coba", "--seed", "tujuh"): "--seed needs a whole number. See 'netral simulate --help'.",
    ("ingest", "x", "--opp"): "there is no option --opp; near it: --op. See 'netral ingest --help'.",
    ("ingest", "x", "-z"): "there is no option -z. See 'netral ingest --help'.",
    ("ingest", "x", "--op"): "--op needs a value after it. See 'netral --help'.",
    ("ingest", "x", "--json=ya"): "--json takes no value. See 'netral --help'.",
    ("status", "x", "y", "z"): "y z: more words than this command takes. See 'netral status --help'.",
    ("ingset", "x"): "there is no command ingset; near it: 'ingest', 'init'. See 'netral --help'.",
    ("review", "x", "frob"): "there is no command frob. See 'netral review --help'.",
    ("review", "x"): "the name of a command is missing. See 'netral review --help'.",
    ("review", "x", "known", "L-1", "--by", "Siti", "--on", "kemarin", "--source", "aduan"):
        "--on is 'kemarin'; needed is a day such as 2024-10-01. See 'netral review {DIR} known --help'.",
}  # fmt: skip


@pytest.mark.parametrize("words", SENTENCES)
def test_wrong_words_are_named_in_a_sentence_of_our_own(run: Run, words: tuple[str, ...]) -> None:
    ran = run(*words)
    assert (ran.code, ran.sentence) == (1, f"netral: {SENTENCES[words]}")


@pytest.mark.parametrize("error", [KeyboardInterrupt(), RuntimeError("Query interrupted")])  # the latter is DuckDB's
def test_a_command_that_is_stopped_says_so(
    run: Run, invention: Invention, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def stop(*_: object) -> None:
        raise error

    invention.ingest()
    monkeypatch.setattr("netral.cli.status.read_status", stop)
    ran = run("status", invention.folder)
    assert (ran.code, ran.sentence) == (1, "netral: stopped")
