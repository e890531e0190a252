"""The viewer with a real film: the exact frame, steps, playing, naming, drawing, and the way back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facelabeler.core import edits
from facelabeler.core.entities import ClusterId, FaceId, FaceState
from facelabeler.core.geometry import Box
from facelabeler.core.words import past_tense
from facelabeler.pipeline.runner import Stages
from facelabeler.session import Session
from facelabeler.settings import Settings
from facelabeler.ui.main_window import MainWindow
from facelabeler.ui.naming.field import NameField
from facelabeler.ui.panes import Pane
from facelabeler.ui.tasks import stop_all_tasks
from facelabeler.ui.viewer.stage import Stage
from facelabeler.ui.viewer.viewing import Viewing
from tests.helpers.films import film_project
from tests.helpers.pictures import jpeg
from tests.helpers.windows import open_in
from tests.ui.desk import CONTROL, SHIFT, Key, empty_window, press, session_of, typed, workspace_of
from tests.ui.fake_stages import build


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    path = film_project(tmp_path, jpeg("#806040"))
    with empty_window() as made:
        open_in(made.documents, path)
        yield made


def viewing_of(window: MainWindow) -> Viewing:
    assert window.viewing is not None
    return window.viewing


def stage_of(window: MainWindow) -> Stage:
    return viewing_of(window).view.stage


def wait_for_picture(window: MainWindow, qtbot: QtBot, since: float) -> None:
    """Until the picture that begins at `since` is on show."""

    def shown() -> bool:
        picture = viewing_of(window).playhead.picture
        return picture is not None and abs(picture.since - since) < 0.001

    qtbot.waitUntil(shown, timeout=10_000)


def open_at(window: MainWindow, qtbot: QtBot, face: int) -> None:
    viewing_of(window).go_to_face(FaceId(face))
    wait_for_picture(window, qtbot, session_of(window).project.faces[FaceId(face)].time)
    qtbot.waitUntil(lambda: bool(viewing_of(window).playhead.starts), timeout=10_000)


def plate(window: MainWindow) -> str:
    return stage_of(window).accessibleDescription()


def test_g_on_a_card_opens_the_exact_frame_with_everybody_on_it(window: MainWindow, qtbot: QtBot) -> None:
    cards = workspace_of(window).cards
    press(cards, Key.Key_G)
    face = session_of(window).project.faces[workspace_of(window).card_model.card(ClusterId(1)).tiles[0]]
    wait_for_picture(window, qtbot, face.time)
    qtbot.waitUntil(lambda: f"frame {face.frame} of 150" in plate(window), timeout=10_000)
    assert "2 faces, Unnamed 1" in plate(window)
    assert "Unnamed 2" in plate(window)
    assert viewing_of(window).view.side.model.rowCount() == 2
    assert viewing_of(window).selected_faces()[0] == face.id
    picture = viewing_of(window).playhead.picture
    assert picture is not None
    assert picture.image.width() >= 320, "the frame itself, not a thumbnail"


def test_the_viewer_replaces_cards_and_docks_and_esc_brings_them_back(window: MainWindow, qtbot: QtBot) -> None:
    workspace = workspace_of(window)
    workspace.cards.go_to(ClusterId(2))
    workspace.panes.focus(Pane.FACES)
    workspace.faces.go_to_row(3)
    selected = workspace.faces.selected_faces()
    widths = window.docks.people.width(), window.docks.faces.width()
    press(workspace.faces, Key.Key_G)
    assert viewing_of(window).selected_faces()[0] == selected[0]
    assert window.docks.faces.isHidden()
    assert window.docks.people.isHidden()
    assert window.tools.isHidden()
    press(stage_of(window), Key.Key_Escape)
    assert not (window.docks.faces.isHidden())
    assert not (window.docks.people.isHidden())
    assert not (window.tools.isHidden())
    assert (window.docks.people.width(), window.docks.faces.width()) == widths
    assert workspace.faces.selected_faces() == selected
    assert workspace.panes.active is Pane.FACES


def test_arrows_step_a_frame_with_shift_a_sample_with_control_a_shot(window: MainWindow, qtbot: QtBot) -> None:
    open_at(window, qtbot, 3)  # second 1
    stage = stage_of(window)
    press(stage, Key.Key_Right)
    wait_for_picture(window, qtbot, 1.04)
    press(stage, Key.Key_Left)
    press(stage, Key.Key_Left)
    wait_for_picture(window, qtbot, 0.96)
    press(stage, Key.Key_Right, SHIFT)
    wait_for_picture(window, qtbot, 1.0)
    press(stage, Key.Key_Right, CONTROL)
    wait_for_picture(window, qtbot, 3.0)
    press(stage, Key.Key_Left, CONTROL)
    wait_for_picture(window, qtbot, 0.0)
    press(stage, Key.Key_End)
    wait_for_picture(window, qtbot, 5.96)


def test_the_selection_goes_with_its_track(window: MainWindow, qtbot: QtBot) -> None:
    open_at(window, qtbot, 3)
    press(stage_of(window), Key.Key_Right, SHIFT)
    wait_for_picture(window, qtbot, 2.0)
    assert viewing_of(window).selected_faces()[0] == FaceId(5)
    press(stage_of(window), Key.Key_Right, CONTROL)
    wait_for_picture(window, qtbot, 3.0)
    assert viewing_of(window).selected_faces() == (), "after the cut there is another track"


def test_space_plays_and_pauses(window: MainWindow, qtbot: QtBot) -> None:
    open_at(window, qtbot, 1)
    playhead = viewing_of(window).playhead
    press(stage_of(window), Key.Key_Space)
    assert playhead.is_playing
    qtbot.waitUntil(lambda: playhead.picture is not None and playhead.picture.since > 0.2, timeout=10_000)
    press(stage_of(window), Key.Key_Space)
    assert not playhead.is_playing


def test_playing_ends_at_the_end(window: MainWindow, qtbot: QtBot) -> None:
    open_at(window, qtbot, 1)
    playhead = viewing_of(window).playhead
    playhead.go_to(5.9)
    playhead.play()
    qtbot.waitUntil(lambda: not playhead.is_playing, timeout=10_000)
    assert playhead.position == playhead.end


def test_up_and_down_choose_another_face_of_the_frame(window: MainWindow, qtbot: QtBot) -> None:
    open_at(window, qtbot, 3)
    press(stage_of(window), Key.Key_Down)
    assert viewing_of(window).selected_faces()[0] == FaceId(4)
    press(stage_of(window), Key.Key_Down)
    assert viewing_of(window).selected_faces()[0] == FaceId(3)


def test_a_click_on_a_box_selects_it_and_one_beside_selects_nothing(window: MainWindow, qtbot: QtBot) -> None:
    open_at(window, qtbot, 3)
    stage = stage_of(window)
    place = stage.picture_rect()
    scale = place.width() / 320
    box = QPointF(place.left() + 140 * scale, place.top() + 50 * scale).toPoint()
    qtbot.mouseClick(stage, Qt.MouseButton.LeftButton, pos=box)
    assert viewing_of(window).selected_faces()[0] == FaceId(4)
    qtbot.mouseClick(stage, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert viewing_of(window).selected_faces() == ()


def name_field(window: MainWindow) -> NameField | None:
    """The open name field, which lies beside the picture for the sake of screen readers."""
    return next((field for field in window.findChildren(NameField) if field.isVisible()), None)


def name_it(window: MainWindow, name: str) -> None:
    press(stage_of(window), Key.Key_F2)
    field = name_field(window)
    assert field is not None
    field.start("", selected=True)
    QTest.keyClicks(field, name)
    QTest.keyClick(field, Key.Key_Return, CONTROL)
    QApplication.processEvents()


def test_naming_a_box_without_a_name_names_its_whole_cluster(window: MainWindow, qtbot: QtBot) -> None:
    open_at(window, qtbot, 3)
    name_it(window, "Ann")
    project = session_of(window).project
    assert project.name_of(ClusterId(1)) == "Ann"
    assert project.size(ClusterId(1)) == 6
    assert "Ann" in plate(window)


def test_naming_a_box_that_has_a_name_moves_its_track_alone(window: MainWindow, qtbot: QtBot) -> None:
    session = session_of(window)
    session.commit(edits.rename(session.project, ClusterId(1), "Ann"))
    open_at(window, qtbot, 3)
    name_it(window, "Cy")
    assert session.project.size(ClusterId(1)) == 3
    cy = next(cluster for cluster in session.project.clusters if session.project.name_of(cluster) == "Cy")
    assert [session.project.faces[face].time for face in session.project.members(cy)] == [0.0, 1.0, 2.0]


def test_a_digit_gives_a_recent_name_in_the_viewer(window: MainWindow, qtbot: QtBot) -> None:
    workspace_of(window).verbs.name_clusters([ClusterId(1)], "Ann")
    open_at(window, qtbot, 4)
    press(stage_of(window), Key.Key_1)
    assert session_of(window).project.size(ClusterId(1)) == 12


def test_p_says_that_the_track_is_someone_else_from_here_on(window: MainWindow, qtbot: QtBot) -> None:
    open_at(window, qtbot, 3)
    press(stage_of(window), Key.Key_P)
    project = session_of(window).project
    assert project.members(ClusterId(3)) == (FaceId(3), FaceId(5))
    step = session_of(window).history()[-1]
    assert past_tense(step.verb, step.params) == "From 0:01.0 on someone else: 2 faces in Unnamed 3"


def test_p_where_the_track_begins_only_says_so(window: MainWindow, qtbot: QtBot) -> None:
    open_at(window, qtbot, 1)
    with qtbot.waitSignal(workspace_of(window).verbs.said) as said:
        press(stage_of(window), Key.Key_P)
    assert said.args == ["The track begins here"]


def test_verbs_act_on_the_selected_track_only(window: MainWindow, qtbot: QtBot) -> None:
    open_at(window, qtbot, 3)
    press(stage_of(window), Key.Key_I)
    states = {face: row.state for face, row in session_of(window).project.placements.items()}
    assert {face for face, state in states.items() if state is FaceState.IGNORED} == {1, 3, 5}
    assert "Ignored" in plate(window)


def test_faces_that_are_none_lose_their_boxes(window: MainWindow, qtbot: QtBot) -> None:
    open_at(window, qtbot, 3)
    window.actions_table["verbs.reject"].trigger()
    viewing_of(window).select(None)
    viewing_of(window).playhead.step_sample(1)
    wait_for_picture(window, qtbot, 2.0)
    assert [one.face for one in viewing_of(window).moment.seen] == [FaceId(6)]


def test_between_samples_boxes_follow_their_tracks(window: MainWindow, qtbot: QtBot) -> None:
    open_at(window, qtbot, 3)
    viewing_of(window).playhead.go_to(1.5)
    wait_for_picture(window, qtbot, 1.48)
    seen = viewing_of(window).moment.seen
    assert len(seen) == 2
    assert not any(one.exact for one in seen)


def draw_by_keys(window: MainWindow, qtbot: QtBot, face: int = 3) -> FaceId:
    """D, the box moved down to the right by arrows, Enter."""
    viewing = viewing_of(window)
    viewing.missed.build = build
    open_at(window, qtbot, face)
    stage = stage_of(window)
    press(stage, Key.Key_D)
    for key, times in ((Key.Key_Right, 22), (Key.Key_Down, 12)):
        for _ in range(times):
            press(stage, key)
    press(stage, Key.Key_Up, SHIFT)
    with qtbot.waitSignal(viewing.missed.added, timeout=10_000) as added:
        press(stage, Key.Key_Return)
    return added.args[0]


def test_a_missed_face_is_drawn_by_keys_and_named_at_once(window: MainWindow, qtbot: QtBot) -> None:
    face = draw_by_keys(window, qtbot)
    project = session_of(window).project
    row, placement = project.faces[face], project.placements[face]
    assert (row.time, row.frame) == (1.0, 1)
    assert placement.confirmed
    assert past_tense(*_last(window)) == "Added a face at 0:01.0"
    field = name_field(window)
    assert field is not None
    assert field.isVisible()
    QTest.keyClicks(field, "Zoe")
    QTest.keyClick(field, Key.Key_Return)
    assert project.name_of(placement.cluster) == "Zoe"
    assert viewing_of(window).selected_faces() == (face,)


def test_undo_takes_the_drawn_face_away_and_redo_brings_it_back(window: MainWindow, qtbot: QtBot) -> None:
    face = draw_by_keys(window, qtbot)
    press(name_field(window), Key.Key_Escape)
    window.actions_table["verbs.undo"].trigger()
    assert face not in session_of(window).project.faces
    assert viewing_of(window).view.side.model.rowCount() == 2
    window.actions_table["verbs.redo"].trigger()
    assert viewing_of(window).view.side.model.rowCount() == 3


def test_closing_the_project_drops_a_face_that_is_still_looked_at(window: MainWindow, qtbot: QtBot) -> None:
    gate = threading.Event()

    def slow(settings: Settings) -> Stages:
        gate.wait(10)
        return build(settings)

    viewing = viewing_of(window)
    viewing.missed.build = slow
    open_at(window, qtbot, 3)
    stage_of(window).drawn.emit(Box(220, 100, 280, 160))
    path = session_of(window).path
    window.documents.close()
    gate.set()
    assert stop_all_tasks()
    QApplication.processEvents()
    with closing(Session.open(path)) as session:
        assert len(session.project.faces) == 12


def test_a_missed_face_is_drawn_with_the_mouse(window: MainWindow, qtbot: QtBot) -> None:
    viewing, stage = viewing_of(window), stage_of(window)
    viewing.missed.build = build
    open_at(window, qtbot, 3)
    press(stage, Key.Key_D)
    place = stage.picture_rect()
    scale = place.width() / 320
    start, end = (
        QPointF(place.left() + x * scale, place.top() + y * scale).toPoint() for x, y in ((230, 90), (300, 170))
    )
    with qtbot.waitSignal(viewing.missed.added, timeout=10_000) as added:
        qtbot.mousePress(stage, Qt.MouseButton.LeftButton, pos=start)
        qtbot.mouseMove(stage, (start + end) / 2)
        qtbot.mouseRelease(stage, Qt.MouseButton.LeftButton, pos=end)
    box = session_of(window).project.faces[added.args[0]].box
    assert [round(edge / 5) * 5 for edge in box.as_list()] == [230, 90, 300, 170]


def test_a_click_is_no_box_and_esc_gives_drawing_up(window: MainWindow, qtbot: QtBot) -> None:
    open_at(window, qtbot, 3)
    stage = stage_of(window)
    press(stage, Key.Key_D)
    qtbot.mouseClick(stage, Qt.MouseButton.LeftButton, pos=stage.rect().center())
    assert stage.sketch is not None
    press(stage, Key.Key_Escape)
    assert stage.sketch is None
    assert viewing_of(window).is_open


def test_a_box_over_a_face_that_is_there_only_says_so(window: MainWindow, qtbot: QtBot) -> None:
    viewing = viewing_of(window)
    viewing.missed.build = build
    open_at(window, qtbot, 3)
    press(stage_of(window), Key.Key_D)
    said: list[str] = []
    workspace_of(window).verbs.said.connect(said.append)
    stage_of(window).drawn.emit(session_of(window).project.faces[FaceId(3)].box)
    qtbot.waitUntil(lambda: "A face is there already" in said, timeout=10_000)


def test_drawing_between_two_samples_goes_to_the_nearest(window: MainWindow, qtbot: QtBot) -> None:
    open_at(window, qtbot, 3)
    viewing_of(window).playhead.go_to(1.2)
    wait_for_picture(window, qtbot, 1.2)
    press(stage_of(window), Key.Key_D)
    assert viewing_of(window).playhead.position == 1.0


def test_d_outside_of_the_viewer_says_where_to_draw(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(workspace_of(window).verbs.said) as said:
        press(workspace_of(window).cards, Key.Key_D)
    assert said.args == ["Open the viewer with G to draw a missed face"]


def test_letters_type_into_the_field_and_do_nothing_else(window: MainWindow, qtbot: QtBot) -> None:
    open_at(window, qtbot, 3)
    press(stage_of(window), Key.Key_F2)
    typed(window, "dip")
    assert stage_of(window).sketch is None
    assert session_of(window).history()[-1].verb == "grouped"


def test_each_lane_is_a_slider_that_says_where_it_is(window: MainWindow, qtbot: QtBot) -> None:
    open_at(window, qtbot, 3)
    timeline = viewing_of(window).view.timeline
    qtbot.waitUntil(lambda: len(timeline.sliders) == 2, timeout=10_000)
    first = timeline.sliders[0]
    assert first.accessibleName() == "Unnamed 1"
    assert first.accessibleDescription() == "Unnamed 1, 0:01.0, on screen"
    assert first.is_marked
    press(first, Key.Key_Right)
    assert viewing_of(window).playhead.position == 2.0
    press(first, Key.Key_PageDown)
    assert viewing_of(window).playhead.position == 2.0, "they are on screen all the time"
    press(first, Key.Key_Home)
    assert viewing_of(window).playhead.position == 0.0


def test_keys_mean_the_same_in_the_list_and_in_the_lanes(window: MainWindow, qtbot: QtBot) -> None:
    open_at(window, qtbot, 3)
    viewing = viewing_of(window)
    qtbot.waitUntil(lambda: len(viewing.view.timeline.sliders) == 2, timeout=10_000)
    press(viewing.view.timeline.sliders[0], Key.Key_Space)
    assert viewing.playhead.is_playing
    press(viewing.view.side.faces, Key.Key_Space)
    assert not viewing.playhead.is_playing
    press(viewing.view.side.faces, Key.Key_P)
    assert session_of(window).history()[-1].verb == "parted"
    press(viewing.view.timeline.sliders[0], Key.Key_Escape)
    assert not viewing.is_open


def test_a_click_in_a_lane_goes_there(window: MainWindow, qtbot: QtBot) -> None:
    open_at(window, qtbot, 3)
    timeline = viewing_of(window).view.timeline
    qtbot.waitUntil(lambda: len(timeline.sliders) == 2, timeout=10_000)
    slider = timeline.sliders[1]
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(round(slider.x_of(4.0)), 9))
    assert viewing_of(window).playhead.position == pytest.approx(4.0, abs=0.05)


def test_a_double_is_a_hint_that_leads_there(window: MainWindow, qtbot: QtBot) -> None:
    session = session_of(window)
    session.commit(edits.move_faces(session.project, [FaceId(10)], ClusterId(1)))
    open_at(window, qtbot, 3)
    timeline = viewing_of(window).view.timeline
    qtbot.waitUntil(lambda: bool(timeline.sliders and timeline.sliders[0].lane.hints), timeout=10_000)
    slider = timeline.sliders[0]
    [hint] = slider.lane.hints
    place = QPoint(round(slider.x_of((hint.start + hint.end) / 2)), 9)
    assert slider.hint_at(place) == hint
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=place)
    wait_for_picture(window, qtbot, 4.0)
    assert viewing_of(window).selected_faces()[0] == hint.face


def test_a_film_that_is_gone_is_told_in_place_of_its_picture(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "film.mp4").unlink()
    viewing_of(window).go_to_face(FaceId(3))
    assert plate(window) == "The file is not where it was."


def test_closing_the_project_leaves_the_viewer(window: MainWindow, qtbot: QtBot) -> None:
    open_at(window, qtbot, 3)
    window.documents.close()
    assert window.viewing is None
    assert window.tools.isHidden()
    assert window.docks.people.isHidden()


def _last(window: MainWindow) -> tuple[str, object]:
    step = session_of(window).history()[-1]
    return step.verb, step.params
