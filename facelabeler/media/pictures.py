"""From a decoded frame to the picture a person sees: colours, pixel shape, turn and mirror, combing."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import av
import cv2
import numpy as np
import numpy.typing as npt
from av.sidedata.sidedata import Type as SideData
from av.video.reformatter import Colorspace, VideoReformatter

Image = npt.NDArray[np.uint8]

AVCOL_SPC_UNSPECIFIED = 2
"""`AVColorSpace` of libavutil/pixfmt.h: the file does not say which matrix its colours need."""

HD_HEIGHT = 720
"""From this height on players read unmarked colours as BT.709, below as BT.601; so do we."""

SQUARE_ENOUGH = Fraction(1, 100)
"""Pixels this close to square are left alone: nobody sees it, and resampling would cost sharpness."""

COMB_STEP = 12
"""A line that sticks out of both its neighbours by this many of 255 grey levels is combed."""

TURNS = {
    90: cv2.ROTATE_90_COUNTERCLOCKWISE,
    180: cv2.ROTATE_180,
    270: cv2.ROTATE_90_CLOCKWISE,
}


@dataclass(frozen=True, slots=True)
class Posture:
    """How to lay a decoded picture before the viewer: first mirror it left to right, then turn it.

    `turn` is 0, 90, 180 or 270 degrees counter-clockwise.
    """

    turn: int = 0
    mirrored: bool = False

    @property
    def sideways(self) -> bool:
        return self.turn in (90, 270)


def posture_of(frame: av.VideoFrame) -> Posture:
    """The turn and mirroring that the display matrix of `frame` asks for, to the nearest right angle.

    The matrix is nine 32-bit integers in native order (libavutil/display.h); of the upper left
    two by two, a negative determinant means mirrored.
    """
    data = frame.side_data.get(SideData.DISPLAYMATRIX)
    if data is None:
        return Posture()
    a, b, _, c, d = (int(n) for n in np.frombuffer(bytes(data), np.int32, 5))
    mirrored = a * d - b * c < 0
    if mirrored:
        a, b = -a, -b
    angle = float(np.degrees(np.arctan2(-b, a)))
    return Posture(round(angle / 90) * 90 % 360, mirrored)


def shown_size(width: int, height: int, pixel_aspect: Fraction) -> tuple[int, int]:
    """Width and height once the pixels are square: the shorter side grows, so that no detail is lost.

    >>> shown_size(320, 360, Fraction(2))
    (640, 360)
    """
    if pixel_aspect <= 0 or abs(pixel_aspect - 1) < SQUARE_ENOUGH:
        return width, height
    if pixel_aspect > 1:
        return round(width * pixel_aspect), height
    return width, round(height / pixel_aspect)


class Painter:
    """Turns the frames of one video into pictures; keeps the converter's tables from frame to frame."""

    def __init__(self, pixel_aspect: Fraction) -> None:
        self._pixel_aspect = pixel_aspect
        self._converter = VideoReformatter()
        self._rotation: int | None = None
        self._posture = Posture()

    def paint(self, frame: av.VideoFrame) -> Image:
        """`frame` as a person sees it: (H, W, 3) uint8 RGB, C-contiguous, upright, square pixels."""
        image = self._rgb(frame)
        if frame.interlaced_frame:
            image = uncombed(image)
        image = widened(image, self._pixel_aspect)
        return laid(image, self._posture_of(frame))

    def _posture_of(self, frame: av.VideoFrame) -> Posture:
        """The posture of `frame`, looked up anew only when its rotation changes.

        A frame whose side data was asked for refers to itself, and stays in memory until Python looks for such circles:
        in 4K, 25 MB a frame.
        """
        if frame.rotation != self._rotation:
            self._rotation, self._posture = frame.rotation, posture_of(frame)
        return self._posture

    def _rgb(self, frame: av.VideoFrame) -> Image:
        unmarked = frame.colorspace == AVCOL_SPC_UNSPECIFIED and frame.height >= HD_HEIGHT
        matrix = {"src_colorspace": Colorspace.ITU709} if unmarked else {}
        rgb = self._converter.reformat(frame, format="rgb24", **matrix)
        # PyAV pads each line to a multiple of 32 pixels; the detectors want the lines without gaps.
        return np.ascontiguousarray(rgb.to_ndarray())


def widened(image: Image, pixel_aspect: Fraction) -> Image:
    """`image` with square pixels."""
    height, width = image.shape[:2]
    size = shown_size(width, height, pixel_aspect)
    return image if size == (width, height) else cv2.resize(image, size, interpolation=cv2.INTER_CUBIC)


def laid(image: Image, posture: Posture) -> Image:
    """`image` mirrored and turned as `posture` says, C-contiguous."""
    if posture.mirrored:
        image = cv2.flip(image, 1)
    return cv2.rotate(image, TURNS[posture.turn]) if posture.turn else image


def uncombed(image: Image) -> Image:
    """An interlaced picture with the second field's lines filled in where they show another moment.

    The first field stays as it is; a pixel of the second is replaced by the mean of the pixels above
    and below only where it sticks out of both to the same side, so still parts keep their full detail.
    """
    above, below = image[0:-2:2].astype(np.int16), image[2::2].astype(np.int16)
    lines = image[1:-1:2]
    rise, fall = lines - above, lines - below
    combed = (np.minimum(abs(rise), abs(fall)) > COMB_STEP) & ((rise > 0) == (fall > 0))
    smooth = image.copy()
    smooth[1:-1:2] = np.where(combed, (above + below + 1) // 2, lines)
    return smooth
