"""Reads encodings back, without pickle."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from facelabeler.export.encodings import FILE

PER_FACE: Final = ("labels", "splits", "faces", "tracks", "shots", "sources", "times", "boxes", "qualities")
OTHERS: Final = ("encodings", "names", "split_names", "encoder")


def problems(folder: Path) -> list[str]:
    """What is wrong; empty if all arrays are there, of one length, and say something sensible."""
    try:
        with np.load(folder / FILE, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
    except (OSError, ValueError, zipfile.BadZipFile, EOFError):
        return [f"{FILE} is missing or damaged, or holds pickled objects"]
    missing = [name for name in (*OTHERS, *PER_FACE) if name not in arrays]
    return [f"{FILE} has no {name}" for name in missing] or list(_problems(arrays))


def _problems(arrays: Mapping[str, NDArray[Any]]) -> Iterable[str]:
    vectors = arrays["encodings"]
    if vectors.ndim != 2 or not vectors.size or vectors.dtype != np.float32:
        yield "encodings is not an array of float32, a row a face"
        return
    if not np.isfinite(vectors).all() or not np.linalg.norm(vectors, axis=1).all():
        yield "an encoding is empty, or not a number"
    yield from (f"{name} has another length" for name in PER_FACE if len(arrays[name]) != len(vectors))
    for name, words in (("labels", "names"), ("splits", "split_names")):
        if not ((arrays[name] >= 0) & (arrays[name] < len(arrays[words]))).all():
            yield f"{name} holds what {words} does not name"
    if len(np.unique(arrays["faces"])) != len(vectors):
        yield "a face is there twice"
    if len(np.unique(np.stack([arrays["tracks"], arrays["splits"]]), axis=1).T) != len(np.unique(arrays["tracks"])):
        yield "a track is in two splits"
