"""Faces in a folder for each person in each split: what classification trainers read."""

from __future__ import annotations

from pathlib import Path

from facelabeler.export.files import put_crop, put_text
from facelabeler.export.formats import Made
from facelabeler.export.options import SPLITS
from facelabeler.export.picture import Picture
from facelabeler.export.plan import ExportPlan

CLASSES = "classes.txt"


class ClassFolderWriter:
    """Writes `<split>/<person>/<picture>_<face>.jpg` into an empty folder.

    Trainers number the classes of a split by its folders, so each split has a folder for every class, empty or not:
    with one missing, all later classes of that split would silently mean somebody else.
    """

    def __init__(self, folder: Path, plan: ExportPlan) -> None:
        self._folder = folder
        self._plan = plan
        for split in SPLITS:
            for row in plan.crop_classes if plan.pictures[split] else ():
                (folder / split / row.folder).mkdir(parents=True)

    def add(self, picture: Picture) -> Made:
        planned = picture.planned
        faces = {}
        for label in picture.wanted:
            path = f"{planned.split}/{self._plan.classes[label.class_index].folder}/{planned.name}_{label.face}"
            faces[label.face] = put_crop(self._folder, path, picture, label)
        return Made(faces=faces)

    def finish(self) -> None:
        """The real names, a line each, in the order in which trainers number the folders."""
        rows = sorted(self._plan.crop_classes, key=lambda row: row.folder)
        put_text(self._folder, CLASSES, "".join(f"{' '.join(row.name.split())}\n" for row in rows))

    def close(self) -> None:
        """Nothing stays open between pictures."""
