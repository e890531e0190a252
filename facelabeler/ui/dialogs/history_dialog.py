"""Edit > History: every step in words, and a way to go back to any of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext

from PySide6.QtCore import (
    QAbstractListModel,
    QDate,
    QDateTime,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from facelabeler.storage.journal import Step
from facelabeler.ui import icons, theme
from facelabeler.ui.controls import Button, label
from facelabeler.ui.dialogs.frame import Dialog
from facelabeler.ui.i18n import tr, trn
from facelabeler.ui.step_words import past_tense

Index = QModelIndex | QPersistentModelIndex
_ROW_HEIGHT = 36
_STEP_ROLE = Qt.ItemDataRole.UserRole


class HistoryDialog(Dialog):
    """`steps` answers with the history, oldest first; `undo` and `redo` take one step and return None if there is none.

    The list shows the latest on top and, below all, the beginning. Going to a row undoes or redoes what lies between,
    inside of `as_one`. It may stay open beside the window: `follow` takes in what was done there.
    """

    def __init__(
        self,
        steps: Callable[[], Sequence[Step]],
        undo: Callable[[], object],
        redo: Callable[[], object],
        parent: QWidget | None = None,
        as_one: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        super().__init__(tr("History"), parent)
        self._as_one = as_one
        self._read = steps
        self._undo = undo
        self._redo = redo
        self.model = HistoryModel(steps())
        self.view = _View()
        self.view.setModel(self.model)
        self.view.chosen.connect(self.go)
        self._head = label(tone="text2")
        self._go = Button(tr("Go to This Step"), kind="primary")
        self._go.clicked.connect(lambda: self.go(self.view.currentIndex().row()))
        self.view.selectionModel().currentChanged.connect(self._describe)
        self.body.addWidget(self._head)
        self.body.addWidget(self.view, 1)
        close = Button(tr("Close"))
        close.clicked.connect(self.accept)
        self.add_buttons(close, self._go)
        self.view.setFocus()
        self._show_current()

    def sizeHint(self) -> QSize:
        return QSize(600, 560)

    def go(self, row: int) -> None:
        """Undo or redo until the step of this row is the last one done."""
        target = self.model.steps_done_at(row)
        distance = target - self.model.done
        replay = self._redo if distance > 0 else self._undo
        try:
            with self._as_one():
                for _ in range(abs(distance)):
                    if replay() is None:
                        break
        finally:
            self.follow()

    def follow(self) -> None:
        """Read the history again, and mark where it stands."""
        self.model.show_steps(self._read())
        self._show_current()

    def _show_current(self) -> None:
        self.view.setCurrentIndex(self.model.index(self.model.current_row))
        self._describe()

    def _describe(self) -> None:
        row = self.view.currentIndex().row()
        distance = self.model.steps_done_at(row) - self.model.done if row >= 0 else 0
        self._go.setEnabled(distance != 0)
        self._head.setText(_effect(distance, self.model.done))


class HistoryModel(QAbstractListModel):
    """The steps, latest first, and one row for the beginning."""

    def __init__(self, steps: Sequence[Step]) -> None:
        super().__init__()
        self._steps = list(reversed(steps))

    @property
    def done(self) -> int:
        """How many steps are in force."""
        return sum(not step.undone for step in self._steps)

    @property
    def current_row(self) -> int:
        """The row of the last step in force."""
        return len(self._steps) - self.done

    def steps_done_at(self, row: int) -> int:
        """How many steps are in force when the step of this row is the last."""
        return len(self._steps) - row

    def show_steps(self, steps: Sequence[Step]) -> None:
        self.beginResetModel()
        self._steps = list(reversed(steps))
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._steps) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        step = self._steps[index.row()] if index.row() < len(self._steps) else None
        if role == Qt.ItemDataRole.DisplayRole:
            return past_tense(step.verb, step.params) if step else tr("The beginning")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index, step)
        return step if role == _STEP_ROLE else None

    def _spoken(self, index: Index, step: Step | None) -> str:
        state = tr("undone") if step is not None and step.undone else ""
        if index.row() == self.current_row:
            state = tr("here now")
        return ", ".join(part for part in (str(self.data(index)), _when(step), state) if part)


class _View(QListView):
    """The list; Enter or a double click goes to a step."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Steps"))
        self.setUniformItemSizes(True)
        self.setItemDelegate(_Delegate(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(lambda index: self.chosen.emit(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


class _Delegate(QStyledItemDelegate):
    """A mark for where we are, the words, the time; what is undone is paler and struck through."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, _ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = theme.tokens()
        model = index.model()
        step = index.data(_STEP_ROLE)
        undone = isinstance(step, Step) and step.undone
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, colours.accent_soft)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, colours.surface3)
        if isinstance(model, HistoryModel) and index.row() == model.current_row:
            self._paint_mark(painter, option.rect)
        painter.setPen(colours.text3 if undone else colours.text)
        painter.setFont(_struck(theme.font("body")) if undone else theme.font("body"))
        self._paint_words(painter, option.rect, str(index.data()), _when(step if isinstance(step, Step) else None))
        painter.restore()

    def _paint_mark(self, painter: QPainter, rect: QRect) -> None:
        drawn = icons.pixmap("check", 16, theme.tokens().accent, painter.device().devicePixelRatioF())
        painter.drawPixmap(rect.left() + 10, rect.center().y() - 7, drawn)

    def _paint_words(self, painter: QPainter, rect: QRect, words: str, when: str) -> None:
        room = rect.adjusted(36, 0, -12, 0)
        time_width = painter.fontMetrics().horizontalAdvance(when)
        text = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width() - time_width - 16)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        painter.setPen(theme.tokens().text3)
        painter.setFont(theme.font("small"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, when)


def _struck(made: QFont) -> QFont:
    made.setStrikeOut(True)
    return made


def _when(step: Step | None) -> str:
    """The time of day, with the date if it was another day."""
    if step is None:
        return ""
    then = QDateTime.fromString(step.at, Qt.DateFormat.ISODate).toLocalTime()
    time = QLocale().toString(then.time(), "HH:mm")
    today = then.date() == QDate.currentDate()
    return time if today else QLocale().toString(then.date(), QLocale.FormatType.ShortFormat) + " " + time


def _effect(distance: int, done: int) -> str:
    if distance < 0:
        return trn("Undoes %n step.", "Undoes %n steps.", -distance)
    if distance > 0:
        return trn("Makes %n step again.", "Makes %n steps again.", distance)
    return trn("%n step in force. Every one can be undone.", "%n steps in force. Every one can be undone.", done)
