"""The smaller parts of a question: the two lanes with the evidence, an answer, the last answers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from facelabeler.ui import drawing, theme
from facelabeler.ui.controls import key_width, paint_key
from facelabeler.ui.presence import Axis
from facelabeler.ui.questions.card import Card

LANES = 64
NAMES = 112
EVIDENCE = 310
ANSWER = 62
CHIP = 28
CHIPS = 4


class LanePair(QWidget):
    """When both are on screen, on one axis, and beside it what that says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: Card | None = None
        self._axis = Axis((), {})
        self.setFixedHeight(LANES)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time runs so in every language
        theme.live().theme_changed.connect(self.update)

    def show_card(self, card: Card | None, axis: Axis) -> None:
        self._card, self._axis = card, axis
        if card is not None:
            self.setAccessibleName(" ".join(card.evidence))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        colours = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours.line, 1))
        painter.setBrush(colours.surface1)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        if self._card is None:
            return
        strip = self.rect().adjusted(16 + NAMES, 0, -16 - EVIDENCE, 0)
        for place, side in enumerate(self._card.sides):
            self._paint_lane(painter, place, side.title, strip)
        self._paint_evidence(painter, self._card, self.rect().adjusted(self.width() - EVIDENCE, 0, -12, 0))

    def _paint_lane(self, painter: QPainter, place: int, title: str, strip: QRect) -> None:
        if self._card is None:
            return
        colours = theme.tokens()
        top = 10 + place * 22
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.person(place))
        painter.drawRoundedRect(16, top + 6, 10, 10, 2, 2)
        name = QRect(34, top, NAMES - 26, 22)
        drawing.draw_text(painter, name, title, theme.font("body"), colours.text)
        for left, width in self._axis.base(strip.width()):
            painter.fillRect(strip.left() + left, top + 10, width, 2, colours.strip_base)
        for left, width in self._axis.runs(self._card.sides[place].faces, strip.width()):
            painter.fillRect(strip.left() + left, top + 5, width, 12, colours.person(place))

    def _paint_evidence(self, painter: QPainter, card: Card, rect: QRect) -> None:
        colours = theme.tokens()
        icon, tone = ("circle-check", colours.ok) if card.apart else ("alert-triangle", colours.warn)
        drawing.draw_icon(painter, icon, QRect(rect.left() + 12, 0, 18, self.height()), 18, tone)
        first = QRect(rect.left() + 40, 12, rect.width() - 40, 20)
        drawing.draw_text(painter, first, card.evidence[0], theme.font("body"), colours.text)
        second = first.translated(0, 20)
        drawing.draw_text(painter, second, card.evidence[1], theme.font("small"), colours.text2)


class AnswerButton(QPushButton):
    """Icon, answer, what it does, and its key. All three look alike: a filled Yes would buy wrong merges."""

    def __init__(self, text: str, icon: str, tone: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._icon, self._tone, self._key = icon, tone, key
        self._effect = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(ANSWER)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(text)
        theme.live().theme_changed.connect(self.update)

    def say(self, effect: str) -> None:
        """What this answer would do."""
        self._effect = effect
        self.setAccessibleDescription(f"{self._key}. {effect}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, ANSWER)

    def minimumSizeHint(self) -> QSize:
        return QSize(180, ANSWER)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        colours = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        pen = QPen(colours.text, colours.focus_width) if focused else QPen(colours.line_strong, 1)
        painter.setPen(pen)
        painter.setBrush(colours.surface3 if self.underMouse() or self.isDown() else colours.surface2)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        direction, inside = self.layoutDirection(), self.rect().adjusted(18, 0, -18, 0)
        icon = drawing.flow(inside, QRect(inside.left(), 0, 24, self.height()), direction)
        drawing.draw_icon(painter, self._icon, icon, 24, getattr(colours, self._tone))
        key = key_width(self._key)
        words = drawing.flow(inside, inside.adjusted(38, 0, -round(key) - 12, 0), direction)
        align = Qt.AlignmentFlag.AlignLeading
        upper = QRect(words.left(), 11, words.width(), 21)
        drawing.draw_text(painter, upper, self.text(), theme.font("title"), colours.text, align)
        lower = upper.translated(0, 21)
        drawing.draw_text(painter, lower, self._effect, theme.font("small"), colours.text2, align)
        left = inside.left() if self.isRightToLeft() else inside.right() - key
        paint_key(painter, self._key, left, self.height() / 2, ink=colours.text)


class Chips(QWidget):
    """The last answers, icon and words each; the newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)

    def show_answers(self, answers: Sequence[tuple[str, str, str]]) -> None:
        """Icon, tone and words of each."""
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for icon, tone, text in answers[-CHIPS:]:
            self._row.addWidget(Chip(icon, tone, text))


class Chip(QWidget):
    """One answer on a small plate."""

    def __init__(self, icon: str, tone: str, text: str) -> None:
        super().__init__()
        self._icon, self._tone, self._text = icon, tone, text
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(CHIP)
        theme.live().theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(QFontMetrics(theme.font("small")).horizontalAdvance(self._text) + 42, CHIP)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, CHIP)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        colours = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours.line, 1))
        painter.setBrush(colours.surface2)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        drawing.draw_icon(painter, self._icon, QRect(10, 0, 14, CHIP), 14, getattr(colours, self._tone))
        place = QRect(30, 0, self.width() - 38, CHIP)
        drawing.draw_text(painter, place, self._text, theme.font("small"), colours.text)
