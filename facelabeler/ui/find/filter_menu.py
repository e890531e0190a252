"""The Filter menu: it writes terms into the search, so that there is one truth, and the language teaches itself."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSlider, QWidget, QWidgetAction

from facelabeler.core.entities import Source
from facelabeler.ui.controls import label
from facelabeler.ui.find.query import quoted, terms_of, with_term, without_term
from facelabeler.ui.wording import tr

MOST_SOURCES = 20
STEP = 5  # percent that the slider moves by

# A term of the search, and how the menu calls it.
STATES: tuple[tuple[str, str], ...] = (
    ("doubtful", "With Doubtful Faces"),
    ("confirmed", "Confirmed"),
    ("unconfirmed", "Not Confirmed"),
    ("photo", "From Photos"),
    ("video", "From Videos"),
)


class FilterMenu(QMenu):
    """Checked is what the search asks for. It stays open while boxes are ticked. `searched` carries the new search."""

    searched = Signal(str)

    def __init__(self, text: str, sources: Iterable[Source], parent: QWidget) -> None:
        super().__init__(tr("Filter"), parent)
        self._text = text
        self._head(tr("State"))
        for term, title in STATES:
            self._offer(term, tr(title))
        names = list(dict.fromkeys(Path(source.path).name for source in sources))[:MOST_SOURCES]
        if len(names) > 1:
            self._head(tr("Source"))
        for name in names if len(names) > 1 else ():
            self._offer(f"source:{quoted(name)}", name.replace("&", "&&"))
        self._head(tr("Quality at Least"))
        self.addAction(self._slider_action())
        self.addSeparator()
        clear = self.addAction(tr("Show All Cards"))
        clear.triggered.connect(lambda: self._search(""))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._toggle():
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Space or not self._toggle():
            super().keyPressEvent(event)

    def _toggle(self) -> bool:
        """Tick or untick the row under the mouse or the keyboard, leaving the menu open."""
        action = self.activeAction()
        if action is None or not action.isCheckable():
            return False
        action.trigger()
        return True

    def _head(self, text: str) -> None:
        """A line of words above a group of rows."""
        said = label(text, role="caption-strong", tone="text3")
        said.setContentsMargins(12, 8, 12, 4)
        action = QWidgetAction(self)
        action.setDefaultWidget(said)
        action.setEnabled(False)
        self.addAction(action)

    def _offer(self, term: str, title: str) -> None:
        action = QAction(title, self)
        action.setCheckable(True)
        action.setChecked(term in terms_of(self._text))
        action.setData(term)
        action.triggered.connect(lambda checked: self._set(term, wanted=checked))
        self.addAction(action)

    def _set(self, term: str, *, wanted: bool) -> None:
        others = [other for other in _rivals(term) if wanted]
        for other in others:
            self._text = without_term(self._text, other)
        self._search(" ".join([*terms_of(self._text), term]) if wanted else without_term(self._text, term))
        for action in self.actions():
            if action.isCheckable():
                action.setChecked(action.data() in terms_of(self._text))

    def _set_quality(self, percent: int) -> None:
        term = f"quality>={percent}%"
        self._search(with_term(self._text, term) if percent else without_term(self._text, "quality"))

    def _search(self, text: str) -> None:
        self._text = text
        self.searched.emit(text)

    def _slider_action(self) -> QWidgetAction:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, 100 // STEP)
        slider.setValue(_quality_in(self._text) // STEP)
        slider.setAccessibleName(tr("Quality at least"))
        said = label(_percent(slider.value() * STEP), role="small", tone="text2")
        said.setMinimumWidth(44)
        slider.valueChanged.connect(lambda step: _show(said, step * STEP))
        slider.valueChanged.connect(lambda step: self._set_quality(step * STEP))
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(28, 4, 12, 4)
        layout.addWidget(slider, 1)
        layout.addWidget(said)
        action = QWidgetAction(self)
        action.setDefaultWidget(row)
        return action


def _rivals(term: str) -> tuple[str, ...]:
    """Terms that cannot hold together with one: ticking it unticks them."""
    pairs = (("confirmed", "unconfirmed"), ("photo", "video"))
    if term.startswith("source:"):
        return ("source",)
    return tuple(other for pair in pairs if term in pair for other in pair if other != term)


def _quality_in(text: str) -> int:
    start, end = "quality>=", "%"
    found = next((term for term in terms_of(text) if term.startswith(start) and term.endswith(end)), "")
    number = found.removeprefix(start).removesuffix(end)
    return min(100, int(number)) if number.isdecimal() else 0


def _percent(percent: int) -> str:
    return tr("%1%", percent) if percent else tr("any")


def _show(said: QLabel, percent: int) -> None:
    said.setText(_percent(percent))
