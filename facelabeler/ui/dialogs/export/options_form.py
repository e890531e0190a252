"""Where the dataset goes and how it is made: the folder, and what is chosen most often; the rest has a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from facelabeler.core.entities import PersonId
from facelabeler.export.choices import CHOICES
from facelabeler.export.options import ExportOptions, changed
from facelabeler.ui.controls import Button, label
from facelabeler.ui.dialogs.export.option_fields import Field, field_for
from facelabeler.ui.dialogs.export.options_page import OptionsPage
from facelabeler.ui.i18n import tr

QUICK: Final = ("split", "others", "image_format")
"""The choices that are always in sight."""


class OptionsForm(QWidget):
    """`changed` after each change. The folder's name follows the formats until the user writes one.

    `page` holds the options that are not in this form; the dialog shows it.
    """

    changed = Signal()

    def __init__(self, project: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._own_folder = False
        self._showing = False
        self.fields: dict[str, Field] = {choice.name: field_for(choice, self._field_changed) for choice in CHOICES}
        self.page = OptionsPage([field for name, field in self.fields.items() if name not in QUICK])
        self.page.only_changed.connect(self._field_changed)
        self.folder_field = QLineEdit()
        self.folder_field.setAccessibleName(tr("Folder"))
        self.folder_field.textEdited.connect(self._folder_edited)
        self.show_options(ExportOptions())
        self._lay_out()

    def folder(self) -> Path:
        """Where the dataset goes."""
        return Path(self.folder_field.text().strip()).expanduser()

    def own_folder(self) -> Path | None:
        """The folder that the user has named; None while it follows the formats."""
        return self.folder() if self._own_folder else None

    def options(self, leave_out: frozenset[PersonId]) -> ExportOptions:
        """What is chosen, without these people."""
        values = {name: field.value() for name, field in self.fields.items()}
        return ExportOptions(**values, only=self.page.only_box.chosen(), leave_out=leave_out)

    def count_changed(self) -> int:
        """How many options of the page are not as usual."""
        options = replace(self.options(frozenset()), **{name: getattr(ExportOptions(), name) for name in QUICK})
        return len(list(changed(options))) + bool(options.only)

    def show_options(self, options: ExportOptions) -> None:
        """Choose these options, without a word of it."""
        self._showing = True
        for name, field in self.fields.items():
            field.show(getattr(options, name))
        self.page.only_box.choose(options.only)
        self._showing = False

    def name_folder_after(self, formats: Sequence[str]) -> None:
        """Propose a folder beside the project, unless the user has named one."""
        if not self._own_folder:
            kind = formats[0] if len(formats) == 1 else "dataset"
            self.folder_field.setText(str(self._project.with_name(f"{self._project.stem}-{kind}")))

    def set_folder(self, folder: Path) -> None:
        """Name the folder as the user would."""
        self.folder_field.setText(str(folder))
        self._folder_edited()

    def choose_folder(self) -> None:
        """Let the user pick one: an empty folder is taken as it is, a full one gets ours inside."""
        picked = QFileDialog.getExistingDirectory(self, tr("Where the dataset goes"), str(self.folder().parent))
        if picked:
            self.set_folder(folder_in(Path(picked), self.folder().name))

    def _folder_edited(self) -> None:
        self._own_folder = True
        self.changed.emit()

    def _field_changed(self) -> None:
        if not self._showing:
            self.changed.emit()

    def _lay_out(self) -> None:
        choose = Button(tr("Choose…"))
        choose.clicked.connect(self.choose_folder)
        folder_row = QHBoxLayout()
        folder_row.setSpacing(8)
        folder_row.addWidget(self.folder_field, 1)
        folder_row.addWidget(choose)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.addWidget(label(tr("Folder"), role="small", tone="text2"), 0, 0)
        grid.addLayout(folder_row, 1, 0, 1, len(QUICK))
        grid.setRowMinimumHeight(2, 8)
        for column, name in enumerate(QUICK):
            grid.addLayout(_titled(self.fields[name]), 3, column)
            grid.setColumnStretch(column, 1)


def folder_in(picked: Path, name: str) -> Path:
    """`picked` itself if nothing is in it, else a folder of this name inside."""
    is_full = picked.is_dir() and any(picked.iterdir())
    return picked / name if is_full else picked


def _titled(field: Field) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(4)
    column.addWidget(label(tr(field.choice.title), role="small", tone="text2"))
    column.addWidget(field.widget)
    return column
