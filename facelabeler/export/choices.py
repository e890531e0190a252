"""What can be chosen about an export, as a table: command line, dialog and dataset card are made from it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

Concern = Literal["pictures", "crops"]
Kind = Literal["word", "whole", "number", "flag", "shares"]
Section = Literal["Split", "Who is in", "Images", "Crops", "Fewer, more varied faces"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose. `name` is the field of ExportOptions, `flag` its option on the command line.

    `words`: each possible value with its title, for a `word`. `low` and `high` bound a number, `step` is what an arrow
    key adds, `unit` stands behind it, `zero` is what 0 is called. `section` is its heading in the window.
    `concerns` says whether it matters to formats of full pictures, of crops, or to all (empty).
    """

    name: str
    flag: str
    title: str
    sentence: str
    section: Section
    kind: Kind = "word"
    words: Mapping[str, str] = field(default_factory=dict)
    low: float = 0
    high: float = 0
    step: float = 1
    unit: str = ""
    zero: str = ""
    concerns: tuple[Concern, ...] = ()

    def allows(self, value: object) -> bool:
        """Whether this may be chosen."""
        if self.kind == "word":
            return value in self.words
        if self.kind == "flag":
            return isinstance(value, bool)
        if self.kind == "shares":
            return isinstance(value, tuple)  # ExportOptions says whether they sum to 1
        whole = isinstance(value, int) and not isinstance(value, bool)
        number = whole or (self.kind == "number" and isinstance(value, float) and math.isfinite(value))
        return number and self.low <= value <= self.high  # type: ignore[operator]

    def said(self, value: Any) -> str:
        """A value as people read it."""
        if self.kind == "word":
            return self.words[value]
        if self.kind == "flag":
            return "yes" if value else "no"
        if self.kind == "shares":
            return " / ".join(f"{share * 100:.3g}" for share in value)
        return self.zero if self.zero and not value else f"{value:g} {self.unit}".strip()

    @property
    def range(self) -> str:
        """What may be chosen, in words."""
        return " or ".join([", ".join([*self.words][:-1]), [*self.words][-1]]) if self.words else self._bounds

    @property
    def _bounds(self) -> str:
        return f"{self.low:g} to {self.high:g}" if self.high else ""


_FATE: Final = {
    "show": "Stay visible, no label",
    "unknown": "Class unknown",
    "leave-out": "Leave their pictures out",
    "blur": "Make unrecognisable",
}

CHOICES: Final = (
    Choice("split", "--split", "Split", "shares of train, val and test", "Split", kind="shares"),
    Choice(
        "by",
        "--by",
        "Keep together",
        "what no split divides: faces that are nearly the same must not be in two",
        "Split",
        words={"shot": "Shots", "track": "Tracks", "source": "Whole sources"},
    ),
    Choice("seed", "--seed", "Seed", "another number gives another split", "Split", kind="whole", high=2**31 - 1),
    Choice("others", "--others", "Unnamed faces", "what becomes of faces without a name", "Who is in", words=_FATE),
    Choice("ignored", "--ignored", "Ignored faces", "what becomes of ignored faces", "Who is in", words=_FATE),
    Choice(
        "false_faces",
        "--not-a-face",
        "Not a face",
        "what becomes of what was marked as not a face",
        "Who is in",
        words={"hide": "As if nothing were there", "class": "A class of their own, to learn from"},
    ),
    Choice(
        "classes",
        "--classes",
        "Classes of boxes",
        "each person a class, or one class face for every face",
        "Who is in",
        words={"people": "Each person", "face": "One class, face"},
        concerns=("pictures",),
    ),
    Choice(
        "image_format",
        "--images",
        "Images",
        "how frames and crops are encoded; photos are copied where they can be",
        "Images",
        words={"jpeg": "JPEG", "png": "PNG, without loss"},
    ),
    Choice(
        "quality",
        "--quality",
        "JPEG quality",
        "quality of JPEG images, 1 to 100",
        "Images",
        kind="whole",
        low=1,
        high=100,
    ),
    Choice(
        "margin",
        "--margin",
        "Margin",
        "around a face in a crop, in shares of the face",
        "Crops",
        kind="number",
        high=3,
        step=0.05,
        concerns=("crops",),
    ),
    Choice(
        "crop_shape",
        "--crop-shape",
        "Shape of crops",
        "the face with its margin, or a square or 4:5 portrait around it",
        "Crops",
        words={"face": "As the face is", "square": "Square", "portrait": "Portrait, 4:5"},
        concerns=("crops",),
    ),
    Choice(
        "crop_size",
        "--crop-size",
        "Size of crops",
        "pixels of the longer side; larger faces are scaled down",
        "Crops",
        kind="whole",
        high=4096,
        step=16,
        unit="px",
        zero="As found",
        concerns=("crops",),
    ),
    Choice(
        "align",
        "--align",
        "Eyes level",
        "turn each crop so that the eyes are level",
        "Crops",
        kind="flag",
        concerns=("crops",),
    ),
    Choice(
        "upscale",
        "--upscale",
        "Enlarge small faces",
        "enlarge smaller faces to the size of crops; without this no pixel is invented",
        "Crops",
        kind="flag",
        concerns=("crops",),
    ),
    Choice(
        "thin",
        "--thin",
        "Thin out, time",
        "leave out faces this near in time to a better one, unless head or sharpness differ",
        "Fewer, more varied faces",
        kind="number",
        high=3600,
        unit="s",
        zero="Off",
    ),
    Choice(
        "thin_distance",
        "--thin-distance",
        "Thin out, likeness",
        "leave out faces whose encoding is this near to a better one's; 0.3 to 0.4 is usual",
        "Fewer, more varied faces",
        kind="number",
        high=1,
        step=0.05,
        zero="Off",
    ),
    Choice(
        "most",
        "--most",
        "Faces a person, at most",
        "faces of one person at most; the most varied are kept",
        "Fewer, more varied faces",
        kind="whole",
        high=1_000_000,
        step=10,
        zero="All",
    ),
    Choice(
        "balance",
        "--balance",
        "As many of each person",
        "as many faces of each person as of the one with fewest",
        "Fewer, more varied faces",
        kind="flag",
    ),
)
"""Every choice; its sentence is the help on the command line and the tooltip in the window."""
