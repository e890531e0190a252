"""Steps of the history in the language of the window, whatever language it had when they were made."""

from __future__ import annotations

import re
from collections.abc import Mapping

from facelabeler.core import words
from facelabeler.core.changes import Param
from facelabeler.ui.i18n import listed, number, tr

_UNNAMED = re.compile(r"Unnamed (\d+(?: and \d+)*)")
_PART = re.compile(r"(\d+) in Unnamed (\d+)")
_MANY = re.compile(r"(\d+) clusters")


class _OfTheWindow:
    """The journal keeps titles as the command line says them, `Unnamed 12 and 21`: here they are said as on cards."""

    def text(self, english: str) -> str:
        return tr(english)

    def value(self, value: Param) -> str:
        return number(value) if isinstance(value, int) else listed(_said(part) for part in value.split(", "))


_TONGUE = _OfTheWindow()


def past_tense(verb: str, params: Mapping[str, Param]) -> str:
    """`Moved 3 faces to Joey`."""
    return words.past_tense(verb, params, _TONGUE)


def imperative(verb: str, params: Mapping[str, Param]) -> str:
    """`move to Joey`, as in `Undo move to Joey`."""
    return words.imperative(verb, params, _TONGUE)


def _said(title: str) -> str:
    """One title of a step; a person's name stays as it is."""
    if found := _UNNAMED.fullmatch(title):
        return tr("Unnamed %1", tr(" and ").join(found[1].split(" and ")))
    if found := _PART.fullmatch(title):
        return tr("{faces} in {cluster}").format(faces=found[1], cluster=tr("Unnamed %1", found[2]))
    if found := _MANY.fullmatch(title):
        return tr("%1 clusters", found[1])
    return tr(title) if title == "Unclustered" else title
