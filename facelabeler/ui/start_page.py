"""The empty window: what to do first, the projects of late, and how it goes from here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QShowEvent,
)
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from facelabeler.ui import theme
from facelabeler.ui.controls import Button, Glyph, Line, label
from facelabeler.ui.i18n import tr, trn
from facelabeler.ui.recent_rows import RecentRow
from facelabeler.ui.settings_store import RecentProject, forget_project, recent_projects

WIDTH = 960
_DROP_HEIGHT = 292
_ROWS = 4
_STRIP = ((28, False), (40, True), (16, False), (64, True), (44, False), (20, True))  # width, whether somebody is there


class StartPage(QWidget):
    """Shown while no project is open. Files may be dropped anywhere on it.

    `recent_requested` carries a project's path (str), `files_dropped` a list of paths (list[str]).
    """

    open_video_requested = Signal()
    open_folder_requested = Signal()
    open_project_requested = Signal()
    recent_requested = Signal(object)
    files_dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._drop_area = _DropArea()
        self._recent = _RecentList()
        self._recent.chosen.connect(self.recent_requested)
        for name, signal in (
            ("video", self.open_video_requested),
            ("folder", self.open_folder_requested),
            ("project", self.open_project_requested),
        ):
            self._drop_area.buttons[name].clicked.connect(lambda _checked=False, signal=signal: signal.emit())
        self._lay_out()
        theme.live().theme_changed.connect(self.update)

    def refresh(self) -> None:
        """Read the list of recent projects again."""
        self._recent.show_projects(recent_projects()[:_ROWS])

    def showEvent(self, event: QShowEvent) -> None:
        self.refresh()
        super().showEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        paths = dropped_paths(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self._drop_area.show_drop(len(paths))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drop_area.show_drop(0)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._drop_area.show_drop(0)
        paths = dropped_paths(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.files_dropped.emit(paths)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.tokens().bg)

    def _lay_out(self) -> None:
        below = QGridLayout()
        below.setHorizontalSpacing(48)
        below.setContentsMargins(0, 40, 0, 0)
        below.addWidget(self._recent, 0, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(_how_it_goes(), 0, 1, Qt.AlignmentFlag.AlignTop)
        below.setColumnStretch(0, 1)
        below.setColumnStretch(1, 1)
        page = QWidget()
        page.setMaximumWidth(WIDTH)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 24, 0, 24)
        column.addStretch(1)
        column.addWidget(self._drop_area)
        column.addLayout(below)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(_scrolling(page))


def dropped_paths(data: QMimeData) -> list[str]:
    """The local files and folders of a drop."""
    return [url.toLocalFile() for url in data.urls() if url.isLocalFile()]


class _DropArea(QWidget):
    """The dashed field with the three ways to begin."""

    def __init__(self) -> None:
        super().__init__()
        self._hovered = False
        self.setFixedHeight(_DROP_HEIGHT)
        self.buttons = {
            "video": Button(tr("Open Video…"), icon="film", key="Ctrl+O", kind="primary"),
            "folder": Button(tr("Open Folder…"), icon="folder"),
            "project": Button(tr("Open Project…"), icon="file"),
        }
        self._title = label(_invitation(), role="display")
        self._below = label(
            tr("Photos and folders work too. Faces appear while it is still being read."), role="lead", tone="text2"
        )
        column = QVBoxLayout(self)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(_Strip(), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(20)
        column.addWidget(self._title, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        column.addWidget(self._below, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(24)
        column.addLayout(self._button_row())
        column.addStretch(1)
        theme.live().theme_changed.connect(self.update)

    def show_drop(self, files: int) -> None:
        """Say what a drop here would do; 0 when nothing is held over it."""
        self._hovered = files > 0
        self._title.setText(trn("Drop to open it", "Drop to open all %n", files) if files else _invitation())
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colours.accent if self._hovered else colours.line_strong, 2)
        pen.setDashPattern([3.0, 2.5])
        painter.setPen(pen)
        painter.setBrush(colours.accent_soft if self._hovered else colours.surface1)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 12, 12)

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStretch(1)
        for button in self.buttons.values():
            button.setFixedSize(button.sizeHint() + QSize(12, 8))
            row.addWidget(button)
        row.addStretch(1)
        return row


class _Strip(QWidget):
    """The presence strip, our sign: where somebody is on screen."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(sum(width + 2 for width, _ in _STRIP) - 2, 14)
        theme.live().theme_changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        x = 0
        for width, present in _STRIP:
            painter.setBrush(colours.accent if present else colours.strip_base)
            painter.drawRoundedRect(QRectF(x, 0, width, self.height()), 2, 2)
            x += width + 2


class _RecentList(QWidget):
    """The recent projects, or a word that there are none yet."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Recent projects"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(_section(tr("Recent projects")))
        self._rows: list[QWidget] = []

    def show_projects(self, projects: Sequence[RecentProject]) -> None:
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(project) for project in projects] or [_none_yet()]
        for row in self._rows:
            self._column.addWidget(row)
            row.show()

    def _row(self, project: RecentProject) -> RecentRow:
        row = RecentRow(project)
        row.clicked.connect(lambda _checked=False, path=project.path: self.chosen.emit(path))
        row.removed.connect(self._remove)
        return row

    def _remove(self, path: str) -> None:
        forget_project(path)
        self.show_projects(recent_projects()[:_ROWS])


def _none_yet() -> QWidget:
    made = label(tr("Projects you open will be listed here."), tone="text3")
    made.setContentsMargins(0, 14, 0, 0)
    return made


def _how_it_goes() -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(_section(tr("How it goes")))
    for icon, title, text in (
        ("face-id", tr("Faces are found and grouped"), tr("One card for each person the program sees.")),
        ("keyboard", tr("You name the cards"), tr("Press Enter and type. Drag a face that is in the wrong place.")),
        ("file-export", tr("You export a dataset"), tr("Training images and labels, checked before you get them.")),
    ):
        column.addSpacing(16)
        column.addLayout(_step(icon, title, text))
    return made


def _step(icon: str, title: str, text: str) -> QHBoxLayout:
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(label(title, role="strong"))
    words.addWidget(label(text, tone="text2", wrap=True))
    row = QHBoxLayout()
    row.setSpacing(14)
    row.addWidget(Glyph(icon, 24), 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(words, 1)
    return row


def _section(title: str) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    column.addWidget(label(title, role="strong"))
    column.addWidget(Line())
    return made


def _scrolling(page: QWidget) -> QScrollArea:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(24, 0, 24, 0)
    row.addWidget(page)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(holder)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    for ground in (area, area.viewport(), holder):
        ground.setAutoFillBackground(False)
    return area


def _invitation() -> str:
    return tr("Open a video, or drop one here")
