"""The face that is selected in the viewer, and its track, which the verbs act on."""

from __future__ import annotations

from facelabeler.core.entities import FaceId, TrackId
from facelabeler.core.frame_edits import track_around
from facelabeler.core.project import Project
from facelabeler.ui.viewer.footage import Moment
from facelabeler.ui.viewer.people import Standings
from facelabeler.ui.viewer.side import Track
from facelabeler.ui.wording import exact_clock, tr


class Chosen:
    """At most one face. From frame to frame the selection goes with its track, and comes back when that does."""

    def __init__(self, project: Project, standings: Standings) -> None:
        self._project = project
        self._standings = standings
        self._track: TrackId | None = None
        self._faces: tuple[FaceId, ...] = ()
        self.face: FaceId | None = None

    def choose(self, face: FaceId | None) -> None:
        self.face = face if face in self._project.faces else None
        self._track = self._project.faces[self.face].track if self.face is not None else None
        self.refresh()

    def hold(self, moment: Moment) -> None:
        """In another frame: the same face, or the one of its track."""
        here = [one.face for one in moment.seen]
        if self.face not in here:
            faces = self._project.faces
            self.face = next((face for face in here if faces[face].track == self._track), None)
            if self.face not in self._faces:
                self.refresh()

    def refresh(self) -> None:
        """Look again at what the track is: faces have come, gone or moved."""
        if self.face not in self._project.faces:
            self.face = None
        before, after = track_around(self._project, self.face) if self.face is not None else ([], [])
        self._faces = (*before, *after)

    def faces(self) -> tuple[FaceId, ...]:
        """The selected face first, then the rest of its track that stands where it stands."""
        if self.face is None:
            return ()
        return (self.face, *(face for face in self._faces if face != self.face))

    def track(self) -> Track | None:
        """The track in words."""
        if self.face is None or not self._faces:
            return None
        first, last = (exact_clock(self._project.faces[face].time) for face in (self._faces[0], self._faces[-1]))
        title = tr("%1, this track", self._standings.of(self.face).title)
        return Track(title, first if first == last else tr("%1 to %2", first, last))

    def owner(self) -> tuple[str, int] | None:
        """Whose lane the face is in."""
        if self.face is None:
            return None
        standing = self._standings.of(self.face)
        if standing.person is not None:
            return ("person", standing.person)
        return None if standing.cluster is None else ("cluster", standing.cluster)
