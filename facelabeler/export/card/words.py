"""What both forms of the card say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from facelabeler.export.options import SPLITS

Rows = list[tuple[str, ...]]

LIMITS: Final = (
    "Faces were found by a detector. Faces that it did not find carry no label and were not made unrecognisable.",
    "Names and groups were given or accepted by a person, and may be wrong.",
    "Splits keep pictures together that are nearly the same; the same people are in all of them. They measure how well "
    "known people are told apart, not how well new ones are.",
)

PRIVACY: Final = (
    "The people in these pictures can be recognised. In many countries pictures and encodings of faces are biometric "
    "data that need the consent of those shown. Keep this dataset only as long as you need it."
)

LOADING: Final[Mapping[str, str]] = {
    "yolo": "yolo detect train data=data.yaml model=yolo11n.pt",
    "yolo-classify": "yolo classify train data=. model=yolo11n-cls.pt",
    "imagefolder": 'torchvision.datasets.ImageFolder("train")  # an empty class: allow_empty=True',
    "coco": 'pycocotools.coco.COCO("annotations/instances_train.json")',
    "voc": 'datumaro.Dataset.import_from(".", "voc")',
    "cvat": 'datumaro.Dataset.import_from(".", "cvat")',
    "cvat-video": "CVAT: make a task of a sequence's images, then Upload annotations, CVAT 1.1",
    "mot": 'motmetrics.io.loadtxt("train/…/gt/gt.txt", fmt="mot15-2D")',
    "lfw": "lines = open('pairs.txt').read().splitlines()[1:]",
    "csv": 'pandas.read_csv("faces.csv")',
    "jsonl": 'datasets.load_dataset("imagefolder", data_dir=".")',
    "encodings": 'numpy.load("encodings.npz", allow_pickle=False)["encodings"]',
}
"""Format: how it is opened."""


def summary(dataset: Mapping[str, Any]) -> str:
    """The whole in a sentence."""
    faces = sum(sum(row["faces"].values()) for row in dataset["classes"])
    parts = (
        _counted(sum(dataset["pictures"].values()), "picture", "pictures"),
        _counted(faces, "face", "faces"),
        _counted(len(dataset["classes"]), "class", "classes"),
        _counted(len(dataset["sources"]), "source", "sources"),
    )
    return f"{', '.join(parts)}. Layout {dataset['layout']}, made with {dataset['made_with']}."


def people(dataset: Mapping[str, Any]) -> Rows:
    """Name, faces in each split, faces in all; the sum last."""
    rows: Rows = [("Name", *SPLITS, "all")]
    total = dict.fromkeys(SPLITS, 0)
    for row in dataset["classes"]:
        counts = {split: row["faces"].get(split, 0) for split in SPLITS}
        total = {split: total[split] + counts[split] for split in SPLITS}
        rows.append((row["name"], *_numbers(counts.values())))
    return [*rows, ("All", *_numbers(total.values()))]


def sources(dataset: Mapping[str, Any]) -> Rows:
    """File, kind, pictures, time span, bytes, hash of its start."""
    rows: Rows = [("File", "kind", "pictures", "from", "to", "bytes", "SHA-256 of its start")]
    for row in dataset["sources"]:
        span = ("", "") if row["kind"] == "photo" else (clock(row["first"]), clock(row["last"]))
        rows.append((row["file"], row["kind"], f"{row['pictures']:,}", *span, f"{row['size']:,}", row["fingerprint"]))
    return rows


def settings(dataset: Mapping[str, Any]) -> Rows:
    """What was chosen, and what did the work."""
    engine = [(name.capitalize(), value) for name, value in dataset["engine"].items()]
    return [("Setting", "value"), *dataset["choices"].items(), *engine]


def clock(seconds: float) -> str:
    """`1:02:03.5`"""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(int(minutes), 60)
    return f"{hours}:{minutes:02}:{rest:04.1f}"


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def _numbers(counts: Iterable[int]) -> list[str]:
    values = list(counts)
    return [f"{value:,}" for value in [*values, sum(values)]]
