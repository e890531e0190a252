"""The contrast of the colours, computed as WCAG 2 says; text needs 4.5, borders and icons 3."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from facelabeler.ui.tokens import DARK, HIGH_CONTRAST, LIGHT, Tokens

THEMES = pytest.mark.parametrize("theme", [DARK, LIGHT, HIGH_CONTRAST], ids=lambda theme: theme.name)

# The worst ratio over all grounds, as the design states it.
STATED = {
    "dark": {"text": 9.52, "text2": 5.85, "text3": 4.67, "accent": 5.45, "ok": 5.31, "warn": 6.19, "bad": 4.99}
    | {"line_strong": 3.10},
    "light": {"text": 13.40, "text2": 6.96, "text3": 5.01, "accent": 4.97, "ok": 4.92, "warn": 5.20, "bad": 5.35}
    | {"line_strong": 3.52},
    "high-contrast": {"text": 12.70, "text2": 12.70, "text3": 9.62, "accent": 9.75, "ok": 10.15, "warn": 8.28}
    | {"bad": 6.77, "line_strong": 12.70},
}


def luminance(colour: QColor) -> float:
    parts = [part / 255 for part in (colour.red(), colour.green(), colour.blue())]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def worst(colour: QColor, theme: Tokens) -> float:
    grounds = (theme.bg, theme.surface1, theme.surface2, theme.surface3, theme.accent_soft)
    return min(contrast(colour, ground) for ground in grounds)


@THEMES
def test_each_colour_has_the_contrast_the_design_states(theme: Tokens) -> None:
    measured = {name: worst(getattr(theme, name), theme) for name in STATED[theme.name]}
    assert measured == pytest.approx(STATED[theme.name], abs=0.01)


@THEMES
def test_text_is_readable_on_every_ground_and_borders_are_seen(theme: Tokens) -> None:
    readable = (theme.text, theme.text2, theme.text3, theme.accent, theme.ok, theme.warn, theme.bad)
    assert min(worst(colour, theme) for colour in readable) >= 4.5
    assert worst(theme.line_strong, theme) >= 3
    assert min(contrast(colour, theme.field) for colour in (theme.text, theme.text3)) >= 4.5


@THEMES
def test_text_on_the_accent_on_toasts_and_on_badges_is_readable(theme: Tokens) -> None:
    pairs = [
        (theme.on_accent, theme.accent),
        (theme.toast_text, theme.toast),
        (theme.toast_action_text, theme.toast_action),
        (theme.toast_key_text, theme.toast_key),
        (theme.badge_text, theme.badge),
        (theme.badge_ok_text, theme.badge_ok),
        (theme.badge_warn_text, theme.badge_warn),
        (theme.warn, theme.warn_soft),
        (theme.bad, theme.bad_soft),
    ]
    assert min(contrast(text, ground) for text, ground in pairs) >= 4.5


@THEMES
def test_people_have_eight_colours_that_read_as_text_and_as_name_tags(theme: Tokens) -> None:
    assert len({colour.name() for colour in theme.people}) == 8
    assert min(contrast(colour, theme.surface1) for colour in theme.people) >= 4.5
    assert min(contrast(theme.people_text, colour) for colour in theme.people) >= 4.5


def test_people_beyond_the_eighth_take_the_colours_again() -> None:
    assert DARK.person(8) == DARK.person(0)
    assert DARK.person(3) != DARK.person(4)
