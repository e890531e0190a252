"""The bottom of the export dialog: the sum of it all, the progress, or what came of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from facelabeler.export.preview import Preview
from facelabeler.export.write import ExportReport
from facelabeler.ui import theme
from facelabeler.ui.controls import Button, Elided, Glyph, label
from facelabeler.ui.dialogs.export.writing import Progress
from facelabeler.ui.i18n import decimal, listed, number, tr, trn
from facelabeler.ui.progress_line import ProgressLine
from facelabeler.ui.progress_words import left_words

HEIGHT = 60


class Footer(QWidget):
    """Its buttons tell what is wanted: `export_requested`, `cancel_requested`, `folder_requested`."""

    export_requested = Signal()
    cancel_requested = Signal()
    folder_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_done = False
        self.setFixedHeight(HEIGHT)
        self._mark = Glyph("circle-check", 18, "ok")
        self._sum = label(role="strong")
        self._rest = Elided(tone="text2", mode=Qt.TextElideMode.ElideMiddle)
        self._bar = ProgressLine()
        self.folder_button = Button(tr("Open Folder"), icon="folder")
        self.cancel_button = Button(tr("Cancel"))
        self.export_button = Button(tr("Export"), icon="file-export", kind="primary")
        self.folder_button.clicked.connect(lambda: self.folder_requested.emit())
        self.cancel_button.clicked.connect(lambda: self.cancel_requested.emit())
        self.export_button.clicked.connect(lambda: self.export_requested.emit())
        self._lay_out()
        theme.live().theme_changed.connect(self.update)

    def show_summary(self, preview: Preview, obstacle: str) -> None:
        """What would be written, or why nothing can be."""
        self._show(bar=False, folder=False, export=True)
        self.export_button.setEnabled(not obstacle)
        self.export_button.rename(tr("Replace…") if preview.taken and not obstacle else tr("Export"))
        self.cancel_button.rename(tr("Cancel"))
        if obstacle:
            self._say("", obstacle, mark="alert-triangle", tone="warn")
            return
        self._say(_sum_words(preview.images, preview.boxes, preview.classes), _cost_words(preview))

    def show_progress(self, progress: Progress) -> None:
        """How far the writing is."""
        self._show(bar=True, folder=False, export=False)
        self._bar.show_share(progress.share, "accent")
        left = "" if progress.eta is None else left_words(progress.eta)
        rest = tr("Checking what was written") if progress.done == progress.total else left
        self._say(tr("%1 of %2 images", progress.done, progress.total), rest)

    def show_done(self, report: ExportReport, folder: Path) -> None:
        """What was written, and where."""
        self._show(bar=False, folder=True, export=False)
        self.is_done = True
        self.cancel_button.rename(tr("Close"))
        where = " · ".join([str(folder), *report.problems])
        mark, tone = ("alert-triangle", "warn") if report.problems else ("circle-check", "ok")
        head = tr("Exported %1", _sum_words(report.images, report.boxes, report.classes))
        self._say(head, where, mark=mark, tone=tone)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, head))

    def show_cancelled(self) -> None:
        """That nothing was kept."""
        self._say(tr("Cancelled."), tr("Nothing was written."))

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.tokens().surface2)

    def _say(self, head: str, rest: str, *, mark: str = "", tone: str = "ok") -> None:
        self._sum.setText(head)
        self._sum.setVisible(bool(head))
        self._rest.setText(rest)
        self._mark.setVisible(bool(mark))
        if mark:
            self._mark.show_icon(mark, tone)

    def _show(self, *, bar: bool, folder: bool, export: bool) -> None:
        self.is_done = False
        self._bar.setVisible(bar)
        self.folder_button.setVisible(folder)
        self.export_button.setVisible(export)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(10)
        row.addWidget(self._mark)
        row.addWidget(self._sum)
        row.addWidget(self._rest, 2)
        row.addWidget(self._bar, 3)
        for button in (self.folder_button, self.cancel_button, self.export_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        self.export_button.setDefault(True)


def size_words(count: int) -> str:
    """Bytes as people say them: `164 MB`, `1.2 GB`."""
    for unit, size in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= size:
            value = count / size
            return f"{decimal(value) if value < 10 and unit == 'GB' else number(round(value))} {unit}"
    return f"{number(count)} B"


def time_words(seconds: float) -> str:
    """Seconds as people say them: `40 s`, `6 min`, `2 h 10 min`."""
    minutes = round(seconds / 60)
    if seconds < 90:
        return tr("%1 s", max(1, round(seconds)))
    return tr("%1 min", minutes) if minutes < 90 else tr("%1 h %2 min", minutes // 60, minutes % 60)


def _sum_words(images: int, boxes: int, classes: int) -> str:
    parts = (
        trn("%n image", "%n images", images),
        trn("%n box", "%n boxes", boxes),
        trn("%n class", "%n classes", classes),
    )
    return listed(parts)


def _cost_words(preview: Preview) -> str:
    cost = tr("about %1, %2", size_words(preview.bytes), time_words(preview.seconds))
    return f"· {cost} · " + tr("%1 free", size_words(preview.free))
