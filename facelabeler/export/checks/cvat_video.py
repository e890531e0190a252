"""Reads CVAT's tracks back (CVAT for video, version 1.1)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as Xml

from facelabeler.export.checks.cvat import box_problems, read_labels
from facelabeler.export.checks.pictures import picture_size
from facelabeler.export.checks.reading import pictures_in, read_xml, whole
from facelabeler.export.cvat import ANNOTATIONS


def problems(folder: Path) -> list[str]:
    """What is wrong; empty if each sequence has the frames and tracks that it says."""
    documents = sorted(folder.glob(f"*/*/{ANNOTATIONS}"))
    found = [] if documents else ["there is no sequence"]
    for document in documents:
        name = document.parent.relative_to(folder).as_posix()
        found += [f"{name}: {problem}" for problem in _problems(document)]
    return found


def _problems(document: Path) -> Iterable[str]:
    found: list[str] = []
    root = read_xml(document, found)
    frames = pictures_in(document.parent / "images")
    sizes = [picture_size(path, found) for path in frames]
    labels = read_labels(root, found) if root is not None else set()
    yield from found
    if root is None:
        return
    if [path.stem for path in frames] != [f"frame_{number:06}" for number in range(len(frames))] or not frames:
        yield "its frames are not numbered from 0 without gaps"
    if whole(root.findtext("meta/task/size")) != len(frames):
        yield "it counts its frames wrongly"
    for track in root.findall("track"):
        yield from (f"track {track.get('id')}: {problem}" for problem in _track_problems(track, sizes, labels))


def _track_problems(track: Xml.Element, sizes: list[tuple[int, int]], labels: set[str]) -> Iterable[str]:
    if track.get("label") not in labels:
        yield f"{track.get('label')!r} is no label"
    boxes = track.findall("box")
    frames = [whole(box.get("frame")) for box in boxes]
    places = [frame for frame in frames if frame is not None and frame < len(sizes)]
    if len(places) < len(frames) or not places or any(a >= b for a, b in pairwise(places)):
        yield "its frames do not rise, or are not there"
        return
    for place, box in zip(places, boxes, strict=True):
        yield from box_problems(box, sizes[place])
    # CVAT draws the last box on to the end of the video.
    if places[-1] < len(sizes) - 1 and boxes[-1].get("outside") != "1":
        yield "it never ends"
