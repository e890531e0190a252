"""What naming everybody costs: actions per person on labelled clips and photos, by grouping method.

    python -m benchmarks.effort DATA [--projects FOLDER] [--every SECONDS] [--only NAME…] [--option METHOD.NAME=VALUE…]
        [--plots FOLDER]

DATA holds `videos/<clip>.truth.json` beside the clips, and may hold `photos/lfw` with `photos/lfw.faces.json`. Faces
are found once with the default engine and kept in FOLDER (a temporary one if not given); grouping then takes seconds.

An action is what an ideal operator does until every label is right: name a cluster or merge it into its person, move
the faces of one track that stand in the wrong cluster, name a face that stands in none, throw away the false faces of
a cluster. Effort is actions per person who was found: 1.0 is the floor, one typed name a person. B-cubed precision is
the share of a face's cluster that is the same person, on average over the faces; recall the share of a person's faces
that stand together. An unclustered face is a cluster of its own.

With --plots, what docs/clustering.md shows is written as SVG: distances of tracks of one person and of two, for clear
faces and poor ones, and effort by method over all clips.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.charts import Mark, bars, histogram
from facelabeler.cli.main import main as facelabeler
from facelabeler.clustering.evidence import CLEAR
from facelabeler.clustering.methods import DEFAULT, METHODS, group
from facelabeler.clustering.thresholds import HIGHEST
from facelabeler.clustering.units import units_by_track
from facelabeler.core.entities import Face, FaceId
from facelabeler.core.geometry import Box
from facelabeler.session import Session

NEAR = 0.25  # seconds between a sample and the labelled frame it is judged by
SAME_BOX = 0.25  # intersection over union; below it two boxes fit if each centre lies in the other
FALSE = "false face"


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled picture: who is where, and where a find would be false. `key`: seconds, or the end of a path.

    `hard`: which of the people are turned away, dark, smeared, cut off or tiny.
    """

    key: float | str
    people: tuple[tuple[str, Box], ...]
    hard: frozenset[int] = frozenset()
    false_areas: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A source with the truth about it. In a composite, a find outside every pasted photo is false."""

    name: str
    source: Path
    pictures: tuple[Labelled, ...]


@dataclass(slots=True)
class Tally:
    """What was found of a case: who each judged face is, and how many of the labelled faces that are not hard."""

    labelled: int = 0
    found: int = 0
    who: dict[FaceId, str] = field(default_factory=dict)

    @property
    def named(self) -> dict[FaceId, str]:
        return {face: name for face, name in self.who.items() if name != FALSE}

    @property
    def recall(self) -> float:
        return self.found / max(self.labelled, 1)


@dataclass(frozen=True, slots=True)
class Score:
    """One grouping of one case."""

    actions: int
    people: int
    precision: float
    recall: float
    faces: int


def cases(data: Path) -> Iterator[Case]:
    """Every labelled clip, and the folder of photos."""
    for truth in sorted((data / "videos").glob("*.truth.json")):
        content = json.loads(truth.read_text(encoding="utf-8"))
        yield Case(truth.name.split(".")[0], truth.with_name(content["video"]), tuple(_frames(content)))
    photos = data / "photos" / "lfw.faces.json"
    if photos.exists():
        boxes = json.loads(photos.read_text(encoding="utf-8"))
        pictures = [
            Labelled(path, ((path.split("/")[0], Box(*row["box"])),)) for path, row in boxes.items() if row["box"]
        ]
        yield Case("lfw", photos.with_name("lfw"), tuple(pictures))


def _frames(content: Mapping[str, Any]) -> Iterator[Labelled]:
    for frame in content["frames"]:
        people = tuple((face["name"], Box(*map(round, face["box"]))) for face in frame["faces"])
        hard = frozenset(place for place, face in enumerate(frame["faces"]) if face.get("hard"))
        yield Labelled(frame["t"], people, hard, tuple(Box(*map(round, area)) for area in frame.get("not_faces", ())))


def fits(one: Box, other: Box) -> float:
    """How well two boxes fit, 0 if they do not."""
    overlap = one.iou(other)
    return overlap if overlap >= SAME_BOX else 0.2 * (_inside(one, other) and _inside(other, one))


def _inside(one: Box, other: Box) -> bool:
    x, y = one.centre
    return other.left <= x <= other.right and other.top <= y <= other.bottom


def judge(case: Case, session: Session) -> Tally:
    """Who each face is that the truth can judge. Of composites only sampled pictures count."""
    tally = Tally()
    for picture, faces in _sampled(case, session):
        tally.labelled += len(picture.people) - len(picture.hard)
        fit = sorted(
            ((fits(face.box, box), face.id, place) for face in faces for place, (_, box) in enumerate(picture.people)),
            reverse=True,
        )
        taken: set[int] = set()
        for value, face, place in fit:
            if value and face not in tally.who and place not in taken:
                taken.add(place)
                tally.found += place not in picture.hard
                tally.who[face] = picture.people[place][0]
        for found in faces:
            if found.id not in tally.who and any(_inside(found.box, area) for area in picture.false_areas):
                tally.who[found.id] = FALSE
    return tally


def _sampled(case: Case, session: Session) -> Iterator[tuple[Labelled, list[Face]]]:
    """Each labelled picture that was sampled, with the faces found in it."""
    faces: defaultdict[float | str, list[Face]] = defaultdict(list)
    times: set[float] = set()
    for number, source in session.project.sources.items():
        found = [session.project.face(face) for face in session.project.faces_of_source(number)]
        if isinstance(case.pictures[0].key, str):
            faces["/".join(Path(source.path).parts[-2:])] += found
        else:
            times.update(session.frame_times(number))
            for face in found:
                faces[face.time].append(face)
    for picture in case.pictures:
        if isinstance(picture.key, str):
            yield picture, faces[picture.key]
        elif nearest := _nearest(picture.key, times, case):
            yield picture, faces[nearest[0]]


def _nearest(time: float, samples: set[float], case: Case) -> list[float]:
    """The sample that this labelled frame judges: near it, and nearer than any other labelled frame."""
    near = [sample for sample in samples if abs(sample - time) <= NEAR]
    labelled = [float(picture.key) for picture in case.pictures]
    return [sample for sample in near if min(labelled, key=lambda other: abs(other - sample)) == time][:1]


def score(tally: Tally, session: Session, labels: Mapping[FaceId, int]) -> Score:
    """Actions and B-cubed of a grouping."""
    lonely = count(-2_000_000_000)
    cluster = {face: labels[face] if labels[face] != -1 else next(lonely) for face in tally.who}
    moves: defaultdict[int, defaultdict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for face, name in tally.who.items():
        moves[cluster[face]][name].add(session.project.face(face).track)
    precision, recall = _b_cubed(tally.named, cluster)
    return Score(
        actions=sum(_actions({name: len(tracks) for name, tracks in content.items()}) for content in moves.values()),
        people=len(set(tally.named.values())),
        precision=precision,
        recall=recall,
        faces=len(tally.named),
    )


def _actions(pieces: dict[str, int]) -> int:
    """To put one cluster right: name or merge it, and move every piece of somebody else."""
    wrong = pieces.pop(FALSE, 0)
    return 1 + sum(pieces.values()) - max(pieces.values()) if pieces else min(wrong, 1)


def _b_cubed(who: Mapping[FaceId, str], cluster: Mapping[FaceId, int]) -> tuple[float, float]:
    together = Counter((cluster[face], name) for face, name in who.items())
    in_cluster = Counter(cluster[face] for face in who)
    of_person = Counter(who.values())
    total = max(len(who), 1)
    precision = sum(n * n / in_cluster[number] for (number, _), n in together.items()) / total
    return precision, sum(n * n / of_person[name] for (_, name), n in together.items()) / total


def project_of(case: Case, folder: Path, every: float) -> Path:
    """The project with the case's faces, made if it is not there yet."""
    path = folder / f"{case.name}.facelabel"
    if not path.exists():
        words = ["process", str(case.source), "--project", str(path), "--every", str(every), "--no-cluster"]
        if facelabeler(words) not in (0, 3):
            raise SystemExit(f"{case.source} could not be processed")
    return path


