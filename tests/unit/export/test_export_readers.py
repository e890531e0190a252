"""Programs that people train with read what we write."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import yaml
from footage import HEIGHT, WIDTH, scattered, scene, write

from facelabeler.export.planning import plan_export


@pytest.fixture(scope="module")
def story():
    told = scattered(["Zoë", "no", "Bob"], shots=12, frames=2)
    pair = told.source("pair.mp4")
    told.group([told.face(pair, 3.0, left=40)], "Zoë")
    told.group([told.face(pair, 3.0, left=200)], "no")
    return told


@pytest.fixture(scope="module")
def dataset(story, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readers") / "set"
    write(story, folder)
    return folder


@pytest.mark.parametrize("split", ["train", "val", "test"])
def test_supervision_reads_the_planned_boxes_and_classes(story, dataset, split):
    sv = pytest.importorskip("supervision")
    read = sv.DetectionDataset.from_yolo(
        images_directory_path=str(dataset / "images" / split),
        annotations_directory_path=str(dataset / "labels" / split),
        data_yaml_path=str(dataset / "data.yaml"),
    )
    assert read.classes == ["Zoë", "no", "Bob"]
    planned = {image.name: image for image in plan_export(story.project).images if image.split == split}
    assert len(read) == len(planned)
    for path, picture, found in read:
        image = planned[Path(path).stem]
        assert picture.shape == (HEIGHT, WIDTH, 3)
        assert np.abs(picture[:, :, ::-1].astype(int) - scene(image.time)).mean() < 3
        wanted = sorted((label.class_index, *label.box.as_list()) for label in image.labels)
        given = sorted((int(who), *box) for who, box in zip(found.class_id, found.xyxy, strict=True))
        assert np.abs(np.array(given) - np.array(wanted)).max() < 1


@pytest.mark.optin
def test_ultralytics_keeps_every_picture_and_box(dataset, monkeypatch, tmp_path):
    pytest.importorskip("ultralytics", reason="Ultralytics is AGPL: install it yourself to run this")
    from ultralytics.data.dataset import YOLODataset
    from ultralytics.data.utils import check_det_dataset

    monkeypatch.chdir(tmp_path)
    data = check_det_dataset(str(dataset / "data.yaml"))
    assert data["names"] == yaml.safe_load((dataset / "data.yaml").read_text())["names"]
    for split in ("train", "val", "test"):
        read = YOLODataset(img_path=str(data[split]), data=data, task="detect", augment=False)
        boxes = sum(len(path.read_text().splitlines()) for path in (dataset / "labels" / split).glob("*.txt"))
        assert len(read) == len(list((dataset / "images" / split).iterdir()))
        assert sum(len(label["cls"]) for label in read.labels) == boxes
