"""What a user should know before an export, as a table of sentences; nothing here stops it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from facelabeler.core.entities import PersonId

TEMPLATES: Final[Mapping[str, str]] = {
    "no-val": "No shot can be held out without taking a person or most pictures from training, so val points at the "
    "training pictures and measures nothing. Add footage to measure on.",
    "no-test": "There are too few shots for a test set: everything is in train and val.",
    "kept-too-long": "{name} was to be kept until {until}. Leave them out, or People > Forget Person….",
    "no-consent": "No consent of {name} is noted. Faces are biometric data: ask them, or leave them out.",
    "few-faces": "{name} has only {faces}. A class this small is rarely learnt.",
    "one-shot": "{name} is seen in one shot only, which stays in train.",
    "not-in-val": "{name} is not in val: too few shots to hold one out.",
    "unlabelled": "{faces} without a name can be seen in {pictures}. A trainer takes them for background: name them, "
    "ignore them, or choose what becomes of them.",
    "twice": "{name} is labelled twice in {pictures}. A mirror, or a wrong name?",
    "too-small": "{pictures} of less than 10 pixels a side left out: trainers refuse them.",
    "banned": "{pictures} left out, as somebody can be seen in them who is not to be in the dataset.",
    "alike": "{faces} left out as nearly the same as others, or more than wanted.",
    "blurred": "{faces} made unrecognisable. Faces that were not found stay visible: look through the pictures before "
    "you pass them on.",
    "small-crops": "{faces} smaller than the size of crops, written as they are. Nothing is enlarged unless you ask.",
    "enlarged": "{faces} smaller than the size of crops will be enlarged, as you asked.",
    "not-aligned": "{faces} without landmarks, such as those you drew, are cut out as they are, not turned.",
    "missing": "{name} is not where it was. Names are safe; its pictures need the file.",
    "too-big": "The disk may be too small for this dataset.",
}
"""Kind: sentence. The parameters are in braces; `faces` and `pictures` are counts, written with their noun."""

ABOUT_CROPS: Final = ("small-crops", "enlarged", "not-aligned")
"""Kinds that say nothing to formats without crops."""

NOUNS: Final[Mapping[str, tuple[str, str]]] = {"faces": ("face", "faces"), "pictures": ("picture", "pictures")}


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to know. `person` is set where leaving that person out would settle it."""

    kind: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    person: PersonId | None = None

    @property
    def text(self) -> str:
        return TEMPLATES[self.kind].format(**{name: _in_words(name, value) for name, value in self.params.items()})


def _in_words(name: str, value: str | int) -> str:
    one, many = NOUNS.get(name, ("", ""))
    return f"{value:,} {one if value == 1 else many}" if isinstance(value, int) and one else str(value)
