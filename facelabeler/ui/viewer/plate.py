"""What stands on the plate of a frame."""

from __future__ import annotations

from pathlib import Path

from facelabeler.core.entities import Source, SourceKind
from facelabeler.ui.viewer.playhead import Playhead
from facelabeler.ui.wording import clock, faces_text, tr

HALF = 0.0005  # half a thousandth of a second, for rounding


def plate(source: Source, playhead: Playhead, faces: int) -> tuple[str, str]:
    """`1:02.020`, `frame 1487 of 3265 · 6 faces`; for a photo its name and the faces."""
    if source.kind is SourceKind.PHOTO or playhead.picture is None:
        return Path(source.path).name, faces_text(faces)
    rounded = playhead.picture.since + HALF
    time = f"{clock(rounded)}.{int(rounded * 1000) % 1000:03}"
    at, count = playhead.number(), len(playhead.starts)
    if at is None:
        return time, faces_text(faces)
    frame = tr("frame %1 of %2", str(at), str(count)) if count else tr("frame %1", str(at))
    return time, f"{frame} · {faces_text(faces)}"
