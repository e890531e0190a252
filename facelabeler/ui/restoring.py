"""When a project cannot be opened as it is: another state of it, what can be rescued of it, or a look at it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from facelabeler.core.entities import PROJECT_SUFFIX
from facelabeler.core.errors import Cancelled, DamagedProject, FaceLabelerError, UnavailableProject
from facelabeler.pipeline.progress import Cancel
from facelabeler.ui.dialogs.message import Message, as_sentence, headline, show_error
from facelabeler.ui.dialogs.question import ask
from facelabeler.ui.documents import Documents
from facelabeler.ui.tasks import run_task
from facelabeler.ui.wording import faces_text, tr

if TYPE_CHECKING:
    from facelabeler.storage.backups import Snapshot
    from facelabeler.storage.rescue import Rescued


class Restoring(QObject):
    """The `restoring.…` slot of the actions table, and what is offered beside an error."""

    def __init__(self, documents: Documents, window: QWidget) -> None:
        super().__init__(window)
        self._documents = documents
        self._window = window
        self._working = Cancel()

    def stop(self) -> None:
        """Give up restoring or rescuing; everything stays as it is."""
        self._working.set()

    def choose(self) -> None:
        """Let the user choose a backup of the open project, and go back to it."""
        session = self._documents.session
        if session is not None:
            self._choose(session.path)

    def tell(self, error: FaceLabelerError) -> None:
        """Tell of an error, with what can be done about it right here."""
        path = Path(error.file or "")
        choices = self.offered(error, path)
        if not choices:
            show_error(self._window, error)
            return
        said, below = headline(error.what, str(path)), as_sentence(error.advice)
        answer = ask(self._window, "FaceLabeler", said, choices, below=below)
        if answer == "read":
            self._documents.open_to_read(path)
        elif answer == "restore":
            self._choose(path)
        elif answer == "rescue":
            self._rescue(path)

    def offered(self, error: FaceLabelerError, path: Path) -> dict[str, str]:
        """What can be done about an error, each with the words of its button; nothing for most errors."""
        if path.suffix != PROJECT_SUFFIX or not path.is_file():
            return {}
        if isinstance(error, UnavailableProject):
            return {"read": tr("Open to Read")}
        choices: dict[str, str] = {}
        if isinstance(error, DamagedProject):
            from facelabeler.storage.backups import snapshots
            from facelabeler.storage.rescue import may_hold_something

            if snapshots(path):
                choices["restore"] = tr("Restore From Backup…")
            if may_hold_something(path):
                choices["rescue"] = tr("Rescue What Can Be Read")
        return choices

    def _choose(self, path: Path) -> None:
        from facelabeler.storage.backups import snapshots
        from facelabeler.ui.dialogs.backups_dialog import BackupsDialog

        found = snapshots(path)
        if not found:
            Message(tr("There are no backups yet"), file=str(path), parent=self._window).exec()
            return
        dialog = BackupsDialog(path.stem, found, self._window)
        dialog.exec()
        if dialog.chosen is not None:
            self.restore(path, dialog.chosen)

    def restore(self, path: Path, snapshot: Snapshot) -> None:
        """Put a project back and open it; one that is open is closed before, and opened as it was if that fails."""
        from facelabeler.storage.backups import restore

        documents = self._documents
        was_open = documents.session is not None and documents.session.path.resolve() == path.resolve()
        if was_open:
            documents.close()
        documents.looking.emit([str(path)])
        self._working = run_task(
            lambda _report, cancel: restore(path, snapshot, cancel.check),
            on_done=lambda _none: self._open(path),
            on_error=lambda error: self._give_up(error, open_again=path if was_open else None),
        )

    def _rescue(self, path: Path) -> None:
        from facelabeler.storage.rescue import rescue

        out = _free_name(path)
        self._documents.looking.emit([str(path)])
        self._working = run_task(
            lambda _report, cancel: rescue(path, out, cancel.check),
            on_done=lambda rescued: self._open_rescued(out, rescued),
            on_error=self._give_up,
        )

    def _open(self, path: Path) -> None:
        self._documents.looking.emit([])
        self._documents.open_paths([str(path)])

    def _open_rescued(self, out: Path, rescued: Rescued) -> None:
        self._open(out)
        advice = tr("The damaged file was left as it is")
        lost = tr("Lost: %1", "; ".join(rescued.losses)) if rescued.losses else ""
        what = tr("%1 were rescued", faces_text(rescued.rows["face"]))
        Message(what, file=str(out), advice=". ".join(filter(None, (lost, advice))), parent=self._window).exec()

    def _give_up(self, error: Exception, open_again: Path | None = None) -> None:
        self._documents.looking.emit([])
        if open_again is not None:
            self._open(open_again)
        if isinstance(error, FaceLabelerError) and not isinstance(error, Cancelled):
            show_error(self._window, error)


def _free_name(path: Path) -> Path:
    """`NAME rescued.facelabel` beside the damaged project, with a number if there is one already."""
    number = 1
    while True:
        ending = "" if number == 1 else f" {number}"
        place = path.with_name(f"{path.stem} rescued{ending}{PROJECT_SUFFIX}")
        if not place.exists():
            return place
        number += 1
