"""What could not be read of a video, counted while it is read, and said in one sentence."""

from __future__ import annotations

from dataclasses import dataclass

SHORTFALL_SECONDS = 1.0
SHORTFALL_SHARE = 0.005
"""A file that ends earlier than it says by more than both ends early; less is rounding in its header."""


@dataclass(slots=True)
class Damage:
    """Counts of one reading. Times are seconds from the file's first time stamp; `promised` 0: nothing is promised."""

    promised: float = 0.0
    promised_picture: float = 0.0
    reached: float = 0.0
    reached_picture: float = 0.0
    pictures: int = 0
    lost: int = 0
    broken: int = 0
    at_end: bool = False  # the file was read until it gave no more
    read_error: str = ""

    def sentence(self) -> str:
        """One clear sentence, or "" while nothing is wrong."""
        parts = [self._lost_part(), self._early_part() if self.at_end else "", self.read_error]
        return "; ".join(part for part in parts if part)

    def _lost_part(self) -> str:
        parts = []
        if self.lost:
            parts.append(f"{self.lost} of {self.pictures} frames could not be read")
        if self.broken:
            parts.append(f"{self.broken} of {self.pictures} frames are damaged")
        return " and ".join(parts)

    def _early_part(self) -> str:
        for promised, reached in (
            (self.promised_picture, self.reached_picture),
            (self.promised, self.reached),
        ):
            if promised - reached > max(SHORTFALL_SECONDS, SHORTFALL_SHARE * promised):
                return f"the file ends early: {clock(reached)} of {clock(promised)} could be read"
        return ""


def clock(seconds: float) -> str:
    """Seconds as a person writes them.

    >>> clock(130.4), clock(3725)
    ('2:10', '1:02:05')
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
