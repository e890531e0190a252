from __future__ import annotations

import pytest
from footage import Story, scattered

from facelabeler.core.consent import note_consent
from facelabeler.core.entities import FaceState, SourceKind
from facelabeler.core.errors import UsageError
from facelabeler.export.options import ExportOptions, split_from_text
from facelabeler.export.planning import plan_export

ALL = ExportOptions(others="unknown")


def kinds(story: Story, options: ExportOptions | None = None) -> list[str]:
    return [notice.kind for notice in plan_export(story.project, options).notices]


def test_classes_are_the_people_in_the_order_of_their_ids():
    story = Story()
    clip = story.source()
    for k, name in enumerate(["Zoe", "Ann", "王芳"]):
        story.person(name, clip, [100.0 * k])
    assert [(row.index, row.name) for row in plan_export(story.project).classes] == [
        (0, "Zoe"),
        (1, "Ann"),
        (2, "王芳"),
    ]


def test_all_named_faces_of_a_picture_are_labelled_and_nobody_else():
    story = Story()
    clip = story.source()
    ann, bob, stranger, unnamed, poster = (story.face(clip, 0.0, left=60 * k) for k in range(5))
    story.group([ann], "Ann")
    story.group([bob], "Bob")
    story.mark(stranger, FaceState.IGNORED)
    story.mark(poster, FaceState.NOT_A_FACE)
    [image] = plan_export(story.project).images
    assert {label.face: label.class_index for label in image.labels} == {ann: 0, bob: 1}
    assert (image.unnamed, image.ignored) == (1, 1)
    [image] = plan_export(story.project, ALL).images
    assert {label.face: label.class_index for label in image.labels} == {ann: 0, bob: 1, unnamed: 2}
    assert (image.unnamed, image.ignored) == (0, 1)


def test_pictures_without_a_named_face_are_in_only_when_all_are_included():
    story = Story()
    clip = story.source()
    story.person("Ann", clip, [0.0])
    story.face(clip, 50.0)
    story.mark(story.face(clip, 60.0), FaceState.IGNORED)
    story.mark(story.face(clip, 70.0), FaceState.NOT_A_FACE)
    assert [image.time for image in plan_export(story.project).images] == [0.0]
    assert [image.time for image in plan_export(story.project, ALL).images] == [0.0, 50.0]


def test_unnamed_faces_are_the_class_unknown_even_where_a_person_is_called_so():
    story = Story()
    clip = story.source()
    story.person("unknown", clip, [0.0])
    story.face(clip, 50.0)
    assert [row.name for row in plan_export(story.project, ALL).classes] == ["unknown", "unknown (no name)"]


def test_a_person_left_out_counts_as_ignored():
    story = scattered(["Ann", "Bob"])
    [tom] = [person.id for person in story.project.people.values() if person.name == "Bob"]
    plan = plan_export(story.project, ExportOptions(leave_out=frozenset([tom])))
    assert [row.name for row in plan.classes] == ["Ann"]
    assert plan.boxes == 30


def test_unnamed_clusters_are_groups_of_their_own_after_the_people():
    story = Story()
    clip = story.source()
    story.group([story.face(clip, 0.0)])
    story.person("Ann", clip, [50.0])
    story.face(clip, 90.0)
    plan = plan_export(story.project, ALL)
    assert [(row.index, row.name) for row in plan.groups] == [(0, "Ann"), (1, "Unnamed 1")]
    assert [label.group for image in plan.images for label in image.labels] == [1, 0, None]
    assert [row.name for row in plan_export(story.project).groups] == ["Ann"]


def test_no_track_and_no_shot_is_in_two_splits():
    story = scattered(["Ann", "Bob", "Cy"], shots=40, frames=4)
    plan = plan_export(story.project)
    places: dict[int, set[str]] = {}
    for image in plan.images:
        for label in image.labels:
            places.setdefault(label.track, set()).add(image.split)
    assert len(places) == 40
    assert all(len(splits) == 1 for splits in places.values())
    assert set(plan.pictures) == {"train", "val", "test"}


def test_planning_twice_gives_the_same_plan_and_another_seed_another_split():
    story = scattered(["Ann", "Bob"], shots=40)
    plans = [plan_export(story.project, ExportOptions(seed=seed)) for seed in (0, 0, 1)]
    assert plans[0] == plans[1]
    assert [image.split for image in plans[0].images] != [image.split for image in plans[2].images]


