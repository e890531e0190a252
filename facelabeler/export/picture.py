"""A planned picture with its pixels, as every format gets it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from facelabeler.core.entities import Point, Source, SourceKind
from facelabeler.core.geometry import Box
from facelabeler.export.blurring import blurred
from facelabeler.export.cutting import cut_out
from facelabeler.export.options import ExportOptions, ImageFormat
from facelabeler.export.plan import Label, PlannedImage
from facelabeler.media.crops import encode_image

if TYPE_CHECKING:
    from facelabeler.media.pictures import Image

ENDINGS: Final[dict[ImageFormat, str]] = {"jpeg": "jpg", "png": "png"}


@dataclass(frozen=True)
class Picture:
    """`raw`: (H, W, 3) uint8 RGB, read again from the source at `path` in full size."""

    planned: PlannedImage
    source: Source
    path: Path
    raw: Image
    options: ExportOptions

    @property
    def width(self) -> int:
        return int(self.raw.shape[1])

    @property
    def height(self) -> int:
        return int(self.raw.shape[0])

    @cached_property
    def pixels(self) -> Image:
        """The picture as it goes into the dataset: nobody is recognisable in it who must not be."""
        return blurred(self.raw, list(map(self._placed, self.planned.blurred))) if self.planned.blurred else self.raw

    @cached_property
    def labels(self) -> tuple[Label, ...]:
        """The planned labels, in pixels of this picture and inside it; a box that is wholly outside is dropped."""
        placed = (
            replace(label, box=self._placed(label.box), landmarks=self._points(label.landmarks))
            for label in self.planned.labels
        )
        return tuple(label for label in placed if label.box.width > 0 and label.box.height > 0)

    @property
    def wanted(self) -> tuple[Label, ...]:
        """The labels whose faces are to be cut out."""
        return tuple(label for label in self.labels if label.wanted)

    @cached_property
    def file(self) -> tuple[str, bytes]:
        """Ending and bytes of the whole picture: the photo's own file where that can be, else encoded anew."""
        if self.source.kind is SourceKind.PHOTO and not self.planned.blurred:
            from facelabeler.export.originals import original_file

            original = original_file(self.path, self.width, self.height)
            if original:
                return original
        return self.encoded(self.pixels)

    def crop(self, label: Label) -> Image:
        """The face of one of `labels`, cut out as the user wants it."""
        return cut_out(self.pixels, label, self.options)

    def encoded(self, pixels: Image) -> tuple[str, bytes]:
        """Ending and bytes of a picture in the format and quality that the user chose."""
        ending = ENDINGS[self.options.image_format]
        return ending, encode_image(pixels, ending, self.options.quality)

    def _placed(self, box: Box) -> Box:
        x, y = self._scale
        scaled = Box(round(box.left * x), round(box.top * y), round(box.right * x), round(box.bottom * y))
        return scaled.clipped(self.width, self.height)

    def _points(self, points: tuple[Point, ...]) -> tuple[Point, ...]:
        x, y = self._scale
        return tuple((across * x, down * y) for across, down in points)

    @property
    def _scale(self) -> tuple[float, float]:
        """How much smaller a photo was read than it is: one beyond the memory's limit is decoded scaled down."""
        if self.source.kind is not SourceKind.PHOTO or not self.source.width or not self.source.height:
            return 1.0, 1.0
        return self.width / self.source.width, self.height / self.source.height
