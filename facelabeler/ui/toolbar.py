"""The toolbar: opening, history, search, export."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QToolBar, QWidget

from facelabeler.ui import icons, theme
from facelabeler.ui.actions import Actions
from facelabeler.ui.controls import Button, IconButton, Line, key_text, key_width, paint_key
from facelabeler.ui.wording import number, tr

HEIGHT = 49  # 48 and the line below
SEARCH_WIDTH = 300
HISTORY = (
    ("verbs.undo", "Undo", "arrow-back-up"),
    ("verbs.redo", "Redo", "arrow-forward-up"),
    ("window.show_history", "History", "history"),
)


class SearchField(QLineEdit):
    """What cards are searched by. Esc empties it and gives the focus back; so do Enter and ↓, leaving it as it is."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_wrong = False
        self.setPlaceholderText(tr("Search names, unnamed, faces>5…"))
        self.setAccessibleName(tr("Search"))
        self.setFixedSize(SEARCH_WIDTH, 32)
        self.setTextMargins(22, 0, round(key_width(key_text("Ctrl+F"))) + 6, 0)
        theme.live().theme_changed.connect(self.update)

    def begin(self) -> None:
        """Take the focus, all text selected."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def mark_wrong(self, *, wrong: bool) -> None:
        """Show whether what is typed can be understood."""
        self.is_wrong = wrong
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        colours = theme.tokens()
        icon, ink = ("alert-triangle", colours.warn) if self.is_wrong else ("search", colours.text2)
        glass = icons.pixmap(icon, 16, ink, self.devicePixelRatioF())
        painter.drawPixmap(9, (self.height() - 16) // 2, glass)
        if not self.text():
            key = key_text("Ctrl+F")
            x = self.width() - key_width(key) - 8
            paint_key(painter, key, x, self.height() / 2, ink=colours.text2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class ToolBar(QToolBar):
    """Buttons that do what the actions of the same names do."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(tr("Toolbar"), parent)
        self.setObjectName("toolbar")
        self.setMovable(False)
        self.setFixedHeight(HEIGHT)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.toggleViewAction().setVisible(False)
        self.search = SearchField()
        self.questions = Button(tr("Questions"), icon="message-question")
        self.filter = Button(tr("Filter"), icon="filter", kind="ghost")
        self.export = Button(tr("Export…"), icon="file-export")
        self._row = QHBoxLayout()
        self._row.setContentsMargins(12, 0, 12, 0)
        self._row.setSpacing(8)
        self._fill(actions)
        self._lay_out()

    def show_questions(self, count: int) -> None:
        """How many questions there are stands beside their button."""
        self.questions.rename(tr("Questions") + (f"  {number(count)}" if count else ""))

    def _fill(self, actions: Actions) -> None:
        self._add(Button(tr("Open Video…"), icon="film"), actions["documents.open_video"])
        self._add(IconButton("folder", tr("Open Folder"), small=False), actions["documents.open_folder"])
        self._row.addWidget(Line(standing=True))
        for name, text, icon in HISTORY:
            self._add(IconButton(icon, tr(text), small=False), actions[name])
        self._row.addWidget(Line(standing=True))
        self._row.addWidget(self.search)
        self._add(self.filter, actions["commands.filter"])
        self._row.addStretch(1)
        self._add(self.questions, actions["questions.open"])
        self._add(self.export, actions["window.export"])

    def _add(self, button: Button, action: QAction) -> None:
        bind(button, action)
        self._row.addWidget(button)

    def _lay_out(self) -> None:
        """One row of our own: a tool bar's layout mixes its margins up."""
        row = QWidget()
        row.setLayout(self._row)
        row.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(row)
        self._take_margins()

    def _take_margins(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(0, 0, 0, 0)

    def changeEvent(self, event: QEvent) -> None:
        """A new style gives the layout margins of its own, which would squeeze the row."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._take_margins()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._take_margins()


def bind(button: Button, action: QAction) -> None:
    """Let a button trigger an action, and be enabled when it is."""
    button.clicked.connect(action.trigger)
    button.setEnabled(action.isEnabled())
    action.enabledChanged.connect(button.setEnabled)
