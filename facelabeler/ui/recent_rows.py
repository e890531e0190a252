"""A project opened lately, as a row to click."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QDate, QLocale, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from facelabeler.core.errors import ProjectError
from facelabeler.ui import icons, theme
from facelabeler.ui.i18n import listed, tr, trn
from facelabeler.ui.settings_store import RecentProject
from facelabeler.ui.tasks import run_task
from facelabeler.ui.thumbnails import decoded

HEIGHT = 52
_PICTURE = 35  # four faces of 17 and a gap
_TEXT_LEFT = 48


class RecentRow(QAbstractButton):
    """Faces, name, counts and the day. Delete, or the menu, takes it off the list: `removed` carries the path."""

    removed = Signal(str)

    def __init__(self, project: RecentProject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self.pictures: list[QPixmap] = []
        self.is_loading = False
        self._there = Path(project.path).is_file()
        self.setFixedHeight(HEIGHT)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setText(project.name)
        self.setToolTip(project.path)
        self.setAccessibleName(project.name)
        self.setAccessibleDescription(self._counts())
        if self._there and project.faces_shown:
            self._load_pictures()

    def sizeHint(self) -> QSize:
        return QSize(320, HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit(self._project.path)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        remove = QAction(tr("Remove from This List"), menu)
        remove.triggered.connect(lambda: self.removed.emit(self._project.path))
        menu.addAction(remove)
        menu.exec(event.globalPos())

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self.underMouse():
            painter.fillRect(self.rect(), colours.surface2)
        painter.fillRect(QRect(0, HEIGHT - 1, self.width(), 1), colours.line)
        self._paint_picture(painter)
        self._paint_words(painter)
        if self.hasFocus():
            painter.setPen(QPen(colours.text, colours.focus_width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -2), 4, 4)

    def _paint_picture(self, painter: QPainter) -> None:
        top = (HEIGHT - _PICTURE) // 2
        if not self.pictures:
            side = 24
            inset = (_PICTURE - side) // 2
            drawn = icons.pixmap("database", side, theme.tokens().text3, self.devicePixelRatioF())
            painter.drawPixmap(inset, top + inset, drawn)
            return
        places = [QRect(0, 0, 17, 17), QRect(18, 0, 17, 17), QRect(0, 18, 17, 17), QRect(18, 18, 17, 17)]
        if len(self.pictures) < len(places):
            places = [QRect(0, 0, _PICTURE, _PICTURE)]
        for place, drawn in zip(places, self.pictures, strict=False):
            painter.drawPixmap(place.translated(2, top), drawn)

    def _paint_words(self, painter: QPainter) -> None:
        colours = theme.tokens()
        painter.setPen(colours.text2 if self._there else colours.text3)
        day = day_words(self._project.opened)
        painter.setFont(theme.font("small"))
        painter.drawText(self.rect().adjusted(0, 0, -4, 0), _RIGHT, day)
        room = self.width() - _TEXT_LEFT - QFontMetrics(theme.font("small")).horizontalAdvance(day) - 16
        painter.setFont(theme.font("caption"))
        painter.drawText(_line(27, room), _LEFT, _fitting(painter, self._counts(), room))
        painter.setPen(colours.text if self._there else colours.text3)
        painter.setFont(theme.font("strong"))
        painter.drawText(_line(7, room), _LEFT, _fitting(painter, self._project.name, room))

    def _counts(self) -> str:
        one = self._project
        if not self._there:
            return tr("Not where it was: %1", one.path)
        parts = [trn("%n video", "%n videos", one.videos)] if one.videos else []
        parts += [trn("%n photo", "%n photos", one.photos)] if one.photos else []
        parts += [trn("%n face", "%n faces", one.faces)]
        parts += [trn("%n person", "%n people", one.people)] if one.people else []
        return listed(parts)

    def _load_pictures(self) -> None:
        project = self._project
        self.is_loading = True
        run_task(lambda _report, _cancel: _read_pictures(project), on_done=self._show_pictures)

    def _show_pictures(self, images: list[QImage]) -> None:
        from shiboken6 import isValid

        if isValid(self):
            self.is_loading = False
            self.pictures = [QPixmap.fromImage(image) for image in images if not image.isNull()]
            self.update()


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def _line(top: int, width: int) -> QRect:
    return QRect(_TEXT_LEFT, top, width, 18)


def _fitting(painter: QPainter, text: str, width: int) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, width)


def _read_pictures(project: RecentProject) -> list[QImage]:
    """Up to four faces, read from the project; none if it cannot be read now."""
    from facelabeler.storage.store import ThumbnailReader

    try:
        with closing(ThumbnailReader(Path(project.path))) as reader:
            return [decoded(reader.read(face), 64) for face in project.faces_shown[:4]]
    except ProjectError:
        return []


def day_words(opened: str) -> str:
    """`today`, `yesterday`, a weekday within the week, else a date."""
    try:
        then = datetime.fromisoformat(opened).astimezone().date()
    except ValueError:
        return ""
    days = (datetime.now(UTC).astimezone().date() - then).days
    date = QDate(then.year, then.month, then.day)
    if days <= 1:
        return tr("today") if days == 0 else tr("yesterday")
    return QLocale().toString(date, "dddd" if days < 7 else "d MMM yyyy" if days > 300 else "d MMM")
