"""Faces that are left out before their card is named: odd ones, clicked away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Signal

from facelabeler.core.entities import FaceId


class LeftOut(QObject):
    """A set that is only in the window: naming the card makes it true. `changed` carries the faces in question."""

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._faces: set[FaceId] = set()

    def __contains__(self, face: object) -> bool:
        return face in self._faces

    def __len__(self) -> int:
        return len(self._faces)

    def among(self, faces: Iterable[FaceId]) -> list[FaceId]:
        """Those of some faces that are left out, in their order."""
        return [face for face in faces if face in self._faces]

    def toggle(self, faces: Sequence[FaceId]) -> bool:
        """Leave all of them out, or none if all of them are out; whether they are out now."""
        out = not all(face in self._faces for face in faces)
        (self._faces.update if out else self._faces.difference_update)(faces)
        self.changed.emit(frozenset(faces))
        return out

    def take_back(self, faces: Iterable[FaceId]) -> None:
        """These are left out no more: they have been named, moved or split off."""
        back = self._faces.intersection(faces)
        if back:
            self._faces -= back
            self.changed.emit(frozenset(back))
