"""What the user may choose about an export."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Literal

from facelabeler.core.entities import PersonId
from facelabeler.core.errors import UsageError

Include = Literal["named", "all"]
ImageFormat = Literal["jpg", "png"]
Split = Literal["train", "val", "test"]

SPLITS: Final[tuple[Split, ...]] = ("train", "val", "test")

INCLUDE_WORDS: Final[dict[Include, tuple[str, str]]] = {
    "named": (
        "Only named people",
        "Pictures with at least one named face. All named faces in them are labelled; unnamed and ignored faces in "
        "them stay visible without a label, so a trainer takes them for background.",
    ),
    "all": (
        "Named people, and everybody else as unknown",
        "Pictures with at least one face that is named or unnamed. Unnamed faces are labelled as the class unknown; "
        "ignored faces stay visible without a label.",
    ),
}
"""Each policy's title and what it does. What was marked as not a face is never written."""


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """`split`: shares of train, val, test; `quality`: of JPEG; `leave_out`: people to treat as if they were ignored.

    Raises UsageError for shares that are negative, do not sum to 1 or leave nothing to train on, and for values that
    are not in range.
    """

    split: tuple[float, float, float] = (0.8, 0.1, 0.1)
    include: Include = "named"
    seed: int = 0
    image_format: ImageFormat = "jpg"
    quality: int = 95
    leave_out: frozenset[PersonId] = frozenset()

    def __post_init__(self) -> None:
        if not _are_shares(self.split):
            raise UsageError(
                f"The split {','.join(f'{share:g}' for share in self.split)} is not possible",
                advice="Give three shares for train, val and test that sum to 1, as in 0.8,0.1,0.1",
            )
        if self.include not in INCLUDE_WORDS:
            raise UsageError(f"--include cannot be {self.include}", advice="Use named or all")
        if self.image_format not in ("jpg", "png"):
            raise UsageError(f"Images cannot be written as {self.image_format}", advice="Use jpg or png")
        if not 1 <= self.quality <= 100:
            raise UsageError(f"The JPEG quality cannot be {self.quality}", advice="Use 1 to 100")


def split_from_text(text: str) -> tuple[float, float, float]:
    """`0.8,0.1,0.1` as shares; `80,10,10` too. Raises UsageError if it is not three numbers."""
    try:
        train, val, test = (float(part) for part in text.split(","))
    except ValueError:
        raise UsageError(f"The split {text} is not three numbers", advice="Write it as in 0.8,0.1,0.1") from None
    scale = 100.0 if train + val + test > 2 else 1.0
    return train / scale, val / scale, test / scale


def _are_shares(split: tuple[float, float, float]) -> bool:
    sane = len(split) == 3 and all(math.isfinite(share) and share >= 0 for share in split)
    return sane and split[0] > 0 and abs(sum(split) - 1) < 1e-6
