from __future__ import annotations

import json
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
import yaml
from footage import HEIGHT, SIZE, WIDTH, Story, scattered, scene, scenes, write
from PIL import Image as Pillow

from facelabeler.core.entities import FaceState, SourceKind
from facelabeler.core.errors import Cancelled, ExportError, SourceError, UsageError
from facelabeler.export.formats import formats
from facelabeler.export.options import ExportOptions
from facelabeler.export.planning import plan_export
from facelabeler.export.verify import verify
from facelabeler.export.write import export
from facelabeler.media.frames import read_frames

PNG = ExportOptions(image_format="png")


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


ABOUT = {"README.md", "dataset.json", "index.html", "manifest.jsonl"}


def content(folder: Path) -> list[str]:
    """The files of a dataset without those that speak about it."""
    return [name for name in files(folder) if name not in ABOUT]


def labels(folder: Path, split: str) -> dict[str, list[tuple[float, ...]]]:
    rows = {path.stem: path.read_text().splitlines() for path in (folder / "labels" / split).iterdir()}
    return {name: [tuple(float(part) for part in row.split()) for row in lines] for name, lines in rows.items()}


def pixels(path: Path) -> np.ndarray:
    return cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB)


def two_people_in_a_picture() -> Story:
    story = scattered(["Ann", "Bob"])
    clip = story.source("pair.mp4")
    ann, bob = story.face(clip, 5.0, left=100, top=80, track=901), story.face(clip, 5.0, left=280, top=200, track=902)
    story.group([ann], "Ann")
    story.group([bob], "Bob")
    return story


# -- YOLO


def test_yolo_writes_full_pictures_with_their_boxes(tmp_path):
    report = write(two_people_in_a_picture(), tmp_path / "set", options=PNG)
    assert (report.images, report.boxes, report.classes, report.problems) == (61, 62, 2, ())
    assert report.folders == {"yolo": tmp_path / "set"}
    [picture] = (tmp_path / "set" / "images").glob("*/pair_00005000.png")
    assert np.array_equal(pixels(picture), scene(5.0))
    rows = labels(tmp_path / "set", picture.parent.name)["pair_00005000"]
    edges = [
        (who, (x - w / 2) * WIDTH, (y - h / 2) * HEIGHT, (x + w / 2) * WIDTH, (y + h / 2) * HEIGHT)
        for who, x, y, w, h in rows
    ]
    assert edges == [pytest.approx((0, 100, 80, 140, 120)), pytest.approx((1, 280, 200, 320, 240))]


def test_yolo_pairs_every_picture_with_a_label_file(tmp_path):
    write(two_people_in_a_picture(), tmp_path / "set")
    for split in ("train", "val", "test"):
        pictures = {path.stem for path in (tmp_path / "set" / "images" / split).iterdir()}
        assert pictures
        assert pictures == set(labels(tmp_path / "set", split))


def test_data_yaml_is_what_trainers_ask_for(tmp_path):
    write(two_people_in_a_picture(), tmp_path / "set")
    assert yaml.safe_load((tmp_path / "set" / "data.yaml").read_text()) == {
        "train": "images/train",
        "val": "images/val",
        "test": "images/test",
        "nc": 2,
        "names": {0: "Ann", 1: "Bob"},
    }


def test_where_nothing_can_be_held_out_val_is_train_and_no_track_is_divided(tmp_path):
    story = Story()
    story.person("Ann", story.source(), [float(k) for k in range(20)], track=1)
    write(story, tmp_path / "set")
    config = yaml.safe_load((tmp_path / "set" / "data.yaml").read_text())
    assert (config["train"], config["val"], "test" in config) == ("images/train", "images/train", False)
    assert verify(tmp_path / "set") == []


def test_crops_are_cut_from_the_full_picture_with_a_margin(tmp_path):
    write(two_people_in_a_picture(), tmp_path / "set", options=PNG)
    [crop] = (tmp_path / "set" / "crops" / "Ann").glob("pair_*")
    assert np.array_equal(pixels(crop), scene(5.0)[70:130, 90:150])
    [cut_at_the_edge] = (tmp_path / "set" / "crops" / "Bob").glob("pair_*")
    assert np.array_equal(pixels(cut_at_the_edge), scene(5.0)[190:, 270:])


def test_a_box_that_sticks_out_is_clipped_and_one_outside_dropped(tmp_path):
    story = scattered(["Ann"])
    clip = story.source("edge.mp4")
    story.person("Bob", clip, [1.0], left=WIDTH - 10)
    story.person("Cy", clip, [2.0], left=WIDTH + 10)
    report = write(story, tmp_path / "set")
    [[row]] = [rows for name, rows in labels(tmp_path / "set", "train").items() if name == "edge_00001000"]
    assert row[1] + row[3] / 2 == pytest.approx(1)
    assert report.images == 61
    assert report.problems == ("1 of 62 pictures could not be read again and are left out",)


