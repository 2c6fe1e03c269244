"""What the records of a capture tell of the capture itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class Told:
    """What the records of a capture, or of a stretch of it, say about the capture itself.

    ``targets`` are whose lists they are of, as the records name them, to what may be kept of that.
    """

    ops: dict[str, None] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)
    tool: tuple[str | None, str | None] = (None, None)
    is_cut: bool = False

    def note_targets(self, named: Iterable[tuple[str, str]]) -> None:
        """Targets as records name them, each with what the tables show: one that any record hides is hidden."""
        for target, shown in named:
            if target not in self.targets or ":~" in shown:
                self.targets[target] = shown if ":~" in shown else target

    def add(self, other: Told) -> None:
        """What a later stretch says besides."""
        self.ops |= other.ops
        self.note_targets(other.targets.items())
        self.tool = other.tool if other.tool[0] else self.tool
        self.is_cut |= other.is_cut
