"""What a trial counts."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """How often harm was done, how often work was lost by it, and how often something else was not as it must be.

    `problems` says what, one sentence each; `measured` what else is worth knowing.
    """

    tries: int = 0
    lost: int = 0
    wrong: int = 0
    problems: list[str] = field(default_factory=list)
    measured: list[str] = field(default_factory=list)

    def note_lost(self, problem: str) -> None:
        """Work that was acknowledged is gone."""
        self.lost += 1
        self.problems.append(problem)

    def note_wrong(self, problem: str) -> None:
        """Nothing is gone, but something is not as it must be: no message, damage, an undo that does not work."""
        self.wrong += 1
        self.problems.append(problem)

    @property
    def clean(self) -> bool:
        return not self.problems
