"""What the grid says while it shows no card."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QVBoxLayout, QWidget

from facelabeler.ui.controls import label


class EmptyNote(QWidget):
    """A title and a sentence in the middle of a view, while its model has no rows. The mouse goes through it."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view.viewport())
        self._view = view
        self._title = label(role="title", tone="text2")
        self._text = label(tone="text3", wrap=True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = QVBoxLayout(self)
        layout.setSpacing(6)
        layout.addStretch(2)
        for part in (self._title, self._text):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(part)
        layout.addStretch(3)
        view.viewport().installEventFilter(self)

    def say(self, title: str, text: str) -> None:
        """What to say as long as nothing is shown."""
        _say(self._title, title)
        _say(self._text, text)
        self.refresh()

    def refresh(self) -> None:
        """Show or hide with the rows of the model."""
        model = self._view.model()
        self.setVisible(model is not None and model.rowCount() == 0)
        self.setGeometry(self._view.viewport().rect())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self.setGeometry(self._view.viewport().rect())
        return super().eventFilter(watched, event)


def _say(target: QLabel, text: str) -> None:
    target.setText(text)
    target.setVisible(bool(text))
