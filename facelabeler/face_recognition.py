"""face_recognition's own functions over FaceLabeler's engine.

A script changes `import face_recognition` to `from facelabeler import face_recognition` and keeps the rest: names,
parameters, defaults, types and order of what comes back are those of face_recognition 1.3.0, encodings are within 1e-5
(L2) of its own and compare with them. docs/face_recognition.md tells the few differences. Models load on first use;
every function may be called by several threads at once.
"""

from __future__ import annotations

import io
import operator
import os
import threading
from collections.abc import Iterable, Sequence
from typing import IO, TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from facelabeler.core.errors import ModelError
from facelabeler.core.geometry import Box

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

    from facelabeler.core.entities import Point
    from facelabeler.vision.detection import Detection, Picture

__all__ = [
    "batch_face_locations",
    "compare_faces",
    "face_distance",
    "face_encodings",
    "face_landmarks",
    "face_locations",
    "load_image_file",
]

END_OF_JPEG = b"\xff\xd9"

Css = tuple[int, int, int, int]  # top, right, bottom, left; right and bottom are the last pixels, as dlib counts
Landmarks = dict[str, list[tuple[int, int]]]

_one_at_a_time = threading.Lock()  # dlib draws all its random numbers from one place


class _Finder(Protocol):
    def find(self, image: Picture) -> list[Detection]: ...


class _Tools(threading.local):
    """A thread's own dlib objects, which must not be shared. The networks behind them are one for all threads."""

    def __init__(self) -> None:
        self._finders: dict[tuple[str, int], _Finder] = {}
        self._aligner: Any = None

    def finder(self, model: str, upsample: int) -> _Finder:
        key = ("cnn" if model == "cnn" else "hog", upsample)
        if key not in self._finders:
            self._finders[key] = _load_finder(*key)
        return self._finders[key]

    @property
    def aligner(self) -> Any:
        if self._aligner is None:
            from facelabeler.vision.landmarks import LandmarkAligner

            self._aligner = LandmarkAligner()
        return self._aligner


_tools = _Tools()


def load_image_file(file: str | os.PathLike[str] | IO[bytes], mode: str = "RGB") -> NDArray[Any]:
    """The picture in a file as an array: (H, W, 3) for `mode` "RGB", (H, W) for "L", as stored for None.

    As in face_recognition, the picture is not turned by its EXIF tag, and of a file cut short the rest stays grey or
    black. Raises what Pillow raises: FileNotFoundError, UnidentifiedImageError, ValueError for an unknown mode.
    """
    from PIL import Image

    with Image.open(file) as photo:
        whole = _loaded(photo)
        return np.array(whole.convert(mode) if mode else whole)


def face_locations(img: NDArray[Any], number_of_times_to_upsample: int = 1, model: str = "hog") -> list[Css]:
    """Every face as (top, right, bottom, left), the surest first.

    `model`: "cnn" for the network, anything else for dlib's HOG. `number_of_times_to_upsample`: how often the picture
    is doubled first. Raises TypeError for what is no array and for a count that is none, RuntimeError for an array that
    is neither 8-bit grey nor RGB, ModelError if a model file is missing or altered.
    """
    image = _rgb(img)
    return [_to_css(box, image) for box in _raw_locations(image, number_of_times_to_upsample, model)]


def batch_face_locations(
    images: list[NDArray[Any]], number_of_times_to_upsample: int = 1, batch_size: int = 128
) -> list[list[Css]]:
    """`face_locations` of every picture of a list by the network.

    The pictures must be of one size. `batch_size` is checked and changes nothing: on a processor, a batch takes as long
    as its pictures one by one. Raises TypeError if `images` is no list, RuntimeError for pictures of several sizes.
    """
    if not isinstance(images, list):
        raise TypeError(f"the pictures must come in a list, not in a {type(images).__name__}")
    if operator.index(batch_size) < 1:
        raise RuntimeError("a batch must hold at least one picture")
    if len({np.shape(image) for image in images}) > 1:
        raise RuntimeError("the pictures of a batch must have one size")
    return [face_locations(image, number_of_times_to_upsample, "cnn") for image in images]


def face_landmarks(
    face_image: NDArray[Any], face_locations: Iterable[Sequence[int]] | None = None, model: str = "large"
) -> list[Landmarks]:
    """The five points of every face: {"nose_tip": [one], "left_eye": [two], "right_eye": [two]}.

    Only `model="small"` can be had. "large", the default, raises ModelError: the 68-point model was trained on pictures
    that are for non-commercial use only, and FaceLabeler never opens it. Raises ValueError for any other model, and
    what `face_locations` raises.
    """
    if model not in ("small", "large"):
        raise ValueError("the landmarks are either 'small' or 'large'")
    _require_small(model)
    image = _rgb(face_image)
    return [_as_dict(points) for points in _tools.aligner.landmarks(image, _boxes(image, face_locations))]


