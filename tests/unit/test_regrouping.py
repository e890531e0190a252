"""Grouping again, and adding sources, leave what the user did as it is."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from facelabeler.clustering.methods import METHODS, group
from facelabeler.core import edits
from facelabeler.core.changes import ChangeSet
from facelabeler.core.entities import ClusterId, FaceId, FaceState, Placement
from facelabeler.core.errors import EditError
from facelabeler.core.project import Project
from facelabeler.session import Session
from tests.helpers.projects import found_frames, session_with_faces, video_source

NAMES = ("Ann", "Bob", "Cid")
Edit = Callable[[Project, list[FaceId], list[ClusterId], str], ChangeSet]

EDITS: tuple[Edit, ...] = (
    lambda project, _faces, clusters, name: edits.name_clusters(project, clusters, name),
    lambda project, _faces, clusters, _name: edits.merge(project, clusters[0], clusters),
    lambda project, faces, clusters, _name: edits.move_faces(project, faces, clusters[0]),
    lambda project, faces, _clusters, _name: edits.move_faces(project, faces, edits.NEW),
    lambda project, faces, _clusters, _name: edits.move_faces(project, faces, None),
    lambda project, faces, clusters, _name: edits.split(project, clusters[0], [faces]),
    lambda project, faces, _clusters, _name: edits.mark(project, faces, FaceState.IGNORED),
    lambda project, _faces, clusters, _name: edits.confirm(project, clusters),
)


@contextmanager
def project_of_five_people() -> Iterator[Session]:
    with tempfile.TemporaryDirectory() as folder, closing(_grouped(Path(folder) / "p.facelabel")) as session:
        yield session


def _grouped(path: Path) -> Session:
    session = session_with_faces(path, people=(1, 2, 3, 4, 5), frames=4)
    group_again(session)
    return session


def group_again(session: Session, method: str = "linkage") -> None:
    seen = session.observations()
    session.regroup(seen.ids, group(seen, method))


def edit_at_random(session: Session, data: st.DataObject) -> None:
    """One edit of what the project holds; those that make no sense are refused and change nothing."""
    project = session.project
    clusters = sorted(project.clusters)
    if not clusters:
        return
    some_faces = data.draw(st.lists(st.sampled_from(sorted(project.faces)), min_size=1, max_size=4, unique=True))
    some_clusters = data.draw(st.lists(st.sampled_from(clusters), min_size=1, max_size=3, unique=True))
    edit, name = data.draw(st.sampled_from(EDITS)), data.draw(st.sampled_from(NAMES))
    with suppress(EditError):
        session.commit(edit(project, some_faces, some_clusters, name))


def confirmed(project: Project) -> dict[FaceId, Placement]:
    return {face: row for face, row in project.placements.items() if row.confirmed}


def named(project: Project) -> dict[str, set[ClusterId]]:
    return {person.name: set(project.clusters_of(person.id)) for person in project.people.values()}


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_a_confirmed_face_never_moves_and_a_name_never_vanishes(data):
    with project_of_five_people() as session:
        for _ in range(data.draw(st.integers(1, 6))):
            edit_at_random(session, data)
            before, names = confirmed(session.project), named(session.project)
            group_again(session, data.draw(st.sampled_from(list(METHODS))))
            assert confirmed(session.project).items() >= before.items()
            assert named(session.project) == names


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_clusters_that_the_user_shaped_never_become_one(data):
    with project_of_five_people() as session:
        for _ in range(data.draw(st.integers(1, 4))):
            edit_at_random(session, data)
        shaped = {
            number: set(session.project.members(number))
            for number, row in session.project.clusters.items()
            if row.edited
        }
        group_again(session)
        for number, members in shaped.items():
            assert members <= set(session.project.members(number))


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_a_second_video_disturbs_no_named_person(data):
    with project_of_five_people() as session:
        for number, name in zip(sorted(session.project.clusters), NAMES, strict=False):
            session.commit(edits.rename(session.project, number, name))
        names = {name: faces_of(session, name) for name in NAMES}
        [source] = session.add_sources([replace(video_source("second.mp4"), fingerprint="01")], every=1.0)
        people = data.draw(st.lists(st.integers(1, 8), min_size=1, max_size=4, unique=True))
        session.add_frames(source, found_frames(people, 3))
        group_again(session)
        for name in NAMES:
            assert names[name] <= faces_of(session, name)
        others = [people.index(person) for person in people if person > len(NAMES)]
        for place in others:
            assert all(name is None for name in names_of_column(session, source, place))


def faces_of(session: Session, name: str) -> set[FaceId]:
    person = session.project.find_person(name)
    assert person is not None
    return {face for cluster in session.project.clusters_of(person.id) for face in session.project.members(cluster)}


def names_of_column(session: Session, source: int, place: int) -> list[str | None]:
    """The names of a source's faces that stand at this place in their frame."""
    faces = [face for face in session.project.faces.values() if face.source == source and face.box.left == 100 * place]
    return [session.project.name_of(session.project.placements[face.id].cluster) for face in faces]
