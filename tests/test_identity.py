"""Names that never change: hashes, keyed pseudonyms, ids of accounts and posts."""

from __future__ import annotations

import hashlib
import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netral.identity import (
    CHUNK_BYTES,
    hash_bytes,
    hash_file,
    make_account_id,
    make_id,
    make_post_id,
    make_pseudonym,
    parse_json,
    to_compact_json,
)

TEXTS = st.text(st.characters(codec=None))  # lone surrogates too: platforms send them
KEY = b"k" * 32


def test_a_file_has_the_hash_of_its_bytes_whatever_its_size(tmp_path: Path) -> None:
    for size in (0, 1, CHUNK_BYTES, CHUNK_BYTES + 1):
        path = tmp_path / str(size)
        path.write_bytes(b"a" * size)
        assert hash_file(path) == hash_bytes(b"a" * size) == hashlib.sha256(b"a" * size).hexdigest()


@given(st.recursive(st.none() | st.booleans() | st.integers() | TEXTS, lambda inner: st.dictionaries(TEXTS, inner)))
def test_compact_json_reads_back_the_same_in_the_same_order(value: object) -> None:
    data = to_compact_json(value)
    read = json.loads(data)
    assert read == value
    assert to_compact_json(read) == data


@given(st.text('\\\\x0F"n'))
def test_escapes_of_control_characters_are_read_as_what_they_mean(text: str) -> None:
    written = json.dumps(text)[1:-1]
    assert parse_json(f'["\\x1F{written}\\x0b"]'.encode()) == [f"\x1f{text}\x0b"]


def test_of_broken_json_full_of_backslashes_no_pieces_are_held() -> None:
    data = b'["' + b"\\\\" * 2_000_000
    tracemalloc.start()
    with pytest.raises(ValueError, match="Unterminated string"):
        parse_json(data)
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak_bytes < 8 * len(data)


@given(st.lists(TEXTS, max_size=4), st.lists(TEXTS, max_size=4))
def test_other_parts_make_another_id(first: list[str], second: list[str]) -> None:
    same = "\x1f".join(first) == "\x1f".join(second)
    assert (make_id("L-", *first) == make_id("L-", *second)) is same


def test_an_id_has_its_prefix_and_length_and_tells_apart_where_parts_end() -> None:
    assert make_id("L-", "ab", "c", length=10).startswith("L-")
    assert len(make_id("L-", "ab", "c", length=10)) == 12
    assert make_id("L-", "ab", "c") != make_id("L-", "a", "bc")


@given(TEXTS, TEXTS)
def test_a_pseudonym_hangs_on_the_name_and_the_key(first: str, second: str) -> None:
    assert (make_pseudonym(KEY, first) == make_pseudonym(KEY, second)) is (first == second)
    assert make_pseudonym(KEY, first) != make_pseudonym(b"other", first)
    assert len(make_pseudonym(KEY, first)) == 21 and make_pseudonym(KEY, first)[0] == "~"


def test_an_account_is_named_by_its_id_and_by_its_handle_while_the_id_is_unknown() -> None:
    assert make_account_id("x", "123", "Relawan") == "x:123"
    assert make_account_id("x", None, "Relawan") == "x:@relawan"
    assert make_account_id("x", "", "Relawan") == "x:@relawan"
    assert make_post_id("instagram", "Cabc") == "instagram:post:Cabc"
