"""face_recognition's functions over our engine do what the package itself does, call for call."""

from __future__ import annotations

import inspect
import io
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageFile

from facelabeler import face_recognition as ours
from facelabeler.core.errors import ModelError
from facelabeler.resource_files import resource_path
from facelabeler.vision.model_files import FOLDER_VARIABLE, MODEL_FILES, model_path

CLOSE = 1e-5  # L2 between two encodings of one face
PORTRAITS = ("biden", "collins", "hopper", "obama_blue_room", "obama_portrait", "obama_speech")
FACE = (137, 391, 360, 168)  # in biden.jpg: top, right, bottom, left

Picture = NDArray[np.uint8]


@pytest.fixture(scope="module")
def theirs() -> ModuleType:
    """The package itself. Its import changes Pillow for the whole process, which is taken back."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    package: ModuleType = pytest.importorskip("face_recognition", reason="face_recognition is not installed")
    ImageFile.LOAD_TRUNCATED_IMAGES = before
    return package


def portrait(name: str, *, within: int = 640) -> Picture:
    picture = Image.open(resource_path("demo", f"{name}.jpg")).convert("RGB")
    picture.thumbnail((within, within))
    return np.array(picture)


@pytest.fixture(scope="module")
def biden() -> Picture:
    return portrait("biden")


@pytest.fixture(scope="module")
def several() -> Picture:
    """Three portraits side by side: the surest face is not the one on the left."""
    return np.hstack([portrait(name, within=300)[:260, :220] for name in ("hopper", "biden", "obama_portrait")])


def apart(one: list[NDArray[np.float64]], other: list[NDArray[np.float64]]) -> float:
    return float(np.linalg.norm(np.array(one) - np.array(other), axis=1).max())


@pytest.mark.parametrize("name", ours.__all__)
def test_functions_take_the_same_arguments_with_the_same_defaults(name: str, theirs: ModuleType) -> None:
    def taken(function: Callable[..., Any]) -> list[tuple[str, Any]]:
        return [(one.name, one.default) for one in inspect.signature(function).parameters.values()]

    assert taken(getattr(ours, name)) == taken(getattr(theirs, name))


@pytest.mark.parametrize("name", PORTRAITS)
def test_hog_finds_the_same_locations(name: str, theirs: ModuleType) -> None:
    picture = portrait(name)
    found = ours.face_locations(picture)
    assert found == theirs.face_locations(picture)
    assert found
    assert all(type(edge) is int for edge in found[0])


@pytest.mark.parametrize("name", PORTRAITS)
def test_the_network_finds_the_same_locations(name: str, theirs: ModuleType) -> None:
    picture = portrait(name, within=450)
    found = ours.face_locations(picture, 0, "cnn")
    assert found == theirs.face_locations(picture, 0, "cnn")
    assert found


@pytest.mark.parametrize(("model", "upsample"), [("hog", 0), ("hog", 1), ("hog", 2), ("cnn", 0), ("any other", 0)])
def test_several_faces_come_in_the_same_order(model: str, upsample: int, several: Picture, theirs: ModuleType) -> None:
    found = ours.face_locations(several, upsample, model)
    assert found == theirs.face_locations(several, upsample, model)
    assert len(found) >= 2
    assert [left for *_, left in found] != sorted(left for *_, left in found)


def test_the_network_finds_the_same_in_a_picture_doubled_first(theirs: ModuleType) -> None:
    picture = portrait("biden", within=160)
    assert ours.face_locations(picture, model="cnn") == theirs.face_locations(picture, model="cnn") != []


@pytest.mark.parametrize("model", ["hog", "cnn"])
def test_faces_that_leave_the_picture_are_cut_the_same(model: str, biden: Picture, theirs: ModuleType) -> None:
    top, right, _, left = FACE
    picture = np.ascontiguousarray(biden[top + 20 :, left - 60 : right + 60])
    found = ours.face_locations(picture, 0, model)
    assert found == theirs.face_locations(picture, 0, model)
    if model == "cnn":
        assert 0 in found[0]


def test_a_batch_finds_the_same(theirs: ModuleType) -> None:
    pictures = [np.ascontiguousarray(portrait(name, within=240)[:200, :160]) for name in ("hopper", "biden")]
    found = ours.batch_face_locations(pictures, 0)
    assert found == theirs.batch_face_locations(pictures, 0)
    assert all(found)
    assert ours.batch_face_locations([]) == theirs.batch_face_locations([]) == []


@pytest.mark.parametrize("model", ["hog", "cnn"])
def test_grey_pictures_and_slices_are_taken(model: str, biden: Picture, theirs: ModuleType) -> None:
    """A slice is read as what it shows. dlib's HOG takes its memory for a whole picture, so theirs gets a copy."""
    for picture in (biden[::2, ::2, 1].copy(), biden[::2, ::2, ::-1]):
        found = ours.face_locations(picture, 0, model)
        assert found == theirs.face_locations(np.ascontiguousarray(picture), 0, model) != []


