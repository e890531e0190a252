"""Opening things in a window, and waiting until they are on show."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from facelabeler.ui.documents import Documents

LONGEST_SECONDS = 30.0
LOOK_MS = 2


def open_in(documents: Documents, *paths: Path) -> None:
    """Open projects or sources; returns when what was opened is on show, or was refused."""
    documents.open_paths([str(path) for path in paths])
    until_opened(documents)


def until_opened(documents: Documents) -> None:
    """Let the window live until no project is being loaded.

    By an event loop as the program has it: QTest's waiting keeps Python to itself, and what loads would crawl.
    """
    loop, watch = QEventLoop(), QTimer(interval=LOOK_MS)
    end = time.monotonic() + LONGEST_SECONDS
    watch.timeout.connect(lambda: None if documents.is_opening and time.monotonic() < end else loop.quit())
    if documents.is_opening:
        watch.start()
        loop.exec()
    assert not documents.is_opening, "the project is still not loaded"
    QApplication.processEvents()
