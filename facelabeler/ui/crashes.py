"""Bugs reach the log and the user, on whichever thread they happen; after a crash the next start offers to go on."""

from __future__ import annotations

import logging
import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from facelabeler.core.errors import FaceLabelerError
from facelabeler.incidents import Incidents, log_path, report, without_values
from facelabeler.ui.dialogs.crash_dialog import ask_after_crash, tell_crash
from facelabeler.ui.documents import Documents
from facelabeler.ui.wording import tr

log = logging.getLogger(__name__)

_LEVELS = {
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class Crashes(QObject):
    """Takes what nobody caught. Lives on the main thread as long as the window; `stop` ends it."""

    _crashed = Signal(str, str)  # the report, and the report with what the error says
    _said = Signal(object)

    def __init__(self, documents: Documents, incidents: Incidents) -> None:
        super().__init__(documents)
        self._documents = documents
        self._incidents = incidents
        self._telling = False
        self._crashed.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._said.connect(documents.failed, Qt.ConnectionType.QueuedConnection)
        documents.opened.connect(lambda session: incidents.note_project(str(session.path)))
        documents.closing.connect(lambda: incidents.note_project(""))

    def start(self) -> None:
        """Take over the hooks of Python and Qt."""
        sys.excepthook = self.take
        qInstallMessageHandler(_note_qt)

    def stop(self) -> None:
        sys.excepthook = sys.__excepthook__
        qInstallMessageHandler(None)

    def take(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log an error and tell the user, from any thread. Ctrl-C in the terminal closes the window.

        What has words for the user, a disk that fails at an odd moment, is told in them: it is no bug.
        """
        if issubclass(kind, KeyboardInterrupt):
            QApplication.closeAllWindows()
            return
        if isinstance(error, FaceLabelerError):
            log.warning("Nobody but the window's last resort told of this", exc_info=(kind, error, trace))
            self._said.emit(error)
            return
        log.error("Something went wrong that should not have", exc_info=(kind, error, trace))
        full = "".join(traceback.format_exception(kind, error, trace))
        self._crashed.emit(report(kind, error, trace), full)

    def offer_last_project(self, *, in_passing: bool = False) -> None:
        """If a window ended without saying so: say it, and offer to open what was open there.

        `in_passing` when something else is to be opened: then it is listed with the problems, and nobody is asked.
        """
        crashed = self._incidents.crashed_projects()
        if not crashed:
            return
        log.warning("The last run did not end as it should")
        last = next((path for path in reversed(crashed) if path and Path(path).exists()), "")
        if in_passing:
            text = tr("FaceLabeler did not end as it should last time. Your work is saved up to the last edit.")
            self._documents.problem.emit(last, text)
        elif ask_after_crash(QApplication.activeWindow(), last, self._incidents.last_fault()):
            self._documents.open_paths([last])

    def _tell(self, details: str, full: str) -> None:
        """One dialog at a time: what else goes wrong meanwhile is in the log."""
        if self._telling:
            return
        self._telling = True
        session = self._documents.session
        try:
            wanted = tell_crash(
                QApplication.activeWindow(), details, full, log=str(log_path()), can_reopen=session is not None
            )
        finally:
            self._telling = False
        if wanted and session is not None:
            path = str(session.path)
            self._documents.close()
            self._documents.open_paths([path])


def _note_qt(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Qt's warnings, without what they quote."""
    if kind in _LEVELS:
        log.log(_LEVELS[kind], f"Qt: {without_values(message)}")
