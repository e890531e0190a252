"""What this installation can read and write, for `facelabeler doctor`."""

from __future__ import annotations

import cv2
import numpy as np
from av.codec import Codec
from PIL import features

DECODERS = ("h264", "hevc", "vp8", "vp9", "av1", "mpeg4", "mpeg2video", "mjpeg", "prores", "wmv2", "gif")
"""What phones, cameras, browsers and archives record with."""

PHOTO_FEATURES = {"jpg": "JPEG", "webp": "WebP", "avif": "AVIF", "libtiff": "TIFF", "jpg_2000": "JPEG 2000"}
"""Pillow's names for what it was built with; PNG, BMP and GIF are always there."""

WRITTEN_FORMATS = ("jpg", "png", "webp")

Fact = tuple[str, str, bool]


def codec_facts() -> list[Fact]:
    """What was looked at, its value, and whether that is as it should be."""
    return [*_decoders(), *_photo_formats(), *_writers()]


def _decoders() -> list[Fact]:
    found = {name: _decoder(name) for name in DECODERS}
    return [(f"reads {name}", title or "missing", bool(title)) for name, title in found.items()]


def _decoder(name: str) -> str:
    try:
        return str(Codec(name, "r").long_name)
    except ValueError:
        return ""


def _photo_formats() -> list[Fact]:
    return [_fact(f"reads {title}", is_there=bool(features.check(name))) for name, title in PHOTO_FEATURES.items()]


def _writers() -> list[Fact]:
    dot = np.zeros((8, 8, 3), np.uint8)
    return [_fact(f"writes {name}", is_there=bool(cv2.imencode(f".{name}", dot)[0])) for name in WRITTEN_FORMATS]


def _fact(what: str, *, is_there: bool) -> Fact:
    return what, "yes" if is_there else "missing", is_there
