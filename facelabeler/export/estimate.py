"""How large a dataset will be and how long it will take, by rule of thumb."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from facelabeler.core.entities import Source, SourceKind
from facelabeler.export.cutting import natural_size
from facelabeler.export.formats import ExportFormat
from facelabeler.export.options import ExportOptions
from facelabeler.export.plan import ExportPlan

JPEG_BYTES: Final = ((1, 0.02), (75, 0.12), (90, 0.19), (95, 0.27), (100, 0.56))
"""Quality, bytes a pixel. Measured on frames of television, street and webcam clips; these are the largest."""

PNG_BYTES: Final = 1.4
FILE_BYTES: Final = 1000
"""A small file's header and the rest of its last block on the disk."""

TILE_BYTES: Final = 4000
"""A face in a montage."""

ENCODING_BYTES: Final = 4 * 512 + 100
"""An encoding of the longest usual kind, and what stands beside it."""

CARD_BYTES: Final = 40_000
"""`index.html`, `README.md` and `dataset.json`, before portraits."""

LINE_BYTES: Final = 150
"""A face in `manifest.jsonl`."""

DECODE: Final = 0.003
JPEG_ENCODE: Final = 0.012
PNG_ENCODE: Final = 0.110
"""Seconds a megapixel, measured on one core of a server of 2022; a video is decoded whole."""


def estimated_bytes(plan: ExportPlan, formats: Sequence[ExportFormat]) -> int:
    """Bytes on disk, for pictures such as films and photos have; noise and fine patterns take more."""
    rate = _bytes_a_pixel(plan.options)
    pictures = sum(_picture_bytes(plan.sources[image.source], rate) for image in plan.images)
    crops = sum(_crop_pixels(plan)) * rate + FILE_BYTES * plan.crops
    each = {
        "pictures": pictures,
        "crops": crops,
        "montages": TILE_BYTES * plan.crops,
        "encodings": ENCODING_BYTES * plan.crops,
    }
    about = CARD_BYTES + LINE_BYTES * plan.boxes
    return round(sum(about + sum(each[part] for part in row.parts) for row in formats))


def estimated_seconds(plan: ExportPlan, formats: Sequence[ExportFormat]) -> float:
    """Seconds it takes to read the sources again, and to encode what has to be."""
    if not any(row.needs_pixels for row in formats):
        return 0.0
    encode = PNG_ENCODE if plan.options.image_format == "png" else JPEG_ENCODE
    read = sum(_decoded_megapixels(source) for source in plan.sources.values()) * DECODE
    frames = [image for image in plan.images if plan.sources[image.source].kind is SourceKind.VIDEO]
    megapixels = sum(_megapixels(plan.sources[image.source]) for image in frames)
    crops = sum(_crop_pixels(plan)) / 1e6
    parts = {part for row in formats for part in row.parts}
    return read + encode * (megapixels * ("pictures" in parts) + crops * ("crops" in parts))


def _bytes_a_pixel(options: ExportOptions) -> float:
    if options.image_format == "png":
        return PNG_BYTES
    for (below, low), (above, high) in pairwise(JPEG_BYTES):
        if options.quality <= above:
            return low + (high - low) * (options.quality - below) / (above - below)
    return JPEG_BYTES[-1][1]


def _picture_bytes(source: Source, rate: float) -> float:
    """A photo is copied, as a rule; a frame is encoded."""
    is_photo = source.kind is SourceKind.PHOTO
    return FILE_BYTES + (source.size if is_photo else source.width * source.height * rate)


def _crop_pixels(plan: ExportPlan) -> Iterable[float]:
    for _, label in plan.wanted():
        width, height = natural_size(label.box, plan.options)
        most = plan.options.crop_size or max(width, height)
        scale = most / max(width, height, 1)
        yield width * height * (scale * scale if scale < 1 or plan.options.upscale else 1)


def _megapixels(source: Source) -> float:
    return source.width * source.height / 1e6


def _decoded_megapixels(source: Source) -> float:
    frames = source.duration * source.fps if source.kind is SourceKind.VIDEO else JPEG_ENCODE / DECODE
    return _megapixels(source) * max(1.0, frames)