def test_landmarks_are_the_same(several: Picture, theirs: ModuleType) -> None:
    found = ours.face_landmarks(several, model="small")
    assert found == theirs.face_landmarks(several, model="small")
    assert list(found[0]) == ["nose_tip", "left_eye", "right_eye"]
    assert all(type(edge) is int for edge in found[0]["nose_tip"][0])


@pytest.mark.parametrize("location", [FACE, (-50, 100, 90, -40), (560, 700, 700, 560), (80, 30, 20, 90)])
def test_landmarks_of_known_locations_are_the_same(
    location: tuple[int, int, int, int], biden: Picture, theirs: ModuleType
) -> None:
    for picture in (biden, biden[:, :, 0].copy()):
        found = ours.face_landmarks(picture, [location], "small")
        assert found == theirs.face_landmarks(picture, [location], "small")


@pytest.mark.parametrize("name", PORTRAITS)
def test_encodings_are_the_same(name: str, theirs: ModuleType) -> None:
    picture = portrait(name)
    found = ours.face_encodings(picture)
    assert apart(found, theirs.face_encodings(picture)) <= CLOSE
    assert isinstance(found, list)
    assert (found[0].shape, found[0].dtype) == ((128,), np.float64)


def test_encodings_of_known_locations_come_in_their_order(several: Picture, theirs: ModuleType) -> None:
    locations = [*ours.face_locations(several), (10, 70, 70, 10), (-20, 300, 200, 100), (80, 30, 20, 90)]
    for known in (locations, locations[::-1], np.array(locations)):
        assert apart(ours.face_encodings(several, known), theirs.face_encodings(several, known)) <= CLOSE
    assert ours.face_encodings(several, []) == []


@pytest.mark.parametrize("jitters", [0, -1, True, np.int64(1)])
def test_a_face_is_encoded_as_it_is_unless_jitters_are_more_than_one(
    jitters: int, biden: Picture, theirs: ModuleType
) -> None:
    assert apart(ours.face_encodings(biden, [FACE], jitters), theirs.face_encodings(biden, [FACE], 1)) <= CLOSE


