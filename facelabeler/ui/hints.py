"""The first minute: three hints, each once, as a plate beside the thing it is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from facelabeler.ui import theme
from facelabeler.ui.controls import Button, label
from facelabeler.ui.settings_store import window_settings
from facelabeler.ui.wording import tr

WIDTH = 300
GAP = 14  # between the plate and its thing: the focus ring of a card lies between
LOOK_MS = 250  # what the hint is about has come to rest by then
_KEPT = "hints"


@dataclass(frozen=True, slots=True)
class Hint:
    """One hint; `place` answers where its thing is in the window, None while it is not there."""

    name: str
    title: str
    text: str
    place: Callable[[], QRect | None]


class Plate(QFrame):
    """A title, a sentence, `Got it`. It takes no focus. `closed` follows the button and Esc."""

    closed = Signal()

    def __init__(self, hint: Hint, parent: QWidget) -> None:
        super().__init__(parent)
        self.hint = hint
        self._ground = parent
        self._got_it = Button(tr("Got it"), small=True, kind="primary")
        self._got_it.clicked.connect(self.closed)
        self.setAccessibleName(f"{hint.title} {hint.text}")
        self.setFixedWidth(WIDTH)
        row = QHBoxLayout()
        row.addWidget(label(tr("Esc closes it"), role="small", tone="text3"))
        row.addStretch(1)
        row.addWidget(self._got_it)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(label(hint.title, role="strong", wrap=True))
        layout.addWidget(label(hint.text, tone="text2", wrap=True))
        layout.addLayout(row)

    def stand_beside(self, thing: QRect) -> None:
        """To the right of its thing, to the left where there is no room, below where there is neither."""
        room = self._ground.rect()
        self.resize(WIDTH, self.heightForWidth(WIDTH))
        right, left = thing.right() + GAP, thing.left() - GAP - WIDTH
        corner = QPoint(right, thing.top()) if right + WIDTH <= room.right() else QPoint(left, thing.top())
        if corner.x() < room.left() or thing.height() < 60:
            corner = QPoint(min(max(thing.left(), room.left() + 4), room.right() - WIDTH), thing.bottom() + 6)
        corner.setY(min(corner.y(), room.bottom() - self.height()))
        self.move(corner)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(colours.surface2)
        painter.setPen(QPen(colours.accent, 2))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 8, 8)


class Hints(QObject):
    """Shows the next hint that was not seen yet, one at a time. Seen is what the user has closed."""

    def __init__(self, window: QWidget, hints: Sequence[Hint]) -> None:
        super().__init__(window)
        self._window = window
        self._hints = hints
        self._plate: Plate | None = None
        self._timer = QTimer(self, singleShot=True, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)

    @property
    def plate(self) -> Plate | None:
        """The plate on show."""
        return self._plate

    def look(self) -> None:
        """Something has come on the screen: soon show the next hint that has its thing there.

        A plate whose thing is no longer there leaves, unseen.
        """
        if self._plate is not None and self._plate.hint.place() is None:
            self._close()
        if self._plate is None and not self._timer.isActive():
            self._timer.start()

    def again(self) -> None:
        """Forget what was seen, and begin anew."""
        window_settings().remove(_KEPT)
        self._close()
        self.look()

    def leave(self) -> None:
        """What hints are about is going: take the plate away, unseen."""
        self._timer.stop()
        self._close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._plate is not None and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and self._window.isActiveWindow():
                self._close_seen()
                return True
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._stand()
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        seen = _seen()
        unseen = (hint for hint in self._hints if hint.name not in seen and hint.place() is not None)
        hint = next(unseen, None)
        if hint is not None and self._plate is None:
            self._show(hint)

    def _show(self, hint: Hint) -> None:
        plate = self._plate = Plate(hint, self._window)
        plate.closed.connect(self._close_seen)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        self._stand()
        plate.show()
        plate.raise_()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._window, plate.accessibleName()))

    def _stand(self) -> None:
        place = self._plate.hint.place() if self._plate is not None else None
        if self._plate is not None and place is not None:
            self._plate.stand_beside(place)

    def _close_seen(self) -> None:
        if self._plate is not None:
            window_settings().setValue(_KEPT, ",".join([*_seen(), self._plate.hint.name]))
        self._close()
        self.look()

    def _close(self) -> None:
        plate, self._plate = self._plate, None
        if plate is not None:
            plate.hide()
            plate.deleteLater()
            app = QApplication.instance()
            if app is not None:
                app.removeEventFilter(self)


def _seen() -> list[str]:
    kept = window_settings().value(_KEPT, "")
    names = kept if isinstance(kept, list) else str(kept).split(",")
    return [name for name in names if name]
