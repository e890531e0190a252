"""The colours of the window, a table a theme. The contrast of each is computed in tests/ui/test_tokens.py."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor


@dataclass(frozen=True, slots=True)
class Tokens:
    """What things are coloured for, not what colour they have.

    `bg` lies under cards, `surface1` under docks and dialogs, `surface2` is a card or button, `surface3` either under
    the mouse. Every text colour has a contrast of 4.5 or more on each of them and on `accent_soft`, `line_strong` 3.
    `badge_*` lie on photos and are the same in every theme. `people` are given out in order and repeat.
    """

    name: str
    dark: bool
    bg: QColor
    surface1: QColor
    surface2: QColor
    surface3: QColor
    field: QColor
    line: QColor
    line_button: QColor
    line_strong: QColor
    text: QColor
    text2: QColor
    text3: QColor
    accent: QColor
    on_accent: QColor
    accent_soft: QColor
    ok: QColor
    warn: QColor
    bad: QColor
    warn_soft: QColor
    bad_soft: QColor
    strip_base: QColor
    toast: QColor
    toast_text: QColor
    toast_line: QColor
    toast_key: QColor
    toast_key_text: QColor
    toast_action: QColor
    toast_action_text: QColor
    people: tuple[QColor, ...]
    people_text: QColor
    badge: QColor
    badge_text: QColor
    badge_ok: QColor
    badge_ok_text: QColor
    badge_warn: QColor
    badge_warn_text: QColor
    focus_width: int

    def person(self, number: int) -> QColor:
        """The colour of the person at this place in the list, from 0."""
        return self.people[number % len(self.people)]


ON_PHOTOS = {
    "badge": "#111214",
    "badge_text": "#F2F3F4",
    "badge_ok": "#123B22",
    "badge_ok_text": "#9BE8B5",
    "badge_warn": "#41361D",
    "badge_warn_text": "#FFD27A",
}


def _tokens(name: str, *, dark: bool, people: str, focus_width: int = 2, **colours: str) -> Tokens:
    values = {key: QColor(value) for key, value in {**ON_PHOTOS, **colours}.items()}
    swatches = tuple(QColor(value) for value in people.split())
    return Tokens(name=name, dark=dark, people=swatches, focus_width=focus_width, **values)


DARK = _tokens(
    "dark",
    dark=True,
    bg="#1B1C1E",
    surface1="#232426",
    surface2="#2D2F32",
    surface3="#393B3F",
    field="#1B1C1E",
    line="#404246",
    line_button="#404246",
    line_strong="#84878C",
    text="#ECEDEE",
    text2="#B9BCC0",
    text3="#A4A8AD",
    accent="#5CC0F0",
    on_accent="#06202C",
    accent_soft="#1E3F50",
    ok="#6CC58B",
    warn="#F0B849",
    bad="#F4938A",
    warn_soft="#41361D",
    bad_soft="#472A29",
    strip_base="#393B3F",
    toast="#F2F3F4",
    toast_text="#1B1D1F",
    toast_line="#A9ABAE",
    toast_key="#FFFFFF",
    toast_key_text="#474B50",
    toast_action="#D3EAF5",
    toast_action_text="#0A5A80",
    people="#E9A25F #86B6FF #6CC58B #E993C6 #D9C74A #BBA3F5 #5FD0C5 #CFAA88",
    people_text="#111214",
)

LIGHT = _tokens(
    "light",
    dark=False,
    bg="#EAEBED",
    surface1="#F5F6F7",
    surface2="#FFFFFF",
    surface3="#E3E5E8",
    field="#FFFFFF",
    line="#D2D5D9",
    line_button="#C3C7CC",
    line_strong="#74787E",
    text="#1B1D1F",
    text2="#474B50",
    text3="#5C6066",
    accent="#0A678F",
    on_accent="#FFFFFF",
    accent_soft="#D3EAF5",
    ok="#1A6F3D",
    warn="#815400",
    bad="#AE2720",
    warn_soft="#FBEFD3",
    bad_soft="#FBE3E0",
    strip_base="#DDE0E4",
    toast="#26282B",
    toast_text="#F2F3F4",
    toast_line="#26282B",
    toast_key="#1B1C1E",
    toast_key_text="#B9BCC0",
    toast_action="#1E3F50",
    toast_action_text="#8FD4F7",
    people="#A5540F #1F5FBF #1A6F3D #A82C73 #756500 #6A45B8 #0B6F67 #795333",
    people_text="#FFFFFF",
)

HIGH_CONTRAST = _tokens(
    "high-contrast",
    dark=True,
    focus_width=3,
    bg="#000000",
    surface1="#000000",
    surface2="#000000",
    surface3="#1F1F1F",
    field="#000000",
    line="#FFFFFF",
    line_button="#FFFFFF",
    line_strong="#FFFFFF",
    text="#FFFFFF",
    text2="#FFFFFF",
    text3="#E0E0E0",
    accent="#FFE14D",
    on_accent="#000000",
    accent_soft="#3A3300",
    ok="#7CFFB0",
    warn="#FFC861",
    bad="#FFA69E",
    warn_soft="#000000",
    bad_soft="#000000",
    strip_base="#4D4D4D",
    toast="#FFFFFF",
    toast_text="#000000",
    toast_line="#FFFFFF",
    toast_key="#FFFFFF",
    toast_key_text="#000000",
    toast_action="#000000",
    toast_action_text="#FFE14D",
    people="#FFB26B #9CC4FF #7CFFB0 #FFA3DA #FFE14D #CDB9FF #6FF0E3 #E8C8A8",
    people_text="#111214",
)
