"""Whether accepting a proposed split separates two people who stand in one cluster.

    python -m benchmarks.parts DATA [--projects FOLDER] [--every SECONDS] [--mixtures N]

DATA and FOLDER are those of `benchmarks.effort`. Mixtures are made of the faces of one person and some of another
person of the same source, at random but repeatably. Printed are, for each source: mixtures that were parted exactly
into the two, those in which no part holds both, and the share of faces that stand with their own person.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path

import numpy as np

from benchmarks.effort import Case, cases, judge, project_of
from facelabeler.clustering.observations import Observations
from facelabeler.clustering.parts import parts
from facelabeler.session import Session

FEWEST = 3  # faces of a person who takes part
SOME = (2, 4, 8, 1000)  # faces of the other


def measure(case: Case, project: Path, mixtures: int) -> None:
    """Print the line of one case, if it shows two people."""
    with closing(Session.open_to_read(project)) as session:
        tally, seen = judge(case, session), session.observations()
    who = np.array([tally.who.get(int(face), "") for face in seen.ids])  # type: ignore[call-overload]
    named = Counter(who.tolist())
    people = sorted(name for name in set(tally.named.values()) if named[name] >= FEWEST)
    rng = np.random.default_rng(0)
    found = []
    for _ in range(mixtures if len(people) > 1 else 0):
        one, other = rng.choice(people, 2, replace=False)
        some = rng.permutation(np.flatnonzero(who == other))[: rng.choice(SOME)]
        rows = np.concatenate([np.flatnonzero(who == one), some])
        found.append(parted(seen.reordered(rows), who[rows]))
    if found:
        exact, pure, right = np.mean(found, axis=0)
        print(f"{case.name:20}{len(found):10}{exact:9.0%}{pure:8.0%}{right:8.1%}")


def parted(mixture: Observations, who: np.ndarray) -> tuple[bool, bool, float]:
    """Whether it came apart exactly, whether no part is mixed, and the share of faces of their part's person."""
    labels = parts(mixture).labels
    inside = [Counter(who[labels == part].tolist()) for part in set(labels.tolist())]
    right = sum(names.most_common(1)[0][1] for names in inside) / len(who)
    return len(inside) == len(set(who.tolist())) and right == 1.0, right == 1.0, right


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--projects", type=Path)
    parser.add_argument("--every", type=float, default=1.0)
    parser.add_argument("--mixtures", type=int, default=100)
    arguments = parser.parse_args()
    print(f"{'':20}{'mixtures':>10}{'exactly':>9}{'pure':>8}{'right':>8}")
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.projects or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for case in cases(arguments.data):
            measure(case, project_of(case, folder, arguments.every), arguments.mixtures)


if __name__ == "__main__":
    main()
