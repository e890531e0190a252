"""Asking: a sentence, what follows from it, and buttons that say what they do."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from facelabeler.ui.controls import Button, label
from facelabeler.ui.dialogs.frame import Dialog
from facelabeler.ui.i18n import tr, trn

_WIDTH = 460


class Question(Dialog):
    """`choices` maps an answer to its button's text; the first is the one Enter takes. Esc answers nothing.

    Where the answer is for good (`careful`), Enter cancels.
    """

    def __init__(
        self,
        title: str,
        text: str,
        choices: Mapping[str, str],
        *,
        below: str = "",
        careful: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self.answer: str | None = None
        self.body.addWidget(label(text, role="title", wrap=True))
        if below:
            self.body.addWidget(label(below, tone="text2", wrap=True))
        self.setMinimumWidth(_WIDTH)
        kinds = ["primary"] + ["standard"] * (len(choices) - 1)
        first, *others = map(self._button, choices, choices.values(), kinds)
        cancel = Button(tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.add_buttons(*reversed(others), first, left=cancel)
        if careful:
            cancel.setDefault(True)
            cancel.setFocus()

    def sizeHint(self) -> QSize:
        return QSize(max(_WIDTH, self.footer.sizeHint().width()), super().sizeHint().height())

    def _button(self, answer: str, words: str, kind: str) -> Button:
        button = Button(words, kind=kind)
        button.clicked.connect(lambda: self._take(answer))
        return button

    def _take(self, answer: str) -> None:
        self.answer = answer
        self.accept()


def ask(
    parent: QWidget | None,
    title: str,
    text: str,
    choices: Mapping[str, str],
    *,
    below: str = "",
    careful: bool = False,
) -> str | None:
    """Ask and wait. The answer chosen, or None if the user wants none of it."""
    question = Question(title, text, choices, below=below, careful=careful, parent=parent)
    question.exec()
    return question.answer


def ask_add_or_own(parent: QWidget | None, sources: list[str], project: str) -> str | None:
    """Where newly opened sources go: `add` to the open project, start their `own`, or None to leave it."""
    what = sources[0] if len(sources) == 1 else trn("%n file", "%n files", len(sources))
    return ask(
        parent,
        tr("Open"),
        tr("Add %1 to %2?", what, project),
        {"add": tr("Add to %1", project), "own": tr("Start a New Project")},
        below=tr("In one project, people are recognised across all of its videos and photos."),
    )
