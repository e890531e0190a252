"""Folders of faces with lists of pairs, as LFW and VGGFace2 have them: for verification."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from facelabeler.export.files import put_crop, put_text
from facelabeler.export.formats import Made
from facelabeler.export.options import SPLITS, Split
from facelabeler.export.pairs import Face, Pair, drawn_pairs, folds
from facelabeler.export.picture import Picture
from facelabeler.export.plan import ExportPlan

PAIRS: Final = "pairs.txt"
TRAIN_PAIRS: Final = "pairsDevTrain.txt"
TEST_PAIRS: Final = "pairsDevTest.txt"
PEOPLE: Final = "people.txt"
IDENTITIES: Final = "identity_meta.csv"


class LfwWriter:
    """Writes `<person>/<person>_0001.jpg` and the lists into an empty folder.

    `pairs.txt` (folds of as many pairs of one person as of two) is drawn over all faces, `pairsDevTrain.txt` within
    train, `pairsDevTest.txt` within test, or val if there is no test. The two faces of one person come from two shots,
    since two of one shot are alike whoever it is. `train_list.txt`, `val_list.txt`, `test_list.txt` name each file.
    What is no person (`unknown`) has a folder, and is in no pair.
    """

    def __init__(self, folder: Path, plan: ExportPlan) -> None:
        self._folder = folder
        self._plan = plan
        self._numbers: Counter[int] = Counter()
        self._lists: defaultdict[Split, list[str]] = defaultdict(list)
        self._faces: defaultdict[Split, list[Face]] = defaultdict(list)

    def add(self, picture: Picture) -> Made:
        planned, faces = picture.planned, {}
        for label in picture.wanted:
            row = self._plan.classes[label.class_index]
            self._numbers[row.index] += 1
            number = self._numbers[row.index]
            file = put_crop(self._folder, f"{row.folder}/{row.folder}_{number:04}", picture, label)
            faces[label.face] = file
            self._lists[planned.split].append(file)
            if row.person is not None:
                self._faces[planned.split].append(Face(row.folder, number, planned.shot))
        return Made(faces=faces)

    def finish(self) -> None:
        seed = self._plan.options.seed
        for split in SPLITS:
            if self._lists[split]:
                put_text(self._folder, f"{split}_list.txt", "".join(f"{file}\n" for file in self._lists[split]))
        everybody = [face for split in SPLITS for face in self._faces[split]]
        put_text(self._folder, PAIRS, _folded(*drawn_pairs(everybody, seed)))
        put_text(self._folder, TRAIN_PAIRS, _listed(*drawn_pairs(self._faces["train"], seed)))
        put_text(self._folder, TEST_PAIRS, _listed(*drawn_pairs(self._faces["test"] or self._faces["val"], seed)))
        put_text(self._folder, PEOPLE, "".join(self._people()))
        put_text(self._folder, IDENTITIES, "".join(self._identities()))

    def close(self) -> None:
        """Nothing stays open between pictures."""

    def _people(self) -> Iterable[str]:
        """One set, as LFW writes it: how many people, then each with the number of faces."""
        rows = [row for row in self._plan.crop_classes if row.person is not None and self._numbers[row.index]]
        yield f"1\n{len(rows)}\n"
        yield from (f"{row.folder}\t{self._numbers[row.index]}\n" for row in rows)

    def _identities(self) -> Iterable[str]:
        """VGGFace2's table, its names those of the folders."""
        yield "Class_ID, Name, Sample_Num, Flag\n"
        for row in self._plan.crop_classes:
            count: Mapping[Split, int] = self._plan.counts[row.index]
            flag = 1 if count["train"] else 0
            yield f"n{row.index + 1:06}, {row.folder}, {self._numbers[row.index]}, {flag}\n"


def _listed(same: Sequence[Pair], different: Sequence[Pair]) -> str:
    return f"{len(same)}\n" + "".join(pair.line for pair in [*same, *different])


def _folded(same: Sequence[Pair], different: Sequence[Pair]) -> str:
    parts = folds(same, different)
    each = len(parts[0][0]) if parts else 0
    lines = "".join(pair.line for matched, other in parts for pair in [*matched, *other])
    return f"{len(parts)}\t{each}\n{lines}"
