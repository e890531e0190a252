"""Which videos and photos a path stands for, decided by what the files hold, not by their names alone."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from facelabeler.core.entities import SourceKind
from facelabeler.core.errors import SourceError

SNIFFED_BYTES = 4096
FINGERPRINTED_BYTES = 1 << 20

VIDEO, PHOTO = SourceKind.VIDEO, SourceKind.PHOTO

SIGNATURES: tuple[tuple[bytes, SourceKind | None], ...] = (
    (rb"\xff\xd8\xff", PHOTO),  # JPEG
    (rb"\x89PNG\r\n\x1a\n", PHOTO),
    (rb"RIFF....WEBP", PHOTO),
    (rb"II\*\0|MM\0\*|II\+\0|MM\0\+", PHOTO),  # TIFF
    (rb"BM.{12}[\x0c\x28\x34\x38\x40\x6c\x7c]\0\0\0", PHOTO),  # BMP, known sizes of its header
    (rb"P[1-7]\s", PHOTO),  # PNM
    (rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51", PHOTO),  # JPEG 2000
    (rb"....ftyp(heic|heix|heim|heis|mif1|avif|avis|crx )", PHOTO),
    (rb"....ftyp(M4A |M4B )", None),  # sound
    (rb"....(ftyp|moov|mdat|wide|free|skip|pnot)", VIDEO),  # MP4, MOV
    (rb"\x1a\x45\xdf\xa3", VIDEO),  # Matroska, WebM
    (rb"RIFF....AVI ", VIDEO),
    (rb"\x30\x26\xb2\x75\x8e\x66\xcf\x11", VIDEO),  # ASF, WMV
    (rb"FLV\x01", VIDEO),
    (rb"G.{187}G.{187}G", VIDEO),  # MPEG transport stream
    (rb".{4}G.{191}G.{191}G", VIDEO),  # the same as cameras and discs write it
    (rb"\0?\0\0\x01[^\0]", VIDEO),  # MPEG programme stream, bare MPEG, H.264, H.265
    (rb"OggS.*theora", VIDEO),
    (rb"\.RMF|DKIF|YUV4MPEG2 |nut/multimedia|\x06\x0e\x2b\x34|\xb7\xd8\x00\x20|\x1f\x07\x00", VIDEO),
)
"""How files begin, and what they are then; the first that fits decides."""

_SIGNATURES = tuple((re.compile(pattern, re.DOTALL), kind) for pattern, kind in SIGNATURES)

APPLE_DOUBLE = b"\x00\x05\x16\x07"
"""How macOS's side files begin, which carry a picture's name with "._" before it (RFC 1740)."""

SUFFIXES = {
    VIDEO: "mp4 m4v mov qt 3gp 3g2 mkv webm avi wmv asf flv f4v ts mts m2ts mpg mpeg vob m2v ogv "
    "h264 264 h265 265 hevc mxf dv rm rmvb",
    PHOTO: "jpg jpeg jpe jfif png webp bmp dib tif tiff gif avif heic heif jp2 ppm pgm pbm",
}
"""Names that claim to be footage. A file of such a name that is none is reported, not passed over."""

_KIND_OF_SUFFIX = {f".{suffix}": kind for kind, suffixes in SUFFIXES.items() for suffix in suffixes.split()}


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A video or photo: `path` as it was given, or joined below the folder that was given."""

    path: str
    kind: SourceKind


def find_media(path: str, check_cancel: Callable[[], None] = lambda: None) -> list[MediaFile]:
    """The videos and photos at `path`, a file or a folder with all below it, in the order a person would count them.

    In folders, hidden files and what is neither video nor photo are passed over; a file whose name claims to be
    footage is listed even if it is damaged. Links are followed, loops are not; pipes and devices are never opened.
    Raises SourceError for a missing path, a single file that is no footage, or a folder without any; and what
    `check_cancel` raises, which is called at every file.
    """
    try:
        mode = Path(path).stat().st_mode
    except OSError as error:
        raise _unreachable(path, error) from error
    if stat.S_ISDIR(mode):
        return _folder(path, check_cancel)
    return [MediaFile(path, _kind_of_given(path, mode))]


