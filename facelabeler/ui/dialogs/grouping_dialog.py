"""Tools > Group Another Way: a method, its options, and what they would lead to before anything is placed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from facelabeler.clustering.foretelling import foretell
from facelabeler.clustering.methods import METHODS
from facelabeler.clustering.observations import Observations
from facelabeler.clustering.outcomes import Outcome
from facelabeler.core.errors import Cancelled
from facelabeler.ui.controls import Button, Choice, label
from facelabeler.ui.dialogs.frame import Dialog
from facelabeler.ui.dialogs.method_form import MethodForm
from facelabeler.ui.i18n import first_sentence, listed, tr, trn
from facelabeler.ui.tasks import run_task

Foretell = Callable[[Observations, str, Mapping[str, object]], Outcome]
_REST_MS = 150  # after the last change of an option: a slider is moved through many


def foretell_with(observations: Observations, method: str, options: Mapping[str, object]) -> Outcome:
    """What the grouping would lead to. Runs on a worker."""
    return foretell(observations, method, **options)


class GroupingDialog(Dialog):
    """`method()` and `options()` are what is chosen. The effect is worked out on a worker; only the latest is shown."""

    foretold = Signal(object)  # an Outcome that is on show now

    def __init__(
        self,
        observations: Observations,
        method: str,
        parent: QWidget | None = None,
        foretell: Foretell = foretell_with,
    ) -> None:
        super().__init__(tr("Group Another Way"), parent)
        self._observations = observations
        self._foretell = foretell
        self._works = self._changed = False
        self._wait = QTimer(self, singleShot=True, interval=_REST_MS)
        self._wait.timeout.connect(self._look)
        self._choice = Choice(tr("Method"), [(tr(spec.title), name) for name, spec in METHODS.items()])
        self._about = label(role="small", tone="text2", wrap=True)
        self._forms = {name: MethodForm(spec) for name, spec in METHODS.items()}
        self._pages = QStackedWidget()
        self._effect = label(role="medium", wrap=True)
        self._effect.setAccessibleDescription(tr("What this would lead to"))
        self._fill()
        self._choice.setCurrentIndex(max(0, self._choice.findData(method)))
        self._show_method()
        self._choice.currentIndexChanged.connect(lambda _: self._show_method())

    def method(self) -> str:
        return str(self._choice.currentData())

    def options(self) -> dict[str, object]:
        return self._forms[self.method()].values()

    def sizeHint(self) -> QSize:
        return QSize(520, super().sizeHint().height())

    def done(self, result: int) -> None:
        self._wait.stop()
        self._changed = False
        super().done(result)

    def _fill(self) -> None:
        for form in self._forms.values():
            form.changed.connect(self._note)
            self._pages.addWidget(form)
        for widget in (self._choice, self._about, self._pages, self._effect):
            self.body.addWidget(widget)
        kept = tr("What you confirmed stays where it is, and this can be undone.")
        self.body.addWidget(label(kept, role="small", tone="text3", wrap=True))
        self.body.addStretch(1)
        cancel, apply = Button(tr("Cancel")), Button(tr("Group"), kind="primary")
        cancel.clicked.connect(self.reject)
        apply.clicked.connect(self.accept)
        self.add_buttons(cancel, apply)

    def _show_method(self) -> None:
        self._about.setText(tr(METHODS[self.method()].help))
        self._pages.setCurrentWidget(self._forms[self.method()])
        self._note()

    def _note(self) -> None:
        """Something is chosen: say so, and look at its effect when the hand rests."""
        self._changed = True
        self._say(tr("Working it out…"))
        self._wait.start()

    def _look(self) -> None:
        if self._works or not self._changed:
            return
        self._works, self._changed = True, False
        observations, method, options, foretell = self._observations, self.method(), self.options(), self._foretell
        run_task(
            lambda _report, _cancel: foretell(observations, method, options),
            on_done=self._show,
            on_error=self._fail,
        )

    def _show(self, outcome: Outcome) -> None:
        self._works = False
        if self._changed:
            self._wait.start()
        elif self.isVisible():
            self._forms[self.method()].show_found(outcome.threshold)
            self._say(effect_text(outcome))
            self.foretold.emit(outcome)

    def _fail(self, error: Exception) -> None:
        self._works = False
        if not isinstance(error, Cancelled):
            self._say(first_sentence(str(error))[0])

    def _say(self, text: str) -> None:
        self._effect.setText(text)
        self._effect.setAccessibleName(text)


def effect_text(outcome: Outcome) -> str:
    """`12 clusters, 3 faces in none, 1 conflict`."""
    parts = [
        trn("%n cluster", "%n clusters", outcome.clusters),
        trn("%n face in none", "%n faces in none", outcome.unclustered),
        trn("%n conflict", "%n conflicts", outcome.conflicts),
    ]
    return listed(parts)


def choose_grouping(
    observations: Observations, method: str, parent: QWidget | None
) -> tuple[str, dict[str, object]] | None:
    """Show the dialog; the method and options that the user wants, None if he cancels."""
    dialog = GroupingDialog(observations, method, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if dialog.exec() != GroupingDialog.DialogCode.Accepted:
        return None
    return dialog.method(), dialog.options()
