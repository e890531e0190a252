"""Which photos can go into a dataset byte for byte: those that every reader shows as we do."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PIL import ExifTags, UnidentifiedImageError
from PIL import Image as Pillow

ENDINGS: Final = {"JPEG": ("jpg", b"\xff\xd9"), "PNG": ("png", b"IEND\xaeB`\x82")}
"""Format: file name ending that readers go by, last bytes of a whole file (JPEG's EOI marker, PNG's last chunk)."""

PNG_BIT_DEPTH_AT = 24
"""Offset of the bit depth in a PNG file: 8 bytes of signature, 8 of chunk header, 8 of width and height."""


def original_file(path: Path, width: int, height: int) -> tuple[str, bytes] | None:
    """Ending and bytes of a photo of `width` × `height` pixels as shown, or None if it has to be encoded anew.

    Copied is a whole 8-bit JPEG or PNG in RGB or grey that stands upright without its EXIF tag, has no transparency
    and no second picture.
    """
    try:
        with Pillow.open(path, formats=tuple(ENDINGS)) as photo:
            plain = photo.size == (width, height) and _is_plain(photo)
            kind = photo.format or ""
    except (OSError, SyntaxError, ValueError, UnidentifiedImageError):
        return None
    data = path.read_bytes() if plain else b""
    ending, tail = ENDINGS[kind] if plain else ("", b"")
    if not data.endswith(tail) or (kind == "PNG" and data[PNG_BIT_DEPTH_AT : PNG_BIT_DEPTH_AT + 1] != b"\x08"):
        return None
    return (ending, data) if plain else None


def _is_plain(photo: Pillow.Image) -> bool:
    upright = Pillow.Image.getexif(photo).get(ExifTags.Base.Orientation, 1) == 1
    single = getattr(photo, "n_frames", 1) == 1
    return upright and single and photo.mode in ("RGB", "L") and "transparency" not in photo.info
