"""Who is in a dataset, as what, and who must not be recognised."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from footage import SIZE, Story, scattered, scene, write
from hypothesis import given, settings
from hypothesis import strategies as st

from facelabeler.core.entities import FaceId, FaceState, PersonId
from facelabeler.core.errors import ExportError
from facelabeler.core.geometry import Box
from facelabeler.export.blurring import blurred
from facelabeler.export.options import ExportOptions
from facelabeler.export.plan import NO_FACE, UNKNOWN, ExportPlan
from facelabeler.export.planning import plan_export

PNG = "png"


def cast() -> tuple[Story, dict[str, FaceId]]:
    """One picture with Ann, Bob, somebody without a name, a stranger and a poster; one with Ann alone."""
    story = Story()
    clip = story.source()
    faces = {who: story.face(clip, 0.0, left=60 * k) for k, who in enumerate(("Ann", "Bob", "?", "stranger", "poster"))}
    alone = story.face(clip, 100.0, left=10)
    story.group([faces["Ann"], alone], "Ann")
    story.group([faces["Bob"]], "Bob")
    story.mark(faces["stranger"], FaceState.IGNORED)
    story.mark(faces["poster"], FaceState.NOT_A_FACE)
    return story, faces


def person(story: Story, name: str) -> PersonId:
    found = story.project.find_person(name)
    assert found is not None
    return found.id


def seen(plan: ExportPlan, time: float = 0.0) -> dict[FaceId, str]:
    """Each labelled face of the picture at this time, and its class."""
    [image] = [image for image in plan.images if image.time == time]
    return {label.face: plan.classes[label.class_index].name for label in image.labels}


def times(plan: ExportPlan) -> list[float]:
    return [image.time for image in plan.images]


def test_by_default_every_named_face_in_a_picture_has_a_label():
    story, faces = cast()
    assert seen(plan_export(story.project)) == {faces["Ann"]: "Ann", faces["Bob"]: "Bob"}


states = st.sampled_from(["Ann", "Bob", "Cy", "", "ignored", "false"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(states, min_size=1, max_size=6), min_size=1, max_size=8))
def test_no_picture_is_written_by_default_in_which_a_named_face_has_no_label(pictures):
    story = Story()
    clip = story.source()
    named: dict[str, list[FaceId]] = {}
    for time, whos in enumerate(pictures):
        for place, who in enumerate(whos):
            face = story.face(clip, float(time), left=50 * place)
            if who in ("ignored", "false"):
                story.mark(face, FaceState.IGNORED if who == "ignored" else FaceState.NOT_A_FACE)
            elif who:
                named.setdefault(who, []).append(face)
    for who, faces in named.items():
        story.group(faces, who)
    plan = plan_export(story.project)
    labelled = {label.face for image in plan.images for label in image.labels}
    written = {float(image.time) for image in plan.images}
    for faces in named.values():
        assert {face for face in faces if story.project.faces[face].time in written} <= labelled


def test_faces_without_a_name_can_be_a_class_or_keep_their_pictures_out():
    story, faces = cast()
    assert seen(plan_export(story.project, ExportOptions(others="unknown")))[faces["?"]] == UNKNOWN
    plan = plan_export(story.project, ExportOptions(others="leave-out"))
    assert times(plan) == [100.0]
    assert [(notice.kind, notice.params) for notice in plan.notices if notice.kind == "banned"] == [
        ("banned", {"pictures": 1})
    ]


def test_ignored_faces_have_a_choice_of_their_own():
    story, faces = cast()
    plan = plan_export(story.project, ExportOptions(ignored="unknown"))
    assert seen(plan) == {faces["Ann"]: "Ann", faces["Bob"]: "Bob", faces["stranger"]: UNKNOWN}
    assert times(plan_export(story.project, ExportOptions(ignored="leave-out"))) == [100.0]
    [image, _] = plan_export(story.project, ExportOptions(ignored="blur")).images
    assert image.blurred == (story.project.faces[faces["stranger"]].box,)


def test_what_is_no_face_can_be_a_class_to_learn_from():
    story, faces = cast()
    plan = plan_export(story.project, ExportOptions(false_faces="class"))
    assert seen(plan)[faces["poster"]] == NO_FACE
    assert [row.name for row in plan.classes] == ["Ann", "Bob", NO_FACE]
    assert all(group.name != NO_FACE for group in plan.groups)


def test_only_these_people_means_that_everybody_else_is_made_unrecognisable():
    story, faces = cast()
    plan = plan_export(story.project, ExportOptions(only=frozenset([person(story, "Ann")])))
    assert seen(plan) == {faces["Ann"]: "Ann"}
    assert [row.name for row in plan.classes] == ["Ann"]
    hidden = {story.project.faces[faces[who]].box for who in ("Bob", "?", "stranger")}
    assert set(plan.images[0].blurred) == hidden
    strict = ExportOptions(only=frozenset([person(story, "Ann")]), others="leave-out")
    assert times(plan_export(story.project, strict)) == [100.0]


def test_pictures_with_somebody_left_out_are_left_out_or_blurred_and_never_show_a_named_face_without_a_label():
    story, faces = cast()
    out = frozenset([person(story, "Bob")])
    assert times(plan_export(story.project, ExportOptions(leave_out=out))) == [100.0]
    [image, _] = plan_export(story.project, ExportOptions(leave_out=out, others="blur")).images
    assert story.project.faces[faces["Bob"]].box in image.blurred


def test_a_project_whose_every_picture_shows_somebody_left_out_says_so(tmp_path):
    story = Story()
    clip = story.source()
    story.group([story.face(clip, 0.0)], "Ann")
    story.group([story.face(clip, 0.0, left=100)], "Bob")
    with pytest.raises(ExportError, match="shows somebody who is left out") as refused:
        write(story, tmp_path / "set", options=ExportOptions(leave_out=frozenset([person(story, "Bob")])))
    assert "--others blur" in refused.value.advice


def test_two_finds_of_one_face_do_not_blur_a_person_who_is_labelled():
    story = Story()
    clip = story.source()
    story.group([story.face(clip, 0.0, left=100)], "Ann")
    story.face(clip, 0.0, left=104)
    [image] = plan_export(story.project, ExportOptions(others="blur")).images
    assert image.blurred == ()


def test_with_one_class_every_visible_face_has_a_box_and_only_named_ones_are_cut_out():
    story, faces = cast()
    plan = plan_export(story.project, ExportOptions(classes="face"))
    image = plan.images[0]
    assert {label.face for label in image.labels} == {faces[who] for who in ("Ann", "Bob", "?", "stranger")}
    assert {label.face for label in image.labels if label.wanted} == {faces["Ann"], faces["Bob"]}
    assert [row.name for row in plan.box_classes] == ["face"]
    assert [row.name for row in plan.crop_classes] == ["Ann", "Bob"]


def pixels(path: Path) -> np.ndarray:
    return cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB)


def noise(path, kind, times):
    """Footage in which every pixel is its own."""
    for time in times:
        picture = scene(time)
        yield time, np.random.default_rng(0).integers(0, 256, picture.shape, np.uint8)


def test_a_blurred_face_holds_no_more_than_a_few_colours_and_all_else_is_untouched(tmp_path):
    story, faces = cast()
    options = ExportOptions(only=frozenset([person(story, "Ann")]), image_format=PNG)
    write(story, tmp_path / "set", options=options, read_frames=noise)
    [picture] = (tmp_path / "set" / "images").glob("*/clip_00000000.png")
    [(_, truth)] = noise("", None, [0.0])
    written, box = pixels(picture), story.project.faces[faces["Bob"]].box
    inside = written[box.top : box.bottom, box.left : box.right].astype(int)
    assert np.abs(np.diff(inside, axis=1)).max() <= 12  # the noise jumps by up to 255
    assert np.array_equal(written[120:], truth[120:])


def test_a_blurred_photo_is_never_the_original_file(tmp_path):
    from PIL import Image as Pillow

    from facelabeler.core.entities import SourceKind
    from facelabeler.media.frames import read_frames

    Pillow.fromarray(scene(0.0)).save(tmp_path / "a.jpg")
    story = Story()
    photo = story.source("a.jpg", SourceKind.PHOTO)
    story.group([story.face(photo, 0.0, left=10)], "Ann")
    story.face(photo, 0.0, left=150)
    place = {"locate": lambda _: tmp_path / "a.jpg", "read_frames": read_frames}
    write(story, tmp_path / "set", options=ExportOptions(others="blur"), **place)
    [picture] = (tmp_path / "set" / "images").glob("*/*")
    assert picture.read_bytes() != (tmp_path / "a.jpg").read_bytes()


@given(st.integers(-30, 300), st.integers(-30, 250), st.integers(0, 90))
@settings(max_examples=40, deadline=None)
def test_blurring_stays_inside_the_picture_and_leaves_the_original_alone(left, top, side):
    picture = scene(0.0)
    before = picture.copy()
    changed = blurred(picture, [Box(left, top, left + side, top + side)])
    assert changed.shape == picture.shape
    assert np.array_equal(picture, before)


def test_a_class_that_nobody_is_left_of_is_not_numbered():
    story = scattered(["Ann", "Bob", "Cy"])
    both = story.source("pair.mp4")
    story.group([story.face(both, 0.0)], "Di")
    story.group([story.face(both, 0.0, left=100)], "Eve")
    plan = plan_export(story.project, ExportOptions(leave_out=frozenset([person(story, "Di")])))
    assert [(row.index, row.name) for row in plan.classes] == [(0, "Ann"), (1, "Bob"), (2, "Cy")]
    assert {label.class_index for image in plan.images for label in image.labels} == {0, 1, 2}
    assert all(label.box.width == SIZE for image in plan.images for label in image.labels)
