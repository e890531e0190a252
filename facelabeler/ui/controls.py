"""Small controls that dialogs and panels are put together from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from facelabeler.ui import icons, theme

KEY_HEIGHT = 18
_GAP = 8


class Button(QPushButton):
    """A push button with an optional icon and, beside its text, the key that does the same.

    `kind` is `standard`, `primary` (one a view), `ghost` or `danger`; `small` is 26 pixels high. The text is the
    accessible name, the key its description. A click does not take the focus: the hand stays where it works.
    """

    def __init__(
        self,
        text: str,
        *,
        icon: str = "",
        key: str = "",
        kind: str = "standard",
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._icon = icon
        self._key = key_text(key)
        self.setProperty("kind", kind)
        self.setProperty("small", small)
        self.setFont(theme.font("strong" if kind == "primary" else "small" if small else "body"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.rename(text)
        self.setAccessibleDescription(self._key)
        theme.live().theme_changed.connect(self.update)

    def rename(self, text: str) -> None:
        """Say something else, on screen and to screen readers."""
        self.setText(text)
        self.setAccessibleName(text.replace("&", "").replace("…", ""))
        self.updateGeometry()

    def set_icon_name(self, name: str) -> None:
        """Show another icon."""
        self._icon = name
        self.update()

    def sizeHint(self) -> QSize:
        size = super().sizeHint()  # the height comes from the style
        padding = 10 if self.property("small") else 12
        return QSize(round(self._content_width()) + 2 * padding, size.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        if not self.isEnabled():
            painter.setOpacity(0.45)
        self._paint_content(painter)

    def _paint_content(self, painter: QPainter) -> None:
        x = (self.width() - self._content_width()) / 2
        middle = self.height() / 2
        ink = self._ink()
        if self._icon:
            side = self._icon_side()
            drawn = icons.pixmap(self._icon, side, ink, self.devicePixelRatioF())
            painter.drawPixmap(round(x), round(middle - side / 2), drawn)
            x += side + (_GAP if self.text() else 0)
        painter.setPen(ink)
        painter.setFont(self.font())
        width = self._text_width()
        text = self.text()
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic | Qt.TextFlag.TextSingleLine
        painter.drawText(QRectF(x, 0, width + 2, self.height()), flags, text)
        if self._key:
            paint_key(painter, self._key, x + width + _GAP, middle, ink=self._key_ink(), plain=self._is_primary())

    def _content_width(self) -> float:
        key = _GAP + key_width(self._key, plain=self._is_primary()) if self._key else 0
        icon = self._icon_side() + (_GAP if self.text() else 0) if self._icon else 0
        return icon + self._text_width() + key

    def _text_width(self) -> float:
        return QFontMetrics(self.font()).size(Qt.TextFlag.TextShowMnemonic, self.text()).width() if self.text() else 0

    def _icon_side(self) -> int:
        return 16 if self.property("small") else 18

    def _is_primary(self) -> bool:
        return self.property("kind") == "primary"

    def _ink(self) -> QColor:
        colours = theme.tokens()
        return {"primary": colours.on_accent, "danger": colours.bad}.get(self.property("kind"), colours.text)

    def _key_ink(self) -> QColor:
        return self._ink() if self._is_primary() else theme.tokens().text2


class IconButton(Button):
    """A button that is only an icon; `name` is its tooltip and accessible name."""

    def __init__(self, icon: str, name: str, *, small: bool = True, parent: QWidget | None = None) -> None:
        super().__init__("", icon=icon, kind="ghost", small=small, parent=parent)
        self.rename(name)

    def rename(self, name: str) -> None:
        """Say something else in tooltip and to screen readers."""
        self.setToolTip(name)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        side = super().sizeHint().height()
        return QSize(side, side)


class Key(QWidget):
    """The picture of a key, as in `F1`."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key_text(key)
        self.setFixedSize(round(key_width(self._key)), KEY_HEIGHT)
        theme.live().theme_changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_key(painter, self._key, 0, self.height() / 2, ink=theme.tokens().text2)


class Glyph(QWidget):
    """An icon that is no button, in the colour of a token."""

    def __init__(self, name: str, size: int = 18, tone: str = "text2", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._tone = tone
        self._side = size
        self.setFixedSize(size, size)
        theme.live().theme_changed.connect(self.update)

    def show_icon(self, name: str, tone: str) -> None:
        self._name, self._tone = name, tone
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        ink = getattr(theme.tokens(), self._tone)
        QPainter(self).drawPixmap(0, 0, icons.pixmap(self._name, self._side, ink, self.devicePixelRatioF()))


class Choice(QComboBox):
    """A field that opens a list; `rows` are its texts and what each stands for (`currentData`)."""

    def __init__(self, name: str, rows: Sequence[tuple[str, object]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setItemDelegate(QStyledItemDelegate(self))  # the one that the style sheet can give room to
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        for text, value in rows:
            self.addItem(text, value)


class Line(QFrame):
    """A hairline, lying or standing; a standing one may have a height of its own."""

    def __init__(self, *, standing: bool = False, height: int | None = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if not standing:
            self.setFixedHeight(1)
        elif height is None:
            self.setFixedWidth(1)
        else:
            self.setFixedSize(1, height)
        theme.live().theme_changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.tokens().line)


class Elided(QLabel):
    """A label on one line that shortens its text where there is no room; the whole text is its tooltip then."""

    def __init__(
        self,
        text: str = "",
        *,
        role: str = "body",
        tone: str = "text",
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._mode = mode
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(role))
        set_tone(self, tone)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown = self.fontMetrics().elidedText(self.text(), self._mode, self.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter = QPainter(self)
        painter.setPen(getattr(theme.tokens(), str(self.property("tone"))))
        painter.drawText(self.contentsRect(), self.alignment() | Qt.AlignmentFlag.AlignVCenter, shown)


def label(text: str = "", *, role: str = "body", tone: str = "text", wrap: bool = False) -> QLabel:
    """A plain-text label in a role of the type scale and the colour of a token."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(theme.font(role))
    made.setWordWrap(wrap)
    set_tone(made, tone)
    return made


def set_tone(target: QLabel, tone: str) -> None:
    """Colour a label's text as a token, now and in every theme: `text`, `text2`, `text3`, `ok`, `warn` or `bad`."""
    if target.property("tone") != tone:
        target.setProperty("tone", tone)
        target.style().unpolish(target)
        target.style().polish(target)


def key_text(key: str) -> str:
    """A shortcut as the keyboard of this system says it, as in `Ctrl+Z`; what is no shortcut stays as it is."""
    native = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) if key else ""
    return native.replace("Return", "Enter") or key


def key_width(key: str, *, plain: bool = False) -> float:
    """How wide `paint_key` draws a key."""
    width = QFontMetrics(_key_font()).horizontalAdvance(key)
    return width if plain else max(KEY_HEIGHT, width + 10)


def paint_key(painter: QPainter, key: str, x: float, middle: float, *, ink: QColor, plain: bool = False) -> None:
    """Draw a key with its left edge at `x`, centred on the height `middle`; `plain`: without its edge."""
    width = key_width(key, plain=plain)
    rect = QRectF(x, middle - KEY_HEIGHT / 2, width, KEY_HEIGHT)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(_key_font())
    if not plain:
        painter.setPen(QPen(theme.tokens().line_strong, 1))
        painter.setBrush(theme.tokens().surface1)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setPen(ink)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, key)
    painter.restore()


def _key_font() -> QFont:
    return theme.font("caption")
