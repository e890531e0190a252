"""Reading again, in full quality, the very pictures that were sampled: for the viewer and for datasets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from facelabeler.core.entities import SourceKind
from facelabeler.media.photos import MEGAPIXELS, read_photo
from facelabeler.media.pictures import Image
from facelabeler.media.video import VideoReader
from facelabeler.media.wanted import TheseMoments

WORTH_A_SEEK = 60.0
"""Seconds without a wanted picture from which on a seek costs less than passing over the packets between."""


def read_frames(
    path: str, kind: SourceKind, times: Sequence[float], *, megapixels: float = MEGAPIXELS
) -> Iterator[tuple[float, Image]]:
    """Each of `times` (seconds, in rising order, each once) with the picture that sampling gave for it.

    Pictures are (H, W, 3) uint8 RGB in full size; a photo, whose only time is 0, is read as `read_photo` does, with
    a limit of so many megapixels. Times
    that the file no longer reaches are left out. Raises SourceError when the file cannot be read.
    """
    moments = sorted(set(times))
    if kind is SourceKind.PHOTO:
        yield from ((time, read_photo(path, megapixels).image) for time in moments[:1])
        return
    reader = VideoReader(path)
    for stretch in stretches(moments) if reader.is_siftable else [moments]:
        for sample in reader.pictures(TheseMoments(stretch), seek=reader.is_siftable):
            yield sample.time, sample.image


def stretches(times: Sequence[float], gap: float = WORTH_A_SEEK) -> list[list[float]]:
    """Rising `times` parted wherever more than `gap` lies between two.

    >>> stretches([0, 1, 100, 101], gap=60)
    [[0, 1], [100, 101]]
    """
    parts: list[list[float]] = []
    for time in times:
        if not parts or time - parts[-1][-1] > gap:
            parts.append([])
        parts[-1].append(time)
    return parts
