"""What to know before exporting, each with its way out in the same line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from facelabeler.core.entities import PersonId
from facelabeler.export.notices import NOUNS, TEMPLATES, Notice
from facelabeler.ui import theme
from facelabeler.ui.controls import Glyph, label
from facelabeler.ui.i18n import first_sentence, tr, trn

_INFORMS = ("no-test", "unlabelled", "too-small", "banned", "alike", "small-crops", "enlarged", "not-aligned")
"""No reason to worry."""
_STOPS = ("missing",)


@dataclass(frozen=True, slots=True)
class Line:
    """A notice as it is shown. `way_out` is the text of a link, `person` whom it leaves out or takes back in."""

    icon: str
    tone: str
    head: str
    rest: str = ""
    way_out: str = ""
    person: PersonId | None = None


class NoticesList(QScrollArea):
    """The notices, scrolled if there are many. `way_out_chosen` carries the person of a link that was followed."""

    way_out_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Before you export"))
        self.viewport().setAutoFillBackground(False)

    def show_lines(self, lines: Sequence[Line]) -> None:
        page = QWidget()
        page.setAutoFillBackground(False)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(8)
        for line in lines:
            column.addWidget(self._row(line))
        column.addStretch(1)
        self.setWidget(page)

    def _row(self, line: Line) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(Glyph(line.icon, 18, line.tone), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(_selectable(line.head, role="strong" if line.tone in ("warn", "bad") else "body"))
        if line.rest:
            words.addWidget(_selectable(line.rest, role="small", tone="text2"))
        row.addLayout(words, 1)
        if line.way_out:
            link = _Link(line.way_out)
            link.clicked.connect(lambda: self.way_out_chosen.emit(line.person))
            row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        return made


class _Link(QPushButton):
    """A way out, looking like a link."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setProperty("kind", "ghost")
        self.setProperty("small", True)
        self.setProperty("link", True)
        self.setFont(theme.font("small-strong"))
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)


def lines_of(notices: Sequence[Notice]) -> list[Line]:
    """The notices as they are shown; a way out is offered once."""
    lines: list[Line] = []
    for line in map(_line_of, notices):
        offered = line.person in [other.person for other in lines if other.way_out]
        lines.append(replace(line, way_out="") if offered else line)
    return lines


def _line_of(notice: Notice) -> Line:
    """How a notice is shown: its first sentence stands out, the rest explains."""
    icon, tone = _look(notice.kind)
    values = {name: _in_words(name, value) for name, value in notice.params.items()}
    head, rest = first_sentence(tr(TEMPLATES[notice.kind]).format(**values))
    person = notice.person
    way_out = tr("Leave %1 out", notice.params.get("name", "")) if person is not None else ""
    return Line(icon, tone, head, rest, way_out, person)


def safety_line() -> Line:
    """That nothing leaks between the splits."""
    return Line("shield-check", "ok", tr("No track is in two splits."), tr("Checked now, and again after writing."))


def left_out_line(name: str, person: PersonId) -> Line:
    """That somebody is left out, with the way back."""
    return Line("minus", "text2", tr("%1 is left out.", name), "", tr("Take %1 back in", name), person)


def _in_words(name: str, value: str | int) -> str:
    """A count with its noun, anything else as it is."""
    if isinstance(value, str) or name not in NOUNS:
        return str(value)
    one, many = NOUNS[name]
    return trn(f"%n {one}", f"%n {many}", value)


def _look(kind: str) -> tuple[str, str]:
    if kind in _STOPS:
        return "photo-off", "bad"
    return ("info-circle", "text2") if kind in _INFORMS else ("alert-triangle", "warn")


def _selectable(text: str, *, role: str, tone: str = "text") -> QLabel:
    made = label(text, role=role, tone=tone, wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
