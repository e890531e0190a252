"""What a format is, and which there are: our table, and whatever other packages offer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from pathlib import Path
from pkgutil import resolve_name
from typing import Final, Literal, Protocol

from facelabeler.core.entities import FaceId
from facelabeler.core.errors import UsageError
from facelabeler.export.picture import Picture
from facelabeler.export.plan import ExportPlan

ENTRY_POINTS: Final = "facelabeler.exporters"
"""A package adds a format with an entry point of this group that names an `ExportFormat`."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a writer has made of a picture: its file, and the files of its faces; paths in the dataset with `/`."""

    file: str = ""
    faces: Mapping[FaceId, str] = field(default_factory=dict)


class Writer(Protocol):
    """Writes one dataset into a folder that is empty and its own."""

    def add(self, picture: Picture) -> Made:
        """Write a picture. Pictures come by rising source and time, each once, each with at least one label."""

    def finish(self) -> None:
        """Write what can only be written last. Not called if the export fails or is cancelled."""

    def close(self) -> None:
        """Let go of open files; always called, last."""


WriterFactory = Callable[[Path, ExportPlan], Writer]
Part = Literal["pictures", "crops", "montages", "encodings"]
Use = Literal["Detection", "Recognition", "Tracking", "Tables", "To look at"]
Verifier = Callable[[Path], list[str]]


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format. `writer` and `verifier` are `module:name` of a WriterFactory and a Verifier, imported when needed.

    `parts` says what it writes: for the estimate of its size, for the choices that matter to it, and for whether the
    sources have to be read again. `signs` are patterns of files that tell a folder of this format from others, for
    datasets that do not say what they are.
    """

    name: str
    title: str
    sentence: str
    writer: str
    verifier: str
    parts: tuple[Part, ...] = ()
    use: Use = "Tables"
    signs: tuple[str, ...] = ()

    def new_writer(self, folder: Path, plan: ExportPlan) -> Writer:
        factory: WriterFactory = resolve_name(self.writer)
        return factory(folder, plan)

    def problems(self, folder: Path) -> list[str]:
        """What is wrong with a dataset of this format, one sentence each; empty if a trainer can have it."""
        verifier: Verifier = resolve_name(self.verifier)
        return verifier(folder)

    @property
    def needs_pixels(self) -> bool:
        """Whether the sources have to be read."""
        return self.parts != ("encodings",)


def _row(
    name: str,
    title: str,
    sentence: str,
    writer: str,
    parts: tuple[Part, ...],
    use: Use,
    *signs: str,
) -> ExportFormat:
    """A format of ours: its writer is in a module of `export`, its check in the module of that name in `checks`."""
    verifier = f"facelabeler.export.checks.{writer.partition(':')[0]}:problems"
    return ExportFormat(name, title, sentence, f"facelabeler.export.{writer}", verifier, parts, use, signs)


BUILT_IN: Final = (
    _row(
        "yolo",
        "Ultralytics YOLO",
        "Full pictures with boxes; crops and montages beside",
        "yolo:YoloWriter",
        ("pictures", "crops", "montages"),
        "Detection",
        "data.yaml",
    ),
    _row(
        "coco",
        "COCO",
        "Full pictures, one JSON file a split",
        "coco:CocoWriter",
        ("pictures",),
        "Detection",
        "annotations/instances_*.json",
    ),
    _row(
        "voc",
        "Pascal VOC",
        "Full pictures, one XML file each",
        "voc:VocWriter",
        ("pictures",),
        "Detection",
        "ImageSets/Main/*.txt",
    ),
    _row(
        "cvat",
        "CVAT, images",
        "Full pictures, to go on labelling",
        "cvat:CvatWriter",
        ("pictures",),
        "Detection",
        "annotations.xml",
    ),
    _row(
        "yolo-classify",
        "YOLO classification",
        "A folder of faces per person",
        "yolo_classify:YoloClassifyWriter",
        ("crops",),
        "Recognition",
    ),
    _row(
        "imagefolder",
        "ImageFolder",
        "The same, for torchvision and others",
        "class_folders:ClassFolderWriter",
        ("crops",),
        "Recognition",
        "train/*/*.jpg",
        "train/*/*.png",
    ),
    _row(
        "lfw",
        "LFW and VGGFace2",
        "Faces, and pairs to verify on",
        "lfw:LfwWriter",
        ("crops",),
        "Recognition",
        "pairs.txt",
    ),
    _row(
        "encodings",
        "Encodings",
        "The encoder's numbers, for NumPy",
        "encodings:EncodingsWriter",
        ("encodings",),
        "Recognition",
        "encodings.npz",
    ),
    _row(
        "cvat-video",
        "CVAT, video tracks",
        "Frames of each source, with tracks",
        "cvat_video:CvatVideoWriter",
        ("pictures",),
        "Tracking",
        "*/*/annotations.xml",
    ),
    _row(
        "mot",
        "MOT Challenge",
        "The same, for trackers",
        "mot:MotWriter",
        ("pictures",),
        "Tracking",
        "*/*/gt/gt.txt",
    ),
    _row(
        "csv",
        "CSV",
        "Full pictures, one table of faces",
        "csv_table:CsvWriter",
        ("pictures",),
        "Tables",
        "faces.csv",
    ),
    _row(
        "jsonl",
        "JSON Lines",
        "The same, for Hugging Face",
        "jsonl:JsonLinesWriter",
        ("pictures",),
        "Tables",
        "*/metadata.jsonl",
    ),
    _row(
        "montage",
        "Montages",
        "All portraits of each person",
        "montage:MontageWriter",
        ("montages",),
        "To look at",
    ),
    _row(
        "article",
        "Article layout",
        "Portraits with boxes as text",
        "article:ArticleWriter",
        ("crops", "montages"),
        "To look at",
        "Face_*/face_*.txt",
    ),
)


def formats() -> dict[str, ExportFormat]:
    """Every format by name, ours first; a package cannot replace one of ours."""
    found = {row.name: row for row in BUILT_IN}
    for entry in entry_points(group=ENTRY_POINTS):
        found.setdefault(entry.name, entry.load())
    return found


def find_format(name: str) -> ExportFormat:
    """The format of this name. Raises UsageError if there is none."""
    known = formats()
    if name not in known:
        raise UsageError(f"There is no export format {name}", advice=f"Choose from {', '.join(known)}")
    return known[name]
