"""File > Export: formats, folder and split on top, what will be written below, and then the writing itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QHideEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from facelabeler.core.entities import PersonId
from facelabeler.core.errors import Cancelled, FaceLabelerError
from facelabeler.export.options import ExportOptions
from facelabeler.export.plan import ExportPlan
from facelabeler.export.preview import Preview
from facelabeler.export.write import ExportReport
from facelabeler.pipeline.progress import Cancel
from facelabeler.session import Session
from facelabeler.ui.controls import Line as Hairline
from facelabeler.ui.dialogs.export.class_table import SPLIT_COLOURS, ClassTable
from facelabeler.ui.dialogs.export.example import ExamplePicture
from facelabeler.ui.dialogs.export.footer import Footer
from facelabeler.ui.dialogs.export.formats_list import FormatsList
from facelabeler.ui.dialogs.export.legend import Legend
from facelabeler.ui.dialogs.export.notices_list import Line, NoticesList, left_out_line, lines_of, safety_line
from facelabeler.ui.dialogs.export.options_form import OptionsForm
from facelabeler.ui.dialogs.export.planner import Planner, parts_of, stops
from facelabeler.ui.dialogs.export.remembered import Remembered, recall, remember
from facelabeler.ui.dialogs.export.writing import Progress, Request, write
from facelabeler.ui.dialogs.message import show_error
from facelabeler.ui.dialogs.question import ask
from facelabeler.ui.i18n import tr
from facelabeler.ui.segments import Segments
from facelabeler.ui.tasks import run_task
from facelabeler.ui.thumbnails import Thumbnails

MANY_FACES = 5000
"""From here on planning takes longer than a click should."""


class ExportDialog(QDialog):
    """Shows the plan while it is being chosen, writes it on a worker, and says what came of it.

    It is not modal: the window can be used while it writes, since the plan is fixed by then. `stop` cancels the
    writing, as does Cancel or closing; what was there before stays. `not_kept`: why the choices could not be kept.
    """

    not_kept = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None, thumbnails: Thumbnails | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export Dataset"))
        self.setMinimumSize(960, 640)
        self.resize(self.sizeHint().boundedTo(self.screen().availableSize() * 0.95))
        self._session = session
        self.planner = Planner(session)
        self._left_out: dict[PersonId, str] = {}
        self._writing: Cancel | None = None
        self.formats = FormatsList()
        self.form = OptionsForm(session.path)
        self.table = ClassTable(thumbnails)
        self.notices = NoticesList()
        self.example = ExamplePicture()
        self.footer = Footer()
        self.tabs = Segments((tr("What will be written"), tr("Options")))
        self.pages = QStackedWidget()
        self._legend = Legend(("train", "val", "test"), SPLIT_COLOURS)
        self._choices = QWidget()
        self._recall()
        self._lay_out()
        self._connect()
        self.refresh()
        self.footer.export_button.setFocus()

    def sizeHint(self) -> QSize:
        return QSize(1080, 776)

    # -- choosing

    @property
    def plan(self) -> ExportPlan:
        """What would be written now."""
        return self.planner.plan

    @property
    def preview(self) -> Preview:
        """What is shown of it."""
        return self.planner.preview

    def refresh(self) -> None:
        """Plan again, with the project and the choices as they are now."""
        if self._writing is not None:
            return
        self.form.name_folder_after(self.formats.chosen())
        self.form.page.only_box.show_people(self.planner.people())
        self.form.page.show_parts(parts_of(self.formats.chosen()))
        with _patience(len(self._session.project.faces)):
            self.planner.update(self._options(), self.form.folder(), self.formats.chosen())
        self.tabs.show_counts([len(self.plan.classes), self.form.count_changed() or None])
        self.table.show_classes(self.preview.rows, self.planner.best_faces())
        self.notices.show_lines(self._lines())
        self.example.show_example(self.planner.example())
        self.footer.show_summary(self.preview, self._obstacle())

    def _options(self) -> ExportOptions:
        return self.form.options(frozenset(self._left_out))

    def _recall(self) -> None:
        """Choose what was chosen for this project last."""
        known = recall(self._session)
        people = self.planner.people()
        self._left_out = {person: people[person] for person in known.options.leave_out if person in people}
        self.form.page.only_box.show_people(people)
        self.form.show_options(known.options)
        self.formats.choose(known.formats)
        if known.folder is not None:
            self.form.set_folder(known.folder)

    def _remember(self) -> None:
        """Keep what is chosen for the next time; where that fails, the dataset can be written all the same."""
        try:
            remember(self._session, Remembered(self._options(), tuple(self.formats.chosen()), self.form.own_folder()))
        except FaceLabelerError as error:
            self.not_kept.emit(error)

    def _obstacle(self) -> str:
        """Why nothing can be exported as things are; empty if it can."""
        named = self.form.folder_field.text().strip()
        return self.planner.obstacle() if named else tr("Choose a folder for the dataset.")

    def _lines(self) -> list[Line]:
        stopping = [notice for notice in self.preview.notices if stops(notice)]
        others = [notice for notice in self.preview.notices if not stops(notice)]
        safe = [safety_line()] if self.plan.images else []
        left_out = [left_out_line(name, person) for person, name in self._left_out.items()]
        return [*lines_of(stopping), *safe, *left_out, *lines_of(others)]

    def _leave_out_or_take_in(self, person: PersonId) -> None:
        if person in self._left_out:
            del self._left_out[person]
        else:
            self._left_out[person] = self._session.project.people[person].name
        self.refresh()

    # -- writing

    def start(self) -> None:
        """Write the dataset; asks once before replacing what is in its place."""
        self.refresh()
        if self._obstacle() or self._writing is not None:
            return
        self._remember()
        out = self.form.folder()
        if self.preview.taken and not self._may_replace(out):
            return
        request = Request(
            self.planner.to_write(),
            out,
            tuple(self.formats.chosen()),
            self.planner.places(),
            replaces=self.preview.taken,
            keep=(self._session.path,),
        )
        self._set_writing(
            run_task(
                lambda report, cancel: write(request, report, cancel),
                on_done=self._written,
                on_error=self._failed,
                on_progress=self._progressed,
            )
        )

    def stop(self) -> None:
        """Cancel the writing. Nothing of it is left."""
        self.example.stop()
        if self._writing is not None:
            self._writing.set()

    def reject(self) -> None:
        if self._writing is not None:
            self.stop()
        else:
            self.example.stop()
            super().reject()

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever hides the dialog, what was chosen is kept. A project that closes hides it first."""
        self._remember()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """The project may have changed while another window was used."""
        super().changeEvent(event)
        activated = event.type() is QEvent.Type.ActivationChange and self.isActiveWindow()
        if activated and self.isVisible() and not self.footer.is_done:
            self.refresh()

    def _may_replace(self, out: Path) -> bool:
        return bool(
            ask(
                self,
                tr("Export Dataset"),
                tr("Replace %1?", out.name),
                {"replace": tr("Replace")},
                below=tr("What is in the folder now is deleted once the new dataset is complete and checked."),
            )
        )

    def _set_writing(self, writing: Cancel | None) -> None:
        self._writing = writing
        self._choices.setEnabled(writing is None)
        if writing is not None:
            self.footer.show_progress(Progress(0, len(self.plan.images), None))

    def _progressed(self, progress: object) -> None:
        if isinstance(progress, Progress) and self._writing is not None:
            self.footer.show_progress(progress)

    def _written(self, report: ExportReport) -> None:
        self._set_writing(None)
        self.footer.show_done(report, self.form.folder())

    def _failed(self, error: Exception) -> None:
        self._set_writing(None)
        self.refresh()
        if isinstance(error, Cancelled):
            self.footer.show_cancelled()
        elif isinstance(error, FaceLabelerError):
            show_error(self, error)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.form.folder())))

    # -- putting together

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self.pages.setCurrentIndex)
        self.tabs.currentChanged.connect(lambda page: self._legend.setVisible(page == 0))
        self.formats.changed.connect(self.refresh)
        self.form.changed.connect(self.refresh)
        self.notices.way_out_chosen.connect(self._leave_out_or_take_in)
        self.footer.export_requested.connect(self.start)
        self.footer.cancel_requested.connect(self.reject)
        self.footer.folder_requested.connect(self._open_folder)

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.setSpacing(16)
        below.addWidget(self.notices, 1)
        below.addWidget(self.example)
        head = QHBoxLayout()
        head.addWidget(self.tabs)
        head.addStretch(1)
        head.addWidget(self._legend)
        shown = QWidget()
        on_show = QVBoxLayout(shown)
        on_show.setContentsMargins(0, 0, 0, 0)
        on_show.setSpacing(8)
        on_show.addWidget(self.table, 5)
        on_show.addLayout(below, 3)
        self.pages.addWidget(shown)
        self.pages.addWidget(self.form.page)
        right = QVBoxLayout()
        right.setContentsMargins(24, 16, 24, 12)
        right.setSpacing(8)
        right.addWidget(self.form)
        right.addSpacing(8)
        right.addLayout(head)
        right.addWidget(self.pages, 1)
        body = QHBoxLayout(self._choices)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.formats)
        body.addWidget(Hairline(standing=True, height=None))
        body.addLayout(right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._choices, 1)
        whole.addWidget(Hairline())
        whole.addWidget(self.footer)


@contextmanager
def _patience(faces: int) -> Iterator[None]:
    """Shows the cursor that means waiting where planning so many faces takes a moment."""
    if faces > MANY_FACES:
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        if faces > MANY_FACES:
            QApplication.restoreOverrideCursor()