def test_one_shot_is_never_divided_and_the_plan_says_that_val_measures_nothing():
    story = Story()
    story.person("Ann", story.source(), [float(k) for k in range(30)], track=1)
    plan = plan_export(story.project)
    assert set(plan.pictures) == {"train"}
    assert plan.notices[0].kind == "no-val"


def test_warnings_name_small_classes_those_of_one_shot_and_those_seen_twice():
    story = scattered(["Ann", "Bob"], shots=40)
    story.person("Tom", story.source("b.mp4"), [0.0, 1.0, 2.0], track=900)
    mirrored = story.source("c.mp4")
    times = [float(k) for k in range(5)]
    story.group([story.face(mirrored, time, left=left) for time in times for left in (0, 100)], "Eve")
    told = {(notice.kind, notice.params.get("name")) for notice in plan_export(story.project).notices}
    assert told == {("few-faces", "Tom"), ("one-shot", "Eve"), ("twice", "Eve")}


def test_every_notice_is_a_sentence():
    story = scattered(["Ann", "Bob"], shots=2)
    story.face(next(iter(story.project.sources)), 0.0, left=200)
    plan = plan_export(story.project)
    assert [notice.kind for notice in plan.notices] == ["no-val", "few-faces", "few-faces", "unlabelled"]
    assert all(notice.text.endswith((".", "?")) and "{" not in notice.text for notice in plan.notices)
    assert plan.notices[1].text == "Ann has only 3 faces. A class this small is rarely learnt."
    assert plan.notices[3].text.startswith("1 face without a name can be seen in 1 picture.")


def test_pictures_too_small_for_trainers_are_left_out_with_a_warning():
    story = scattered(["Ann"])
    story.person("Bob", story.source("dot.png", SourceKind.PHOTO, width=9, height=300), [0.0])
    assert "too-small" in kinds(story)
    assert all(image.source == 1 for image in plan_export(story.project).images)


def test_pictures_are_named_after_their_file_and_time_and_never_alike():
    story = Story()
    story.person("Ann", story.source("a/clip one.mp4"), [0.0, 61.04])
    story.person("Bob", story.source("b/CLIP ONE.avi"), [0.0])
    story.person("Cy", story.source("x.jpg?w=1200", SourceKind.PHOTO), [0.0])
    story.person("Di", story.source("C:\\pictures\\../x.PNG", SourceKind.PHOTO), [0.0])
    names = [image.name for image in plan_export(story.project).images]
    assert names == ["clip_one_00000000", "clip_one_00061040", "CLIP_ONE-2_00000000", "x", "x-2"]


def test_an_empty_project_has_an_empty_plan():
    plan = plan_export(Story().project)
    assert (plan.images, plan.classes, plan.boxes) == ((), (), 0)


def test_a_split_may_be_written_in_shares_or_percent():
    assert split_from_text("0.7,0.2,0.1") == (0.7, 0.2, 0.1)
    assert split_from_text("70,20,10") == (0.7, 0.2, 0.1)


@pytest.mark.parametrize(
    "text", ["", "0.8", "0.8,0.1", "a,b,c", "0.8,0.1,0.3", "0,0.5,0.5", "-0.1,1,0.1", "nan,0.1,0.1"]
)
def test_an_impossible_split_is_refused_with_advice(text):
    with pytest.raises(UsageError) as refused:
        ExportOptions(split=split_from_text(text))
    assert refused.value.advice


@pytest.mark.parametrize("wrong", [{"others": "some"}, {"image_format": "gif"}, {"quality": 0}, {"quality": 101}])
def test_impossible_options_are_refused(wrong):
    with pytest.raises(UsageError):
        ExportOptions(**wrong)


def test_who_was_kept_too_long_and_who_has_not_consented_is_named_first_and_can_be_left_out():
    story = scattered(["Ann", "Bo"])
    ann, bo = (story.project.find_person(name) for name in ("Ann", "Bo"))
    story.project.apply(note_consent(story.project, "Ann", note="", until=""))
    story.project.apply(note_consent(story.project, "Bo", note="asked", until="2020-01-31"))
    late, missing = plan_export(story.project).notices[:2]
    assert (late.kind, late.person) == ("kept-too-long", bo.id)
    assert "Bo was to be kept until 2020-01-31" in late.text
    assert (missing.kind, missing.person) == ("no-consent", ann.id)
    assert "No consent of Ann is noted" in missing.text
    left_out = plan_export(story.project, ExportOptions(leave_out=frozenset({ann.id, bo.id})))
    assert {"kept-too-long", "no-consent"}.isdisjoint(notice.kind for notice in left_out.notices)
