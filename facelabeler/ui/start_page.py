"""The empty window: what to do first, the projects of late, and how it goes from here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from facelabeler.ui import theme
from facelabeler.ui.controls import Glyph, Line, label
from facelabeler.ui.drop_area import DropArea
from facelabeler.ui.i18n import tr
from facelabeler.ui.recent_rows import RecentRow
from facelabeler.ui.settings_store import RecentProject, forget_project, recent_projects

WIDTH = 960
_ROWS = 4


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
        self._drop_area = DropArea()
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
        column.setContentsMargins(0, 16, 0, 16)
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
    words.addWidget(label(text, tone="text2"))
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
