"""The question view laid out: head, two panels, lanes and evidence, answers, the last answers; or the end."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from facelabeler.asking.question import Tally
from facelabeler.core.project import Project
from facelabeler.ui import theme
from facelabeler.ui.clusters.painted import Pictures
from facelabeler.ui.controls import Button, label
from facelabeler.ui.i18n import number, tr, trn
from facelabeler.ui.presence import Axis
from facelabeler.ui.questions.card import Card
from facelabeler.ui.questions.frames import FramePictures
from facelabeler.ui.questions.panel import Panel
from facelabeler.ui.questions.parts import AnswerButton, Chips, LanePair
from facelabeler.ui.questions.tile import ARROWS, Tile
from facelabeler.ui.wording import faces_text

LOW = 800  # below this height of the window the list of answers folds away
BAR = (260, 6)

# Text, icon, colour, key.
ANSWERS = (
    ("Yes, same person", "check", "ok", "Y"),
    ("No, different people", "x", "bad", "N"),
    ("Not sure, later", "clock-pause", "text", "S"),
)


class QuestionView(QWidget):
    """Widgets only; what they do is `Asking`'s. It takes the keyboard as a whole."""

    def __init__(self, project: Project, pictures: Pictures, frames: FramePictures) -> None:
        super().__init__()
        self.panels = [Panel(place, project, pictures, frames) for place in range(2)]
        self.answers = [AnswerButton(tr(text), icon, tone, key) for text, icon, tone, key in ANSWERS]
        self.lanes = LanePair()
        self.chips = Chips()
        self.back = Button(tr("Back to Clusters"), icon="x", key="Esc")
        self.undo = Button(tr("Undo Answer"), icon="arrow-back-up", key="Ctrl+Z", small=True)
        self.unclustered = Button(tr("Show Unclustered Faces"), icon="stack-2")
        self._left = label(role="strong")
        self._settled = label(tone="text2")
        self._bar = Bar()
        self._end = label(role="title", tone="text2")
        self._last = label(tr("Last answers"), role="small", tone="text2")
        self._foot = QWidget()
        for panel in self.panels:
            for tile in panel.tiles:
                tile.stepped.connect(self._step)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Are these the same person?"))
        self._lay_out()

    def show_card(self, card: Card, axis: Axis) -> None:
        """Another question, all of it in one paint. A tile that has the focus leaves it to the whole."""
        if self.focused_tile() is not None:
            self.setFocus()
        for panel, side in zip(self.panels, card.sides, strict=True):
            panel.show_side(side)
        self.lanes.show_card(card, axis)
        for button, effect in zip(self.answers, (card.yes, card.no, tr("Comes back at the end")), strict=True):
            button.say(effect)
        self.setAccessibleDescription(" ".join((*(f"{s.title}, {s.sizes}." for s in card.sides), *card.evidence)))
        self._pages.setCurrentIndex(0)

    def show_end(self, unclustered: int) -> None:
        """There is nothing left to ask."""
        text = tr("No questions left.")
        if unclustered:
            one, many = "%1 is still unclustered.", "%1 are still unclustered."
            text = f"{text} {tr(one if unclustered == 1 else many, faces_text(unclustered))}"
        self._end.setText(text)
        self.setAccessibleDescription(text)
        self.unclustered.setVisible(unclustered > 0)
        self._pages.setCurrentIndex(1)

    def tiles(self) -> list[Tile]:
        """The tiles on show, of both panels."""
        return [tile for panel in self.panels for tile in panel.tiles if not tile.isHidden()]

    def focused_tile(self) -> Tile | None:
        """The tile that has the focus."""
        return next((tile for tile in self.tiles() if tile.hasFocus()), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """An arrow key goes to the first tile, and from there on the tiles hear it."""
        if event.key() in ARROWS and self.tiles():
            self.tiles()[0].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _step(self, way: tuple[int, int]) -> None:
        """Go to the nearest tile in the way of an arrow key; what lies aside of it counts twice."""
        here = self.focused_tile()
        if here is None:
            return
        right, down = way
        origin = here.mapTo(self, here.rect().center())
        ahead: list[tuple[int, Tile]] = []
        for tile in self.tiles():
            off = tile.mapTo(self, tile.rect().center()) - origin
            along, aside = off.x() * right + off.y() * down, off.x() * down + off.y() * right
            if along > 0:
                ahead.append((along + 2 * abs(aside), tile))
        if ahead:
            min(ahead, key=lambda found: found[0])[1].setFocus(Qt.FocusReason.TabFocusReason)

    def counts(self) -> str:
        """The counter in words."""
        return " ".join(part.text() for part in (self._left, self._settled) if part.text()).replace("  ", " ")

    @property
    def is_at_end(self) -> bool:
        return self._pages.currentIndex() == 1

    def show_tally(self, tally: Tally) -> None:
        """`14 left · 9 answered settled 412 faces`."""
        self._left.setText(tr("%1 left", number(tally.left)))
        answered = trn("%n answered settled %1", "%n answered settled %1", tally.answered, faces_text(tally.settled))
        self._settled.setText(f"·  {answered}" if tally.answered else "")
        self._bar.show_share(tally.answered / max(1, tally.answered + tally.left))

    def show_last(self, *, any_given: bool) -> None:
        """Whether there are answers to show and take back."""
        self._last.setVisible(any_given)
        self.undo.setVisible(any_given)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        QPainter(self).fillRect(self.rect(), theme.tokens().bg)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._foot.setVisible(self.window().height() >= LOW)

    def _lay_out(self) -> None:
        self._pages = QStackedWidget()  # a stacked layout would show its first page as a window of its own
        for page in (self._question_page(), self._end_page()):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(12)
        layout.addLayout(self._head())
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._foot)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(10)
        foot.addWidget(self._last)
        foot.addWidget(self.chips)
        foot.addStretch(1)
        foot.addWidget(self.undo)

    def _head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(tr("Are these the same person?"), role="heading"))
        words.addWidget(label(tr("Answers are kept for good. Every later grouping obeys them."), tone="text2"))
        counts = QHBoxLayout()
        counts.setSpacing(8)
        counts.addStretch(1)
        counts.addWidget(self._left)
        counts.addWidget(self._settled)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addStretch(1)
        right.addLayout(counts)
        right.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignTrailing)
        right.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(24)
        head.addLayout(words, 1)
        head.addLayout(right)
        head.addWidget(self.back)
        return head

    def _question_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        pair = QHBoxLayout()
        pair.setSpacing(16)
        row = QHBoxLayout()
        row.setSpacing(16)
        for panel in self.panels:
            pair.addWidget(panel, 1)
        for button in self.answers:
            row.addWidget(button, 1)
        layout.addLayout(pair)
        layout.addWidget(self.lanes)
        layout.addLayout(row)
        layout.addStretch(1)
        return page

    def _end_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setSpacing(16)
        layout.addStretch(2)
        layout.addWidget(self._end, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.unclustered, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        return page


class Bar(QWidget):
    """How many of the questions are answered; the words above say the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self.setFixedSize(*BAR)
        theme.live().theme_changed.connect(self.update)

    def show_share(self, share: float) -> None:
        self._share = share
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        colours = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.strip_base)
        painter.drawRoundedRect(self.rect(), 3, 3)
        painter.setBrush(colours.accent)
        painter.drawRoundedRect(QRectF(0, 0, self._share * self.width(), self.height()), 3, 3)
