"""What the user may choose about an export."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from facelabeler.core.entities import PersonId
from facelabeler.core.errors import UsageError
from facelabeler.export.choices import CHOICES, Choice

Others = Literal["show", "unknown", "leave-out", "blur"]
FalseFaces = Literal["hide", "class"]
BoxClasses = Literal["people", "face"]
ImageFormat = Literal["jpeg", "png"]
CropShape = Literal["face", "square", "portrait"]
SplitBy = Literal["shot", "track", "source"]
Split = Literal["train", "val", "test"]

SPLITS: Final[tuple[Split, ...]] = ("train", "val", "test")

SMALLEST_CROP: Final = 16
"""Pixels of a crop's longer side: a 4:5 portrait of it is still larger than what trainers refuse."""

PEOPLE: Final = ("only", "leave_out")
"""Fields of ExportOptions that hold people."""


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """Everything that may be chosen; `choices.CHOICES` has the words for each.

    `split`: shares of train, val, test. `by`: what no split divides. `others` and `ignored`: what becomes of faces
    without a name and of ignored ones. `only`: these people, everybody else made unrecognisable (empty: everybody with
    a name); `leave_out`: people who are in no picture at all. `margin`: around a face, in shares of it. `crop_size`:
    pixels of a crop's longer side, 0 for as many as there are. `thin`: seconds, `thin_distance`: of encodings, below
    which two faces count as nearly the same, 0 for off. `most`: faces of one person at most, 0 for all.

    Raises UsageError for shares that are negative, do not sum to 1 or leave nothing to train on, and for values that
    are not in range.
    """

    split: tuple[float, float, float] = (0.8, 0.1, 0.1)
    by: SplitBy = "shot"
    seed: int = 0
    others: Others = "show"
    ignored: Others = "show"
    false_faces: FalseFaces = "hide"
    only: frozenset[PersonId] = frozenset()
    leave_out: frozenset[PersonId] = frozenset()
    classes: BoxClasses = "people"
    image_format: ImageFormat = "jpeg"
    quality: int = 95
    margin: float = 0.25
    crop_shape: CropShape = "face"
    crop_size: int = 0
    align: bool = False
    upscale: bool = False
    thin: float = 0.0
    thin_distance: float = 0.0
    most: int = 0
    balance: bool = False

    def __post_init__(self) -> None:
        if not _are_shares(self.split):
            raise UsageError(
                f"The split {','.join(f'{share:g}' for share in self.split)} is not possible",
                advice="Give three shares for train, val and test that sum to 1, as in 0.8,0.1,0.1",
            )
        for choice in CHOICES:
            value = getattr(self, choice.name)
            if not choice.allows(value):
                raise UsageError(f"{choice.flag} cannot be {value}", advice=f"Use {choice.range}")
        if 0 < self.crop_size < SMALLEST_CROP:
            raise UsageError(f"--crop-size cannot be {self.crop_size}", advice=f"Use 0, or {SMALLEST_CROP} and more")

    @property
    def thins(self) -> bool:
        """Whether some faces are left out because others are like them, or enough."""
        return bool(self.thin or self.thin_distance or self.most or self.balance)

    @property
    def hides_somebody(self) -> bool:
        """Whether faces may have to be made unrecognisable."""
        return bool(self.only) or "blur" in (self.others, self.ignored)


def split_from_text(text: str) -> tuple[float, float, float]:
    """`0.8,0.1,0.1` as shares; `80,10,10` too. Raises UsageError if it is not three numbers."""
    try:
        train, val, test = (float(part) for part in text.split(","))
    except ValueError:
        raise UsageError(f"The split {text} is not three numbers", advice="Write it as in 0.8,0.1,0.1") from None
    scale = 100.0 if train + val + test > 2 else 1.0
    return train / scale, val / scale, test / scale


def changed(options: ExportOptions) -> Iterable[tuple[Choice, Any]]:
    """The choices that are not as they are by default, and what they are."""
    usual = ExportOptions()
    values = ((choice, getattr(options, choice.name)) for choice in CHOICES)
    return ((choice, value) for choice, value in values if value != getattr(usual, choice.name))


def as_json(options: ExportOptions) -> dict[str, Any]:
    """The options as JSON holds them."""
    values: dict[str, Any] = {choice.name: getattr(options, choice.name) for choice in CHOICES}
    return values | {"split": list(options.split)} | {name: sorted(getattr(options, name)) for name in PEOPLE}


def from_json(values: Mapping[str, Any]) -> ExportOptions:
    """The options that `as_json` gave; what is unknown, or no longer allowed, is as by default."""
    given: dict[str, Any] = {"split": tuple(values["split"])} if "split" in values else {}
    given |= {name: frozenset(values[name]) for name in PEOPLE if name in values}
    given |= {row.name: values[row.name] for row in CHOICES if row.kind != "shares" and row.name in values}
    options = ExportOptions()
    for name, value in given.items():
        with suppress(UsageError, TypeError):
            options = replace(options, **{name: value})
    return options


def _are_shares(split: tuple[float, float, float]) -> bool:
    sane = len(split) == 3 and all(math.isfinite(share) and share >= 0 for share in split)
    return sane and split[0] > 0 and abs(sum(split) - 1) < 1e-6
