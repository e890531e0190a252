"""The plan of an export: which pictures, which labels, which split. One value that every format writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from facelabeler.core.encodings import EncodingTable
from facelabeler.core.entities import ClusterId, FaceId, PersonId, Point, Source, SourceId, TrackId
from facelabeler.core.geometry import Box
from facelabeler.export.notices import Notice
from facelabeler.export.options import ExportOptions, Split

UNKNOWN = "unknown"
"""The class of faces without a name."""

NO_FACE = "not-a-face"
"""The class of what was marked as not a face, where it is wanted."""

ANY_FACE = "face"
"""The class of every box where people are not told apart."""


@dataclass(frozen=True, slots=True)
class ExportClass:
    """A class of the dataset: a person, or (`person` None) `UNKNOWN` or `NO_FACE`. `folder`: a safe, distinct name."""

    index: int
    name: str
    folder: str
    person: PersonId | None


@dataclass(frozen=True, slots=True)
class Group:
    """Faces that are shown together: a person's, or those of one unnamed cluster. `folder` as in `ExportClass`."""

    index: int
    name: str
    folder: str
    person: PersonId | None
    cluster: ClusterId | None


@dataclass(frozen=True, slots=True)
class Label:
    """A labelled face. `box` and `landmarks` are in pixels of the source as shown.

    `group` is None for a face that belongs to none. `wanted` is False for a face that has a box, since it can be seen
    in a picture, but is not to be cut out: it is nearly the same as another, or nobody asked for it.
    """

    face: FaceId
    box: Box
    class_index: int
    group: int | None
    track: TrackId
    quality: float
    score: float = 1.0
    confirmed: bool = False
    landmarks: tuple[Point, ...] = ()
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class PlannedImage:
    """A picture to write. `name` is its file name without ending, distinct in the plan; `shot` numbers what no split
    divides. `unnamed` and `ignored` count the visible faces that carry no label, by the reason why; `blurred` are the
    places that have to be made unrecognisable."""

    name: str
    source: SourceId
    time: float
    frame: int | None
    split: Split
    shot: int
    labels: tuple[Label, ...]
    unnamed: int
    ignored: int
    blurred: tuple[Box, ...] = ()


@dataclass(frozen=True)
class ExportPlan:
    """Everything an export will write. Images rise by source and time; classes by person id, others last.

    `engine` says what found and encoded the faces; `encodings` are those of the wanted faces, if a format asks for them
    (`planning.with_encodings`).
    """

    options: ExportOptions
    classes: tuple[ExportClass, ...]
    groups: tuple[Group, ...]
    images: tuple[PlannedImage, ...]
    sources: Mapping[SourceId, Source]
    notices: tuple[Notice, ...] = ()
    engine: Mapping[str, str] = field(default_factory=dict)
    encodings: EncodingTable | None = field(default=None, compare=False)

    @cached_property
    def counts(self) -> Mapping[int, Counter[Split]]:
        """Wanted faces of each class in each split."""
        counts: dict[int, Counter[Split]] = {row.index: Counter() for row in self.classes}
        for image in self.images:
            for label in image.labels:
                counts[label.class_index][image.split] += label.wanted
        return counts

    @cached_property
    def pictures(self) -> Counter[Split]:
        """Pictures in each split; a split without any is not written."""
        return Counter(image.split for image in self.images)

    @cached_property
    def boxes(self) -> int:
        return sum(len(image.labels) for image in self.images)

    @cached_property
    def crops(self) -> int:
        """Faces that are cut out."""
        return sum(count.total() for count in self.counts.values())

    @cached_property
    def box_classes(self) -> tuple[ExportClass, ...]:
        """The classes of boxes: all, or one where people are not told apart."""
        if self.options.classes == "people":
            return self.classes
        return (ExportClass(0, ANY_FACE, ANY_FACE, None),)

    @cached_property
    def crop_classes(self) -> tuple[ExportClass, ...]:
        """The classes that have a face to cut out."""
        return tuple(row for row in self.classes if self.counts[row.index].total())

    def box_class(self, label: Label) -> int:
        """The index of a label in `box_classes`."""
        return label.class_index if self.options.classes == "people" else 0

    def wanted(self) -> Iterable[tuple[PlannedImage, Label]]:
        """Every face that is cut out, with its picture, in order."""
        return ((image, label) for image in self.images for label in image.labels if label.wanted)