def test_jitters_are_the_same_random_ones_in_a_fresh_process(theirs: ModuleType) -> None:
    code = """
import numpy as np
from facelabeler import face_recognition as ours
from facelabeler.resource_files import resource_path
import face_recognition as theirs
picture = ours.load_image_file(resource_path("demo", "biden.jpg"))
known = [(137, 391, 360, 168), (120, 380, 340, 150)]
mine, other = (each.face_encodings(picture, known, num_jitters=3) for each in (ours, theirs))
print(np.linalg.norm(np.array(mine) - np.array(other), axis=1).max())
print(np.linalg.norm(np.array(mine) - np.array(ours.face_encodings(picture, known)), axis=1).min())
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    same, moved = map(float, run.stdout.split())
    assert same <= CLOSE
    assert moved > 0.01


def test_distances_and_comparisons_are_the_same(theirs: ModuleType) -> None:
    random = np.random.default_rng(5)
    known, one = list(random.normal(0, 0.05, (9, 128))), random.normal(0, 0.05, 128)
    assert np.array_equal(ours.face_distance(known, one), theirs.face_distance(known, one))
    assert ours.face_distance([], one).shape == theirs.face_distance([], one).shape
    for tolerance in (0.6, 0.8, 0.84):
        assert ours.compare_faces(known, one, tolerance) == theirs.compare_faces(known, one, tolerance)
    assert type(ours.compare_faces(known, one)[0]) is type(theirs.compare_faces(known, one)[0])
    assert ours.compare_faces([], one) == []


@pytest.mark.parametrize("mode", ["RGB", "L", None])
def test_files_are_loaded_the_same(mode: str, tmp_path: Path, theirs: ModuleType) -> None:
    """Also one that lies on its side by its EXIF tag: face_recognition does not turn it."""
    lying = tmp_path / "lying.jpg"
    tag = Image.Exif()
    tag[274] = 6
    Image.open(resource_path("demo", "hopper.jpg")).save(lying, exif=tag)
    for file in (lying, str(lying), io.BytesIO(lying.read_bytes())):
        assert np.array_equal(ours.load_image_file(file, mode), theirs.load_image_file(lying, mode))


@pytest.mark.parametrize(("ending", "kept"), [("jpg", 0.5), ("jpg", 0.05), ("png", 0.6), ("bmp", 0.5)])
def test_what_is_there_of_a_file_cut_short_is_loaded(
    ending: str, kept: float, tmp_path: Path, theirs: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / f"cut.{ending}"
    Image.fromarray(portrait("hopper")).save(file)
    file.write_bytes(file.read_bytes()[: int(file.stat().st_size * kept)])
    found = ours.load_image_file(file)
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    assert np.array_equal(found, theirs.load_image_file(file))


BAD_CALLS: dict[str, Callable[[Any, Picture], object]] = {
    "no picture": lambda each, _: each.face_locations(None),
    "a list": lambda each, picture: each.face_locations(picture[:2].tolist()),
    "a path": lambda each, _: each.face_encodings("biden.jpg"),
    "floats": lambda each, picture: each.face_locations(picture / 255),
    "four channels": lambda each, picture: each.face_locations(np.dstack([picture, picture[:, :, 0]]), 0, "cnn"),
    "16 bits": lambda each, picture: each.face_encodings(picture.astype(np.uint16), [FACE]),
    "a mask": lambda each, picture: each.face_landmarks(picture[:, :, 0] > 9, [FACE], "small"),
    "a grey face to encode": lambda each, picture: each.face_encodings(picture[:, :, 0].copy(), [FACE]),
    "a grey face in one channel": lambda each, picture: each.face_encodings(picture[:, :, :1].copy(), [FACE]),
    "upsampled less than never": lambda each, picture: each.face_locations(picture, -1),
    "upsampled by halves": lambda each, picture: each.face_locations(picture, 1.5),
    "upsampled by a word": lambda each, picture: each.face_locations(picture, "1", "cnn"),
    "a batch as an array": lambda each, picture: each.batch_face_locations(np.stack([picture, picture])),
    "a batch of several sizes": lambda each, picture: each.batch_face_locations([picture, picture[:-9].copy()], 0),
    "a batch of no size": lambda each, picture: each.batch_face_locations([picture], 0, "big"),
    "a location in fractions": lambda each, picture: each.face_encodings(picture, [(1.5, 90, 80, 30)]),
    "a location too short": lambda each, picture: each.face_encodings(picture, [(20, 90, 80)]),
    "a location alone": lambda each, picture: each.face_encodings(picture, FACE),
    "a location of words": lambda each, picture: each.face_encodings(picture, [("top", 90, 80, 30)]),
    "no location in the list": lambda each, picture: each.face_encodings(picture, [None]),
    "jitters in fractions": lambda each, picture: each.face_encodings(picture, [FACE], 1.5),
    "jitters as None": lambda each, picture: each.face_encodings(picture, [FACE], None),
    "landmarks of another model": lambda each, picture: each.face_landmarks(picture, [FACE], "huge"),
    "distances of lists": lambda each, _: each.face_distance([[0.0] * 128], [0.0] * 128),
    "distances of one": lambda each, _: each.face_distance(np.zeros(128), np.zeros(128)),
    "distances of other lengths": lambda each, _: each.face_distance([np.zeros(128)], np.zeros(5)),
    "comparing with nothing": lambda each, _: each.compare_faces(None, np.zeros(128)),
    "tolerance of nothing": lambda each, _: each.compare_faces([np.zeros(128)], np.zeros(128), None),
    "a file that is not there": lambda each, _: each.load_image_file("/no/such/file.jpg"),
    "a file that is no picture": lambda each, _: each.load_image_file(__file__),
    "a mode that is not there": lambda each, _: each.load_image_file(resource_path("demo", "biden.jpg"), "XX"),
}


@pytest.mark.parametrize("call", BAD_CALLS.values(), ids=BAD_CALLS)
def test_bad_arguments_raise_the_same(
    call: Callable[[Any, Picture], object], biden: Picture, theirs: ModuleType
) -> None:
    with pytest.raises(Exception) as expected:
        call(theirs, biden)
    with pytest.raises(expected.type):
        call(ours, biden)


@pytest.mark.parametrize("size", [(0, 0), (1, 1), (1, 300)])
def test_pictures_too_small_for_a_face_hold_none(size: tuple[int, int]) -> None:
    picture = np.zeros((*size, 3), np.uint8)
    assert ours.face_locations(picture) == ours.face_locations(picture, 1, "cnn") == ours.face_encodings(picture) == []


def test_68_points_are_refused_with_what_to_do(biden: Picture) -> None:
    for call in (ours.face_landmarks, lambda picture: ours.face_encodings(picture, model="large")):
        with pytest.raises(ModelError, match="non-commercial") as refused:
            call(biden)
        assert 'model="small"' in refused.value.advice


def test_the_68_point_file_is_not_needed(tmp_path: Path) -> None:
    """A fresh process with a model folder of three files finds, aligns and encodes."""
    for model in MODEL_FILES:
        shutil.copy(model_path(model), tmp_path)
    code = """
