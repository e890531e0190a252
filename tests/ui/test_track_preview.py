from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facelabeler.core import edits
from facelabeler.core.entities import ClusterId
from facelabeler.ui.faces.view import FaceView
from facelabeler.ui.main_window import MainWindow
from facelabeler.ui.panes import Pane
from tests.ui.desk import Key, middle, opened, press, session_of, workspace_of


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    with opened(tmp_path / "p.facelabel") as made:
        yield made


def faces_of(window: MainWindow) -> FaceView:
    view = workspace_of(window).faces
    workspace_of(window).panes.focus(Pane.FACES)
    view.go_to_row(2)
    return view


def test_space_plays_the_faces_of_the_track_by_time_and_ends_with_the_face_itself(window: MainWindow) -> None:
    view = faces_of(window)
    face = view.current_face()
    assert face is not None
    press(view, Key.Key_Space)
    shown = []
    while view.preview.is_playing:
        shown.append(view.shown_face(face))
        view.preview.go_on()
    assert shown == list(session_of(window).project.members(ClusterId(1)))
    assert view.shown_face(face) == face


def test_space_again_stops(window: MainWindow) -> None:
    view = faces_of(window)
    press(view, Key.Key_Space)
    press(view, Key.Key_Space)
    assert not view.preview.is_playing


@pytest.fixture
def movement(qapp: QApplication) -> Iterator[None]:
    """A desktop that does not ask for less movement."""
    effect = Qt.UIEffect.UI_General
    before = QApplication.isEffectEnabled(effect)
    QApplication.setEffectEnabled(effect, True)
    yield
    QApplication.setEffectEnabled(effect, before)


@pytest.mark.usefixtures("movement")
def test_a_mouse_that_rests_on_a_face_plays_its_track_until_it_leaves(window: MainWindow, qtbot: QtBot) -> None:
    view = faces_of(window)
    point = QPointF(middle(view, 1))
    none = Qt.MouseButton.NoButton
    move = QMouseEvent(QEvent.Type.MouseMove, point, point, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view.viewport(), move)
    qtbot.waitUntil(lambda: view.preview.is_playing, timeout=5000)
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert not view.preview.is_playing


def test_a_track_of_one_face_does_not_play(window: MainWindow) -> None:
    view, session = faces_of(window), session_of(window)
    face = view.current_face()
    assert face is not None
    session.commit(edits.move_faces(session.project, [face], edits.NEW))
    view.preview.play(face)
    assert not view.preview.is_playing


def test_the_context_offers_the_frame_and_the_track(window: MainWindow) -> None:
    view, context = faces_of(window), workspace_of(window).context
    context.play.click()
    assert view.preview.is_playing
    context.go.click()
    assert window.viewing is not None
    assert window.viewing.is_open
    assert window.viewing.selected_faces()[0] == view.current_face()
