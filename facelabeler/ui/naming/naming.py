"""Naming: the field on a card, the rows below it, and what Enter does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, QPoint, QRect, Signal, SignalInstance
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QInputMethodEvent
from PySide6.QtWidgets import QWidget

from facelabeler.core.entities import ClusterId
from facelabeler.core.project import Project
from facelabeler.ui.left_out import LeftOut
from facelabeler.ui.naming.candidates import KnownName, Proposal, Row, completion, propose
from facelabeler.ui.naming.field import NameField
from facelabeler.ui.naming.popup import NamePopup, PictureOf, spoken
from facelabeler.ui.wording import cards_text, cluster_title, faces_text, tr, trn

Known = Callable[[Sequence[ClusterId]], list[KnownName]]
FIELD_HEIGHT = 26


@dataclass(frozen=True, slots=True)
class Editing:
    """An open field: the clusters that get the name, the card with the field first, and who is known to it."""

    field: NameField
    popup: NamePopup
    clusters: tuple[ClusterId, ...]
    known: list[KnownName]


class Nameable(Protocol):
    """Where a name field opens: on a card, on a box in the viewer."""

    @property
    def moved(self) -> SignalInstance: ...
    def current_cluster(self) -> ClusterId | None: ...
    def selected_clusters(self) -> list[ClusterId]: ...
    def name_rect(self, cluster: ClusterId) -> QRect:
        """Where the name is, in the viewport; empty if it is not on show."""

    def naming_title(self) -> str:
        """What Enter will name, where that needs saying."""

    def set_named(self, cluster: ClusterId | None) -> None:
        """Bring the name into view and leave its place to the field; None: the field has gone."""

    def viewport(self) -> QWidget: ...
    def parentWidget(self) -> QWidget | None: ...  # noqa: N802
    def window(self) -> QWidget: ...
    def setFocus(self) -> None: ...  # noqa: N802


class Naming(QObject):
    """One field at a time. `named` carries the clusters and the name to give them; nothing is changed here.

    Leaving the field without Enter changes nothing; what was typed waits for the card to be opened again.
    """

    named = Signal(object, str)
    closed = Signal()

    def __init__(
        self, project: Project, view: Nameable, known: Known, picture_of: PictureOf, left_out: LeftOut
    ) -> None:
        super().__init__(view.viewport())
        self._project = project
        self._view = view
        self._known_for = known
        self._picture_of = picture_of
        self._left_out = left_out
        self._drafts: dict[ClusterId, str] = {}
        self._editing: Editing | None = None
        view.moved.connect(self._follow_view)

    @property
    def is_open(self) -> bool:
        return self._editing is not None

    def open(self, first: str | QInputMethodEvent | None = None) -> None:
        """Open the field on the current card, for all selected ones: with the old name, or with a first letter."""
        current = self._view.current_cluster()
        if current is None or self.is_open:
            return
        self._view.set_named(current)
        editing = self._editing = self._make(self._clusters_at(current))
        self._follow_view()
        editing.field.show()
        editing.field.setFocus()
        self._start(editing, first)

    def close(self) -> None:
        """Leave the field."""
        editing, self._editing = self._editing, None
        if editing is None:
            return
        for widget in (editing.field, editing.popup):
            widget.hide()
            widget.deleteLater()
        self._view.set_named(None)
        self.closed.emit()

    # -- the field

    def _clusters_at(self, current: ClusterId) -> tuple[ClusterId, ...]:
        selected = self._view.selected_clusters()
        return (current, *(other for other in selected if other != current)) if current in selected else (current,)

    def _make(self, clusters: tuple[ClusterId, ...]) -> Editing:
        # Beside the view, not in it: screen readers see only the items of a list, not what lies on it.
        field = NameField(self._view.parentWidget() or self._view.viewport())
        field.setAccessibleName(tr("Name of %1", cluster_title(self._project, clusters[0])))
        field.typed_changed.connect(self._propose)
        field.taken.connect(self._take)
        field.marking.connect(self._move_mark)
        field.given_up.connect(self._give_up)
        field.wandered.connect(self._wander)
        popup = NamePopup(self._picture_of, self._view.window())
        popup.row_pressed.connect(self._take_row)
        return Editing(field, popup, clusters, self._known_for(clusters))

    def _start(self, editing: Editing, first: str | QInputMethodEvent | None) -> None:
        current = editing.clusters[0]
        if isinstance(first, str):
            editing.field.start(first, selected=False)
            return
        text = self._drafts.get(current) or self._project.name_of(current) or ""
        editing.field.start(text if first is None else "", selected=True)
        if first is not None:
            QCoreApplication.sendEvent(editing.field, first)

    def _follow_view(self) -> None:
        editing = self._editing
        if editing is None:
            return
        name = self._view.name_rect(editing.clusters[0])
        if name.isEmpty():  # the card is gone
            self._wander()
            return
        rect = QRect(name.left() - 1, name.top() - 1, name.width() + 2, max(FIELD_HEIGHT, name.height() + 2))
        ground = editing.field.parentWidget() or self._view.viewport()
        editing.field.setGeometry(QRect(self._view.viewport().mapTo(ground, rect.topLeft()), rect.size()))
        editing.field.raise_()
        corner = self._view.viewport().mapTo(self._view.window(), QPoint(rect.left(), rect.top()))
        editing.popup.place(QRect(corner, rect.size()))

    # -- proposing

    def _propose(self, typed: str) -> None:
        editing = self._editing
        if editing is None:
            return
        untouched = bool(typed) and editing.field.selectedText() == typed  # an old name, all selected
        proposal = Proposal() if untouched else propose(typed, editing.known)
        editing.popup.show_proposal(proposal, typed, self._title(editing, proposal))
        if editing.field.may_complete and not untouched:
            editing.field.show_rest(completion(typed, editing.popup.marked_row))
        self._tell_marked(editing)

    def _title(self, editing: Editing, proposal: Proposal) -> str:
        row = proposal.at(0)
        if proposal.near_miss and row is not None:
            return tr("Did you mean %1?", row.name)
        count, out = len(editing.clusters), self._out(editing)
        if out:
            return tr("Name %1, %2 left out", faces_text(self._faces(editing)), out)
        return (
            self._view.naming_title()
            if count == 1
            else tr("Name %1, %2", cards_text(count), faces_text(self._faces(editing)))
        )

    def _faces(self, editing: Editing) -> int:
        """How many faces get the name."""
        return sum(self._project.size(cluster) for cluster in editing.clusters) - self._out(editing)

    def _out(self, editing: Editing) -> int:
        return sum(len(self._left_out.among(self._project.members(cluster))) for cluster in editing.clusters)

    def _move_mark(self, steps: int) -> None:
        editing = self._editing
        if editing is None:
            return
        editing.popup.move_mark(steps)
        if editing.field.typed:
            editing.field.show_rest(completion(editing.field.typed, editing.popup.marked_row))
        self._tell_marked(editing)

    def _tell_marked(self, editing: Editing) -> None:
        row = editing.popup.marked_row
        editing.popup.say(self._outcome(editing, row))
        self._follow_view()
        if row is not None:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(editing.field, spoken(row)))

    def _outcome(self, editing: Editing, row: Row | None) -> str:
        """What Enter will do where that is more than a name: a merge of several cards."""
        cards = len(editing.clusters)
        if row is None or cards == 1:
            return ""
        joined = trn("%n card joins %1", "%n cards join %1", cards, row.name)
        faces = faces_text(row.faces + self._faces(editing))
        return tr("After Enter: %1, %2 in all. Undo takes it back.", joined, faces)

    # -- ending

    def _take(self, as_new: bool) -> None:
        editing = self._editing
        if editing is not None:
            row = editing.popup.marked_row
            self._finish(editing.field.typed if as_new or row is None else row.name)

    def _take_row(self, row: Row) -> None:
        self._finish(row.name)

    def _finish(self, name: str) -> None:
        if self._editing is None:
            return
        clusters = self._editing.clusters
        self._drafts.pop(clusters[0], None)
        self.close()
        self.named.emit(clusters, name)

    def _give_up(self) -> None:
        if self._editing is not None:
            self._drafts.pop(self._editing.clusters[0], None)
        self.close()
        self._view.setFocus()

    def _wander(self) -> None:
        if self._editing is None:
            return
        current, typed = self._editing.clusters[0], self._editing.field.typed
        if typed != (self._project.name_of(current) or ""):
            self._drafts[current] = typed
        self.close()
