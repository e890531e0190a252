"""The queue of sources: how far each is, taking one off, and telling when all are done."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QListView, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from facelabeler.core.entities import SourceId, SourceState
from facelabeler.session import Session
from facelabeler.ui.notifying import Notifier
from facelabeler.ui.queue_list import QueueModel, QueueRow, Turn
from facelabeler.ui.task_strip import TaskStrip
from tests.ui.fake_stages import stages
from tests.ui.test_processing_in_the_window import Reader, films

ROWS = [
    QueueRow(SourceId(1), "/films/a.mp4", Turn.READ, 1.0),
    QueueRow(SourceId(2), "/films/b.mp4", Turn.READING, 0.62),
    QueueRow(SourceId(3), "/films/c.mp4", Turn.WAITING),
]


@pytest.fixture
def session(qapp: object, tmp_path: Path) -> Iterator[Session]:
    made = Session.create(tmp_path / "p.facelabel")
    yield made
    Reader.end_all()
    made.close()


@pytest.fixture
def strip(qtbot: QtBot) -> TaskStrip:
    made = TaskStrip()
    made.resize(1200, 52)
    qtbot.addWidget(made)
    made.show()
    return made


def queue_view(strip: TaskStrip) -> QListView:
    return next(view for view in strip.findChildren(QListView) if view.accessibleName() == "Queue")


def spoken(view: QListView) -> list[str]:
    model = view.model()
    return [str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(model.rowCount())]


def button(strip: TaskStrip, name: str) -> QPushButton:
    return next(one for one in strip.findChildren(QPushButton) if one.accessibleName() == name)


# -- the list


def test_each_source_says_how_far_it_is(strip: TaskStrip, qtbot: QtBot) -> None:
    strip.show_queue(ROWS)
    qtbot.mouseClick(button(strip, "Show queue and problems"), Qt.MouseButton.LeftButton)
    assert queue_view(strip).isVisible()
    assert spoken(queue_view(strip)) == ["a.mp4, Done", "b.mp4, 62%", "c.mp4, Waiting"]


def test_one_source_alone_needs_no_list(strip: TaskStrip) -> None:
    strip.show_queue(ROWS[1:2])
    assert button(strip, "Show queue and problems").isHidden()


def test_what_waits_can_be_taken_off_and_what_runs_cannot(strip: TaskStrip, qtbot: QtBot) -> None:
    strip.show_queue(ROWS)
    button(strip, "Show queue and problems").click()
    asked: list[int] = []
    strip.skip_requested.connect(asked.append)
    view, take_off = queue_view(strip), button(strip, "Take Off the Queue")
    view.setCurrentIndex(view.model().index(1, 0))
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert not take_off.isEnabled()
    view.setCurrentIndex(view.model().index(2, 0))
    take_off.click()
    assert asked == [3]


def test_the_model_keeps_qts_rules_while_the_queue_goes_on(qtbot: QtBot) -> None:
    model = QueueModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_rows(ROWS)
    with qtbot.assertNotEmitted(model.modelReset):
        model.show_rows([*ROWS[:1], QueueRow(SourceId(2), "/films/b.mp4", Turn.READ, 1.0), ROWS[2]])
    model.show_rows(ROWS[:2])
    assert model.rowCount() == 2
    assert tester is not None


# -- the run


class Gate:
    """Holds the worker before a picture until it is opened."""

    def __init__(self, at: int) -> None:
        self._at = at
        self._pictures = 0
        self.reached = threading.Event()
        self.open = threading.Event()

    def __call__(self, _k: int) -> None:
        self._pictures += 1
        if self._pictures == self._at:
            self.reached.set()
            assert self.open.wait(20)


def turns(reader: Reader) -> list[Turn]:
    return [row.turn for row in reader.processing.queue()]


def test_sources_are_read_one_after_the_other_and_say_so(qtbot: QtBot, session: Session) -> None:
    gate = Gate(at=18)
    reader = Reader(session, build=lambda _settings: stages(gate))
    reader.processing.read(films("a.mp4", "b.mp4", "c.mp4"))
    qtbot.waitUntil(lambda: turns(reader)[:1] == [Turn.READ], timeout=20_000)
    assert turns(reader)[2] is Turn.WAITING
    with qtbot.waitSignal(reader.processing.done, timeout=20_000):
        gate.open.set()
    assert reader.processing.queue() == []


def test_a_source_taken_off_the_queue_is_not_read_and_can_be_opened_again(qtbot: QtBot, session: Session) -> None:
    gate = Gate(at=2)
    reader = Reader(session, build=lambda _settings: stages(gate))
    reader.processing.read(films("a.mp4", "b.mp4"))
    qtbot.waitUntil(gate.reached.is_set, timeout=20_000)
    waiting = reader.processing.queue()[1].source
    reader.processing.skip(waiting)
    assert len(reader.processing.queue()) == 1
    with qtbot.waitSignal(reader.processing.done, timeout=20_000):
        gate.open.set()
    assert session.project.sources[waiting].state is SourceState.WAITING
    assert session.project.faces_of_source(waiting) == ()
    with qtbot.waitSignal(reader.processing.done, timeout=20_000):
        reader.processing.read(films("a.mp4", "b.mp4"))
    assert len(session.project.faces_of_source(waiting)) == 24


def test_what_is_being_read_is_not_taken_off(qtbot: QtBot, session: Session) -> None:
    gate = Gate(at=2)
    reader = Reader(session, build=lambda _settings: stages(gate))
    reader.processing.read(films("a.mp4"))
    qtbot.waitUntil(gate.reached.is_set, timeout=20_000)
    reader.processing.skip(reader.processing.queue()[0].source)
    assert len(reader.processing.queue()) == 1
    gate.open.set()


# -- the end


class FakeTray(QObject):
    messageClicked = Signal()  # noqa: N815

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def show(self) -> None: ...

    def say(self, _title: str, message: str, _milliseconds: int) -> None:
        self.said.append(message)


class Elsewhere(QWidget):
    """A window that is not, or is, the one the user is in."""

    active = False

    def isActiveWindow(self) -> bool:
        return self.active


@pytest.mark.parametrize(("active", "said"), [(False, ["clip.mp4 is done"]), (True, [])])
def test_the_end_of_a_run_is_told_to_who_looks_elsewhere(qtbot: QtBot, active: bool, said: list[str]) -> None:
    window, tray = Elsewhere(), FakeTray()
    qtbot.addWidget(window)
    window.active = active
    Notifier(window, lambda _parent: tray).tell("clip.mp4 is done")
    assert tray.said == said


def test_the_message_leaves_the_focus_where_it_is(qtbot: QtBot) -> None:
    window, other, tray = Elsewhere(), QWidget(), FakeTray()
    for widget in (window, other):
        qtbot.addWidget(widget)
        widget.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    Notifier(window, lambda _parent: tray).tell("clip.mp4 is done")
    assert QWidget.isActiveWindow(other)


def test_without_a_tray_nothing_breaks(qtbot: QtBot) -> None:
    window = Elsewhere()
    qtbot.addWidget(window)
    notifier = Notifier(window, lambda _parent: None)
    notifier.tell("clip.mp4 is done")
    assert notifier.parent() is window
