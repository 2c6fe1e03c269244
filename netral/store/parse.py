"""One capture's records -> its part of the store, in one pass: named, masked, checked for duplicates, counted."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow.parquet as pq

from netral.model import LIST_OPS, AccountSeen, ActSeen, Kind, Outcome, PostSeen, Record
from netral.store.columns import PartWriter
from netral.store.names import Names, make_post_url

PARSER_VERSION = "3"
TIES = (Kind.FOLLOW.value, Kind.JOIN.value)


class Counts(NamedTuple):
    """The balance of one capture, and what its records say about themselves."""

    read: int
    stored: int
    duplicate: int
    quarantined: int
    declared: int | None
    observed: int
    collected_us: int | None
    ops: tuple[str, ...]
    targets: tuple[str, ...]
    tool: str | None
    tool_version: str | None
    is_cut: bool


def record_key(record: Record, secret: bytes) -> bytes:
    """What makes a record a duplicate: its bytes, op and target; keyed, since the target may be anybody."""
    text = f"{record.sha256}|{record.op}|{record.target}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, key=secret, digest_size=16).digest()


def read_known_keys(folders: Iterable[Path]) -> set[bytes]:
    """The keys of every record the store already holds."""
    keys: set[bytes] = set()
    for folder in folders:
        stored = [("outcome", "==", Outcome.STORED.value)]
        keys.update(pq.read_table(folder / "records.parquet", columns=["key"], filters=stored)["key"].to_pylist())
    return keys


def parse_capture(records: Iterable[Record], folder: Path, names: Names, known: set[bytes], ingested_us: int) -> Counts:
    """Records to the four Parquet files of a capture's folder.

    Parameters
    ----------
    records : iterable of Record
        In the file's order.
    folder : Path
        An existing folder of this capture's own.
    names : Names
        Fresh for this capture.
    known : set of bytes
        Keys of records stored before; grows.
    ingested_us : int
        UTC microseconds; bounds a list without a capture time.

    Returns
    -------
    Counts
        With read = stored + duplicate + quarantined.
    """
    writers = {name: PartWriter(folder, name) for name in ("records", "accounts", "posts", "acts")}
    was_collecting = gc.isenabled()
    gc.disable()  # millions of small tuples without cycles: looking for cycles among them costs a sixth of the time
    try:
        counts = _Pass(writers, names, known, ingested_us).run(records)
    except BaseException:
        for writer in writers.values():
            writer.abandon()
        raise
    finally:
        if was_collecting:
            gc.enable()
    for writer in writers.values():
        writer.close()
    return counts


class _Pass:
    """The state of one pass over one capture."""

    def __init__(self, writers: dict[str, PartWriter], names: Names, known: set[bytes], ingested_us: int) -> None:
        self.writers, self.names, self.known, self.ingested_us = writers, names, known, ingested_us
        self.outcomes = dict.fromkeys(Outcome, 0)
        self.listed: set[str] = set()
        self.ops: dict[str, None] = {}
        self.targets: dict[str, None] = {}
        self.named_targets: dict[str, str] = {}
        self.declared: int | None = None
        self.collected_us: int | None = None
        self.tool: tuple[str | None, str | None] = (None, None)
        self.is_cut = False

    def run(self, records: Iterable[Record]) -> Counts:
        seq = -1
        for seq, record in enumerate(records):
            self._add(seq, record)
        for key, span in self.names.seen.items():
            self.writers["accounts"].add((*key, *span))
        stored, duplicate = self.outcomes[Outcome.STORED], self.outcomes[Outcome.DUPLICATE]
        is_list = bool(self.ops) and set(self.ops) <= LIST_OPS
        return Counts(
            seq + 1,
            stored,
            duplicate,
            self.outcomes[Outcome.QUARANTINED],
            self.declared,
            len(self.listed) if is_list else stored + duplicate,
            self.collected_us,
            tuple(self.ops),
            tuple(self.targets),
            *self.tool,
            self.is_cut,
        )

    def _add(self, seq: int, record: Record) -> None:
        key = record_key(record, self.names.key)
        outcome = self._judge(record, key)
        self.outcomes[outcome] += 1
        self._note(record)
        self.writers["records"].add(
            (
                seq,
                record.locator,
                record.sha256,
                record.op,
                record.target and self._name_target(record, record.target),
                record.collected_us,
                record.declared_count,
                outcome.value,
                record.reason,
                record.detail,
                key,
            )
        )
        if record.reason is None:
            self._add_facts(seq, record)

    def _name_target(self, record: Record, target: str) -> str:
        """The target of a record's list, hidden unless the record shows that it stands in the registry."""
        if target not in self.named_targets:
            named = self.names.name_target(target, record)
            if record.reason is not None:
                return named
            self.named_targets[target] = named
        return self.named_targets[target]

    def _judge(self, record: Record, key: bytes) -> Outcome:
        if record.reason is not None:
            self.is_cut |= record.reason == "cut"
            return Outcome.QUARANTINED
        if key in self.known:
            return Outcome.DUPLICATE
        self.known.add(key)
        return Outcome.STORED

    def _note(self, record: Record) -> None:
        if record.op:
            self.ops.setdefault(record.op)
        if record.target:
            self.targets.setdefault(record.target)
        if record.declared_count is not None:
            self.declared = max(self.declared or 0, record.declared_count)
        if record.collected_us is not None:
            self.collected_us = max(self.collected_us or 0, record.collected_us)
        if record.tool:
            self.tool = (record.tool, record.tool_version)

    def _add_facts(self, seq: int, record: Record) -> None:
        observed_us = record.collected_us or self.ingested_us
        for account in record.accounts:
            self.names.name_account(account, observed_us)
        for post in record.posts:
            self._add_post(seq, post, observed_us)
        for act in record.acts:
            self._add_act(seq, act, observed_us)
        if record.op in LIST_OPS and record.accounts:
            self.listed.add(self.names.name_account(record.accounts[0], observed_us)[0])

    def _add_post(self, seq: int, post: PostSeen, observed_us: int) -> None:
        platform, hashed = post.platform, self.names.hash_post(post.platform, post.native_id)
        account_id, inside = self._account(post.author, observed_us)
        row: tuple[Any, ...]
        parent = self.names.hash_post(platform, post.parent_id) if post.parent_id else None
        root = self.names.hash_post(platform, post.root_id) if post.root_id else None
        if inside:
            url = post.url or make_post_url(platform, post.native_id, post.author.handle if post.author else None)
            text = self.names.mask_text(post.text, platform)
            plain = f"{platform}:post:{post.native_id}"
            row = (seq, plain, hashed, account_id, post.kind, text, post.created_us, url, parent, root, observed_us)
        else:
            row = (seq, hashed, None, account_id, post.kind, None, None, None, parent, root, observed_us)
        self.writers["posts"].add(row)

    def _add_act(self, seq: int, act: ActSeen, observed_us: int) -> None:
        platform = act.actor.platform
        actor, actor_inside = self._account(act.actor, observed_us)
        target, target_inside = self._account(act.target, observed_us)
        has_interval = act.occurred_us is None and act.kind not in TIES
        self.writers["acts"].add(
            (
                seq,
                platform,
                act.kind,
                actor,
                target,
                self.names.hash_post(platform, act.native_id) if act.native_id else None,
                self.names.hash_post(platform, act.object_id) if act.object_id else None,
                act.object_url if target_inside else None,
                act.act_url if actor_inside else None,
                self.names.mask_text(act.text, platform) if actor_inside else None,
                act.occurred_us,
                act.after_us,
                (act.before_us or observed_us) if has_interval else None,
                observed_us,
                act.precision,
                act.zone_assumed,
                act.derivation,
                act.weight,
            )
        )

    def _account(self, account: AccountSeen | None, observed_us: int) -> tuple[str | None, bool]:
        return (None, False) if account is None else self.names.name_account(account, observed_us)