def test_a_picture_that_is_larger_than_announced_keeps_its_boxes(tmp_path):
    story = scattered(["Ann"])
    story.person("Bob", story.source("grows.mp4"), [1.0], left=WIDTH + 20)

    def grown(path, kind, times):
        yield from ((time, scene(time, 2 * WIDTH, 2 * HEIGHT)) for time in times)

    write(story, tmp_path / "set", read_frames=grown)
    [row] = labels(tmp_path / "set", "train")["grows_00001000"]
    assert row[1] * 2 * WIDTH == pytest.approx(WIDTH + 20 + SIZE / 2)


def test_the_manifest_and_the_summary_say_what_went_where(tmp_path):
    story = two_people_in_a_picture()
    write(story, tmp_path / "set")
    lines = [json.loads(line) for line in (tmp_path / "set" / "manifest.jsonl").read_text().splitlines()]
    assert len(lines) == 61
    assert all((tmp_path / "set" / line["file"]).is_file() for line in lines)
    dataset = json.loads((tmp_path / "set" / "dataset.json").read_text())
    assert [row["name"] for row in dataset["classes"]] == ["Ann", "Bob"]
    assert sum(sum(row["faces"].values()) for row in dataset["classes"]) == 62
    assert [source["file"] for source in dataset["sources"]] == ["clip.mp4", "pair.mp4"]


def made_video(path: Path, seconds: int) -> None:
    """25 pictures a second, blue rising by one with each."""
    with av.open(str(path), "w") as file:
        stream = file.add_stream("mpeg4", rate=25, width=WIDTH, height=HEIGHT, pix_fmt="yuv420p", bit_rate=8_000_000)
        for index in range(25 * seconds):
            for packet in stream.encode(av.VideoFrame.from_ndarray(scene(index), format="rgb24")):
                file.mux(packet)
        for packet in stream.encode(None):
            file.mux(packet)


def test_frames_of_a_video_are_read_again_at_their_times(tmp_path):
    made_video(tmp_path / "made.mp4", seconds=4)
    story = Story()
    story.person("Ann", story.source("made.mp4"), [0.0, 1.0, 3.0], left=100)
    write(story, tmp_path / "set", locate=lambda _: tmp_path / "made.mp4", read_frames=read_frames)
    for second in (0, 1, 3):
        picture = pixels(tmp_path / "set" / "images" / "train" / f"made_0000{second}000.jpg")
        assert np.abs(picture.astype(int) - scene(25 * second)).mean(axis=(0, 1)).max() < 6


# -- montages


def test_a_montage_shows_every_face_and_continues_on_a_second_page(tmp_path):
    write(scattered(["Ann"], shots=20), tmp_path / "set", "montage")
    assert content(tmp_path / "set") == ["Ann.jpg", "Ann~2.jpg"]
    assert pixels(tmp_path / "set" / "Ann.jpg").shape == (6 * 120, 8 * 96, 3)
    assert pixels(tmp_path / "set" / "Ann~2.jpg").shape == (2 * 120, 8 * 96, 3)


def test_a_montage_of_few_faces_is_no_larger_than_they_need(tmp_path):
    story = Story()
    story.person("Ann", story.source(), [0.0, 1.0, 2.0], left=100)
    write(story, tmp_path / "set", "montage")
    assert pixels(tmp_path / "set" / "Ann.jpg").shape == (120, 3 * 96, 3)


# -- the article's layout


def test_the_article_layout_has_boxes_that_fit_the_portrait_beside_them(tmp_path):
    story = Story()
    clip = story.source()
    story.person("Ann", clip, [5.0], left=100)
    story.group([story.face(clip, 90.0)])
    story.face(clip, 200.0)
    write(story, tmp_path / "set", "article", options=ExportOptions(others="unknown", image_format="png"))
    assert content(tmp_path / "set") == [
        "Face_0/face_1.png",
        "Face_0/face_1.txt",
        "Face_1/face_1.png",
        "Face_1/face_1.txt",
        "Montage/Face_0.jpg",
        "Montage/Face_1.jpg",
        "Noise/face_1.png",
        "classes.txt",
    ]
    assert (tmp_path / "set" / "classes.txt").read_text() == "Ann\nUnnamed 2\n"
    # The face is at 100, 20, 40 pixels a side; half a side more to the left, and above what there is.
    assert (tmp_path / "set" / "Face_0" / "face_1.txt").read_text() == "0 20 20 60 60\n"
    assert np.array_equal(pixels(tmp_path / "set" / "Face_0" / "face_1.png"), scene(5.0)[0:90, 80:160])
    assert pixels(tmp_path / "set" / "Montage" / "Face_0.jpg").shape == (600, 480, 3)


