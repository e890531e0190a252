"""Each step of the history in words: one sentence for toast, status bar, history, Edit menu and command line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from facelabeler.core.changes import Param

# verb: (past tense, what Undo and Redo call it). {faces} is counted and has its plural in {plural}.
TEMPLATES: Mapping[str, tuple[str, str]] = {
    "named": ("Named {faces} {plural} {person}", "name {person}"),
    "named-part": ("Named {faces} {plural} {person}, {left} left out: {cluster}", "name {person}"),
    "unnamed": ("Took the name from {clusters}", "take the name from {clusters}"),
    "merged": ("Merged {others} into {into}, {faces} {plural}", "merge into {into}"),
    "moved": ("Moved {faces} {plural} to {to}", "move to {to}"),
    "split": ("Split {cluster}: {stay} stay, {parts}", "split {cluster}"),
    "marked-face": ("Marked {faces} as {plural} again", "mark as face"),
    "marked-ignored": ("Ignored {faces} {plural}", "ignore"),
    "marked-not-a-face": ("Marked {faces} as not a face", "mark as not a face"),
    "confirmed": ("Confirmed {faces} {plural}", "confirm"),
    "answered-same": ("{other} is {into}, {faces} {plural} settled", "say that {other} is {into}"),
    "answered-different": ("{a} is not {b}", "say that {a} is not {b}"),
    "answered-kept": ("Kept {faces} {plural} in {cluster}", "keep {faces} {plural} in {cluster}"),
    "answered-removed": ("Took {faces} {plural} out of {cluster}, now in {to}", "take {plural} out of {cluster}"),
    "accepted": ("{cluster} is {person}, {faces} {plural}", "name {person}"),
    "rejected": ("{cluster} is not {person}", "say that {cluster} is not {person}"),
    "drawn": ("Added a face {where}", "add a face"),
    "parted": ("From {time} on someone else: {faces} {plural} in {to}", "say that it is someone else from {time} on"),
    "consent-noted": ("Noted what {person} consented to", "note what {person} consented to"),
    "grouped": ("Grouped again: {faces} {plural} moved, none confirmed", "group again"),
}


def clock(seconds: float) -> str:
    """A time in the footage: `0:03`, `12:40`, `1:02:07`."""
    whole = int(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"


def exact_clock(seconds: float) -> str:
    """The same with tenths: `0:49.0`."""
    tenths = round(seconds * 10)
    return f"{clock(tenths // 10)}.{tenths % 10}"


class Tongue(Protocol):
    """A language to say steps in: it turns the texts of this module, and the values of a step, into its own."""

    def text(self, english: str) -> str: ...
    def value(self, value: Param) -> str: ...


class _English:
    def text(self, english: str) -> str:
        return english

    def value(self, value: Param) -> str:
        return str(value)


ENGLISH: Tongue = _English()


def past_tense(verb: str, params: Mapping[str, Param], tongue: Tongue = ENGLISH) -> str:
    """`Moved 3 faces to Joey`. An unknown verb, from a newer program, is shown as it is."""
    return _fill(TEMPLATES.get(verb, (verb, verb))[0], params, tongue)


def imperative(verb: str, params: Mapping[str, Param], tongue: Tongue = ENGLISH) -> str:
    """`move to Joey`, as in `Undo move to Joey`."""
    return _fill(TEMPLATES.get(verb, (verb, verb))[1], params, tongue)


def _fill(template: str, params: Mapping[str, Param], tongue: Tongue) -> str:
    plural = tongue.text("face" if params.get("faces") == 1 else "faces")
    values = {name: tongue.value(value) for name, value in params.items()}
    return tongue.text(template).format(**{"plural": plural, **values})
