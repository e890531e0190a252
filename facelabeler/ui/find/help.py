"""What stands below the search field while it has the focus: what can be typed, what was found, or what is wrong."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from facelabeler.ui import theme
from facelabeler.ui.controls import Button, Glyph, label
from facelabeler.ui.find.query import FIELDS, MEASURES, STATES, QueryError, Trouble
from facelabeler.ui.wording import tr

WIDTH = 400
TERM_WIDTH = 116

# What can be typed, and what it finds.
EXAMPLES: tuple[tuple[str, str], ...] = (
    ("unnamed", "Cards without a name"),
    ("doubtful", "Cards with faces worth a look"),
    ("-confirmed", "Not confirmed: “-” turns a term round"),
    ("faces>5", "More than 5 faces; also tracks, sources"),
    ("quality<40%", "Blurred or turned faces"),
    ("time>1:30", "Seen after 1:30"),
    ("source:clip", "From files with “clip” in their name"),
)

_TROUBLES = {
    Trouble.UNKNOWN_FIELD: "There is no “%1”. Search by %2, or put the text in quotes.",
    Trouble.UNKNOWN_STATE: "There is no state “%1”. There are: %2.",
    Trouble.NO_TEXT: "What should come after “%1”? As in %2.",
    Trouble.NO_NUMBER: "“%1” needs a number, as in %2.",
    Trouble.NO_SIGN: "“%1” takes a text, as in %2.",
}


class SearchHelp(QFrame):
    """Never takes the focus. `term_chosen` carries an example that was pressed."""

    term_chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        self._icon = Glyph("info-circle", 16)
        self._text = label(role="small", tone="text2", wrap=True)
        self._examples = QWidget()
        self.setFixedWidth(WIDTH)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out()
        self.hide()

    @property
    def text(self) -> str:
        """The sentence on show."""
        return self._text.text()

    def invite(self) -> None:
        """Nothing is typed: say what could be."""
        self._say("info-circle", "text2", tr("Type a name or a number, or:"), examples=True)

    def tell_found(self, found: int, of: int) -> None:
        """Say how many cards are what was asked for."""
        self._say("search", "text2", tr("%1 of %2 cards. Enter goes to them, Esc ends the search.", found, of))

    def tell_wrong(self, error: QueryError) -> None:
        """Say what cannot be understood, and what could be meant."""
        self._say("alert-triangle", "warn", error_text(error))

    def stand_below(self, field: QWidget) -> None:
        """Show below a field of the same window."""
        self.adjustSize()
        corner = field.mapTo(self._ground, QPoint(0, field.height() + 4))
        if self.isRightToLeft():
            corner.setX(corner.x() + field.width() - self.width())
        self.move(corner)
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(colours.surface2)
        painter.setPen(colours.line_strong)
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)

    def _say(self, icon: str, tone: str, text: str, *, examples: bool = False) -> None:
        self._icon.show_icon(icon, tone)
        self._text.setText(text)
        self._examples.setVisible(examples)
        self.adjustSize()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._text, 1)
        rows = QVBoxLayout(self._examples)
        rows.setContentsMargins(0, 4, 0, 0)
        rows.setSpacing(2)
        for term, meaning in EXAMPLES:
            rows.addLayout(self._row(term, tr(meaning)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.addLayout(head)
        layout.addWidget(self._examples)

    def _row(self, term: str, meaning: str) -> QHBoxLayout:
        button = Button(term, small=True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setFixedWidth(TERM_WIDTH)
        button.setAccessibleDescription(meaning)
        button.clicked.connect(partial(self.term_chosen.emit, term))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(button)
        row.addWidget(label(meaning, role="small", tone="text2"), 1)
        return row


def error_text(error: QueryError) -> str:
    """What is wrong with a search, and what to type instead."""
    return tr(_TROUBLES[error.trouble], error.word, _instead(error))


def _instead(error: QueryError) -> str:
    if error.trouble is Trouble.UNKNOWN_FIELD:
        return f"{error.meant}:" if error.meant in FIELDS else error.meant or ", ".join([*FIELDS, *MEASURES])
    if error.trouble is Trouble.UNKNOWN_STATE:
        return error.meant or ", ".join(STATES)
    examples = {"source:": "source:clip", "state:": "state:doubtful", "name:": "name:Ann"}
    if error.trouble is Trouble.NO_NUMBER:
        return _with_number(error.meant)
    return examples.get(error.meant or error.word, f"{error.meant}…")


def _with_number(start: str) -> str:
    values = {"quality": "40%", "doubt": "20%", "time": "1:30"}
    return start + values.get(start.rstrip("<>=:"), "5")
