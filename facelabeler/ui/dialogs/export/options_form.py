"""Where the dataset goes and how it is made: folder, split, unnamed faces, pictures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from facelabeler.core.entities import PersonId
from facelabeler.export.options import INCLUDE_WORDS, ExportOptions, ImageFormat, Include
from facelabeler.ui.controls import Button, Choice, label
from facelabeler.ui.i18n import tr

SHARES = ((0.8, 0.1, 0.1), (0.7, 0.2, 0.1), (0.7, 0.15, 0.15), (0.8, 0.2, 0.0), (0.9, 0.1, 0.0))
PICTURES: tuple[tuple[ImageFormat, int], ...] = (("jpg", 95), ("jpg", 85), ("png", 95))


class OptionsForm(QWidget):
    """`changed` after each change. The folder's name follows the formats until the user writes one."""

    changed = Signal()

    def __init__(self, project: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._own_folder = False
        self.folder_field = QLineEdit()
        self.folder_field.setAccessibleName(tr("Folder"))
        self.folder_field.textEdited.connect(self._folder_edited)
        self.split_box = Choice(tr("Split"), [(_split_words(shares), shares) for shares in SHARES])
        titles = [(tr(title), include) for include, (title, _) in INCLUDE_WORDS.items()]
        self.include_box = Choice(tr("Unnamed faces"), titles)
        self.picture_box = Choice(tr("Images"), [(_picture_words(*kind), kind) for kind in PICTURES])
        self._policy = label(role="small", tone="text2", wrap=True)
        for box in (self.split_box, self.include_box, self.picture_box):
            box.currentIndexChanged.connect(lambda _: self._box_changed())
        self._lay_out()
        self._say_policy()

    def folder(self) -> Path:
        """Where the dataset goes."""
        return Path(self.folder_field.text().strip()).expanduser()

    def options(self, leave_out: frozenset[PersonId]) -> ExportOptions:
        """What is chosen, without these people."""
        image_format, quality = PICTURES[self.picture_box.currentIndex()]
        return ExportOptions(
            split=SHARES[self.split_box.currentIndex()],
            include=self.include(),
            image_format=image_format,
            quality=quality,
            leave_out=leave_out,
        )

    def include(self) -> Include:
        return list(INCLUDE_WORDS)[self.include_box.currentIndex()]

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

    def _box_changed(self) -> None:
        self._say_policy()
        self.changed.emit()

    def _say_policy(self) -> None:
        self._policy.setText(tr(INCLUDE_WORDS[self.include()][1]))

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
        grid.addLayout(folder_row, 1, 0, 1, 3)
        grid.setRowMinimumHeight(2, 8)
        for column, box in enumerate((self.split_box, self.include_box, self.picture_box)):
            grid.addLayout(_titled(box), 3, column)
            grid.setColumnStretch(column, 1)
        grid.addWidget(self._policy, 4, 0, 1, 3)


def folder_in(picked: Path, name: str) -> Path:
    """`picked` itself if nothing is in it, else a folder of this name inside."""
    is_full = picked.is_dir() and any(picked.iterdir())
    return picked / name if is_full else picked


def _titled(box: Choice) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(4)
    column.addWidget(label(box.accessibleName(), role="small", tone="text2"))
    column.addWidget(box)
    return column


def _split_words(shares: tuple[float, float, float]) -> str:
    train, val, test = (f"{share * 100:.3g}" for share in shares)
    if test == "0":
        return tr("%1 / %2, no test, by shot", train, val)
    return tr("%1 / %2 / %3, by shot", train, val, test)


def _picture_words(image_format: ImageFormat, quality: int) -> str:
    return tr("Full frames, PNG") if image_format == "png" else tr("Full frames, JPEG %1", quality)