def fingerprint(path: str) -> str:
    """Sha256 (hex) of the file's first MiB and its size: finds it again after it has moved."""
    try:
        with Path(path).open("rb") as file:
            start = file.read(FINGERPRINTED_BYTES)
            size = os.fstat(file.fileno()).st_size
    except OSError as error:
        raise _unreachable(path, error) from error
    return hashlib.sha256(start + size.to_bytes(8, "big")).hexdigest()


def require_file(path: str) -> int:
    """The size in bytes of the ordinary file `path`. Raises SourceError if it is missing, empty or a pipe or device."""
    try:
        status = Path(path).stat()
    except OSError as error:
        raise _unreachable(path, error) from error
    if not stat.S_ISREG(status.st_mode):
        raise SourceError("this is no file but a folder, pipe or device", file=path, advice="Choose a file")
    if status.st_size == 0:
        raise SourceError("the file is empty", file=path, advice="Copy or record it again")
    return status.st_size


def natural_key(path: str) -> list[tuple[str, int, str]]:
    """Sorts names as a person does: case apart, `clip 9` before `clip 10`.

    >>> sorted(["b", "A10", "a9"], key=natural_key)
    ['a9', 'A10', 'b']
    """
    return [
        (text.casefold(), int(digits) if digits else -1, text)
        for text, digits in re.findall(r"([^0-9]*)([0-9]*)", path)
        if text or digits
    ]


def _unreachable(path: str, error: OSError) -> SourceError:
    if isinstance(error, FileNotFoundError):
        return SourceError("there is no such file or folder", file=path, advice="Check the path")
    if isinstance(error, PermissionError):
        return SourceError("this may not be read", file=path, advice="Change its permissions")
    return SourceError(f"this cannot be read ({error.strerror or error})", file=path, advice="Check the disk")


def _kind_of_given(path: str, mode: int) -> SourceKind:
    if stat.S_ISREG(mode):
        require_file(path)
        try:
            start = _start_of(path)
        except OSError as error:
            raise _unreachable(path, error) from error
        if kind := _kind(path, start):
            return kind
        if start.startswith(APPLE_DOUBLE):
            advice = "Choose the file of the same name without “._”"
            raise SourceError("this is a side file of macOS, not the picture", file=path, advice=advice)
    raise SourceError("this is neither a video nor a photo", file=path, advice="Choose footage or a folder of it")


def _folder(folder: str, check_cancel: Callable[[], None]) -> list[MediaFile]:
    found = []
    for path in _files_below(folder):
        check_cancel()
        if kind := _kind_in_folder(path):
            found.append(MediaFile(path, kind))
    if not found:
        advice = "Choose a folder that holds some"
        raise SourceError("this folder holds no video and no photo", file=folder, advice=advice)
    return sorted(found, key=lambda file: [natural_key(part) for part in Path(file.path).parts])


def _files_below(folder: str) -> Iterator[str]:
    visited = set()
    for parent, folders, files in os.walk(folder, followlinks=True):
        status = Path(parent).stat()
        if (status.st_dev, status.st_ino) in visited:  # a link that leads back
            folders.clear()
            continue
        visited.add((status.st_dev, status.st_ino))
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (os.path.join(parent, name) for name in files if not name.startswith("."))  # noqa: PTH118


def _kind_in_folder(path: str) -> SourceKind | None:
    try:
        return _kind(path, _start_of(path)) if stat.S_ISREG(Path(path).stat().st_mode) else None
    except PermissionError:
        return _KIND_OF_SUFFIX.get(Path(path).suffix.lower())  # listed, so that reading it says what is wrong
    except OSError:  # a link to nothing, or it has just gone
        return None


def _start_of(path: str) -> bytes:
    with Path(path).open("rb") as file:
        return file.read(SNIFFED_BYTES)


def _kind(path: str, start: bytes) -> SourceKind | None:
    if start.startswith(b"GIF8"):
        return VIDEO if _is_animated(path) else PHOTO
    for pattern, kind in _SIGNATURES:
        if pattern.match(start):
            return kind
    return None if start.startswith(APPLE_DOUBLE) else _KIND_OF_SUFFIX.get(Path(path).suffix.lower())


def _is_animated(path: str) -> bool:
    from PIL import Image

    try:
        with Image.open(path, formats=["GIF"]) as image:
            return bool(getattr(image, "is_animated", False))
    except (OSError, EOFError, ValueError, SyntaxError):
        return False
