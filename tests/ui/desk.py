"""A window with a small project in it, for tests: three clusters of four faces, named 1 to 3 by their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from facelabeler.core.entities import ClusterId
from facelabeler.pipeline.stages import FoundFrame
from facelabeler.session import Session
from facelabeler.ui.drag.mime import mime_of
from facelabeler.ui.drag.targets import Load
from facelabeler.ui.main_window import MainWindow
from facelabeler.ui.tasks import stop_all_tasks
from facelabeler.ui.workspace import Workspace
from tests.helpers.pictures import jpeg
from tests.helpers.projects import found_face, video_source
from tests.helpers.windows import open_in

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@contextmanager
def opened(path: Path, people: Sequence[int] = (1, 2, 3)) -> Iterator[MainWindow]:
    """A window that shows a new project of so many people, four faces each."""
    project_with_pictures(path, people).close()
    with empty_window() as window:
        open_in(window.documents, path)
        yield window


@contextmanager
def empty_window() -> Iterator[MainWindow]:
    """A window without a project; afterwards it is gone for good, and so is what it had running."""
    window = MainWindow()
    window.resize(1440, 900)
    window.show()
    yield window
    window.close()
    stop_all_tasks()
    window.deleteLater()
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def project_with_pictures(path: Path, people: Sequence[int], frames: int = 4) -> Session:
    """A project with one cluster a person, each person in a colour of his own on every sample."""
    session = Session.create(path)
    session.use_engine(detector="cnn", encoder="dlib-resnet-v1")
    [source] = session.add_sources([video_source()], every=1.0)
    colours = [jpeg(QColor.fromHsv(40 * person % 360, 160, 200).name()) for person in people]
    for k in range(frames):
        shown = [found_face(p, left=100 * n, seed=k, thumbnail=colours[n]) for n, p in enumerate(people)]
        session.add_frames(source, [FoundFrame(float(k), 25 * k, tuple(shown))])
    ids = list(session.project.faces)
    session.regroup(ids, [-2 - n % len(people) for n in range(len(ids))])
    return session


def workspace_of(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def session_of(window: MainWindow) -> Session:
    assert window.documents.session is not None
    return window.documents.session


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, modifiers)


def typed(widget: QWidget, text: str) -> None:
    """Type where the focus is, letter by letter."""
    for letter in text:
        target = QApplication.focusWidget() or widget
        QTest.keyClicks(target, letter)


def name_of(window: MainWindow, cluster: int) -> str | None:
    return session_of(window).project.name_of(ClusterId(cluster))


def middle(view: QAbstractItemView, row: int) -> QPoint:
    return view.visualRect(view.model().index(row, 0)).center()


def hover(view: QAbstractItemView, load: Load, at: QPoint) -> tuple[QMimeData, bool]:
    """Hold a load over a place of a view; whether it would be taken."""
    data = mime_of(load)
    buttons, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for kind in (QDragEnterEvent, QDragMoveEvent):
        event = kind(at, Qt.DropAction.MoveAction, data, buttons, plain)
        QApplication.sendEvent(view.viewport(), event)
    return data, event.isAccepted()


def drop(view: QAbstractItemView, load: Load, at: QPoint) -> bool:
    """Drop a load on a place of a view; whether it was taken."""
    data, _ = hover(view, load, at)
    buttons, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(at), Qt.DropAction.MoveAction, data, buttons, plain)
    QApplication.sendEvent(view.viewport(), event)
    QApplication.processEvents()
    return event.isAccepted()