def measure(case: Case, tally: Tally, session: Session, options: Mapping[str, Mapping[str, str]]) -> dict[str, Score]:
    """The score of every method on one case; prints its line."""
    observations = session.observations()
    scores = {}
    for method in METHODS:
        labels = group(observations, method, **options.get(method, {}))
        placed = {FaceId(int(face)): int(label) for face, label in zip(observations.ids, labels, strict=True)}
        scores[method] = score(tally, session, placed)
    people = scores[DEFAULT].people
    print(f"{case.name:20}{people:4}{tally.recall:8.2f}  " + "".join(_cell(scores[method]) for method in METHODS))
    return scores


def _cell(result: Score) -> str:
    return f"{result.actions / max(result.people, 1):6.2f} {result.precision:.3f}/{result.recall:.3f} "


def total(scores: Sequence[Score]) -> Score:
    """Several cases as one: actions and people added, B-cubed averaged over the faces."""
    faces = max(sum(each.faces for each in scores), 1)

    def mean(of: Callable[[Score], float]) -> float:
        return sum(of(each) * each.faces for each in scores) / faces

    return Score(
        actions=sum(each.actions for each in scores),
        people=sum(each.people for each in scores),
        precision=mean(lambda each: each.precision),
        recall=mean(lambda each: each.recall),
        faces=faces,
    )