def face_encodings(
    face_image: NDArray[Any],
    known_face_locations: Iterable[Sequence[int]] | None = None,
    num_jitters: int = 1,
    model: str = "small",
) -> list[NDArray[np.float64]]:
    """The encoding of every face, (128,) float64, in the order of the locations; without these, HOG finds the faces.

    Above 1, `num_jitters` is how many randomly turned, shifted and mirrored copies of a face are encoded; the encoding
    is their mean. Raises ModelError for every `model` but "small" (see `face_landmarks`), TypeError for grey pictures,
    and what `face_locations` raises.
    """
    _require_small(model)
    image = _rgb(face_image)
    boxes = _boxes(image, known_face_locations)
    copies = operator.index(num_jitters)
    if boxes and np.shape(face_image)[2:] != (3,):
        raise TypeError("only a picture in colour can be encoded")
    chips = [face.chip for face in _tools.aligner.align(image, boxes)]
    if copies > 1:
        return [_encoded(np.stack(_jittered(chip, copies))).mean(axis=0) for chip in chips]
    return list(_encoded(np.stack(chips))) if chips else []


def face_distance(face_encodings: Any, face_to_compare: Any) -> NDArray[np.float64]:
    """The L2 distance of each of n encodings from one, (n,)."""
    if len(face_encodings) == 0:
        return np.empty(0)
    apart: NDArray[np.float64] = np.linalg.norm(face_encodings - face_to_compare, axis=1)
    return apart


def compare_faces(known_face_encodings: Any, face_encoding_to_check: Any, tolerance: float = 0.6) -> list[np.bool]:
    """For each known encoding, whether it is no further than `tolerance` from the one to check."""
    return list(face_distance(known_face_encodings, face_encoding_to_check) <= tolerance)


def _loaded(photo: ImageFile) -> ImageFile:
    """The photo, or what is there of it; a JPEG cut short is given its end, for libjpeg to fill up what is missing."""
    from PIL import Image

    if not _decode(photo) and photo.format == "JPEG":
        assert photo.fp is not None  # a JPEG that was not read to its end is open still
        photo.fp.seek(0)
        photo = Image.open(io.BytesIO(photo.fp.read() + END_OF_JPEG))
        _decode(photo)
    return photo


def _decode(photo: ImageFile) -> bool:
    """Decodes the photo, or as much of it as there is; says whether that is all."""
    try:
        photo.load()
    except OSError:
        photo.tile = []  # Pillow gives out what it has if nothing is left to do
        return False
    return True


def _rgb(picture: Any) -> Picture:
    """The picture in three channels, contiguous."""
    if not isinstance(picture, np.ndarray):
        raise TypeError(f"a picture must be a NumPy array, not a {type(picture).__name__}")
    channels = picture.shape[2:]
    if picture.dtype != np.uint8 or picture.ndim not in (2, 3) or channels not in ((), (1,), (3,)):
        raise RuntimeError(f"a picture must be 8-bit grey or RGB, not {picture.shape} {picture.dtype}")
    if channels != (3,):
        picture = np.repeat(picture.reshape(*picture.shape[:2], 1), 3, axis=2)
    return np.ascontiguousarray(picture)


def _raw_locations(image: Picture, upsample: int, model: str) -> list[Box]:
    """Boxes as dlib finds them, the surest first; they may leave the picture."""
    times = operator.index(upsample)
    if times < 0:
        raise TypeError("a picture cannot be upsampled less than 0 times")
    return [found.box for found in _tools.finder(model, times).find(image)]


def _boxes(image: Picture, locations: Iterable[Sequence[int]] | None) -> list[Box]:
    """Known locations as boxes, or what HOG finds."""
    if locations is None:
        return _raw_locations(image, 1, "hog")
    return [_from_css(location) for location in locations]


def _to_css(box: Box, image: Picture) -> Css:
    height, width = image.shape[:2]
    return max(box.top, 0), min(box.right - 1, width), min(box.bottom - 1, height), max(box.left, 0)


def _from_css(location: Sequence[int]) -> Box:
    top, right, bottom, left = (operator.index(location[place]) for place in range(4))
    return Box(left, top, right + 1, bottom + 1)


def _as_dict(points: Sequence[Point]) -> Landmarks:
    whole = [(int(x), int(y)) for x, y in points]
    return {"nose_tip": whole[4:5], "left_eye": whole[2:4], "right_eye": whole[0:2]}


def _require_small(model: str) -> None:
    if model != "small":
        raise ModelError(
            "The 68-point landmarks are for non-commercial use only and no part of FaceLabeler",
            advice='Pass model="small" for the five points',
        )


def _load_finder(model: str, upsample: int) -> _Finder:
    from facelabeler.vision.detector_exact import ExactCnnDetector
    from facelabeler.vision.detector_hog import HogDetector

    if model == "cnn":
        return ExactCnnDetector(upsample=upsample, threads=_threads())
    return HogDetector(upsample=upsample)


def _encoded(chips: NDArray[np.uint8]) -> NDArray[np.float64]:
    from facelabeler.vision.encoder import OnnxEncoder

    return OnnxEncoder(threads=_threads()).encode(chips).astype(np.float64)


def _jittered(chip: NDArray[np.uint8], copies: int) -> list[NDArray[np.uint8]]:
    from facelabeler.vision.landmarks import jittered

    with _one_at_a_time:
        return jittered(chip, copies)


def _threads() -> int:
    return os.cpu_count() or 1
