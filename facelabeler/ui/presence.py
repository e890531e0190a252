"""When somebody is on screen, as runs of pixels: the strip on a card, the lane of a question, the timeline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from facelabeler.core.entities import Face, Source, SourceId, SourceKind

LEAST_PIECE_PX = 4  # sources narrower than this are not cut apart: a strip of 500 photos would be all cuts
CUT_PX = 1

Run = tuple[int, int]
"""Left edge and width in pixels."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A source on the axis: where it starts and how long it is, how much of it is read, one sample's length."""

    start: float
    length: float
    read: float
    sample: float


class Axis:
    """All footage of a project end to end. A photo is as long as one sample."""

    def __init__(self, sources: Iterable[Source], read_until: Mapping[SourceId, float]) -> None:
        self.total = 0.0
        self._pieces: dict[SourceId, Piece] = {}
        for source in sources:
            length = max(source.duration, source.every) if source.kind is SourceKind.VIDEO else source.every
            read = min(length, read_until.get(source.id, length))
            self._pieces[source.id] = Piece(self.total, length, read, source.every)
            self.total += length

    def base(self, width: int) -> tuple[Run, ...]:
        """Where the base line runs in a strip `width` pixels wide: under footage that is read."""
        scale = self._scale(width)
        cut = CUT_PX if len(self._pieces) * LEAST_PIECE_PX < width else 0
        edges = [(round(p.start * scale), round((p.start + p.read) * scale)) for p in self._pieces.values() if p.read]
        return _joined((left, max(left + 1, right - cut)) for left, right in edges if left < width)

    def runs(self, faces: Iterable[Face], width: int) -> tuple[Run, ...]:
        """Where these faces are on screen in a strip `width` pixels wide, each at least a pixel."""
        scale = self._scale(width)
        edges: set[Run] = set()
        for face in faces:
            piece = self._pieces[face.source]
            at = min(face.time, piece.length)
            left = min(int((piece.start + at) * scale), max(0, width - 1))
            edges.add((left, max(left + 1, min(width, round((piece.start + at + piece.sample) * scale)))))
        return _joined(sorted(edges))

    def _scale(self, width: int) -> float:
        return width / self.total if self.total > 0 else 0.0


def _joined(edges: Iterable[Run]) -> tuple[Run, ...]:
    """Runs that touch, as one; `edges` are (left, right), sorted."""
    runs: list[list[int]] = []
    for left, right in edges:
        if runs and left <= runs[-1][1]:
            runs[-1][1] = max(runs[-1][1], right)
        else:
            runs.append([left, right])
    return tuple((left, right - left) for left, right in runs)
