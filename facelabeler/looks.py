"""What the faces of an open project look like, for planning an export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing

import numpy as np
from numpy.typing import NDArray

from facelabeler.core.entities import FaceId
from facelabeler.session import Session
from facelabeler.storage.store import ThumbnailReader

ENGINE = ("detector", "encoder")


class SessionLooks:
    """The `export.looks.Looks` of a session. Sharpness is measured on thumbnails, once a face."""

    def __init__(self, session: Session) -> None:
        settings = session.settings()
        self.engine: Mapping[str, str] = {name: settings[name] for name in ENGINE if name in settings}
        self._session = session
        self._sharpness: dict[FaceId, float] = {}

    def encodings(self, faces: Sequence[FaceId]) -> NDArray[np.float32]:
        return self._session.encodings(faces)

    def sharpness(self, faces: Sequence[FaceId]) -> NDArray[np.float32]:
        self._measure([face for face in faces if face not in self._sharpness])
        return np.array([self._sharpness[face] for face in faces], np.float32)

    def _measure(self, faces: Sequence[FaceId]) -> None:
        from facelabeler.media.crops import sharpness

        with closing(ThumbnailReader(self._session.path)) as reader:
            for face in faces:
                self._sharpness[face] = sharpness(reader.read(face) or b"")
