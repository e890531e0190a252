"""Projects whose faces have pictures, plain ones in one colour each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QColor, QImage

from facelabeler.pipeline.stages import FoundFrame
from facelabeler.session import Session
from tests.helpers.projects import found_face, video_source


def jpeg(colour: str, side: int = 160) -> bytes:
    """A square picture of one colour."""
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG", 95)  # type: ignore[call-overload] # PySide6 wants the name as str
    return bytes(data.data())


def project_of(path: Path, pictures: Sequence[bytes]) -> Session:
    """A project with one face a picture, one a second, in this order."""
    session = Session.create(path)
    session.use_engine(detector="cnn", encoder="dlib-resnet-v1")
    [source] = session.add_sources([video_source()], every=1.0)
    faces = [found_face(1, seed=k, thumbnail=picture) for k, picture in enumerate(pictures)]
    session.add_frames(source, [FoundFrame(float(k), k, (face,)) for k, face in enumerate(faces)])
    return session
