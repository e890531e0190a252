"""Ultralytics YOLO: `images/`, `labels/`, `data.yaml`; crops and montages beside them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import yaml

from facelabeler.core.errors import ExportError
from facelabeler.core.geometry import Box
from facelabeler.export.files import put, put_crop, put_picture, put_text
from facelabeler.export.formats import Made
from facelabeler.export.montages import Album
from facelabeler.export.options import SPLITS, Split
from facelabeler.export.picture import Picture
from facelabeler.export.plan import ExportPlan, Label


class YoloWriter:
    """Writes the dataset into an empty folder as pictures come."""

    def __init__(self, folder: Path, plan: ExportPlan) -> None:
        self._folder = folder
        self._plan = plan
        self._pictures: Counter[Split] = Counter()
        (folder / "montages").mkdir()
        self._album = Album(folder / "montages", {row.index: row.folder for row in plan.groups})

    def add(self, picture: Picture) -> Made:
        planned = picture.planned
        file = put_picture(self._folder, f"images/{planned.split}/{planned.name}", picture)
        rows = [
            yolo_line(self._plan.box_class(label), label.box, picture.width, picture.height) for label in picture.labels
        ]
        # Ultralytics drops a line that is there twice, and warns.
        put_text(self._folder, f"labels/{planned.split}/{planned.name}.txt", "".join(dict.fromkeys(rows)))
        self._pictures[planned.split] += 1
        return Made(file, {label.face: self._face(picture, label) for label in picture.wanted})

    def finish(self) -> None:
        """Raises ExportError if no picture came that a model could be trained on."""
        if not self._pictures["train"]:
            raise ExportError("no picture for training could be read again", advice="Check the source files")
        self._album.finish()
        put(self._folder, "data.yaml", self._data_yaml().encode())

    def close(self) -> None:
        """Nothing stays open between pictures."""

    def _face(self, picture: Picture, label: Label) -> str:
        if label.group is not None:
            self._album.add(label.group, picture.pixels, label.box)
        folder = self._plan.classes[label.class_index].folder
        return put_crop(self._folder, f"crops/{folder}/{picture.planned.name}_{label.face}", picture, label)

    def _data_yaml(self) -> str:
        """Without `path`, which Ultralytics would take from the current directory, and in ASCII, so that readers
        that go by the system's encoding get the names right too."""
        splits: dict[str, str] = {split: f"images/{split}" for split in SPLITS if self._pictures[split]}
        # Ultralytics refuses a dataset without val. A shot is never divided, so then nothing is held out at all.
        splits.setdefault("val", "images/train")
        names = {row.index: row.name for row in self._plan.box_classes}
        return yaml.safe_dump({**splits, "nc": len(names), "names": names}, sort_keys=False)


def yolo_line(class_index: int, box: Box, width: int, height: int) -> str:
    """One line of a label file: class, centre, size; the latter four as shares of the picture, 0 to 1."""
    x, y = box.centre
    shares = (x / width, y / height, box.width / width, box.height / height)
    return f"{class_index} " + " ".join(f"{share:.8f}" for share in shares) + "\n"
