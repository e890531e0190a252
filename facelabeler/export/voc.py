"""Pascal VOC: `JPEGImages/`, `Annotations/*.xml`, `ImageSets/Main/*.txt`, and the label map that readers ask for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as Xml

from facelabeler.export.files import put, put_picture, put_text
from facelabeler.export.formats import Made
from facelabeler.export.options import SPLITS, Split
from facelabeler.export.picture import Picture
from facelabeler.export.plan import ExportPlan, Label

LABEL_MAP = "labelmap.txt"


class VocWriter:
    """Writes into an empty folder. VOC counts pixels from 1 and names the last one that is inside.

    Classes go by their folders' names: VOC names files after them. The real names are in `dataset.json`.
    """

    def __init__(self, folder: Path, plan: ExportPlan) -> None:
        self._folder = folder
        self._plan = plan
        self._names: defaultdict[Split, list[str]] = defaultdict(list)

    def add(self, picture: Picture) -> Made:
        planned = picture.planned
        file = put_picture(self._folder, f"JPEGImages/{planned.name}", picture)
        document = self._document(picture, file.rpartition("/")[2])
        put(self._folder, f"Annotations/{planned.name}.xml", Xml.tostring(document, "utf-8", xml_declaration=True))
        self._names[planned.split].append(planned.name)
        return Made(file)

    def finish(self) -> None:
        for split in SPLITS:
            if self._names[split]:
                put_text(self._folder, f"ImageSets/Main/{split}.txt", "".join(f"{n}\n" for n in self._names[split]))
        rows = "".join(f"{row.folder}:{_colour(row.index)}::\n" for row in self._plan.box_classes)
        put_text(self._folder, LABEL_MAP, f"# label:colour:parts:actions\nbackground:0,0,0::\n{rows}")

    def close(self) -> None:
        """Nothing stays open between pictures."""

    def _document(self, picture: Picture, file: str) -> Xml.Element:
        root = Xml.Element("annotation")
        _texts(root, {"folder": "JPEGImages", "filename": file})
        _texts(Xml.SubElement(root, "source"), {"database": "FaceLabeler"})
        _texts(Xml.SubElement(root, "size"), {"width": picture.width, "height": picture.height, "depth": 3})
        _texts(root, {"segmented": 0})
        for label in picture.labels:
            self._add_object(root, label, picture)
        Xml.indent(root)
        return root

    def _add_object(self, root: Xml.Element, label: Label, picture: Picture) -> None:
        box, parent = label.box, Xml.SubElement(root, "object")
        cut = box.left == 0 or box.top == 0 or box.right == picture.width or box.bottom == picture.height
        name = self._plan.box_classes[self._plan.box_class(label)].folder
        _texts(parent, {"name": name, "pose": "Unspecified", "truncated": int(cut), "difficult": 0})
        edges = {"xmin": box.left + 1, "ymin": box.top + 1, "xmax": box.right, "ymax": box.bottom}
        _texts(Xml.SubElement(parent, "bndbox"), edges)


def _texts(parent: Xml.Element, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        Xml.SubElement(parent, name).text = str(value)


def _colour(index: int) -> str:
    """VOC's own colours: the bits of the number that comes after the background's 0, spread over red, green, blue."""
    number, colour = index + 1, [0, 0, 0]
    for shift in range(8):
        for channel in range(3):
            colour[channel] |= ((number >> channel) & 1) << (7 - shift)
        number >>= 3
    return ",".join(map(str, colour))
