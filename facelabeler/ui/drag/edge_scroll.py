"""Scrolling by itself while something is carried near an edge."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QAbstractItemView

EDGE_PX = 40
WAIT_MS = 300
TICK_MS = 16
LEAST_STEP, MOST_STEP = 2, 18


def step_for(y: int, height: int) -> int:
    """Pixels a tick for a cursor at `y` in a view `height` high: more the deeper it is in an edge, up is negative."""
    depth = EDGE_PX - y if y < EDGE_PX else min(0, height - EDGE_PX - y)
    if depth == 0:
        return 0
    size = LEAST_STEP + round((MOST_STEP - LEAST_STEP) * min(abs(depth), EDGE_PX) / EDGE_PX)
    return -size if depth > 0 else size


class EdgeScroll(QObject):
    """Scrolls a view while `follow` reports positions near its upper or lower edge."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._step = 0
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._tick = QTimer(self, interval=TICK_MS)
        self._wait.timeout.connect(self._tick.start)
        self._tick.timeout.connect(self._scroll)

    def follow(self, position: QPoint) -> None:
        """The cursor is here now, in coordinates of the viewport."""
        self._step = step_for(position.y(), self._view.viewport().height())
        if not self._step:
            self.stop()
        elif not self._wait.isActive() and not self._tick.isActive():
            self._wait.start()

    def stop(self) -> None:
        self._wait.stop()
        self._tick.stop()

    def _scroll(self) -> None:
        bar = self._view.verticalScrollBar()
        bar.setValue(bar.value() + self._step)
