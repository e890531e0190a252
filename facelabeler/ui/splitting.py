"""Splitting a card: a proposal is worked out beside the window, shown, changed, and made."""

from __future__ import annotations

from PySide6.QtCore import QObject, QThreadPool
from PySide6.QtWidgets import QWidget

from facelabeler.asking.proposals import parts_of
from facelabeler.core.entities import ClusterId, FaceId
from facelabeler.core.errors import FaceLabelerError
from facelabeler.pipeline.progress import Cancel
from facelabeler.session import Session
from facelabeler.ui.clusters.painted import Pictures
from facelabeler.ui.dialogs.split_dialog import SplitDialog
from facelabeler.ui.tasks import run_task
from facelabeler.ui.verbs import Verbs
from facelabeler.ui.wording import cluster_title, face_title, tr

Parts = list[list[FaceId]]


class Splitting(QObject):
    """One proposal at a time; asking for another drops the one that is being worked out."""

    def __init__(self, session: Session, verbs: Verbs, pictures: Pictures, view: QWidget) -> None:
        super().__init__(view)
        self._session = session
        self._verbs = verbs
        self._pictures = pictures
        self._view = view
        self._work = Cancel()
        self._pool = QThreadPool(self)  # of its own: not to wait behind a folder that is looked at
        self._pool.setMaxThreadCount(1)
        verbs.split_wanted.connect(self.propose)

    def propose(self, cluster: ClusterId) -> None:
        """Show where a cluster could be split."""
        members = self._session.project.members(cluster)
        if len(members) < 2:
            self._verbs.said.emit(tr("One face cannot be split"))
            return
        seen = self._session.observations(members)
        self._work.set()
        work = self._work = run_task(
            lambda _report, _cancel: parts_of(seen),
            on_done=lambda parts: None if work.is_set else self._show(cluster, parts),
            on_error=self._fail,
            pool=self._pool,
        )
        self._verbs.said.emit(tr("Looking where %1 could be split…", cluster_title(self._session.project, cluster)))

    def _show(self, cluster: ClusterId, parts: Parts) -> None:
        project = self._session.project
        members = project.members(cluster)
        leaving = [face for part in parts for face in part if face in members]
        title = cluster_title(project, cluster) if members else ""
        if not leaving:
            text = tr("%1 looks like one person. Select faces and press P to split them off.", title)
            self._verbs.said.emit(text if members else tr("The card is gone"))
            return
        dialog = SplitDialog(title, members, leaving, self._named, self._pictures, self._view.window())
        dialog.accepted.connect(lambda: self._verbs.split(cluster, dialog.leaving()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _named(self, face: FaceId) -> str:
        return face_title(self._session.project.faces[face])

    def _fail(self, error: Exception) -> None:
        if isinstance(error, FaceLabelerError):
            self._verbs.failed.emit(error)
