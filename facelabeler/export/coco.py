"""COCO object detection: `images/<split>/` and `annotations/instances_<split>.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from facelabeler import __version__
from facelabeler.export.files import Spool, put_picture
from facelabeler.export.formats import Made
from facelabeler.export.options import SPLITS, Split
from facelabeler.export.picture import Picture
from facelabeler.export.plan import ExportPlan, Label


class CocoWriter:
    """Writes into an empty folder. Category ids are class indices plus 1, as COCO counts; boxes are left, top, width,
    height in pixels. `attributes` of an annotation say its face, track and quality."""

    def __init__(self, folder: Path, plan: ExportPlan) -> None:
        self._folder = folder
        self._plan = plan
        self._images = {split: Spool(folder) for split in SPLITS}
        self._annotations = {split: Spool(folder) for split in SPLITS}

    def add(self, picture: Picture) -> Made:
        planned = picture.planned
        file = put_picture(self._folder, f"images/{planned.split}/{planned.name}", picture)
        images, annotations = self._images[planned.split], self._annotations[planned.split]
        number = images.pieces + 1
        row = {
            "id": number,
            "file_name": file.rpartition("/")[2],
            "width": picture.width,
            "height": picture.height,
            "time": planned.time,
        }
        _add(images, row)
        for label in picture.labels:
            _add(annotations, self._annotation(annotations.pieces + 1, number, label))
        return Made(file)

    def finish(self) -> None:
        (self._folder / "annotations").mkdir()
        for split in SPLITS:
            if self._images[split].pieces:
                self._assemble(split)

    def close(self) -> None:
        for spool in (*self._images.values(), *self._annotations.values()):
            spool.close()

    def _annotation(self, number: int, image: int, label: Label) -> Mapping[str, Any]:
        box = label.box
        return {
            "id": number,
            "image_id": image,
            "category_id": self._plan.box_class(label) + 1,
            "bbox": [box.left, box.top, box.width, box.height],
            "area": box.area,
            "iscrowd": 0,
            "segmentation": [[box.left, box.top, box.right, box.top, box.right, box.bottom, box.left, box.bottom]],
            "attributes": {"face": label.face, "track_id": label.track, "quality": round(label.quality, 4)},
        }

    def _assemble(self, split: Split) -> None:
        info = {"description": f"Faces, {split}", "version": "1.0", "contributor": f"FaceLabeler {__version__}"}
        categories = [
            {"id": row.index + 1, "name": row.name, "supercategory": "face"} for row in self._plan.box_classes
        ]
        head = json.dumps({"info": info, "licenses": [], "categories": categories}, ensure_ascii=False)
        with (self._folder / "annotations" / f"instances_{split}.json").open("wb") as file:
            file.write(f'{head[:-1]}, "images": ['.encode())
            self._images[split].copy_to(file)
            file.write(b'\n], "annotations": [')
            self._annotations[split].copy_to(file)
            file.write(b"\n]}\n")


def _add(spool: Spool, row: Mapping[str, Any]) -> None:
    spool.add(("," if spool.pieces else "") + "\n" + json.dumps(row))
