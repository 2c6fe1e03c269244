"""A capture's records -> its part of the store, in one pass: named, masked, written."""

from __future__ import annotations

import gc
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa

from netral.model import Record
from netral.store.columns import Column, PartWriter
from netral.store.names import Names
from netral.store.parts import PARTS
from netral.store.rows import ActRows, PostRows
from netral.store.told import Told

HELD_WEIGHT, ROW_LETTERS = 20_000, 1000


def parse_records(
    records: Iterable[Record], folder: Path, names: Names, ingested_us: int, number: int = 0, first_seq: int = 0
) -> Told:
    """Records to five Parquet files of a capture's folder.

    Parameters
    ----------
    records : iterable of Record
        In the file's order.
    folder : Path
        An existing folder of this capture's own.
    names : Names
        Fresh for these records.
    ingested_us : int
        UTC microseconds; bounds a list without a capture time.
    number, first_seq : int
        Which stretch of the file this is, and the place of its first record.
    """
    writers = {name: PartWriter(folder, name, number) for name in PARTS}
    was_collecting = gc.isenabled()
    gc.disable()  # millions of small tuples without cycles: looking for cycles among them costs a sixth of the time
    try:
        told = _Pass(writers, names, ingested_us).run(records, first_seq)
    except BaseException:
        for writer in writers.values():
            writer.abandon()
        raise
    finally:
        if was_collecting:
            gc.enable()
    for writer in writers.values():
        writer.close()
    pa.default_memory_pool().release_unused()  # the merge that follows needs it
    return told


class _Pass:
    """The state of one pass over one stretch of a capture. What runs for every record is written for speed."""

    def __init__(self, writers: dict[str, PartWriter], names: Names, ingested_us: int) -> None:
        self.writers, self.names, self.ingested_us = writers, names, ingested_us
        self.shown_targets: dict[str, str] = {}
        self.told = Told()

    def run(self, records: Iterable[Record], first_seq: int) -> Told:
        held: list[Record] = []
        weight = 0
        for record in records:
            held.append(record)
            weight += _weigh(record)
            if weight >= HELD_WEIGHT:
                self._add(held, first_seq)
                first_seq, held, weight = first_seq + len(held), [], 0
        self._add(held, first_seq)
        seen = [(*key, named.first_us, named.last_us, named.known_us) for key, named in self.names.seen.items()]
        self.writers["accounts"].write(list(zip(*seen, strict=True)))
        return self.told

    def _add(self, records: list[Record], first_seq: int) -> None:
        """Some records, the first of which has this place, to the rows that they make."""
        posts, acts = PostRows(self.names), ActRows(self.names)
        name_account = self.names.name_account
        for seq, record in enumerate(records, first_seq):
            if record.reason is None:
                collected_us = record.collected_us
                observed_us = collected_us or self.ingested_us
                known_us = collected_us or _find_latest(record)
                for account in record.accounts:
                    name_account(account, observed_us, known_us)
                if record.posts:
                    posts.add(seq, record.posts, observed_us, known_us)
                if record.acts:
                    acts.add(seq, record.acts, observed_us)
        self.writers["records"].write(self._list_records(records, first_seq))
        self.writers["posts"].write(posts.to_columns())
        self.writers["acts"].write(acts.to_columns(posts.below_others))
        self.writers["chat_posts"].write(list(zip(*self.names.chat_posts, strict=True)))
        self.names.chat_posts.clear()

    def _list_records(self, records: list[Record], first_seq: int) -> list[Column]:
        told, reasons = self.told, [record.reason for record in records]
        ops, targets = ([record.op for record in records], [record.target for record in records])
        told.ops |= dict.fromkeys(op for op in ops if op)
        told.is_cut |= "cut" in reasons
        for record in records:
            if record.tool:
                told.tool = (record.tool, record.tool_version)
        if any(targets):
            shown = [record.target and self._name_target(record, record.target) for record in records]
            told.note_targets(dict.fromkeys((was, now) for was, now in zip(targets, shown, strict=True) if was and now))
            targets = shown
        return [
            range(first_seq, first_seq + len(records)),
            [record.locator for record in records],
            [record.sha256 for record in records],
            ops,
            targets,
            [record.collected_us for record in records],
            [record.declared_count for record in records],
            reasons,
            [record.detail for record in records],
        ]

    def _name_target(self, record: Record, target: str) -> str:
        """The target of a record's list, hidden unless it or the record itself shows that it stands in the registry."""
        if shown := self.shown_targets.get(target):
            return shown
        named = self.names.name_target(target, record)
        if named == target and (listed := self.names.find_listed(target)):
            named = self.shown_targets[target] = listed  # whatever the record says, as most of a list's do
        return named


def _weigh(record: Record) -> int:
    """How much memory a record holds, in rows; a long text counts as several."""
    posts, acts = record.posts, record.acts
    weight = 1 + len(posts) + len(acts)
    for post in posts:
        text = post.text
        if text is not None and len(text) > ROW_LETTERS:
            weight += len(text) // ROW_LETTERS
    if acts and (text := acts[0].text) is not None and len(text) > ROW_LETTERS:  # each act has the text of its post
        weight += len(acts) * (len(text) // ROW_LETTERS)
    return weight


def _find_latest(record: Record) -> int:
    """The newest time that a record without a capture time gives, before which it cannot have been captured; else 0."""
    latest = 0
    for post in record.posts:
        created_us, version_us = post.created_us, post.version_us
        if created_us and created_us > latest:
            latest = created_us
        if version_us and version_us > latest:
            latest = version_us
    for act in record.acts:
        occurred_us = act.occurred_us
        if occurred_us and occurred_us > latest:
            latest = occurred_us
    return latest
