"""A planned picture with its pixels, as every format gets it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from facelabeler.core.entities import Source, SourceKind
from facelabeler.core.geometry import Box
from facelabeler.export.options import ExportOptions
from facelabeler.export.plan import Label, PlannedImage
from facelabeler.media.crops import encode_image

if TYPE_CHECKING:
    from facelabeler.media.pictures import Image


@dataclass(frozen=True)
class Picture:
    """`pixels`: (H, W, 3) uint8 RGB, read again from the source at `path` in full size."""

    planned: PlannedImage
    source: Source
    path: Path
    pixels: Image
    options: ExportOptions

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])

    @cached_property
    def labels(self) -> tuple[Label, ...]:
        """The planned labels, boxes in pixels of `pixels` and inside them; a box that is wholly outside is dropped."""
        placed = (replace(label, box=self._placed(label.box)) for label in self.planned.labels)
        return tuple(label for label in placed if label.box.width > 0 and label.box.height > 0)

    @cached_property
    def file(self) -> tuple[str, bytes]:
        """Ending and bytes of the whole picture: the photo's own file where that can be, else encoded anew."""
        if self.source.kind is SourceKind.PHOTO:
            from facelabeler.export.originals import original_file

            original = original_file(self.path, self.width, self.height)
            if original:
                return original
        return self.encoded(self.pixels)

    def encoded(self, pixels: Image) -> tuple[str, bytes]:
        """Ending and bytes of a picture in the format and quality that the user chose."""
        return self.options.image_format, encode_image(pixels, self.options.image_format, self.options.quality)

    def _placed(self, box: Box) -> Box:
        x, y = self._scale
        scaled = Box(round(box.left * x), round(box.top * y), round(box.right * x), round(box.bottom * y))
        return scaled.clipped(self.width, self.height)

    @property
    def _scale(self) -> tuple[float, float]:
        """How much smaller a photo was read than it is: one beyond the memory's limit is decoded scaled down."""
        if self.source.kind is not SourceKind.PHOTO or not self.source.width or not self.source.height:
            return 1.0, 1.0
        return self.width / self.source.width, self.height / self.source.height
