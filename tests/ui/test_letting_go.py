"""A project that is closed is let go of: nothing of it stays in memory, and nothing of it is called any more."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import capture_exceptions
from shiboken6 import isValid

from facelabeler.ui.dialogs.export_dialog import ExportDialog
from tests.ui.desk import opened, session_of


def deleted() -> None:
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_a_closed_project_is_gone_from_memory(qapp: QApplication, tmp_path: Path) -> None:
    with opened(tmp_path / "p.facelabel") as window:
        for action in ("questions.open", "viewer.open"):
            window.actions_table[action].trigger()
            deleted()
        session = weakref.ref(session_of(window))
        window.actions_table["documents.close"].trigger()
        deleted()
        gc.collect()
        assert session() is None


def test_views_that_lie_over_the_cards_are_deleted_with_their_project(qapp: QApplication, tmp_path: Path) -> None:
    with opened(tmp_path / "p.facelabel") as window:
        assert window.project is not None
        views = (window.project.asking.view, window.project.viewing.view)
        window.actions_table["documents.close"].trigger()
        deleted()
        assert [isValid(view) for view in views] == [False, False]


def test_pictures_that_come_in_after_an_export_dialog_is_gone_reach_nobody(qapp: QApplication, tmp_path: Path) -> None:
    with opened(tmp_path / "p.facelabel") as window, capture_exceptions() as raised:
        window.actions_table["window.export"].trigger()
        assert window.findChildren(ExportDialog)
        window.window_commands.leave_project()
        deleted()
        assert not window.findChildren(ExportDialog)
        window.thumbnails.loaded.emit(set())
        assert raised == []
