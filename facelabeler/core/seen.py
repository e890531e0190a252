"""What faces say of where and how well they were seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from facelabeler.core.entities import FaceId, SourceId
from facelabeler.core.project import Project

Picture = tuple[SourceId, float]
"""A source and a time in it: what two faces share that are in one picture."""


def pictures_of(project: Project, faces: Iterable[FaceId]) -> frozenset[Picture]:
    """The pictures that faces are in."""
    rows = (project.faces[face] for face in faces)
    return frozenset((row.source, row.time) for row in rows)


def quality_of(project: Project, faces: Sequence[FaceId]) -> NDArray[np.float32]:
    """The (n,) quality of faces, 0 to 1."""
    return np.array([project.faces[face].quality for face in faces], np.float32)
