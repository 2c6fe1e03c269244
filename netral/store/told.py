"""What the records of a capture tell of the capture itself."""

from __future__ import annotations

from dataclasses import dataclass, field


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
