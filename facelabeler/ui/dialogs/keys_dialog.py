"""F1: every key there is, by what it is for, with a field to find one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from facelabeler.ui.controls import Button, Key, label
from facelabeler.ui.dialogs.frame import Dialog
from facelabeler.ui.i18n import tr


@dataclass(frozen=True, slots=True)
class KeyRow:
    """What a key does. `keys` are the shortcuts that do it, as in `("Enter", "F2")`."""

    group: str
    text: str
    keys: tuple[str, ...]


class KeysDialog(Dialog):
    """The keys in groups, in the order given."""

    def __init__(self, rows: Sequence[KeyRow], parent: QWidget | None = None) -> None:
        super().__init__(tr("All Keys"), parent)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search keys and what they do"))
        self.search.setAccessibleName(tr("Search keys"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self._groups = [_Group(name, found) for name, found in _by_group(rows)]
        self._nothing = label(tr("No key does that."), tone="text3")
        self.body.addWidget(self.search)
        self.body.addWidget(self._scrolled(), 1)
        close = Button(tr("Close"), kind="primary")
        close.clicked.connect(self.accept)
        self.add_buttons(close)
        self.search.setFocus()
        self._filter("")

    def sizeHint(self) -> QSize:
        return QSize(560, 640)

    def _filter(self, text: str) -> None:
        shown = [group.filter(text.casefold().strip()) for group in self._groups]
        self._nothing.setVisible(not any(shown))

    def _scrolled(self) -> QScrollArea:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(20)
        for group in self._groups:
            column.addWidget(group)
        column.addWidget(self._nothing)
        column.addStretch(1)
        area = QScrollArea()
        area.setAccessibleName(tr("Keys"))
        area.setWidgetResizable(True)
        area.setWidget(page)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area


class _Group(QWidget):
    def __init__(self, name: str, rows: Iterable[KeyRow]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(name, role="strong"))
        self._rows = [(row, _row(row)) for row in rows]
        for _, widget in self._rows:
            column.addWidget(widget)

    def filter(self, wanted: str) -> bool:
        """Show the rows that hold the text; whether there are any."""
        found = False
        for row, widget in self._rows:
            fits = wanted in f"{row.group} {row.text} {' '.join(row.keys)}".casefold()
            widget.setVisible(fits)
            found |= fits
        self.setVisible(found)
        return found


def _by_group(rows: Sequence[KeyRow]) -> list[tuple[str, list[KeyRow]]]:
    names = dict.fromkeys(row.group for row in rows)
    return [(name, [row for row in rows if row.group == name]) for name in names]


def _row(row: KeyRow) -> QWidget:
    made = QWidget()
    made.setAccessibleName(f"{row.text}: {', '.join(row.keys)}")
    layout = QHBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    layout.addWidget(label(row.text, tone="text2"), 1)
    for key in row.keys:
        layout.addWidget(Key(key))
    return made
