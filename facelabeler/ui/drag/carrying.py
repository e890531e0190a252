"""Beginning a drag of faces."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QDrag, QPixmap
from PySide6.QtWidgets import QAbstractItemView

from facelabeler.ui.drag.mime import mime_of
from facelabeler.ui.drag.pixmap import HOT_SPOT, carried_pixmap
from facelabeler.ui.drag.targets import Load


class Carrying(QObject):
    """Tells the window when a drag begins and ends, so that targets can show themselves."""

    began = Signal(object)  # Load
    ended = Signal()


@cache
def carrying() -> Carrying:
    """The one drag there can be."""
    return Carrying()


def carry(source: QAbstractItemView, load: Load, face: QPixmap | None) -> None:
    """Carry a load with the mouse until it is dropped or given up. Returns when the drag is over."""
    drag = QDrag(source)
    drag.setMimeData(mime_of(load))
    drag.setPixmap(carried_pixmap(face, len(load.faces), source.devicePixelRatioF()))
    drag.setHotSpot(HOT_SPOT)
    carrying().began.emit(load)
    drag.exec(Qt.DropAction.MoveAction)
    carrying().ended.emit()
