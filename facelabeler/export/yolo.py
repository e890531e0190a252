"""Ultralytics YOLO: `images/`, `labels/`, `data.yaml`; crops and montages beside them."""

from __future__ import annotations

from pathlib import Path

import yaml

from facelabeler.core.errors import ExportError
from facelabeler.core.geometry import Box
from facelabeler.export.metadata import Manifest, Summary
from facelabeler.export.montages import Album
from facelabeler.export.options import SPLITS
from facelabeler.export.picture import Picture
from facelabeler.export.plan import ExportPlan, Label
from facelabeler.media.crops import crop

CROP_MARGIN = 0.25
"""Around a face, in shares of it, in `crops/`: the whole head, little else."""


class YoloWriter:
    """Writes the dataset into an empty folder as pictures come."""

    def __init__(self, folder: Path, plan: ExportPlan) -> None:
        self._folder = folder
        self._plan = plan
        self._summary = Summary(plan, "yolo")
        self._manifest = Manifest(folder)
        (folder / "montages").mkdir()
        self._album = Album(folder / "montages", {row.index: row.folder for row in plan.groups})

    def add(self, picture: Picture) -> None:
        planned = picture.planned
        ending, data = picture.file
        _write(self._folder / "images" / planned.split / f"{planned.name}.{ending}", data)
        rows = [yolo_line(label.class_index, label.box, picture.width, picture.height) for label in picture.labels]
        # Ultralytics drops a line that is there twice, and warns.
        text = "".join(dict.fromkeys(rows))
        _write(self._folder / "labels" / planned.split / f"{planned.name}.txt", text.encode())
        self._summary.count(picture)
        self._manifest.add(picture, f"images/{planned.split}/{planned.name}.{ending}")
        for label in picture.labels:
            self._add_face(picture, label)

    def finish(self) -> None:
        """Raises ExportError if no picture came that a model could be trained on."""
        if not self._summary.pictures["train"]:
            raise ExportError("no picture for training could be read again", advice="Check the source files")
        self._album.finish()
        _write(self._folder / "data.yaml", self._data_yaml().encode())
        self._summary.write(self._folder)

    def close(self) -> None:
        self._manifest.close()

    def _add_face(self, picture: Picture, label: Label) -> None:
        face = crop(picture.pixels, label.box.grown(CROP_MARGIN).clipped(picture.width, picture.height))
        ending, data = picture.encoded(face)
        folder = self._plan.classes[label.class_index].folder
        _write(self._folder / "crops" / folder / f"{picture.planned.name}_{label.face}.{ending}", data)
        if label.group is not None:
            self._album.add(label.group, picture.pixels, label.box)

    def _data_yaml(self) -> str:
        """Without `path`, which Ultralytics would take from the current directory, and in ASCII, so that readers
        that go by the system's encoding get the names right too."""
        pictures = self._summary.pictures
        splits: dict[str, str] = {split: f"images/{split}" for split in SPLITS if pictures[split]}
        # Ultralytics refuses a dataset without val. A shot is never divided, so then nothing is held out at all.
        splits.setdefault("val", "images/train")
        names = {row.index: row.name for row in self._plan.classes}
        return yaml.safe_dump({**splits, "nc": len(names), "names": names}, sort_keys=False)


def yolo_line(class_index: int, box: Box, width: int, height: int) -> str:
    """One line of a label file: class, centre, size; the latter four as shares of the picture, 0 to 1."""
    x, y = box.centre
    shares = (x / width, y / height, box.width / width, box.height / height)
    return f"{class_index} " + " ".join(f"{share:.8f}" for share in shares) + "\n"


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
