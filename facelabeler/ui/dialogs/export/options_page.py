"""All options of an export, section by section, and who is to be seen alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QMenu, QScrollArea, QVBoxLayout, QWidget

from facelabeler.core.entities import PersonId
from facelabeler.export.formats import Part
from facelabeler.ui.controls import Button, label
from facelabeler.ui.dialogs.export.option_fields import Field
from facelabeler.ui.i18n import tr, trn

_FIELD_WIDTH = 220


class OptionsPage(QScrollArea):
    """A row an option; those that do not matter to the chosen formats are greyed, and say so."""

    only_changed = Signal()

    def __init__(self, fields: Sequence[Field], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields = fields
        self._words: dict[str, tuple[QLabel, QLabel]] = {}
        self.only_box = PeopleButton()
        self.only_box.changed.connect(self.only_changed)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Options"))
        self.viewport().setAutoFillBackground(False)
        self.setWidget(self._page())

    def show_parts(self, parts: set[Part]) -> None:
        """Which parts are written: options of others are greyed."""
        for field in self._fields:
            concerned = not field.choice.concerns or bool(parts & set(field.choice.concerns))
            field.widget.setEnabled(concerned)
            for words in self._words[field.choice.name]:
                words.setEnabled(concerned)

    def _page(self) -> QWidget:
        page = QWidget()
        page.setAutoFillBackground(False)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(8)
        sections: defaultdict[str, list[Field]] = defaultdict(list)
        for field in self._fields:
            sections[field.choice.section].append(field)
        for title, fields in sections.items():
            column.addWidget(label(tr(title), role="strong"))
            column.addLayout(self._section(title, fields))
            column.addSpacing(8)
        column.addStretch(1)
        return page

    def _section(self, title: str, fields: Sequence[Field]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        for row, field in enumerate(fields):
            words = (label(tr(field.choice.title)), label(_sentence(field), role="small", tone="text2", wrap=True))
            self._words[field.choice.name] = words
            _add_row(grid, row, words, field.widget)
        if title == "Who is in":
            words = (
                label(tr("Only these people")),
                label(tr("Everybody else is made unrecognisable"), role="small", tone="text2", wrap=True),
            )
            _add_row(grid, len(fields), words, self.only_box)
        return grid


class PeopleButton(Button):
    """Opens a list of people to tick; says how many are."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Everybody with a name"), parent=parent)
        self._people: Mapping[PersonId, str] = {}
        self._chosen: set[PersonId] = set()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMenu(QMenu(self))

    def chosen(self) -> frozenset[PersonId]:
        """The people who are ticked; none means that nobody is singled out."""
        return frozenset(self._chosen)

    def show_people(self, people: Mapping[PersonId, str]) -> None:
        """Offer these people, by name."""
        if people != self._people:
            self._people = dict(people)
            self._chosen &= people.keys()
            self._fill()

    def choose(self, people: frozenset[PersonId]) -> None:
        """Tick these people, of those that are offered."""
        self._chosen = set(people) & self._people.keys()
        self._fill()

    def _fill(self) -> None:
        self.menu().clear()
        for person, name in sorted(self._people.items(), key=lambda row: row[1].casefold()):
            action = self.menu().addAction(name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(person in self._chosen)
            action.toggled.connect(self._toggle(person))
        self._say()

    def _toggle(self, person: PersonId) -> Callable[[bool], None]:
        def toggle(on: bool) -> None:
            (self._chosen.add if on else self._chosen.discard)(person)
            self._say()
            self.changed.emit()

        return toggle

    def _say(self) -> None:
        count = len(self._chosen)
        self.rename(trn("%n person", "%n people", count) if count else tr("Everybody with a name"))


def _sentence(field: Field) -> str:
    text = tr(field.choice.sentence)
    return f"{text[:1].upper()}{text[1:]}"


def _add_row(grid: QGridLayout, row: int, words: tuple[QLabel, QLabel], widget: QWidget) -> None:
    column = QVBoxLayout()
    column.setSpacing(0)
    for line in words:
        column.addWidget(line)
    widget.setFixedWidth(_FIELD_WIDTH)
    grid.addLayout(column, row, 0)
    grid.addWidget(widget, row, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
