"""What a library of people saves: the second footage of a cast, and strangers that must stay strangers.

    python -m benchmarks.library DATA [--projects FOLDER] [--every SECONDS]

DATA and FOLDER are those of `benchmarks.effort`; DATA also holds `photos/friends`, one folder a person. These people
are named and kept in a library, which is then used for the clip of the same cast and for footage of other people.
Printed are, for each case: clusters whose person is known from the truth, suggestions, those that are wrong, and those
for clusters that the truth does not tell of. For the clip of the cast: names that must still be typed, and all actions
a person (accepting or rejecting a suggestion, naming or merging a cluster, moving a track: one each).
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from benchmarks.effort import FALSE, Case, Tally, cases, judge, project_of
from benchmarks.questions import score_now
from facelabeler.cli.main import main as facelabeler
from facelabeler.clustering.methods import group
from facelabeler.core.edits import name_clusters
from facelabeler.core.entities import ClusterId, FaceId
from facelabeler.known_people import KnownPeople
from facelabeler.session import Session
from facelabeler.storage.library import Library

CAST, CLIP = "friends", "friends_apartment"
ALSO_KNOWN_AS: Mapping[str, str] = {"Jennifer_Aniston": "Rachel"}  # the same woman, as photos of others call her


def library_of(project: Path, library: Library) -> list[str]:
    """Name everybody in a project of photos by their folder, and keep them. Returns their names."""
    with closing(Session.open(project)) as session:
        clusters: dict[str, list[ClusterId]] = {}
        for cluster in session.project.clusters:
            folders = Counter(_folder(session, face) for face in session.project.members(cluster))
            clusters.setdefault(folders.most_common(1)[0][0], []).append(cluster)
        known = KnownPeople(session, library)
        for name, mine in clusters.items():
            session.commit(name_clusters(session.project, mine, name))
            known.remember(name)
    return sorted(clusters)


def _folder(session: Session, face: FaceId) -> str:
    return Path(session.project.sources[session.project.faces[face].source].path).parent.name


def measure(case: Case, project: Path, library: Library) -> None:
    """Print what the library suggests for one case."""
    with closing(Session.open(project)) as session:
        tally, seen = judge(case, session), session.observations()
        session.regroup(seen.ids, group(seen))
        truth = {cluster: person(session, cluster, tally) for cluster in session.project.clusters}
        found = KnownPeople(session, library).suggestions()
        unjudged = [one for one in found if truth[one.cluster] is None]
        right = [one for one in found if truth[one.cluster] == one.name]
        wrong = len(found) - len(right) - len(unjudged)
        judged = sum(name is not None for name in truth.values())
        print(f"{case.name:20}{judged:10}{len(found):12}{wrong:8}{len(unjudged):10}")
        if case.name == CLIP:
            print_clip(session, tally, [one.name for one in right], len(found) - len(right))


def print_clip(session: Session, tally: Tally, accepted: list[str], rejections: int) -> None:
    """An acceptance is the action that names or merges the cluster anyway; a rejection comes on top."""
    result = score_now(tally, session)
    typed = set(tally.named.values()) - set(accepted)
    print(f"    {result.people} people, {len(set(accepted))} of them known by {len(accepted)} acceptances")
    print(f"    names typed a person  {len(typed) / result.people:.2f} ({', '.join(sorted(typed)) or 'nobody'})")
    print(f"    actions a person      {(result.actions + rejections) / result.people:.2f}")


def person(session: Session, cluster: ClusterId, tally: Tally) -> str | None:
    """Who most of a cluster's judged faces are; None if none is judged, or they are false."""
    names = Counter(tally.who[face] for face in session.project.members(cluster) if face in tally.who)
    name = names.most_common(1)[0][0] if names else FALSE
    return None if name == FALSE else ALSO_KNOWN_AS.get(name, name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--projects", type=Path)
    parser.add_argument("--every", type=float, default=1.0)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        report(arguments, arguments.projects or Path(temporary), Path(temporary))


def report(arguments: argparse.Namespace, folder: Path, scratch: Path) -> None:
    """Make the library, then print a line a case. The projects in `folder` stay as they are."""
    folder.mkdir(parents=True, exist_ok=True)
    photos = folder / f"{CAST}_photos.facelabel"
    words = ["process", str(arguments.data / "photos" / CAST), "--project", str(photos)]
    if not photos.exists() and facelabeler(words) not in (0, 3):
        raise SystemExit(f"the photos of {CAST} could not be processed")
    library = Library(scratch / "people.faces")
    print(f"in the library: {', '.join(library_of(_copy(photos, scratch), library))}")
    print(f"{'':20}{'clusters':>10}{'suggested':>12}{'wrong':>8}{'unjudged':>10}")
    for case in cases(arguments.data):
        measure(case, _copy(project_of(case, folder, arguments.every), scratch), library)


def _copy(project: Path, scratch: Path) -> Path:
    return Path(shutil.copyfile(project, scratch / project.name))


if __name__ == "__main__":
    main()