class Distances:
    """Distances of pairs of tracks of one source, by whether both are clear and whether they are one person."""

    BINS, HIGH = 50, 1.25

    def __init__(self) -> None:
        self.counts: dict[tuple[bool, bool], NDArray[np.float64]] = {
            (clear, same): np.zeros(self.BINS) for clear in (True, False) for same in (True, False)
        }

    def add(self, tally: Tally, session: Session) -> None:
        """Count the pairs of one case."""
        seen = session.observations()
        seen = seen.reordered(np.flatnonzero([FaceId(int(face)) in tally.named for face in seen.ids]))
        units = units_by_track(seen)
        who = np.empty(len(units), object)
        who[units.of_face] = [tally.named[FaceId(int(face))] for face in seen.ids]
        one, other = np.triu_indices(len(units), 1)
        distance = np.linalg.norm(units.points[one] - units.points[other], axis=1)
        clear = (units.quality >= CLEAR)[one] & (units.quality >= CLEAR)[other]
        for (wanted_clear, same), counts in self.counts.items():
            mine = (clear == wanted_clear) & ((who[one] == who[other]) == same)
            counts += np.histogram(distance[mine], self.BINS, (0, self.HIGH))[0]


def draw(folder: Path, sums: Mapping[str, Score], distances: Distances) -> None:
    """Write the charts."""
    folder.mkdir(parents=True, exist_ok=True)
    for clear, name in ((True, "clear"), (False, "poor")):
        series = {
            words: (distances.counts[clear, same] / max(distances.counts[clear, same].sum(), 1)).tolist()
            for words, same in (("one person", True), ("two people", False))
        }
        title = "Pairs of tracks with clear faces" if clear else "Pairs of tracks, one of them or both poor"
        chart = histogram(title, "distance", 0, Distances.HIGH, series, [Mark(HIGHEST, "highest threshold")])
        (folder / f"distances-{name}.svg").write_text(chart, encoding="utf-8")
    efforts = {METHODS[method].title: score.actions / max(score.people, 1) for method, score in sums.items()}
    chart = bars("Actions a person until every label is right, all clips", efforts, floor=1.0)
    (folder / "effort.svg").write_text(chart, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--projects", type=Path)
    parser.add_argument("--every", type=float, default=1.0)
    parser.add_argument("--only", nargs="*", default=())
    parser.add_argument("--plots", type=Path)
    parser.add_argument("--option", action="append", default=[], metavar="METHOD.NAME=VALUE")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.projects or Path(temporary)
        report(arguments, folder)
        from benchmarks.questions import report as with_questions  # it is made with this module

        with_questions(arguments, folder, options={})


def report(arguments: argparse.Namespace, folder: Path) -> None:
    """Print one line a case and the sum over the clips."""
    folder.mkdir(parents=True, exist_ok=True)
    options: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for text in arguments.option:
        name, value = text.split("=", 1)
        method, option = name.split(".", 1)
        options[method][option] = value
    print(f"{'':20}people recall  " + "".join(f"{method:>19} " for method in METHODS))
    clips = []
    distances, found = Distances(), Tally()
    for case in cases(arguments.data):
        if not arguments.only or case.name in arguments.only:
            with closing(Session.open_to_read(project_of(case, folder, arguments.every))) as session:
                tally = judge(case, session)
                scores = measure(case, tally, session, options)
                distances.add(tally, session)
            if case.source.is_file():
                clips.append(scores)
                found.labelled += tally.labelled
                found.found += tally.found
    if clips:
        sums = {method: total([each[method] for each in clips]) for method in METHODS}
        people = sums[DEFAULT].people
        print(f"{'all clips':20}{people:4}{found.recall:8.2f}  " + "".join(_cell(score) for score in sums.values()))
        if arguments.plots:
            draw(arguments.plots, sums, distances)


if __name__ == "__main__":
    main()
