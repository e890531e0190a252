"""Reading a photo as a person sees it: turned by its EXIF tag, in RGB, and never larger than memory allows."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import ExifTags, ImageOps, UnidentifiedImageError
from PIL import Image as Pillow
from PIL.ImageFile import ImageFile
from PIL.TiffImagePlugin import IMAGELENGTH, IMAGEWIDTH, TiffImageFile

from facelabeler.core.errors import SourceError
from facelabeler.media.pictures import Image
from facelabeler.media.sources import require_file

FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "DIB", "TIFF", "GIF", "AVIF", "JPEG2000", "PPM")
"""Formats of Pillow that are photos. Not EPS and the like, which start other programs."""

MEGAPIXELS = 100.0
"""The most pixels (in millions) that a photo is decoded to unless the caller says otherwise: 300 MB of RGB."""

MOST_TIMES_OVER = 10
"""How often over that limit a JPEG is still read, scaled down while it is decoded; beyond, it would take minutes."""

REDUCTIONS = (2, 4, 8)
"""The scales at which libjpeg decodes a JPEG without making the full picture."""

DAMAGE = (OSError, SyntaxError, ValueError, EOFError, RuntimeError, struct.error, zlib.error)
"""What Pillow raises for damaged files, depending on where the damage lies."""

COPY_AGAIN = "Copy it again from where it came"

DAMAGED = "the photo is damaged or cut off; what could be read is shown"

END_OF_JPEG = b"\xff\xd9"

DEEP_MODES: dict[str, Callable[[npt.NDArray[np.generic]], Image]] = {
    "I;16": lambda grey: _to_8_bits(grey, 65535),
    "I;16L": lambda grey: _to_8_bits(grey, 65535),
    "I;16B": lambda grey: _to_8_bits(grey, 65535),
    "I": lambda grey: _to_8_bits(grey, max(65535, grey.max())),
    "F": lambda grey: _to_8_bits(grey, max(1.0, grey.max())),
}
"""Pillow's grey modes of more than 8 bits, which its own conversion would cut off at 255 instead of scaling."""

# Pillow warns on the console of oddities in metadata, which mean nothing to a person labelling faces.
warnings.filterwarnings("ignore", module=r"PIL\.")
Pillow.init()  # `formats=` below only knows the plug-ins that are loaded
# The size is checked here, from the header, before anything is decoded; Pillow's own limit is another number.
Pillow.MAX_IMAGE_PIXELS = None


@dataclass(frozen=True, slots=True)
class PhotoInfo:
    """What a photo is, by its header: `width` × `height` in pixels as shown, and Pillow's name of its format."""

    width: int
    height: int
    format: str


@dataclass(frozen=True, slots=True)
class PhotoRead:
    """A photo: (H, W, 3) uint8 RGB, C-contiguous, as a person sees it.

    `problem` says in one sentence what could not be read, "" if nothing. `scale` is how many pixels of the full photo
    one pixel of `image` stands for each way: 1.0, or more where it was too large to be decoded whole.
    """

    image: Image
    problem: str = ""
    scale: float = 1.0


def probe_photo(path: str) -> PhotoInfo:
    """What the photo at `path` is, without decoding it. Raises SourceError if it is none."""
    with _opened(path) as photo:
        width, height = _stored_size(photo)
        if _orientation(photo) >= 5:
            width, height = height, width
        return PhotoInfo(width, height, photo.format or "")


def read_photo(path: str, max_megapixels: float = MEGAPIXELS) -> PhotoRead:
    """The photo at `path`: upright, alpha laid on white, 16 bits scaled to 8, of several pictures the first.

    A JPEG of more than `max_megapixels` is decoded scaled down. Raises SourceError if nothing can be read, or if the
    photo is too large and cannot be scaled down.
    """
    with _opened(path) as photo:
        scale = _shrink(photo, max_megapixels, path)
        if _decode(photo):
            return PhotoRead(_as_rgb(_upright(photo)), scale=scale)
        if "progressive" in photo.info:
            photo = _ended(photo, path)
        if not _shows_something(photo):
            raise SourceError("nothing of this photo can be read", file=path, advice=COPY_AGAIN)
        return PhotoRead(_as_rgb(_upright(photo)), DAMAGED, scale)


