"""The encodings of all faces as NumPy arrays, in one file that holds no pickle."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from facelabeler.export.formats import Made
from facelabeler.export.options import SPLITS
from facelabeler.export.picture import Picture
from facelabeler.export.plan import ExportPlan, Label, PlannedImage

FILE: Final = "encodings.npz"

Arrays = Mapping[str, NDArray[Any]]


class EncodingsWriter:
    """Writes `encodings.npz` into an empty folder; needs no picture, for the encodings are in the project.

    Arrays of one row a face: `encodings` (n, d) float32, `labels` (the class), `splits` (place in `split_names`),
    `faces`, `tracks`, `shots`, `sources`, `times`, `boxes` (left, top, right, bottom), `qualities`. `names` are the
    classes, `encoder` says what made the encodings: only those of one encoder can be compared.
    """

    def __init__(self, folder: Path, plan: ExportPlan) -> None:
        self._folder = folder
        self._plan = plan
        self._rows: list[tuple[PlannedImage, Label]] = []

    def add(self, picture: Picture) -> Made:
        self._rows += [(picture.planned, label) for label in picture.wanted]
        return Made()

    def finish(self) -> None:
        np.savez(self._folder / FILE, allow_pickle=False, **self._arrays())

    def close(self) -> None:
        """Nothing stays open between pictures."""

    def _arrays(self) -> Arrays:
        table = self._plan.encodings
        if table is None:
            raise ValueError("the plan has no encodings: see planning.with_encodings")
        rows = self._rows
        return {
            "encodings": table.of([label.face for _, label in rows]),
            "labels": _whole([label.class_index for _, label in rows]),
            "names": np.array([row.name for row in self._plan.classes], dtype=np.str_),
            "splits": _whole([SPLITS.index(image.split) for image, _ in rows]),
            "split_names": np.array(SPLITS, dtype=np.str_),
            "faces": _whole([label.face for _, label in rows]),
            "tracks": _whole([label.track for _, label in rows]),
            "shots": _whole([image.shot for image, _ in rows]),
            "sources": _whole([image.source for image, _ in rows]),
            "times": np.array([image.time for image, _ in rows], np.float64),
            "boxes": np.array([label.box.as_list() for _, label in rows], np.int32).reshape(len(rows), 4),
            "qualities": np.array([label.quality for _, label in rows], np.float32),
            "encoder": np.array(self._plan.engine.get("encoder", ""), dtype=np.str_),
        }


def _whole(values: list[Any]) -> NDArray[np.int64]:
    return np.array(values, np.int64)
