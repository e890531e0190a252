"""What menus and keys do to the window itself: dialogs, theme, full screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QMainWindow

from facelabeler import __version__
from facelabeler.core.errors import FaceLabelerError
from facelabeler.settings import load_settings, save_settings
from facelabeler.ui import theme
from facelabeler.ui.actions import key_rows
from facelabeler.ui.dialogs.message import Message, show_error
from facelabeler.ui.hints import Hints
from facelabeler.ui.thumbnails import Thumbnails
from facelabeler.ui.wording import tr

if TYPE_CHECKING:
    from facelabeler.ui.dialogs.export_dialog import ExportDialog
    from facelabeler.ui.dialogs.history_dialog import HistoryDialog
    from facelabeler.ui.workspace import Workspace


class WindowCommands(QObject):
    """The `window.…` slots of the actions table. `not_kept`: why choices could not be kept for the next time."""

    not_kept = Signal(object)

    def __init__(self, window: QMainWindow, thumbnails: Thumbnails, hints: Hints) -> None:
        super().__init__(window)
        self._window = window
        self._thumbnails = thumbnails
        self.hints = hints
        self.workspace: Workspace | None = None
        self._export: ExportDialog | None = None
        self._history: HistoryDialog | None = None

    def close(self) -> None:
        """Close the window."""
        self._window.close()

    def export(self) -> None:
        """Show what an export would write, and write it if wanted."""
        if self.workspace is None:
            return
        from facelabeler.ui.dialogs.export_dialog import ExportDialog

        if self._export is None:
            self._export = ExportDialog(self.workspace.session, self._window, self._thumbnails)
            self._export.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self._export.destroyed.connect(self._forget_export)
            self._export.not_kept.connect(self.not_kept)
        self._export.show()
        self._export.raise_()

    def leave_project(self) -> None:
        """Stop what works on the project: it is about to be closed."""
        if self._export is not None:
            self._export.stop()
            self._export.hide()
            self._export.deleteLater()
            self._export = None
        if self._history is not None:
            self._history.close()
            self._history.deleteLater()
            self._history = None
        self.hints.leave()
        self.workspace = None

    def _forget_export(self) -> None:
        self._export = None

    def show_history(self) -> None:
        """List all steps beside the window; going to one undoes or redoes what lies between."""
        if self.workspace is None:
            return
        from facelabeler.ui.dialogs.history_dialog import HistoryDialog

        if self._history is None:
            session, bridge = self.workspace.session, self.workspace.bridge
            self._history = HistoryDialog(session.history, session.undo, session.redo, self._window, bridge.as_one)
            bridge.step_made.connect(self._history.follow)
        self._history.show()
        self._history.raise_()
        self._history.activateWindow()

    def edit_settings(self) -> None:
        """Change the settings."""
        from facelabeler.ui.dialogs.settings_dialog import edit_settings

        try:
            edit_settings(self._window)
        except FaceLabelerError as error:
            show_error(self._window, error)

    def show_keys(self) -> None:
        """List all keys."""
        from facelabeler.ui.dialogs.keys_dialog import KeysDialog

        KeysDialog(key_rows(), self._window).exec()

    def show_hints(self) -> None:
        """Show the hints of the first minute once more."""
        self.hints.again()

    def show_about(self) -> None:
        """Say which version this is."""
        what = tr("FaceLabeler %1", __version__)
        advice = tr("Footage in, named faces out. Everything stays on this computer")
        Message(what, advice=advice, parent=self._window).exec()

    def toggle_full_screen(self) -> None:
        """Fill the screen, or go back to a window."""
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

    def theme_system(self) -> None:
        self._wear("system")

    def theme_dark(self) -> None:
        self._wear("dark")

    def theme_light(self) -> None:
        self._wear("light")

    def theme_high_contrast(self) -> None:
        self._wear("high-contrast")

    def _wear(self, name: str) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply_theme(app, name)
        try:
            save_settings(load_settings().with_value("theme", name))
        except FaceLabelerError as error:
            show_error(self._window, error)
