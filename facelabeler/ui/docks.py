"""The docks at both sides and the strip at the bottom."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QVBoxLayout, QWidget

from facelabeler.ui.drag.carrying import carrying
from facelabeler.ui.settings_store import remember, remembered
from facelabeler.ui.task_strip import TaskStrip
from facelabeler.ui.wording import tr

LEAST, MOST = 180, 640
WIDGET_MOST = 16_777_215  # QWIDGETSIZE_MAX: as wide as wanted
# From this window width on: the widths of the two docks.
WIDTHS = ((2000, 288, 560), (1300, 240, 380), (0, 208, 336))
Area = Qt.DockWidgetArea


class Docks(QObject):
    """People at the left, faces at the right, what is going on below. Their shapes are remembered."""

    def __init__(self, window: QMainWindow, strip: TaskStrip) -> None:
        super().__init__(window)
        self._window = window
        self._strip = strip
        start, end = Area.LeftDockWidgetArea, Area.RightDockWidgetArea
        if window.isRightToLeft():  # Qt mirrors what is in docks, not the docks
            start, end = end, start
        self.people = _dock(tr("People"), "people", window, start)
        self.faces = _dock(tr("Faces"), "faces", window, end)
        self._tasks = _dock(tr("Tasks"), "tasks", window, Area.BottomDockWidgetArea)
        self._nothing = {dock: QWidget(dock) for dock in (self.people, self.faces)}
        self._tasks.setWidget(_holding(strip))
        self._shown_for_drag = False
        self._arranged = False
        self._aside: dict[QDockWidget, int] = {}
        self._given = (0, 0)
        for corner in (Qt.Corner.BottomLeftCorner, Qt.Corner.BottomRightCorner):
            window.setCorner(corner, Area.BottomDockWidgetArea)
        strip.installEventFilter(self)
        carrying().began.connect(self._show_trays)
        carrying().ended.connect(self._hide_again)

    def show_panels(self, people: QWidget, faces: QWidget) -> None:
        """Fill the side docks, as wide as they were left or as this window's width wants them."""
        for dock, panel in ((self.people, people), (self.faces, faces)):
            panel.setMinimumWidth(LEAST)
            panel.setMaximumWidth(MOST)
            dock.setWidget(panel)
            dock.show()
        if not self._arranged:
            self._arranged = True
            self._arrange()

    def take_panels(self) -> None:
        """Empty and hide the side docks, remembering their shapes."""
        self.save()
        for dock in (self.people, self.faces):
            dock.setWidget(self._nothing[dock])
            dock.hide()

    def save(self) -> None:
        """Remember the shapes, if there is anything in the docks."""
        if self._arranged and self.people.widget() is not None:
            remember("docks", self._window.saveState())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._strip and event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._tasks.setVisible(event.type() is QEvent.Type.ShowToParent)
        return super().eventFilter(watched, event)

    def stand_aside(self, *, people: bool) -> None:
        """Hide the faces, and the people if wanted, until `come_back`."""
        if not self._aside:
            self._aside = {dock: dock.width() for dock in (self.people, self.faces) if not dock.isHidden()}
        self.faces.hide()
        self.people.setVisible(self.people in self._aside and not people)
        if self.people in self._aside:
            self.people.setFixedWidth(self._aside[self.people])  # the centre alone gets the room of the faces

    def come_back(self) -> None:
        """Show again what was hidden, as wide as it was."""
        self.people.setMinimumWidth(0)
        self.people.setMaximumWidth(WIDGET_MOST)
        for dock in self._aside:
            dock.show()
        self._window.resizeDocks(list(self._aside), list(self._aside.values()), Qt.Orientation.Horizontal)
        self._aside = {}

    def _arrange(self) -> None:
        state = remembered("docks")
        if state.isEmpty() or not self._window.restoreState(state):
            self._give_widths()
        self._tasks.setVisible(not self._strip.isHidden())

    def fit(self) -> None:
        """Follow the window's width, as long as the docks are as wide as we made them."""
        if self._given == (self.people.width(), self.faces.width()):
            self._give_widths()

    def _give_widths(self) -> None:
        wanted = next((left, right) for least, left, right in WIDTHS if self._window.width() >= least)
        if wanted != self._given:
            self._given = wanted
            self._window.resizeDocks([self.people, self.faces], list(wanted), Qt.Orientation.Horizontal)

    def _show_trays(self) -> None:
        if self.people.isHidden():
            self._shown_for_drag = True
            self.people.show()

    def _hide_again(self) -> None:
        if self._shown_for_drag:
            self._shown_for_drag = False
            self.people.hide()


def _holding(widget: QWidget) -> QWidget:
    """A holder for a widget that comes and goes: a dock would show what is put into it, and wants something in it."""
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    was_hidden = widget.isHidden()
    layout.addWidget(widget)
    widget.setHidden(was_hidden)
    return made


def _dock(title: str, name: str, window: QMainWindow, area: Area) -> QDockWidget:
    """A dock without a title bar: the panel in it has a head of its own."""
    made = QDockWidget(title, window)
    made.setObjectName(name)
    made.setTitleBarWidget(QWidget())
    made.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
    window.addDockWidget(area, made)
    made.hide()
    return made
