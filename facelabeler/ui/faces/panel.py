"""The Faces dock: whose faces they are, the grid, the context of the current one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QVBoxLayout, QWidget

from facelabeler.core.project import Project
from facelabeler.ui.clusters.empty_note import EmptyNote
from facelabeler.ui.controls import Button, Elided, IconButton
from facelabeler.ui.faces.context import Context
from facelabeler.ui.faces.model import FaceModel
from facelabeler.ui.faces.order import FaceFilter, FaceSorting
from facelabeler.ui.faces.view import FaceView
from facelabeler.ui.header import MenuButton
from facelabeler.ui.pill import Pill
from facelabeler.ui.places import Place, Tray
from facelabeler.ui.wording import cluster_title, faces_text, tr, tracks_text, trn

HEAD = 44
TRAY_TITLES = {Tray.UNCLUSTERED: "Unclustered", Tray.IGNORED: "Ignored", Tray.NOT_A_FACE: "Not a face"}
EMPTY_TRAYS = {
    Tray.UNCLUSTERED: "Every face belongs to somebody.",
    Tray.IGNORED: "Strangers go here: select faces and press I.",
    Tray.NOT_A_FACE: "What is no face goes here: select it and press Delete.",
}
SORTINGS = {
    FaceSorting.LEAST_TYPICAL: "Least typical first",
    FaceSorting.TIME: "By time",
    FaceSorting.QUALITY: "Best first",
}
FILTERS = {
    FaceFilter.ALL: "Any quality",
    FaceFilter.CLEAR: "Clear only",
    FaceFilter.POOR: "Poor only",
}


class FacesPanel(QWidget):
    """The grid under its head. `split_requested` and `stacking_requested` are the buttons."""

    split_requested = Signal()
    stacking_requested = Signal()

    def __init__(self, project: Project, model: FaceModel, view: FaceView, context: Context) -> None:
        super().__init__()
        self._project = project
        self._model = model
        self._title = Elided(role="strong")
        self._sizes = Elided(tone="text2")
        self._stacking = IconButton("stack-2", tr("Stack faces of a track"))
        self._arrived = Pill("arrow-down")
        self._sorting = MenuButton(tr(SORTINGS[model.sorting]), "sort-descending")
        self._sorting.set_choices([self._choice(by) for by in FaceSorting])
        self._filter = IconButton("filter", tr("Filter by quality"))
        self._filters = {which: self._filtering(which) for which in FaceFilter}
        self.split = Button(tr("Split…"), icon="arrows-split", key="P", small=True)
        self._note = EmptyNote(view)
        self._filter.clicked.connect(self._choose_filter)
        self._stacking.clicked.connect(self.stacking_requested)
        self._arrived.clicked.connect(lambda: model.sort_faces())
        self.split.clicked.connect(self.split_requested)
        model.place_changed.connect(self.refresh)
        self._lay_out(view, context)
        self.refresh()

    def refresh(self) -> None:
        """Say again whose faces these are, and how many."""
        place, faces = self._model.place, self._model.face_count()
        self._title.setText(self._place_title(place))
        self._sizes.setText("" if place is None else self._place_sizes(place, faces))
        waiting = self._model.waiting
        self._arrived.say(trn("%n new face · Show", "%n new faces · Show", waiting) if waiting else "")
        self._sorting.say(tr(SORTINGS[self._model.effective_sorting]))
        self._filter.rename(tr("Filter by quality: %1", tr(FILTERS[self._model.showing])))
        for which, action in self._filters.items():
            action.setChecked(which is self._model.showing)
        self._stacking.set_icon_name("layout-grid" if self._model.by_track else "stack-2")
        self._stacking.rename(tr("Show every face") if self._model.by_track else tr("Stack faces of a track"))
        self._note.say(*self._emptiness(place))

    def _choice(self, by: FaceSorting) -> QAction:
        made = QAction(tr(SORTINGS[by]), self)
        made.triggered.connect(partial(self._model.sort_faces, by))
        return made

    def _filtering(self, which: FaceFilter) -> QAction:
        made = QAction(tr(FILTERS[which]), self, checkable=True)
        made.triggered.connect(partial(self._model.filter_faces, which))
        return made

    def _choose_filter(self) -> None:
        menu = QMenu(self)
        menu.addActions(list(self._filters.values()))
        menu.exec(self._filter.mapToGlobal(QPoint(0, self._filter.height() + 2)))

    def _place_title(self, place: Place | None) -> str:
        if place is None:
            return tr("Faces")
        if isinstance(place, Tray):
            return tr(TRAY_TITLES[place])
        return cluster_title(self._project, place) if place in self._project.clusters else ""

    def _place_sizes(self, place: Place, faces: int) -> str:
        out = self._model.left_out_count()
        if out:
            return tr("%1 of %2 chosen", faces - out, faces)
        shown = self._model.shown_count()
        if shown != faces:
            return tr("%1 of %2", str(shown), faces_text(faces))
        tracks = 0 if isinstance(place, Tray) else self._model.track_count()
        return tr("%1 in %2", faces_text(faces), tracks_text(tracks)) if tracks else faces_text(faces)

    def _emptiness(self, place: Place | None) -> tuple[str, str]:
        if self._model.shown_count() != self._model.face_count():
            return tr("Nothing here"), tr("The filter hides every face.")
        if isinstance(place, Tray):
            return tr("Nothing here"), tr(EMPTY_TRAYS[place])
        return "", tr("Choose a card to see its faces.") if place is None else ""

    def _lay_out(self, view: FaceView, context: Context) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 0, 8, 0)
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._sizes, 1)
        head.addWidget(self._filter)
        head.addWidget(self._stacking)
        tools = QHBoxLayout()
        tools.setContentsMargins(6, 0, 12, 8)
        tools.setSpacing(6)
        tools.addWidget(self._sorting)
        tools.addStretch(1)
        tools.addWidget(self._arrived)
        tools.addWidget(self.split)
        upper = QWidget()
        layout = QVBoxLayout(upper)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addSpacing(6)
        layout.addLayout(head)
        layout.addSpacing(6)
        layout.addLayout(tools)
        layout.addWidget(view, 1)
        self._split(upper, context)

    def _split(self, upper: QWidget, context: Context) -> None:
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(upper)
        splitter.addWidget(context)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)
