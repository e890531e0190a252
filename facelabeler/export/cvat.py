"""CVAT for images 1.1: one `annotations.xml`, pictures in `images/`."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from facelabeler.export.files import Spool, put_picture
from facelabeler.export.formats import Made
from facelabeler.export.picture import Picture
from facelabeler.export.plan import ExportPlan, Label
from facelabeler.export.xml_names import xml_names

ANNOTATIONS = "annotations.xml"
ATTRIBUTES = ("face", "track")


class CvatWriter:
    """Writes into an empty folder. Splits are CVAT's subsets; each box says which face and track it is."""

    def __init__(self, folder: Path, plan: ExportPlan) -> None:
        self._folder = folder
        self._plan = plan
        self._names = xml_names(plan.box_classes)
        self._images = Spool(folder)

    def add(self, picture: Picture) -> Made:
        planned = picture.planned
        file = put_picture(self._folder, f"images/{planned.split}/{planned.name}", picture)
        name = quoteattr(file.removeprefix("images/"))
        boxes = "".join(map(self._box, picture.labels))
        self._images.add(
            f'  <image id="{self._images.pieces}" name={name} subset="{planned.split}"'
            f' width="{picture.width}" height="{picture.height}">\n{boxes}  </image>\n'
        )
        return Made(file)

    def finish(self) -> None:
        with (self._folder / ANNOTATIONS).open("wb") as file:
            file.write(head(self._names, self._images.pieces, "annotation", "faces").encode())
            self._images.copy_to(file)
            file.write(b"</annotations>\n")

    def close(self) -> None:
        self._images.close()

    def _box(self, label: Label) -> str:
        name = quoteattr(self._names[self._plan.box_class(label)])
        values = {"face": label.face, "track": label.track}
        inside = "".join(f'<attribute name="{word}">{values[word]}</attribute>' for word in ATTRIBUTES)
        return f'    <box label={name} source="manual" occluded="0" {corners(label)} z_order="0">{inside}</box>\n'


def corners(label: Label) -> str:
    """A box as attributes of an element."""
    box = label.box
    return f'xtl="{box.left}.00" ytl="{box.top}.00" xbr="{box.right}.00" ybr="{box.bottom}.00"'


def head(names: list[str], size: int, mode: str, task: str, shape: tuple[int, int] | None = None) -> str:
    """The start of a document up to where pictures or tracks follow.

    `size`: pictures in it; `shape`: width and height of a video's frames, by which readers know their tracks' pictures.
    """
    attributes = "".join(
        f"<attribute><name>{word}</name><mutable>False</mutable><input_type>number</input_type>"
        "<default_value>0</default_value><values>0;2147483647;1</values></attribute>"
        for word in ATTRIBUTES
    )
    labels = "".join(
        f"      <label><name>{escape(name)}</name><attributes>{attributes}</attributes></label>\n" for name in names
    )
    original = (
        f"      <original_size><width>{shape[0]}</width><height>{shape[1]}</height></original_size>\n" if shape else ""
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<annotations>\n  <version>1.1</version>\n  <meta>\n    <task>\n'
        f"      <name>{escape(task)}</name><size>{size}</size><mode>{mode}</mode><overlap>0</overlap>\n"
        f"      <start_frame>0</start_frame><stop_frame>{max(0, size - 1)}</stop_frame>\n"
        f"{original}      <labels>\n{labels}      </labels>\n    </task>\n  </meta>\n"
    )
