"""Telling what went wrong: what, which file, what to do; text that can be selected and copied."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from facelabeler.core.errors import FaceLabelerError
from facelabeler.ui.controls import Button, Glyph, label
from facelabeler.ui.dialogs.frame import Dialog
from facelabeler.ui.i18n import tr

_WIDTH = 480


class Message(Dialog):
    """What happened, the file it happened to, what to do. `details` is what `Copy details` puts on the clipboard.

    `main` is the button of what can be done about it right here: Enter presses it instead of Close.
    """

    def __init__(
        self,
        what: str,
        *,
        file: str = "",
        advice: str = "",
        details: str = "",
        main: Button | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("FaceLabeler", parent)
        self.details = details or "\n".join(part for part in (what, file, advice) if part)
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(_selectable(headline(what, file), role="title"))
        for text, tone in ((file, "text2"), (as_sentence(advice), "text")):
            if text:
                words.addWidget(_selectable(text, tone=tone))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(Glyph("alert-triangle", 24, "warn"), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.body.addLayout(row)
        copy = Button(tr("Copy details"), icon="copy")
        copy.clicked.connect(self.copy_details)
        close = Button(tr("Close"), kind="standard" if main else "primary")
        close.clicked.connect(self.accept)
        self.add_buttons(*([close, main] if main else [close]), left=copy)
        self.setMinimumWidth(_WIDTH)

    def copy_details(self) -> None:
        """Put everything that is known on the clipboard."""
        QGuiApplication.clipboard().setText(self.details)

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, super().sizeHint().height())


def show_error(parent: QWidget | None, error: FaceLabelerError) -> None:
    """Tell of something that the user can act on, and wait until it is read."""
    Message(error.what, file=error.file or "", advice=error.advice, parent=parent).exec()


def headline(what: str, file: str) -> str:
    """What happened; where that is said of the file (`ends early`), the file's name comes first."""
    about_file = file and what[:1].islower()
    return as_sentence(f"{Path(file).name} {what}" if about_file else what, capital=not about_file)


def as_sentence(text: str, *, capital: bool = True) -> str:
    """With a capital and a full stop, as it stands on its own here."""
    if not text:
        return ""
    start = text[0].upper() if capital else text[0]
    return start + text[1:] + ("" if text[-1] in ".!?。…" else ".")


def _selectable(text: str, *, role: str = "body", tone: str = "text") -> QLabel:
    made = label(text, role=role, tone=tone, wrap=True)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    made.setCursor(Qt.CursorShape.IBeamCursor)
    return made
