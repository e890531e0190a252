"""The plan of an export: which pictures, which labels, which split. One value that every format writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from facelabeler.core.entities import ClusterId, FaceId, PersonId, Source, SourceId, TrackId
from facelabeler.core.geometry import Box
from facelabeler.export.notices import Notice
from facelabeler.export.options import ExportOptions, Split

UNKNOWN = "unknown"
"""The class of unnamed faces."""


@dataclass(frozen=True, slots=True)
class ExportClass:
    """A class of the dataset: a person, or all unnamed faces (`person` None). `folder` is a safe, distinct name."""

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
    """A labelled face. `box` is in pixels of the source as shown; `group` is None for an unclustered face."""

    face: FaceId
    box: Box
    class_index: int
    group: int | None
    track: TrackId
    quality: float


@dataclass(frozen=True, slots=True)
class PlannedImage:
    """A picture to write. `name` is its file name without ending, distinct in the plan; `shot` numbers what no split
    divides. `unnamed` and `ignored` count the visible faces that carry no label, by the reason why."""

    name: str
    source: SourceId
    time: float
    frame: int | None
    split: Split
    shot: int
    labels: tuple[Label, ...]
    unnamed: int
    ignored: int


@dataclass(frozen=True)
class ExportPlan:
    """Everything an export will write. Images rise by source and time; classes by person id, `unknown` last."""

    options: ExportOptions
    classes: tuple[ExportClass, ...]
    groups: tuple[Group, ...]
    images: tuple[PlannedImage, ...]
    sources: Mapping[SourceId, Source]
    notices: tuple[Notice, ...] = ()

    @cached_property
    def counts(self) -> Mapping[int, Counter[Split]]:
        """Faces of each class in each split."""
        counts: dict[int, Counter[Split]] = {row.index: Counter() for row in self.classes}
        for image in self.images:
            for label in image.labels:
                counts[label.class_index][image.split] += 1
        return counts

    @cached_property
    def pictures(self) -> Counter[Split]:
        """Pictures in each split; a split without any is not written."""
        return Counter(image.split for image in self.images)

    @cached_property
    def boxes(self) -> int:
        return sum(len(image.labels) for image in self.images)
