"""Whether the settings of the default grouping hold for footage they were not chosen on.

    python -m benchmarks.held_out DATA --projects FOLDER

For each case in turn the settings are chosen from a grid by the other cases alone (fewest actions, then the highest
precision), and the case left out is measured with them, beside what the program has. `benchmarks.effort` explains the
figures and makes the projects. Then each part of the method is left out in turn, to see what it is worth.
"""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from types import ModuleType
from unittest import mock

from benchmarks.effort import Score, Tally, cases, judge, project_of, score, total
from facelabeler.clustering import clothes, evidence, thresholds
from facelabeler.clustering.methods import group
from facelabeler.clustering.observations import Observations
from facelabeler.core.entities import FaceId
from facelabeler.session import Session

GRID = {
    (evidence, "UNSTEADY"): (0.3, 0.6, 0.9),
    (evidence, "CAUTION"): (0.05, 0.1, 0.165),
    (thresholds, "HIGHEST"): (0.56, 0.575, 0.59),
    (clothes, "FACES"): (15.0, 20.0, 30.0),
}
"""The constants that were chosen by looking at figures, and what they might be."""

Choice = tuple[float, ...]
Constants = Mapping[tuple[ModuleType, str], float]

WITHOUT: Mapping[str, Constants] = {
    "clothes": {(clothes, "FACES"): 1e9},
    "an own threshold": {(thresholds, "LOWEST"): thresholds.HIGHEST},
    "caution with poor faces": {(evidence, "CAUTION"): 0.0, (evidence, "UNSTEADY"): 0.0},
}


@contextmanager
def constants(values: Constants) -> Iterator[None]:
    """Group with these settings."""
    with ExitStack() as stack:
        for (module, name), value in values.items():
            stack.enter_context(mock.patch.object(module, name, value))
        yield


def scores_of(data: Path, folder: Path, choices: list[Choice]) -> dict[str, dict[Choice, Score]]:
    """For each case the score with every choice."""
    found: dict[str, dict[Choice, Score]] = {}
    for case in cases(data):
        with closing(Session.open_to_read(project_of(case, folder, 1.0))) as session:
            tally, seen = judge(case, session), session.observations()
            found[case.name] = {}
            for choice in choices:
                found[case.name][choice] = _scored(session, tally, seen, dict(zip(GRID, choice, strict=True)))
            for part, values in WITHOUT.items():
                print(_line(f"{case.name} without {part}", _scored(session, tally, seen, values)))
    return found


def _scored(session: Session, tally: Tally, seen: Observations, values: Constants) -> Score:
    with constants(values):
        labels = group(seen)
    return score(tally, session, {FaceId(int(face)): int(label) for face, label in zip(seen.ids, labels, strict=True)})


def best(scores: Mapping[str, Mapping[Choice, Score]], without: str, choices: list[Choice]) -> Choice:
    """The choice that serves the other cases best."""

    def cost(choice: Choice) -> tuple[float, float]:
        sums = total([each[choice] for name, each in scores.items() if name != without])
        return sums.actions, -sums.precision

    return min(choices, key=cost)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--projects", type=Path, required=True)
    arguments = parser.parse_args()
    choices = list(itertools.product(*GRID.values()))
    present: Choice = tuple(getattr(module, name) for module, name in GRID)
    scores = scores_of(arguments.data, arguments.projects, [*choices, present])
    print(
        f"{'left out':50}{'people':>7}{'as it is':>18}{'chosen without it':>20}  " + ", ".join(name for _, name in GRID)
    )
    left_out = []
    for name, each in scores.items():
        choice = best(scores, name, choices)
        left_out.append(each[choice])
        print(_line(name, each[present], each[choice]) + f"  {choice}")
    print(_line("all", total([each[present] for each in scores.values()]), total(left_out)))
    worst = max(choices, key=lambda choice: total([each[choice] for each in scores.values()]).actions)
    print(_line("worst of the grid", total([each[worst] for each in scores.values()])) + f"  {worst}")


def _line(name: str, *results: Score) -> str:
    cells = (f"{each.actions / max(each.people, 1):10.2f} {each.precision:.3f}" for each in results)
    return f"{name:50}{results[0].people:7}" + "   ".join(cells)


if __name__ == "__main__":
    main()