from facelabeler import face_recognition
from facelabeler.resource_files import resource_path
picture = face_recognition.load_image_file(resource_path("demo", "hopper.jpg"))
known = face_recognition.face_locations(picture, 0, model="cnn")
print(len(known))
print(len(face_recognition.face_encodings(picture, known)))
print(len(face_recognition.face_landmarks(picture, known, model="small")))
"""
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={FOLDER_VARIABLE: str(tmp_path)}
    )
    assert run.stdout.split() == ["1", "1", "1"]


def test_threads_may_call_everything_at_once(several: Picture) -> None:
    def everything(_number: int) -> tuple[object, ...]:
        found = ours.face_locations(several, 0)
        whole = ours.face_locations(several, 0, "cnn")
        return found, whole, ours.face_landmarks(several, found, "small"), len(ours.face_encodings(several, found, 2))

    alone = everything(0)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(everything, range(8))) == [alone] * 8


@pytest.mark.parametrize("name", ["friends_cast.jpg", "selfie_3.jpg", "party_2.jpg"])
def test_groups_give_the_same_locations_and_encodings(name: str, data_dir: Path, theirs: ModuleType) -> None:
    picture = ours.load_image_file(data_dir / "photos" / "groups" / name)
    found = ours.face_locations(picture)
    assert found == theirs.face_locations(picture)
    assert len(found) >= 2
    assert apart(ours.face_encodings(picture, found), theirs.face_encodings(picture, found)) <= CLOSE


@pytest.mark.slow
@pytest.mark.parametrize("name", ["friends_cast.jpg", "selfie_3.jpg", "party_2.jpg"])
def test_groups_give_the_same_locations_by_the_network(name: str, data_dir: Path, theirs: ModuleType) -> None:
    picture = ours.load_image_file(data_dir / "photos" / "groups" / name)
    assert ours.face_locations(picture, 0, "cnn") == theirs.face_locations(picture, 0, "cnn")
