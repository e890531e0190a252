"""The last step in words, with Undo in it: seen, never in the way, gone by itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QEnterEvent,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from facelabeler.ui import controls, icons, theme

SHOWN_MILLISECONDS = 6000
HEIGHT = 44
MARGIN = 16
_RISE = 12
_ICON = 18
_PAD = 14
_ACTION_HEIGHT = 32


class Toast(QWidget):
    """One plate at the bottom centre of its parent. It stays 6 s, longer while the mouse or the focus is on it.

    A new step replaces the one on show. It takes the focus only by Tab or a click on its button.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        self._muted = False
        self._text = ""
        self._icon = ""
        self._on_action: Callable[[], object] | None = None
        self._action = _Action(self)
        self._action.clicked.connect(self._act)
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MILLISECONDS)
        self._timer.timeout.connect(self.hide)
        self._slide = QPropertyAnimation(self, b"pos", self)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.live().theme_changed.connect(self.update)
        parent.installEventFilter(self)
        self._action.installEventFilter(self)
        self.hide()

    def show_step(
        self,
        text: str,
        action_text: str = "",
        on_action: Callable[[], object] | None = None,
        *,
        key: str = "Ctrl+Z",
        icon: str = "circle-check",
    ) -> None:
        """Show a step in words; with `on_action`, also a button that does it (and its key)."""
        if self._muted:
            return
        self._text, self._icon, self._on_action = text, icon, on_action
        self._action.show_action(action_text, key)
        self._action.setVisible(on_action is not None)
        self.setAccessibleName(text)
        self.resize(self.sizeHint())
        self.show()
        self.raise_()
        self._rise()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def stand_on(self, ground: QWidget | None) -> None:
        """Show from now on in another widget; None: in none, for what is on show says it itself."""
        self.hide()
        self._muted = ground is None
        if ground is None:
            return
        self._ground.removeEventFilter(self)
        self._ground = ground
        self.setParent(ground)
        ground.installEventFilter(self)

    def avoid(self, rect: QRect) -> None:
        """Leave at once if this part of the parent, such as the current card, is under the toast."""
        if self.isVisible() and self._place().intersects(rect):
            self.hide()

    @property
    def is_leaving(self) -> bool:
        """Whether its time is running."""
        return self._timer.isActive()

    def sizeHint(self) -> QSize:
        left = _PAD + _ICON + 12
        right = 12 + self._action.sizeHint().width() + 6 if self._on_action is not None else _PAD
        wanted = left + QFontMetrics(theme.font("body")).horizontalAdvance(self._text) + 1 + right
        return QSize(min(wanted, max(self._ground.width() - 2 * MARGIN, left + right)), HEIGHT)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._ground and event.type() is QEvent.Type.Resize and self.isVisible():
            self._slide.stop()
            self.resize(self.sizeHint())
            self.move(self._place().topLeft())
        elif watched is self._action and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._hold(held=event.type() is QEvent.Type.FocusIn)
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hold(held=True)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hold(held=False)
        super().leaveEvent(event)

    def resizeEvent(self, _event: object) -> None:
        size = self._action.sizeHint()
        self._action.setGeometry(self.width() - size.width() - 6, (HEIGHT - size.height()) // 2, *size.toTuple())

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours.toast_line, 1))
        painter.setBrush(colours.toast)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        drawn = icons.pixmap(self._icon, _ICON, colours.toast_text, self.devicePixelRatioF())
        painter.drawPixmap(_PAD, (HEIGHT - _ICON) // 2, drawn)
        painter.setPen(colours.toast_text)
        painter.setFont(theme.font("body"))
        right = self._action.x() - 12 if self._on_action is not None else self.width() - _PAD
        place = QRect(_PAD + _ICON + 12, 0, right - _PAD - _ICON - 12, HEIGHT)
        text = painter.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideMiddle, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)

    def _place(self) -> QRect:
        parent = self._ground.rect()
        return QRect(QPoint((parent.width() - self.width()) // 2, parent.height() - HEIGHT - MARGIN), self.size())

    def _rise(self) -> None:
        end = self._place().topLeft()
        self._slide.stop()
        self._slide.setDuration(theme.duration(160))
        self._slide.setStartValue(end + QPoint(0, _RISE))
        self._slide.setEndValue(end)
        self._slide.start()

    def _hold(self, *, held: bool) -> None:
        if held:
            self._timer.stop()
        elif self.isVisible() and not self._action.hasFocus():
            self._timer.start()

    def _act(self) -> None:
        action = self._on_action
        self.hide()
        if action is not None:
            action()


class _Action(QAbstractButton):
    """The button in the toast: a word and its key."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._key = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_action(self, text: str, key: str) -> None:
        self.setText(text)
        self._key = controls.key_text(key)
        self.setAccessibleName(text)
        self.setAccessibleDescription(self._key)

    def sizeHint(self) -> QSize:
        text = QFontMetrics(theme.font("strong")).horizontalAdvance(self.text())
        key = 8 + controls.key_width(self._key) if self._key else 0
        return QSize(round(10 + text + key + 10), _ACTION_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QPen(colours.toast_action_text, colours.focus_width) if self.hasFocus() else Qt.PenStyle.NoPen
        painter.setPen(ring)
        painter.setBrush(_nudged(colours.toast_action) if self.underMouse() else colours.toast_action)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        painter.setPen(colours.toast_action_text)
        painter.setFont(theme.font("strong"))
        painter.drawText(self.rect().adjusted(10, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        if self._key:
            self._paint_key(painter, colours)

    def _paint_key(self, painter: QPainter, colours: theme.Tokens) -> None:
        width = controls.key_width(self._key)
        rect = QRectF(self.width() - 10 - width, (self.height() - controls.KEY_HEIGHT) / 2, width, controls.KEY_HEIGHT)
        painter.setPen(QPen(colours.toast_key_text, 1))
        painter.setBrush(colours.toast_key)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(theme.font("caption"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._key)


def _nudged(colour: QColor) -> QColor:
    return colour.darker(106) if colour.lightness() > 127 else colour.lighter(120)
