"""A track played in the grid: the thumbnails of its faces in turn, where its face stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from facelabeler.core.entities import FaceId
from facelabeler.core.frame_edits import track_around
from facelabeler.core.project import Project
from facelabeler.ui import theme

HOVER_MS = 400  # a mouse that only passes by plays nothing
STEP_MS = 160

Ask = Callable[[FaceId], object]


class TrackPreview(QObject):
    """Plays one track once, then shows the face itself again. `changed` carries the face whose picture is another."""

    changed = Signal(object)

    def __init__(self, project: Project, ask: Ask, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._ask = ask  # for a thumbnail that will be wanted
        self._front: FaceId | None = None
        self._faces: Sequence[FaceId] = ()
        self._at = 0
        self._hovered: FaceId | None = None
        self._hover = QTimer(self, singleShot=True, interval=HOVER_MS)
        self._hover.timeout.connect(self._play_hovered)
        self._step = QTimer(self, interval=STEP_MS)
        self._step.timeout.connect(self.go_on)

    @property
    def is_playing(self) -> bool:
        return self._front is not None

    def shown(self, front: FaceId) -> FaceId:
        """The face whose picture stands for `front` now."""
        return self._faces[self._at] if front == self._front else front

    def play(self, front: FaceId) -> None:
        """Play a face's track from its start; a track of one face does not play."""
        self.stop()
        if front not in self._project.faces:
            return
        before, after = track_around(self._project, front)
        faces = [*before, *after]
        if len(faces) > 1:
            for face in faces:
                self._ask(face)
            self._front, self._faces, self._at = front, faces, 0
            self._step.start()
            self.changed.emit(front)

    def play_or_stop(self, front: FaceId) -> None:
        """Space: play, or stop what plays."""
        if self._front == front:
            self.stop()
        else:
            self.play(front)

    def go_on(self) -> None:
        """The next face of the track; after the last one it ends."""
        if self._front is None:
            return
        self._at += 1
        if self._at >= len(self._faces):
            self.stop()
        else:
            self.changed.emit(self._front)

    def stop(self) -> None:
        """Show the face itself."""
        self._step.stop()
        front, self._front, self._faces, self._at = self._front, None, (), 0
        if front is not None:
            self.changed.emit(front)

    def hover(self, front: FaceId | None) -> None:
        """The mouse has come to a face, or left (None). Where less movement is wanted nothing plays by itself."""
        if front == self._hovered:
            return
        self._hovered = front
        self._hover.stop()
        self.stop()
        if front is not None and theme.duration(1):
            self._hover.start()

    def _play_hovered(self) -> None:
        if self._hovered is not None:
            self.play(self._hovered)
