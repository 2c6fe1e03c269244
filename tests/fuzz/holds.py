"""What must hold of any file whatever is in it: refused in a sentence, or read to records that walk back to it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import astuple

from netral.errors import NetralError
from netral.model import AccountSeen, Op, Record, RecordRef
from netral.sources import Hints, open_reading
from netral.sources.lines import Lines
from netral.store import read_record_bytes

LOCATOR = re.compile(r"file|line:[1-9]\d*(#(/.*)?)?|(/.*)?", re.DOTALL)
SHA256 = re.compile(r"[0-9a-f]{64}")
FIRST_US, LAST_US = 31_536_000_000_000, 253_402_300_800_000_000
ONE_RECORD_A_LINE = frozenset({"envelope", "snscrape", "zeeschuimer"})
LONGEST_DETAIL = 400


def read_or_refuse(
    path: Path, format_id: str, op: str | None = None, target: str | None = None, author: str | None = None
) -> list[Record] | NetralError:
    """A file to its records, or to the sentence that refuses it; anything else is a fault of netral."""
    hints = Hints(Op(op) if op else None, target, author, zone="Asia/Makassar")
    try:
        records = list(open_reading(path, format_id, hints).records)
    except NetralError as error:
        check_sentence(str(error), path)
        return error
    check_records(records, path)
    if format_id in ONE_RECORD_A_LINE:
        assert [record.locator for record in records] == [f"line:{line.number}" for line in Lines(path)]
    return records


def check_sentence(sentence: str, path: Path) -> None:
    """A refusal names the file and fits on a screen."""
    assert path.name in sentence, sentence
    assert len(sentence) < 1000 and "Traceback" not in sentence, sentence[:2000]
    sentence.encode()


def check_records(records: Iterable[Record], path: Path) -> None:
    """Each record has a place, a hash, and facts or a reason; what it says fits the tables."""
    refs = []
    locators = set()
    for record in records:
        assert LOCATOR.fullmatch(record.locator), record.locator
        assert record.locator not in locators, f"two records at {record.locator}"
        locators.add(record.locator)
        assert SHA256.fullmatch(record.sha256)
        facts = (*record.accounts, *record.posts, *record.acts)
        if record.reason is None:
            assert facts, record
            refs.append(RecordRef("c", record.locator, record.sha256))
        else:
            assert not facts and re.fullmatch(r"[a-z_]+", record.reason), record
            assert record.detail and len(record.detail) < LONGEST_DETAIL, record.detail
        check_facts(record)
    if refs:
        assert set(read_record_bytes(path, refs)) == {ref.locator for ref in refs}


def check_facts(record: Record) -> None:
    """Ids are texts without blanks, times lie within the years that the tables hold, weights are counts."""
    check_time(record.collected_us)
    assert record.declared_count is None or 0 <= record.declared_count < 1 << 63
    for account in record.accounts:
        check_account(account)
    for post in record.posts:
        check_account(post.author)
        check_time(post.created_us)
        assert isinstance(post.kind, str | None) and isinstance(post.text, str | None)
        for post_id in (post.native_id, post.parent_id or "1", post.root_id or "1"):
            check_post_id(post_id)
    for act in record.acts:
        assert act.kind and act.actor is not None
        check_account(act.actor)
        check_account(act.target)
        check_post_id(act.native_id or "1")
        check_post_id(act.object_id or "1")
        for instant_us in (act.occurred_us, act.after_us, act.before_us):
            check_time(instant_us)
        assert 1 <= act.weight < 1 << 63


def check_account(account: AccountSeen | None) -> None:
    if account is None:
        return
    assert account.platform_id or account.handle, account
    for text in astuple(account)[1:]:
        assert isinstance(text, str | None), account
    if account.platform_id is not None:
        assert re.fullmatch(r"[^@~\s\x00-\x1f\x7f]+", account.platform_id), account


def check_post_id(native_id: str) -> None:
    assert isinstance(native_id, str) and native_id, native_id
    assert re.fullmatch(r"[^\n\r\x00]+", native_id), native_id


def check_time(instant_us: int | None) -> None:
    assert instant_us is None or (isinstance(instant_us, int) and FIRST_US <= instant_us < LAST_US), instant_us
