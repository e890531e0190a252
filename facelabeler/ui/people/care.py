"""What menus do for the people themselves: note what they agreed to, and erase them."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from facelabeler.core.consent import note_consent, overdue
from facelabeler.core.entities import Consent, Person
from facelabeler.core.errors import FaceLabelerError
from facelabeler.ui.dialogs.consent_dialog import ConsentDialog
from facelabeler.ui.dialogs.message import show_error
from facelabeler.ui.dialogs.question import ask
from facelabeler.ui.documents import Documents
from facelabeler.ui.panes import Pane
from facelabeler.ui.wording import faces_text, tr
from facelabeler.ui.workspace import Workspace


class PeopleCare(QObject):
    """The `people.…` slots of the actions table, for one open project."""

    def __init__(self, window: QMainWindow, workspace: Workspace, documents: Documents) -> None:
        super().__init__(workspace)
        self._window = window
        self._workspace = workspace
        self._documents = documents

    def note_consent(self) -> None:
        """Show and change what is noted about the person."""
        person, project = self._person(), self._workspace.session.project
        if person is None:
            return
        dialog = ConsentDialog(person.name, project.consents.get(person.id, Consent(person.id)), self._window)
        if dialog.exec() == ConsentDialog.DialogCode.Accepted:
            try:
                edit = note_consent(project, person.name, note=dialog.note, until=dialog.until)
                self._workspace.session.commit(edit)
            except FaceLabelerError as error:
                show_error(self._window, error)

    def forget(self) -> None:
        """Erase the person, after saying what goes. The project is closed for it, and opened again."""
        person = self._person()
        if person is None or not self._is_wanted(person):
            return
        from facelabeler.forgetting import forget_person

        path = self._workspace.session.path
        self._documents.close()
        try:
            forget_person(path, person.name)
        except FaceLabelerError as error:
            show_error(self._window, error)
        self._documents.open_paths([str(path)])

    def tell_overdue(self) -> None:
        """Say who was to be kept until a day that has passed."""
        late = overdue(self._workspace.session.project, date.today().isoformat())
        if late:
            names = ", ".join(person.name for person in late[:3]) + ("…" if len(late) > 3 else "")
            self._workspace.verbs.said.emit(tr("The time to keep %1 has passed. People > Forget Person…", names))

    def _is_wanted(self, person: Person) -> bool:
        project = self._workspace.session.project
        faces = sum(project.size(cluster) for cluster in project.clusters_of(person.id))
        below = tr(
            "Erased for good: %1 with their pictures and encodings, the name in the history, all backups of this "
            "project, and %2 in your library. Nothing brings them back. Your footage and exported datasets stay as "
            "they are; footage in which %2 was found is not read again unless you ask for it.",
            faces_text(faces),
            person.name,
        )
        choices = {"forget": tr("Forget %1", person.name)}
        title = tr("Forget Person")
        return ask(self._window, title, tr("Forget %1?", person.name), choices, below=below, careful=True) is not None

    def _person(self) -> Person | None:
        """Whose row or card is current. If nobody's is, the user is told what is wanted."""
        workspace = self._workspace
        project = workspace.session.project
        if workspace.panes.active is Pane.PEOPLE:
            number = workspace.people_model.person_at(workspace.people.currentIndex())
            person = project.people.get(number) if number is not None else None
        else:
            person = project.person_of(workspace.selection.current())
        if person is None:
            workspace.verbs.said.emit(tr("Select a person, or a card with a name"))
        return person
