from __future__ import annotations

from pathlib import Path

import pytest
from footage import Story, scattered, write

from facelabeler.core.entities import SourceKind
from facelabeler.core.errors import UsageError
from facelabeler.export.choices import CHOICES
from facelabeler.export.formats import BUILT_IN, find_format, formats
from facelabeler.export.notices import TEMPLATES
from facelabeler.export.options import ExportOptions
from facelabeler.export.planning import plan_export
from facelabeler.export.preview import Preview, preview


def previewed(story: Story, out: Path, *, options: ExportOptions | None = None, here: bool = True) -> Preview:
    place = Path("clip.mp4") if here else None
    return preview(plan_export(story.project, options), out, ["yolo"], locate=lambda _: place)


def test_a_preview_counts_what_will_be_written(tmp_path):
    story = scattered(["Ann", "Bob"])
    shown = previewed(story, tmp_path / "set")
    report = write(story, tmp_path / "set")
    assert (shown.images, shown.boxes, shown.classes) == (report.images, report.boxes, report.classes)
    for row in shown.rows:
        assert row.faces == len(list((tmp_path / "set" / "crops" / row.name).iterdir())) == 30
        assert min(row.train, row.val, row.test) > 0


def test_a_preview_says_whether_the_folder_is_taken_and_how_much_is_free(tmp_path):
    story = scattered(["Ann"])
    assert not previewed(story, tmp_path / "deep" / "set").taken
    assert previewed(story, tmp_path / "deep" / "set").free > 0
    (tmp_path / "file").write_text("")
    assert previewed(story, tmp_path).taken


def test_a_preview_says_why_nothing_can_be_exported(tmp_path):
    story = Story()
    story.face(story.source(), 0.0)
    shown = previewed(story, tmp_path)
    assert "no face has a name" in shown.refusal
    assert (shown.example, shown.rows) == (None, ())


def test_a_preview_warns_of_missing_sources_and_full_disks(tmp_path):
    story = scattered(["Ann"])
    story.source("huge.mp4")
    row = story.source("wall.mp4", width=1_000_000_000, height=1_000_000)
    story.person("Bob", row, [0.0])
    kinds = [notice.kind for notice in previewed(story, tmp_path, here=False).notices]
    assert kinds[:3] == ["missing", "missing", "too-big"]


def test_what_is_about_one_person_stands_in_their_row(tmp_path):
    story = scattered(["Ann"])
    story.person("Tom", story.source("b.mp4"), [0.0])
    rows = previewed(story, tmp_path).rows
    assert [[notice.kind for notice in row.notices] for row in rows] == [[], ["few-faces"]]
    assert all(notice.person == rows[1].person for notice in rows[1].notices)


def test_the_example_is_a_training_picture_with_the_most_labels(tmp_path):
    story = scattered(["Ann", "Bob"])
    clip = story.source("pair.mp4")
    story.group([story.face(clip, 0.0, left=60)], "Ann")
    story.group([story.face(clip, 0.0, left=120)], "Bob")
    story.group([story.face(clip, 0.0, left=200)], "Cy")
    example = previewed(story, tmp_path).example
    assert example is not None
    assert (example.split, len(example.labels)) == ("train", 3)


def test_the_estimate_grows_with_quality_and_is_no_less_than_what_smooth_pictures_need(tmp_path):
    story = scattered(["Ann"])
    small, large, png = (
        previewed(story, tmp_path / "set", options=options).bytes
        for options in (ExportOptions(quality=50), ExportOptions(), ExportOptions(image_format="png"))
    )
    assert small < large < png
    write(story, tmp_path / "set")
    assert sum(path.stat().st_size for path in (tmp_path / "set").rglob("*") if path.is_file()) < large


def test_a_photo_is_estimated_by_its_own_size(tmp_path):
    story = Story()
    story.person("Ann", story.source("a.jpg", SourceKind.PHOTO, size=50_000_000), [0.0])
    assert 50_000_000 < previewed(story, tmp_path).bytes < 51_000_000


def test_every_format_has_words_and_can_be_found():
    assert len({row.name for row in BUILT_IN}) == len(BUILT_IN) == 14
    for name, row in formats().items():
        assert find_format(name) == row
        assert row.title
        assert row.sentence
    with pytest.raises(UsageError, match="Choose from yolo, coco, voc"):
        find_format("none")


def test_every_choice_and_notice_has_words():
    assert all(row.title and row.sentence and all(row.words.values()) for row in CHOICES)
    assert all(TEMPLATES.values())
