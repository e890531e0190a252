"""Damaged videos and photos through the whole of processing: each is read, read in part, or refused in words."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from facelabeler.core.entities import Source, SourceState
from facelabeler.core.errors import SourceError
from facelabeler.pipeline.progress import Cancel, Meter
from facelabeler.pipeline.runner import Stages, run
from facelabeler.processing import SessionSink, build_stages, enlist, frame_reader, look
from facelabeler.resource_files import resource_path
from facelabeler.session import Session
from facelabeler.settings import Settings
from tests.battery.footage import sound_files
from tests.battery.mutations import damaged
from tests.battery.tally import Tally
from tests.battery.workers import Report, serve, try_all, wrong_if_raised

SEED = 11
EVERY = 0.5
MOST_SAMPLES = 2000
"""Of one file: damage to a time base makes seconds hours, and hours that a file says it has are looked at in hours."""
MOST_MEGABYTES = 1500
"""What one file may take: a photo at the limit of 100 megapixels is 300 MB, and is held three times for a moment."""

ENDED = (SourceState.DONE, SourceState.PARTIAL, SourceState.FAILED)
SETTINGS = Settings({"detector": "hog", "jobs": 1})


def damaged_footage(folder: Path, tries: int) -> Tally:
    """Damage a file so many times, and process each beside a sound photo. Lost: a file of which nothing is said."""
    sound = folder / "sound"
    sound.mkdir()
    return try_all("tests.battery.damaged_footage", damaged_files(folder, sound_files(sound), tries), MOST_MEGABYTES)


def damaged_files(folder: Path, sound: list[Path], tries: int) -> Iterator[Path]:
    """Each sound file in turn, damaged."""
    contents = [path.read_bytes() for path in sound]
    for number in range(tries):
        chance = random.Random(SEED + number)
        which = number % len(sound)
        path = folder / f"{number}-{sound[which].name}"
        path.write_bytes(damaged(contents[which], chance.choice(contents), chance))
        yield path


def process(path: str) -> Report:
    """Process a damaged file and a sound one into a new project, and read again what faces were found on."""
    with TemporaryDirectory() as folder, closing(Session.create(Path(folder) / "p.facelabel")) as session:
        return wrong_if_raised(lambda: _processed(session, path))


def _processed(session: Session, path: str) -> Report:
    portrait = str(resource_path("demo", "obama_portrait.jpg"))
    looked = look([path, portrait])
    session.use_engine(detector="hog", encoder="dlib-resnet-v1")
    longest = max(source.duration for source in looked.sources)
    jobs = enlist(session, looked, every=max(EVERY, longest / MOST_SAMPLES))
    run(jobs, _stages(), SessionSink(session), Meter(lambda _progress: None, 1.0), Cancel())
    rows = {source.path: source for source in session.project.sources.values()}
    told = {error.file for error in looked.errors}
    lost = [] if path in rows or path in told else ["nothing is said of it"]
    wrong = [f"ends as {row.state.value} without words" for row in rows.values() if not _is_told(row)]
    if not any(face.source == rows[portrait].id for face in session.project.faces.values()):
        wrong.append("the sound photo beside it was not read")
    if path in rows:
        _read_again(session, rows[path])
    return Report(tuple(lost), (*wrong, *session.problems()))


def _is_told(row: Source) -> bool:
    return row.state in ENDED and bool(row.message) == (row.state is not SourceState.DONE)


def _read_again(session: Session, row: Source) -> None:
    times = sorted({face.time for face in session.project.faces.values() if face.source == row.id})
    try:
        for _ in frame_reader(SETTINGS)(row.path, row.kind, times):
            pass
    except SourceError:
        return


@cache
def _stages() -> Stages:
    return build_stages(SETTINGS)


if __name__ == "__main__":
    serve(process)
