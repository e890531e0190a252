"""Programs that people train with read what we write: pictures, boxes to a pixel, classes."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import pytest
import yaml
from footage import HEIGHT, WIDTH, Story, Told, scattered, scene, write

from facelabeler.export.csv_table import name_in
from facelabeler.export.options import SPLITS, ExportOptions
from facelabeler.export.plan import ExportPlan
from facelabeler.export.planning import plan_export

FORMATS = ("yolo", "coco", "voc", "cvat", "cvat-video", "mot", "csv", "jsonl", "imagefolder", "yolo-classify", "lfw",
           "encodings")  # fmt: skip
NAMES = ["Zoë", "no", "Bob"]

Boxes = Mapping[str, list[tuple[int, ...]]]


@pytest.fixture(scope="module")
def story() -> Story:
    told = scattered(NAMES, shots=12, frames=2)
    pair = told.source("pair.mp4")
    told.group([told.face(pair, 3.0, left=40)], "Zoë")
    told.group([told.face(pair, 3.0, left=200)], "no")
    return told


@pytest.fixture(scope="module")
def plan(story: Story) -> ExportPlan:
    return plan_export(story.project)


@pytest.fixture(scope="module")
def datasets(story: Story, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readers") / "set"
    write(story, folder, *FORMATS)
    return folder


def planned(plan: ExportPlan, split: str) -> Boxes:
    """Class and box of each label, by picture."""
    return {
        image.name: sorted((label.class_index, *label.box.as_list()) for label in image.labels)
        for image in plan.images
        if image.split == split
    }


def assert_same(read: Mapping[str, Iterable[tuple[int, ...]]], wanted: Boxes) -> None:
    """The same pictures, the same classes, boxes a pixel apart at most."""
    assert read.keys() == wanted.keys()
    for name, rows in wanted.items():
        found = np.array(sorted(read[name]))
        assert (found[:, 0] == np.array(rows)[:, 0]).all()
        assert np.abs(found - np.array(rows)).max() <= 1


def assert_shows(pixels: np.ndarray, time: float) -> None:
    """The picture is the one that was on screen at this time, in BGR."""
    assert pixels.shape == (HEIGHT, WIDTH, 3)
    assert np.abs(pixels[:, :, ::-1].astype(int) - scene(time)).mean() < 3


# -- supervision


def detections(read: object) -> Boxes:
    return {
        Path(path).stem: [(int(who), *map(round, box)) for who, box in zip(found.class_id, found.xyxy, strict=True)]
        for path, _, found in read  # type: ignore[attr-defined]
    }


@pytest.mark.parametrize("split", SPLITS)
def test_supervision_reads_yolo(plan, datasets, split):
    sv = pytest.importorskip("supervision")
    place = datasets / "yolo"
    read = sv.DetectionDataset.from_yolo(
        images_directory_path=str(place / "images" / split),
        annotations_directory_path=str(place / "labels" / split),
        data_yaml_path=str(place / "data.yaml"),
    )
    assert read.classes == NAMES
    assert_same(detections(read), planned(plan, split))
    times = {image.name: image.time for image in plan.images}
    for path, pixels, _ in read:
        assert_shows(pixels, times[Path(path).stem])


@pytest.mark.parametrize("split", SPLITS)
def test_supervision_reads_coco(plan, datasets, split):
    sv = pytest.importorskip("supervision")
    place = datasets / "coco"
    read = sv.DetectionDataset.from_coco(
        images_directory_path=str(place / "images" / split),
        annotations_path=str(place / "annotations" / f"instances_{split}.json"),
    )
    assert read.classes == NAMES
    assert_same(detections(read), planned(plan, split))


def test_supervision_reads_pascal_voc(plan, datasets):
    sv = pytest.importorskip("supervision")
    place = datasets / "voc"
    read = sv.DetectionDataset.from_pascal_voc(
        images_directory_path=str(place / "JPEGImages"), annotations_directory_path=str(place / "Annotations")
    )
    # It numbers classes as they come; ours are known by their names.
    ours = [NAMES.index(name) for name in read.classes]
    found = {name: [(ours[row[0]], *row[1:]) for row in rows] for name, rows in detections(read).items()}
    assert_same(found, {name: rows for split in SPLITS for name, rows in planned(plan, split).items()})


# -- pycocotools


@pytest.mark.parametrize("split", SPLITS)
def test_pycocotools_reads_coco(plan, datasets, split, capsys):
    coco = pytest.importorskip("pycocotools.coco")
    read = coco.COCO(str(datasets / "coco" / "annotations" / f"instances_{split}.json"))
    assert [row["name"] for row in read.loadCats(read.getCatIds())] == NAMES
    found = {}
    for image in read.loadImgs(read.getImgIds()):
        rows = read.loadAnns(read.getAnnIds(image["id"]))
        boxes = [(row["category_id"] - 1, *row["bbox"][:2], *np.add(row["bbox"][:2], row["bbox"][2:])) for row in rows]
        found[Path(image["file_name"]).stem] = boxes
        assert all(read.annToMask(row).sum() == row["area"] for row in rows)
    assert_same(found, planned(plan, split))


def test_pycocotools_scores_the_truth_against_itself_with_one(datasets, capsys):
    coco = pytest.importorskip("pycocotools.coco")
    from pycocotools.cocoeval import COCOeval

    truth = coco.COCO(str(datasets / "coco" / "annotations" / "instances_train.json"))
    rows = truth.loadAnns(truth.getAnnIds())
    found = truth.loadRes([{**row, "score": 1.0} for row in rows])
    judged = COCOeval(truth, found, "bbox")
    judged.evaluate()
    judged.accumulate()
    judged.summarize()
    assert judged.stats[0] == pytest.approx(1.0)


# -- datumaro


def items(read: object) -> dict[str, dict[str, list[tuple[int, ...]]]]:
    """Class and box of what datumaro read, by split and picture; classes by our numbers."""
    from datumaro.components.annotation import AnnotationType

    names = [row.name for row in read.categories()[AnnotationType.label]]  # type: ignore[attr-defined]
    found: dict[str, dict[str, list[tuple[int, ...]]]] = {}
    for item in read:  # type: ignore[attr-defined]
        boxes = [one for one in item.annotations if one.type == AnnotationType.bbox]
        rows = [(NAMES.index(names[box.label]), *map(round, box.points)) for box in boxes]
        found.setdefault(item.subset, {})[Path(item.id).name] = rows
        assert item.media.data.shape[:2] == (HEIGHT, WIDTH)
    return found


@pytest.mark.optin
@pytest.mark.parametrize(("name", "kind"), [("coco", "coco"), ("voc", "voc"), ("yolo", "yolo")])
def test_datumaro_reads_boxes_splits_and_pictures(plan, datasets, name, kind):
    datumaro = pytest.importorskip("datumaro", reason="datumaro wants another OpenCV: `make test-readers`")
    read = items(datumaro.Dataset.import_from(str(datasets / name), kind))
    assert read.keys() == set(SPLITS)
    for split in SPLITS:
        assert_same(read[split], planned(plan, split))


@pytest.mark.optin
def test_datumaro_reads_each_subset_of_cvat(plan, datasets):
    datumaro = pytest.importorskip("datumaro", reason="datumaro wants another OpenCV: `make test-readers`")
    for split in SPLITS:
        read = items(datumaro.Dataset.import_from(str(datasets / "cvat"), "cvat", subset=split))
        assert_same(read[split], planned(plan, split))


@pytest.mark.optin
def test_datumaro_reads_every_mot_sequence(plan, datasets):
    datumaro = pytest.importorskip("datumaro", reason="datumaro wants another OpenCV: `make test-readers`")
    from datumaro.components.annotation import AnnotationType

    for split in SPLITS:
        found: list[tuple[int, ...]] = []
        for place in sorted((datasets / "mot" / split).iterdir()):
            read = datumaro.Dataset.import_from(str(place), "mot_seq")
            names = [row.name for row in read.categories()[AnnotationType.label]]
            found += [
                (NAMES.index(names[box.label]), *map(round, box.points)) for item in read for box in item.annotations
            ]
        wanted = [row for rows in planned(plan, split).values() for row in rows]
        assert np.abs(np.array(sorted(found)) - np.array(sorted(wanted))).max() <= 1


@pytest.mark.optin
def test_datumaro_reads_video_tracks_that_end_where_ours_do(plan, datasets):
    datumaro = pytest.importorskip("datumaro", reason="datumaro wants another OpenCV: `make test-readers`")
    from datumaro.components.annotation import AnnotationType

    [place] = (datasets / "cvat-video" / "train").glob("clip")
    read = datumaro.Dataset.import_from(str(place), "cvat")
    boxes = [one for item in read for one in item.annotations if one.type == AnnotationType.bbox]
    shown = [one for one in boxes if not one.attributes.get("outside")]
    wanted = [label for image in plan.images if image.split == "train" and image.source == 1 for label in image.labels]
    assert len(shown) == len(wanted)


@pytest.mark.optin
def test_datumaro_reads_folders_of_faces(plan, datasets):
    datumaro = pytest.importorskip("datumaro", reason="datumaro wants another OpenCV: `make test-readers`")
    read = datumaro.Dataset.import_from(str(datasets / "imagefolder" / "train"), "imagenet")
    assert len(read) == sum(image.split == "train" for image in plan.images for _ in image.labels)


# -- PyTorch


@pytest.mark.optin
@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize("name", ["imagefolder", "yolo-classify"])
def test_torchvision_reads_folders_of_faces_with_the_same_classes_in_each_split(plan, datasets, name, split):
    torchvision = pytest.importorskip("torchvision", reason="install CPU PyTorch yourself to run this")
    read = torchvision.datasets.ImageFolder(str(datasets / name / split), allow_empty=True)
    assert read.classes == sorted(row.folder for row in plan.crop_classes)
    found = sorted(read.classes[who] for _, who in read.samples)
    wanted = [NAMES[row[0]] for rows in planned(plan, split).values() for row in rows]
    assert found == sorted(wanted)
    assert read[0][0].size == (50, 60)  # 40 pixels and a quarter more on each side, cut at the picture's left edge


@pytest.mark.optin
def test_torchvision_reads_coco_and_voc(plan, datasets):
    torchvision = pytest.importorskip("torchvision", reason="install CPU PyTorch yourself to run this")
    pytest.importorskip("pycocotools")
    place = datasets / "coco"
    read = torchvision.datasets.CocoDetection(
        str(place / "images" / "train"), str(place / "annotations" / "instances_train.json")
    )
    assert sum(len(rows) for _, rows in read) == sum(map(len, planned(plan, "train").values()))


@pytest.mark.optin
def test_ultralytics_keeps_every_picture_and_box(datasets, monkeypatch, tmp_path):
    pytest.importorskip("ultralytics", reason="Ultralytics is AGPL: install it yourself to run this")
    from ultralytics.data.dataset import YOLODataset
    from ultralytics.data.utils import check_det_dataset

    place = datasets / "yolo"
    monkeypatch.chdir(tmp_path)
    data = check_det_dataset(str(place / "data.yaml"))
    assert data["names"] == yaml.safe_load((place / "data.yaml").read_text())["names"]
    for split in SPLITS:
        read = YOLODataset(img_path=str(data[split]), data=data, task="detect", augment=False)
        boxes = sum(len(path.read_text().splitlines()) for path in (place / "labels" / split).glob("*.txt"))
        assert len(read) == len(list((place / "images" / split).iterdir()))
        assert sum(len(label["cls"]) for label in read.labels) == boxes


@pytest.mark.optin
def test_ultralytics_keeps_every_face_to_classify(datasets):
    pytest.importorskip("ultralytics", reason="Ultralytics is AGPL: install it yourself to run this")
    from ultralytics.cfg import get_cfg
    from ultralytics.data.dataset import ClassificationDataset
    from ultralytics.data.utils import check_cls_dataset

    place = datasets / "yolo-classify"
    data = check_cls_dataset(str(place))
    assert list(data["names"].values()) == sorted(path.name for path in (place / "train").iterdir())
    for split in SPLITS:
        read = ClassificationDataset(str(data[split]), args=get_cfg(), augment=False)
        assert len(read) == len(list((place / split).glob("*/*")))


# -- what needs no program but Python's own


def test_numpy_reads_encodings_without_pickle(story, plan, datasets):
    with np.load(datasets / "encodings" / "encodings.npz", allow_pickle=False) as read:
        assert read["names"].tolist() == NAMES
        faces = [label.face for _, label in plan.wanted()]
        assert read["faces"].tolist() == faces
        assert np.array_equal(read["encodings"], Told().encodings(faces))
        assert read["labels"].tolist() == [label.class_index for _, label in plan.wanted()]
        assert [SPLITS[index] for index in read["splits"]] == [image.split for image, _ in plan.wanted()]
        assert str(read["encoder"]) == "dlib-resnet-v1"


def test_reading_encodings_needs_nothing_of_ours(datasets):
    code = "import sys, numpy; f = numpy.load(sys.argv[1]); print(f['encodings'].shape, 'facelabeler' in sys.modules)"
    file = str(datasets / "encodings" / "encodings.npz")
    done = subprocess.run([sys.executable, "-I", "-c", code, file], capture_output=True, text=True, check=True)
    assert done.stdout == "(26, 128) False\n"


def test_the_csv_module_reads_every_face(plan, datasets):
    with (datasets / "csv" / "faces.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found: dict[str, dict[str, list[tuple[int, ...]]]] = {}
    for row in rows:
        box = tuple(int(row[edge]) for edge in ("class", "left", "top", "right", "bottom"))
        found.setdefault(row["split"], {}).setdefault(Path(row["file"]).stem, []).append(box)
        assert name_in(row["name"]) == NAMES[int(row["class"])]
        assert (datasets / "csv" / row["file"]).is_file()
    for split in SPLITS:
        assert_same(found[split], planned(plan, split))


def test_json_lines_hold_every_face_beside_its_picture(plan, datasets):
    for split in SPLITS:
        lines = (datasets / "jsonl" / split / "metadata.jsonl").read_text(encoding="utf-8").splitlines()
        found = {}
        for row in map(json.loads, lines):
            assert (datasets / "jsonl" / split / row["file_name"]).is_file()
            boxes = zip(row["objects"]["category"], row["objects"]["bbox"], strict=True)
            rows = [(who, left, top, left + wide, top + high) for who, (left, top, wide, high) in boxes]
            found[Path(row["file_name"]).stem] = rows
            assert row["objects"]["name"] == [NAMES[who] for who in row["objects"]["category"]]
        assert_same(found, planned(plan, split))


def test_scikit_learn_reads_lfw_pairs_as_it_reads_lfw(datasets):
    """Its reader looks for `<person>/<person>_0001.jpg` and for lines of three or four columns."""
    reader = pytest.importorskip("sklearn.datasets._lfw")
    place = datasets / "lfw"
    count = (place / "pairs.txt").read_text().splitlines()[0].split("\t")
    pairs, target, names = reader._fetch_lfw_pairs(
        str(place / "pairsDevTrain.txt"), str(place), slice_=None, color=True, resize=None
    )
    same = int((place / "pairsDevTrain.txt").read_text().splitlines()[0])
    assert names.tolist() == ["Different persons", "Same person"]
    assert target.tolist() == [1] * same + [0] * same
    assert pairs.shape[0] == 2 * same > 0
    assert int(count[0]) * int(count[1]) > 0


@pytest.fixture(scope="module")
def one_class(story: Story, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("one") / "set"
    write(story, folder, "yolo", "coco", options=ExportOptions(classes="face"))
    return folder


def test_one_class_is_called_face_everywhere(one_class):
    assert yaml.safe_load((one_class / "yolo" / "data.yaml").read_text())["names"] == {0: "face"}
    data = json.loads((one_class / "coco" / "annotations" / "instances_train.json").read_text())
    assert data["categories"] == [{"id": 1, "name": "face", "supercategory": "face"}]
    rows = [line for path in (one_class / "yolo" / "labels").glob("*/*") for line in path.read_text().splitlines()]
    assert {row.split()[0] for row in rows} == {"0"}
