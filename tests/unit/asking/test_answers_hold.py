"""Whatever is edited and grouped, what the user said stands: answers, names, confirmed faces, rejections."""

from __future__ import annotations

import tempfile
from contextlib import closing
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facelabeler.clustering.methods import group
from facelabeler.core import answers, edits
from facelabeler.core.entities import ClusterId, FaceId
from facelabeler.core.errors import EditError
from facelabeler.session import Session
from tests.helpers.projects import found_frames, session_with_clusters

CLUSTERS = st.integers(1, 7).map(ClusterId)
FACES = st.lists(st.integers(1, 16).map(FaceId), min_size=1, max_size=3)
SAID = st.one_of(
    st.tuples(st.just(edits.rename), CLUSTERS, st.sampled_from(["Ann", "Bo"])),
    st.tuples(st.just(edits.merge), CLUSTERS, st.lists(CLUSTERS, min_size=1, max_size=2)),
    st.tuples(st.just(edits.move_faces), FACES, st.one_of(CLUSTERS, st.sampled_from([edits.NEW, None]))),
    st.tuples(st.just(edits.split), CLUSTERS, st.lists(FACES, min_size=1, max_size=1)),
    st.tuples(st.just(answers.same), CLUSTERS, CLUSTERS),
    st.tuples(st.just(answers.different), CLUSTERS, CLUSTERS),
    st.tuples(st.just(answers.kept), FACES),
    st.tuples(st.just(answers.removed), FACES),
    st.tuples(st.just(answers.reject), CLUSTERS, st.just("key"), st.just("Ross")),
)
Act = tuple[tuple[object, ...], tuple[str, dict[str, float]]]
GROUPINGS = st.sampled_from(
    [("linkage", {"threshold": 0.9}), ("linkage", {}), ("agglomerative", {"threshold": 1.2}), ("dbscan", {"eps": 1.2})]
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(SAID, GROUPINGS), max_size=6), st.booleans())
def test_what_was_said_stands_after_any_grouping(
    acts: list[tuple[tuple[object, ...], tuple[str, dict]]], more: bool
) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(session_with_clusters(Path(folder) / "p.facelabel", people=(1, 2, 3, 1))) as session,
    ):
        for (edit, *arguments), (method, options) in acts:
            try:
                session.commit(edit(session.project, *arguments))  # type: ignore[operator]
            except EditError:
                continue
            if more:
                [source] = session.project.sources
                session.add_frames(source, found_frames((2, 1), 2, every=1000.0)[1:])
                more = False
            before = _said(session)
            seen = session.observations()
            session.regroup(seen.ids, group(seen, method, **options))
            assert _broken(before, session) == []


def _said(session: Session) -> dict[str, object]:
    """What the user has said, as it stands."""
    project = session.project
    placements = project.placements
    fixed = {face for face, row in placements.items() if row.confirmed} | {
        face for cluster, row in project.clusters.items() if row.edited for face in project.members(cluster)
    }
    return {
        "faces": {face: placements[face] for face in fixed},
        "names": {cluster: project.name_of(cluster) for cluster, row in project.clusters.items() if row.person},
        "apart": {row: (project.members(row.a), project.members(row.b)) for row in project.differences.values()},
        "rejected": set(project.rejections.values()),
    }


def _broken(before: dict[str, object], session: Session) -> list[str]:
    """What no longer stands, in a word each."""
    after = _said(session)
    wrong = [key for key in ("names", "rejected") if after[key] != before[key]]
    faces = before["faces"]
    assert isinstance(faces, dict)
    wrong += ["faces"] * any(session.project.placements[face] != row for face, row in faces.items())
    apart = before["apart"]
    assert isinstance(apart, dict)
    for one, other in apart.values():
        homes = [{session.project.placements[face].cluster for face in side} for side in (one, other)]
        wrong += ["apart"] * bool(homes[0] & homes[1])
    return wrong
