from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from facelabeler.ui import theme
from facelabeler.ui.controls import Button, set_tone
from facelabeler.ui.style import Style


@pytest.fixture(autouse=True)
def dark_again(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply_theme(qapp, "dark")


def test_a_theme_brings_its_palette_and_tells_that_it_changed(qapp: QApplication, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.live().theme_changed) as told:
        theme.apply_theme(qapp, "light")
    assert told.args == [theme.LIGHT]
    assert theme.tokens() is theme.LIGHT
    assert qapp.palette().color(QPalette.ColorRole.Window) == theme.LIGHT.surface1
    assert theme.live().wanted == "light"


def test_the_desktops_theme_is_one_of_ours(qapp: QApplication) -> None:
    theme.apply_theme(qapp, "system")
    assert theme.tokens() in (theme.DARK, theme.LIGHT, theme.HIGH_CONTRAST)
    assert theme.tokens() is theme.system_tokens(qapp)


def test_the_style_sheet_names_only_tokens_there_are() -> None:
    sheet = theme.style_sheet(theme.DARK)
    assert "$" not in sheet.partition("*/")[2]
    assert theme.DARK.surface2.name() in sheet


def test_the_style_stays_ours_when_the_theme_changes_twice(qapp: QApplication) -> None:
    for name in ("light", "high-contrast", "dark"):
        theme.apply_theme(qapp, name)
    button = QPushButton("x")
    assert button.style().metaObject().className() in ("Style", "QStyleSheetStyle")
    assert Style(theme.tokens).pixelMetric(Style.PixelMetric.PM_IndicatorWidth) == 16


@pytest.mark.parametrize(("role", "factor"), [("caption", 0.85), ("small", 0.92), ("body", 1), ("display", 2.15)])
def test_type_sizes_are_relative_to_the_systems_font(qapp: QApplication, role: str, factor: float) -> None:
    base, made = qapp.font(), theme.font(role)
    if base.pixelSize() > 0:
        assert made.pixelSize() == round(base.pixelSize() * factor)
    else:
        assert made.pointSizeF() == pytest.approx(base.pointSizeF() * factor)


def test_figures_are_of_equal_width() -> None:
    assert theme.base_font().featureTags() == [QFont.Tag("tnum")]


def test_a_faded_colour_lies_between_itself_and_its_ground() -> None:
    faded = theme.faded(theme.DARK.text, theme.DARK.bg, 0.5)
    assert theme.DARK.bg.lightness() < faded.lightness() < theme.DARK.text.lightness()


def test_controls_are_drawn_in_the_colours_of_the_theme(qapp: QApplication, qtbot: QtBot) -> None:
    for name in ("dark", "light", "high-contrast"):
        theme.apply_theme(qapp, name)
        button = Button("Export", kind="primary")
        qtbot.addWidget(button)
        assert button.grab().toImage().pixelColor(6, 16) == theme.tokens().accent


@pytest.mark.parametrize("kind", [QLineEdit, QComboBox, QSpinBox])
def test_fields_are_of_one_height_and_filled_with_the_field_colour(qtbot: QtBot, kind: type[QWidget]) -> None:
    field = kind()
    qtbot.addWidget(field)
    field.resize(160, field.sizeHint().height())
    assert field.height() == theme.CONTROL_HEIGHT
    assert field.grab().toImage().pixelColor(120, 26) == theme.tokens().field


def test_a_ticked_box_is_filled_with_the_accent(qtbot: QtBot) -> None:
    box = QCheckBox()
    qtbot.addWidget(box)
    box.setChecked(True)
    image = box.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert theme.tokens().accent.name() in colours


def test_a_label_takes_its_tone_from_the_theme(qapp: QApplication, qtbot: QtBot) -> None:
    words = QLabel("words")
    qtbot.addWidget(words)
    set_tone(words, "bad")
    words.show()
    assert words.palette().color(QPalette.ColorRole.WindowText) == theme.DARK.bad
    theme.apply_theme(qapp, "light")
    assert words.palette().color(QPalette.ColorRole.WindowText) == theme.LIGHT.bad
