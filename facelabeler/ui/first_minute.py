"""What the three hints are about, and where that is in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractButton, QMenuBar, QWidget

from facelabeler.ui.hints import Hint, Hints
from facelabeler.ui.wording import tr

if TYPE_CHECKING:
    from facelabeler.ui.main_window import MainWindow


def hints_of(window: MainWindow) -> Hints:
    """The hints of the first minute: a card, the questions, the keys."""
    return Hints(
        window,
        (
            Hint(
                "card",
                tr("This is one person, as far as we can see"),
                tr("Press Enter and type who it is: the next card follows. Ctrl+Z takes anything back."),
                lambda: _card(window),
            ),
            Hint(
                "questions",
                tr("Questions are the quick way"),
                tr("Two cards that look alike: answer with Y or N, and many faces are settled at once."),
                lambda: _questions(window),
            ),
            Hint("keys", tr("Every key is a keystroke away"), tr("F1 lists all of them."), lambda: _help(window)),
        ),
    )


def _card(window: MainWindow) -> QRect | None:
    if window.workspace is None or not window.workspace.cards.currentIndex().isValid():
        return None
    rect, centre = window.workspace.current_card_rect(), window.workspace.centre
    return _in_window(window, centre, rect) if centre.isVisible() else None


def _questions(window: MainWindow) -> QRect | None:
    name = tr("Questions")
    buttons = (button for button in window.tools.findChildren(QAbstractButton) if button.isVisible())
    found = next((button for button in buttons if button.accessibleName().startswith(name)), None)
    return _in_window(window, found, found.rect()) if found is not None and _at_the_cards(window) else None


def _help(window: MainWindow) -> QRect | None:
    bar: QMenuBar = window.menuBar()
    actions = bar.actions()
    return _in_window(window, bar, bar.actionGeometry(actions[-1])) if _at_the_cards(window) and actions else None


def _at_the_cards(window: MainWindow) -> bool:
    """Whether nothing lies over the cards: viewer and questions need all the room there is."""
    return window.workspace is not None and window.workspace.covering() is None


def _in_window(window: QWidget, part: QWidget, rect: QRect) -> QRect:
    return QRect(part.mapTo(window, rect.topLeft()), rect.size())
