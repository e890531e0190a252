"""PySide6 6.12 drops a reference to None, True or False with each call on Python 3.10 and 3.11, and aborts in the end.

If one of these fails after an update, the version range in pyproject.toml must be narrowed.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication

MATERIAL = 200  # other code may keep or drop a few references meanwhile
WATCHED = (None, True, False)


class Sender(QObject):
    told = Signal(object)


def counts() -> list[int]:
    return [sys.getrefcount(watched) for watched in WATCHED]


def largest_change(before: list[int]) -> int:
    return max(abs(now - then) for now, then in zip(counts(), before, strict=True))


def test_drawing_keeps_the_reference_counts(qapp: QApplication) -> None:
    canvas, picture = QPixmap(64, 64), QPixmap(8, 8)
    painter = QPainter(canvas)
    before = counts()
    for _ in range(1000):
        painter.drawPixmap(0, 0, picture)
    change = largest_change(before)
    painter.end()
    assert change < MATERIAL


def test_emitting_keeps_the_reference_counts(qapp: QApplication) -> None:
    sender = Sender()
    received = []
    sender.told.connect(lambda value: received.append(value is None))
    before = counts()
    for _ in range(5000):
        sender.told.emit(None)
    change = largest_change(before) - received.count(True)  # the list holds one reference to True each
    assert len(received) == 5000
    assert change < MATERIAL


def test_setting_flags_keeps_the_reference_counts(qapp: QApplication) -> None:
    canvas = QPixmap(64, 64)
    painter = QPainter(canvas)
    before = counts()
    for k in range(1000):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, k % 2 == 0)
    change = largest_change(before)
    painter.end()
    assert change < MATERIAL
