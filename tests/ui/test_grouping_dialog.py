from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QSlider, QSpinBox
from pytestqt.qtbot import QtBot

from facelabeler.clustering.methods import METHODS
from facelabeler.clustering.outcomes import Outcome
from facelabeler.session import Session
from facelabeler.ui.controls import Choice
from facelabeler.ui.dialogs.grouping_dialog import GroupingDialog
from facelabeler.ui.processing import Processing
from tests.helpers.projects import session_with_faces


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = session_with_faces(tmp_path / "p.facelabel", people=(1, 2, 3), frames=4)
    yield made
    made.close()


def shown(qtbot: QtBot, session: Session, **more: object) -> GroupingDialog:
    dialog = GroupingDialog(session.observations(), "linkage", **more)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def said(dialog: GroupingDialog) -> str:
    return next(
        one.text() for one in dialog.findChildren(QLabel) if one.accessibleDescription() == "What this would lead to"
    )


def on_show(dialog: GroupingDialog, kind: type, name: str):
    return next(one for one in dialog.findChildren(kind) if one.accessibleName() == name and one.isVisible())


def test_the_effect_is_told_before_anything_is_placed(qtbot: QtBot, session: Session) -> None:
    dialog = shown(qtbot, session)
    with qtbot.waitSignal(dialog.foretold, timeout=20_000) as foretold:
        pass
    assert foretold.args[0].clusters == 3
    assert said(dialog) == "3 clusters, 0 faces in none, 0 conflicts"
    assert len(session.project.clusters) == 0


def test_an_automatic_distance_is_shown_and_can_be_taken_over(qtbot: QtBot, session: Session) -> None:
    dialog = shown(qtbot, session)
    with qtbot.waitSignal(dialog.foretold, timeout=20_000):
        pass
    slider, automatic = on_show(dialog, QSlider, "Distance"), on_show(dialog, QCheckBox, "Automatic")
    assert slider.value() in (57, 58)  # 0.575, on a slider of hundredths
    assert not slider.isEnabled()
    assert dialog.options()["threshold"] is None
    with qtbot.waitSignal(dialog.foretold, timeout=20_000) as foretold:
        automatic.setChecked(False)
        slider.setValue(10)
    assert dialog.options()["threshold"] == 0.1
    assert foretold.args[0].threshold == 0.1


def test_only_the_latest_wish_is_worked_out(qtbot: QtBot, session: Session) -> None:
    asked, gate = [], threading.Event()

    def foretell(_faces: object, method: str, options: object) -> Outcome:
        asked.append((method, dict(options)))
        gate.wait(10)
        return Outcome(len(asked), 0, 0)

    dialog = shown(qtbot, session, foretell=foretell)
    qtbot.waitUntil(lambda: len(asked) == 1, timeout=10_000)
    on_show(dialog, Choice, "Method").setCurrentIndex(list(METHODS).index("dbscan"))
    for number in (2, 3, 4):
        on_show(dialog, QSpinBox, "Neighbours").setValue(number)
    with qtbot.waitSignal(dialog.foretold, timeout=10_000):
        gate.set()
    assert [method for method, _ in asked] == ["linkage", "dbscan"]
    assert asked[-1][1]["min_samples"] == 4
    assert said(dialog).startswith("2 clusters")


@pytest.mark.parametrize("method", list(METHODS))
def test_every_method_has_its_options_and_they_are_the_usual_ones(qtbot: QtBot, session: Session, method: str) -> None:
    dialog = shown(qtbot, session)
    on_show(dialog, Choice, "Method").setCurrentIndex(list(METHODS).index(method))
    assert dialog.method() == method
    assert dialog.options() == {one.name: one.default for one in METHODS[method].parameters}


def test_enter_groups_and_escape_does_not(qtbot: QtBot, session: Session) -> None:
    for key, result in ((Qt.Key.Key_Return, 1), (Qt.Key.Key_Escape, 0)):
        dialog = shown(qtbot, session)
        with qtbot.waitSignal(dialog.finished, timeout=5000):
            qtbot.keyClick(dialog, key)
        assert dialog.result() == result
    assert [one.accessibleName() for one in dialog.findChildren(QPushButton)] == ["Cancel", "Group"]


def test_the_chosen_way_groups_and_is_remembered(qtbot: QtBot, session: Session) -> None:
    owner = QObject()
    processing = Processing(session, owner)
    with qtbot.waitSignal(processing.running_changed, timeout=20_000):
        processing.group_by("agglomerative", {"threshold": 0.4})
    assert len(session.project.clusters) == 3
    assert session.settings()["method"] == "agglomerative"
    processing.shut_down()
