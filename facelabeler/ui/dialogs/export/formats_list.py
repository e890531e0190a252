"""The formats, each a row to tick."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QStyle, QStyleOptionButton, QVBoxLayout, QWidget

from facelabeler.export.formats import ExportFormat, formats
from facelabeler.ui import icons, theme
from facelabeler.ui.controls import Line, label
from facelabeler.ui.i18n import tr

WIDTH = 264
_SENTENCE_TOP = 27
_ICONS = {
    "yolo": "cube", "coco": "brackets", "voc": "file-text", "cvat": "pencil", "yolo-classify": "folder",
    "imagefolder": "folder", "lfw": "users", "encodings": "database", "cvat-video": "film", "mot": "film",
    "csv": "table", "jsonl": "brackets", "montage": "layout-grid", "article": "photo",
}  # fmt: skip
_TEXT_LEFT = 74
_TEXT_RIGHT = 20  # the list may have a scroll bar


class FormatsList(QWidget):
    """Which formats to write; at least one stays ticked. `changed` after each tick."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(tr("Formats"))
        self.rows = {row.name: FormatRow(row) for row in formats().values()}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = label(tr("Formats"), role="strong")
        head.setContentsMargins(14, 14, 14, 10)
        column.addWidget(head)
        column.addWidget(self._scrolled(), 1)
        column.addWidget(Line())
        foot = label(tr("Other formats can be added as plug-ins."), role="small", tone="text2", wrap=True)
        foot.setContentsMargins(14, 12, 14, 12)
        column.addWidget(foot)
        next(iter(self.rows.values())).setChecked(True)

    def choose(self, names: Sequence[str]) -> None:
        """Tick these formats, of those that there are; none of them: the first."""
        known = [name for name in names if name in self.rows] or list(self.rows)[:1]
        for name in known:
            self.rows[name].setChecked(True)
        for name in self.rows.keys() - set(known):
            self.rows[name].setChecked(False)

    def chosen(self) -> list[str]:
        """The names of the ticked formats, in the order of the list."""
        return [name for name, row in self.rows.items() if row.isChecked()]

    def _scrolled(self) -> QScrollArea:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        for use, rows in groupby(self.rows.values(), key=lambda row: row.format.use):
            head = label(tr(use), role="small", tone="text3")
            head.setContentsMargins(14, 8, 14, 2)
            column.addWidget(head)
            for row in rows:
                row.toggled.connect(lambda on, row=row: self._toggled(row, on=on))
                column.addWidget(row)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.viewport().setAutoFillBackground(False)
        page.setAutoFillBackground(False)
        area.setWidget(page)
        for row in self.rows.values():
            row.focused.connect(area.ensureWidgetVisible)
        return area

    def _toggled(self, row: FormatRow, *, on: bool) -> None:
        if on or self.chosen():
            self.changed.emit()
        else:
            row.setChecked(True)


class FormatRow(QAbstractButton):
    """A tick box, an icon, the format's title and what it is. `focused` when the keyboard comes to it."""

    focused = Signal(object)

    def __init__(self, row: ExportFormat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.format = row
        self.setCheckable(True)
        self.setText(tr(row.title))
        self.setToolTip(tr(row.sentence))
        self.setAccessibleName(tr(row.title))
        self.setAccessibleDescription(tr(row.sentence))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedHeight(_SENTENCE_TOP + self._sentence_height() + 9)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, self.height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.focusNextPrevChild(step > 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked():
            painter.fillRect(self.rect(), colours.accent_soft)
            painter.fillRect(QRect(0, 0, 3, self.height()), colours.accent)
        elif self.underMouse():
            painter.fillRect(self.rect(), colours.surface3)
        if not self.isEnabled():
            painter.setOpacity(0.5)
        self._paint_tick(painter)
        ink = colours.text if self.isChecked() else colours.text2
        drawn = icons.pixmap(_ICONS.get(self.format.name, "file"), 18, ink, self.devicePixelRatioF())
        painter.drawPixmap(44, (self.height() - 18) // 2, drawn)
        self._paint_words(painter)
        if self.hasFocus():
            painter.setPen(QPen(colours.text, colours.focus_width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 2, -3, -2), 4, 4)

    def _sentence_height(self) -> int:
        room = QRect(0, 0, WIDTH - _TEXT_LEFT - _TEXT_RIGHT, 200)
        metrics = QFontMetrics(theme.font("caption"))
        return metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, self.accessibleDescription()).height()

    def _paint_tick(self, painter: QPainter) -> None:
        option = QStyleOptionButton()
        option.initFrom(self)
        option.rect = QRect(14, (self.height() - 16) // 2, 16, 16)
        option.state |= QStyle.StateFlag.State_On if self.isChecked() else QStyle.StateFlag.State_Off
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorCheckBox, option, painter, self)

    def _paint_words(self, painter: QPainter) -> None:
        colours = theme.tokens()
        room = self.width() - _TEXT_LEFT - _TEXT_RIGHT
        painter.setFont(theme.font("strong" if self.isChecked() else "body"))
        painter.setPen(colours.text)
        title = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(_TEXT_LEFT, 8, room, 18), Qt.AlignmentFlag.AlignVCenter, title)
        painter.setFont(theme.font("caption"))
        painter.setPen(colours.text2)
        below = QRect(_TEXT_LEFT, _SENTENCE_TOP, room, self.height() - _SENTENCE_TOP)
        painter.drawText(below, Qt.TextFlag.TextWordWrap, self.accessibleDescription())
