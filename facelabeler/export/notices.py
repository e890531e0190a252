"""What a user should know before an export, as a table of sentences; nothing here stops it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from facelabeler.core.entities import PersonId

TEMPLATES: Final[Mapping[str, str]] = {
    "no-val": "Everything belongs together, so nothing can be held out: val points at the training pictures and "
    "measures nothing. Add footage to measure on.",
    "no-test": "There are too few shots for a test set; everything is in train and val.",
    "few-faces": "{name}: only {faces} faces. A class this small is rarely learnt.",
    "one-shot": "{name}: all {faces} faces come from one shot, so they are all in train.",
    "not-in-val": "{name} is in train only: too few shots to hold one out.",
    "unlabelled": "{pictures} pictures also show {faces} faces without a name. A trainer takes them for background: "
    "name them, ignore them or include them as unknown.",
    "twice": "{name} is labelled twice in {pictures} pictures. A mirror, or a wrong name?",
    "too-small": "{pictures} pictures of less than 10 pixels are left out: trainers refuse them.",
    "missing": "{name} is not where it was. Names are safe; its pictures need the file.",
    "too-big": "The disk may be too small for this dataset.",
}
"""Kind: sentence. The parameters are in braces."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to know. `person` is set where leaving that person out would settle it."""

    kind: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    person: PersonId | None = None

    @property
    def text(self) -> str:
        return TEMPLATES[self.kind].format(**self.params)
