"""Sources that vanish or change while they are read are told by name, and the others go on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from facelabeler import processing
from facelabeler.core.entities import SourceId, SourceKind
from facelabeler.core.errors import SourceError
from facelabeler.pipeline.progress import Cancel, Meter
from facelabeler.pipeline.runner import Job, Reading, Stages, run
from facelabeler.pipeline.stages import Picture, Sampled
from facelabeler.processing import open_source
from tests.unit.media.numbered_film import film, steady
from tests.unit.pipeline.test_runner import FakeEngine, Find, Recorder

FASTSTART = {"movflags": "faststart"}


class BlindEngine(FakeEngine):
    """Finds nothing, whatever it is shown."""

    def detect(self, _image: Picture) -> Sequence[Find]:
        return []


def video(folder: Path, name: str = "film.mp4") -> Path:
    return Path(film(folder / name, steady(500), options={"g": "25"}, container=FASTSTART))


def photo(folder: Path, name: str = "photo.png") -> Path:
    path = folder / name
    Image.fromarray(np.random.default_rng(1).integers(0, 256, (40, 60, 3), np.uint8)).save(path)
    return path


def job(path: Path, number: int = 1) -> Job:
    kind = SourceKind.VIDEO if path.suffix == ".mp4" else SourceKind.PHOTO
    return Job(SourceId(number), str(path), kind, 1.0, 20.0 if kind is SourceKind.VIDEO else 0.0)


def read(reading: Reading, after_first: Callable[[], object]) -> int:
    """How many pictures a reading gives if something happens after the first."""
    count = 0
    for count, _ in enumerate(reading, 1):
        if count == 1:
            after_first()
    return count


def rewrite(path: Path) -> None:
    """Other bytes in the same file, from a tenth of it on."""
    with path.open("r+b") as file:
        size = path.stat().st_size
        file.seek(size // 10)
        file.write(bytes(size - size // 10))


def test_a_source_that_stays_as_it_is_has_no_problem(tmp_path: Path) -> None:
    for path in (video(tmp_path), photo(tmp_path)):
        reading = open_source(job(path))
        assert read(reading, lambda: None) in (1, 20)
        assert reading.problem == ""


def test_a_video_cut_off_while_it_is_read_says_so(tmp_path: Path) -> None:
    path = video(tmp_path)
    reading = open_source(job(path))
    assert read(reading, lambda: path.open("r+b").truncate(path.stat().st_size // 3)) >= 1
    assert "changed while it was read" in reading.problem


def test_a_video_overwritten_while_it_is_read_says_so(tmp_path: Path) -> None:
    path = video(tmp_path)
    reading = open_source(job(path))
    assert read(reading, lambda: rewrite(path)) >= 1
    assert "changed while it was read" in reading.problem


def test_a_recording_that_still_grows_says_so(tmp_path: Path) -> None:
    path = video(tmp_path)
    reading = open_source(job(path))
    assert read(reading, lambda: path.open("ab").write(b"more")) == 20
    assert reading.problem == "the file changed while it was read"


def test_a_video_removed_while_it_is_read_says_so(tmp_path: Path) -> None:
    path = video(tmp_path)
    reading = open_source(job(path))
    assert read(reading, path.unlink) >= 1
    assert "removed while it was read" in reading.problem


def test_a_photo_that_changes_while_it_is_looked_at_says_so(tmp_path: Path) -> None:
    path = photo(tmp_path)
    reading = open_source(job(path))
    assert read(reading, lambda: path.open("ab").write(b"more")) == 1
    assert reading.problem == "the file changed while it was read"


@pytest.mark.parametrize("make", [video, photo])
def test_a_source_that_is_gone_fails_by_name_and_the_rest_goes_on(
    make: Callable[[Path, str], Path], tmp_path: Path
) -> None:
    suffix = ".mp4" if make is video else ".png"
    paths = [make(tmp_path, f"{name}{suffix}") for name in ("first", "gone", "last")]
    paths[1].unlink()
    recorder = Recorder()
    stages = Stages(open_source, [BlindEngine()], lambda *_: np.empty(0), lambda *_: b"jpeg")
    jobs = [job(path, number) for number, path in enumerate(paths)]
    run(jobs, stages, recorder, Meter(lambda _: None, 60.0), Cancel())
    assert [number for number, _ in recorder.ends] == [0, 1, 2]
    outcomes = [outcome for _, outcome in recorder.ends]
    assert outcomes[0] == outcomes[2] == ""
    assert outcomes[1].startswith("failed: ")
    assert "gone" in outcomes[1]
    assert {number for number, *_ in recorder.frames} == {0, 2}


def test_a_photo_beyond_the_limit_is_refused_and_one_within_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    Image.new("RGB", (2000, 1000)).save(path)
    with pytest.raises(SourceError, match="too large: 2 megapixels, 1 are the limit"):
        next(iter(open_source(job(path), megapixels=1.0)))
    (picture,) = _pictures(open_source(job(path), megapixels=2.0))
    assert picture.image.shape == (1000, 2000, 3)


def _pictures(reading: Reading) -> Iterator[Sampled]:
    return iter(reading)


def test_pictures_between_samples_come_along_only_where_faces_are_followed(tmp_path: Path) -> None:
    followed = list(open_source(job(video(tmp_path))))
    alone = list(open_source(job(video(tmp_path)), follows=False))
    assert [one.time for one in followed] == [one.time for one in alone]
    assert any(one.between for one in followed)
    assert not any(one.between for one in alone)


def test_large_pictures_between_samples_are_kept_in_grey_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processing, "LARGEST_LOOK", 100)
    glimpses = [glimpse for one in open_source(job(video(tmp_path))) for glimpse in one.between]
    assert glimpses
    assert all(glimpse.image is None for glimpse in glimpses)
