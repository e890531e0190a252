"""What is painted once and kept: it must look as if it were painted anew each time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facelabeler.core.entities import ClusterId, FaceId
from facelabeler.ui import theme
from facelabeler.ui.clusters.cards import Card
from facelabeler.ui.clusters.delegate import CardDelegate
from facelabeler.ui.clusters.painted import Looks, Montages, Painted, RestingCards
from facelabeler.ui.clusters.view import ClusterView
from facelabeler.ui.drag.targets import Load
from facelabeler.ui.workspace import Workspace
from tests.ui.desk import opened, workspace_of

CARD = Card(ClusterId(1), None, 1, 1, confirmed=False, doubtful=0, tiles=(FaceId(1),), most_tiles=1)
PLACE = QRect(0, 0, 60, 60)


@dataclass
class Album:
    """Pictures of one colour; a face may have a stand-in until its own is there."""

    here: dict[FaceId, str] = field(default_factory=dict)
    stand_ins: dict[FaceId, str] = field(default_factory=dict)
    asked: int = 0

    def pixmap(self, face: FaceId, size: int) -> QPixmap | None:
        self.asked += 1
        colour = self.here.get(face, self.stand_ins.get(face))
        if colour is None:
            return None
        made = QPixmap(size, size)
        made.fill(QColor(colour))
        return made

    def is_settled(self, face: FaceId, _size: int) -> bool:
        return face in self.here

    def is_missing(self, _face: FaceId) -> bool:
        return False


def painted(montages: Montages, *, card: Card = CARD, late: bool = False) -> tuple[QColor, object]:
    """The colour in the middle of the montage, and what it waits for."""
    image = QImage(60, 60, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        waits_for = montages.paint(painter, PLACE, card, late=late)
    return image.pixelColor(30, 30), waits_for


@pytest.mark.usefixtures("qtbot")
@pytest.mark.parametrize("stand_ins", [{}, {FaceId(1): "blue"}])
def test_a_montage_shows_a_picture_as_soon_as_it_has_come(stand_ins: dict[FaceId, str]) -> None:
    album = Album(stand_ins=stand_ins)
    montages = Montages(album)
    before, waits_for = painted(montages)
    assert before != QColor("red")
    assert waits_for == ((FaceId(1), 60),)
    album.here[FaceId(1)] = "red"
    assert painted(montages) == (QColor("red"), ())


@pytest.mark.usefixtures("qtbot")
def test_a_montage_is_painted_once_while_nothing_comes() -> None:
    album = Album()
    montages = Montages(album)
    for _ in range(5):
        painted(montages)
    assert album.asked == 1


@pytest.mark.usefixtures("qtbot")
def test_a_late_montage_is_the_old_one_and_says_that_it_is_not_done() -> None:
    album = Album(stand_ins={FaceId(1): "blue"})
    montages = Montages(album)
    assert painted(montages, late=True)[1] is None
    painted(montages)
    album.here[FaceId(1)] = "red"
    assert painted(montages, late=True) == (QColor("blue"), None)
    assert painted(montages) == (QColor("red"), ())


@pytest.mark.usefixtures("qtbot")
def test_a_card_that_looks_otherwise_is_not_taken_from_what_is_kept() -> None:
    cards, looks = RestingCards(), Looks(CARD, "Unnamed 1", None, ((), ()), (60, 100), 1.0, "dark", "Inter,13")
    made = Painted(QPixmap(60, 100))
    cards.keep(looks, made)
    assert cards.get(looks) is made
    others = [
        looks._replace(title="Ada"),
        looks._replace(card=replace(CARD, doubtful=2)),
        looks._replace(flag=("accent", "plus", "6")),
        looks._replace(theme="light"),
        looks._replace(font="Inter,18"),
        looks._replace(ratio=2.0),
        looks._replace(size=(80, 120)),
        looks._replace(strip=((), ((3, 4),))),
    ]
    assert [cards.get(other) for other in others] == [None] * len(others)


CHANGES: dict[str, Callable[[Workspace], object]] = {
    "named": lambda workspace: workspace.verbs.name_clusters([ClusterId(1)], "Ada"),
    "moved": lambda workspace: workspace.verbs.move(Load((FaceId(1),)), ClusterId(2)),
    "selected": lambda workspace: workspace.cards.select([ClusterId(2), ClusterId(3)]),
    "cut": lambda workspace: workspace.cards.set_cut([ClusterId(2)]),
    "zoomed": lambda workspace: workspace.cards.set_spec(least_width=220),
    "lighter": lambda _workspace: theme.apply_theme(QApplication.instance(), "light"),
}


@pytest.fixture
def workspace(qapp: QApplication, tmp_path: Path) -> Iterator[Workspace]:
    with opened(tmp_path / "p.facelabel") as window:
        made = workspace_of(window)
        made.verbs.joining.ask = lambda: True
        yield made


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_kept_looks_like_what_is_painted_anew(workspace: Workspace, qtbot: QtBot, change: str) -> None:
    view = workspace.cards
    before = seen(view, qtbot)
    CHANGES[change](workspace)
    kept = seen(view, qtbot)
    view.setItemDelegate(CardDelegate(view, workspace._thumbnails, workspace.strips, view))
    assert kept == seen(view, qtbot)
    assert kept != before


def seen(view: ClusterView, qtbot: QtBot) -> QImage:
    """What is on screen, once all pictures have come."""
    view.grab()
    qtbot.wait(200)
    return view.grab().toImage()


def test_what_scrolling_moves_looks_like_what_is_painted_anew(workspace: Workspace, qtbot: QtBot) -> None:
    view = workspace.cards
    view.set_spec(least_width=600)
    view.clearFocus()
    seen(view, qtbot)
    before = on_screen(view)
    view.verticalScrollBar().setValue(90)
    qtbot.wait(200)
    moved = on_screen(view)
    assert moved != before
    assert moved == view.grab().toImage().convertToFormat(moved.format())


def on_screen(view: ClusterView) -> QImage:
    """What the screen shows of a view, not what it would paint now."""
    place = QRect(view.mapTo(view.window(), QPoint()), view.size())
    return view.screen().grabWindow(view.window().winId()).copy(place).toImage()
