"""Faces cut out: margin, shape, size, eyes level; nothing is enlarged unasked."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from footage import HEIGHT, SIZE, WIDTH, Story, scene, write
from hypothesis import given, settings
from hypothesis import strategies as st

from facelabeler.core.entities import FaceId, TrackId
from facelabeler.core.errors import UsageError
from facelabeler.core.geometry import Box
from facelabeler.export.cutting import crop_box, cut_out, natural_size
from facelabeler.export.options import ExportOptions
from facelabeler.export.plan import Label
from facelabeler.export.planning import plan_export
from facelabeler.media.crops import encode_image, sharpness

FACE = Box(100, 80, 140, 120)
SHAPES = ("face", "square", "portrait")


def label(box: Box = FACE, landmarks: tuple[tuple[float, float], ...] = ()) -> Label:
    return Label(FaceId(1), box, 0, 0, TrackId(1), 0.5, landmarks=landmarks)


def size(**options: object) -> tuple[int, int]:
    """Width and height of the face cut out."""
    face = cut_out(scene(0.0), label(), ExportOptions(**options))  # type: ignore[arg-type]
    return face.shape[1], face.shape[0]


def test_the_margin_is_in_shares_of_the_face():
    assert size(margin=0.0) == (40, 40)
    assert size(margin=0.25) == (60, 60)
    assert size(margin=0.5) == (80, 80)


def test_a_portrait_holds_the_face_with_its_margin_in_four_by_five():
    assert size(margin=0.25, crop_shape="portrait") == (60, 75)


def test_a_tall_face_becomes_square_by_what_is_beside_it():
    tall = label(Box(100, 80, 130, 140))
    face = cut_out(scene(0.0), tall, ExportOptions(margin=0.0, crop_shape="square"))
    assert face.shape == (60, 60, 3)
    assert np.array_equal(face, scene(0.0)[80:140, 85:145])


def test_a_large_face_is_scaled_down_and_a_small_one_never_up_unasked():
    assert size(crop_size=30) == (30, 30)
    assert size(crop_size=200) == (60, 60)
    assert size(crop_size=200, upscale=True) == (200, 200)
    assert size(crop_size=50, crop_shape="portrait") == (40, 50)


def test_faces_smaller_than_the_size_are_counted_before_anything_is_written():
    story = Story()
    clip = story.source()
    story.group([story.face(clip, 0.0), story.face(clip, 50.0, size=120)], "Ann")
    kinds = {
        upscale: [
            (notice.kind, notice.params)
            for notice in plan_export(story.project, ExportOptions(crop_size=112, upscale=upscale)).notices
        ]
        for upscale in (False, True)
    }
    assert ("small-crops", {"faces": 1}) in kinds[False]
    assert ("enlarged", {"faces": 1}) in kinds[True]


boxes = st.builds(
    lambda left, top, wide, high: Box(left, top, left + wide, top + high).clipped(WIDTH, HEIGHT),
    st.integers(0, WIDTH - 12),
    st.integers(0, HEIGHT - 12),
    st.integers(10, 200),
    st.integers(10, 200),
)


@settings(max_examples=80, deadline=None)
@given(boxes, st.sampled_from(SHAPES), st.floats(0, 3), st.sampled_from([0, 64]))
def test_what_is_cut_out_lies_in_the_picture_and_holds_the_face(box, shape, margin, most):
    options = ExportOptions(crop_shape=shape, margin=margin, crop_size=most)
    place = crop_box(box, WIDTH, HEIGHT, options)
    assert place == place.clipped(WIDTH, HEIGHT)
    assert place.left <= box.left
    assert place.top <= box.top
    wide, high = natural_size(box, options)
    assert place.width <= round(wide) + 1
    assert place.height <= round(high) + 1
    face = cut_out(scene(0.0), label(box), options)
    assert max(face.shape[:2]) <= (most or max(WIDTH, HEIGHT))


def tilted(degrees: float) -> tuple[np.ndarray, Label]:
    """A picture with two white eyes and a red nose about the middle of `FACE`, tilted by so much, and its label."""
    x, y = FACE.centre
    turn = np.array(
        [
            [np.cos(np.radians(degrees)), -np.sin(np.radians(degrees))],
            [np.sin(np.radians(degrees)), np.cos(np.radians(degrees))],
        ]
    )
    points = [(x, y) + turn @ np.array(place) for place in ((-14, -6), (-8, -6), (14, -6), (8, -6), (0, 8))]
    picture = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    for eye in (0, 2):
        middle = (points[eye] + points[eye + 1]) / 2
        cv2.circle(picture, (round(middle[0]), round(middle[1])), 3, (255, 255, 255), -1)
    cv2.circle(picture, (round(points[4][0]), round(points[4][1])), 3, (255, 0, 0), -1)
    return picture, label(landmarks=tuple((float(a), float(b)) for a, b in points))


@pytest.mark.parametrize("degrees", [-40, -10, 0, 25, 60])
def test_an_aligned_face_has_its_eyes_level_above_its_nose(degrees):
    picture, tag = tilted(degrees)
    face = cut_out(picture, tag, ExportOptions(align=True, margin=0.5))
    assert face.shape == (80, 80, 3)
    eyes = np.argwhere(face[:, :, 1] > 128)
    left, right = eyes[eyes[:, 1] < 40].mean(0), eyes[eyes[:, 1] >= 40].mean(0)
    assert abs(left[0] - right[0]) < 1.5
    assert right[1] - left[1] == pytest.approx(22, abs=1.5)
    nose = np.argwhere((face[:, :, 0] > 128) & (face[:, :, 1] < 64)).mean(0)
    assert nose[0] > left[0] + 10


def test_a_face_without_landmarks_is_not_turned_and_the_plan_says_so():
    assert cut_out(scene(0.0), label(), ExportOptions(align=True)).shape == (60, 60, 3)
    story = Story()
    story.group([story.face(story.source(), 0.0)], "Ann")
    assert "not-aligned" in [notice.kind for notice in plan_export(story.project, ExportOptions(align=True)).notices]


def test_an_aligned_face_at_the_edge_is_black_where_there_is_no_picture():
    corner = Box(0, 0, 40, 40)
    points = ((6.0, 14.0), (12.0, 14.0), (34.0, 14.0), (28.0, 14.0), (20.0, 28.0))
    face = cut_out(scene(0.0) | 1, label(corner, points), ExportOptions(align=True, margin=0.5))
    assert not face[:18, :18].any()
    assert face[22:78, 22:78].any(axis=2).all()


def test_crops_in_a_dataset_are_as_they_were_asked_for(tmp_path):
    story = Story()
    story.group([story.face(story.source(), 0.0, left=100, size=100)], "Ann")
    options = ExportOptions(crop_shape="square", crop_size=112, margin=0.3, image_format="png")
    write(story, tmp_path / "set", "imagefolder", "lfw", options=options)
    for pattern in ("imagefolder/train/Ann/*", "lfw/Ann/*"):
        [path] = (tmp_path / "set").glob(pattern)
        assert path.suffix == ".png"
        assert cv2.imread(str(path)).shape == (112, 112, 3)


@pytest.mark.parametrize(("image_format", "quality"), [("jpeg", 30), ("jpeg", 95), ("png", 95)])
def test_better_images_are_nearer_to_the_source(tmp_path, image_format, quality):
    story = Story()
    story.group([story.face(story.source(), 0.0, left=100)], "Ann")
    write(story, tmp_path / "set", "coco", options=ExportOptions(image_format=image_format, quality=quality))
    [path] = (tmp_path / "set" / "images" / "train").iterdir()
    far = np.abs(cv2.imread(str(path))[:, :, ::-1].astype(int) - scene(0.0)).mean()
    assert far <= {("jpeg", 30): 4.0, ("jpeg", 95): 1.6, ("png", 95): 0.0}[image_format, quality]


# -- sharpness


def test_a_blurred_face_is_less_sharp_and_contrast_counts_nothing():
    picture = np.random.default_rng(1).integers(0, 256, (SIZE * 2, SIZE * 2, 3), np.uint8)
    picture = cv2.GaussianBlur(picture, (0, 0), 1.0)
    soft = cv2.GaussianBlur(picture, (0, 0), 3.0)
    pale = (picture // 2 + 60).astype(np.uint8)
    sharp, dull, weak = (sharpness(encode_image(one, "png")) for one in (picture, soft, pale))
    assert sharp > dull + 2
    assert weak == pytest.approx(sharp, abs=0.3)


@pytest.mark.parametrize("data", [b"", b"no picture", encode_image(np.zeros((9, 9, 3), np.uint8), "png")])
def test_what_is_no_picture_has_no_sharpness(data):
    assert sharpness(data) == 0.0


def test_the_files_of_a_format_are_named_after_person_and_source(tmp_path):
    story = Story()
    story.group([story.face(story.source("a b.mp4"), 2.0)], "Ann Lee")
    write(story, tmp_path / "set", "imagefolder")
    [path] = (tmp_path / "set" / "train").glob("*/*")
    assert path.relative_to(tmp_path / "set") == Path("train/Ann_Lee/a_b_00002000_1.jpg")


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 9), st.sampled_from(SHAPES), st.booleans(), st.integers(0, WIDTH - 10))
def test_around_a_tiny_face_enough_of_the_picture_is_taken_for_a_trainer(side, shape, align, left):
    points = ((0.0, 1.0), (1.0, 1.0), (4.0, 1.0), (3.0, 1.0), (2.0, 3.0))
    tiny = label(Box(left, 0, left + side, side), points)
    face = cut_out(scene(0.0), tiny, ExportOptions(margin=0.0, crop_shape=shape, align=align))
    assert min(face.shape[:2]) >= 10


def test_a_size_that_trainers_refuse_is_refused():
    with pytest.raises(UsageError, match="--crop-size cannot be 8"):
        ExportOptions(crop_size=8)
