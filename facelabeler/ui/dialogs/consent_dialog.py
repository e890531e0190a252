"""What a person agreed to, and until when they may be kept."""

from __future__ import annotations

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCheckBox, QDateEdit, QHBoxLayout, QLineEdit, QWidget

from facelabeler.core.entities import Consent
from facelabeler.ui.controls import Button, label
from facelabeler.ui.dialogs.frame import Dialog
from facelabeler.ui.i18n import tr

_WIDTH = 460


class ConsentDialog(Dialog):
    """A note and a day; `note` and `until` are what was entered."""

    def __init__(self, name: str, noted: Consent, parent: QWidget | None = None) -> None:
        super().__init__(tr("Consent"), parent)
        self._note = QLineEdit(noted.note)
        self._note.setAccessibleName(tr("Consent"))
        self._note.setPlaceholderText(tr("Signed form, e-mail of 3 May, public person…"))
        self._limited = QCheckBox(tr("Keep until"))
        self._limited.setChecked(bool(noted.until))
        day = QDate.fromString(noted.until, Qt.DateFormat.ISODate) if noted.until else QDate.currentDate().addYears(1)
        self._day = QDateEdit(day)
        self._day.setCalendarPopup(True)
        self._day.setAccessibleName(tr("Keep until"))
        self._day.setEnabled(bool(noted.until))
        self._limited.toggled.connect(self._day.setEnabled)
        self._lay_out(name)
        self.setMinimumWidth(_WIDTH)
        self._note.setFocus()

    @property
    def note(self) -> str:
        """How the person consented; empty if nothing is noted."""
        return self._note.text().strip()

    @property
    def until(self) -> str:
        """The last day in ISO 8601, or empty."""
        return self._day.date().toString(Qt.DateFormat.ISODate) if self._limited.isChecked() else ""

    def _lay_out(self, name: str) -> None:
        self.body.addWidget(label(tr("How did %1 consent?", name), role="title", wrap=True))
        self.body.addWidget(self._note)
        row = QHBoxLayout()
        row.addWidget(self._limited)
        row.addWidget(self._day, 1)
        self.body.addLayout(row)
        below = tr("Exports warn of people without consent. When the day has passed, you are told at opening.")
        self.body.addWidget(label(below, tone="text2", wrap=True))
        save, cancel = Button(tr("Save"), kind="primary"), Button(tr("Cancel"))
        save.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        self.add_buttons(save, left=cancel)