def test_a_large_portrait_is_scaled_down_with_its_box_and_a_small_one_never_up(tmp_path):
    story = Story()
    story.person("Ann", story.source("big.png", SourceKind.PHOTO, width=100, height=75), [0.0], left=0)

    def ten_times_as_large(path, kind, times):
        yield 0.0, scene(0.0, 1000, 750)

    write(story, tmp_path / "set", "article", read_frames=ten_times_as_large)
    assert pixels(tmp_path / "set" / "Face_0" / "face_1.jpg").shape == (500, 400, 3)
    assert (tmp_path / "set" / "Face_0" / "face_1.txt").read_text() == "0 0 133 267 400\n"


# -- photos


def photo_story(path: Path, size: tuple[int, int]) -> Story:
    story = Story()
    story.person("Ann", story.source(str(path), SourceKind.PHOTO, width=size[0], height=size[1]), [0.0], left=10)
    return story


def export_photo(path: Path, out: Path, size: tuple[int, int]) -> Path:
    write(photo_story(path, size), out, locate=lambda _: path, read_frames=read_frames)
    [picture] = (out / "images" / "train").iterdir()
    return picture


@pytest.mark.parametrize(("name", "kind", "ending"), [("a.jpg", "JPEG", ".jpg"), ("b.JPEG", "PNG", ".png")])
def test_a_plain_photo_is_copied_byte_for_byte_under_the_ending_it_deserves(tmp_path, name, kind, ending):
    Pillow.fromarray(scene(0.0)).save(tmp_path / name, kind)
    picture = export_photo(tmp_path / name, tmp_path / "set", (WIDTH, HEIGHT))
    assert picture.suffix == ending
    assert picture.read_bytes() == (tmp_path / name).read_bytes()


def test_a_turned_photo_is_written_upright(tmp_path):
    exif = Pillow.Exif()
    exif[274] = 6
    Pillow.fromarray(scene(0.0)).save(tmp_path / "turned.jpg", exif=exif, quality=95)
    picture = export_photo(tmp_path / "turned.jpg", tmp_path / "set", (HEIGHT, WIDTH))
    with Pillow.open(picture) as upright:
        assert upright.size == (HEIGHT, WIDTH)
        assert not upright.getexif()
    difference = np.abs(pixels(picture).astype(int) - np.rot90(scene(0.0), -1))
    assert difference.mean() < 3


@pytest.mark.parametrize(
    ("mode", "name", "more"),
    [("CMYK", "c.jpg", {}), ("RGBA", "a.png", {}), ("P", "p.png", {}), ("1", "b.png", {}), ("RGB", "w.webp", {})],
)
def test_a_photo_that_some_readers_misread_is_encoded_anew(tmp_path, mode, name, more):
    Pillow.fromarray(scene(0.0)).convert(mode).save(tmp_path / name, **more)
    picture = export_photo(tmp_path / name, tmp_path / "set", (WIDTH, HEIGHT))
    assert picture.suffix == ".jpg"
    with Pillow.open(picture) as written:
        assert (written.format, written.mode, written.size) == ("JPEG", "RGB", (WIDTH, HEIGHT))


