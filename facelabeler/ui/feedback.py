"""What the window says about what was done, what is selected, and how far the labelling is."""

from __future__ import annotations

from PySide6.QtCore import QObject

from facelabeler.core.changes import ChangeSet
from facelabeler.session import Event
from facelabeler.ui.actions import Actions, enable
from facelabeler.ui.repeats import Repeats
from facelabeler.ui.status_bar import StatusBar
from facelabeler.ui.step_words import imperative, past_tense
from facelabeler.ui.toast import Toast
from facelabeler.ui.verb_texts import say_verbs
from facelabeler.ui.wording import tr, trn
from facelabeler.ui.workspace import Workspace


class Feedback(QObject):
    """Toast, status bar and the texts of the menus, for one open project."""

    def __init__(self, workspace: Workspace, actions: Actions, status: StatusBar) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._actions = actions
        self._status = status
        self.toast = Toast(workspace.centre)
        self._repeats = Repeats()
        workspace.bridge.changed.connect(self.show_counts)
        workspace.bridge.walked.connect(self.show_counts)
        workspace.bridge.step_made.connect(self.show_step)
        workspace.status_changed.connect(self.show_selection)
        workspace.verbs.cut_changed.connect(self.show_selection)
        workspace.verbs.said.connect(status.show_hint)
        workspace.cards.chosen.connect(self._keep_toast_off)
        status.show_last_step("")
        self.show_counts()
        self.show_selection()
        self.show_history()

    def show_step(self, event: Event) -> None:
        """Say what was done, or undone, and offer the way back."""
        if event.step is None:
            return
        text = self._tell_undone(event.step) if event.undone else self._tell_done(event.step)
        self._keep_toast_off()
        self._status.show_last_step(text)
        self.show_history()

    def _tell_undone(self, step: ChangeSet) -> str:
        self._repeats.end()
        text = tr("Undone: %1", imperative(step.verb, step.params))
        redo = self._workspace.verbs.redo
        self.toast.show_step(text, tr("Redo"), redo, key="Ctrl+Shift+Z", icon="arrow-back-up")
        return text

    def _tell_done(self, step: ChangeSet) -> str:
        """Many steps of one kind in a row are one sentence as long as it is on show; its button takes them all back."""
        if not self.toast.isVisible():
            self._repeats.end()
        text = past_tense(step.verb, self._repeats.count(step.verb, step.params))
        count = self._repeats.steps
        if count > 1:
            self.toast.show_step(text, trn("Undo %n Step", "Undo %n Steps", count), lambda: self._undo(count), key="")
        else:
            self.toast.show_step(text, tr("Undo"), self._workspace.verbs.undo)
        return text

    def _undo(self, steps: int) -> None:
        with self._workspace.bridge.as_one():
            for _ in range(steps):
                self._workspace.verbs.undo()

    def show_counts(self) -> None:
        """Count faces and steps again."""
        effort = self._workspace.effort()
        self._status.show_counts(effort.labelled, effort.ignored, effort.total, effort.actions)

    def show_selection(self) -> None:
        """Say what verbs would act on, and check what is shown in the menus."""
        workspace, actions = self._workspace, self._actions
        self._status.show_selection(workspace.selection_text())
        say_verbs(actions, workspace)
        actions.check(f"commands.show_{_slot(workspace.card_model.tab.value)}")
        actions.check(f"commands.sort_{_slot(workspace.card_model.sorting.value)}")
        workspace.header.show_sorting(workspace.card_model.sorting)
        actions.check("commands.stack_tracks", checked=workspace.face_model.by_track)

    def show_history(self) -> None:
        """Say in the menu what undo and redo would do."""
        undo, redo = self._workspace.session.next_steps()
        for name, word, step in (("verbs.undo", tr("&Undo"), undo), ("verbs.redo", tr("&Redo"), redo)):
            self._actions[name].setText(f"{word} {imperative(step.verb, step.params)}" if step else word)
        enable(self._actions, has_project=True, undo=undo is not None, redo=redo is not None)

    def _keep_toast_off(self) -> None:
        self.toast.avoid(self._workspace.current_card_rect())


def _slot(name: str) -> str:
    return name.replace("-", "_")