@contextmanager
def _opened(path: str) -> Iterator[ImageFile]:
    require_file(path)
    try:
        photo = Pillow.open(path, formats=FORMATS)
    except UnidentifiedImageError as error:
        what = "this is no photo that can be read"
        raise SourceError(what, file=path, advice="Check that it is a photo and whole, or save it as JPEG") from error
    except DAMAGE as error:
        raise SourceError("the photo's header is damaged or cut off", file=path, advice=COPY_AGAIN) from error
    with photo:
        yield photo


def _stored_size(photo: ImageFile) -> tuple[int, int]:
    """The size before any turning: some versions of Pillow give TIFF's, and only TIFF's, already turned."""
    if isinstance(photo, TiffImageFile):
        return int(photo.tag_v2[IMAGEWIDTH]), int(photo.tag_v2[IMAGELENGTH])
    return photo.size


def _orientation(photo: Pillow.Image) -> int:
    try:
        # The base class's own reader: PNG's would decode the whole picture to look for a tag behind it.
        return int(Pillow.Image.getexif(photo).get(ExifTags.Base.Orientation, 1))
    except DAMAGE:
        return 1


def _shrink(photo: ImageFile, max_megapixels: float, path: str) -> float:
    """Has `photo` decoded scaled down if it is too large; returns how many times smaller each way."""
    megapixels = photo.width * photo.height / 1e6
    if megapixels <= max_megapixels:
        return 1.0
    reduction = next((r for r in REDUCTIONS if megapixels / r**2 <= max_megapixels), None)
    if reduction is None or not _is_scalable(photo) or megapixels > MOST_TIMES_OVER * max_megapixels:
        what = f"the photo is too large: {megapixels:,.0f} megapixels, {max_megapixels:,.0f} are the limit"
        raise SourceError(what, file=path, advice="Save it smaller, or raise the limit in the settings")
    photo.draft(None, (photo.width // reduction, photo.height // reduction))
    return float(reduction)


def _is_scalable(photo: Pillow.Image) -> bool:
    """Whether decoding it scaled down saves memory: a progressive JPEG is held whole in any case."""
    return photo.format in ("JPEG", "MPO") and "progressive" not in photo.info


def _decode(photo: ImageFile) -> bool:
    """Decodes `photo`, or as much of it as can be; says whether that is all."""
    try:
        photo.load()
    except DAMAGE:
        photo.tile = []  # what has been decoded so far is there, and Pillow gives it out if nothing is left to do
        return False
    return True


def _ended(photo: ImageFile, path: str) -> ImageFile:
    """A progressive JPEG cut off somewhere: libjpeg waits for its end before it shows anything, so it gets one."""
    ended = Pillow.open(io.BytesIO(Path(path).read_bytes() + END_OF_JPEG), formats=["JPEG"])
    return ended if _decode(ended) else photo


def _shows_something(photo: ImageFile) -> bool:
    try:
        return photo.getbbox() is not None
    except DAMAGE:
        return False


def _upright(photo: Pillow.Image) -> Pillow.Image:
    try:
        return ImageOps.exif_transpose(photo)
    except DAMAGE:  # the tag itself is damaged: the photo is shown as it is stored
        return photo


def _as_rgb(photo: Pillow.Image) -> Image:
    if photo.mode in DEEP_MODES:
        grey = DEEP_MODES[photo.mode](np.asarray(photo))
        return np.repeat(grey[:, :, None], 3, axis=2)
    if "A" in photo.getbands() or "transparency" in photo.info:
        photo = _on_white(photo.convert("RGBA"))
    return np.ascontiguousarray(photo.convert("RGB"))


def _on_white(photo: Pillow.Image) -> Pillow.Image:
    white = Pillow.new("RGB", photo.size, "white")
    white.paste(photo, mask=photo.getchannel("A"))
    return white


def _to_8_bits(grey: npt.NDArray[np.generic], peak: float) -> Image:
    return np.rint(grey.clip(0, peak) * (255 / peak)).astype(np.uint8)
