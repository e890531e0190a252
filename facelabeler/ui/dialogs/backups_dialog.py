"""File > Restore From Backup: the snapshots of a project, and what each holds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDateTime, QLocale, QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from facelabeler.storage.backups import Counts, Reason, Snapshot, counts
from facelabeler.ui.controls import Button, label
from facelabeler.ui.dialogs.frame import Dialog
from facelabeler.ui.i18n import decimal, listed, tr, trn
from facelabeler.ui.wording import faces_text

_REASONS = {
    Reason.OPENING: "before it was opened",
    Reason.MIGRATING: "before it was brought to a newer format",
    Reason.FORGETTING: "before somebody was erased",
    Reason.RESTORING: "before a backup was restored",
    Reason.DAMAGED: "as it was, damaged",
}


class BackupsDialog(Dialog):
    """Lists `snapshots`, the newest first; `chosen` is the one to go back to, None until Restore is pressed."""

    def __init__(self, name: str, snapshots: Sequence[Snapshot], parent: QWidget | None = None) -> None:
        super().__init__(tr("Restore From Backup"), parent)
        self._snapshots = list(snapshots)
        self.chosen: Snapshot | None = None
        self.body.addWidget(label(tr("Go back to an earlier state of %1", name), role="title", wrap=True))
        below = tr("How it is now is kept as a backup too, so that you can come back to it.")
        self.body.addWidget(label(below, tone="text2", wrap=True))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Backups"))
        for snapshot in self._snapshots:
            self.list.addItem(QListWidgetItem(described(snapshot, counts(snapshot))))
        self.list.itemActivated.connect(self._take)
        self.body.addWidget(self.list, 1)
        cancel = Button(tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.restore_button = Button(tr("Restore"), kind="primary")
        self.restore_button.clicked.connect(self._take)
        self.restore_button.setEnabled(bool(self._snapshots))
        self.add_buttons(cancel, self.restore_button)
        self.list.setCurrentRow(0)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def sizeHint(self) -> QSize:
        return QSize(640, 460)

    def _take(self) -> None:
        self.chosen = self._snapshots[self.list.currentRow()]
        self.accept()


def described(snapshot: Snapshot, holds: Counts | None) -> str:
    """A snapshot in a line: when and before what, what it holds, how big it is."""
    when = QLocale().toString(
        QDateTime.fromSecsSinceEpoch(int(snapshot.at.timestamp())), QLocale.FormatType.ShortFormat
    )
    parts = [f"{when} · {tr(_REASONS[snapshot.reason])}"]
    if holds is not None:
        parts += [faces_text(holds.faces), trn("%n person", "%n people", holds.people)]
        parts.append(trn("%n step", "%n steps", holds.steps))
    return listed([*parts, tr("%1 MB", decimal(snapshot.size / 1e6))])