def test_a_16_bit_png_and_a_truncated_jpeg_are_encoded_anew(tmp_path):
    cv2.imwrite(str(tmp_path / "deep.png"), scene(0.0).astype(np.uint16) * 257)
    assert export_photo(tmp_path / "deep.png", tmp_path / "one", (WIDTH, HEIGHT)).suffix == ".jpg"
    Pillow.fromarray(scene(0.0)).save(tmp_path / "cut.jpg")
    data = (tmp_path / "cut.jpg").read_bytes()
    (tmp_path / "cut.jpg").write_bytes(data[: len(data) * 3 // 4])
    picture = export_photo(tmp_path / "cut.jpg", tmp_path / "two", (WIDTH, HEIGHT))
    assert picture.read_bytes().endswith(b"\xff\xd9")


# -- all or nothing


def test_nothing_to_export_is_refused_with_advice(tmp_path):
    story = Story()
    story.face(story.source(), 0.0)
    with pytest.raises(ExportError, match="nothing to export") as refused:
        write(story, tmp_path / "set")
    assert "--include all" in refused.value.advice
    with pytest.raises(ExportError, match="nothing to export"):
        write(Story(), tmp_path / "set", options=ExportOptions(others="unknown"))
    assert list(tmp_path.iterdir()) == []


def test_a_source_that_is_gone_is_named_before_anything_is_written(tmp_path):
    with pytest.raises(ExportError, match="not where it was") as refused:
        write(scattered(["Ann"]), tmp_path / "set", locate=lambda _: None)
    assert refused.value.file == "clip.mp4"
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_format_and_no_format_are_wrong_usage(tmp_path):
    plan = plan_export(scattered(["Ann"]).project)
    with pytest.raises(UsageError, match="no export format cocoa"):
        export(plan, tmp_path / "set", ["cocoa"], locate=lambda _: Path(), read_frames=scenes)
    with pytest.raises(UsageError, match="No export format is chosen"):
        export(plan, tmp_path / "set", [], locate=lambda _: Path(), read_frames=scenes)


def test_cancelling_halfway_leaves_nothing(tmp_path):
    done: list[int] = []

    def cancel_in_the_middle() -> None:
        if len(done) == 10:
            raise Cancelled

    with pytest.raises(Cancelled):
        write(
            scattered(["Ann", "Bob"]),
            tmp_path / "set",
            report=lambda count, total: done.append(count),
            check_cancel=cancel_in_the_middle,
        )
    assert done == list(range(1, 11))
    assert list(tmp_path.iterdir()) == []


def test_progress_counts_every_picture(tmp_path):
    told: list[tuple[int, int]] = []
    write(scattered(["Ann"]), tmp_path / "set", report=lambda done, total: told.append((done, total)))
    assert told == [(k, 60) for k in range(1, 61)]


def test_a_source_that_fails_while_it_is_read_leaves_nothing(tmp_path):
    def failing(path, kind, times):
        yield times[0], scene(times[0])
        raise SourceError("it is damaged", file=path)

    with pytest.raises(SourceError):
        write(scattered(["Ann"]), tmp_path / "set", read_frames=failing)
    assert list(tmp_path.iterdir()) == []


def test_pictures_that_the_file_no_longer_gives_are_left_out_and_told(tmp_path):
    def shorter(path, kind, times):
        yield from ((time, scene(time)) for time in times[:-2])

    report = write(scattered(["Ann", "Bob"]), tmp_path / "set", read_frames=shorter)
    assert report.images == 58
    assert report.problems == ("2 of 60 pictures could not be read again and are left out",)
    assert verify(tmp_path / "set") == []


def test_whom_no_picture_came_of_is_no_class_of_folders(tmp_path):
    story = scattered(["Ann", "Bob"])
    story.person("Cy", story.source("late.mp4"), [5.0])

    def without_cy(path, kind, times):
        yield from ((time, scene(time)) for time in times if time != 5.0)

    report = write(story, tmp_path / "set", "imagefolder", "yolo-classify", read_frames=without_cy)
    assert report.problems == ("1 of 61 pictures could not be read again and are left out",)
    for name in ("imagefolder", "yolo-classify"):
        place = tmp_path / "set" / name
        assert (place / "classes.txt").read_text() == "Ann\nBob\n"
        assert {path.name for path in place.glob("*/*") if path.is_dir()} == {"Ann", "Bob"}


def test_an_existing_dataset_is_replaced_only_with_force(tmp_path):
    write(scattered(["Ann"]), tmp_path / "set")
    with pytest.raises(ExportError, match="not empty"):
        write(scattered(["Bob"]), tmp_path / "set")
    assert (tmp_path / "set" / "crops" / "Ann").is_dir()
    write(scattered(["Bob"]), tmp_path / "set", force=True)
    assert [path.name for path in (tmp_path / "set" / "crops").iterdir()] == ["Bob"]


def test_several_formats_are_written_in_one_reading_each_in_its_own_folder(tmp_path):
    reads: list[str] = []

    def counted(path, kind, times):
        reads.append(path)
        return scenes(path, kind, times)

    report = write(scattered(["Ann"]), tmp_path / "set", *formats(), read_frames=counted)
    assert reads == ["elsewhere.mp4"]
    assert report.folders == {name: tmp_path / "set" / name for name in formats()}
    assert sorted(path.name for path in (tmp_path / "set").iterdir()) == sorted(formats())
    assert verify(tmp_path / "set") == []


def test_the_same_project_gives_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        write(two_people_in_a_picture(), tmp_path / name)
    assert files(tmp_path / "one") == files(tmp_path / "two")
    for name in files(tmp_path / "one"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_ignored_and_false_faces_are_in_no_file(tmp_path):
    story = scattered(["Ann", "Bob"], shots=6)
    for face in list(story.project.faces)[:9:3]:
        story.mark(face, FaceState.IGNORED)
    marked = list(story.project.faces)[9]
    story.mark(marked, FaceState.NOT_A_FACE)
    report = write(story, tmp_path / "set", options=ExportOptions(others="unknown"))
    assert report.boxes == 18 - 4
