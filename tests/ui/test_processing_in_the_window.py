"""Reading sources beside the window, with a pipeline that is fast and fake."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from facelabeler.clustering.observations import Observations
from facelabeler.core.entities import Source, SourceId, SourceKind, SourceState
from facelabeler.core.errors import ModelError
from facelabeler.pipeline.runner import Stages
from facelabeler.processing import Looked
from facelabeler.session import Session
from facelabeler.settings import Settings, save_settings
from facelabeler.ui.grouping import still_possible
from facelabeler.ui.processing import Processing
from tests.helpers.projects import session_with_clusters
from tests.ui.fake_stages import build, group_by_first_number, stages


@pytest.fixture
def session(qapp: object, tmp_path: Path) -> Iterator[Session]:
    made = Session.create(tmp_path / "p.facelabel")
    yield made
    Reader.end_all()
    made.close()


def films(*paths: str, seconds: float = 12.0) -> Looked:
    sources = [
        Source(SourceId(0), path, SourceKind.VIDEO, n, str(n), 300, 200, seconds, 25.0) for n, path in enumerate(paths)
    ]
    return Looked(tuple(sources), ())


class Reader:
    """A processing whose signals are written down."""

    living: ClassVar[list[Reader]] = []

    def __init__(self, session: Session, build: object = build, group: object = group_by_first_number) -> None:
        self.owner = QObject()
        self.processing = Processing(session, self.owner, build=build, group=group)
        self.living.append(self)
        self.problems: list[tuple[str, str]] = []
        self.errors: list[object] = []
        self.stages: list[str] = []
        self.processing.problem.connect(lambda file, text: self.problems.append((file, text)))
        self.processing.failed.connect(self.errors.append)
        self.processing.progressed.connect(lambda progress, _waiting: self.stages.append(progress.stage))

    @classmethod
    def end_all(cls) -> None:
        """Shut all of them down, and let Qt delete them while their owners are still there."""
        for reader in cls.living:
            reader.processing.shut_down()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        cls.living.clear()


def read_all(qtbot: QtBot, reader: Reader, looked: Looked) -> str:
    with qtbot.waitSignal(reader.processing.done, timeout=20_000) as done:
        reader.processing.read(looked)
    return str(done.args[0])


def test_faces_are_found_grouped_and_counted(qtbot: QtBot, session: Session) -> None:
    reader = Reader(session)
    said = read_all(qtbot, reader, films("clip.mp4"))
    assert said == "clip.mp4 is done: 24 faces in 2 groups"
    assert len(session.project.faces) == 24
    assert sorted(session.project.size(c) for c in session.project.clusters) == [12, 12]
    assert [s.state for s in session.project.sources.values()] == [SourceState.DONE]
    assert reader.stages[0] == "loading"
    assert reader.stages[-1] == "grouping"
    assert not reader.processing.is_running


def test_what_was_read_is_not_read_again(qtbot: QtBot, session: Session) -> None:
    reader = Reader(session)
    read_all(qtbot, reader, films("clip.mp4"))
    assert read_all(qtbot, reader, films("clip.mp4")).startswith("clip.mp4 is done")
    assert len(session.project.faces) == 24


def test_a_project_goes_on_with_its_own_encoder_whatever_the_settings_say(qtbot: QtBot, session: Session) -> None:
    save_settings(Settings({"encoder": "own"}))
    chosen: list[str] = []

    def noted(settings: Settings) -> Stages:
        chosen.append(settings.text("encoder"))
        return stages()

    reader = Reader(session, noted)
    read_all(qtbot, reader, films("clip.mp4"))
    read_all(qtbot, reader, films("clip.mp4", "other.mp4"))
    assert chosen == ["own", "dlib-resnet-v1"]  # the fake engine's encodings are dlib's


def test_encodings_of_another_encoder_are_not_let_in(qtbot: QtBot, session: Session) -> None:
    reader = Reader(session)
    read_all(qtbot, reader, films("clip.mp4"))
    session.write_settings({"encoder": "own 7 (0123456789abcdef)"})
    with qtbot.waitSignal(reader.processing.failed, timeout=20_000) as failed:
        reader.processing.read(films("clip.mp4", "other.mp4"))
    assert "cannot be compared" in str(failed.args[0])
    assert len(session.project.faces) == 24


def test_one_broken_source_is_told_and_the_others_are_read(qtbot: QtBot, session: Session) -> None:
    reader = Reader(session)
    said = read_all(qtbot, reader, films("broken.mp4", "part.mp4", "good.mp4"))
    assert said == "3 sources are done: 48 faces in 2 groups"
    assert [file for file, _ in reader.problems] == ["broken.mp4", "part.mp4"]
    assert "holds no picture" in reader.problems[0][1]
    states = [s.state for s in session.project.sources.values()]
    assert states == [SourceState.FAILED, SourceState.PARTIAL, SourceState.DONE]


def test_a_source_that_failed_while_it_was_looked_at_is_told(qtbot: QtBot, session: Session) -> None:
    reader = Reader(session)
    source = Source(SourceId(0), "x.mp4", SourceKind.VIDEO, 1, "", state=SourceState.FAILED, message="no index")
    reader.processing.read(Looked((source,), ()))
    assert reader.problems == [("x.mp4", "no index")]


class Gate:
    """Lets pictures through until one, then waits to be opened."""

    def __init__(self, stop_at: int) -> None:
        self.reached = threading.Event()
        self.opened = threading.Event()
        self._stop_at = stop_at

    def __call__(self, picture: int) -> None:
        if picture == self._stop_at:
            self.reached.set()
            assert self.opened.wait(20)

    def build(self, _settings: Settings) -> Stages:
        return stages(self)


def test_cancel_keeps_what_is_done_and_opening_again_goes_on(qtbot: QtBot, session: Session) -> None:
    gate = Gate(8)
    reader = Reader(session, gate.build)
    with qtbot.waitSignal(reader.processing.stopped, timeout=20_000) as stopped:
        reader.processing.read(films("clip.mp4"))
        qtbot.waitUntil(gate.reached.is_set, timeout=20_000)
        reader.processing.cancel()
        gate.opened.set()
    assert "What was found is kept" in stopped.args[0]
    assert 0 < len(session.project.faces) < 24
    assert session.project.sources[SourceId(1)].state is SourceState.STARTED
    read_all(qtbot, Reader(session), films("clip.mp4"))
    assert len(session.project.faces) == 24


def test_sources_added_while_reading_wait_for_their_turn(qtbot: QtBot, session: Session) -> None:
    gate = Gate(4)
    reader = Reader(session, gate.build)
    waiting: list[int] = []
    reader.processing.progressed.connect(lambda _progress, count: waiting.append(count))
    with qtbot.waitSignal(reader.processing.done, timeout=20_000):
        reader.processing.read(films("one.mp4"))
        qtbot.waitUntil(gate.reached.is_set, timeout=20_000)
        reader.processing.read(films("one.mp4", "two.mp4"))
        gate.opened.set()
    assert [s.state for s in session.project.sources.values()] == [SourceState.DONE] * 2
    assert max(waiting) >= 1


def test_a_paused_run_goes_on_where_it_was(qtbot: QtBot, session: Session) -> None:
    gate = Gate(4)
    reader = Reader(session, gate.build)
    with qtbot.waitSignal(reader.processing.done, timeout=20_000):
        reader.processing.read(films("clip.mp4"))
        qtbot.waitUntil(gate.reached.is_set, timeout=20_000)
        with qtbot.waitSignal(reader.processing.paused):
            reader.processing.pause_or_resume()
        gate.opened.set()
        reader.processing.pause_or_resume()
    assert len(session.project.faces) == 24


def test_a_model_that_is_missing_is_told(qtbot: QtBot, session: Session) -> None:
    def refuse(_settings: Settings) -> Stages:
        raise ModelError("is missing", file="weights.dat")

    reader = Reader(session, refuse)
    with qtbot.waitSignal(reader.processing.failed, timeout=20_000):
        reader.processing.read(films("clip.mp4"))
    assert not reader.processing.is_running


def test_closing_while_reading_keeps_what_was_found(qtbot: QtBot, tmp_path: Path) -> None:
    session = Session.create(tmp_path / "q.facelabel")
    gate = Gate(8)
    reader = Reader(session, gate.build)
    reader.processing.read(films("clip.mp4"))
    qtbot.waitUntil(gate.reached.is_set, timeout=20_000)
    gate.opened.set()
    Reader.end_all()
    session.close()
    again = Session.open(tmp_path / "q.facelabel")
    assert len(again.project.faces) > 0
    again.close()


def test_labels_for_clusters_that_are_gone_are_passed_over(tmp_path: Path) -> None:
    session = session_with_clusters(tmp_path / "p.facelabel")
    assert still_possible(session.project, [1, 2, 3], [1, 99, -2]) == ([1, 3], [1, -2])
    session.close()


def test_cancel_while_grouping_leaves_faces_where_they_are(qtbot: QtBot, session: Session) -> None:
    grouping, may_end = threading.Event(), threading.Event()

    def slow_group(observations: Observations) -> NDArray[np.int64]:
        if (observations.anchors < 0).all() and len(observations) == 24:
            grouping.set()
            assert may_end.wait(20)
        return group_by_first_number(observations)

    reader = Reader(session, group=slow_group)
    with qtbot.waitSignal(reader.processing.done, timeout=20_000):
        reader.processing.read(films("clip.mp4"))
        qtbot.waitUntil(grouping.is_set, timeout=20_000)
        reader.processing.cancel()
        may_end.set()
    assert session.undo_step() is None


def test_a_source_left_before_its_end_is_told_when_the_project_is_opened(session: Session) -> None:
    source = Source(SourceId(0), "/films/clip.mp4", SourceKind.VIDEO, 1, "", state=SourceState.STARTED)
    session.add_sources([source], every=1.0)
    reader = Reader(session)
    said: list[str] = []
    reader.processing.stopped.connect(said.append)
    reader.processing.tell_unfinished()
    assert said == ["clip.mp4 is not read to its end. Open it again to go on."]
