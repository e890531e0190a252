"""Telling of a bug, and of a run that did not end as it should."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QWidget

from facelabeler.ui.controls import Button
from facelabeler.ui.dialogs.message import Message
from facelabeler.ui.i18n import tr


class CrashDialog(Message):
    """Plain words; the details are only to be copied, and name nobody unless the user adds what the error says.

    `wanted` is whether the project is to be opened (again).
    """

    def __init__(
        self,
        what: str,
        advice: str,
        details: str,
        *,
        full: str = "",
        log: str = "",
        open_text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        opens = Button(open_text, kind="primary") if open_text else None
        super().__init__(what, file=log, advice=advice, details=details, main=opens, parent=parent)
        self.wanted = False
        self._full = full
        self._add = QCheckBox(tr("Copy what the error says too: it may hold names and paths"))
        if full:
            self.body.addWidget(self._add)
        if opens is not None:
            opens.clicked.connect(self._want)

    def copy_details(self) -> None:
        if self._add.isChecked():
            self.details = self._full
        super().copy_details()

    def _want(self) -> None:
        self.wanted = True
        self.accept()


def tell_crash(parent: QWidget | None, details: str, full: str, *, log: str, can_reopen: bool) -> bool:
    """Tell of a bug and wait; whether the project is to be opened again."""
    dialog = CrashDialog(
        tr("Something went wrong that should not have"),
        tr("Your work is saved. Copy the details into a report, and go on"),
        details,
        full=full,
        log=log,
        open_text=tr("Open the Project Again") if can_reopen else "",
        parent=parent,
    )
    dialog.exec()
    return dialog.wanted


def ask_after_crash(parent: QWidget | None, project: str, details: str) -> bool:
    """Say that the last run did not end as it should; whether its project is to be opened."""
    dialog = CrashDialog(
        tr("FaceLabeler did not end as it should last time"),
        tr("Your work is saved up to the last edit. Copy the details into a report if you want to send one"),
        details,
        open_text=tr("Open %1", Path(project).stem) if project else "",
        parent=parent,
    )
    dialog.exec()
    return dialog.wanted
