"""Cutting faces out of pictures, and encoding pictures in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facelabeler.core.errors import ExportError
from facelabeler.core.geometry import Box

if TYPE_CHECKING:
    from facelabeler.media.pictures import Image

RAISED_BY = 0.02
"""Share of its side that the square is moved up: hair belongs to a face more than the neck does."""

THUMBNAIL_SIZE = 144
THUMBNAIL_QUALITY = 88


def face_square(box: Box, frame_w: int, frame_h: int, side_factor: float = 1.75) -> Box:
    """The square around a face that is shown of it, `side_factor` times the longer side of `box`.

    Centred on the face, a little raised, and pushed inside the frame; smaller only where the frame is.
    """
    side = max(1, min(round(side_factor * max(box.width, box.height)), frame_w, frame_h))
    x, y = box.centre
    left = min(max(round(x - side / 2), 0), frame_w - side)
    top = min(max(round(y - side / 2 - RAISED_BY * side), 0), frame_h - side)
    return Box(left, top, left + side, top + side)


def crop(image: Image, box: Box) -> Image:
    """The pixels of `box`, which must lie inside `image`, as a view."""
    return image[box.top : box.bottom, box.left : box.right]


def thumbnail_jpeg(image: Image, box: Box, size: int = THUMBNAIL_SIZE) -> bytes:
    """The face at `box` of an RGB picture as a square JPEG of `size` pixels a side, or fewer: it is never blown up."""
    import cv2

    height, width = image.shape[:2]
    square = face_square(box, width, height)
    face = crop(image, square)
    if square.width > size:
        face = cv2.resize(face, (size, size), interpolation=cv2.INTER_AREA)
    return encode_image(face, "jpg", THUMBNAIL_QUALITY)


def encode_image(image: Image, format: str = "jpg", quality: int = 95) -> bytes:
    """An RGB picture as a JPEG, PNG or WebP file in memory. `format`: "jpg", "png" or "webp"; `quality` 1 to 100.

    PNG has no loss, so `quality` says nothing there. Raises ExportError if the encoder refuses (a JPEG side is 65535
    pixels at most).
    """
    import cv2
    import numpy as np

    flags = {"jpg": [cv2.IMWRITE_JPEG_QUALITY, quality], "webp": [cv2.IMWRITE_WEBP_QUALITY, quality], "png": []}
    bgr = cv2.cvtColor(np.ascontiguousarray(image), cv2.COLOR_RGB2BGR)
    try:
        done, data = cv2.imencode(f".{format}", bgr, flags[format])
    except cv2.error as error:
        raise ExportError(f"a picture cannot be written as {format}", advice="Choose another format") from error
    if not done:
        raise ExportError(f"a picture cannot be written as {format}", advice="Choose another format")
    return bytes(data)


def sharpness(jpeg: bytes) -> float:
    """How sharp a small picture of a face is, in powers of two: 2 more means edges twice as steep.

    The variance of the Laplacian by the variance of the grey levels, so that contrast does not count (Pech-Pacheco et
    al., "Diatom autofocusing in brightfield microscopy", 2000, for the former). 0.0 for what is no picture, or flat.
    """
    import cv2
    import numpy as np

    grey = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_GRAYSCALE) if jpeg else None
    if grey is None or grey.std() == 0:
        return 0.0
    return float(np.log2(1e-3 + cv2.Laplacian(grey, cv2.CV_32F).var() / grey.var()))
