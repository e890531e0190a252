"""Faces in a folder for each person in each split: what classification trainers read."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from facelabeler.export.files import put_crop, put_text
from facelabeler.export.formats import Made
from facelabeler.export.options import Split
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
        self._faces: Counter[tuple[Split, int]] = Counter()

    def add(self, picture: Picture) -> Made:
        planned, faces = picture.planned, {}
        for label in picture.wanted:
            row = self._plan.classes[label.class_index]
            path = f"{planned.split}/{row.folder}/{planned.name}_{label.face}"
            faces[label.face] = put_crop(self._folder, path, picture, label)
            self._faces[planned.split, row.index] += 1
        return Made(faces=faces)

    def finish(self) -> None:
        """Make the folders that stayed empty, and name the classes, a line each, as trainers number the folders.

        Whom no picture came of, since a source no longer gives it, is no class.
        """
        splits, seen = {split for split, _ in self._faces}, {index for _, index in self._faces}
        rows = sorted((row for row in self._plan.classes if row.index in seen), key=lambda row: row.folder)
        for split in splits:
            for row in rows:
                (self._folder / split / row.folder).mkdir(exist_ok=True)
        put_text(self._folder, CLASSES, "".join(f"{' '.join(row.name.split())}\n" for row in rows))

    def close(self) -> None:
        """Nothing stays open between pictures."""
