"""The rows below the name field."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from facelabeler.core.entities import PersonId
from facelabeler.ui import drawing, theme
from facelabeler.ui.controls import label
from facelabeler.ui.naming.candidates import Offer, Proposal, Row, fit, folded
from facelabeler.ui.wording import tr

WIDTH = 260
ROW_HEIGHT = 34
PICTURE = 24
PAD = 10
Index = QModelIndex | QPersistentModelIndex
PictureOf = Callable[[PersonId, int], QPixmap | None]
RowRole = int(Qt.ItemDataRole.UserRole)
Root = QModelIndex()


class ProposalModel(QAbstractListModel):
    """The rows of a proposal."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.proposal = Proposal()
        self.typed = ""

    def show_proposal(self, proposal: Proposal, typed: str) -> None:
        self.beginResetModel()
        self.proposal, self.typed = proposal, typed
        self.endResetModel()

    def rowCount(self, parent: Index = Root) -> int:
        return 0 if parent.isValid() else len(self.proposal.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.proposal.at(index.row()) if index.isValid() else None
        if row is None:
            return None
        values: dict[int, object] = {
            int(Qt.ItemDataRole.DisplayRole): row_text(row),
            int(Qt.ItemDataRole.AccessibleTextRole): spoken(row),
            RowRole: row,
        }
        return values.get(role)


class NamePopup(QFrame):
    """What could be meant, with the row that Enter takes marked. It never takes the focus; a click takes a row."""

    row_pressed = Signal(object)  # Row

    def __init__(self, picture_of: PictureOf, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = ProposalModel(self)
        self._ground = parent
        self._marked = -1
        self._title = label(role="strong", tone="text2")
        self._note = label(role="small", tone="text2", wrap=True)
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setItemDelegate(ProposalDelegate(self._model, picture_of, self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName(tr("Names"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setMouseTracking(True)
        self._list.viewport().setAutoFillBackground(False)
        self._list.pressed.connect(self._press)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out()
        self.hide()

    @property
    def marked_row(self) -> Row | None:
        """The row that Enter takes."""
        return self._model.proposal.at(self._marked)

    def show_proposal(self, proposal: Proposal, typed: str, title: str) -> None:
        """Show rows under a title (empty: none), the proposal's row marked."""
        self._model.show_proposal(proposal, typed)
        _say(self._title, title)
        self._list.setFixedHeight(ROW_HEIGHT * len(proposal.rows))
        self.mark(proposal.marked)

    def mark(self, row: int) -> None:
        """Mark a row; -1 marks none."""
        self._marked = row
        self._list.setCurrentIndex(self._model.index(row, 0) if row >= 0 else QModelIndex())

    def move_mark(self, steps: int) -> None:
        """Mark another row, stopping at both ends."""
        last = self._model.rowCount() - 1
        if last >= 0:
            self.mark(min(max(self._marked + steps, 0), last))

    def say(self, note: str) -> None:
        """A sentence below the rows on what will be true afterwards."""
        _say(self._note, note)

    def place(self, field: QRect) -> None:
        """Stand below a rectangle of the parent, above it where there is no room below."""
        self.setFixedWidth(WIDTH)
        self.adjustSize()
        room = self._ground.rect()
        below = field.bottom() + 4
        top = below if below + self.height() <= room.bottom() else field.top() - 4 - self.height()
        left = min(max(field.left(), room.left() + 4), room.right() - WIDTH - 4)
        self.move(left, max(room.top(), top))
        has_content = self._model.rowCount() > 0 or not self._title.isHidden()
        self.setVisible(has_content)
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        colours = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(colours.surface2)
        painter.setPen(colours.line_strong)
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)

    def _press(self, index: QModelIndex) -> None:
        row = self._model.proposal.at(index.row())
        if row is not None:
            self.row_pressed.emit(row)

    def _lay_out(self) -> None:
        self._title.setContentsMargins(PAD, 6, PAD, 6)
        self._note.setContentsMargins(PAD + PICTURE + PAD, 2, PAD, 6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 4, 1, 4)
        layout.setSpacing(0)
        for part in (self._title, self._list, self._note):
            layout.addWidget(part)


class ProposalDelegate(QStyledItemDelegate):
    """Face, name, and what taking the row means."""

    def __init__(self, model: ProposalModel, picture_of: PictureOf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._picture_of = picture_of

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(WIDTH - 2, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(RowRole)
        if not isinstance(row, Row):
            return
        painter.save()
        painter.setRenderHints(drawing.SMOOTH)
        self._paint_ground(painter, option, index, row)
        inside = option.rect.adjusted(PAD, 0, -PAD, 0)
        self._paint_picture(painter, QRect(inside.left(), inside.top() + 5, PICTURE, PICTURE), row)
        side = side_text(row, self._model.proposal)
        ink = theme.tokens().text2
        taken = drawing.draw_text(painter, inside, side, theme.font("small"), ink, Qt.AlignmentFlag.AlignRight)
        self._paint_name(painter, inside.adjusted(PICTURE + PAD, 0, -taken - 8, 0), row)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, row: Row) -> None:
        colours = theme.tokens()
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colours.accent_soft)
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), colours.accent)
        if row.offer is Offer.NEW and index.row() > 0:
            painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), colours.line)

    def _paint_picture(self, painter: QPainter, rect: QRect, row: Row) -> None:
        if row.person is None:
            drawing.draw_icon(painter, "user-plus", rect, 18, theme.tokens().text2)
            return
        ratio = drawing.ratio_of(painter)
        drawing.draw_picture(painter, rect, self._picture_of(row.person, round(PICTURE * ratio)), 3)

    def _paint_name(self, painter: QPainter, rect: QRect, row: Row) -> None:
        ink = theme.tokens().text
        for text, bold in emphasised(row, self._model.typed):
            font = theme.font("strong" if bold else "body")
            drawing.draw_text(painter, rect, text, font, ink)
            rect = rect.adjusted(QFontMetrics(font).horizontalAdvance(text), 0, 0, 0)


def row_text(row: Row) -> str:
    """The name as its row says it."""
    patterns = {Offer.KNOWN: row.name, Offer.MEANT: tr("Use %1", row.name), Offer.NEW: tr("New person “%1”", row.name)}
    return patterns[row.offer]


def spoken(row: Row) -> str:
    """A row for a screen reader."""
    return row_text(row) if row.offer is Offer.NEW else f"{row_text(row)}, {tr('%1, merges', row.faces)}"


def side_text(row: Row, proposal: Proposal) -> str:
    """What stands at the end of a row: the faces there already, or the key."""
    if row.offer is Offer.KNOWN:
        return tr("%1, merges", row.faces)
    if row.offer is Offer.MEANT:
        return tr("Enter")
    if len(proposal.rows) == 1:
        return tr("Enter")
    return tr("↓ Enter") if proposal.near_miss else tr("Ctrl+Enter")


def emphasised(row: Row, typed: str) -> list[tuple[str, bool]]:
    """The row's text in parts, those in bold that were typed."""
    text = row_text(row)
    if row.offer is Offer.MEANT:
        before, _, after = text.partition(row.name)
        return [(before, False), (row.name, True), (after, False)]
    if row.offer is Offer.KNOWN and typed and fit(folded(typed), row.name) in (1, 2):
        return [(text[: len(typed)], True), (text[len(typed) :], False)]
    return [(text, False)]


def _say(target: QLabel, text: str) -> None:
    target.setText(text)
    target.setVisible(bool(text))
