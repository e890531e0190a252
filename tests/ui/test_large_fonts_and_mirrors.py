"""Larger system fonts and right-to-left languages: nothing is cut, nothing lies on something else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem, QWidget

from facelabeler.core.entities import ClusterId
from facelabeler.ui import theme
from facelabeler.ui.clusters.geometry import extra_height, parts
from facelabeler.ui.main_window import MainWindow
from tests.ui.desk import Key, opened, press, workspace_of


@pytest.fixture
def large(qapp: QApplication) -> Iterator[int]:
    """The system's font at twice its size."""
    before = qapp.font()
    bigger = QFont(before)
    bigger.setPixelSize(26)
    qapp.setFont(bigger)
    yield 26
    qapp.setFont(before)


@pytest.fixture
def mirrored(qapp: QApplication) -> Iterator[None]:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "p.facelabel"


def test_in_the_designs_font_a_card_is_as_drawn(qapp: QApplication) -> None:
    assert extra_height() == 62


def test_a_large_font_fits_on_cards_and_in_rows(path: Path, large: int) -> None:
    with opened(path) as window:
        workspace = workspace_of(window)
        card = parts(workspace.cards.body_rect(workspace.cards.currentIndex()))
        assert card.name.height() >= QFontMetrics(theme.font("strong")).height() >= large
        assert card.meta.height() >= QFontMetrics(theme.font("caption")).height()
        assert not card.name.intersects(card.meta)
        assert workspace.cards.body_rect(workspace.cards.currentIndex()).contains(card.meta)
        for view in (workspace.trays, workspace.people):
            row = view.itemDelegate().sizeHint(QStyleOptionViewItem(), view.model().index(0, 0))
            assert row.height() >= QFontMetrics(theme.font("medium")).height()


def test_cards_are_read_from_the_right_and_their_field_lies_on_them(path: Path, mirrored: None) -> None:
    with opened(path) as window:
        workspace = workspace_of(window)
        first, second = (workspace.cards.visualRect(workspace.card_model.index(row, 0)) for row in (0, 1))
        assert first.left() > second.left()
        press(workspace.cards, Key.Key_Left)
        assert workspace.cards.current_cluster() == ClusterId(2)
        assert window.docks.people.x() > window.docks.faces.x()


def test_every_part_stays_inside_its_window_when_mirrored(path: Path, mirrored: None) -> None:
    with opened(path) as window:
        assert outside(window) == []


def outside(window: MainWindow) -> list[str]:
    """The controls of the toolbar and the header that do not lie in their parents."""
    workspace = workspace_of(window)
    shown = [w for part in (window.tools, workspace.header) for w in part.findChildren(QWidget)]
    visible = [widget for widget in shown if widget.isVisible()]
    assert visible
    return [type(w).__name__ for w in visible if not w.parentWidget().rect().contains(w.geometry())]
