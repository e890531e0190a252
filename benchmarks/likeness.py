"""How well distances tell whether two groups of faces are one person: fits the constants of `clustering.likeness`.

    python -m benchmarks.likeness DATA [--projects FOLDER] [--every SECONDS]

DATA and FOLDER are those of `benchmarks.effort`. Faces are grouped at several thresholds. Printed are, by distance: of
clusters and their nearest permitted others, how many are one person; of tracks and the rest of their cluster, how many
are in the wrong one. Then the constants: fitted to everything, and leaving out each source in turn.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.effort import FALSE, Case, Tally, cases, judge, project_of
from facelabeler.clustering.gathered import Gathered, gathered
from facelabeler.clustering.likeness import FARTHEST
from facelabeler.clustering.methods import group
from facelabeler.clustering.observations import FREE, Observations
from facelabeler.session import Session

PAIRS_AT = (0.45, 0.5, 0.56)  # thresholds of grouping: clusters that are one person come from careful grouping …
TRACKS_AT = (0.56, 0.6)  # … and tracks in the wrong cluster from careless
STEP = 0.04


@dataclass(frozen=True, slots=True)
class Sample:
    """One thing that was compared: where, whether it is so, its distance, and to the next best (of tracks)."""

    case: str
    so: bool
    distance: float
    other: float = 0.0


@dataclass(slots=True)
class Grouped:
    """Faces grouped at one threshold: rows of each cluster, who it is, its pictures, what it comes to."""

    rows: dict[int, NDArray[np.int64]]
    who: dict[int, str | None]
    pictures: dict[int, set[int]]
    groups: dict[int, Gathered]


def grouped(seen: Observations, tally: Tally, threshold: float) -> Grouped:
    labels = group(seen, threshold=threshold)
    rows = {label: np.flatnonzero(labels == label) for label in set(labels.tolist()) - {FREE}}
    return Grouped(
        rows,
        {label: who(seen, mine, tally) for label, mine in rows.items()},
        {label: set(seen.frames[mine].tolist()) for label, mine in rows.items()},
        {label: gathered(seen.encodings[mine], seen.quality[mine]) for label, mine in rows.items()},
    )


def who(seen: Observations, rows: NDArray[np.int64], tally: Tally) -> str | None:
    """Who most of the judged faces are, None if that cannot be said."""
    names = Counter(tally.who[int(face)] for face in seen.ids[rows] if int(face) in tally.who)  # type: ignore[index]
    name = names.most_common(1)[0][0] if names else FALSE
    return None if name == FALSE else name


def pairs(case: str, found: Grouped) -> Iterator[Sample]:
    """Each cluster and the nearest that it is in no picture with, each pair once."""
    nearest: dict[tuple[int, int], float] = {}
    for one, mine in found.groups.items():
        others = [
            (mine.distance(group), other)
            for other, group in found.groups.items()
            if other != one and not found.pictures[one] & found.pictures[other]
        ]
        if others:
            distance, other = min(others)
            nearest[min(one, other), max(one, other)] = distance
    for (one, other), distance in nearest.items():
        if found.who[one] and found.who[other]:
            yield Sample(case, found.who[one] == found.who[other], distance)


def tracks(case: str, seen: Observations, tally: Tally, found: Grouped) -> Iterator[Sample]:
    """Each track of a cluster that has others, with the nearest cluster that it is in no picture with."""
    for label, rows in found.rows.items():
        for track in set(seen.tracks[rows].tolist()):
            mine, rest = rows[seen.tracks[rows] == track], rows[seen.tracks[rows] != track]
            name = who(seen, mine, tally)
            if len(rest) and name and found.who[label]:
                own = gathered(seen.encodings[mine], seen.quality[mine])
                pictures = set(seen.frames[mine].tolist())
                others = [
                    own.distance(group)
                    for other, group in found.groups.items()
                    if other != label and not pictures & found.pictures[other]
                ]
                away = own.distance(gathered(seen.encodings[rest], seen.quality[rest]))
                yield Sample(case, name != found.who[label], away, min([FARTHEST, *others]))


def samples(case: Case, project: Path) -> tuple[list[Sample], list[Sample]]:
    """What one case tells of pairs of clusters and of tracks."""
    with closing(Session.open_to_read(project)) as session:
        tally, seen = judge(case, session), session.observations()
    all_pairs: list[Sample] = []
    all_tracks: list[Sample] = []
    for threshold in PAIRS_AT:
        all_pairs += pairs(case.name, grouped(seen, tally, threshold))
    for threshold in TRACKS_AT:
        all_tracks += tracks(case.name, seen, tally, grouped(seen, tally, threshold))
    return all_pairs, all_tracks


def table(title: str, rows: Sequence[Sample]) -> None:
    """How often it is so, by distance."""
    print(title)
    for low in np.arange(0.2, 0.8, STEP):
        here = [row.so for row in rows if low <= row.distance < low + STEP]
        if here:
            print(f"  {low:.2f} to {low + STEP:.2f}: {np.mean(here):5.0%} of {len(here)}")


def fit(rows: Sequence[Sample], *, with_other: bool) -> str:
    """A logistic regression, as the constants that `clustering.likeness` has."""
    from sklearn.linear_model import LogisticRegression

    columns = [[row.distance, row.distance - row.other] if with_other else [row.distance] for row in rows]
    model = LogisticRegression(C=1000, max_iter=1000).fit(np.array(columns), [row.so for row in rows])
    slope, *nearer = model.coef_[0]
    nearness = f", NEARER {nearer[0] / slope:.2f}" if nearer else ""
    return f"EVEN {-model.intercept_[0] / slope:.3f}, STEP {1 / abs(slope):.3f}{nearness}"


def report(rows: Sequence[Sample], *, with_other: bool) -> None:
    print(f"  fitted to everything: {fit(rows, with_other=with_other)}")
    for name in dict.fromkeys(row.case for row in rows):
        print(f"  without {name:20} {fit([row for row in rows if row.case != name], with_other=with_other)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--projects", type=Path)
    parser.add_argument("--every", type=float, default=1.0)
    arguments = parser.parse_args()
    every_pair: list[Sample] = []
    every_track: list[Sample] = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.projects or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for case in cases(arguments.data):
            found = samples(case, project_of(case, folder, arguments.every))
            every_pair += found[0]
            every_track += found[1]
    table("clusters and their nearest: one person", every_pair)
    report(every_pair, with_other=False)
    table("tracks and the rest of their cluster: in the wrong one", every_track)
    report(every_track, with_other=True)


if __name__ == "__main__":
    main()
