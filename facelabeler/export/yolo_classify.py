"""Ultralytics YOLO classification: a folder a person, in train, val and test."""

from __future__ import annotations

import shutil
from pathlib import Path

from facelabeler.export.class_folders import ClassFolderWriter
from facelabeler.export.plan import ExportPlan


class YoloClassifyWriter(ClassFolderWriter):
    """Writes as `ClassFolderWriter` does.

    Ultralytics does not train without a val, so where nothing can be held out val is a copy of train, as `data.yaml`'s
    val points at train for detection.
    """

    def __init__(self, folder: Path, plan: ExportPlan) -> None:
        super().__init__(folder, plan)
        self._place = folder

    def finish(self) -> None:
        super().finish()
        if not (self._place / "val").is_dir():
            shutil.copytree(self._place / "train", self._place / "val")
