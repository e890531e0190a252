"""The main window on a real screen, for as long as a story goes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent

from facelabeler.app import make_application
from facelabeler.ui.main_window import MainWindow
from facelabeler.ui.tasks import stop_all_tasks


@contextmanager
def shown() -> Iterator[MainWindow]:
    """An empty window; afterwards it is closed and gone for good."""
    app = make_application()
    made = MainWindow()
    made.show()
    yield made
    made.close()
    stop_all_tasks()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    app.processEvents()
