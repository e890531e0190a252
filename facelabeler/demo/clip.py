"""Draws the demo film and encodes it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import av
import cv2
import numpy as np
import numpy.typing as npt
from av.video.reformatter import Colorspace, VideoReformatter

from facelabeler.core.errors import ExportError
from facelabeler.demo.film import FILM, FPS, HEIGHT, PORTRAITS, WIDTH, Shot, Window, duration, shot_at, windows
from facelabeler.media.photos import read_photo
from facelabeler.resource_files import resource_path

Image = npt.NDArray[np.uint8]

CODECS = (("libx264", {"preset": "veryfast", "crf": "19"}), ("mpeg4", {"qscale": "3"}))
"""Encoders by preference: not every build of FFmpeg may bring x264."""

AVCOL_SPC_BT709 = 1
"""`AVColorSpace` of libavutil/pixfmt.h: written into the stream, so that players and we read the same colours."""

ENLARGED = 2
BACKDROP_BLUR = 60.0
BACKDROP_LIGHT = 0.35
BACKDROP_SHRINK = 8  # blurred at an eighth of the size: the same to the eye for far less work


def write_clip(path: Path, film: Sequence[Shot] = FILM) -> None:
    """Encode the film to `path` (1280×720, 25 frames a second, no sound). Nothing is left behind if it fails.

    Raises ExportError if the file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".drawing-", dir=path.parent) as scratch:
            whole = Path(scratch) / path.name
            _encode(whole, film)
            whole.replace(path)
    except OSError as error:
        what = f"The clip cannot be written ({error.strerror or 'unknown reason'})"
        raise ExportError(what, file=path, advice="Choose another folder") from error


def _encode(path: Path, film: Sequence[Shot]) -> None:
    studio, converter = Studio(), VideoReformatter()
    name, options = next((name, options) for name, options in CODECS if name in av.codec.codecs_available)
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as container:
        stream = container.add_stream(name, rate=FPS, options=options)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        stream.codec_context.colorspace = AVCOL_SPC_BT709
        for number in range(round(duration(film) * FPS)):
            picture = studio.picture(*shot_at(number / FPS, film))
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            container.mux(stream.encode(converter.reformat(frame, format="yuv420p", dst_colorspace=Colorspace.ITU709)))
        container.mux(stream.encode())


class Studio:
    """Draws pictures of the film from the portraits, which it reads once."""

    def __init__(self) -> None:
        read = {p.file: read_photo(str(resource_path("demo", p.file))).image for p in PORTRAITS}
        self._portraits = {file: _enlarged(image) for file, image in read.items()}
        self._backdrops = {file: _backdrop(image) for file, image in read.items()}
        self._empty = np.full((HEIGHT, WIDTH, 3), (38, 44, 52), np.uint8)

    def picture(self, shot: Shot, progress: float) -> Image:
        """One picture of a shot, (720, 1280, 3) RGB; `progress` is how far the shot is through, 0 to 1."""
        canvas = self._backdrops[shot.panels[0].portrait.file].copy() if shot.panels else self._empty.copy()
        for panel, window in windows(shot, progress):
            cell = window.cell
            canvas[cell.top : cell.bottom, cell.left : cell.right] = _view(self._portraits[panel.portrait.file], window)
        return _lit(canvas, shot)


def _enlarged(portrait: Image) -> Image:
    """Larger once by a sharp filter, so that each picture can be cut from it by a fast one."""
    enlarged = cv2.resize(portrait, None, fx=ENLARGED, fy=ENLARGED, interpolation=cv2.INTER_CUBIC)
    return np.asarray(enlarged, np.uint8)


def _view(enlarged: Image, window: Window) -> Image:
    """What a window shows of a portrait. Placed by parts of a pixel, or slow zooms would shake."""
    scale = window.scale / ENLARGED
    # Pixel centres lie at halves: the corner of the window comes to rest on the corner of the cell.
    shift_x, shift_y = ((0.5 - edge * ENLARGED) * scale - 0.5 for edge in (window.left, window.top))
    matrix = np.array([[scale, 0, shift_x], [0, scale, shift_y]])
    size = (window.cell.width, window.cell.height)
    return np.asarray(cv2.warpAffine(enlarged, matrix, size, borderMode=cv2.BORDER_REPLICATE), np.uint8)


def _backdrop(portrait: Image) -> Image:
    """The portrait spread over the picture, so blurred and dark that nobody is found in it."""
    size = (WIDTH // BACKDROP_SHRINK, HEIGHT // BACKDROP_SHRINK)
    small = cv2.resize(portrait, size, interpolation=cv2.INTER_AREA)
    blurred = cv2.GaussianBlur(small, (0, 0), BACKDROP_BLUR / BACKDROP_SHRINK)
    dimmed = cv2.convertScaleAbs(blurred, alpha=BACKDROP_LIGHT)
    return np.asarray(cv2.resize(dimmed, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC), np.uint8)


def _lit(picture: Image, shot: Shot) -> Image:
    if shot.grey:
        picture = np.repeat(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)[:, :, None], 3, axis=2).astype(np.uint8)
    if shot.light != 1:
        picture = cv2.convertScaleAbs(picture, alpha=shot.light).astype(np.uint8)
    return picture
