"""Every model keeps Qt's rules while a project changes under it, and says to screen readers what it shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester

from facelabeler.core import edits
from facelabeler.core.entities import ClusterId, FaceId, FaceState, PersonId
from facelabeler.pipeline.stages import FoundFrame
from facelabeler.session import Event, Session
from facelabeler.ui.clusters.model import CardRole, ClusterModel
from facelabeler.ui.clusters.order import Sorting, Tab
from facelabeler.ui.drag.targets import Load
from facelabeler.ui.faces.model import FaceModel
from facelabeler.ui.faces.order import FaceFilter, FaceSorting
from facelabeler.ui.find.query import EVERYTHING, parse
from facelabeler.ui.naming.candidates import KnownName, propose
from facelabeler.ui.naming.popup import ProposalModel
from facelabeler.ui.people.model import PeopleModel, PeopleSorting
from facelabeler.ui.people.trays import TrayModel
from facelabeler.ui.places import Tray
from facelabeler.ui.recent import RecentNames
from tests.helpers.projects import faces_in, found_face, found_frames, session_with_clusters, session_with_faces

TEXT = int(Qt.ItemDataRole.AccessibleTextRole)


@dataclass
class Models:
    session: Session
    cards: ClusterModel
    faces: FaceModel
    people: PeopleModel
    trays: TrayModel

    def follow(self, event: Event) -> None:
        self.cards.follow(event)
        self.people.follow(event)
        self.trays.follow(event)
        self.faces.follow(event)


@pytest.fixture
def models(qapp: object, tmp_path: Path) -> Iterator[Models]:
    session = session_with_clusters(tmp_path / "p.facelabel")
    project = session.project
    cards = ClusterModel(project, session.encodings)
    made = Models(
        session,
        cards,
        FaceModel(project, session.encodings),
        PeopleModel(project, lambda cluster: cards.card(cluster).tiles[0], RecentNames()),
        TrayModel(project),
    )
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [QAbstractItemModelTester(model, fatal) for model in (cards, made.faces, made.people, made.trays)]
    session.listen(made.follow)
    made.faces.show_place(ClusterId(1))
    yield made
    assert len(testers) == 4
    session.close()


def texts(model: QAbstractItemModel) -> list[str]:
    return [str(model.index(row, 0).data(TEXT)) for row in range(model.rowCount())]


def test_a_card_says_its_name_and_its_faces(models: Models) -> None:
    assert texts(models.cards) == [f"Unnamed {n}, 4 faces, 1 track" for n in (1, 2, 3)]


def test_a_face_says_its_number_and_its_time(models: Models) -> None:
    assert sorted(texts(models.faces)) == ["Face 1 at 0:00", "Face 10 at 0:03", "Face 4 at 0:01", "Face 7 at 0:02"]


def test_a_named_card_leaves_the_tab_and_undo_puts_it_back_where_it_was(models: Models) -> None:
    models.session.commit(edits.rename(models.session.project, ClusterId(2), "Ann"))
    assert models.cards.clusters() == [1, 3]
    models.cards.show_tab(Tab.NAMED)
    assert texts(models.cards) == ["Ann, 4 faces, 1 track, confirmed"]
    models.cards.show_tab(Tab.TO_NAME)
    models.session.undo()
    assert models.cards.clusters() == [1, 2, 3]


@pytest.mark.parametrize("search", ["", "faces>1"])
@pytest.mark.parametrize("tab", [Tab.TO_NAME, Tab.ALL])
def test_an_event_may_come_when_the_project_is_further_already(models: Models, search: str, tab: Tab) -> None:
    """As while sources are read: what waited for its burst is told just before the edit, which has been made."""
    session, events = models.session, list[Event]()
    late = ClusterModel(session.project, session.encodings)
    for cards in (late, models.cards):
        cards.show_tab(tab)
        cards.show_matching(parse(search))
    session.listen(events.append)
    session.commit(edits.confirm(session.project, [ClusterId(1)]))
    session.commit(edits.move_faces(session.project, faces_in(session, 1)[:2], edits.NEW))
    session.commit(edits.merge(session.project, ClusterId(2), [ClusterId(3)]))
    for event in events:
        late.follow(event)
    assert late.clusters() == models.cards.clusters() == [1, 2, 4]


def test_a_new_cluster_comes_last_however_big_it_is(models: Models) -> None:
    faces = faces_in(models.session, 1)[:2] + faces_in(models.session, 2) + faces_in(models.session, 3)[:1]
    models.session.commit(edits.move_faces(models.session.project, faces, edits.NEW))
    assert models.cards.clusters() == [1, 3, 4]
    models.cards.sort_cards(Sorting.BIGGEST)
    assert models.cards.clusters() == [4, 3, 1]


@pytest.mark.parametrize(
    ("by", "order"), [(Sorting.NEWEST, [3, 2, 1]), (Sorting.FIRST_SEEN, [1, 2, 3]), (Sorting.NAME, [3, 1, 2])]
)
def test_cards_can_be_sorted(models: Models, by: Sorting, order: list[int]) -> None:
    models.session.commit(edits.rename(models.session.project, ClusterId(3), "Ann"))
    models.cards.show_tab(Tab.ALL)
    models.cards.sort_cards(by)
    assert models.cards.clusters() == order


def test_search_looks_through_names_and_numbers(models: Models) -> None:
    models.session.commit(edits.rename(models.session.project, ClusterId(3), "Amélie"))
    models.cards.show_tab(Tab.ALL)
    models.cards.show_matching(parse("amelie"))
    assert models.cards.clusters() == [3]
    models.cards.show_matching(parse("unnamed 2"))
    assert models.cards.clusters() == [2]
    models.cards.show_matching(EVERYTHING)
    assert models.cards.clusters() == [1, 2, 3]


def test_counts_of_the_tabs_follow_names(models: Models) -> None:
    models.session.commit(edits.rename(models.session.project, ClusterId(1), "Ann"))
    assert models.cards.counts() == {Tab.TO_NAME: 2, Tab.NAMED: 1, Tab.ALL: 3}


def test_a_card_that_the_program_made_bigger_says_by_how_much(models: Models) -> None:
    new = models.session.add_frames(next(iter(models.session.project.sources)), found_frames((1,), 6)[4:])
    models.session.place_arrivals(new, [1, 1])
    assert models.cards.grown(ClusterId(1)) == 2
    assert models.cards.index_of(ClusterId(1)).data(CardRole).faces == 6


def test_what_the_user_moves_is_no_growth(models: Models) -> None:
    face = faces_in(models.session, 2)[0]
    models.session.commit(edits.move_faces(models.session.project, [face], ClusterId(1)))
    assert models.cards.grown(ClusterId(1)) == 0


def test_growth_is_forgotten_after_a_minute(qapp: object, models: Models) -> None:
    now = [0.0]
    cards = ClusterModel(models.session.project, models.session.encodings, clock=lambda: now[0])
    models.session.listen(cards.follow)
    new = models.session.add_frames(next(iter(models.session.project.sources)), found_frames((1,), 5)[4:])
    models.session.place_arrivals(new, [1])
    assert cards.grown(ClusterId(1)) == 1
    now[0] = 61.0
    cards.forget_growth()
    assert cards.grown(ClusterId(1)) == 0


def test_faces_taken_out_leave_their_rows_and_the_rest_stays_in_order(models: Models) -> None:
    before = texts(models.faces)
    face = faces_in(models.session, 1)[0]
    models.session.commit(edits.move_faces(models.session.project, [face], ClusterId(2)))
    assert texts(models.faces) == [text for text in before if text != "Face 1 at 0:00"]
    models.session.undo()
    assert texts(models.faces) == before


def test_faces_that_the_program_adds_wait_until_they_are_asked_for(models: Models) -> None:
    before = texts(models.faces)
    new = models.session.add_frames(next(iter(models.session.project.sources)), found_frames((1,), 5)[4:])
    models.session.place_arrivals(new, [1])
    assert texts(models.faces) == before
    assert models.faces.waiting == 1
    models.faces.sort_faces()
    assert models.faces.waiting == 0
    assert len(texts(models.faces)) == 5


def test_tracks_can_be_stacked(models: Models) -> None:
    models.faces.stack_tracks(by_track=True)
    assert models.faces.rowCount() == 1
    assert models.faces.faces_at([models.faces.index(0, 0)]) == tuple(
        models.faces.stack_at(models.faces.index(0, 0)).faces
    )
    assert "track of 4 faces" in models.faces.index(0, 0).data(int(Qt.ItemDataRole.AccessibleDescriptionRole))


def test_taking_part_of_a_stack_away_keeps_the_rest_of_it(models: Models) -> None:
    models.faces.stack_tracks(by_track=True)
    gone = faces_in(models.session, 1)[1]
    models.session.commit(edits.mark(models.session.project, [gone], FaceState.IGNORED))
    stack = models.faces.stack_at(models.faces.index(0, 0))
    assert gone not in stack.faces
    assert models.faces.index_of(gone).isValid() is False
    assert len(stack.faces) == 3


def test_faces_go_by_time_when_asked_and_always_in_trays(models: Models) -> None:
    models.faces.sort_faces(FaceSorting.TIME)
    assert texts(models.faces) == ["Face 1 at 0:00", "Face 4 at 0:01", "Face 7 at 0:02", "Face 10 at 0:03"]
    models.session.commit(edits.mark(models.session.project, faces_in(models.session, 2), FaceState.IGNORED))
    models.faces.sort_faces(FaceSorting.LEAST_TYPICAL)
    models.faces.show_place(Tray.IGNORED)
    assert [text[-4:] for text in texts(models.faces)] == ["0:00", "0:01", "0:02", "0:03"]
    description = models.faces.index(0, 0).data(int(Qt.ItemDataRole.AccessibleDescriptionRole))
    assert description == "ignored"


def test_faces_are_filtered_by_quality_and_follow_the_project(qapp: object, tmp_path: Path) -> None:
    """A project whose faces 1, 2 and 3 are clear, middling and poor; then a clear and a poor one come in."""
    session = session_with_faces(tmp_path / "p.facelabel", (1,), 0)
    (source,) = session.project.sources

    def add(qualities: Sequence[float], first: int) -> list[FaceId]:
        faces = [replace(found_face(1, seed=first + k), quality=quality) for k, quality in enumerate(qualities)]
        return session.add_frames(source, [FoundFrame(float(first + k), None, (f,)) for k, f in enumerate(faces)])

    session.regroup(add([0.9, 0.5, 0.1], 0), [-2] * 3)
    faces = FaceModel(session.project, session.encodings)
    QAbstractItemModelTester(faces, QAbstractItemModelTester.FailureReportingMode.Fatal)
    session.listen(faces.follow)
    faces.show_place(ClusterId(1))
    faces.sort_faces(FaceSorting.QUALITY)
    assert texts(faces) == ["Face 1 at 0:00", "Face 2 at 0:01", "Face 3 at 0:02"]
    faces.filter_faces(FaceFilter.CLEAR)
    assert texts(faces) == ["Face 1 at 0:00"]
    assert (faces.shown_count(), faces.face_count()) == (1, 3)
    session.place_arrivals(add([0.8, 0.2], 3), [1, 1])
    assert faces.waiting == 1
    faces.sort_faces()
    assert texts(faces) == ["Face 1 at 0:00", "Face 4 at 0:03"]
    faces.filter_faces(FaceFilter.POOR)
    assert texts(faces) == ["Face 5 at 0:04", "Face 3 at 0:02"]
    session.commit(edits.mark(session.project, [FaceId(3)], FaceState.IGNORED))
    assert texts(faces) == ["Face 5 at 0:04"]
    session.undo()
    assert set(texts(faces)) == {"Face 5 at 0:04", "Face 3 at 0:02"}
    faces.filter_faces(FaceFilter.ALL)
    assert len(texts(faces)) == 5
    session.close()


def test_the_place_that_is_gone_shows_nothing(models: Models) -> None:
    models.session.commit(edits.merge(models.session.project, ClusterId(2), [ClusterId(1)]))
    assert models.faces.rowCount() == 0


def test_people_come_with_their_names_and_counts_and_leave_with_them(models: Models) -> None:
    project = models.session.project
    models.session.commit(edits.rename(project, ClusterId(1), "Ann"))
    models.session.commit(edits.rename(project, ClusterId(2), "Bob"))
    assert texts(models.people) == ["Ann, 4 faces, 100% confirmed", "Bob, 4 faces, 100% confirmed"]
    models.session.undo()
    assert texts(models.people) == ["Ann, 4 faces, 100% confirmed"]


def test_people_are_sorted_only_when_asked(models: Models) -> None:
    project = models.session.project
    for cluster, name in ((1, "Zoe"), (2, "Ann")):
        models.session.commit(edits.rename(project, ClusterId(cluster), name))
    models.session.commit(edits.move_faces(project, faces_in(models.session, 3), ClusterId(2)))
    names = [models.people.name(person) for person in models.people.people()]
    assert names == ["Zoe", "Ann"]
    models.people.sort_people(PeopleSorting.FACES)
    assert [models.people.name(person) for person in models.people.people()] == ["Ann", "Zoe"]


def test_trays_count_what_lies_in_them(models: Models) -> None:
    project = models.session.project
    models.session.commit(edits.mark(project, faces_in(models.session, 1)[:3], FaceState.NOT_A_FACE))
    models.session.commit(edits.move_faces(project, faces_in(models.session, 2)[:1], None))
    assert texts(models.trays) == ["Unclustered, 1 face", "Ignored, 0 faces", "Not a face, 3 faces"]


def test_a_place_for_a_new_cluster_is_there_only_while_dragging(models: Models) -> None:
    models.trays.offer_new_cluster(offered=True)
    models.trays.offer_new_cluster(offered=True)
    assert texts(models.trays)[0] == "New cluster"
    models.trays.offer_new_cluster(offered=False)
    assert models.trays.rowCount() == 3


def test_dropping_on_a_row_tells_what_on_which(models: Models) -> None:
    taken: list[tuple[object, object]] = []
    models.cards.dropped.connect(lambda load, target: taken.append((load, target)))
    data = models.faces.mimeData([models.faces.index(0, 0)])
    carried = models.faces.faces_at([models.faces.index(0, 0)])
    move = Qt.DropAction.MoveAction
    assert models.cards.dropMimeData(data, move, -1, -1, models.cards.index(1, 0))
    assert taken == [(Load(carried), 2)]
    assert not models.cards.dropMimeData(data, move, -1, -1, models.cards.index(0, 0))
    assert not models.cards.canDropMimeData(data, Qt.DropAction.CopyAction, -1, -1, models.cards.index(1, 0))


def test_proposals_are_a_model_too(qapp: object) -> None:
    model = ProposalModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_proposal(propose("Mo", [KnownName(PersonId(1), "Monica", 212)]), "Mo")
    assert texts(model) == ["Monica, 212, merges", "New person “Mo”"]
    assert tester.model() is model
