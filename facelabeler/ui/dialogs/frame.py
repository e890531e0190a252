"""What every dialog is made of: a body, a line, and a row of buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from facelabeler.ui.controls import Button, Line
from facelabeler.ui.theme import SPACE


class Dialog(QDialog):
    """A titled dialog: fill `body`, then call `add_buttons` once."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(SPACE[5], SPACE[5], SPACE[5], SPACE[5])
        self.body.setSpacing(SPACE[3])
        whole.addLayout(self.body, 1)
        whole.addWidget(Line())
        self.footer = QHBoxLayout()
        self.footer.setContentsMargins(SPACE[4], SPACE[3], SPACE[4], SPACE[3])
        self.footer.setSpacing(SPACE[2])
        whole.addLayout(self.footer)

    def add_buttons(self, *right: Button, left: Button | None = None) -> None:
        """The row of buttons. The last is the one Enter presses, and has the focus unless a field takes it."""
        if left is not None:
            self.footer.addWidget(left)
        self.footer.addStretch(1)
        for button in right:
            self.footer.addWidget(button)
            button.setAutoDefault(False)
        right[-1].setDefault(True)
        right[-1].setFocus()
