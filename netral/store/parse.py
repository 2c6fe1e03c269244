"""A capture's records -> its part of the store, in one pass: named, masked, written."""

from __future__ import annotations

import gc
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from netral.model import ActSeen, Kind, PostSeen, Record
from netral.store.columns import PARTS, PartWriter
from netral.store.names import Names, make_post_url

PARSER_VERSION = "5"
TIES = (Kind.FOLLOW.value, Kind.JOIN.value)
NOBODY = (None, False)
HELD_ROWS = 30_000


@dataclass
class Told:
    """What the records of a capture, or of a stretch of it, say about the capture itself."""

    ops: dict[str, None] = field(default_factory=dict)
    targets: dict[str, None] = field(default_factory=dict)
    tool: tuple[str | None, str | None] = (None, None)
    is_cut: bool = False

    def add(self, other: Told) -> None:
        """What a later stretch says besides."""
        self.ops |= other.ops
        self.targets |= other.targets
        self.tool = other.tool if other.tool[0] else self.tool
        self.is_cut |= other.is_cut


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
    return told


class _Pass:
    """The state of one pass over one stretch of a capture. What runs for every record is written for speed."""

    def __init__(self, writers: dict[str, PartWriter], names: Names, ingested_us: int) -> None:
        self.writers, self.names, self.ingested_us = tuple(writers.values()), names, ingested_us
        self.records, self.accounts, self.posts, self.acts, aliases = (writer.rows for writer in self.writers)
        names.post_aliases = aliases
        self.named_targets: dict[str, str] = {}
        self.told = Told()

    def run(self, records: Iterable[Record], first_seq: int) -> Told:
        for seq, record in enumerate(records, first_seq):
            self._add(seq, record)
            if len(self.posts) + len(self.acts) + len(self.records) >= HELD_ROWS:
                for writer in self.writers:
                    writer.flush()
        for key, entry in self.names.seen.items():
            self.accounts.append((*key, *entry[2:]))
        return self.told

    def _add(self, seq: int, record: Record) -> None:
        (locator, sha256, op, target, collected_us, declared, reason, detail, accounts, posts, acts, tool,
         version) = record  # fmt: skip
        if tool:
            self.told.tool = (tool, version)
        if op:
            self.told.ops[op] = None
        if target:
            self.told.targets[target] = None
            target = self._name_target(record, target)
        if reason is None:
            observed_us = collected_us or self.ingested_us
            name_account = self.names.name_account
            known_us = collected_us or _find_latest(posts, acts)
            for account in accounts:
                name_account(account, observed_us, known_us)
            for post in posts:
                self._add_post(seq, post, observed_us, known_us)
            for act in acts:
                self._add_act(seq, act, observed_us)
        elif reason == "cut":
            self.told.is_cut = True
        self.records.append((seq, locator, sha256, op, target, collected_us, declared, reason, detail))

    def _name_target(self, record: Record, target: str) -> str:
        """The target of a record's list, hidden unless the record shows that it stands in the registry."""
        if target not in self.named_targets:
            named = self.names.name_target(target, record)
            if record.reason is not None:
                return named
            self.named_targets[target] = named
        return self.named_targets[target]

    def _add_post(self, seq: int, post: PostSeen, observed_us: int, known_us: int) -> None:
        platform, native_id, author, kind, text, created_us, url, parent_id, root_id, _ = post
        hash_post = self.names.hash_post
        hashed = hash_post(platform, native_id)
        account_id, inside = self.names.name_account(author, observed_us, known_us)[:2] if author else NOBODY
        parent = hash_post(platform, parent_id) if parent_id else None
        root = None if root_id is None else hashed if root_id == native_id else hash_post(platform, root_id)
        if inside:
            url = url or make_post_url(platform, native_id, author.handle if author else None)
            texts = self.names.clean_text(text, platform)
            plain = f"{platform}:post:{native_id}"
            self.posts.append((seq, plain, hashed, account_id, kind, *texts, created_us, url, parent, root, known_us))
        else:
            self.posts.append((seq, hashed, None, account_id, kind, None, None, None, None, parent, root, known_us))

    def _add_act(self, seq: int, act: ActSeen, observed_us: int) -> None:
        (kind, actor, target, native_id, object_id, object_url, act_url, occurred_us, after_us, before_us, precision,
         zone_assumed, derivation, weight, text) = act  # fmt: skip
        platform, names = actor.platform, self.names
        actor_id, actor_inside = names.name_account(actor, observed_us)[:2]
        target_id, target_inside = names.name_account(target, observed_us)[:2] if target else NOBODY
        text_captured = None
        if not actor_inside:
            act_url = text = None
        elif text:
            text, text_captured = names.clean_text(text, platform)
        has_interval = occurred_us is None and kind not in TIES
        self.acts.append(
            (
                seq,
                platform,
                kind,
                actor_id,
                target_id,
                names.hash_post(platform, native_id) if native_id else None,
                names.hash_post(platform, object_id) if object_id else None,
                object_url if target_inside else None,
                act_url,
                text,
                text_captured,
                occurred_us,
                after_us,
                (before_us or observed_us) if has_interval else None,
                observed_us,
                precision,
                zone_assumed,
                derivation,
                weight,
            )
        )


def _find_latest(posts: tuple[PostSeen, ...], acts: tuple[ActSeen, ...]) -> int:
    """The newest time that a record without a capture time gives, before which it cannot have been captured; else 0."""
    latest = 0
    for post in posts:
        created_us, version_us = post.created_us, post.version_us
        if created_us and created_us > latest:
            latest = created_us
        if version_us and version_us > latest:
            latest = version_us
    for act in acts:
        occurred_us = act.occurred_us
        if occurred_us and occurred_us > latest:
            latest = occurred_us
    return latest
