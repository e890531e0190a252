from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QColor, QImage
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from facelabeler.resource_files import resource_path
from facelabeler.ui import icons, theme

NAMES = sorted(path.stem for path in resource_path("icons").glob("*.svg"))
RED = QColor("#FF0000")


@pytest.fixture(autouse=True)
def dark_again(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply_theme(qapp, "dark")


def inked(image: QImage) -> set[str]:
    """The colours of all pixels that are fully covered."""
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_is_drawn_in_the_colour_asked_for(qapp: QApplication, name: str) -> None:
    assert inked(icons.pixmap(name, 24, RED, 2.0).toImage()) == {"#ff0000"}


def test_every_icon_is_drawn_with_current_color_alone() -> None:
    for name in NAMES:
        text = resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")
        assert "currentColor" in text, name
        assert "#" not in text, name


def test_the_licence_of_the_icons_ships_beside_them() -> None:
    assert "MIT License" in resource_path("icons", "LICENSE.txt").read_text(encoding="utf-8")


def test_a_pixmap_is_sharp_on_a_dense_screen(qapp: QApplication) -> None:
    made = icons.pixmap("check", 18, RED, 2.0)
    assert made.size() == QSize(36, 36)
    assert made.deviceIndependentSize().toSize() == QSize(18, 18)


def test_a_name_without_a_file_is_refused(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icons.pixmap("no-such-icon", 18, RED)


@pytest.mark.parametrize("make", [QAction, QPushButton])
def test_a_dressed_target_changes_its_icon_with_the_theme(
    qapp: QApplication, qtbot: QtBot, make: type[QAction | QPushButton]
) -> None:
    target = make()
    icons.dress(target, "history")
    assert inked(target.icon().pixmap(24).toImage()) == {theme.DARK.text.name()}
    theme.apply_theme(qapp, "light")
    assert inked(target.icon().pixmap(24).toImage()) == {theme.LIGHT.text.name()}


def test_dressing_again_replaces_the_icon(qapp: QApplication) -> None:
    target = QAction()
    icons.dress(target, "history")
    icons.dress(target, "check", "accent")
    assert len(target.children()) == 1
    assert inked(target.icon().pixmap(24).toImage()) == {theme.tokens().accent.name()}


def test_a_dressed_target_may_go_before_the_theme_changes(qapp: QApplication) -> None:
    target = QAction()
    icons.dress(target, "history")
    del target
    theme.apply_theme(qapp, "light")
    assert theme.tokens() is theme.LIGHT


def test_the_programs_own_icon_comes_in_all_sizes(qapp: QApplication) -> None:
    assert QSize(16, 16) in icons.app_icon().availableSizes()
    assert QSize(256, 256) in icons.app_icon().availableSizes()
