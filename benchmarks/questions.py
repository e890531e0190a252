"""What naming everybody costs when questions are answered first: actions per person, beside the cost without them.

    python -m benchmarks.questions DATA [--projects FOLDER] [--every SECONDS] [--only NAME…]

DATA and FOLDER are those of `benchmarks.effort`. The operator is as there, and knows who everybody is. He answers,
truthfully, the first question of the queue that is likely to pay: a pair that is more likely one person than two, faces
that are more likely wrong than right. Each answer is an action. When there is none left he puts the rest right as in
the plain count: an action names a cluster or merges it into its person, or moves the faces of a track. So a "yes" that
joins two clusters costs what naming the second would have cost, and gains only what follows it; a "no" gains only what
it moves to its place.

Printed are actions a person without questions, with those that are likely to pay, and with all of the queue; how many
names are typed (or clusters merged by hand) with the paying ones, the rest of the actions being keystrokes; and how
many of the faces that followed an answer were right. `--threshold` groups more carefully, or less, than by default.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.effort import FALSE, Case, Score, Tally, cases, judge, project_of, score
from facelabeler.asking.question import Answer, Question
from facelabeler.asking.questions import Questions
from facelabeler.clustering.methods import group
from facelabeler.core.entities import FaceId, Placement
from facelabeler.session import Session


@dataclass(frozen=True, slots=True)
class Run:
    """One case with its questions: actions without any, answers, actions after them, and what came along."""

    name: str
    people: int
    plain: int
    answers: int = 0
    after: int = 0
    followed: int = 0
    rightly: int = 0

    @property
    def actions(self) -> int:
        return self.answers + self.after


def ask(case: Case, project: Path, options: Mapping[str, object], *, all_of_them: bool) -> Run:
    """Group a project and answer its questions; `all_of_them`, also those that are not likely to pay."""
    with closing(Session.open(project)) as session:
        tally = judge(case, session)
        seen = session.observations()
        session.regroup(seen.ids, group(seen, **options))
        plain = score_now(tally, session)
        run = Run(case.name, plain.people, plain.actions)
        questions = Questions(session)
        while question := next((one for one in questions.queue() if all_of_them or pays(one)), None):
            before = dict(session.project.placements)
            questions.answer(question, truth(question, session, tally))
            came, right = _came_along(question, before, session, tally)
            run = replace(run, answers=run.answers + 1, followed=run.followed + came, rightly=run.rightly + right)
        return replace(run, after=score_now(tally, session).actions)


def pays(question: Question) -> bool:
    """Whether the answer that saves an action is at least as likely as the other."""
    return question.chance <= 0.5 if question.faces else question.chance >= 0.5


def truth(question: Question, session: Session, tally: Tally) -> Answer:
    """What somebody who knows everybody says: whether most faces of both sides are the same person."""
    project = session.project
    one = [face for face in project.members(question.a) if face not in question.faces]
    other = question.faces or project.members(question.b)
    return Answer.SAME if _who(one, tally) == _who(other, tally) else Answer.DIFFERENT


def _who(faces: Sequence[FaceId], tally: Tally) -> str | None:
    names = Counter(name for name in (tally.who.get(face) for face in faces) if name is not None)
    return names.most_common(1)[0][0] if names else None


def _came_along(
    question: Question, before: Mapping[FaceId, Placement], session: Session, tally: Tally
) -> tuple[int, int]:
    """How many judged faces moved that the question was not about, and how many of them to their person."""
    project = session.project
    asked = {question.a, question.b}
    moved = [
        face
        for face, row in project.placements.items()
        if row.cluster != before[face].cluster and before[face].cluster not in asked and face in tally.who
    ]
    right = 0
    for face in moved:
        home = project.placements[face].cluster
        others = [other for other in project.members(home) if other not in moved] if home is not None else []
        right += tally.who[face] != FALSE and _who(others, tally) == tally.who[face]
    return len(moved), right


def score_now(tally: Tally, session: Session) -> Score:
    """Actions and B-cubed of a project as it stands."""
    placements = session.project.placements
    return score(tally, session, {face: -1 if row.cluster is None else row.cluster for face, row in placements.items()})


def line(name: str, paying: Sequence[Run], every: Sequence[Run]) -> str:
    """The figures of one case, or of several as one."""
    people = max(sum(run.people for run in paying), 1)
    per_person = [
        sum(run.plain for run in paying),
        sum(run.actions for run in paying),
        sum(run.actions for run in every),
        sum(run.after for run in paying),
    ]
    cells = "".join(f"{value / people:10.2f}" for value in per_person)
    answers = sum(run.answers for run in paying)
    rightly = f"{sum(run.rightly for run in paying)} of {sum(run.followed for run in paying)}"
    return f"{name:20}{people:7}{cells}{answers:10}{rightly:>12}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--projects", type=Path)
    parser.add_argument("--every", type=float, default=1.0)
    parser.add_argument("--threshold", type=float)
    parser.add_argument("--only", nargs="*", default=())
    arguments = parser.parse_args()
    options = {} if arguments.threshold is None else {"threshold": arguments.threshold}
    with tempfile.TemporaryDirectory() as temporary:
        report(arguments, arguments.projects or Path(temporary), options)


def report(arguments: argparse.Namespace, folder: Path, options: Mapping[str, object]) -> None:
    """Print a line a case and the sum over the clips. The projects in `folder` stay as they are."""
    folder.mkdir(parents=True, exist_ok=True)
    titles = ("plain", "paying", "all", "typed", "answers")
    print(f"{'with questions':20}{'people':>7}" + "".join(f"{title:>10}" for title in titles) + f"{'followed':>12}")
    clips: list[tuple[Run, Run]] = []
    for case in cases(arguments.data):
        if arguments.only and case.name not in arguments.only:
            continue
        project = project_of(case, folder, arguments.every)
        runs = _asked(case, project, options, all_of_them=False), _asked(case, project, options, all_of_them=True)
        print(line(case.name, runs[:1], runs[1:]), flush=True)
        clips += [runs] if case.source.is_file() else []
    if clips:
        print(line("all clips", [pair[0] for pair in clips], [pair[1] for pair in clips]))


def _asked(case: Case, project: Path, options: Mapping[str, object], *, all_of_them: bool) -> Run:
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(shutil.copyfile(project, Path(scratch) / project.name))
        return ask(case, copy, options, all_of_them=all_of_them)


if __name__ == "__main__":
    main()
